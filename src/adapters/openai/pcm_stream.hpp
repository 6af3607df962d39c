// Streamed audio of a service, cut at any byte, as samples of the rate that is wanted. One owner.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "audio/input_decoder.hpp"
#include "audio/resampler.hpp"
#include "base/bytes.hpp"
#include "base/error.hpp"

namespace mockcall::openai {

class PcmStream {
  public:
    /// `rate`: Hz of raw samples, 16 bit little-endian mono. A stream that begins with RIFF is a WAV and says its own.
    PcmStream(int rate, int wanted) : rate_(rate), wanted_(wanted) {}
    /// Appends to `out`. Errors: AudioFailure.
    Result<void> feed(std::string_view bytes, Samples& out);
    /// The end: appends what was held back.
    void finish(Samples& out);

  private:
    static constexpr std::size_t kMagic = 4;
    Result<void> decode(std::string_view bytes, Samples& out);
    void raw(std::string_view bytes, Samples& out);
    [[nodiscard]] audio::Resampler& resampler(int from);

    int rate_;
    int wanted_;
    std::string head_;  ///< the first bytes, until it is known what they are
    bool known_ = false;
    std::optional<std::uint8_t> low_;  ///< of a sample whose other half has not come
    std::unique_ptr<audio::InputDecoder> wav_;
    std::optional<audio::Resampler> resampler_;
    Samples decoded_;
};

}  // namespace mockcall::openai
