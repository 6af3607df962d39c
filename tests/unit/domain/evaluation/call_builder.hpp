// Builds call records for tests as a dialogue would: turn after turn, at speaking pace, with their acts and facts
// given.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>

#include "domain/evaluation/evaluation.hpp"

namespace mockcall::test {

/// The design's example: Robert Johnson was charged $150 twice by TeleStar, credit up to $200.
[[nodiscard]] Scenario billing_scenario();

class CallBuilder {
  public:
    enum class Mode { Spoken, Typed };
    explicit CallBuilder(Mode mode = Mode::Spoken) : mode_(mode) {
        call_.ringing_since = at(10);
        call_.answered = at(12);
        now_ = 12;
    }

    CallBuilder& agent(std::string text, std::initializer_list<Act> acts = {}, double confidence = 1.0) {
        auto& t = turn(Speaker::Agent, std::move(text), 1.0);
        for (const auto a : acts)
            t.acts.add(a);
        t.confidence = confidence;
        return *this;
    }
    CallBuilder& customer(std::string text, Emotion emotion = Emotion::Neutral) {
        turn(Speaker::Customer, std::move(text), 1.0).emotion = emotion;
        return *this;
    }
    /// The last turn began while the other side was still speaking.
    CallBuilder& talked_over(double seconds) {
        auto& t = call_.turns.back();
        const auto back = ticks_of_seconds(1.0 + seconds);
        t.start -= back;
        t.end -= back;
        t.talked_over = true;
        now_ -= 1.0 + seconds;
        return *this;
    }
    CallBuilder& fact(CallFactKind kind, std::string id = {}, double value = 1) {
        call_.facts.push_back({at(now_), {kind, std::move(id), value}, last_agent()});
        return *this;
    }
    CallBuilder& mood(int mood, int satisfaction) {
        call_.ledger.push_back({at(now_),
                                {.cause = "test",
                                 .mood_delta = mood - call_.mood,
                                 .satisfaction_delta = satisfaction - call_.satisfaction,
                                 .mood = mood,
                                 .satisfaction = satisfaction,
                                 .utterance = last_agent()}});
        call_.mood = mood;
        call_.satisfaction = satisfaction;
        return *this;
    }
    CallBuilder& silence(double seconds) {
        now_ += seconds;
        return *this;
    }
    CallBuilder& hold(double seconds, bool announced, bool has_reason) {
        call_.holds.push_back({at(now_), at(now_ + seconds), announced, has_reason});
        call_.actions.push_back({.kind = AgentActionKind::Hold, .at = at(now_), .announced = announced});
        now_ += seconds;
        return *this;
    }
    CallBuilder& action(AgentActionKind kind, std::string target = {}, std::string text = {}) {
        call_.actions.push_back({.kind = kind, .at = at(now_), .target = std::move(target), .text = std::move(text)});
        return *this;
    }
    CallBuilder& note(std::string text) { return action(AgentActionKind::Note, {}, std::move(text)); }
    CallBuilder& answered_after(double seconds) {
        call_.ringing_since = *call_.answered - ticks_of_seconds(seconds);
        return *this;
    }
    CallBuilder& hung_up() {
        call_.customer_hung_up = true;
        call_.end_reason = "customer_hangup";
        return *this;
    }
    [[nodiscard]] CallRecord end(std::string reason = "resolved") {
        if (call_.end_reason.empty())
            call_.end_reason = std::move(reason);
        call_.ended = at(now_ + 1);
        return call_;
    }
    CallRecord& raw() { return call_; }

  private:
    static CallTime at(double seconds) { return CallTime{ticks_of_seconds(seconds)}; }
    [[nodiscard]] UtteranceId last_agent() const {
        UtteranceId id = 0;
        for (const auto& t : call_.turns)
            if (t.speaker == Speaker::Agent)
                id = t.id;
        return id;
    }
    TranscriptTurn& turn(Speaker speaker, std::string text, double pause) {
        constexpr double kWordsPerSecond = 2.25;  // 135 a minute
        double words = 1;
        for (const char c : text)
            words += c == ' ';
        now_ += pause;
        const double length = speaker == Speaker::Agent && mode_ == Mode::Typed ? 0 : words / kWordsPerSecond;
        call_.turns.push_back({.id = ++next_id_,
                               .speaker = speaker,
                               .text = std::move(text),
                               .start = at(now_),
                               .end = at(now_ + length)});
        now_ += length;
        return call_.turns.back();
    }

    Mode mode_;
    CallRecord call_;
    UtteranceId next_id_ = 0;
    double now_ = 0;
};

[[nodiscard]] CallRecord excellent_call();
[[nodiscard]] CallRecord good_call();
[[nodiscard]] CallRecord middling_call();
[[nodiscard]] CallRecord poor_call();
[[nodiscard]] CallRecord rude_call();
[[nodiscard]] CallRecord silent_call();

[[nodiscard]] const CriterionResult* criterion(const Evaluation& e, std::string_view id);

}  // namespace mockcall::test
