#include "adapters/webrtc/udp_port.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>
#include <utility>

#include <fmt/core.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "protocol/rtc/ice_agent.hpp"
#include "protocol/rtc/wire.hpp"

namespace mockcall::webrtc {
namespace {

constexpr std::size_t kBatch = 64;
constexpr std::size_t kLargest = 1'600;
constexpr std::size_t kMostWaiting = 8'192;
constexpr int kSocketBuffer = 4 << 20;
/// Datagrams that come faster than one in two of these are read together, once in each: a thread's way to sleep and
/// back costs more than what is read.
constexpr Milliseconds kMoment{1};

using Storage = sockaddr_storage;

socklen_t to_storage(const rtc::Address& a, bool v6_socket, Storage& out) {
    std::memset(&out, 0, sizeof out);
    if (v6_socket) {
        auto& in6 = reinterpret_cast<sockaddr_in6&>(out);
        in6.sin6_family = AF_INET6;
        in6.sin6_port = htons(a.port);
        std::memcpy(&in6.sin6_addr, a.ip.data(), 16);
        return sizeof in6;
    }
    auto& in = reinterpret_cast<sockaddr_in&>(out);
    in.sin_family = AF_INET;
    in.sin_port = htons(a.port);
    std::memcpy(&in.sin_addr, a.ip.data() + 12, 4);
    return sizeof in;
}

rtc::Address from_storage(const Storage& s) {
    rtc::Address a;
    if (s.ss_family == AF_INET6) {
        const auto& in6 = reinterpret_cast<const sockaddr_in6&>(s);
        std::memcpy(a.ip.data(), &in6.sin6_addr, 16);
        a.port = ntohs(in6.sin6_port);
    } else {
        const auto& in = reinterpret_cast<const sockaddr_in&>(s);
        a.ip[10] = a.ip[11] = 0xFF;
        std::memcpy(a.ip.data() + 12, &in.sin_addr, 4);
        a.port = ntohs(in.sin_port);
    }
    return a;
}

/// Room for a batch of datagrams, their senders and what the kernel tells beside them.
class Batch {
  public:
    struct Datagram {
        rtc::Address from;
        ByteView bytes;
        bool whole;
    };

    /// What waits, of it as much as there is room for.
    std::size_t receive(int fd) {
        for (std::size_t i = 0; i < kBatch; ++i) {
            parts_[i] = {buffers_[i].data(), buffers_[i].size()};
            messages_[i].msg_hdr = {&from_[i], sizeof from_[i], &parts_[i], 1, beside_[i].data(), sizeof beside_[i], 0};
        }
        const int n = ::recvmmsg(fd, messages_.data(), kBatch, MSG_DONTWAIT, nullptr);
        return n > 0 ? static_cast<std::size_t>(n) : 0;
    }
    [[nodiscard]] Datagram operator[](std::size_t i) const {
        const mmsghdr& m = messages_[i];
        return {from_storage(from_[i]), {buffers_[i].data(), m.msg_len}, (m.msg_hdr.msg_flags & MSG_TRUNC) == 0};
    }
    /// How many the kernel had dropped when this one came, modulo 2^32; none: it told nothing.
    [[nodiscard]] std::optional<std::uint32_t> overflowed(std::size_t i) {
        msghdr& m = messages_[i].msg_hdr;
        for (cmsghdr* c = CMSG_FIRSTHDR(&m); c != nullptr; c = CMSG_NXTHDR(&m, c))
            if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SO_RXQ_OVFL) {
                std::uint32_t count = 0;
                std::memcpy(&count, CMSG_DATA(c), sizeof count);
                return count;
            }
        return std::nullopt;
    }

  private:
    std::vector<std::array<std::uint8_t, kLargest>> buffers_{kBatch};
    std::array<Storage, kBatch> from_{};
    std::array<std::array<std::uint64_t, CMSG_SPACE(sizeof(std::uint32_t)) / 8>, kBatch> beside_{};
    std::array<iovec, kBatch> parts_{};
    std::array<mmsghdr, kBatch> messages_{};
};

/// Looks names up as they stand in a datagram.
struct NameHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view name) const { return std::hash<std::string_view>{}(name); }
};

