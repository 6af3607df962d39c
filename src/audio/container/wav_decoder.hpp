// RIFF/WAVE as it streams in: PCM16 and G.711. Pure; one owner.
#pragma once

#include <optional>

#include "audio/container/first_error.hpp"
#include "audio/pcm_decoder.hpp"

namespace mockcall::audio {

/// A size of 0 or of (nearly) all ones, as programs write that cannot seek back, means: until the stream ends.
/// A new header anywhere starts over, without a gap when the format is the same (a client that sends one file a chunk).
class WavDecoder final : public InputDecoder {
  public:
    Result<void> decode(ByteView chunk, Samples& out) override;

  private:
    enum class State : std::uint8_t { Riff, ChunkHeader, Format, Skip, Data, Lost };

    bool step(Samples& out);
    bool read_riff();
    bool read_chunk_header();
    bool read_format(Samples& out);
    bool skip();
    bool read_data(Samples& out);
    bool search();
    void lose(const char* why);
    void drop(std::size_t bytes);

    State state_ = State::Riff;
    Bytes buffer_;            // what the state could not use yet: less than one chunk header or format
    std::size_t used_ = 0;    // of buffer_, while a chunk is being worked on
    std::uint64_t left_ = 0;  // bytes of the chunk being read
    bool endless_ = false;
    bool padded_ = false;  // an odd chunk: one byte follows that belongs to nothing
    std::optional<PcmDecoder> pcm_;
    FirstError error_;
};

}  // namespace mockcall::audio
