// The customer's side of words that somebody else finds: what they are told, and what is let through.
#include "domain/customer/brief.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "domain/customer/state.hpp"
#include "domain/dialogue/slots.hpp"

namespace mockcall {

using namespace customer_detail;

namespace {

constexpr std::array<std::string_view, 9> kFaultNames{
    "none", "empty", "kept_back", "invented", "repeated", "out_of_character", "too_long", "missing", "other_decision"};

/// Words no customer says on the phone: of programs, of instructions, of the scene.
const PhraseList& out_of_character() {
    static const PhraseList phrases{
        "as an ai",        "i am an ai",      "language model",    "ai assistant",         "virtual assistant",
        "my instructions", "system prompt",   "my prompt",         "i am programmed",      "i was trained",
        "training data",   "role play",       "roleplay",          "in this scenario",     "in this simulation",
        "this simulation", "as the customer", "the customer says", "i cannot assist with", "openai",
        "chatgpt",         "full marks",      "my persona",        "stay in character"};
    return phrases;
}

bool describes_the_scene(std::string_view text) {
    return text.find_first_of("*[]{}<>#_|") != std::string_view::npos || text.contains("```") || text.contains("(") ||
           says(text, "customer:") || text.starts_with("Customer:") || text.starts_with("Agent:") ||
           text.contains("Agent:");
}

/// Digits as they were written or spoken, in runs of three or more.
std::vector<std::string> digit_runs(std::string_view text) {
    std::vector<std::string> runs;
    std::string run;
    const std::string squashed = squash(text);
    for (const char c : squashed + " ") {
        if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
            run += c;
            continue;
        }
        if (run.size() >= 3)
            runs.push_back(run);
        run.clear();
    }
    return runs;
}

/// Any four digits of a secret in a row give it away; of a shorter one, all of them.
bool gives_digits_away(const std::vector<std::string>& runs, std::string_view secret) {
    for (const std::string& part : digit_runs(secret)) {
        const std::size_t length = std::min<std::size_t>(4, part.size());
        for (std::size_t at = 0; at + length <= part.size(); ++at)
            if (std::ranges::any_of(runs, [&](const std::string& r) { return r.contains(part.substr(at, length)); }))
                return true;
    }
    return false;
}

bool invents(std::string_view text, std::string_view known) {
    const std::vector<std::string> named = digit_runs(known);
    const auto is_known = [&](const std::string& run) {
        return std::ranges::any_of(named, [&](const std::string& n) { return n.contains(run); });
    };
    if (!std::ranges::all_of(digit_runs(text), is_known))
        return true;
    const auto sums = amounts_in(tokenize(known));
    return std::ranges::any_of(amounts_in(tokenize(text)), [&](const auto& sum) {
        return std::ranges::none_of(sums, [&](const auto& s) { return s.value == sum.value; });
    });
}

template <class T>
bool among(const std::vector<T>& list, const T& one) {
    return std::ranges::find(list, one) != list.end();
}

/// Two words of it at least, however put.
bool speaks_of(const std::vector<Token>& said, const std::string& label, const std::vector<std::string>& phrases) {
    constexpr std::size_t kShort = 4, kEnough = 2;
    std::string matter = label;
    for (const std::string& phrase : phrases)
        matter += " " + phrase;
    std::ranges::replace(matter, '|', ' ');
    std::vector<std::string> shared;
    for (const Token& word : tokenize(matter))
        if (word.word.size() >= kShort && !among(shared, word.stem) &&
            std::ranges::any_of(said, [&](const Token& t) { return t.stem == word.stem; }))
            shared.push_back(word.stem);
    return shared.size() >= kEnough;
}

std::size_t limit_of(Emotion temper, double talkativeness, std::string_view own_words) {
    const std::size_t base = temper == Emotion::Angry ? 26 : temper == Emotion::Frustrated ? 32 : 36;
    return std::max(base + static_cast<std::size_t>(16 * talkativeness), 2 * tokenize(own_words).size());
}

}  // namespace

std::string_view to_string(WordsFault v) { return kFaultNames[static_cast<std::size_t>(v)]; }

CustomerBrief Customer::brief(const CustomerLine& line, const std::vector<CallFact>& facts) const {
    const State& s = *state_;
    CustomerBrief brief;
    brief.stage = s.stage;
    brief.mood = s.ledger.mood();
    brief.most_words = limit_of(line.emotion, s.scenario->persona.talkativeness, line.text);
    for (std::size_t i = 0; i < s.agenda.facts().size(); ++i) {
        const Fact& fact = s.agenda.facts()[i];
        if (!s.agenda.fact_state(i).told)
            continue;
        brief.known.emplace_back(fact.id, fact.value);
        const bool now = std::ranges::any_of(
            facts, [&](const CallFact& f) { return f.kind == CallFactKind::FactTold && f.id == fact.id; });
        if (now && mentions(line.text, fact.value))
            brief.told_now.push_back(fact.value);
    }
    for (std::size_t i = 0; i < s.agenda.problem_count(); ++i)
        if (s.agenda.state(i).stated && !s.agenda.problem(i).statement.empty())
            brief.matter.push_back(s.agenda.problem(i).statement.front());
    for (const CallFact& f : facts)
        if (f.kind == CallFactKind::OfferAccepted || f.kind == CallFactKind::OfferRefused)
            brief.decision = f.kind == CallFactKind::OfferAccepted ? "accept" : "refuse";
    return brief;
}

