// Reads a flat JSON object of strings while it arrives, so that a long member can be used before it is complete. Pure;
// one owner.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace mockcall::protocol {

class StreamedObject {
  public:
    /// `on_text(name, piece)`: decoded UTF-8, in order; a piece may be cut anywhere but within a \u escape.
    /// `on_end(name)`: the member is complete.
    struct Listener {
        std::function<void(const std::string& name, std::string_view piece)> on_text;
        std::function<void(const std::string& name)> on_end;
    };
    explicit StreamedObject(Listener listener) : listener_(std::move(listener)) {}

    /// Errors: ValidationError for what is no such object. Space and code fences around it are let pass.
    [[nodiscard]] Result<void> feed(std::string_view bytes);
    /// The object has been closed.
    [[nodiscard]] bool complete() const { return state_ == State::After; }

  private:
    enum class State : std::uint8_t { Before, Member, Name, Colon, Value, Text, Comma, After };
    [[nodiscard]] bool take(char c);
    [[nodiscard]] bool in_string(char c, std::string& into);
    [[nodiscard]] bool escaped(char c, std::string& into);
    void flush();

    Listener listener_;
    State state_ = State::Before;
    std::string name_;
    std::string piece_;
    bool escape_ = false;
    bool ended_ = false;  ///< the string at hand
    int hex_left_ = 0;
    unsigned code_ = 0;
    unsigned high_ = 0;  ///< a surrogate that waits for its other half
};

}  // namespace mockcall::protocol
