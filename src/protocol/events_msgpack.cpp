// MessagePack into the wire tree, and out of it. libmpack knows the tokens; what they make up is told here.
#include <array>
#include <cmath>
#include <cstdint>

#include "protocol/events_wire.hpp"

// The C header defines `bool` where no macro of that name exists.
extern "C" {
#include <mpack.h>
}
#ifdef bool
#undef bool
#endif

namespace mockcall::protocol {
namespace {

constexpr std::string_view kMalformed = "This is not valid MessagePack.";
constexpr std::string_view kPastLimit = "The MessagePack is nested too deeply or has too many members.";

class TokenReader {
  public:
    TokenReader(std::string_view frame, WireBuilder& builder)
        : at_(frame.data()), left_(frame.size()), builder_(builder) {
        mpack_tokbuf_init(&buffer_);
    }

    std::string_view read() {
        do {
            if (const std::string_view wrong = read_value(); !wrong.empty())
                return wrong;
            close_full();
        } while (depth_ > 0);
        return left_ == 0 ? std::string_view{} : kMalformed;
    }

  private:
    struct Open {
        std::uint32_t left = 0;  ///< values, or pairs of a map
        bool map = false;
    };
    static constexpr std::size_t kDeepest = 64;

    [[nodiscard]] bool next(mpack_token_t& token) {
        return left_ > 0 && mpack_read(&buffer_, &at_, &left_, &token) == MPACK_OK;
    }

    /// What follows a str, bin or ext token.
    bool body(std::uint32_t length, std::string_view& out) {
        out = {};
        if (length == 0)
            return true;
        mpack_token_t chunk;
        if (length > left_ || !next(chunk) || chunk.type != MPACK_TOKEN_CHUNK || chunk.length != length)
            return false;
        out = {chunk.data.chunk_ptr, chunk.length};
        return true;
    }

    std::string_view read_value() {
        if (depth_ > 0) {
            Open& open = open_[depth_ - 1];
            --open.left;
            if (open.map) {
                mpack_token_t token;
                std::string_view key;
                if (!next(token) || token.type != MPACK_TOKEN_STR || !body(token.length, key))
                    return kMalformed;
                builder_.key(key);
            }
        }
        mpack_token_t token;
        if (!next(token))
            return kMalformed;
        return take(token);
    }

    std::string_view take(const mpack_token_t& token) {
        const auto within = [](bool ok) { return ok ? std::string_view{} : kPastLimit; };
        std::string_view content;
        switch (token.type) {
            case MPACK_TOKEN_NIL: return within(builder_.null());
            case MPACK_TOKEN_BOOLEAN: return within(builder_.boolean(mpack_unpack_boolean(token) != 0));
            case MPACK_TOKEN_UINT: return within(builder_.number(static_cast<double>(mpack_unpack_uint(token))));
            case MPACK_TOKEN_SINT: return within(builder_.number(static_cast<double>(mpack_unpack_sint(token))));
            case MPACK_TOKEN_FLOAT: return within(builder_.number(mpack_unpack_float(token)));
            case MPACK_TOKEN_STR:
                if (!body(token.length, content) || !is_utf8(content))
                    return kMalformed;
                return within(builder_.text(content));
            case MPACK_TOKEN_BIN:
                if (!body(token.length, content))
                    return kMalformed;
                return within(builder_.value({.kind = WireValue::Kind::Binary, .text = content}));
            case MPACK_TOKEN_EXT:
                if (!body(token.length, content))
                    return kMalformed;
                return within(builder_.value({.kind = WireValue::Kind::Other}));
            case MPACK_TOKEN_ARRAY:
            case MPACK_TOKEN_MAP: return open(token);
            case MPACK_TOKEN_CHUNK: break;
        }
        return kMalformed;
    }

    std::string_view open(const mpack_token_t& token) {
        // Every value takes a byte at least: what promises more than there is, is refused before it is waited for.
        if (token.length > left_)
            return kMalformed;
        const bool map = token.type == MPACK_TOKEN_MAP;
        if (depth_ == kDeepest || !builder_.begin(map ? WireValue::Kind::Map : WireValue::Kind::List))
            return kPastLimit;
        open_[depth_++] = {token.length, map};
        return "";
    }

    void close_full() {
        while (depth_ > 0 && open_[depth_ - 1].left == 0) {
            --depth_;
            builder_.end();
        }
    }

    const char* at_;
    std::size_t left_;
    WireBuilder& builder_;
    mpack_tokbuf_t buffer_{};
    std::array<Open, kDeepest> open_{};
    std::size_t depth_ = 0;
};

void append_token(const mpack_token_t& token, std::string& out) {
    mpack_tokbuf_t buffer;
    mpack_tokbuf_init(&buffer);
    char bytes[MPACK_MAX_TOKEN_LEN];
    char* at = bytes;
    std::size_t left = sizeof bytes;
    mpack_write(&buffer, &at, &left, &token);
    out.append(bytes, at);
}

}  // namespace

std::string_view parse_msgpack(std::string_view frame, WireBuilder& builder) {
    return TokenReader(frame, builder).read();
}

void append_msgpack_text(std::string_view text, std::string& out) {
    append_token(mpack_pack_str(static_cast<mpack_uint32_t>(text.size())), out);
    out.append(text);
}

void append_msgpack_binary(std::string_view bytes, std::string& out) {
    append_token(mpack_pack_bin(static_cast<mpack_uint32_t>(bytes.size())), out);
    out.append(bytes);
}

void append_msgpack_number(double value, std::string& out) {
    if (!std::isfinite(value))
        value = 0;
    if (std::nearbyint(value) == value && std::abs(value) < 1e15) {
        const auto whole = static_cast<std::int64_t>(value);
        append_token(whole < 0 ? mpack_pack_sint(whole) : mpack_pack_uint(static_cast<std::uint64_t>(whole)), out);
    } else {
        append_token(mpack_pack_float(value), out);
    }
}

void append_msgpack_boolean(bool value, std::string& out) { out += value ? '\xC3' : '\xC2'; }

void append_msgpack(const WireValue& value, std::string& out) {
    switch (value.kind) {
        case WireValue::Kind::Null:
        case WireValue::Kind::Other: out += '\xC0'; return;
        case WireValue::Kind::Boolean: append_msgpack_boolean(value.boolean, out); return;
        case WireValue::Kind::Number: append_msgpack_number(value.number, out); return;
        case WireValue::Kind::Text: append_msgpack_text(value.text, out); return;
        case WireValue::Kind::Binary: append_msgpack_binary(value.text, out); return;
        case WireValue::Kind::List: append_token(mpack_pack_array(value.count), out); break;
        case WireValue::Kind::Map: append_token(mpack_pack_map(value.count), out); break;
    }
    for (const WireValue* at = value.first; at != nullptr; at = at->next) {
        if (value.kind == WireValue::Kind::Map)
            append_msgpack_text(at->key, out);
        append_msgpack(*at, out);
    }
}

}  // namespace mockcall::protocol
