// One PocketSphinx decoder: about 20 MB, one thread at a time.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "adapters/speech/call_vocabulary.hpp"
#include "adapters/speech/noise_floor.hpp"
#include "adapters/speech/pocketsphinx_recognizer.hpp"
#include "base/bytes.hpp"

struct ps_decoder_s;

namespace mockcall::speech {

/// Where a speaker's voice and line stand in feature space: carried from one utterance of a call to the next, whichever
/// decoder hears it.
using ChannelMean = std::vector<float>;

class Decoder {
  public:
    [[nodiscard]] static Result<std::unique_ptr<Decoder>> load(const PocketsphinxOptions& options,
                                                               std::shared_ptr<const CallVocabulary> vocabulary);
    ~Decoder();
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;

    /// The vocabulary it was loaded with.
    [[nodiscard]] const CallVocabulary& vocabulary() const { return *vocabulary_; }
    /// `mean` empty: where most voices and lines are.
    bool start(RecognizerSearch search, const ChannelMean& mean);
    void process(SampleView samples);
    /// What was understood so far; confidences are 1.
    [[nodiscard]] Hypothesis partial() const;
    /// Ends the utterance.
    [[nodiscard]] Hypothesis finish();
    /// Ends the utterance without an answer.
    void abandon();
    [[nodiscard]] ChannelMean mean() const;

  private:
    enum class Posteriors { No, Yes };
    Decoder(ps_decoder_s* decoder, std::shared_ptr<const CallVocabulary> vocabulary);
    [[nodiscard]] Hypothesis hypothesis(Posteriors posteriors) const;
    void add_word(Hypothesis& into, std::string_view engine_word, int start_ms, int end_ms, float confidence) const;

    struct Release {
        void operator()(ps_decoder_s* decoder) const;
    };
    std::unique_ptr<ps_decoder_s, Release> decoder_;
    std::shared_ptr<const CallVocabulary> vocabulary_;
    NoiseFloor floor_;
    Samples filled_;
};

}  // namespace mockcall::speech
