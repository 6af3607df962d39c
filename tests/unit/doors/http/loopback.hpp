// A client that speaks bytes: what a library would tidy up, these tests want to send.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace mockcall::http {

class Line {
  public:
    explicit Line(std::uint16_t port, int receive_buffer = 0) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
        const timeval patience{20, 0};
        const int on = 1;
        ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        if (receive_buffer > 0)
            ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_port = htons(port);
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ok_ = ::connect(fd_, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0;
    }
    ~Line() { hang_up(); }
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;

    [[nodiscard]] bool ok() const { return ok_; }
    [[nodiscard]] int fd() const { return fd_; }
    void hang_up() {
        if (fd_ >= 0)
            ::close(std::exchange(fd_, -1));
    }
    void send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (n <= 0)
                return;
            bytes.remove_prefix(static_cast<std::size_t>(n));
        }
    }
    /// False at the end of the stream, or when nothing came in time.
    bool receive() {
        char bytes[65536];
        const auto n = ::recv(fd_, bytes, sizeof bytes, 0);
        if (n <= 0)
            return false;
        got_.append(bytes, static_cast<std::size_t>(n));
        return true;
    }
    /// One response: head and, by its Content-Length, body.
    std::pair<std::string, std::string> response(bool with_body = true) {
        const std::string head = until("\r\n\r\n");
        std::size_t length = 0;
        if (const auto at = head.find("Content-Length: "); at != std::string::npos && with_body)
            length = std::stoul(head.substr(at + 16));
        return {head, take(length)};
    }
    std::string until(std::string_view mark) {
        for (;;) {
            if (const auto at = got_.find(mark); at != std::string::npos)
                return take(at + mark.size());
            if (!receive())
                return std::exchange(got_, {});
        }
    }
    std::string take(std::size_t n) {
        while (got_.size() < n && receive()) {
        }
        std::string out = got_.substr(0, n);
        got_.erase(0, out.size());
        return out;
    }
    /// Everything up to the end of the stream.
    std::string rest() {
        while (receive()) {
        }
        return std::exchange(got_, {});
    }

  private:
    int fd_;
    bool ok_ = false;
    std::string got_;
};

/// The client's side of a WebSocket, frame by frame (RFC 6455).
class SocketLine {
  public:
    struct Frame {
        int opcode = -1;  ///< -1: the line is dead
        std::string payload;
        [[nodiscard]] int close_code() const {
            return opcode == 8 && payload.size() >= 2
                       ? static_cast<unsigned char>(payload[0]) << 8 | static_cast<unsigned char>(payload[1])
                       : 0;
        }
    };

    explicit SocketLine(std::uint16_t port, const std::string& headers = "", int receive_buffer = 0)
        : line(port, receive_buffer) {
        line.send(
            "GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
            headers + "\r\n");
        head = line.until("\r\n\r\n");
    }
    void send(int opcode, std::string_view payload, bool masked = true) {
        std::string frame(1, static_cast<char>(0x80 | opcode));
        const char mask = masked ? '\x80' : '\0';
        if (payload.size() < 126) {
            frame += static_cast<char>(mask | static_cast<char>(payload.size()));
        } else {  // the shortest form that holds it, as RFC 6455 section 5.2 asks
            const bool wide = payload.size() > 0xFFFF;
            frame += static_cast<char>(mask | (wide ? 127 : 126));
            for (int shift = wide ? 56 : 8; shift >= 0; shift -= 8)
                frame += static_cast<char>(static_cast<std::uint64_t>(payload.size()) >> shift & 0xFF);
        }
        if (masked)
            frame.append(4, '\0');  // a mask of zeros leaves the payload as it is
        line.send(frame.append(payload));
    }
    Frame receive() {
        const std::string start = line.take(2);
        if (start.size() < 2)
            return {};
        std::size_t length = start[1] & 0x7F;
        if (length >= 126) {
            std::size_t wide = 0;
            for (const char c : line.take(length == 126 ? 2 : 8))
                wide = wide << 8 | static_cast<unsigned char>(c);
            length = wide;
        }
        return {start[0] & 0x0F, line.take(length)};
    }

    Line line;
    std::string head;
};

}  // namespace mockcall::http
