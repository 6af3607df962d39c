#include "hurried_client.hpp"

#include <charconv>
#include <cstring>
#include <string_view>
#include <vector>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace mockcall::bench {
namespace {

struct Talk {
    int fd = -1;
    std::string got;
};

int connect_to(std::uint16_t port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(port);
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return ::connect(fd, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0 ? fd : -1;
}

/// The size of the response that begins at `text`, 0 while its head is not whole, -1 when it is no success.
long response_size(std::string_view text) {
    const auto end = text.find("\r\n\r\n");
    if (end == std::string_view::npos)
        return 0;
    const auto at = text.find("Content-Length: ");
    if (!text.starts_with("HTTP/1.1 200") || at > end)
        return -1;
    long length = 0;
    std::from_chars(text.data() + at + 16, text.data() + end, length);
    return static_cast<long>(end) + 4 + length;
}

bool hurry(std::uint16_t port, const Load& load) {
    std::vector<Talk> talks(static_cast<std::size_t>(load.connections));
    std::vector<pollfd> polls;
    int sent = 0;
    int answered = 0;
    const auto ask = [&](Talk& t) {
        if (sent < load.requests && ++sent)
            (void)!::write(t.fd, load.request.data(), load.request.size());
    };
    for (Talk& t : talks) {
        if ((t.fd = connect_to(port)) < 0)
            return false;
        polls.push_back({t.fd, POLLIN, 0});
        ask(t);
    }
    char bytes[65536];
    while (answered < load.requests) {
        if (::poll(polls.data(), polls.size(), 10'000) <= 0)
            return false;
        for (std::size_t i = 0; i < talks.size(); ++i) {
            if ((polls[i].revents & (POLLIN | POLLHUP | POLLERR)) == 0)
                continue;
            Talk& t = talks[i];
            const auto n = ::read(t.fd, bytes, sizeof bytes);
            if (n <= 0)
                return false;
            t.got.append(bytes, static_cast<std::size_t>(n));
            const long size = response_size(t.got);
            if (size < 0)
                return false;
            if (size > 0 && t.got.size() >= static_cast<std::size_t>(size)) {
                t.got.clear();
                ++answered;
                ask(t);
            }
        }
    }
    for (Talk& t : talks)
        ::close(t.fd);
    return true;
}

struct Order {
    std::uint16_t port;
    int connections;
    int requests;
    std::uint32_t size;
};

void serve_orders(int orders, int reports) {
    Order order{};
    while (::read(orders, &order, sizeof order) == sizeof order) {
        Load load{order.connections, order.requests, std::string(order.size, '\0')};
        if (::read(orders, load.request.data(), order.size) != static_cast<ssize_t>(order.size))
            break;
        const char done = hurry(order.port, load) ? 1 : 0;
        (void)!::write(reports, &done, 1);
    }
}

}  // namespace

HurriedClient::HurriedClient() {
    int orders[2];
    int reports[2];
    if (::pipe(orders) != 0 || ::pipe(reports) != 0)
        return;
    child_ = ::fork();
    if (child_ == 0) {
        ::close(orders[1]);
        serve_orders(orders[0], reports[1]);
        ::_exit(0);
    }
    ::close(orders[0]);
    orders_ = orders[1];
    reports_ = reports[0];
}

HurriedClient::~HurriedClient() {
    ::close(orders_);
    ::close(reports_);
    ::waitpid(child_, nullptr, 0);
}

bool HurriedClient::run(std::uint16_t port, const Load& load) {
    const Order order{port, load.connections, load.requests, static_cast<std::uint32_t>(load.request.size())};
    (void)!::write(orders_, &order, sizeof order);
    (void)!::write(orders_, load.request.data(), load.request.size());
    char done = 0;
    return ::read(reports_, &done, 1) == 1 && done == 1;
}

double cpu_seconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace mockcall::bench
