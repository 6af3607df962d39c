// Words and meaning that somebody else (a language model) finds. The customer has decided before; the words are checked
// before they are said, and the customer's own stand ready.
#include <algorithm>

#include "domain/call/call_machine.hpp"
#include "domain/dialogue/text.hpp"

namespace mockcall {
namespace {

/// Between two sentences; the first has a deadline of its own.
constexpr Ticks kNextSentence = ticks_of(Milliseconds{2'500});
/// Without own words to fall back on, the call ends when nothing has come so often in a row.
constexpr int kMostFailures = 3;
constexpr std::size_t kRepeatedWords = 4;

std::vector<std::string> sentences_of(const std::string& text) {
    std::vector<std::string> sentences(1);
    for (const char c : text) {
        sentences.back() += c;
        if (c == '.' || c == '!' || c == '?')
            sentences.emplace_back();
    }
    return sentences;
}

std::size_t words_in(std::string_view text) { return tokenize(text).size(); }

/// The sentences of `own` of which `said` holds less than three fifths of the words.
std::string unsaid(const std::string& own, const std::string& said) {
    const std::vector<Token> there = tokenize(said);
    std::string rest;
    for (const std::string& sentence : sentences_of(own)) {
        std::size_t words = 0, found = 0;
        for (const Token& word : tokenize(sentence)) {
            ++words;
            found += std::ranges::any_of(there, [&](const Token& t) { return t.stem == word.stem; }) ? 1 : 0;
        }
        if (5 * found >= 3 * words)
            continue;
        const auto begin = sentence.find_first_not_of(' ');
        rest += (rest.empty() ? "" : " ") + sentence.substr(begin);
    }
    return rest;
}

bool fits(Emotion found, Emotion felt) {
    if (felt == Emotion::Angry || felt == Emotion::Frustrated)
        return found == Emotion::Angry || found == Emotion::Frustrated;
    return found == Emotion::Neutral || found == felt;
}

}  // namespace

void CallMachine::ask_words() {
    Line& line = *line_;
    CustomerBrief brief = customer_.brief({line.text, line.emotion}, to_tell_);
    brief.leaving = leaving_ != HangupCause::None;
    line.asked = Asked{line.text, std::exchange(to_tell_, {}), std::move(brief), 1, false, now_ + config_.words_within};
    emit(OutAskWords{line.id, 1, line.text, line.emotion, WordsFault::None, line.asked->brief});
}

/// Once; then the customer's own words.
void CallMachine::ask_words_again(WordsFault fault) {
    Asked& asked = *line_->asked;
    emit(OutForgetAsked{line_->id});
    if (asked.begun || asked.attempt > 1)
        return say_own_words("refused_" + std::string(to_string(fault)));
    ++asked.attempt;
    asked.until = now_ + config_.words_within;
    emit(OutAskWords{line_->id, asked.attempt, asked.own, line_->emotion, fault, asked.brief});
}

/// Everything that has been said in the call, and what the customer would say.
std::string CallMachine::known_words() const {
    std::string known = line_->asked->own;
    for (const TranscriptTurn& turn : record_.turns)
        known += "\n" + turn.text;
    for (const auto& [id, value] : line_->asked->brief.known)
        known += "\n" + value;
    return known;
}

WordsFault CallMachine::fault_of(const InWords& in) const {
    const Asked& asked = *line_->asked;
    if (asked.brief.decision != "none" && in.decision != asked.brief.decision)
        return WordsFault::OtherDecision;
    if (asked.brief.decision == "none" && in.decision == "accept")
        return WordsFault::OtherDecision;
    if (const WordsFault fault = customer_.check_words(in.text, known_words()); fault != WordsFault::None)
        return fault;
    if (words_in(in.text) + (asked.begun ? words_in(line_->text) : 0) > asked.brief.most_words)
        return WordsFault::TooLong;
    const std::string said = normalize(in.text);
    if (words_in(in.text) < kRepeatedWords)
        return WordsFault::None;
    const auto repeats = [&said](const std::string& text) {
        return std::ranges::any_of(sentences_of(text), [&](const std::string& s) { return normalize(s) == said; });
    };
    if (asked.begun && repeats(line_->text))
        return WordsFault::Repeated;
    for (const TranscriptTurn& turn : record_.turns)
        if (turn.speaker == Speaker::Customer && repeats(turn.text))
            return WordsFault::Repeated;
    return WordsFault::None;
}

void CallMachine::on(const InWords& in) {
    if (!line_ || line_->id != in.utterance || !line_->asked || line_->asked->attempt != in.attempt || line_->stopping)
        return;
    if (in.text.empty())
        return end_found_words();
    if (const WordsFault fault = fault_of(in); fault != WordsFault::None)
        return ask_words_again(fault);
    if (!line_->asked->begun && put_off())
        return;
    say_found(in);
}

/// The agent has begun to speak before the words were there: they wait for the end of that, and may be other ones then.
bool CallMachine::put_off() {
    const bool agent_has_floor = (turn_.agent_has_turn() && turn_.agent_speaking()) || turn_.customer_waits();
    if (!agent_has_floor || leaving_ != HangupCause::None)
        return false;
    const Line line = *std::exchange(line_, std::nullopt);
    turn_.on_customer(CustomerFloor::Silent, now_);
    if (line.asked)
        to_tell_ = line.asked->facts;
    queued_ = queued_ ? line.text + " " + *queued_ : line.text;
    queued_emotion_ = line.emotion;
    queue_is_unheard_ = unheard_line_ = true;
    emit(OutForgetAsked{line.id});
    return true;
}

void CallMachine::say_found(const InWords& in) {
    Line& line = *line_;
    line.asked->until = now_ + kNextSentence;
    failures_ = 0;
    if (std::exchange(line.asked->begun, true)) {
        line.text += " " + in.text;
        return emit(OutSayMore{line.id, in.text, false});
    }
    for (const Emotion e : {Emotion::Neutral, Emotion::Happy, Emotion::Angry, Emotion::Frustrated})
        if (to_string(e) == in.emotion && fits(e, line.emotion))
            line.emotion = e;
    line.text = in.text;
    line.start = now_;  // its sound has as long to begin as any other's
    emit(OutSay{line.id, in.text, line.emotion, true});
}

/// What had to be told is told, in the customer's own words if need be.
void CallMachine::end_found_words() {
    Line& line = *line_;
    if (!line.asked->begun)
        return ask_words_again(WordsFault::Empty);
    const auto& values = line.asked->brief.told_now;
    const bool complete = std::ranges::all_of(values, [&](const std::string& v) { return mentions(line.text, v); });
    if (!complete)
        return say_own_words("refused_" + std::string(to_string(WordsFault::Missing)));
    line.asked.reset();
    customer_.reworded(line.text);
    emit(OutSayMore{line.id, {}, true});
}

void CallMachine::say_own_words(const std::string& reason) {
    Line& line = *line_;
    const Asked asked = *line.asked;
    const bool refused = reason.starts_with("refused_");
    if (asked.begun) {
        // What was found and said stands; what is still to be said is said in the customer's own words.
        const std::string rest = unsaid(asked.own, line.text);
        if (!rest.empty())
            line.text += " " + rest;
        line.asked.reset();
        customer_.reworded(line.text);
        emit(OutSayMore{line.id, rest, true});
    } else if (config_.model_required && !refused) {
        record_.system_delay += now_ - line.start;
        line.asked.reset();
        model_failed(reason);
        if (line_)
            finish_line(0);
        return;
    } else if (!put_off()) {
        line.asked.reset();
        line.start = now_;
        emit(OutSay{line.id, line.text, line.emotion});
    }
    if (!refused)
        model_failed(reason);
    else
        emit(OutModelFailed{reason, false});
}

void CallMachine::model_failed(const std::string& reason) {
    ++failures_;
    const bool fatal = config_.model_required && failures_ >= kMostFailures;
    emit(OutModelFailed{reason, fatal});
    if (!config_.model_required)
        tell_of_failure();
    if (fatal)
        end("failed");
}

// --- Meaning

void CallMachine::on(const InMeaning& in) {
    if (puzzle_ && puzzle_->turn.id == in.utterance)
        solve_puzzle(in.meaning);
}

void CallMachine::solve_puzzle(const ReportedMeaning& meaning) {
    Puzzle puzzle = *std::exchange(puzzle_, std::nullopt);
    puzzle.turn.report = meaning;
    react(puzzle.turn, puzzle.acts);
}

void CallMachine::on(const InModelFailed& in) {
    if (puzzle_ && puzzle_->turn.id == in.utterance) {
        model_failed(in.reason);
        if (puzzle_)
            solve_puzzle({});
    } else if (line_ && line_->id == in.utterance && line_->asked && line_->asked->attempt == in.attempt &&
               !line_->stopping) {
        say_own_words(in.reason);
    }
}

// --- Deadlines

std::optional<CallTime> CallMachine::model_deadline() const {
    std::optional<CallTime> due;
    if (puzzle_)
        due = puzzle_->until;
    if (line_ && line_->asked && !line_->stopping && (!due || line_->asked->until < *due))
        due = line_->asked->until;
    return due;
}

void CallMachine::model_deadlines() {
    if (puzzle_ && now_ >= puzzle_->until) {
        const UtteranceId id = puzzle_->turn.id;
        emit(OutForgetAsked{id});
        on(InModelFailed{id, 1, "deadline"});
    }
    if (line_ && line_->asked && !line_->stopping && now_ >= line_->asked->until) {
        emit(OutForgetAsked{line_->id});
        say_own_words("deadline");
    }
}

std::vector<InModelFailed> CallMachine::awaiting_model(const std::string& reason) const {
    std::vector<InModelFailed> failures;
    if (puzzle_)
        failures.push_back({puzzle_->turn.id, 1, reason});
    if (line_ && line_->asked)
        failures.push_back({line_->id, line_->asked->attempt, reason});
    return failures;
}

}  // namespace mockcall
