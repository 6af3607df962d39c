#include "adapters/openai/realtime_recognizer.hpp"

#include <algorithm>
#include <deque>
#include <map>

#include "adapters/openai/openai_recognizer.hpp"
#include "audio/input_decoder.hpp"
#include "audio/resampler.hpp"
#include "ports/listener_guard.hpp"
#include "protocol/openai/realtime_wire.hpp"

namespace mockcall::openai {

struct RealtimeRecognizer::Shared {
    Shared(SocketClient& c, const Clock& k, UsageMeter& m, RealtimeOptions o)
        : client(c), clock(k), meter(m), options(std::move(o)), breaker(options.breaker) {}
    SocketClient& client;
    const Clock& clock;
    UsageMeter& meter;
    const RealtimeOptions options;
    std::atomic<bool> up{true};
    remote::CircuitBreaker breaker;  ///< on the client's thread
};

namespace {

using protocol::openai::RealtimeEvent;
using Guard = ListenerGuard<RecognizerSession::Listener>;
using Id = std::uint64_t;

constexpr float kConfidence = 0.95F;
constexpr std::size_t kLongest = std::size_t{62} * audio::kPipelineRate;

Error failed(std::string_view why) {
    return {ErrorCode::AiServiceError, "The speech recogniser failed (" + std::string(why) + ")."};
}

/// A call's line to the service. Everything on the client's thread.
class Line : public std::enable_shared_from_this<Line> {
  public:
    Line(std::shared_ptr<RealtimeRecognizer::Shared> shared, CallId call, std::string prompt)
        : shared_(std::move(shared)), call_(std::move(call)), prompt_(std::move(prompt)) {}

    void begin(Id id, std::shared_ptr<Guard> guard) {
        utterances_[id].guard = std::move(guard);
        if (!shared_->meter.allows(call_))
            return fail(id, "budget");
        if (!link_ && !connect())
            return fail(id, "down");
    }

    void feed(Id id, const Samples& pcm) {
        Utterance* u = find(id);
        if (u == nullptr || u->committed || u->samples >= kLongest)
            return;
        u->samples += pcm.size();
        Samples converted;
        u->resampler.process(pcm, converted);
        append(converted);
    }

    void finish(Id id) {
        Utterance* u = find(id);
        if (u == nullptr || u->committed)
            return;
        Samples rest;
        u->resampler.flush(rest);
        if (u->samples < kShortest)  // the service refuses to commit less
            rest.resize(rest.size() + protocol::openai::kRealtimeRate / 10);
        append(rest);
        link_->send(protocol::openai::commit_audio());
        u->committed = true;
        uncommitted_.push_back(id);
        u->guard->tell([](auto& l) {
            if (l.on_began)
                l.on_began("openai-realtime");
        });
        const SteadyTime now = shared_->clock.steady();
        u->first_by = now + shared_->options.first_byte;
        u->whole_by = now + shared_->options.whole;
        watch(id, std::min(u->first_by, u->whole_by));
    }

    void cancel(Id id) {
        if (Utterance* u = find(id)) {
            if (!u->committed && link_)
                link_->send(protocol::openai::clear_audio());
            forget(id);
        }
    }

    /// The call is over.
    void close() {
        for (const auto& [id, u] : std::exchange(utterances_, {}))
            shared_->client.loop().cancel(u.timer);
        link_.reset();
        if (std::exchange(trying_, false))
            shared_->breaker.abandoned();
    }

  private:
    struct Utterance {
        std::shared_ptr<Guard> guard;
        audio::Resampler resampler{audio::kPipelineRate, protocol::openai::kRealtimeRate};
        std::size_t samples = 0;
        bool committed = false;
        std::string item;
        std::string text;
        SteadyTime first_by{};
        SteadyTime whole_by{};
        bool heard = false;
        Loop::TimerId timer = 0;
    };
    static constexpr std::size_t kShortest = audio::kPipelineRate / 10;

    Utterance* find(Id id) {
        const auto it = utterances_.find(id);
        return it == utterances_.end() ? nullptr : &it->second;
    }

