// A loopback server whose connections do what the test says, step by step.
#pragma once

#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace mockcall::test {

/// What one connection does with each request: sends the text, then goes on as `then` says.
struct Answer {
    enum class Then : std::uint8_t { KeepOpen, Close, WaitForClient };
    std::string text;
    Then then = Then::KeepOpen;
};

class ScriptedServer {
  public:
    explicit ScriptedServer(std::vector<Answer> answers) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(socket_, reinterpret_cast<sockaddr*>(&address), size);
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
        ::listen(socket_, 8);
        port_ = ntohs(address.sin_port);
        thread_ = std::jthread([this, answers = std::move(answers)] { serve(answers); });
    }
    ~ScriptedServer() {
        ::shutdown(socket_, SHUT_RDWR);  // wakes accept()
        thread_.join();
        ::close(socket_);
    }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/v1"; }
    [[nodiscard]] int connections() const { return connections_; }

  private:
    void serve(const std::vector<Answer>& answers) {
        int connection = -1;
        for (const Answer& answer : answers) {
            if (connection < 0) {
                connection = ::accept(socket_, nullptr, nullptr);
                if (connection < 0)
                    return;
                ++connections_;
            }
            std::string request;
            char buffer[4096];
            while (!request.contains("\r\n\r\n")) {
                const ssize_t n = ::recv(connection, buffer, sizeof buffer, 0);
                if (n <= 0)
                    break;
                request.append(buffer, static_cast<std::size_t>(n));
            }
            ::send(connection, answer.text.data(), answer.text.size(), MSG_NOSIGNAL);
            if (answer.then == Answer::Then::WaitForClient)
                while (::recv(connection, buffer, sizeof buffer, 0) > 0) {
                }
            if (answer.then != Answer::Then::KeepOpen) {
                ::close(connection);
                connection = -1;
            }
        }
        if (connection >= 0)
            ::close(connection);
    }

    int socket_;
    int port_ = 0;
    std::atomic<int> connections_ = 0;
    std::jthread thread_;
};

}  // namespace mockcall::test
