// Views over bytes and samples.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mockcall {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;
using Samples = std::vector<std::int16_t>;
using SampleView = std::span<const std::int16_t>;

[[nodiscard]] inline ByteView bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
[[nodiscard]] inline std::string_view text_of(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Standard base64 with padding. `base64_decode` refuses (returns false) anything else but tolerates missing padding.
[[nodiscard]] std::string base64_encode(ByteView bytes);
[[nodiscard]] bool base64_decode(std::string_view text, Bytes& out);
/// The URL alphabet without padding (RFC 4648 section 5).
[[nodiscard]] std::string base64url_encode(ByteView bytes);

}  // namespace mockcall
