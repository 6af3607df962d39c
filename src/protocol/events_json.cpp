// JSON into the wire tree, and out of it.
#include <charconv>
#include <cmath>
#include <functional>

#include <boost/json/basic_parser_impl.hpp>

#include "protocol/events_wire.hpp"

namespace mockcall::protocol {
namespace {

/// Boost.JSON's tokens to the builder's. Text without escapes is not copied: it stays in the frame.
class TreeHandler {
  public:
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
    using Code = boost::json::error_code;
    using Text = boost::json::string_view;

    TreeHandler(std::string_view frame, WireBuilder& builder, std::pmr::memory_resource& arena)
        : frame_(frame), builder_(builder), parts_(&arena) {}
    [[nodiscard]] bool past_limit() const { return past_limit_; }

    bool on_document_begin(Code&) { return true; }
    bool on_document_end(Code&) { return true; }
    bool on_object_begin(Code& ec) { return within(builder_.begin(WireValue::Kind::Map), ec); }
    bool on_object_end(std::size_t, Code&) { return builder_.end(), true; }
    bool on_array_begin(Code& ec) { return within(builder_.begin(WireValue::Kind::List), ec); }
    bool on_array_end(std::size_t, Code&) { return builder_.end(), true; }
    bool on_key_part(Text part, std::size_t, Code&) { return add(part); }
    bool on_key(Text part, std::size_t, Code&) { return builder_.key(whole(part)), true; }
    bool on_string_part(Text part, std::size_t, Code&) { return add(part); }
    bool on_string(Text part, std::size_t, Code& ec) { return within(builder_.text(whole(part)), ec); }
    bool on_number_part(Text, Code&) { return true; }
    bool on_int64(std::int64_t v, Text, Code& ec) { return within(builder_.number(static_cast<double>(v)), ec); }
    bool on_uint64(std::uint64_t v, Text, Code& ec) { return within(builder_.number(static_cast<double>(v)), ec); }
    bool on_double(double v, Text text, Code& ec) {
        // Boost.JSON 1.81 may be off by the last bit.
        double exact = 0;
        const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), exact);
        const bool whole = wrong == std::errc{} && end == text.data() + text.size();
        return within(builder_.number(whole ? exact : v), ec);
    }
    bool on_bool(bool v, Code& ec) { return within(builder_.boolean(v), ec); }
    bool on_null(Code& ec) { return within(builder_.null(), ec); }
    bool on_comment_part(Text, Code&) { return true; }
    bool on_comment(Text, Code&) { return true; }

  private:
    bool within(bool ok, Code& ec) {
        if (!ok) {
            past_limit_ = true;
            ec = boost::json::make_error_code(boost::json::error::too_deep);
        }
        return ok;
    }
    bool add(Text part) {
        parts_.append(part.data(), part.size());
        return true;
    }
    std::string_view whole(Text last) {
        if (parts_.empty() && in_frame(last))
            return {last.data(), last.size()};
        add(last);
        const std::string_view kept = builder_.keep(parts_);
        parts_.clear();
        return kept;
    }
    [[nodiscard]] bool in_frame(Text part) const {
        const std::less_equal<> before;
        return before(frame_.data(), part.data()) && before(part.data() + part.size(), frame_.data() + frame_.size());
    }

    std::string_view frame_;
    WireBuilder& builder_;
    std::pmr::string parts_;
    bool past_limit_ = false;
};

}  // namespace

std::string_view parse_json(std::string_view frame, WireBuilder& builder, std::pmr::memory_resource& arena) {
    boost::json::parse_options options;
    options.max_depth = 64;  // the builder's own limit is lower
    boost::json::basic_parser<TreeHandler> parser(options, frame, builder, arena);
    boost::json::error_code ec;
    const std::size_t read = parser.write_some(false, frame.data(), frame.size(), ec);
    if (parser.handler().past_limit() || ec == boost::json::error::too_deep)
        return "The JSON is nested too deeply or has too many members.";
    if (ec || read < frame.size() || builder.root() == nullptr)
        return "This is not valid JSON.";
    return "";
}

void append_json_text(std::string_view text, std::string& out) {
    static constexpr char kHex[] = "0123456789abcdef";
    out += '"';
    std::size_t plain = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        out.append(text.substr(plain, i - plain));
        plain = i + 1;
        switch (c) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            default:
                out += "\\u00";
                out += kHex[c >> 4];
                out += kHex[c & 15];
        }
    }
    out.append(text.substr(plain));
    out += '"';
}

void append_json_number(double value, std::string& out) {
    if (!std::isfinite(value)) {
        out += '0';
        return;
    }
    char digits[32];
    const bool whole = std::nearbyint(value) == value && std::abs(value) < 1e15;
    const auto end = whole ? std::to_chars(digits, digits + sizeof digits, static_cast<std::int64_t>(value)).ptr
                           : std::to_chars(digits, digits + sizeof digits, value).ptr;
    out.append(digits, end);
}

void append_json(const WireValue& value, std::string& out) {
    switch (value.kind) {
        case WireValue::Kind::Null:
        case WireValue::Kind::Other: out += "null"; return;
        case WireValue::Kind::Boolean: out += value.boolean ? "true" : "false"; return;
        case WireValue::Kind::Number: append_json_number(value.number, out); return;
        case WireValue::Kind::Text: append_json_text(value.text, out); return;
        case WireValue::Kind::Binary: append_json_text(base64_encode(bytes_of(value.text)), out); return;
        case WireValue::Kind::List:
        case WireValue::Kind::Map: break;
    }
    const bool map = value.kind == WireValue::Kind::Map;
    out += map ? '{' : '[';
    for (const WireValue* at = value.first; at != nullptr; at = at->next) {
        if (at != value.first)
            out += ',';
        if (map) {
            append_json_text(at->key, out);
            out += ':';
        }
        append_json(*at, out);
    }
    out += map ? '}' : ']';
}

}  // namespace mockcall::protocol
