#include "adapters/openai/openai_recognizer.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>

#include "adapters/openai/pending_call.hpp"
#include "audio/input_decoder.hpp"
#include "protocol/openai/speech_wire.hpp"
#include "protocol/sse.hpp"

namespace mockcall::openai {
namespace {

constexpr std::size_t kLongest = std::size_t{60} * audio::kPipelineRate;
constexpr std::size_t kShortest = audio::kPipelineRate / 5;  ///< services refuse less than 0.1 s
constexpr std::size_t kMostAnswer = std::size_t{256} * 1024;
constexpr float kConfidence = 0.95F;  ///< the API tells none
constexpr int kMostEarly = 4;         ///< requests at pauses, in one utterance

/// The answer to one utterance, or to what there is of it at a pause: that is kept until adopt() says that it was all.
/// The request's news come on the client's thread once it has begun.
class Job : public std::enable_shared_from_this<Job> {
  public:
    enum class For : std::uint8_t { Pause, Utterance };

    Job(std::shared_ptr<Service> service, RecognizerSession::Listener listener, For what)
        : service_(std::move(service)), listener_(std::move(listener)), early_(what == For::Pause) {}

    void begin(ServiceRequest request, double seconds) {
        const CallId call = request.call;
        ServiceListener listener;
        if (!early_)
            listener.on_go = [self = shared_from_this()] { self->began(); };
        listener.on_body = [self = shared_from_this()](std::string_view bytes) { self->body(bytes); };
        listener.on_done = [self = shared_from_this(), call, seconds] {
            if (const auto service = self->service_.lock())
                service->used(call, {.requests = 1, .seconds = seconds});
            self->done();
        };
        listener.on_failure = [self = shared_from_this()](const Failure& failure) {
            self->failed(error_of("The speech recogniser", failure));
        };
        if (const auto service = service_.lock())
            call_.hold(service->send(std::move(request), std::move(listener)));
    }
    /// The utterance ended at the pause. False when the request has failed: another must be made.
    bool adopt() {
        if (has_failed())
            return false;
        began();  // before anything that follows the end
        std::optional<Hypothesis> answer;
        {
            const std::lock_guard lock(mutex_);
            if (failed_)
                return false;
            early_ = false;
            answer = std::exchange(kept_, std::nullopt);
        }
        if (answer && listener_.on_final)
            listener_.on_final(std::move(*answer));
        return true;
    }
    void cancel() {
        over_ = true;
        call_.cancel();
    }

  private:
    /// Whether the answer is not known to be wanted yet; `then` is noted in the same moment.
    bool early(const auto& then) {
        const std::lock_guard lock(mutex_);
        then();
        return early_;
    }
    bool has_failed() {
        const std::lock_guard lock(mutex_);
        return failed_;
    }
    void began() {
        if (listener_.on_began)
            listener_.on_began("openai");
    }

    void body(std::string_view bytes) {
        // One JSON object begins with a brace; server-sent events do not.
        if (!streamed_)
            streamed_ = bytes.find_first_not_of(" \t\r\n") != std::string_view::npos &&
                        bytes[bytes.find_first_not_of(" \t\r\n")] != '{';
        if (!*streamed_) {
            whole_ += bytes;
            return;
        }
        const auto events = sse_.feed(bytes);
        if (!events)
            return broken();
        for (const protocol::SseEvent& event : *events)
            if (!over_ && event.data != "[DONE]")
                news(event.data);
    }

    void news(std::string_view json) {
        const auto read = protocol::openai::read_transcription(json);
        if (!read)
            return broken();
        if (read->text)
            return final(*read->text);
        text_ += read->delta;
        if (!read->delta.empty())
            partial({trimmed(text_), {}, kConfidence});
    }

    void done() {
        if (over_)
            return;
        if (!streamed_.value_or(false))
            return news(whole_);
        broken();  // a stream that ended before its last event
    }

    void partial(Hypothesis words) {
        if (listener_.on_partial)
            listener_.on_partial(std::move(words));
    }

    void final(const std::string& text) {
        if (over_.exchange(true))
            return;
        Hypothesis words{trimmed(text), {}, kConfidence};
        if (early([&] { kept_ = early_ ? std::optional(words) : std::nullopt; }))
            partial(std::move(words));
        else if (listener_.on_final)
            listener_.on_final(std::move(words));
    }

    void failed(Error error) {
        over_ = true;
        if (!early([this] { failed_ = true; }) && listener_.on_error)
            listener_.on_error(std::move(error));
    }

