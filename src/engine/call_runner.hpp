// Runs one call: feeds the machine, does what it says, journals both. It lives on one loop; everything here is called
// on that loop's thread, except where it says otherwise. Results of other threads come back by post, with a weak
// pointer looked up again.
#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "audio/ambience.hpp"
#include "audio/echo_check.hpp"
#include "audio/hold_music.hpp"
#include "audio/level_control.hpp"
#include "audio/opus.hpp"
#include "audio/phone_line.hpp"
#include "audio/resampler.hpp"
#include "audio/voice_activity.hpp"
#include "domain/call/call_machine.hpp"
#include "domain/evaluation/model_judge.hpp"
#include "domain/evaluation/objectives.hpp"
#include "domain/turn/speech_detector.hpp"
#include "engine/agent_audio.hpp"
#include "engine/bodies.hpp"
#include "engine/call_recorder.hpp"
#include "engine/call_socket.hpp"
#include "engine/listening.hpp"
#include "engine/media_line.hpp"
#include "engine/monitors.hpp"
#include "engine/played_sound.hpp"
#include "engine/playout.hpp"
#include "engine/service.hpp"
#include "engine/spoken_parts.hpp"
#include "engine/think_ahead.hpp"
#include "engine/turn_timings.hpp"
#include "engine/word_finder.hpp"
#include "ports/language_model.hpp"
#include "ports/objects.hpp"
#include "ports/runtime.hpp"
#include "ports/speech.hpp"
#include "ports/usage.hpp"

namespace mockcall {

/// What every runner of an engine shares. Outlives them.
struct RunnerServices {
    Clock& clock;
    WorkerPool& cpu;
    WorkerPool& storage;
    Store& store;
    ObjectStore& objects;
    Recognizer& recognizer;
    Synthesizer& synthesizer;
    LanguageModel* model = nullptr;  ///< finds the customer's words; null: they find them themselves
    LanguageModel* judge = nullptr;  ///< answers the evaluation's checks; null: code alone
    UsageMeter* usage = nullptr;
    Milliseconds recording_retention;
    Listening::Ears ears;
    bool phone_line;  ///< customers sound as over the telephone
    AheadOf ahead;    ///< what may be made ready before a turn has ended
    /// Fresh links of an ended call.
    std::function<bodies::Links(const CallRow&)> links;
    TurnTimings::OnStage on_stage;  ///< from any thread
    /// From any thread: figures of users changed (a call was evaluated).
    std::function<void(const OrgId&)> figures_changed;
    MediaServer* media = nullptr;  ///< null: sound goes over the WebSocket only
    MediaLine::OnEnd on_media;     ///< from any thread
};

class CallRunner : public std::enable_shared_from_this<CallRunner> {
  public:
    struct Parts {
        CallRow row;
        std::shared_ptr<const Scenario> scenario;
        std::unique_ptr<CallMachine> machine;
        std::unique_ptr<AppendLog> journal;
        std::unique_ptr<AppendLog> audio;  ///< null: not recorded
        ObjectiveWatch objectives;
        bool recovered = false;
    };
    /// `gone`: called on the loop when nothing is left to do for the call.
    CallRunner(RunnerServices& services, Loop& loop, Parts parts, std::function<void(const CallId&)> gone);
    ~CallRunner();

    void begin();  ///< arms the first deadline; of a recovered call: picks up where it stood
    [[nodiscard]] Loop& loop() { return loop_; }
    [[nodiscard]] const CallRow& row() const { return row_; }  ///< identity and owner never change: any thread

    [[nodiscard]] protocol::CallState glimpse() const;  ///< the state of late; any thread