/// Who a packet says has sent it.
std::optional<std::uint32_t> source_of(rtc::DatagramKind kind, ByteView datagram) {
    const std::size_t at = kind == rtc::DatagramKind::Rtp ? 8 : 4;
    if (kind == rtc::DatagramKind::Dtls || datagram.size() < at + 4)
        return std::nullopt;
    return rtc::read32(datagram.data() + at);
}

std::unexpected<Error> refused(const std::string& host, std::uint16_t port) {
    return fail(ErrorCode::InternalError,
                fmt::format("webrtc.listen: {}:{} cannot be used ({}).", host, port, std::strerror(errno)));
}

}  // namespace

/// What waits for a loop: one post carries all that came until it runs.
struct Inbox {
    struct Item {
        std::shared_ptr<RouteSlot> slot;
        rtc::Address from;
        SteadyTime arrival;
        Bytes datagram;
    };
    explicit Inbox(Loop& to) : loop(to) {}
    Loop& loop;
    std::mutex mutex;
    std::vector<Item> waiting;
    bool posted = false;
};

/// Where a receiver is, for the port's thread.
struct RouteSlot {
    std::weak_ptr<Inbox> inbox;            ///< the port's; weak, for what waits there holds its slot
    DatagramReceiver* receiver = nullptr;  ///< the loop's thread only
};

struct UdpPort::Impl {
    int fd = -1;
    int stop_fd = -1;
    bool v6 = false;
    const Clock* clock = nullptr;
    std::thread thread;
    mutable std::mutex mutex;
    std::unordered_map<std::string, std::shared_ptr<RouteSlot>, NameHash, std::equal_to<>> by_name;
    std::unordered_map<rtc::Address, std::shared_ptr<RouteSlot>, rtc::AddressHash> by_address;
    std::unordered_map<std::uint32_t, std::shared_ptr<RouteSlot>> by_source;
    std::map<Loop*, std::shared_ptr<Inbox>> inboxes;
    std::atomic<std::uint64_t> received{0}, overflowed{0}, sent{0}, unsent{0};
    std::array<std::atomic<std::uint64_t>, kUdpDrops> drops{};

    ~Impl() {
        if (fd >= 0)
            ::close(fd);
        if (stop_fd >= 0)
            ::close(stop_fd);
    }
};

UdpPort::UdpPort(std::unique_ptr<Impl> impl, std::uint16_t port) : impl_(std::move(impl)), port_(port) {
    impl_->thread = std::thread([this] { run(); });
    ::pthread_setname_np(impl_->thread.native_handle(), "webrtc");
}

UdpPort::~UdpPort() { stop(); }

void UdpPort::stop() {
    if (!impl_->thread.joinable())
        return;
    const std::uint64_t one = 1;
    (void)!::write(impl_->stop_fd, &one, sizeof one);
    impl_->thread.join();
}

