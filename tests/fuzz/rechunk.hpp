// Cuts a fuzz input into chunks of lengths that its own first bytes say: the same bytes must be understood however they
// arrive.
#pragma once

#include <algorithm>

#include "base/bytes.hpp"

namespace mockcall::fuzz {

/// The first byte is how many bytes of lengths follow (at most 15); they are used in turn. A length of 255 means: all
/// the rest.
template <class Each>
void rechunk(ByteView input, Each each) {
    if (input.empty()) {
        return;
    }
    const std::size_t count = std::min<std::size_t>(input[0] & 15, input.size() - 1);
    const ByteView lengths = input.subspan(1, count);
    ByteView rest = input.subspan(1 + count);
    for (std::size_t i = 0; !rest.empty(); ++i) {
        const std::size_t wanted = count == 0 ? 255 : lengths[i % count];
        const std::size_t n = wanted == 255 ? rest.size() : std::min(rest.size(), wanted + 1);
        each(rest.first(n));
        rest = rest.subspan(n);
    }
}

}  // namespace mockcall::fuzz
