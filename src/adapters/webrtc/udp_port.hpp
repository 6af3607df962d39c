// The one UDP port of all calls. Its thread reads datagrams and hands each to the call it is for, on that call's loop:
// checks by the name in them, everything else by an address that a check has proved, sound from elsewhere by its
// source. What is for nobody is dropped without a trace: nothing is answered, nothing allocated.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "base/time.hpp"
#include "ports/runtime.hpp"
#include "protocol/rtc/address.hpp"

namespace mockcall::webrtc {

/// Gets datagrams on its loop's thread.
class DatagramReceiver {
  public:
    virtual ~DatagramReceiver() = default;
    virtual void on_datagram(const rtc::Address& from, Bytes& datagram, SteadyTime arrival) = 0;
};

/// Why a datagram went no further.
enum class UdpDrop : std::uint8_t {
    Unknown,      ///< for no call: no such name, or an address that no check has proved and no source of a call's
    TooLong,      ///< longer than any that belongs here
    BadCheck,     ///< a check for a call without the right password
    Unauthentic,  ///< SRTP or SRTCP that was forged, cut or here before
    OverRate,     ///< more packets or senders than one call may have
    Shed,         ///< the call's loop could not keep up
};
inline constexpr std::size_t kUdpDrops = 6;

struct UdpFigures {
    std::uint64_t received = 0;
    std::uint64_t overflowed = 0;  ///< came while the socket's buffer was full: told with the next that was received
    std::uint64_t sent = 0;
    std::uint64_t unsent = 0;  ///< the kernel refused them
    std::array<std::uint64_t, kUdpDrops> drops{};
    [[nodiscard]] std::uint64_t dropped(UdpDrop why) const { return drops.at(static_cast<std::size_t>(why)); }
};

struct RouteSlot;

class UdpPort {
  public:
    /// `host`: an address to bind ("0.0.0.0", "::" for both families); `port` 0: any. Errors: InternalError.
    [[nodiscard]] static Result<std::shared_ptr<UdpPort>> open(const std::string& host, std::uint16_t port,
                                                               const Clock& clock);
    ~UdpPort();  ///< stops
    UdpPort(const UdpPort&) = delete;
    UdpPort& operator=(const UdpPort&) = delete;

    /// Joins the thread: nothing is received any more.
    void stop();
    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] UdpFigures figures() const;
    void send(const rtc::Address& to, ByteView datagram) const;  ///< thread-safe; what the kernel refuses is lost
    void dropped(UdpDrop why) const;                             ///< counts it; thread-safe

    /// A receiver's place; when it goes nothing reaches the receiver any more. On the loop's thread.
    class Route {
      public:
        Route(std::shared_ptr<UdpPort> port, Loop& loop, DatagramReceiver& receiver);
        ~Route();
        Route(const Route&) = delete;
        Route& operator=(const Route&) = delete;
        void add_name(const std::string& name);  ///< what rtc::stun_addressee() reads
        void remove_name(const std::string& name);
        /// Exactly these addresses are the receiver's.
        void set_addresses(std::vector<rtc::Address> addresses);
        /// Packets of this source are the receiver's from wherever they come.
        void set_source(std::uint32_t source);

      private:
        void forget_source();  ///< under the port's lock

        std::shared_ptr<UdpPort> port_;
        std::shared_ptr<RouteSlot> slot_;
        std::vector<std::string> names_;
        std::vector<rtc::Address> addresses_;
        std::optional<std::uint32_t> source_;
    };

  private:
    struct Impl;
    UdpPort(std::unique_ptr<Impl> impl, std::uint16_t port);
    void run();
    [[nodiscard]] bool wait_for_datagrams() const;
    void rest() const;
    [[nodiscard]] std::shared_ptr<RouteSlot> addressee(const rtc::Address& from, ByteView datagram) const;
    void dispatch(const rtc::Address& from, ByteView datagram, SteadyTime arrival);

    std::unique_ptr<Impl> impl_;
    std::uint16_t port_ = 0;
};

/// This machine's addresses that others may reach: for a port that listens on all of them.
[[nodiscard]] std::vector<std::string> own_addresses();

}  // namespace mockcall::webrtc
