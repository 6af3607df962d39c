#include "adapters/speech/pocketsphinx_recognizer.hpp"

#include <algorithm>

#include "adapters/speech/utterance.hpp"

namespace mockcall {
namespace {

class Session : public RecognizerSession {
  public:
    explicit Session(std::shared_ptr<speech::Utterance> utterance) : utterance_(std::move(utterance)) {}
    ~Session() override { utterance_->cancel(); }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    void feed(SampleView pcm) override { utterance_->feed(pcm); }
    void finish() override { utterance_->finish(); }
    void cancel() override { utterance_->cancel(); }

  private:
    std::shared_ptr<speech::Utterance> utterance_;
};

class Call : public CallRecognizer {
  public:
    Call(WorkerPool& workers, std::shared_ptr<speech::CallVoice> voice, int partial_ms)
        : workers_(workers), voice_(std::move(voice)), partial_ms_(partial_ms) {}

    Result<std::unique_ptr<RecognizerSession>> open(RecognizerSearch search,
                                                    RecognizerSession::Listener listener) override {
        auto ticket = speech::DecoderPool::reserve(voice_->decoders);
        if (ticket == nullptr) {
            return std::unexpected(Error{.code = ErrorCode::AiServiceError,
                                         .message = "Every recogniser is busy; what was said is lost.",
                                         .retry_after_s = 1});
        }
        return std::make_unique<Session>(std::make_shared<speech::Utterance>(workers_, voice_, std::move(ticket),
                                                                             search, std::move(listener), partial_ms_));
    }

  private:
    WorkerPool& workers_;
    std::shared_ptr<speech::CallVoice> voice_;
    int partial_ms_;
};

}  // namespace

struct PocketsphinxRecognizer::Shared {
    WorkerPool& workers;
    PocketsphinxOptions options;
    std::shared_ptr<speech::DecoderPool> decoders;
    speech::BaseVocabulary base;
    bool ready = false;
};

PocketsphinxRecognizer::PocketsphinxRecognizer(WorkerPool& pool, PocketsphinxOptions options)
    : shared_(std::make_shared<Shared>(pool, options, std::make_shared<speech::DecoderPool>(options))) {
    if (auto base = speech::read_base_vocabulary(options.model_dir.string())) {
        shared_->base = std::move(*base);
        shared_->ready = std::filesystem::exists(options.model_dir / "callcentre.lm.bin") &&
                         std::filesystem::exists(options.acoustic_model / "mdef");
    }
}
PocketsphinxRecognizer::~PocketsphinxRecognizer() = default;

std::unique_ptr<CallRecognizer> PocketsphinxRecognizer::for_call(const RecognizerVocabulary& vocabulary) {
    auto voice = std::make_shared<speech::CallVoice>();
    voice->decoders = shared_->decoders;
    voice->vocabulary = std::make_shared<speech::CallVocabulary>(speech::fill_slots(shared_->base, vocabulary));
    return std::make_unique<Call>(shared_->workers, std::move(voice), shared_->options.partial_ms);
}

bool PocketsphinxRecognizer::ready() const { return shared_->ready; }

}  // namespace mockcall
