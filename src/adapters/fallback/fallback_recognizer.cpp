#include "adapters/fallback/fallback_recognizer.hpp"

#include <algorithm>
#include <mutex>

namespace mockcall {
namespace {

constexpr std::size_t kKept = std::size_t{16000} * 62;  ///< the longest turn and what is heard before it

/// A call's recognisers. The second one is made when it is needed: most calls do without.
struct Parts {
    std::unique_ptr<CallRecognizer> first;
    Recognizer& second_of_all;
    RecognizerVocabulary vocabulary;
    std::mutex mutex;
    std::unique_ptr<CallRecognizer> second;

    CallRecognizer& take_second() {
        const std::lock_guard lock(mutex);
        if (!second)
            second = second_of_all.for_call(vocabulary);
        return *second;
    }
};

/// No lock is held while a session or a listener is called.
class Utterance : public std::enable_shared_from_this<Utterance> {
  public:
    Utterance(std::shared_ptr<Parts> parts, RecognizerSearch search, RecognizerSession::Listener listener)
        : parts_(std::move(parts)), search_(search), listener_(std::move(listener)) {}

    void begin() {
        RecognizerSession::Listener first = listener_;
        first.on_error = [weak = weak_from_this()](const Error& error) {
            if (const auto self = weak.lock())
                self->hand_over(error);
        };
        auto session = parts_->first->open(search_, std::move(first));
        if (session)
            first_ = std::move(*session);
        else
            hand_over(session.error());
    }

    void feed(SampleView pcm) {
        if (const auto second = second_or([&] { keep(pcm); }))
            return second->feed(pcm);
        if (first_)
            first_->feed(pcm);
    }
    void paused() {
        if (!second_or([] {}) && first_)
            first_->paused();
    }
    void resumed() {
        if (!second_or([] {}) && first_)
            first_->resumed();
    }
    void finish() {
        if (const auto second = second_or([&] { finished_ = true; }))
            return second->finish();
        if (first_)
            first_->finish();
    }
    void cancel() {
        (void)second_or([&] { cancelled_ = true; });
        if (first_)
            first_->cancel();  // waits for a handover that is under way
        if (const auto second = second_or([] {}))
            second->cancel();
    }

  private:
    using Shared = std::shared_ptr<RecognizerSession>;

    /// The second one, once it listens; until then `meanwhile` is done.
    Shared second_or(const auto& meanwhile) {
        const std::lock_guard lock(mutex_);
        if (!second_)
            meanwhile();
        return second_;
    }
    void keep(SampleView pcm) {
        const std::size_t n = std::min(pcm.size(), kKept - kept_.size());
        kept_.insert(kept_.end(), pcm.begin(), pcm.begin() + static_cast<std::ptrdiff_t>(n));
    }

    void hand_over(const Error& error) {
        if (listener_.on_handover)
            listener_.on_handover(error);
        auto session = parts_->take_second().open(search_, listener_);
        if (!session) {
            if (listener_.on_error)
                listener_.on_error(session.error());
            return;
        }
        catch_up(std::move(*session));
    }
    /// What was kept goes before what still comes.
    void catch_up(Shared second) {
        for (;;) {
            Samples kept;
            {
                const std::lock_guard lock(mutex_);
                if (cancelled_)
                    return;
                kept.swap(kept_);
                if (kept.empty()) {
                    second_ = second;
                    if (!finished_)
                        return;
                    break;
                }
            }
            second->feed(kept);
        }
        second->finish();
    }

    const std::shared_ptr<Parts> parts_;
    const RecognizerSearch search_;
    const RecognizerSession::Listener listener_;
    std::unique_ptr<RecognizerSession> first_;
    std::mutex mutex_;  ///< guards what follows
    Shared second_;
    Samples kept_;
    bool finished_ = false;
    bool cancelled_ = false;
};

class Session final : public RecognizerSession {
  public:
    explicit Session(std::shared_ptr<Utterance> utterance) : utterance_(std::move(utterance)) {}
    ~Session() override { utterance_->cancel(); }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    void feed(SampleView pcm) override { utterance_->feed(pcm); }
    void paused() override { utterance_->paused(); }
    void resumed() override { utterance_->resumed(); }
    void finish() override { utterance_->finish(); }
    void cancel() override { utterance_->cancel(); }

  private:
    std::shared_ptr<Utterance> utterance_;
};

class OfCall final : public CallRecognizer {
  public:
    explicit OfCall(std::shared_ptr<Parts> parts) : parts_(std::move(parts)) {}
    Result<std::unique_ptr<RecognizerSession>> open(RecognizerSearch search,
                                                    RecognizerSession::Listener listener) override {
        auto utterance = std::make_shared<Utterance>(parts_, search, std::move(listener));
        utterance->begin();
        return std::make_unique<Session>(std::move(utterance));
    }

  private:
    std::shared_ptr<Parts> parts_;
};

}  // namespace

std::unique_ptr<CallRecognizer> FallbackRecognizer::for_call(const RecognizerVocabulary& vocabulary) {
    auto parts = std::make_shared<Parts>(first_.for_call(vocabulary), second_, vocabulary);
    return std::make_unique<OfCall>(std::move(parts));
}

}  // namespace mockcall
