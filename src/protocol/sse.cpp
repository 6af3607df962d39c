#include "protocol/sse.hpp"

#include <utility>

namespace mockcall::protocol {

Result<std::vector<SseEvent>> SseParser::feed(std::string_view bytes) {
    std::vector<SseEvent> out;
    for (const char c : bytes) {
        const bool second_of_crlf = c == '\n' && after_cr_;
        after_cr_ = c == '\r';
        if (second_of_crlf)
            continue;
        if (c == '\n' || c == '\r') {
            line(line_, out);
            line_.clear();
            continue;
        }
        line_ += c;
        if (line_.size() + event_.data.size() > most_)
            return fail_validation("stream", "holds an event that is too large");
    }
    return out;
}

void SseParser::line(std::string_view text, std::vector<SseEvent>& out) {
    if (std::exchange(first_, false) && text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    if (text.empty()) {
        SseEvent event = std::exchange(event_, {});
        if (std::exchange(has_data_, false))
            out.push_back(std::move(event));
        return;
    }
    const auto colon = text.find(':');
    const std::string_view field = text.substr(0, colon);
    std::string_view value = colon == std::string_view::npos ? std::string_view{} : text.substr(colon + 1);
    if (value.starts_with(' '))
        value.remove_prefix(1);
    if (field == "data") {
        if (std::exchange(has_data_, true))
            event_.data += '\n';
        event_.data += value;
    } else if (field == "event") {
        event_.name = value;
    }
}

}  // namespace mockcall::protocol
