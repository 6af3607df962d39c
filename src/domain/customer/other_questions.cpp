// Questions that no fact of the scenario answers: which of two, the caller's own name, and what was asked beside
// something else.
#include <algorithm>
#include <array>

#include "domain/customer/requests.hpp"
#include "domain/customer/state.hpp"

namespace mockcall {

using namespace customer_detail;

namespace {

std::string words_at(const Heard& h, const Span& at) {
    return h.text.substr(h.tokens[at.begin].begin, h.tokens[at.end - 1].end - h.tokens[at.begin].begin);
}

}  // namespace

/// "Thursday or Friday?": one of them.
bool Customer::State::answer_choice(const Heard& h, CustomerReply& reply) {
    const auto sides = choice_in(h.tokens);
    if (sides.empty())
        return false;
    const auto pick = static_cast<std::size_t>(random.unit() * static_cast<double>(sides.size()));
    auto words =
        wording.stock_about(Say::Picks, temper(), "{echo}", words_at(h, sides[std::min(pick, sides.size() - 1)]));
    // What is asked back comes last.
    const bool asks = !reply.pieces.empty() && reply.pieces.back().ends_with('?');
    reply.pieces.insert(reply.pieces.end() - (asks ? 1 : 0), std::move(words));
    reply.answered = true;
    return true;
}

/// Who calls for somebody else has a name too, whatever facts there are.
void Customer::State::answer_own_name(Heard& h, CustomerReply& reply) {
    const auto& own = scenario->persona.name;
    const auto is_own = [&](const Fact& f) { return f.kind == FactKind::Identity && f.value == own; };
    if (own_name_told || !h.question || std::ranges::any_of(agenda.facts(), is_own) || !asks_who(h.tokens))
        return;
    own_name_told = true;
    reply.tell(wording.stock_about(Say::MyNameIs, temper(), "{echo}", own));
    // The name on the account was given before: it is not what is asked for.
    for (std::size_t k = h.asked.size(); k-- > 0;)
        if (agenda.facts()[h.asked[k]].kind == FactKind::Identity && agenda.fact_state(h.asked[k]).told)
            h.forget_asked(k);
    h.probes_identity = false;
}

/// A turn of several sentences may do one thing and ask another: "I'm glad you are well. Are you home on Thursday?"
void Customer::State::answer_beside(const Heard& h, CustomerReply& reply) {
    const bool wraps_up = h.acts.has(Act::ConfirmResolution) || h.acts.has(Act::Upsell) || h.acts.has(Act::Closing);
    if (!h.question || wraps_up || reply.pieces.empty() || temper() == Emotion::Angry)
        return;
    if (answer_choice(h, reply) || reply.pieces.back().ends_with('?'))
        return;
    const Span last = sentence_around(h.tokens, h.tokens.size() - 1);
    if (last.begin == 0 || !h.tokens.back().in_question)
        return;
    AgentUtterance alone;
    alone.text = h.text.substr(h.tokens[last.begin].begin);
    alone.confidence = h.confidence;
    const Heard asked = hearing.hear(alone, last_line, own_words);
    const bool about_another = asked.asked.empty() && asked.steps.empty() && asked.offers.empty() &&
                               asked.read_back.empty() && !asked.small_talk && !asked.acts.has(Act::VerifyIdentity) &&
                               !asked.acts.has(Act::OpenQuestion) && !asked.probes_identity;
    if (!about_another || (asked.kind != QuestionKind::YesNo && asked.kind != QuestionKind::Word))
        return;
    if (asked.guessed && !agenda.fact_state(*asked.guessed).told &&
        agenda.open(agenda.facts()[*asked.guessed].gate, ledger.mood()))
        return tell_fact(*asked.guessed, reply);
    if (!asked.guessed && asked.kind == QuestionKind::YesNo)
        answer_yes_or_no(asked, reply);
}

/// Nothing is known of it: said after what was asked for.
void Customer::State::answer_unknown(const Heard& h, CustomerReply& reply) {
    struct Asked {
        std::string_view word, next;
        Say say;
    };
    constexpr auto kAsked = std::to_array<Asked>({{"when", "", Say::UnknownWhen},
                                                  {"what", "time", Say::UnknownWhen},
                                                  {"what", "day", Say::UnknownWhen},
                                                  {"which", "day", Say::UnknownWhen},
                                                  {"who", "", Say::UnknownWho},
                                                  {"whom", "", Say::UnknownWho},
                                                  {"why", "", Say::UnknownWhy},
                                                  {"how", "come", Say::UnknownWhy},
                                                  {"how", "did", Say::UnknownWhy}});
    for (std::size_t i = 0; i + 1 < h.tokens.size(); ++i)
        for (const Asked& a : kAsked)
            if (h.tokens[i].word == a.word && (a.next.empty() || h.tokens[i + 1].word == a.next) &&
                h.kind == QuestionKind::Word)
                return reply.answer(stock(a.say));
    reply.answer(stock(Say::UnknownQuestion));
}

}  // namespace mockcall
