// Opus, one direction each. 20 ms frames, mono. Pure; one owner each.
#pragma once

#include <memory>

#include "base/bytes.hpp"
#include "base/error.hpp"

namespace mockcall::audio {

inline constexpr int kFrameMs = 20;

class OpusEncoder {
  public:
    /// `sample_rate`: 8000, 16000 or 24000 Hz. `complexity` 0-10.
    OpusEncoder(int sample_rate, int bitrate, int complexity);
    ~OpusEncoder();
    OpusEncoder(OpusEncoder&&) noexcept;
    OpusEncoder& operator=(OpusEncoder&&) noexcept;
    /// One frame of exactly 20 ms. The packet's bytes.
    [[nodiscard]] Bytes encode(SampleView frame);
    /// Lets a packet carry its predecessor's sound as well, for a line that loses `percent` of its packets.
    void expect_loss(int percent);
    void reset();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

class OpusDecoder {
  public:
    explicit OpusDecoder(int sample_rate);
    ~OpusDecoder();
    OpusDecoder(OpusDecoder&&) noexcept;
    OpusDecoder& operator=(OpusDecoder&&) noexcept;
    /// Appends the packet's samples to `out`. Errors: AudioFailure, the packet is broken.
    Result<void> decode(ByteView packet, Samples& out);
    /// Appends `samples` of concealment for a lost packet.
    void conceal(int samples, Samples& out);
    /// Appends the `samples` of the lost packet before `next`, from its forward error correction where it has one, else
    /// concealed.
    void repair(ByteView next, int samples, Samples& out);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace mockcall::audio
