// Server-sent events (WHATWG HTML, 9.2.6), as far as streams of HTTP APIs use them: data and event, no ids, no retry.
// Pure; takes its input cut anywhere. One owner.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace mockcall::protocol {

struct SseEvent {
    std::string name;  ///< "" when the stream names none
    std::string data;  ///< lines joined by \n
    bool operator==(const SseEvent&) const = default;
};

class SseParser {
  public:
    /// `most`: bytes of one event, its unfinished lines included.
    explicit SseParser(std::size_t most = 256 * 1024) : most_(most) {}
    /// The events that `bytes` completes. Errors: ValidationError when an event is larger than `most`; nothing may be
    /// fed afterwards.
    [[nodiscard]] Result<std::vector<SseEvent>> feed(std::string_view bytes);

  private:
    void line(std::string_view text, std::vector<SseEvent>& out);

    std::size_t most_;
    std::string line_;
    SseEvent event_;
    bool has_data_ = false;
    bool after_cr_ = false;
    bool first_ = true;
};

}  // namespace mockcall::protocol
