// One tree for what came over the wire, JSON or MessagePack, so that every event is read by one description. Pure.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "protocol/events.hpp"

namespace mockcall::protocol {

struct WireValue {
    enum class Kind : std::uint8_t { Null, Boolean, Number, Text, Binary, List, Map, Other };
    Kind kind = Kind::Null;
    bool boolean = false;
    double number = 0;        ///< may be infinite or NaN: readers check
    std::string_view text{};  ///< Text (valid UTF-8) or Binary
    std::string_view key{};   ///< of a Map's member
    std::uint32_t count = 0;  ///< children of a List or Map
    WireValue* first = nullptr;
    WireValue* next = nullptr;

    /// Of a Map; null when there is none. The last of several with one name.
    [[nodiscard]] const WireValue* member(std::string_view name) const;
};

struct WireLimits {
    std::size_t depth = 16;
    std::size_t values = 2048;  ///< bounds memory: about 100 bytes each
};

/// Owns a parsed frame's values. They view into the frame, which must live as long.
class WireDocument {
  public:
    explicit WireDocument(WireLimits limits = {}) : limits_(limits) {}
    WireDocument(const WireDocument&) = delete;
    WireDocument& operator=(const WireDocument&) = delete;
    /// Once per document. Errors: ValidationError (malformed, too deep, too many values, text that is no UTF-8).
    [[nodiscard]] Result<const WireValue*> parse(Encoding encoding, ByteView frame);

  private:
    WireLimits limits_;
    std::array<std::byte, 4096> small_;
    std::pmr::monotonic_buffer_resource arena_{small_.data(), small_.size()};
};

/// Builds a tree from a stream of tokens. Every function returns false once a limit is passed.
class WireBuilder {
  public:
    WireBuilder(std::pmr::memory_resource& arena, WireLimits limits) : arena_(arena), limits_(limits) {}

    void key(std::string_view name) { key_ = name; }
    [[nodiscard]] bool begin(WireValue::Kind kind);
    void end();
    [[nodiscard]] bool value(const WireValue& v) { return append(v) != nullptr; }
    [[nodiscard]] bool text(std::string_view v) { return value({.kind = WireValue::Kind::Text, .text = v}); }
    [[nodiscard]] bool number(double v) { return value({.kind = WireValue::Kind::Number, .number = v}); }
    [[nodiscard]] bool boolean(bool v) { return value({.kind = WireValue::Kind::Boolean, .boolean = v}); }
    [[nodiscard]] bool null() { return value({}); }

    /// A copy that lives as long as the tree.
    [[nodiscard]] std::string_view keep(std::string_view text);
    [[nodiscard]] const WireValue* root() const { return root_; }

  private:
    struct Open {
        WireValue* container = nullptr;
        WireValue* last = nullptr;
    };
    static constexpr std::size_t kDeepest = 64;

    WireValue* append(const WireValue& v);

    std::pmr::memory_resource& arena_;
    WireLimits limits_;
    WireValue* root_ = nullptr;
    std::string_view key_{};
    std::array<Open, kDeepest> open_{};
    std::size_t depth_ = 0;
    std::size_t values_ = 0;
};

/// Each parses a whole frame into `builder`; the text names what is wrong, "" nothing.
[[nodiscard]] std::string_view parse_json(std::string_view frame, WireBuilder& builder,
                                          std::pmr::memory_resource& arena);
[[nodiscard]] std::string_view parse_msgpack(std::string_view frame, WireBuilder& builder);

[[nodiscard]] bool is_utf8(std::string_view text);

void append_json_text(std::string_view text, std::string& out);  ///< quoted and escaped
void append_json_number(double value, std::string& out);         ///< shortest; 0 when not finite
void append_json(const WireValue& value, std::string& out);      ///< Binary as base64, Other as null

void append_msgpack_text(std::string_view text, std::string& out);
void append_msgpack_binary(std::string_view bytes, std::string& out);
void append_msgpack_number(double value, std::string& out);  ///< an integer where it is one
void append_msgpack_boolean(bool value, std::string& out);
void append_msgpack(const WireValue& value, std::string& out);

}  // namespace mockcall::protocol
