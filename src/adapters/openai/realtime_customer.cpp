#include "adapters/openai/realtime_customer.hpp"

#include <atomic>
#include <utility>

#include "adapters/openai/conversation.hpp"
#include "adapters/openai/openai_recognizer.hpp"

namespace mockcall::openai {

struct RealtimeCustomer::Shared {
    Shared(std::shared_ptr<RealtimeService> s, RealtimeVoice v) : service(std::move(s)), voice(std::move(v)) {}
    const std::shared_ptr<RealtimeService> service;
    const RealtimeVoice voice;
    std::atomic<std::uint64_t> last_id{0};
    std::mutex mutex;
    std::map<CallId, std::weak_ptr<Conversation>> calls;  ///< of running calls

    [[nodiscard]] Loop& loop() const { return service->client.loop(); }
    [[nodiscard]] std::shared_ptr<Conversation> of(const CallId& call) {
        const std::lock_guard lock(mutex);
        const auto it = calls.find(call);
        return it == calls.end() ? nullptr : it->second.lock();
    }
};

namespace {

using Shared = RealtimeCustomer::Shared;

class Ears final : public Recognizer {
  public:
    explicit Ears(std::shared_ptr<Shared> shared) : shared_(std::move(shared)) {}
    std::unique_ptr<CallRecognizer> for_call(const RecognizerVocabulary& vocabulary) override {
        auto conversation =
            std::make_shared<Conversation>(shared_->service, shared_->voice, vocabulary.call, prompt_of(vocabulary));
        const std::lock_guard lock(shared_->mutex);
        std::erase_if(shared_->calls, [](const auto& c) { return c.second.expired(); });
        shared_->calls[vocabulary.call] = conversation;
        return std::make_unique<UtterancesOfCall<Conversation>>(shared_->loop(), std::move(conversation));
    }
    [[nodiscard]] bool ready() const override { return shared_->service->up(); }

  private:
    std::shared_ptr<Shared> shared_;
};

class WordsSession final : public ModelSession {
  public:
    WordsSession(Loop& loop, std::shared_ptr<Conversation> of, Conversation::Id id,
                 std::shared_ptr<Conversation::ModelGuard> guard)
        : loop_(loop), conversation_(std::move(of)), id_(id), guard_(std::move(guard)) {}
    ~WordsSession() override { end(&Conversation::forget); }
    WordsSession(const WordsSession&) = delete;
    WordsSession& operator=(const WordsSession&) = delete;
    void cancel() override { end(&Conversation::forget); }
    void refuse() override { end(&Conversation::refuse); }

  private:
    void end(void (Conversation::*how)(Conversation::Id)) {
        guard_->cancel();
        if (const auto conversation = std::exchange(conversation_, nullptr))
            loop_.post([conversation, how, id = id_] { ((*conversation).*how)(id); });
    }
    Loop& loop_;
    std::shared_ptr<Conversation> conversation_;
    Conversation::Id id_;
    std::shared_ptr<Conversation::ModelGuard> guard_;
};

class Words final : public LanguageModel {
  public:
    explicit Words(std::shared_ptr<Shared> shared) : shared_(std::move(shared)) {}
    std::unique_ptr<ModelSession> ask(ModelRequest request, ModelSession::Listener listener) override {
        auto guard = std::make_shared<Conversation::ModelGuard>(std::move(listener));
        auto conversation = shared_->of(request.call);
        const Conversation::Id id = ++shared_->last_id;
        shared_->loop().post([conversation, id, request = std::move(request), guard]() mutable {
            if (conversation)
                conversation->ask(id, std::move(request), std::move(guard));
            else
                guard->tell([](auto& l) { l.on_error("down"); });
        });
        return std::make_unique<WordsSession>(shared_->loop(), std::move(conversation), id, std::move(guard));
    }
    [[nodiscard]] bool up() const override { return shared_->service->up(); }
    [[nodiscard]] bool speaks() const override { return true; }
    [[nodiscard]] std::string_view name() const override { return "openai-realtime"; }

  private:
    std::shared_ptr<Shared> shared_;
};

class VoiceSession final : public SynthesisSession {
  public:
    VoiceSession(Loop& loop, std::shared_ptr<Conversation> of, Conversation::Id id,
                 std::shared_ptr<Conversation::VoiceGuard> guard)
        : loop_(loop), conversation_(std::move(of)), id_(id), guard_(std::move(guard)) {}
    ~VoiceSession() override { VoiceSession::cancel(); }
    VoiceSession(const VoiceSession&) = delete;
    VoiceSession& operator=(const VoiceSession&) = delete;
    void cancel() override {
        guard_->cancel();
        if (const auto conversation = std::exchange(conversation_, nullptr))
            loop_.post([conversation, id = id_] { conversation->hush(id); });
    }

  private:
    Loop& loop_;
    std::shared_ptr<Conversation> conversation_;
    Conversation::Id id_;
    std::shared_ptr<Conversation::VoiceGuard> guard_;
};

class TheVoice final : public Synthesizer {
  public:
    explicit TheVoice(std::shared_ptr<Shared> shared) : shared_(std::move(shared)) {}
    std::unique_ptr<SynthesisSession> speak(const SpeechRequest& request,
                                            SynthesisSession::Listener listener) override {
        auto guard = std::make_shared<Conversation::VoiceGuard>(std::move(listener));
        auto conversation = shared_->of(request.call);
        const Conversation::Id id = ++shared_->last_id;
        shared_->loop().post([conversation, id, request, guard] {
            if (conversation)
                conversation->speak(id, request, guard);
            else
                guard->tell([](auto& l) {
                    l.on_error(
                        {ErrorCode::AiServiceError, "The AI service that speaks for the customer is not there."});
                });
        });
        return std::make_unique<VoiceSession>(shared_->loop(), std::move(conversation), id, std::move(guard));
    }
    [[nodiscard]] bool ready() const override { return shared_->service->up(); }
    void stopped(const CallId& call, UtteranceId line, Milliseconds heard) override {
        if (const auto conversation = shared_->of(call))
            shared_->loop().post([conversation, line, heard] { conversation->stopped(line, heard); });
    }

  private:
    std::shared_ptr<Shared> shared_;
};

}  // namespace

RealtimeCustomer::RealtimeCustomer(SocketClient& client, const Clock& clock, UsageMeter& meter, RealtimeOptions options,
                                   RealtimeVoice voice)
    : shared_(std::make_shared<Shared>(std::make_shared<RealtimeService>(client, clock, meter, std::move(options)),
                                       std::move(voice))) {}

std::unique_ptr<Recognizer> RealtimeCustomer::ears() { return std::make_unique<Ears>(shared_); }
std::unique_ptr<LanguageModel> RealtimeCustomer::words() { return std::make_unique<Words>(shared_); }
std::unique_ptr<Synthesizer> RealtimeCustomer::voice() { return std::make_unique<TheVoice>(shared_); }
std::shared_ptr<RealtimeService> RealtimeCustomer::service() const { return shared_->service; }

}  // namespace mockcall::openai