WordsFault Customer::check_words(std::string_view text, std::string_view known) const {
    const State& s = *state_;
    const std::vector<Token> tokens = tokenize(text);
    if (tokens.empty())
        return WordsFault::Empty;
    if (describes_the_scene(text) || out_of_character().in(tokens))
        return WordsFault::OutOfCharacter;
    if (s.agenda.keeps_back(text, s.ledger.mood()) || s.gives_away(text, tokens, known))
        return WordsFault::KeptBack;
    return invents(text, known) ? WordsFault::Invented : WordsFault::None;
}

/// Beside whole values: parts of numbers, and problems that have not come up.
bool Customer::State::gives_away(std::string_view text, const std::vector<Token>& tokens,
                                 std::string_view known) const {
    const std::vector<std::string> runs = digit_runs(text);
    for (std::size_t i = 0; i < agenda.facts().size(); ++i) {
        const Fact& fact = agenda.facts()[i];
        if (!agenda.fact_state(i).told && !mentions(known, fact.value) && gives_digits_away(runs, fact.value))
            return true;
    }
    const auto said = tokenize(known);
    const auto holds = [](const std::vector<Token>& words, const Token& word) {
        return std::ranges::any_of(words, [&](const Token& t) { return t.stem == word.stem; });
    };
    for (std::size_t i = 0; i < agenda.problem_count(); ++i) {
        if (!agenda.problem(i).hidden || agenda.state(i).stated)
            continue;
        for (const std::string& statement : agenda.problem(i).statement) {
            constexpr std::size_t kShort = 4, kFew = 3;
            std::size_t telling = 0, hit = 0;
            for (const Token& word : tokenize(statement)) {
                if (word.word.size() < kShort || holds(said, word))
                    continue;
                ++telling;
                hit += holds(tokens, word) ? 1 : 0;
            }
            if (hit >= kFew && 2 * hit >= telling)
                return true;
        }
    }
    return false;
}

bool Customer::understands(const AgentUtterance& turn) const {
    const State& s = *state_;
    const Heard h = s.hearing.hear(turn, s.last_line, s.own_words);
    if (h.unclear || h.backchannel || h.repeat_please || h.small_talk || h.looking || h.farewell || h.anything_else)
        return true;
    const bool matter = !h.asked.empty() || !h.read_back.empty() || !h.brought_up.empty() || !h.steps.empty() ||
                        !h.offers.empty() || h.probes_identity || h.refusal;
    const bool other = h.acts.empty() || h.acts.has(Act::Other);
    return matter || (!other && !h.nonsense && !(h.question && h.asks_unknown_detail));
}

void Customer::reworded(const std::string& text) { state_->listen_to_self(text); }

/// Adds what was reported to what was heard; where the customer understood something by themselves, that stands.
/// Nothing that moves the mood is taken on trust: acts of courtesy and misconduct are heard or they are not, and of a
/// step or an offer some words must have been said.
void Customer::State::take_report(const ReportedMeaning& report, Heard& h) const {
    if (report.empty())
        return;
    bool understood = false;
    for (const Act act : {Act::VerifyIdentity, Act::OpenQuestion, Act::HoldRequest})
        if (report.acts.has(act)) {
            h.acts.add(act);
            understood = true;
        }
    constexpr std::size_t kMostAsked = 2;
    for (std::size_t i = 0; i < agenda.facts().size() && h.asked.size() < kMostAsked; ++i)
        if (among(report.facts, agenda.facts()[i].id) && !among(h.asked, i)) {
            h.asked.push_back(i);
            h.asked_by.push_back(agenda.facts()[i].asks.size());  // none of its phrases
            h.asked_at.push_back({0, h.tokens.size()});
            h.question = understood = true;
            h.asks_unknown_detail = false;
        }
    understood = take_reported_matter(report, h) || understood;
    if (understood) {
        h.nonsense = false;
        h.acts.remove(Act::Other);
    }
}

bool Customer::State::take_reported_matter(const ReportedMeaning& report, Heard& h) const {
    const auto before = h.steps.size() + h.offers.size();
    for (std::size_t p = 0; p < agenda.problem_count(); ++p) {
        if (!agenda.state(p).stated)
            continue;
        const Problem& problem = agenda.problem(p);
        for (std::size_t i = 0; i < problem.steps.size(); ++i) {
            const Step& step = problem.steps[i];
            if (h.steps.empty() && among(report.steps, step.id) && speaks_of(h.tokens, step.label, step.phrases))
                h.steps.push_back({p, i});
        }
        for (std::size_t i = 0; i < problem.resolutions.size(); ++i) {
            const Resolution& r = problem.resolutions[i];
            if (!h.offers.empty() || !among(report.resolutions, r.id) || !speaks_of(h.tokens, r.label, r.phrases))
                continue;
            HeardOffer offer{p, i, {}, {}, false, {0, h.tokens.size()}};
            if (!h.amounts.empty())
                offer.cents = h.amounts.front();
            if (!h.percents.empty())
                offer.percent = h.percents.front();
            h.offers.push_back(offer);
        }
    }
    return h.steps.size() + h.offers.size() > before;
}

}  // namespace mockcall
