#include "audio/container/opus_track.hpp"

#include <algorithm>

#include "audio/input_decoder.hpp"

namespace mockcall::audio {

OpusTrack::OpusTrack() : decoder_(kPipelineRate) {}

Result<void> OpusTrack::open(ByteView opus_head) {
    open_ = false;
    const auto head = parse_opus_head(opus_head);
    if (!head) {
        return std::unexpected(head.error());
    }
    decoder_ = OpusDecoder(kPipelineRate);
    to_skip_ = head->pre_skip / static_cast<std::size_t>(kOpusRate / kPipelineRate);
    open_ = true;
    return {};
}

Result<void> OpusTrack::decode(ByteView packet, Samples& out) {
    scratch_.clear();
    auto result = decoder_.decode(packet, scratch_);
    if (!result && !packet.empty()) {  // nothing must not become sound: a lace of empty frames would be minutes of it
        decoder_.conceal(kPipelineRate * kFrameMs / 1000, scratch_);
    }
    const std::size_t skipped = std::min(to_skip_, scratch_.size());
    to_skip_ -= skipped;
    out.insert(out.end(), scratch_.begin() + static_cast<std::ptrdiff_t>(skipped), scratch_.end());
    return result;
}

}  // namespace mockcall::audio
