// Answers connections on a port of the loopback interface with the texts it was given, one each.
#pragma once

#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace mockcall::test {

class LoopbackServer {
  public:
    explicit LoopbackServer(std::vector<std::string> answers) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(socket_, reinterpret_cast<sockaddr*>(&address), size);
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
        ::listen(socket_, 8);
        port_ = ntohs(address.sin_port);
        thread_ = std::jthread([this, answers = std::move(answers)] {
            for (const std::string& answer : answers)
                serve(answer);
        });
    }
    ~LoopbackServer() {
        ::shutdown(socket_, SHUT_RDWR);  // wakes accept()
        thread_.join();
        ::close(socket_);
    }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/jwks.json"; }

  private:
    void serve(const std::string& answer) const {
        const int connection = ::accept(socket_, nullptr, nullptr);
        if (connection < 0)
            return;
        char request[4096];
        if (::recv(connection, request, sizeof request, 0) > 0)
            for (std::size_t sent = 0; sent < answer.size();) {
                const ssize_t n = ::send(connection, answer.data() + sent, answer.size() - sent, MSG_NOSIGNAL);
                if (n <= 0)
                    break;
                sent += static_cast<std::size_t>(n);
            }
        ::close(connection);
    }

    int socket_;
    int port_ = 0;
    std::jthread thread_;
};

}  // namespace mockcall::test
