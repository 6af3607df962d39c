// The language model's part in a running call.
#include "engine/call_runner.hpp"

namespace mockcall {

/// Who thought about the customer's words, and how long.
void CallRunner::time_thinking(const CallOutput& output, CallTime t) {
    if (std::holds_alternative<OutAskWords>(output) || std::holds_alternative<OutAskMeaning>(output))
        return timings_.thinking(services_.model != nullptr ? std::string(services_.model->name()) : "openai", t);
    const auto* say = std::get_if<OutSay>(&output);
    const auto* more = std::get_if<OutSayMore>(&output);
    if (say != nullptr && !say->open)
        timings_.thinking("embedded", t);
    else if (say != nullptr)
        timings_.thought_some(t);
    if ((say != nullptr && !say->open) || (more != nullptr && more->last))
        timings_.thought(now());
}

ThinkAhead::Parts CallRunner::parts_of_ahead() const {
    return {loop_, services_.synthesizer, machine_->config().model_words ? services_.model : nullptr, row_.id,
            scenario_};
}

/// Takes what was asked for in advance, as long as there is a call.
std::function<void(CallInput)> CallRunner::feeder() {
    return [weak = weak_from_this()](CallInput input) {
        const auto self = weak.lock();
        if (self && self->ending_ == Ending::Running)
            self->feed(std::move(input));
    };
}

void CallRunner::on(const OutAskWords& out) {
    if (!words_)
        return feed(InModelFailed{out.utterance, out.attempt, "off"});
    if (!ahead_.words(out, machine_->record().turns, feeder()))
        words_->ask(out, *scenario_, machine_->record().turns);
}

void CallRunner::on(const OutAskMeaning& out) {
    if (!words_)
        return feed(InModelFailed{out.utterance, 1, "off"});
    if (!ahead_.meaning(out, machine_->record().turns, feeder()))
        words_->ask(out, *scenario_, machine_->record().turns,
                    Milliseconds{milliseconds_of(machine_->config().meaning_within)});
}

void CallRunner::on(const OutForgetAsked& out) {
    if (words_)
        words_->forget(out.utterance);
    ahead_.forget(out.utterance);
}

void CallRunner::on(const OutModelFailed& out) {
    if (machine_->config().model_required)
        socket_.error({ErrorCode::AiServiceError, "The AI service that plays the customer does not answer."},
                      !out.fatal);
}

bool CallRunner::ask_judge() {
    // The whole of POST /end is bounded to 20 s, the recording included.
    constexpr Milliseconds kWithin{15'000};
    if (services_.judge == nullptr || !services_.judge->up() || suspended_ || machine_->record().turns.empty())
        return false;
    PromptText text = judge_prompt(machine_->record(), *scenario_);
    ModelRequest request;
    request.call = row_.id;
    request.prompt = {std::move(text.system), std::move(text.user), "judgement", std::move(text.schema), 1500, 0};
    request.within = kWithin;
    request.stream = false;
    auto answer = std::make_shared<std::string>();
    const auto settle = [this](std::shared_ptr<std::string> said) {
        loop_.post([weak = weak_from_this(), said = std::move(said)] {
            if (const auto self = weak.lock())
                self->judged(said.get());
        });
    };
    ModelSession::Listener listener;
    listener.on_text = [answer](std::string_view piece) { *answer += piece; };
    listener.on_done = [answer, settle] { settle(answer); };
    listener.on_error = [settle](const std::string&) { settle(nullptr); };
    judging_ = services_.judge->ask(std::move(request), std::move(listener));
    loop_.run_at(services_.clock.steady() + kWithin + Milliseconds{1'000}, [weak = weak_from_this()] {
        if (const auto self = weak.lock(); self && self->judging_)
            self->judged(nullptr);
    });
    return true;
}

/// `answer`: null when there is none; then code judges alone.
void CallRunner::judged(const std::string* answer) {
    if (suspended_ || !judging_)
        return;
    auto read = answer == nullptr ? std::nullopt : read_judgement(*answer, machine_->record(), *scenario_);
    if (answer != nullptr && !read)
        judging_->refuse();
    conclude_call(read ? std::make_shared<const JudgeAnswers>(std::move(*read)) : nullptr);
}

}  // namespace mockcall