    bool connect() {
        if (!shared_->breaker.admit(shared_->clock.steady()))
            return false;
        trying_ = true;
        const RealtimeOptions& options = shared_->options;
        SocketRequest request;
        request.url = options.url;
        request.connect = options.connect;
        if (!options.api_key.empty())
            request.headers.emplace_back("Authorization", "Bearer " + options.api_key);
        SocketClientListener listener;
        // What an earlier connection still has to say is about nobody any more.
        listener.on_text = [this, mine = ++connection_](std::string_view text) {
            if (mine == connection_)
                event(text);
        };
        listener.on_end = [this, mine = connection_](SocketEnd end) {
            if (mine == connection_)
                ended(to_string(end));
        };
        link_ = shared_->client.connect(std::move(request), std::move(listener));
        link_->send(protocol::openai::transcription_session({options.model, options.language, prompt_}));
        return true;
    }

    void append(SampleView pcm) {
        constexpr std::size_t kPiece = protocol::openai::kRealtimeRate;  // a second an event at the most
        for (; link_ && !pcm.empty(); pcm = pcm.subspan(std::min(kPiece, pcm.size())))
            link_->send(protocol::openai::append_audio(pcm.first(std::min(kPiece, pcm.size()))));
    }

    void event(std::string_view text) {
        const auto read = protocol::openai::read_realtime_event(text);
        if (!read)
            return ended("broken_answer");
        switch (read->kind) {
            case RealtimeEvent::Kind::Committed: return committed(read->item);
            case RealtimeEvent::Kind::Delta: return delta(*read);
            case RealtimeEvent::Kind::Completed: return completed(*read);
            case RealtimeEvent::Kind::Failed:
                if (const Id id = of_item(read->item))
                    fail(id, read->code.empty() ? "failed" : read->code);
                return;
            case RealtimeEvent::Kind::Error: return refused(read->code);
            default: return;
        }
    }

    /// The service's answers to our commits come in their order.
    void committed(const std::string& item) {
        if (uncommitted_.empty())
            return;
        const Id id = uncommitted_.front();
        uncommitted_.pop_front();
        if (Utterance* u = find(id))
            u->item = item;
    }

    Id of_item(const std::string& item) {
        for (auto& [id, u] : utterances_)
            if (!item.empty() && u.item == item)
                return id;
        return 0;
    }

    void delta(const RealtimeEvent& news) {
        const Id id = of_item(news.item);
        Utterance* u = find(id);
        if (u == nullptr)
            return;
        u->heard = true;
        u->text += news.text;
        watch(id, u->whole_by);
        u->guard->tell([&](auto& l) {
            if (l.on_partial && !u->text.empty())
                l.on_partial({trimmed(u->text), {}, kConfidence});
        });
    }

    void completed(const RealtimeEvent& news) {
        const Id id = of_item(news.item);
        Utterance* u = find(id);
        if (u == nullptr)
            return;
        trying_ = false;
        shared_->breaker.succeeded();
        shared_->up = true;
        remote::Usage usage{.requests = 1, .seconds = static_cast<double>(u->samples) / audio::kPipelineRate};
        usage.cost = remote::cost_of(usage, shared_->options.prices);
        shared_->meter.add(call_, "recognizer", usage);
        const auto guard = u->guard;
        forget(id);
        guard->tell([&](auto& l) {
            if (l.on_final)
                l.on_final({trimmed(news.text), {}, kConfidence});
        });
    }

    /// An error names no item. It is about the oldest commit that was not confirmed, else about the session.
    void refused(const std::string& code) {
        if (uncommitted_.empty())
            return ended(code.empty() ? "refused" : code);
        const Id id = uncommitted_.front();
        uncommitted_.pop_front();
        fail(id, code.empty() ? "refused" : code);
    }

    /// The connection is of no use any more: nobody who waits will hear from it.
    void ended(std::string_view why) {
        auto link = std::move(link_);
        ++connection_;
        uncommitted_.clear();
        trying_ = false;
        if (!utterances_.empty())  // a service may close a line on which nobody speaks
            shared_->breaker.failed(shared_->clock.steady());
        shared_->up = shared_->breaker.state(shared_->clock.steady()) != remote::BreakerState::Open;
        std::vector<Id> waiting;
        for (const auto& [id, u] : utterances_)
            waiting.push_back(id);
        for (const Id id : waiting)
            fail(id, why);
        shared_->client.loop().post([link = std::move(link)] {});  // it may be the one that calls
    }

