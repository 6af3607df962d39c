#include "audio/container/webm_lacing.hpp"

#include <optional>

#include "audio/container/ebml.hpp"

namespace mockcall::audio {
namespace {

std::optional<std::uint64_t> take_xiph_size(ByteView& body) {
    std::uint64_t size = 0;
    while (!body.empty()) {
        const std::uint8_t byte = body[0];
        body = body.subspan(1);
        size += byte;
        if (byte != 255) {
            return size;
        }
    }
    return std::nullopt;
}

// The first size is plain; the others are signed differences, offset by half their range.
std::optional<std::uint64_t> take_ebml_size(ByteView& body, std::optional<std::uint64_t> previous) {
    const auto vint = ebml::read_vint(body);
    if (!vint) {
        return std::nullopt;
    }
    body = body.subspan(vint->length);
    if (!previous) {
        return vint->value;
    }
    const std::uint64_t offset = (std::uint64_t{1} << (7 * vint->length - 1)) - 1;
    return *previous + vint->value - offset;  // modulo 2^64: a negative size is far too large and refused
}

}  // namespace

Result<std::vector<ByteView>> unlace(Lacing lacing, ByteView body) {
    if (lacing == Lacing::None) {
        return std::vector{body};
    }
    const auto broken = fail(ErrorCode::AudioFailure, "A block of the WebM stream is broken.");
    if (body.empty()) {
        return broken;
    }
    const std::size_t count = body[0] + std::size_t{1};
    body = body.subspan(1);
    if (lacing == Lacing::Fixed && body.size() % count != 0) {
        return broken;
    }
    std::vector<std::uint64_t> sizes;
    std::optional<std::uint64_t> size;
    const std::uint64_t fixed = body.size() / count;
    while (sizes.size() + 1 < count) {
        size = lacing == Lacing::Fixed  ? fixed
               : lacing == Lacing::Xiph ? take_xiph_size(body)
                                        : take_ebml_size(body, size);
        if (!size) {
            return broken;
        }
        sizes.push_back(*size);
    }
    std::vector<ByteView> frames;
    for (const std::uint64_t n : sizes) {
        if (n > body.size()) {
            return broken;
        }
        frames.push_back(body.first(static_cast<std::size_t>(n)));
        body = body.subspan(static_cast<std::size_t>(n));
    }
    frames.push_back(body);
    return frames;
}

}  // namespace mockcall::audio
