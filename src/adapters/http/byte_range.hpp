// Range requests (RFC 9110 section 14), one range of bytes. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace mockcall::http {

struct ByteRange {
    enum class Kind : std::uint8_t { Whole, Part, Unsatisfiable };
    Kind kind = Kind::Whole;
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};

/// What `header` asks of a file of `total` bytes. Headers that are malformed, or ask for several ranges or another
/// unit, ask for the whole.
[[nodiscard]] ByteRange byte_range(std::string_view header, std::uint64_t total);

}  // namespace mockcall::http
