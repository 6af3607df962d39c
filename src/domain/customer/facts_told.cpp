// Which facts an agent's turn gets out of the customer, and what is said where one is not told.
#include <algorithm>
#include <array>

#include "base/one_of.hpp"
#include "domain/customer/focus.hpp"
#include "domain/customer/requests.hpp"
#include "domain/customer/state.hpp"

namespace mockcall {

using namespace customer_detail;

void Customer::State::verified_when_told() {
    if (agenda.verified || !agenda.all_identity_told())
        return;
    agenda.verified = true;
    fact(CallFactKind::IdentityVerified, "");
}

void Customer::State::tell_fact(std::size_t i, CustomerReply& reply) {
    const Fact& f = agenda.facts()[i];
    agenda.allow(i);
    reply.tell(wording.tell(f, temper(), question));
    agenda.allow(std::nullopt);
    FactState& state = agenda.fact_state(i);
    if (!state.told)
        fact(CallFactKind::FactTold, f.id);
    state.told = true;
    state.unheard = false;
    state.told_at = turns;
    last_told = i;
    if (f.kind == FactKind::Identity)
        stage = CallStage::Verification;
    verified_when_told();
}

void Customer::State::ask_again(std::size_t i, const Heard& h, CustomerReply& reply) {
    constexpr double kSure = 0.6;
    FactState& state = agenda.fact_state(i);
    // "Same email?" makes sure of it.
    if (h.question &&
        std::ranges::any_of(h.tokens, [](const Token& t) { return t.word == "same" || t.word == "still"; }))
        return reply.answer(stock(Say::RightSo));
    // Once, right after the answer, it was not caught; and the same thing may be asked from another side.
    const bool at_once = !state.excused && state.asked_again == 0 && state.told_at + 1 >= turns;
    const auto asked = std::ranges::find(h.asked, i);
    const bool other_side = !state.excused && agenda.facts()[i].kind != FactKind::Identity && asked != h.asked.end() &&
                            h.asked_by[static_cast<std::size_t>(asked - h.asked.begin())] != state.asked_by;
    // "When did you move?", after a fact that only mentions the move.
    const bool in_passing = agenda.facts()[i].kind != FactKind::Identity && !asks_plainly(h, i);
    const bool excused = state.unheard || misheard_last || h.repeat_please || h.confidence < kSure || at_once ||
                         other_side || in_passing;
    if (excused) {
        state.excused = state.excused || at_once || other_side;
        if ((at_once && !other_side) || in_passing)
            reply.add(stock(Say::SaidBefore));
    } else {
        fact(CallFactKind::Repeated, agenda.facts()[i].id);
        mood(state.asked_again++ == 0 ? Cause::AskedAgain : Cause::AskedAgainStill);
        reply.add(stock(Say::AlreadyTold));
    }
    tell_fact(i, reply);
}

namespace {

/// Not for somebody else's data, or others than those on file.
bool asks_about_self(const std::vector<Token>& tokens) {
    constexpr auto kOthers = std::to_array<std::string_view>({"her", "his", "their", "its", "another", "other"});
    return std::ranges::none_of(tokens, [&](const Token& t) { return one_of(t.word, kOthers); });
}

/// Names some of what somebody is known by.
bool asks_for_data(const std::vector<Token>& tokens) {
    constexpr auto kData = std::to_array<std::string_view>(
        {"name",         "number",         "birth",       "birthday", "born",   "verify",   "identify",
         "identity",     "identification", "confirm",     "details",  "detail", "pin",      "password",
         "zip",          "postcode",       "address",     "email",    "phone",  "security", "id",
         "verification", "data",           "information", "spell",    "proof",  "account"});
    constexpr auto kOwnersOf = std::to_array<std::string_view>({"parents", "wife", "husband", "partner", "children"});
    return (asks_who(tokens) || std::ranges::any_of(tokens, [&](const Token& t) { return one_of(t.word, kData); })) &&
           std::ranges::none_of(tokens, [&](const Token& t) { return one_of(t.word, kOwnersOf); });
}

}  // namespace

void Customer::State::answer_identity(const Heard& h, CustomerReply& reply) {
    for (const std::size_t i : h.read_back) {
        const Fact& f = agenda.facts()[i];
        if (f.kind != FactKind::Identity || (!h.question && !h.acts.has(Act::VerifyIdentity)))
            continue;
        FactState& state = agenda.fact_state(i);
        if (!state.told)
            fact(CallFactKind::FactTold, f.id);
        state.told = true;
        stage = CallStage::Verification;
        if (!reply.answered)
            reply.answer(stock(Say::RightSo));
        verified_when_told();
    }
    if (!h.probes_identity || reply.answered || !asks_about_self(h.tokens) || !asks_for_data(h.tokens) ||
        owned_by_another(h.tokens, {0, h.tokens.size()}) || asks_who_else(h.tokens))
        return;
    // "And your name is?", when the name was given.
    const bool names = asks_who(h.tokens);
    for (std::size_t i = 0; names && i < agenda.facts().size(); ++i)
        if (const Fact& f = agenda.facts()[i]; f.kind == FactKind::Identity && f.value == scenario->persona.name)
            return agenda.fact_state(i).told            ? ask_again(i, h, reply)
                   : agenda.open(f.gate, ledger.mood()) ? tell_fact(i, reply)
                                                        : reply.answer(stock(Say::WhoAreYou));
    for (std::size_t i = 0; i < agenda.facts().size(); ++i)
        if (agenda.facts()[i].kind == FactKind::Identity && !agenda.fact_state(i).told &&
            agenda.open(agenda.facts()[i].gate, ledger.mood()))
            return tell_fact(i, reply);
    if (agenda.has_identity() && h.question && agenda.all_identity_told() && h.asked.empty())
        reply.answer(stock(Say::AlreadyTold));
}

/// What is not told yet: what comes before it is, or else why not.
void Customer::State::hold_back(std::size_t i, const Heard& h, CustomerReply& reply) {
    const Gate& gate = agenda.facts()[i].gate;
    for (std::size_t before = 0; h.kind == QuestionKind::Word && before < agenda.facts().size(); ++before) {
        const Fact& f = agenda.facts()[before];
        if (std::ranges::find(gate.after, f.id) != gate.after.end() && !agenda.fact_state(before).told &&
            agenda.open(f.gate, ledger.mood()))
            return tell_fact(before, reply);
    }
    asked_who = gate.company_known && !agenda.company_known;
    const bool unverified = gate.verified && !agenda.verified;
    const Say verify = agenda.any_identity_told() ? Say::VerifyMore : Say::VerifyFirst;
    reply.answer(stock(asked_who ? Say::WhoAreYou : unverified ? verify : Say::KeepsBack));
}

/// The fact at `k` was asked for by the same question as one that has been told.
bool Customer::State::in_one_question(const Heard& h, std::size_t k, const std::vector<std::size_t>& told) const {
    const auto questions = questions_in(h.tokens);
    const auto question_of = [&](std::size_t one) {
        const std::size_t at = h.asked_at[one].begin;
        return std::ranges::find_if(questions, [&](const Span& q) { return q.begin <= at && at < q.end; });
    };
    return std::ranges::any_of(told, [&](std::size_t one) { return question_of(one) == question_of(k); });
}

void Customer::State::answer_facts(const Heard& h, CustomerReply& reply) {
    constexpr std::size_t kMost = 3;
    std::vector<std::size_t> told;  // places in `asked`
    for (std::size_t k = 0; k < h.asked.size(); ++k) {
        const std::size_t i = h.asked[k];
        const Fact& f = agenda.facts()[i];
        const bool read_back = std::ranges::find(h.read_back, i) != h.read_back.end();
        if (read_back || told.size() == kMost)
            continue;
        // A second fact answering the same question would be the customer talking too much.
        if (f.kind != FactKind::Identity && in_one_question(h, k, told))
            continue;
        if (f.value.find_first_of("0123456789") != std::string::npos && f.kind == FactKind::Identity)
            expects_digits = true;
        // The same words ask for something that has not come up yet.
        if (agenda.fact_state(i).told && brings_up_hidden(h))
            continue;
        if (agenda.fact_state(i).told) {
            // Only when nothing new was asked for with the same words.
            const bool new_one =
                std::ranges::any_of(h.asked, [&](std::size_t a) { return !agenda.fact_state(a).told; });
            const bool unheard = h.continues && agenda.fact_state(i).unheard;
            // "Do you travel a lot?", after the journey was told of, asks for a yes or a no.
            const bool verdict = h.kind == QuestionKind::YesNo || h.kind == QuestionKind::Choice;
            if (!unheard && f.kind != FactKind::Identity && verdict)
                continue;
            if (!unheard && (new_one || !told.empty() || (f.kind != FactKind::Identity && !h.question)))
                continue;
            ask_again(i, h, reply);
            told.push_back(k);
        } else if (agenda.open(f.gate, ledger.mood())) {
            agenda.fact_state(i).asked_by = h.asked_by[k];
            tell_fact(i, reply);
            told.push_back(k);
        } else if (told.empty() && !reply.answered && h.offers.empty()) {
            hold_back(i, h, reply);
        }
    }
    if (!reply.answered && h.guessed && !agenda.fact_state(*h.guessed).told &&
        agenda.open(agenda.facts()[*h.guessed].gate, ledger.mood()))
        tell_fact(*h.guessed, reply);
    if (!h.asks_unknown_detail || (reply.answered && !h.probes_identity))
        return;
    for (const Span& one : questions_in(h.tokens))
        if (!reply.answered && answer_from_knowledge(h, one, reply))
            return;
    // Everybody knows their own birthday and address, and not everybody gives them to everybody.
    const bool born = std::ranges::any_of(h.tokens, [](const Token& t) { return t.word.starts_with("birth"); });
    const bool contact = focus_of(h.tokens, {0, h.tokens.size()}) == Focus::Contact;
    reply.answer(stock(born ? Say::KeepsBack : contact ? Say::OnFile : Say::UnknownDetail));
}

}  // namespace mockcall
