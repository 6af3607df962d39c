#include "adapters/openai/pcm_stream.hpp"

namespace mockcall::openai {

audio::Resampler& PcmStream::resampler(int from) {
    if (!resampler_)
        resampler_.emplace(from, wanted_);
    return *resampler_;
}

Result<void> PcmStream::feed(std::string_view bytes, Samples& out) {
    if (known_)
        return decode(bytes, out);
    head_ += bytes;
    if (head_.size() < kMagic)
        return {};
    known_ = true;
    if (head_.starts_with("RIFF")) {
        auto decoder = audio::make_input_decoder({audio::Codec::Wav, 0, 1});
        if (!decoder)
            return std::unexpected(decoder.error());
        wav_ = std::move(*decoder);
    }
    return decode(std::exchange(head_, {}), out);
}

Result<void> PcmStream::decode(std::string_view bytes, Samples& out) {
    if (!wav_) {
        raw(bytes, out);
        return {};
    }
    decoded_.clear();
    auto ok = wav_->decode(bytes_of(bytes), decoded_);
    resampler(audio::kPipelineRate).process(decoded_, out);
    return ok;
}

void PcmStream::raw(std::string_view bytes, Samples& out) {
    decoded_.clear();
    decoded_.reserve(bytes.size() / 2 + 1);
    for (const char c : bytes) {
        const auto byte = static_cast<std::uint8_t>(c);
        if (!low_) {
            low_ = byte;
            continue;
        }
        decoded_.push_back(static_cast<std::int16_t>(static_cast<std::uint16_t>(*low_ | (byte << 8))));
        low_.reset();
    }
    resampler(rate_).process(decoded_, out);
}

void PcmStream::finish(Samples& out) {
    if (!known_) {
        known_ = true;
        raw(std::exchange(head_, {}), out);
    }
    if (resampler_)
        resampler_->flush(out);
}

}  // namespace mockcall::openai
