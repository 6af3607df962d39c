// One call's conversation with a service that speaks. Everything on the socket client's thread.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/openai/conversation_history.hpp"
#include "adapters/openai/realtime_customer.hpp"
#include "adapters/openai/realtime_ears.hpp"
#include "audio/held_speech.hpp"
#include "domain/call/sentences.hpp"

namespace mockcall::openai {

class Conversation : public std::enable_shared_from_this<Conversation> {
  public:
    using Id = std::uint64_t;
    using ModelGuard = ListenerGuard<ModelSession::Listener>;
    using VoiceGuard = ListenerGuard<SynthesisSession::Listener>;

    Conversation(std::shared_ptr<RealtimeService> service, const RealtimeVoice& voice, CallId call,
                 const std::string& prompt);

    // Its ears
    void begin(RealtimeEars::Id id, std::shared_ptr<RealtimeEars::Guard> guard) { ears_.begin(id, std::move(guard)); }
    void feed(RealtimeEars::Id id, const Samples& pcm) { ears_.feed(id, pcm); }
    void finish(RealtimeEars::Id id) { ears_.finish(id); }
    void cancel(RealtimeEars::Id id) { ears_.cancel(id); }
    void close();

    // Its words
    void ask(Id id, ModelRequest request, std::shared_ptr<ModelGuard> guard);
    void forget(Id id);
    void refuse(Id id);

    // Its voice
    void speak(Id id, const SpeechRequest& request, std::shared_ptr<VoiceGuard> guard);
    void hush(Id id);
    void stopped(UtteranceId line, Milliseconds heard);

  private:
    struct Call {
        std::string name, call, arguments;
    };
    enum class Kind : std::uint8_t { Words, Meaning, Reading };
    struct Reply {
        Id id = 0;
        Kind kind = Kind::Words;
        protocol::openai::ResponseWanted wanted;
        std::shared_ptr<ModelGuard> asker;
        bool sent = false;
        bool over = false;
        bool failed = false;
        bool unwanted = false;
        bool cancelled = false;
        bool repeated = false;
        std::vector<ModelTurn> heard;  ///< what has been said before it
        std::string response;
        std::string item;
        Sentences cut;
        std::vector<std::string> sentences;
        std::size_t claimed = 0;  ///< of them, by the voice
        std::string said;
        bool words_whole = false;
        audio::HeldSpeech speech{protocol::openai::kRealtimeRate};
        std::optional<std::size_t> kept;    ///< samples of the item that the service was told to keep
        std::optional<std::size_t> cut_at;  ///< what was heard of it
        bool decides = false;
        bool may_leave = false;
        std::string decision;
        std::string emotion;
        bool head_out = false;
        std::string held;     ///< words that wait for the decision
        std::string to_read;  ///< letters and digits
        std::vector<Call> calls;
        bool followed = false;
        SteadyTime asked{};
        std::optional<SteadyTime> first;
        Loop::TimerId timer = 0;
    };
    struct Voice {
        Id id = 0;
        std::shared_ptr<VoiceGuard> guard;
        SpeechRequest request;
        std::shared_ptr<Reply> reply;
        audio::Resampler resampler;
        bool began = false;
    };
    struct Played {
        std::shared_ptr<Reply> reply;
        std::size_t from = 0;
        std::size_t count = 0;
    };
    using ReplyRef = std::shared_ptr<Reply>;
    using Event = protocol::openai::RealtimeEvent;

    void event(const Event& event);
    void ended(std::string_view why);
    [[nodiscard]] bool waiting() const;

    ReplyRef make(Kind kind);
    void enter(const ReplyRef& r);
    [[nodiscard]] bool ask_again(const ReplyRef& r);
    void send(const ReplyRef& r);
    void send_next();
    [[nodiscard]] ReplyRef of_response(const std::string& response) const;
    [[nodiscard]] ReplyRef of_tag(const std::string& tag) const;
    void begun(const Event& e);
    void sound(const ReplyRef& r, const Event& e);
    void spoken(const ReplyRef& r, const std::string& words);
    void spoken_all(const ReplyRef& r);
    void function_called(const ReplyRef& r, const Event& e);
    void response_over(const Event& e);
    void answer_calls(const ReplyRef& r);
    void tell_words(const ReplyRef& r, std::string_view words);
    void tell_all_words(const ReplyRef& r);
    void check_reading(const ReplyRef& r);
    void fail(const ReplyRef& r, std::string_view why);
    void quit(const ReplyRef& r);
    void tidy(const ReplyRef& r);
    void let_go(const ReplyRef& r);
    void watch(const ReplyRef& r);
    void count(const ReplyRef& r, const Event& e);
    void pump();
    void end_voice(std::optional<Error> error);
    [[nodiscard]] bool voiced(const ReplyRef& r) const { return voice_ && voice_->reply == r; }
    [[nodiscard]] std::string voice_of(const std::string& ours) const;

    const std::shared_ptr<RealtimeService> service_;
    const RealtimeVoice options_;
    const CallId call_;
    RealtimeLink link_;
    RealtimeEars ears_;
    ConversationHistory history_;
    std::map<Id, ReplyRef> replies_;  ///< asked for, or still to be spoken
    std::deque<ReplyRef> queue_;      ///< one at a time in the conversation
    ReplyRef active_;
    ReplyRef line_;  ///< whose sentences may be spoken
    std::optional<Voice> voice_;
    UtteranceId line_id_ = 0;
    std::vector<Played> played_;  ///< of that line
    std::size_t last_reading_ = 0;
};

}  // namespace mockcall::openai
