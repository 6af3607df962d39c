#include "app/load/arrival_socket.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <utility>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace mockcall::app {
namespace {

constexpr std::size_t kBatch = 16;
constexpr std::size_t kLargest = 1'600;

Error socket_error() { return {ErrorCode::InternalError, std::string("a UDP socket: ") + std::strerror(errno)}; }

/// What was read once, by the thread's only reader.
struct Batch {
    static constexpr std::size_t kBeside = CMSG_SPACE(sizeof(timespec));
    std::array<std::array<std::uint8_t, kLargest>, kBatch> buffers;
    std::array<std::array<std::uint64_t, kBeside / 8>, kBatch> beside;
    std::array<iovec, kBatch> parts;
    std::array<mmsghdr, kBatch> messages;
};

/// The kernel stamps with the wall clock: how old a datagram is by it, it is by ours.
ArrivalSocket::SteadyPoint arrival_of(msghdr& message) {
    const auto steady = std::chrono::steady_clock::now();
    timespec came{};
    for (cmsghdr* c = CMSG_FIRSTHDR(&message); c != nullptr; c = CMSG_NXTHDR(&message, c))
        if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_TIMESTAMPNS)
            std::memcpy(&came, CMSG_DATA(c), sizeof came);
    if (came.tv_sec == 0)
        return steady;
    const auto wall = std::chrono::system_clock::now().time_since_epoch();
    const auto age = wall - std::chrono::seconds(came.tv_sec) - std::chrono::nanoseconds(came.tv_nsec);
    return steady - std::max(age, std::chrono::nanoseconds(0));
}

int connected(const rtc::Address& server) {
    sockaddr_storage to{};
    socklen_t size = sizeof(sockaddr_in);
    if (server.is_v4()) {
        auto& in = reinterpret_cast<sockaddr_in&>(to);
        in.sin_family = AF_INET;
        in.sin_port = htons(server.port);
        std::memcpy(&in.sin_addr, server.ip.data() + 12, 4);
    } else {
        auto& in6 = reinterpret_cast<sockaddr_in6&>(to);
        in6.sin6_family = AF_INET6;
        in6.sin6_port = htons(server.port);
        std::memcpy(&in6.sin6_addr, server.ip.data(), 16);
        size = sizeof in6;
    }
    const int fd = ::socket(to.ss_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int yes = 1;
    if (fd < 0 || ::setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPNS, &yes, sizeof yes) != 0)
        return fd;
    if (::connect(fd, reinterpret_cast<sockaddr*>(&to), size) == 0)
        return fd;
    ::close(fd);
    return -1;
}

}  // namespace

Result<void> ArrivalSocket::open(const rtc::Address& server) {
    close();
    fd_ = connected(server);
    if (fd_ < 0)
        return std::unexpected(socket_error());
    return {};
}

void ArrivalSocket::send(ByteView datagram) const { (void)::send(fd_, datagram.data(), datagram.size(), MSG_NOSIGNAL); }

void ArrivalSocket::receive(const OnDatagram& each) const {
    thread_local Batch b;
    int n = kBatch;
    while (fd_ >= 0 && n == kBatch) {
        for (std::size_t i = 0; i < kBatch; ++i) {
            b.parts[i] = {b.buffers[i].data(), kLargest};
            b.messages[i].msg_hdr = {nullptr, 0, &b.parts[i], 1, b.beside[i].data(), Batch::kBeside, 0};
        }
        n = ::recvmmsg(fd_, b.messages.data(), kBatch, MSG_DONTWAIT, nullptr);
        for (int i = 0; i < n; ++i) {
            const auto at = static_cast<std::size_t>(i);
            each(ByteView(b.buffers[at]).first(b.messages[at].msg_len), arrival_of(b.messages[at].msg_hdr));
        }
    }
}

void ArrivalSocket::close() {
    if (fd_ >= 0)
        ::close(std::exchange(fd_, -1));
}

}  // namespace mockcall::app
