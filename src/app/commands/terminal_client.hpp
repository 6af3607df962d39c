// A trainee in the terminal: prints what the call says and lets the caller wait for the customer. Thread-safe.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>

#include "engine/service.hpp"

namespace mockcall::app {

class TerminalClient final : public CallClient {
  public:
    explicit TerminalClient(bool progress) : progress_(progress) {}

    void send(protocol::ServerEvent event) override;
    void close(int code, std::string reason) override;
    [[nodiscard]] std::size_t backlog() const override { return 0; }

    /// Waits until the customer has finished a line after the n-th, or `longest` is over. False when the call has
    /// ended.
    bool wait_for_line(int after, Milliseconds longest);
    void wait_for_close(Milliseconds longest);
    [[nodiscard]] int lines() const;
    [[nodiscard]] bool closed() const;

  private:
    void show(const protocol::Transcript& t);
    void show(const protocol::StateUpdate& s);

    bool progress_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    int lines_ = 0;
    bool speaking_ = false;
    bool closed_ = false;
    int mood_ = -1;
    int satisfaction_ = -1;
};

}  // namespace mockcall::app