    void join(const protocol::Join& join, std::shared_ptr<CallClient> client, Reply<SessionInfo> reply);
    void monitor(std::shared_ptr<CallClient> client, Reply<SessionInfo> reply);
    void deliver(const std::shared_ptr<CallClient>& client, protocol::ClientEvent event);
    void leave(const std::shared_ptr<CallClient>& client);
    void change_status(protocol::ActionBody body, Reply<Json> reply);
    void end(protocol::EndBody body, Reply<Json> reply);
    void crm(const protocol::CrmBody& body, Reply<Json> reply);
    void crm_record(Reply<Json> reply);
    void recording(Reply<Json> reply);
    void session(Reply<Json> reply);
    void timings(Reply<Json> reply);
    /// The call has ended; its result or recording may still be in the making.
    [[nodiscard]] bool over() const { return ending_ != Ending::Running; }
    /// Runs `task` on the loop once nothing is left to be made; at once when that is so.
    void when_finished(std::function<void()> task);
    /// The server stops: the journal is complete; the call can be joined again at the next one.
    void suspend();

  private:
    enum class Ending : std::uint8_t { Running, Evaluating, Done };

    // Time
    [[nodiscard]] CallTime now() const;
    [[nodiscard]] SteadyTime steady_of(CallTime t) const;
    void tick();
    void rearm();
    [[nodiscard]] std::optional<CallTime> next_wake() const;

    // The machine
    void feed(CallInput input);
    void perform(const CallOutput& output);
    void on(const OutListen&);
    void on(const OutCommit&);
    void on(const OutDrop&);
    void on(const OutSay&);
    void on(const OutSayMore&);
    void on(const OutDuck&);
    void on(const OutHold&);
    void on(const OutGoOn&);
    void on(const OutStopSaying&);
    void on(const OutAskWords&);
    void on(const OutAskMeaning&);
    void on(const OutForgetAsked&);
    void on(const OutModelFailed&);
    void on(const OutTranscript&);
    void on(const OutState&);
    void on(const OutMood&) {}
    void on(const OutFact&) {}
    void on(const OutFeedback&);
    void on(const OutCustomerAction&);
    void on(const OutCrm&);
    void on(const OutEnded&);

    void note_glimpse();
    void look_for_objectives(CallTime t);
    [[nodiscard]] protocol::ObjectiveMet told(const MetObjective& met) const;

    // From the client
    void on(protocol::AudioStart& e);
    void on(protocol::AudioData& e);
    void on(protocol::AudioEnd& e);
    void on(protocol::AudioPlayed& e);
    void on(protocol::AgentText& e);
    void on(protocol::AgentTranscript& e);
    void on(protocol::Action& e);
    void on(protocol::Note& e);
    void on(protocol::Offer& e);
    void on(protocol::IceCandidate&) {}
    void on(protocol::Auth&) {}
    void on(protocol::Join&) {}
    Result<void> apply(const protocol::ActionBody& body);
    void note(const std::string& text);
    Result<void> operate(const protocol::CrmBody& body);

    /// To the trainee's client and to those who listen.
    void tell(protocol::ServerEvent event);

    // Sound
    [[nodiscard]] Listening::Events hearing_events();
    void drain_agent();
    void hear(const PlacedAudio& audio);
    void speech_stopped(CallTime at);
    void stop_hearing();  ///< whatever the agent was saying ends with the last sample that came
    void time_thinking(const CallOutput& output, CallTime t);
    [[nodiscard]] ThinkAhead::Parts parts_of_ahead() const;
    [[nodiscard]] std::function<void(CallInput)> feeder();
    [[nodiscard]] SpeechRequest line_of(const OutSay& out) const;
    void speak_next();
    void go_on_speaking();
    void pump_playout();
    void pump_playout(CallTime t);
    void pace_playout();
    [[nodiscard]] bool over_media() const { return media_ && media_->carries(); }
    void drain_media();
    void pump_media();
    void close_media();
    void transport_changed();
    void stop_hearing_socket();
    void pump_ambience();
    void mix_background(Samples& pcm);
    void on_hold_changed();
    void nothing_heard_from(CallTime at);
    [[nodiscard]] bool is_echo(CallTime at, SampleView frame);
    Bytes send_audio(UtteranceId utterance, Emotion emotion, std::uint32_t sequence, SampleView pcm, bool final);
    void record_customer(const PlayoutPiece& piece, ByteView packet);
    void stopped_playing(UtteranceId utterance, std::optional<double> reported_ms);
    void open_recorder();
    void settle();

