// Whatever a client calls audio, as 16 kHz mono PCM. Pure; one owner; feed it chunks cut anywhere.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "base/bytes.hpp"
#include "base/error.hpp"

namespace mockcall::audio {

inline constexpr int kPipelineRate = 16000;  ///< Hz, mono: what recognition, voice activity and recording run on

enum class Codec : std::uint8_t { Unknown, PcmS16le, Opus, Pcmu, Pcma, Webm, Ogg, Wav };
[[nodiscard]] std::string_view to_string(Codec c);
[[nodiscard]] std::optional<Codec> codec_of(std::string_view wire_name);

struct InputFormat {
    Codec codec = Codec::Unknown;  ///< Unknown: the first bytes tell a container, else PCM
    int sample_rate = 0;           ///< Hz, 8000-48000; 0 = the codec's default (pcm 16000, pcmu/pcma 8000, opus 48000)
    int channels = 1;              ///< 1 or 2 (mixed down)
};

class InputDecoder {
  public:
    virtual ~InputDecoder() = default;
    /// Appends decoded samples to `out`. `chunk`: raw samples for PCM and G.711 (an odd byte waits for its other half),
    /// exactly one packet for `opus`, any piece of the stream for a container. Errors (AudioFailure): the chunk is
    /// dropped, the decoder can go on with the next one where the format allows, and never grows without bound.
    virtual Result<void> decode(ByteView chunk, Samples& out) = 0;
};

/// Errors: ValidationError for a rate or channel count that is not supported.
[[nodiscard]] Result<std::unique_ptr<InputDecoder>> make_input_decoder(const InputFormat& format);

}  // namespace mockcall::audio
