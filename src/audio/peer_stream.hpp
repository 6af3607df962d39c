// A sender's Opus packets as 16 kHz samples on the call's clock, without a seam: where the sender's crystal runs away
// from ours a sample is added or left out, so that what comes out is continuous and in its place. Pure; one owner.
#pragma once

#include <memory>
#include <optional>

#include "audio/jitter_buffer.hpp"
#include "audio/opus.hpp"
#include "base/bytes.hpp"
#include "base/time.hpp"

namespace mockcall::audio {

struct PlacedSamples {
    CallTime at{};
    Samples pcm;   ///< 16 kHz mono
    Bytes opus{};  ///< the packet that held it; empty where it was made up
};

class PeerStream {
  public:
    PeerStream();
    /// `sequence` and `timestamp` as they stand in the packet; another `source` begins a new stream after the former.
    void insert(std::uint32_t source, std::uint16_t sequence, std::uint32_t timestamp, ByteView payload, CallTime now);
    [[nodiscard]] std::optional<PlacedSamples> take(CallTime now);
    [[nodiscard]] std::optional<CallTime> next_deadline() const { return buffer_.next_deadline(); }
    /// The end of what was taken.
    [[nodiscard]] std::optional<CallTime> end() const { return end_; }
    [[nodiscard]] const JitterBuffer& buffer() const { return buffer_; }
    /// Of all sources so far.
    [[nodiscard]] StreamCounts counts() const { return former_ + buffer_.counts(); }

  private:
    bool decode(const StreamSlot& slot, Samples& pcm);
    [[nodiscard]] PlacedSamples place(const StreamSlot& slot, Samples pcm);

    std::optional<std::uint32_t> source_;
    std::int64_t sequence_ = 0;   ///< unwrapped, of the last packet
    std::int64_t timestamp_ = 0;  ///< likewise
    JitterBuffer buffer_;
    StreamCounts former_;  ///< of sources that ended
    OpusDecoder decoder_;
    std::optional<CallTime> end_;
};

}  // namespace mockcall::audio
