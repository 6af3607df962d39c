#include "engine/think_ahead.hpp"

#include <algorithm>
#include <utility>

namespace mockcall {
namespace {

std::vector<std::string> texts_of(const std::vector<TranscriptTurn>& turns) {
    std::vector<std::string> texts;
    for (const TranscriptTurn& turn : turns)
        texts.push_back(turn.text);
    return texts;
}

UtteranceId utterance_of(const CallInput& input) {
    if (const auto* words = std::get_if<InWords>(&input))
        return words->utterance;
    if (const auto* meaning = std::get_if<InMeaning>(&input))
        return meaning->utterance;
    const auto* failed = std::get_if<InModelFailed>(&input);
    return failed != nullptr ? failed->utterance : 0;
}

}  // namespace

ThinkAhead::ThinkAhead(AheadOf what, Parts parts, Request request)
    : what_(what), parts_(std::move(parts)), request_(std::move(request)), voice_(parts_.loop, parts_.synthesizer) {
    if (what_.words && parts_.model != nullptr)
        finder_ = std::make_unique<WordFinder>(parts_.loop, *parts_.model, parts_.call,
                                               [this](const CallInput& input) { came(input); });
}

void ThinkAhead::look(const CallMachine& call, CallTime now) {
    if (looks_ >= kMostLooks || (!what_.voice && !finder_))
        return;
    auto seen = call.foresee(now);
    if (!seen || seen->words == looked_at_)
        return;
    looked_at_ = seen->words;
    ++looks_;
    take(std::move(*seen));
}

void ThinkAhead::take(CallMachine::Foreseen seen) {
    const auto asks = [](const CallOutput& output) {
        return std::holds_alternative<OutAskWords>(output) || std::holds_alternative<OutAskMeaning>(output);
    };
    if (std::ranges::none_of(seen.outputs, asks))
        return prepare(seen.outputs);
    if (!finder_ || !parts_.model->up() || times_asked_ >= kMostAsked)
        return;
    ++times_asked_;
    finder_->clear();
    asked_.reset();
    puzzled_.reset();
    go_on(seen.outputs, std::move(seen.call));
}

/// What the copy of the call has come to: a question to the model, or a line.
void ThinkAhead::go_on(const std::vector<CallOutput>& outputs, std::unique_ptr<CallMachine> call) {
    for (const CallOutput& output : outputs) {
        if (const auto* words = std::get_if<OutAskWords>(&output))
            return ask(*words, std::move(call));
        if (const auto* meaning = std::get_if<OutAskMeaning>(&output))
            return ask(*meaning, std::move(call));
    }
    prepare(outputs);
}

void ThinkAhead::prepare(const std::vector<CallOutput>& outputs) {
    if (!what_.voice)
        return;
    for (const CallOutput& output : outputs)
        if (const auto* say = std::get_if<OutSay>(&output); say != nullptr && !say->aside)
            voice_.prepare(request_(*say));
}

void ThinkAhead::ask(const OutAskMeaning& out, std::unique_ptr<CallMachine> call) {
    const auto& turns = call->record().turns;
    finder_->ask(out, *parts_.scenario, turns, Milliseconds{milliseconds_of(call->config().meaning_within)});
    auto texts = texts_of(turns);
    puzzled_ = Puzzled{out, std::move(texts), std::move(call), {}, {}};
}

void ThinkAhead::ask(const OutAskWords& out, std::unique_ptr<CallMachine> call) {
    const auto& turns = call->record().turns;
    finder_->ask(out, *parts_.scenario, turns);
    auto texts = texts_of(turns);
    asked_ = Asked{out, std::move(texts), std::move(call), {}, {}};
}

void ThinkAhead::came(const CallInput& input) {
    if (puzzled_ && utterance_of(input) == puzzled_->out.utterance)
        return understood(input);
    found(input);
}

/// The copy goes on with what the model understood, unless the call itself does.
void ThinkAhead::understood(const CallInput& input) {
    Puzzled& puzzled = *puzzled_;
    if (puzzled.tell) {
        parts_.loop.post([input, tell = puzzled.tell] { tell(input); });
        return puzzled_.reset();
    }
    puzzled.got = input;
    if (!std::holds_alternative<InMeaning>(input))
        return;
    auto call = std::move(puzzled.call);
    const auto outputs = call->step(input, call->now());
    go_on(outputs, std::move(call));
}

/// The copy decides what of the words may be said.
void ThinkAhead::found(const CallInput& input) {
    if (!asked_ || utterance_of(input) != asked_->out.utterance)
        return;
    if (asked_->tell)
        return parts_.loop.post([input, tell = asked_->tell] { tell(input); });
    asked_->got.push_back(input);
    if (std::holds_alternative<InWords>(input))
        prepare(asked_->call->step(input, asked_->call->now()));
}

bool ThinkAhead::meaning(const OutAskMeaning& out, const std::vector<TranscriptTurn>& turns,
                         std::function<void(CallInput)> tell) {
    if (!puzzled_ || puzzled_->tell)
        return false;
    const bool failed = puzzled_->got && std::holds_alternative<InModelFailed>(*puzzled_->got);
    const bool same = !failed && puzzled_->out.utterance == out.utterance && puzzled_->out.text == out.text &&
                      puzzled_->turns == texts_of(turns);
    if (!same) {
        forget(puzzled_->out.utterance);
        return false;
    }
    if (!puzzled_->got) {
        puzzled_->tell = std::move(tell);
        return true;
    }
    parts_.loop.post([input = std::move(*puzzled_->got), tell = std::move(tell)] { tell(input); });
    puzzled_.reset();
    return true;
}

bool ThinkAhead::words(const OutAskWords& out, const std::vector<TranscriptTurn>& turns,
                       std::function<void(CallInput)> tell) {
    if (!asked_ || asked_->tell)
        return false;
    const OutAskWords& asked = asked_->out;
    const bool failed = std::ranges::any_of(
        asked_->got, [](const CallInput& input) { return std::holds_alternative<InModelFailed>(input); });
    const bool same = !failed && asked.utterance == out.utterance && asked.attempt == out.attempt &&
                      asked.own == out.own && asked.emotion == out.emotion && asked.fault == out.fault &&
                      asked.brief == out.brief && asked_->turns == texts_of(turns);
    if (!same) {
        forget(asked.utterance);
        return false;
    }
    asked_->call.reset();
    asked_->tell = std::move(tell);
    for (CallInput& input : std::exchange(asked_->got, {}))
        parts_.loop.post([input = std::move(input), tell = asked_->tell] { tell(input); });
    return true;
}

void ThinkAhead::forget(UtteranceId utterance) {
    const bool words = asked_ && asked_->out.utterance == utterance;
    const bool meaning = puzzled_ && puzzled_->out.utterance == utterance;
    if (!words && !meaning)
        return;
    finder_->forget(utterance);
    if (words)
        asked_.reset();
    else
        puzzled_.reset();
}

void ThinkAhead::clear() {
    voice_.forget();
    asked_.reset();
    puzzled_.reset();
    if (finder_)
        finder_->clear();
}

void ThinkAhead::next_turn() {
    looked_at_.clear();
    looks_ = 0;
    times_asked_ = 0;
    voice_.forget();
    if (asked_ && !asked_->tell)
        forget(asked_->out.utterance);
    if (puzzled_ && !puzzled_->tell)
        forget(puzzled_->out.utterance);
}

}  // namespace mockcall
