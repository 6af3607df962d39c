#include "engine/turn_timings.hpp"

#include <algorithm>

namespace mockcall {

std::string_view to_string(Stage v) {
    switch (v) {
        case Stage::Recognise: return "recognise";
        case Stage::Think: return "think";
        case Stage::Speak: return "speak";
    }
    return "";
}

TurnTiming& TurnTimings::add(CallTime speech_end) {
    if (turns_.size() >= kMostTurns) {
        turns_.pop_front();
        ++forgotten_;
    }
    turns_.push_back({.speech_end = speech_end});
    return turns_.back();
}

void TurnTimings::began(StageTiming& stage, std::string_view engine, CallTime now) {
    if (stage.total)
        return;
    stage.handed_over = stage.handed_over || (!stage.engine.empty() && stage.engine != engine);
    stage.engine = engine;
    if (!stage.queue)
        stage.queue = now - stage.start;
}

void TurnTimings::done(Stage which, StageTiming& stage, CallTime now) {
    if (stage.total)
        return;
    stage.total = now - stage.start;
    if (!stage.first)
        stage.first = stage.total;
    if (on_stage_)
        on_stage_(which, stage);
}

StageTiming* TurnTimings::recognition(UtteranceId agent) {
    const auto turn = std::ranges::find(turns_.rbegin(), turns_.rend(), agent, &TurnTiming::agent);
    return turn == turns_.rend() || !turn->recognise ? nullptr : &*turn->recognise;
}

TurnTiming* TurnTimings::turn_of_line(UtteranceId line) {
    const auto turn = std::ranges::find(turns_.rbegin(), turns_.rend(), line, &TurnTiming::line);
    return turn == turns_.rend() ? nullptr : &*turn;
}

StageTiming* TurnTimings::voice(UtteranceId line) {
    TurnTiming* turn = turn_of_line(line);
    return turn == nullptr || !turn->speak ? nullptr : &*turn->speak;
}

TurnTiming* TurnTimings::open_turn() { return turns_.empty() || turns_.back().line != 0 ? nullptr : &turns_.back(); }

// --- Recognition

void TurnTimings::committed(UtteranceId agent, CallTime speech_end, CallTime now) {
    TurnTiming& turn = add(std::min(speech_end, now));
    turn.agent = agent;
    turn.recognise = StageTiming{.start = now};
}

void TurnTimings::recognition_began(UtteranceId agent, std::string_view engine, CallTime now) {
    if (StageTiming* stage = recognition(agent))
        began(*stage, engine, now);
}

void TurnTimings::recognition_handed_over(UtteranceId agent) {
    if (StageTiming* stage = recognition(agent))
        stage->handed_over = true;
}

void TurnTimings::recognised_some(UtteranceId agent, CallTime now) {
    if (StageTiming* stage = recognition(agent); stage != nullptr && !stage->first)
        stage->first = now - stage->start;
}

void TurnTimings::recognised(UtteranceId agent, CallTime now) {
    if (StageTiming* stage = recognition(agent))
        done(Stage::Recognise, *stage, now);
}

void TurnTimings::typed(CallTime now) { add(now); }

// --- Thinking

void TurnTimings::thinking(std::string_view engine, CallTime now) {
    if (TurnTiming* turn = open_turn()) {
        if (!turn->think)
            turn->think = StageTiming{.start = now};
        began(*turn->think, engine, now);
    }
}

void TurnTimings::thought_some(CallTime now) {
    if (TurnTiming* turn = open_turn(); turn != nullptr && turn->think && !turn->think->first)
        turn->think->first = now - turn->think->start;
}

void TurnTimings::thought(CallTime now) {
    if (!turns_.empty() && turns_.back().think)
        done(Stage::Think, *turns_.back().think, now);
}

// --- The voice

void TurnTimings::say(UtteranceId line, CallTime since, CallTime now) {
    TurnTiming* turn = open_turn();
    if (turn == nullptr)
        turn = &add(since);
    turn->line = line;
    turn->speak = StageTiming{.start = now};
}

void TurnTimings::speaking_began(UtteranceId line, std::string_view engine, CallTime now) {
    if (StageTiming* stage = voice(line))
        began(*stage, engine, now);
}

void TurnTimings::speaking_handed_over(UtteranceId line) {
    if (StageTiming* stage = voice(line))
        stage->handed_over = true;
}

void TurnTimings::sound(UtteranceId line, CallTime now) {
    if (StageTiming* stage = voice(line); stage != nullptr && !stage->first)
        stage->first = now - stage->start;
}

void TurnTimings::spoken(UtteranceId line, CallTime now) {
    if (StageTiming* stage = voice(line))
        done(Stage::Speak, *stage, now);
}

void TurnTimings::heard(UtteranceId line, CallTime now) {
    TurnTiming* turn = turn_of_line(line);
    if (turn != nullptr && !turn->answered)
        turn->answered = now;
}

}  // namespace mockcall