    void watch(Id id, SteadyTime when) {
        Utterance& u = utterances_[id];
        shared_->client.loop().cancel(u.timer);
        u.timer = shared_->client.loop().run_at(when, [weak = weak_from_this(), id] {
            if (const auto self = weak.lock(); self && self->find(id) != nullptr)
                self->ended(self->find(id)->heard ? "whole_timeout" : "first_byte_timeout");
        });
    }

    void fail(Id id, std::string_view why) {
        const auto guard = utterances_[id].guard;
        forget(id);
        guard->tell([&](auto& l) {
            if (l.on_error)
                l.on_error(failed(why));
        });
    }

    void forget(Id id) {
        if (const auto it = utterances_.find(id); it != utterances_.end()) {
            shared_->client.loop().cancel(it->second.timer);
            utterances_.erase(it);
        }
    }

    const std::shared_ptr<RealtimeRecognizer::Shared> shared_;
    const CallId call_;
    const std::string prompt_;
    std::unique_ptr<SocketLink> link_;
    std::uint64_t connection_ = 0;
    bool trying_ = false;  ///< admitted by the breaker, and no answer yet
    std::map<Id, Utterance> utterances_;
    std::deque<Id> uncommitted_;  ///< sent, and not confirmed
};

class Session final : public RecognizerSession {
  public:
    Session(Loop& loop, std::shared_ptr<Line> line, Id id, Listener listener)
        : loop_(loop), line_(std::move(line)), id_(id), guard_(std::make_shared<Guard>(std::move(listener))) {
        loop_.post([line = line_, id, guard = guard_] { line->begin(id, guard); });
    }
    ~Session() override { cancel(); }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    void feed(SampleView pcm) override {
        loop_.post([line = line_, id = id_, pcm = Samples(pcm.begin(), pcm.end())] { line->feed(id, pcm); });
    }
    void finish() override {
        loop_.post([line = line_, id = id_] { line->finish(id); });
    }
    void cancel() override {
        if (std::exchange(cancelled_, true))
            return;
        guard_->cancel();
        loop_.post([line = line_, id = id_] { line->cancel(id); });
    }

  private:
    Loop& loop_;
    std::shared_ptr<Line> line_;
    Id id_;
    std::shared_ptr<Guard> guard_;
    bool cancelled_ = false;
};

class OfCall final : public CallRecognizer {
  public:
    OfCall(Loop& loop, std::shared_ptr<Line> line) : loop_(loop), line_(std::move(line)) {}
    ~OfCall() override {
        loop_.post([line = line_] { line->close(); });
    }
    OfCall(const OfCall&) = delete;
    OfCall& operator=(const OfCall&) = delete;
    Result<std::unique_ptr<RecognizerSession>> open(RecognizerSearch, RecognizerSession::Listener listener) override {
        return std::make_unique<Session>(loop_, line_, ++last_, std::move(listener));
    }

  private:
    Loop& loop_;
    std::shared_ptr<Line> line_;
    Id last_ = 0;
};

}  // namespace

std::string realtime_url(const std::string& base_url) {
    std::string url = base_url;
    if (url.starts_with("http"))
        url.replace(0, 4, "ws");
    return url + "/realtime?intent=transcription";
}

RealtimeRecognizer::RealtimeRecognizer(SocketClient& client, const Clock& clock, UsageMeter& meter,
                                       RealtimeOptions options)
    : shared_(std::make_shared<Shared>(client, clock, meter, std::move(options))) {}
RealtimeRecognizer::~RealtimeRecognizer() = default;

std::unique_ptr<CallRecognizer> RealtimeRecognizer::for_call(const RecognizerVocabulary& vocabulary) {
    return std::make_unique<OfCall>(shared_->client.loop(),
                                    std::make_shared<Line>(shared_, vocabulary.call, prompt_of(vocabulary)));
}

bool RealtimeRecognizer::ready() const { return shared_->up; }

}  // namespace mockcall::openai
