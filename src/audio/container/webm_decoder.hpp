// Opus in WebM as a browser's MediaRecorder streams it: chunks cut anywhere, clusters of unknown size, one header.
// Pure; one owner.
#pragma once

#include <optional>

#include "audio/container/first_error.hpp"
#include "audio/container/opus_track.hpp"
#include "audio/input_decoder.hpp"

namespace mockcall::audio {

/// A track entry while it is being read.
struct WebmTrackEntry {
    std::uint64_t number = 0;
    bool opus = false;
    bool transformed = false;  ///< compressed or encrypted
    Bytes codec_private;
};

/// Reads the elements one after the other without keeping where their parents end: every identifier it cares for has
/// one meaning wherever it stands, and so a size that is unknown, or wrong because a stream was cut, does no harm.
class WebmDecoder final : public InputDecoder {
  public:
    Result<void> decode(ByteView chunk, Samples& out) override;

  private:
    enum class State : std::uint8_t { Element, Payload, Skip, Lost };

    bool step(ByteView& rest, Samples& out);
    bool read_element(ByteView& rest);
    void enter(std::uint32_t id, std::uint64_t size, bool unknown);
    bool read_payload(ByteView& rest, Samples& out);
    void use(ByteView payload, Samples& out);
    bool search(ByteView& rest);
    void lose(const char* why);
    void choose_track();
    void read_block(ByteView block, Samples& out);

    State state_ = State::Element;
    Bytes pending_;  // of a header or payload that has not come whole
    std::uint32_t id_ = 0;
    std::uint64_t left_ = 0;    // bytes of the payload, or to skip
    std::uint32_t window_ = 0;  // the last four bytes while searching
    bool started_ = false;      // an EBML header was seen
    std::optional<WebmTrackEntry> candidate_;
    std::uint64_t track_number_ = 0;
    OpusTrack track_;
    FirstError error_;
};

/// Whether `chunk` is the beginning of a WebM or Matroska file, by more than its magic number.
[[nodiscard]] bool begins_webm(ByteView chunk);

}  // namespace mockcall::audio