    // The end
    void evaluate();
    /// False when nobody is asked; else conclude_call() follows.
    bool ask_judge();
    void judged(const std::string* answer);
    void conclude_call(std::shared_ptr<const JudgeAnswers> answers);
    void evaluated(Result<std::string> result);
    void reply_end(const std::string& kept);
    void finished();

    void in_storage(std::function<void(RunnerServices&)> task);
    void run_storage();
    /// Hands `task` to `pool`; when it is full, again a little later.
    void submit(WorkerPool& pool, std::function<void()> task);

    RunnerServices& services_;
    Loop& loop_;
    CallRow row_;
    std::shared_ptr<const Scenario> scenario_;
    std::unique_ptr<CallMachine> machine_;
    std::unique_ptr<AppendLog> journal_;
    std::unique_ptr<AppendLog> audio_log_;  ///< until the recorder takes it
    ObjectiveWatch objectives_;
    std::function<void(const CallId&)> gone_;
    bool recovered_;
    SteadyTime origin_;  ///< of the call's clock
    Loop::TimerId timer_ = 0;
    SteadyTime timer_at_{};
    bool stepping_ = false;
    bool suspended_ = false;
    std::deque<CallInput> inputs_;

    CallSocket socket_;
    Monitors monitors_;
    AgentAudio agent_;
    audio::VoiceActivity voice_activity_;
    audio::LevelControl level_;
    SpeechDetector detector_;
    PlayedSound played_;
    audio::EchoCheck echo_check_;
    Samples frame_;  ///< an incomplete frame of 10 ms
    CallTime frame_at_{};
    CallTime heard_until_{};  ///< the end of the agent's last sample
    Listening listening_;
    CallTime speech_end_{};  ///< of the agent's newest speech
    TurnTimings timings_;
    std::unique_ptr<MediaLine> media_;   ///< after the first offer
    std::optional<CallTime> on_socket_;  ///< when sound last came over the WebSocket

    VoiceSpec voice_;
    int rate_ = 16000;  ///< Hz of the customer's audio
    std::unique_ptr<audio::OpusEncoder> encoder_;
    Playout playout_;
    Emotion emotion_ = Emotion::Neutral;
    std::unique_ptr<SynthesisSession> synthesis_;
    std::deque<std::string> to_speak_;  ///< further parts of the line
    bool line_open_ = false;            ///< more parts may come
    bool aside_ = false;                ///< a listener's word
    SpokenParts spoken_;
    std::optional<WordFinder> words_;
    ThinkAhead ahead_;
    std::unique_ptr<ModelSession> judging_;
    std::unique_ptr<audio::Resampler> to_recording_;
    std::unique_ptr<audio::PhoneLine> phone_line_;
    std::unique_ptr<audio::Ambience> ambience_;
    std::unique_ptr<audio::HoldMusic> hold_music_;  ///< while the call is on hold
    CallTime ambience_until_{};
    struct Stopping {
        UtteranceId utterance = 0;
        CallTime since{};  ///< what would have been played after it was not heard
        CallTime until{};
    };
    std::optional<Stopping> stopping_;
    bool client_reports_ = false;
    std::optional<std::pair<UtteranceId, double>> reported_;
    std::optional<CallTime> committed_;

    std::unique_ptr<CallRecorder> recorder_;
    std::deque<PlacedAudio> before_answer_;
    CallTime next_settle_{};
    CallTime next_state_{};
    CallStatus stored_status_ = CallStatus::Initializing;
    std::atomic<std::uint64_t> glimpse_{0};  ///< status, mood, satisfaction (8 bits each), milliseconds to the answer

    Ending ending_ = Ending::Running;
    std::string kept_result_;
    std::string last_operation_;  ///< JSON text
    std::vector<Reply<Json>> end_replies_;
    std::vector<Reply<Json>> recording_replies_;
    std::vector<std::function<void()>> waiting_;
    std::deque<std::function<void(RunnerServices&)>> storage_;
    bool storage_busy_ = false;
};

}  // namespace mockcall