Result<std::shared_ptr<UdpPort>> UdpPort::open(const std::string& host, std::uint16_t port, const Clock& clock) {
    const auto address = rtc::parse_ip(host, port);
    if (!address)
        return fail(ErrorCode::ValidationError, "webrtc.listen: " + host + " is no IP address.");
    auto impl = std::make_unique<Impl>();
    impl->clock = &clock;
    impl->v6 = !address->is_v4();
    impl->fd = ::socket(impl->v6 ? AF_INET6 : AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    impl->stop_fd = ::eventfd(0, EFD_CLOEXEC);
    if (impl->fd < 0 || impl->stop_fd < 0)
        return refused(host, port);
    const int no = 0;
    if (impl->v6)
        ::setsockopt(impl->fd, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no);
    const int yes = 1;
    ::setsockopt(impl->fd, SOL_SOCKET, SO_RXQ_OVFL, &yes, sizeof yes);
    ::setsockopt(impl->fd, SOL_SOCKET, SO_RCVBUF, &kSocketBuffer, sizeof kSocketBuffer);
    ::setsockopt(impl->fd, SOL_SOCKET, SO_SNDBUF, &kSocketBuffer, sizeof kSocketBuffer);
    Storage bound{};
    socklen_t size = to_storage(*address, impl->v6, bound);
    if (::bind(impl->fd, reinterpret_cast<sockaddr*>(&bound), size) != 0)
        return refused(host, port);
    ::getsockname(impl->fd, reinterpret_cast<sockaddr*>(&bound), &size);
    const std::uint16_t chosen = from_storage(bound).port;
    return std::shared_ptr<UdpPort>(new UdpPort(std::move(impl), chosen));
}

UdpFigures UdpPort::figures() const {
    UdpFigures f{impl_->received.load(), impl_->overflowed.load(), impl_->sent.load(), impl_->unsent.load(), {}};
    for (std::size_t i = 0; i < kUdpDrops; ++i)
        f.drops[i] = impl_->drops[i].load();
    return f;
}

void UdpPort::dropped(UdpDrop why) const {
    impl_->drops[static_cast<std::size_t>(why)].fetch_add(1, std::memory_order_relaxed);
}

void UdpPort::send(const rtc::Address& to, ByteView datagram) const {
    if (!impl_->v6 && !to.is_v4())
        return;
    Storage s;
    const socklen_t size = to_storage(to, impl_->v6, s);
    const ssize_t sent =
        ::sendto(impl_->fd, datagram.data(), datagram.size(), MSG_NOSIGNAL, reinterpret_cast<sockaddr*>(&s), size);
    (sent < 0 ? impl_->unsent : impl_->sent).fetch_add(1, std::memory_order_relaxed);
}

/// False: the port stops.
bool UdpPort::wait_for_datagrams() const {
    std::array<pollfd, 2> wait{{{impl_->fd, POLLIN, 0}, {impl_->stop_fd, POLLIN, 0}}};
    while (::poll(wait.data(), wait.size(), -1) < 0)
        if (errno != EINTR)
            return false;
    return wait[1].revents == 0;
}

void UdpPort::rest() const {
    pollfd stop{impl_->stop_fd, POLLIN, 0};
    (void)::poll(&stop, 1, kMoment.count());
}

void UdpPort::run() {
    const auto batch = std::make_unique<Batch>();
    SteadyTime last{};
    std::uint32_t overflowed = 0;
    while (wait_for_datagrams()) {
        const std::size_t n = batch->receive(impl_->fd);
        const SteadyTime now = impl_->clock->steady();
        for (std::size_t i = 0; i < n; ++i) {
            const auto [from, bytes, whole] = (*batch)[i];
            impl_->received.fetch_add(1, std::memory_order_relaxed);
            if (const auto count = batch->overflowed(i))
                impl_->overflowed.fetch_add(*count - std::exchange(overflowed, *count), std::memory_order_relaxed);
            if (whole)
                dispatch(from, bytes, now);
            else
                dropped(UdpDrop::TooLong);
        }
        if (n < kBatch && now - std::exchange(last, now) < 2 * kMoment)
            rest();
    }
}

std::shared_ptr<RouteSlot> UdpPort::addressee(const rtc::Address& from, ByteView datagram) const {
    const auto kind = rtc::kind_of(datagram);
    const auto in = [](const auto& places, const auto& key) {
        const auto it = places.find(key);
        return it == places.end() ? nullptr : it->second;
    };
    if (kind == rtc::DatagramKind::Other)
        return nullptr;
    if (kind == rtc::DatagramKind::Stun) {
        const auto name = rtc::stun_addressee(datagram);
        const std::lock_guard lock(impl_->mutex);
        return name.empty() ? nullptr : in(impl_->by_name, name);
    }
    const auto source = source_of(kind, datagram);
    const std::lock_guard lock(impl_->mutex);
    auto slot = in(impl_->by_address, from);
    return slot || !source ? slot : in(impl_->by_source, *source);
}

void UdpPort::dispatch(const rtc::Address& from, ByteView datagram, SteadyTime arrival) {
    auto slot = addressee(from, datagram);
    if (!slot)
        return dropped(UdpDrop::Unknown);
    const std::shared_ptr<Inbox> held = slot->inbox.lock();  // as long as the port is, so is it
    Inbox& inbox = *held;
    const std::lock_guard lock(inbox.mutex);
    if (inbox.waiting.size() >= kMostWaiting)
        return dropped(UdpDrop::Shed);
    inbox.waiting.push_back({std::move(slot), from, arrival, Bytes(datagram.begin(), datagram.end())});
    if (std::exchange(inbox.posted, true))
        return;
    inbox.loop.post([held] {
        std::vector<Inbox::Item> items;
        {
            const std::lock_guard filled(held->mutex);
            items.swap(held->waiting);
            held->posted = false;
        }
        for (Inbox::Item& item : items)
            if (item.slot->receiver != nullptr)
                item.slot->receiver->on_datagram(item.from, item.datagram, item.arrival);
    });
}

UdpPort::Route::Route(std::shared_ptr<UdpPort> port, Loop& loop, DatagramReceiver& receiver)
    : port_(std::move(port)), slot_(std::make_shared<RouteSlot>()) {
    const std::lock_guard lock(port_->impl_->mutex);
    auto& inbox = port_->impl_->inboxes[&loop];
    if (!inbox)
        inbox = std::make_shared<Inbox>(loop);
    slot_->inbox = inbox;
    slot_->receiver = &receiver;
}

UdpPort::Route::~Route() {
    slot_->receiver = nullptr;
    const std::lock_guard lock(port_->impl_->mutex);
    for (const std::string& name : names_)
        port_->impl_->by_name.erase(name);
    for (const rtc::Address& address : addresses_)
        if (const auto it = port_->impl_->by_address.find(address);
            it != port_->impl_->by_address.end() && it->second == slot_)
            port_->impl_->by_address.erase(it);
    forget_source();
}

void UdpPort::Route::add_name(const std::string& name) {
    names_.push_back(name);
    const std::lock_guard lock(port_->impl_->mutex);
    port_->impl_->by_name[name] = slot_;
}

void UdpPort::Route::remove_name(const std::string& name) {
    if (std::erase(names_, name) == 0)
        return;
    const std::lock_guard lock(port_->impl_->mutex);
    port_->impl_->by_name.erase(name);
}

void UdpPort::Route::set_addresses(std::vector<rtc::Address> addresses) {
    const std::lock_guard lock(port_->impl_->mutex);
    auto& all = port_->impl_->by_address;
    for (const rtc::Address& address : addresses_)
        if (const auto it = all.find(address); it != all.end() && it->second == slot_)
            all.erase(it);
    addresses_ = std::move(addresses);
    // What another call has proved stays its own: a check with a forged sender must not take it away.
    for (const rtc::Address& address : addresses_)
        all.try_emplace(address, slot_);
}

void UdpPort::Route::set_source(std::uint32_t source) {
    const std::lock_guard lock(port_->impl_->mutex);
    forget_source();
    source_ = source;
    port_->impl_->by_source.try_emplace(source, slot_);  // another call's stays its own
}

void UdpPort::Route::forget_source() {
    auto& all = port_->impl_->by_source;
    if (!source_)
        return;
    if (const auto it = all.find(*source_); it != all.end() && it->second == slot_)
        all.erase(it);
}

std::vector<std::string> own_addresses() {
    std::vector<std::string> found;
    ifaddrs* all = nullptr;
    if (::getifaddrs(&all) != 0)
        return found;
    for (const ifaddrs* i = all; i != nullptr; i = i->ifa_next) {
        if (i->ifa_addr == nullptr || (i->ifa_flags & IFF_UP) == 0 || (i->ifa_flags & IFF_LOOPBACK) != 0)
            continue;
        if (i->ifa_addr->sa_family != AF_INET && i->ifa_addr->sa_family != AF_INET6)
            continue;
        Storage s{};
        std::memcpy(&s, i->ifa_addr, i->ifa_addr->sa_family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6));
        const rtc::Address a = from_storage(s);
        const bool link_local = !a.is_v4() && a.ip[0] == 0xFE && (a.ip[1] & 0xC0) == 0x80;
        if (!link_local)
            found.push_back(rtc::ip_text(a));
    }
    ::freeifaddrs(all);
    if (found.empty())
        found.emplace_back("127.0.0.1");
    return found;
}

}  // namespace mockcall::webrtc
