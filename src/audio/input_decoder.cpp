#include "audio/input_decoder.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "audio/container/ogg_decoder.hpp"
#include "audio/container/wav_decoder.hpp"
#include "audio/container/webm_decoder.hpp"
#include "audio/opus.hpp"
#include "audio/pcm_decoder.hpp"

namespace mockcall::audio {
namespace {

constexpr std::array<std::pair<Codec, std::string_view>, 8> kNames{{{Codec::Unknown, "unknown"},
                                                                    {Codec::PcmS16le, "pcm_s16le"},
                                                                    {Codec::Opus, "opus"},
                                                                    {Codec::Pcmu, "pcmu"},
                                                                    {Codec::Pcma, "pcma"},
                                                                    {Codec::Webm, "webm"},
                                                                    {Codec::Ogg, "ogg"},
                                                                    {Codec::Wav, "wav"}}};

class OpusPacketDecoder final : public InputDecoder {
  public:
    Result<void> decode(ByteView chunk, Samples& out) override { return decoder_.decode(chunk, out); }

  private:
    OpusDecoder decoder_{kPipelineRate};
};

std::unique_ptr<InputDecoder> make(Codec codec, const InputFormat& format) {
    const auto pcm = [&](PcmEncoding encoding, int default_rate) {
        return std::make_unique<PcmDecoder>(
            PcmFormat{encoding, format.sample_rate == 0 ? default_rate : format.sample_rate, format.channels});
    };
    switch (codec) {
        case Codec::Pcmu: return pcm(PcmEncoding::MuLaw, 8000);
        case Codec::Pcma: return pcm(PcmEncoding::ALaw, 8000);
        case Codec::Opus: return std::make_unique<OpusPacketDecoder>();
        case Codec::Webm: return std::make_unique<WebmDecoder>();
        case Codec::Ogg: return std::make_unique<OggDecoder>();
        case Codec::Wav: return std::make_unique<WavDecoder>();
        case Codec::PcmS16le:
        case Codec::Unknown: break;
    }
    return pcm(PcmEncoding::S16le, kPipelineRate);
}

struct Magic {
    Codec codec;
    std::string_view bytes;
};
constexpr std::array kMagics{Magic{Codec::Webm, "\x1A\x45\xDF\xA3"}, Magic{Codec::Ogg, "OggS"},
                             Magic{Codec::Wav, "RIFF"}};

// A container that begins at the chunk's first byte, by enough of it that PCM cannot be mistaken for one.
Codec container_beginning(ByteView chunk) {
    const std::string_view text = text_of(chunk);
    if (begins_webm(chunk)) {
        return Codec::Webm;
    }
    if (text.starts_with(std::string_view("OggS\0\x02", 6))) {
        return Codec::Ogg;
    }
    return text.starts_with("RIFF") && text.size() >= 12 && text.substr(8, 4) == "WAVE" ? Codec::Wav : Codec::Unknown;
}

// Decides by the first four bytes; afterwards a chunk that begins another container replaces the decoder.
class SniffingDecoder final : public InputDecoder {
  public:
    explicit SniffingDecoder(const InputFormat& format) : format_(format) {}

    Result<void> decode(ByteView chunk, Samples& out) override {
        const Codec begun = container_beginning(chunk);
        if (begun != Codec::Unknown && begun != codec_) {
            first_.clear();
            choose(begun);
        }
        if (decoder_) {
            return decoder_->decode(chunk, out);
        }
        first_.insert(first_.end(), chunk.begin(), chunk.end());
        const auto codec = judge(text_of(first_));
        if (!codec) {
            return {};
        }
        choose(*codec);
        return decoder_->decode(std::exchange(first_, {}), out);
    }

  private:
    // None: too little to tell.
    static std::optional<Codec> judge(std::string_view first) {
        for (const Magic& magic : kMagics) {
            if (first.starts_with(magic.bytes)) {
                return magic.codec;
            }
            if (magic.bytes.starts_with(first)) {
                return std::nullopt;
            }
        }
        return Codec::PcmS16le;
    }
    void choose(Codec codec) {
        codec_ = codec;
        decoder_ = make(codec, format_);
    }

    InputFormat format_;
    Codec codec_ = Codec::Unknown;
    Bytes first_;
    std::unique_ptr<InputDecoder> decoder_;
};

}  // namespace

std::string_view to_string(Codec c) {
    const auto* found = std::find_if(kNames.begin(), kNames.end(), [&](const auto& n) { return n.first == c; });
    return found == kNames.end() ? "unknown" : found->second;
}

std::optional<Codec> codec_of(std::string_view wire_name) {
    const auto* found =
        std::find_if(kNames.begin(), kNames.end(), [&](const auto& n) { return n.second == wire_name; });
    return found == kNames.end() || found->first == Codec::Unknown ? std::nullopt : std::optional(found->first);
}

Result<std::unique_ptr<InputDecoder>> make_input_decoder(const InputFormat& format) {
    if (format.sample_rate != 0 && (format.sample_rate < kLowestRate || format.sample_rate > kHighestRate)) {
        return fail_validation("format.sampleRate", "must be between 8000 and 48000 Hz");
    }
    if (format.channels < 1 || format.channels > 2) {
        return fail_validation("format.channels", "must be 1 or 2");
    }
    if (format.codec == Codec::Unknown) {
        return std::make_unique<SniffingDecoder>(format);
    }
    return make(format.codec, format);
}

}  // namespace mockcall::audio
