// Opus in Ogg (RFC 3533, RFC 7845). Pure; one owner.
#pragma once

#include <memory>

#include "audio/input_decoder.hpp"

namespace mockcall::audio {

/// The first Opus stream of the Ogg is heard; a later beginning of an Opus stream (a chain, a restarted recorder)
/// replaces it.
class OggDecoder final : public InputDecoder {
  public:
    OggDecoder();
    ~OggDecoder() override;
    Result<void> decode(ByteView chunk, Samples& out) override;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace mockcall::audio
