// The embedded recogniser: PocketSphinx with the call-centre language model, on the worker pool.
#pragma once

#include <filesystem>
#include <memory>

#include "ports/runtime.hpp"
#include "ports/speech.hpp"

namespace mockcall {

/// What happens once an utterance has ended. Full searches it a second time (about 1 point of word errors less, 20 ms
/// for each second).
enum class SecondPass : std::uint8_t { Full, None };

struct PocketsphinxOptions {
    std::filesystem::path model_dir;  ///< made by mockcall_lm: callcentre.lm.bin, callcentre.dict, slots.txt
    std::filesystem::path acoustic_model = "/usr/share/pocketsphinx/model/en-us/en-us";
    int max_decoders =
        8;  ///< utterances recognised at the same time in this process; about 20 MB each, made when needed
    int partial_ms = 100;  ///< of audio between two looks for a new partial
    /// A second pass makes 2.6 of 100 words more right and the answer 420 ms later (bench/wer): people mind the wait.
    SecondPass second_pass = SecondPass::None;
    int max_active = 2000;  ///< phone models searched at the same time: fewer is cheaper, above all in noise
    double language_weight = 7.5;
    double word_insertion_penalty = 0.3;
};

/// Thread-safe; so is the CallRecognizer it makes, and its sessions. `pool` must outlive this and everything made by
/// it.
/// - open() fails with AiServiceError when max_decoders utterances are under way.
/// - feed() never blocks. When the pool refuses work the samples wait for the next feed(); refused at finish(),
/// on_error says so at once.
/// - Expected names, phrases and amounts come out as their spoken words in lower case ("techsupport", "one hundred
/// fifty dollars").
/// - Background sounds and hesitations are left out of the text.
class PocketsphinxRecognizer : public Recognizer {
  public:
    PocketsphinxRecognizer(WorkerPool& pool, PocketsphinxOptions options);
    ~PocketsphinxRecognizer() override;
    [[nodiscard]] std::unique_ptr<CallRecognizer> for_call(const RecognizerVocabulary& vocabulary) override;
    /// True when the model files were there at the start.
    [[nodiscard]] bool ready() const override;

  private:
    struct Shared;
    std::shared_ptr<Shared> shared_;
};

}  // namespace mockcall
