// The I/O threads: each one io_context that runs on one thread from start() to stop().
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "ports/runtime.hpp"

namespace boost::asio {
class io_context;
}

namespace mockcall::http {

class IoLoops {
  public:
    explicit IoLoops(std::size_t threads);  ///< at least one
    ~IoLoops();                             ///< stops
    IoLoops(const IoLoops&) = delete;
    IoLoops& operator=(const IoLoops&) = delete;

    void start();
    /// Joins the threads; what is posted afterwards never runs. Not from a loop's own thread.
    void stop();

    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] Loop& loop(std::size_t i);
    [[nodiscard]] std::vector<Loop*> all();
    [[nodiscard]] boost::asio::io_context& context(std::size_t i);

  private:
    struct One;
    std::vector<std::unique_ptr<One>> loops_;
};

}  // namespace mockcall::http
