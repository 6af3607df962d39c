// A client in a process of its own, so that the server's CPU time is the server's alone.
#pragma once

#include <cstdint>
#include <string>

namespace mockcall::bench {

struct Load {
    int connections = 16;
    int requests = 100'000;
    std::string request;  ///< the whole of it
};

/// Forks: call it while this process has no threads. The child waits for run().
class HurriedClient {
  public:
    HurriedClient();
    ~HurriedClient();
    /// Sends `load.requests` over keep-alive connections, one at a time on each. False when something went wrong.
    bool run(std::uint16_t port, const Load& load);

  private:
    int orders_ = -1;
    int reports_ = -1;
    int child_ = 0;
};

/// CPU seconds of this process, all threads.
[[nodiscard]] double cpu_seconds();

}  // namespace mockcall::bench
