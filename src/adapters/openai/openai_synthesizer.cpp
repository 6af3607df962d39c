#include "adapters/openai/openai_synthesizer.hpp"

#include <algorithm>
#include <atomic>

#include "adapters/openai/pcm_stream.hpp"
#include "adapters/openai/pending_call.hpp"
#include "protocol/openai/speech_wire.hpp"

namespace mockcall::openai {
namespace {

constexpr int kChunkMs = 40;
constexpr std::size_t kMostBytes = std::size_t{48'000} * 180;  ///< three minutes of what the service sends

std::string manner(Emotion emotion) {
    switch (emotion) {
        case Emotion::Neutral: return "calm and matter-of-fact";
        case Emotion::Happy: return "warm, relieved and friendly";
        case Emotion::Angry: return "angry: louder, sharp, clipped, but not shouting";
        case Emotion::Frustrated: return "frustrated and impatient, with audible sighs in the voice";
    }
    return {};
}

std::string instructions(const SpeechRequest& request) {
    std::string text = "You are a customer on the telephone to a call centre. Voice: " + manner(request.emotion) + ".";
    if (request.voice.rate >= 1.1)
        text += " Speak fast.";
    if (request.voice.rate <= 0.9)
        text += " Speak slowly.";
    if (request.voice.pitch >= 1.1)
        text += " A rather high voice.";
    if (request.voice.pitch <= 0.9)
        text += " A rather deep voice.";
    return text;
}

/// One speak(). Everything but cancel() runs on the client's thread.
class Job : public std::enable_shared_from_this<Job> {
  public:
    Job(std::shared_ptr<Service> service, SpeechRequest request, SynthesisSession::Listener listener, int rate)
        : service_(std::move(service)),
          request_(std::move(request)),
          listener_(std::move(listener)),
          stream_(rate, request_.sample_rate) {}

    void begin(ServiceRequest request) {
        ServiceListener listener;
        listener.on_go = [self = shared_from_this()] {
            if (self->listener_.on_began)
                self->listener_.on_began("openai");
        };
        listener.on_body = [self = shared_from_this()](std::string_view bytes) { self->body(bytes); };
        listener.on_done = [self = shared_from_this()] { self->done(); };
        listener.on_failure = [self = shared_from_this()](const Failure& failure) {
            self->count();
            self->fail(error_of("The customer's voice", failure));
        };
        if (const auto service = service_.lock())
            call_.hold(service->send(std::move(request), std::move(listener)));
    }
    void cancel() {
        cancelled_ = true;
        call_.cancel();
    }

  private:
    void body(std::string_view bytes) {
        if (over_)
            return;
        if (!stream_.feed(bytes, ready_))
            return broken();
        give(static_cast<std::size_t>(request_.sample_rate) * kChunkMs / 1000);
    }

    void done() {
        if (over_)
            return;
        stream_.finish(ready_);
        if (given_ + ready_.size() == 0)
            return broken();
        give(1);
        count();
        if (listener_.on_done && !cancelled_)
            listener_.on_done();
    }

    void broken() {
        fail({ErrorCode::AiServiceError, "The customer's voice sent no sound that makes sense."});
        call_.broken();
    }

    void fail(const Error& error) {
        if (!std::exchange(over_, true) && listener_.on_error)
            listener_.on_error(error);
    }

    /// Hands out chunks; fewer samples than `least` wait for more.
    void give(std::size_t least) {
        const auto chunk = static_cast<std::size_t>(request_.sample_rate) * kChunkMs / 1000;
        std::size_t at = 0;
        while (!cancelled_ && ready_.size() - at >= least && at < ready_.size()) {
            const std::size_t n = std::min(chunk, ready_.size() - at);
            const auto from = ready_.begin() + static_cast<std::ptrdiff_t>(at);
            at += n;
            if (listener_.on_audio)
                listener_.on_audio(Samples(from, from + static_cast<std::ptrdiff_t>(n)));
        }
        given_ += at;
        ready_.erase(ready_.begin(), ready_.begin() + static_cast<std::ptrdiff_t>(at));
    }

    void count() {
        if (const auto service = service_.lock(); service && given_ > 0)
            service->used(request_.call, {.requests = 1,
                                          .seconds = static_cast<double>(given_) / request_.sample_rate,
                                          .characters = static_cast<std::int64_t>(request_.text.size())});
    }

    const std::weak_ptr<Service> service_;  ///< which holds this while the request is under way
    SpeechRequest request_;
    SynthesisSession::Listener listener_;
    PcmStream stream_;
    Samples ready_;
    std::size_t given_ = 0;
    bool over_ = false;  ///< it has failed
    std::atomic<bool> cancelled_{false};
    PendingCall call_;
};

class Session final : public SynthesisSession {
  public:
    explicit Session(std::shared_ptr<Job> job) : job_(std::move(job)) {}
    ~Session() override { job_->cancel(); }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    void cancel() override { job_->cancel(); }

  private:
    std::shared_ptr<Job> job_;
};

}  // namespace

std::unique_ptr<SynthesisSession> OpenAiSynthesizer::speak(const SpeechRequest& request,
                                                           SynthesisSession::Listener listener) {
    protocol::openai::SpeechBody body;
    body.model = service_->options().model;
    const auto voice = options_.voices.find(request.voice.name);
    body.voice = voice == options_.voices.end() ? request.voice.name : voice->second;
    body.text = request.text;
    if (options_.instructions)
        body.instructions = instructions(request);
    else
        body.speed = std::clamp(request.voice.rate, 0.7, 1.4);
    ServiceRequest post;
    post.call = request.call;
    post.path = "/audio/speech";
    post.body = protocol::openai::speech_body(body);
    post.max_response = kMostBytes;
    post.retries = options_.retries;
    auto job = std::make_shared<Job>(service_, request, std::move(listener), options_.sample_rate);
    job->begin(std::move(post));
    return std::make_unique<Session>(std::move(job));
}

}  // namespace mockcall::openai
