// The agent's utterances over a Realtime connection: their sound goes out while it is spoken, their words come back as
// transcriptions of the items that were committed. On the socket client's thread.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "adapters/openai/realtime_link.hpp"
#include "audio/input_decoder.hpp"
#include "audio/resampler.hpp"
#include "ports/listener_guard.hpp"
#include "ports/speech.hpp"

namespace mockcall::openai {

class RealtimeEars {
  public:
    using Id = std::uint64_t;
    using Guard = ListenerGuard<RecognizerSession::Listener>;
    struct Hooks {
        std::function<void(const std::string& item)> on_committed{};
        std::function<void(const std::string& item, const std::string& words)> on_words{};
        std::function<void(const std::string& item)> on_lost{};
    };
    /// `link` outlives it.
    RealtimeEars(std::shared_ptr<RealtimeService> service, RealtimeLink& link, CallId call, Hooks hooks);

    void begin(Id id, std::shared_ptr<Guard> guard);
    void feed(Id id, const Samples& pcm);
    void finish(Id id);
    void cancel(Id id);
    void close();

    /// True when it was about an utterance.
    bool event(const protocol::openai::RealtimeEvent& event);
    void ended(std::string_view why);
    [[nodiscard]] bool waiting() const { return !utterances_.empty(); }

  private:
    struct Utterance {
        std::shared_ptr<Guard> guard;
        audio::Resampler resampler{audio::kPipelineRate, protocol::openai::kRealtimeRate};
        std::size_t samples = 0;
        bool committed = false;
        std::string item;
        std::string text;
        SteadyTime asked{};
        SteadyTime first{};
        SteadyTime whole_by{};
        bool heard = false;
        Loop::TimerId timer = 0;
    };
    Utterance* find(Id id);
    Id of_item(const std::string& item) const;
    void append(SampleView pcm);
    void committed(const std::string& item);
    void delta(const protocol::openai::RealtimeEvent& news);
    void completed(const protocol::openai::RealtimeEvent& news);
    bool refused(const std::string& code);
    void watch(Id id, SteadyTime when);
    void fail(Id id, std::string_view why);
    void forget(Id id);

    const std::shared_ptr<RealtimeService> service_;
    RealtimeLink& link_;
    const CallId call_;
    const Hooks hooks_;
    std::map<Id, Utterance> utterances_;
    std::deque<Id> uncommitted_;  ///< sent, and not confirmed
};

/// What makes and feeds utterances from other threads: `Line` has begin, feed, finish, cancel and close.
template <class Line>
class UtteranceSession final : public RecognizerSession {
  public:
    UtteranceSession(Loop& loop, std::shared_ptr<Line> line, RealtimeEars::Id id, Listener listener)
        : loop_(loop),
          line_(std::move(line)),
          id_(id),
          guard_(std::make_shared<RealtimeEars::Guard>(std::move(listener))) {
        loop_.post([line = line_, id, guard = guard_] { line->begin(id, guard); });
    }
    ~UtteranceSession() override { UtteranceSession::cancel(); }
    UtteranceSession(const UtteranceSession&) = delete;
    UtteranceSession& operator=(const UtteranceSession&) = delete;

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
    RealtimeEars::Id id_;
    std::shared_ptr<RealtimeEars::Guard> guard_;
    bool cancelled_ = false;
};

template <class Line>
class UtterancesOfCall final : public CallRecognizer {
  public:
    UtterancesOfCall(Loop& loop, std::shared_ptr<Line> line) : loop_(loop), line_(std::move(line)) {}
    ~UtterancesOfCall() override {
        loop_.post([line = line_] { line->close(); });
    }
    UtterancesOfCall(const UtterancesOfCall&) = delete;
    UtterancesOfCall& operator=(const UtterancesOfCall&) = delete;
    Result<std::unique_ptr<RecognizerSession>> open(RecognizerSearch, RecognizerSession::Listener listener) override {
        return std::make_unique<UtteranceSession<Line>>(loop_, line_, ++last_, std::move(listener));
    }

  private:
    Loop& loop_;
    std::shared_ptr<Line> line_;
    RealtimeEars::Id last_ = 0;
};

}  // namespace mockcall::openai
