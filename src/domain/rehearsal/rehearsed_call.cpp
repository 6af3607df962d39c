#include "domain/rehearsal/rehearsed_call.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <sstream>
#include <string_view>

#include "domain/call/call_machine.hpp"
#include "domain/call/heard_words.hpp"

namespace mockcall::rehearsal {

namespace {

constexpr Ticks kVoiceBegins = ticks_of(Milliseconds{250});
constexpr Ticks kRecognition = ticks_of(Milliseconds{120});
/// How long a trainee waits for an answer before going on.
constexpr Ticks kLongestWait = ticks_of(Milliseconds{6'000});
constexpr Ticks kLongestCall = ticks_of(Milliseconds{2'400'000});
constexpr double kCustomerWordsPerMinute = 165;

double spoken_seconds(std::string_view text, double words_per_minute) {
    const auto words = 1 + std::ranges::count(text, ' ');
    return std::max(0.5, static_cast<double>(words) * 60.0 / words_per_minute);
}

class Stage {
  public:
    Stage(std::shared_ptr<const Scenario> scenario, const TraineeScript& script, std::uint64_t seed,
          Recognition recognition)
        : script_(script),
          recognition_(recognition),
          noise_(seed ^ 0x9E3779B97F4A7C15ULL),
          machine_(scenario, config(seed)),
          trainee_(scenario, script, seed) {}

    RehearsedCall play(const Scenario& scenario) {
        input(InJoined{});
        run_for(ticks_of_seconds(script_.answers_after));
        while (!over() && now_ - CallTime{} < kLongestCall && perform(trainee_.next())) {
        }
        call_.ended = over() || hung_up_;
        if (!over())
            input(InEnd{"resolved", std::nullopt, {}});
        call_.record = machine_.record();
        call_.evaluation = evaluate(call_.record, &scenario);
        for (const Problem& p : scenario.problems)
            call_.settled.push_back(trainee_.settled(p) >= 0.8);
        return std::move(call_);
    }

  private:
    static CallConfig config(std::uint64_t seed) {
        CallConfig config;
        config.customer.seed = seed;
        return config;
    }

    [[nodiscard]] bool over() const {
        return machine_.status() == CallStatus::Ended || machine_.status() == CallStatus::Expired;
    }

    /// False when the trainee has put the phone down.
    bool perform(const Turn& turn) {
        call_.exchanges.push_back({turn, {}, {}, machine_.mood()});
        if (turn.kind == Turn::Kind::HangUp) {
            hung_up_ = true;
            return false;
        }
        if (turn.kind == Turn::Kind::Note) {
            input(InAction{AgentActionKind::Note, {}, turn.text});
            run_for(ticks_of(Milliseconds{200}));
        } else if (turn.kind == Turn::Kind::Operate) {
            input(InCrm{turn.operation});
            run_for(ticks_of(Milliseconds{200}));
        } else if (turn.kind == Turn::Kind::Transfer) {
            input(InAction{AgentActionKind::Transfer, "billing", turn.text});
            listen();
        } else {
            say(turn.text);
            listen();
        }
        call_.exchanges.back().mood = machine_.mood();
        return true;
    }

    void say(const std::string& text) {
        run_for(ticks_of_seconds(script_.pause));
        if (over())
            return;
        const double seconds = spoken_seconds(text, script_.words_per_minute);
        words_ = text;
        input(InSpeechStarted{now_});
        input(InSoundsLikeWords{});
        run_for(ticks_of_seconds(seconds / 2));
        partial(heard_words(text, 0.5));
        run_for(ticks_of_seconds(seconds / 2));
        partial(text);
        input(InSpeechStopped{now_});
    }

    void partial(const std::string& text) {
        if (listening_ != 0)
            input(InPartial{listening_, text});
    }

    /// Until the customer has answered and finished.
    void listen() {
        const CallTime give_up = now_ + kLongestWait;
        answered_ = false;
        while (!over() && !(answered_ && !playing()) && (playing() || now_ < give_up))
            run_for(ticks_of(Milliseconds{100}));
    }

    [[nodiscard]] bool playing() const { return line_.has_value(); }

    void run_for(Ticks span) {
        const CallTime until = now_ + span;
        while (!over()) {
            CallTime next = until;
            if (line_ && !line_->held)
                next = std::min(next, line_->started ? line_->end : line_->start);
            if (recognized_)
                next = std::min(next, *recognized_);
            const auto deadline = machine_.next_deadline();
            if (deadline)
                next = std::min(next, *deadline);
            now_ = std::max(now_, next);
            if (recognized_ && *recognized_ <= now_)
                recognize();
            else if (line_ && !line_->held && !line_->started && line_->start <= now_)
                start_line();
            else if (line_ && !line_->held && line_->started && line_->end <= now_)
                finish_line();
            else if (deadline && *deadline <= now_)
                input(InDeadline{});
            else
                return;
        }
    }

    void recognize() {
        recognized_.reset();
        input(InFinal{committed_, recognition_.lost > 0 ? garbled(words_) : words_, recognition_.confidence});
        words_.clear();
    }

    /// Words lost or taken for others, as a bad line does it.
    std::string garbled(const std::string& text) {
        constexpr std::array<std::string_view, 8> kInstead{"the", "of", "four", "right", "there", "and", "won", "in"};
        std::istringstream in(text);
        std::string out;
        for (std::string word; in >> word;) {
            if (noise_.unit() < recognition_.lost) {
                if (noise_.unit() < 0.5)
                    continue;
                word = kInstead[noise_.below(kInstead.size())];
            }
            out += (out.empty() ? "" : " ") + word;
        }
        return out;
    }

    void start_line() {
        line_->started = true;
        input(InPlayoutStarted{line_->id});
    }

    void finish_line() {
        const UtteranceId id = line_->id;
        line_.reset();
        input(InPlayoutFinished{id});
    }

    void input(const CallInput& in) {
        for (CallOutput& out : machine_.step(in, now_))
            std::visit([this](auto& o) { on(o); }, out);
        for (const CallInput& later : std::exchange(input_later_, {}))
            input(later);
    }

    void on(const OutListen& o) { listening_ = o.utterance; }
    void on(const OutCommit& o) {
        committed_ = o.utterance;
        listening_ = 0;
        recognized_ = now_ + kRecognition;
    }
    void on(const OutSay& o) {
        if (o.aside)
            return input_later_.push_back(InPlayoutFinished{o.utterance});
        answered_ = true;
        const CallTime start = now_ + kVoiceBegins;
        line_ = Line{o.utterance, start, start + ticks_of_seconds(spoken_seconds(o.text, kCustomerWordsPerMinute)),
                     false,       {},    o.text};
        if (!call_.exchanges.empty()) {
            std::string& said = call_.exchanges.back().customer;
            said += (said.empty() ? "" : " ") + o.text;
        }
        trainee_.heard(o.text);
    }
    void on(const OutHold& o) {
        if (line_ && line_->id == o.utterance && !line_->held)
            line_->held = now_;
    }
    void on(const OutGoOn& o) {
        if (!line_ || line_->id != o.utterance || !line_->held)
            return;
        const Ticks waited = now_ - *std::exchange(line_->held, std::nullopt);
        line_->start += waited;
        line_->end += waited;
    }
    void on(const OutStopSaying& o) {
        if (!line_ || line_->id != o.utterance)
            return;
        const Line line = *line_;
        line_.reset();
        const double whole = seconds_of(line.end - line.start);
        const CallTime until = line.held.value_or(now_);
        const double heard = line.started && whole > 0 ? seconds_of(until - line.start) / whole : 0;
        input(InPlayoutStopped{line.id, std::clamp(heard, 0.0, 1.0)});
    }
    void on(const OutFact& o) {
        if (!call_.exchanges.empty())
            call_.exchanges.back().facts.push_back(o.fact);
        trainee_.noticed(o.fact);
    }
    template <class Other>
    void on(const Other&) {}

    struct Line {
        UtteranceId id = 0;
        CallTime start{}, end{};
        bool started = false;
        std::optional<CallTime> held{};
        std::string text{};
    };

    const TraineeScript& script_;
    Recognition recognition_;
    Random noise_;
    CallMachine machine_;
    Trainee trainee_;
    RehearsedCall call_;
    CallTime now_{};
    std::optional<Line> line_;
    std::optional<CallTime> recognized_;
    UtteranceId listening_ = 0, committed_ = 0;
    std::vector<CallInput> input_later_;
    std::string words_;
    bool answered_ = false;
    bool hung_up_ = false;
};

}  // namespace

RehearsedCall rehearse_call(std::shared_ptr<const Scenario> scenario, const TraineeScript& script, std::uint64_t seed,
                            Recognition recognition) {
    const Scenario& s = *scenario;
    RehearsedCall call = Stage(std::move(scenario), script, seed, recognition).play(s);
    call.rank = script.rank;
    call.trainee = script.id;
    call.seed = seed;
    return call;
}

}  // namespace mockcall::rehearsal