    void broken() {
        if (over_)
            return;
        failed({ErrorCode::AiServiceError, "The speech recogniser's answer made no sense."});
        call_.broken();
    }

    const std::weak_ptr<Service> service_;  ///< which holds this while the request is under way
    const RecognizerSession::Listener listener_;
    std::optional<bool> streamed_;
    protocol::SseParser sse_;
    std::string whole_;
    std::string text_;
    std::atomic<bool> over_{false};  ///< answered, failed or cancelled
    std::mutex mutex_;               ///< guards what follows
    bool early_;
    bool failed_ = false;
    std::optional<Hypothesis> kept_;
    PendingCall call_;
};

struct Call {
    std::shared_ptr<Service> service;
    HearingOptions options;
    CallId id;
    std::string prompt;
    Entropy& entropy;
};

class Session final : public RecognizerSession {
  public:
    Session(std::shared_ptr<const Call> call, Listener listener)
        : call_(std::move(call)), listener_(std::move(listener)) {}
    ~Session() override { cancel(); }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    void feed(SampleView pcm) override {
        if (finished_)
            return;
        pcm_.insert(pcm_.end(), pcm.begin(), pcm.end());
        if (pcm_.size() > kLongest)
            pcm_.erase(pcm_.begin(), pcm_.begin() + static_cast<std::ptrdiff_t>(pcm_.size() - kLongest));
    }
    void paused() override {
        if (finished_ || job_ || early_ >= kMostEarly)
            return;
        ++early_;
        ask(Job::For::Pause, pcm_);
    }
    void resumed() override {
        if (!finished_)
            give_up();
    }
    void finish() override {
        if (std::exchange(finished_, true))
            return;
        if (!job_ || !job_->adopt()) {
            give_up();
            ask(Job::For::Utterance, std::move(pcm_));
        }
        pcm_ = {};
    }
    void cancel() override {
        finished_ = true;
        give_up();
    }

  private:
    void ask(Job::For what, Samples pcm) {
        const HearingOptions& options = call_->options;
        pcm.resize(std::max(pcm.size(), kShortest));
        auto form = protocol::openai::transcription_body(
            {call_->service->options().model, options.language, call_->prompt, options.stream}, pcm,
            audio::kPipelineRate, "mockcall" + call_->entropy.token(15));
        ServiceRequest post;
        post.call = call_->id;
        post.path = "/audio/transcriptions";
        post.content_type = std::move(form.content_type);
        post.body = std::move(form.body);
        post.max_response = kMostAnswer;
        post.retries = options.retries;
        job_ = std::make_shared<Job>(call_->service, listener_, what);
        job_->begin(std::move(post), static_cast<double>(pcm.size()) / audio::kPipelineRate);
    }
    void give_up() {
        if (const auto job = std::exchange(job_, nullptr))
            job->cancel();
    }

    std::shared_ptr<const Call> call_;
    const Listener listener_;
    std::shared_ptr<Job> job_;
    Samples pcm_;
    int early_ = 0;
    bool finished_ = false;
};

class OfCall final : public CallRecognizer {
  public:
    explicit OfCall(std::shared_ptr<const Call> call) : call_(std::move(call)) {}
    Result<std::unique_ptr<RecognizerSession>> open(RecognizerSearch, RecognizerSession::Listener listener) override {
        return std::make_unique<Session>(call_, std::move(listener));
    }

  private:
    std::shared_ptr<const Call> call_;
};

}  // namespace

std::string trimmed(const std::string& text) {
    const auto from = text.find_first_not_of(" \t\r\n");
    return from == std::string::npos ? std::string{} : text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

std::string prompt_of(const RecognizerVocabulary& vocabulary, std::size_t most) {
    std::string prompt;
    for (const auto* words : {&vocabulary.names, &vocabulary.phrases, &vocabulary.amounts})
        for (const std::string& word : *words)
            if (prompt.size() + word.size() + 2 <= most)
                prompt += (prompt.empty() ? "" : ", ") + word;
    return prompt.empty() ? prompt : prompt + ".";
}

std::unique_ptr<CallRecognizer> OpenAiRecognizer::for_call(const RecognizerVocabulary& vocabulary) {
    return std::make_unique<OfCall>(
        std::make_shared<const Call>(Call{service_, options_, vocabulary.call, prompt_of(vocabulary), entropy_}));
}

}  // namespace mockcall::openai
