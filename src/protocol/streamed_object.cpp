#include "protocol/streamed_object.hpp"

#include <cctype>

namespace mockcall::protocol {
namespace {

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

void add_utf8(std::string& to, unsigned code) {
    const auto add = [&to](unsigned byte) { to += static_cast<char>(byte); };
    if (code < 0x80) {
        add(code);
    } else if (code < 0x800) {
        add(0xC0 | (code >> 6));
        add(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        add(0xE0 | (code >> 12));
        add(0x80 | ((code >> 6) & 0x3F));
        add(0x80 | (code & 0x3F));
    } else {
        add(0xF0 | (code >> 18));
        add(0x80 | ((code >> 12) & 0x3F));
        add(0x80 | ((code >> 6) & 0x3F));
        add(0x80 | (code & 0x3F));
    }
}

}  // namespace

Result<void> StreamedObject::feed(std::string_view bytes) {
    for (const char c : bytes)
        if (!take(c))
            return fail_validation("answer", "is no object of strings");
    flush();
    return {};
}

void StreamedObject::flush() {
    if (state_ == State::Text && !piece_.empty() && listener_.on_text)
        listener_.on_text(name_, piece_);
    if (state_ == State::Text)
        piece_.clear();
}

bool StreamedObject::take(char c) {
    switch (state_) {
        case State::Before:
            if (c == '{')
                state_ = State::Member;
            return c == '{' || is_space(c) || c == '`' || std::isalpha(static_cast<unsigned char>(c)) != 0;
        case State::Member:
            if (c == '}')
                state_ = State::After;
            if (c == '"') {
                name_.clear();
                state_ = State::Name;
            }
            return c == '"' || c == '}' || is_space(c);
        case State::Name:
            if (!in_string(c, name_) || name_.size() > 64)
                return false;
            if (ended_)
                state_ = State::Colon;
            return true;
        case State::Colon:
            if (c == ':')
                state_ = State::Value;
            return c == ':' || is_space(c);
        case State::Value:
            if (c == '"') {
                piece_.clear();
                state_ = State::Text;
            }
            return c == '"' || is_space(c);
        case State::Text:
            if (!in_string(c, piece_))
                return false;
            if (ended_) {
                flush();
                state_ = State::Comma;
                if (listener_.on_end)
                    listener_.on_end(name_);
            }
            return true;
        case State::Comma:
            if (c == ',')
                state_ = State::Member;
            if (c == '}')
                state_ = State::After;
            return c == ',' || c == '}' || is_space(c);
        case State::After: return is_space(c) || c == '`';
    }
    return false;
}

bool StreamedObject::in_string(char c, std::string& into) {
    ended_ = false;
    if (escape_ || hex_left_ > 0)
        return escaped(c, into);
    if (high_ != 0 && c != '\\')
        return false;
    if (c == '"')
        ended_ = true;
    else if (c == '\\')
        escape_ = true;
    else
        into += c;
    return c == '\t' || c == '\n' || static_cast<unsigned char>(c) >= 0x20;
}

bool StreamedObject::escaped(char c, std::string& into) {
    if (hex_left_ > 0) {
        if (std::isxdigit(static_cast<unsigned char>(c)) == 0)
            return false;
        const auto digit = static_cast<unsigned>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
        code_ = code_ * 16 + digit;
        if (--hex_left_ > 0)
            return true;
        if (high_ != 0) {
            if (code_ < 0xDC00 || code_ > 0xDFFF)
                return false;
            add_utf8(into, 0x10000 + ((high_ - 0xD800) << 10) + (code_ - 0xDC00));
            high_ = 0;
        } else if (code_ >= 0xD800 && code_ <= 0xDBFF) {
            high_ = code_;
        } else if (code_ >= 0xDC00 && code_ <= 0xDFFF) {
            return false;
        } else {
            add_utf8(into, code_);
        }
        return true;
    }
    escape_ = false;
    if (c == 'u') {
        hex_left_ = 4;
        code_ = 0;
        return true;
    }
    constexpr std::string_view kFrom = "\"\\/bfnrt", kTo = "\"\\/\b\f\n\r\t";
    const auto at = kFrom.find(c);
    if (at == std::string_view::npos || high_ != 0)
        return false;
    into += kTo[at];
    return true;
}

}  // namespace mockcall::protocol
