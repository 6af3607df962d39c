// The frames of a Matroska block (RFC 9559 section 10.3). Pure.
#pragma once

#include <vector>

#include "base/bytes.hpp"
#include "base/error.hpp"

namespace mockcall::audio {

enum class Lacing : std::uint8_t { None = 0, Xiph = 1, Fixed = 2, Ebml = 3 };

/// `body`: the block after its header. Errors: AudioFailure, the sizes do not add up.
[[nodiscard]] Result<std::vector<ByteView>> unlace(Lacing lacing, ByteView body);

}  // namespace mockcall::audio
