// The Opus track of a container: header, then packets, to 16 kHz mono. Pure; one owner.
#pragma once

#include <optional>

#include "audio/opus.hpp"
#include "audio/opus_format.hpp"
#include "base/bytes.hpp"
#include "base/error.hpp"

namespace mockcall::audio {

class OpusTrack {
  public:
    OpusTrack();
    /// A new stream begins. Errors: AudioFailure, the header is not understood; the track then stays closed.
    Result<void> open(ByteView opus_head);
    void close() { open_ = false; }
    [[nodiscard]] bool is_open() const { return open_; }
    /// Appends the packet's samples, or a frame of concealment and AudioFailure when it is broken (an empty one: only
    /// the error).
    Result<void> decode(ByteView packet, Samples& out);

  private:
    OpusDecoder decoder_;
    Samples scratch_;
    std::size_t to_skip_ = 0;  // samples at the pipeline's rate
    bool open_ = false;
};

}  // namespace mockcall::audio
