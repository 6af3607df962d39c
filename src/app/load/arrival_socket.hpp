// A simulated trainee's UDP socket. Nobody is woken by what comes: it is fetched when its owner has something to do
// anyway, with the moment in which the kernel got it, so that a trainee that runs late sees nothing late. One owner.
#pragma once

#include <chrono>
#include <functional>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "protocol/rtc/address.hpp"

namespace mockcall::app {

class ArrivalSocket {
  public:
    using SteadyPoint = std::chrono::steady_clock::time_point;
    using OnDatagram = std::function<void(ByteView datagram, SteadyPoint arrival)>;

    ArrivalSocket() = default;
    ~ArrivalSocket() { close(); }
    ArrivalSocket(const ArrivalSocket&) = delete;
    ArrivalSocket& operator=(const ArrivalSocket&) = delete;

    /// To and from `server` only. Errors: InternalError.
    [[nodiscard]] Result<void> open(const rtc::Address& server);
    void send(ByteView datagram) const;  ///< what the kernel refuses is lost
    void receive(const OnDatagram& each) const;
    void close();

  private:
    int fd_ = -1;
};

}  // namespace mockcall::app
