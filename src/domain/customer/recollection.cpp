// Questions answered from memory: whatever their words, by what the customer knows that comes closest.
#include <algorithm>
#include <array>
#include <iterator>

#include "base/one_of.hpp"
#include "domain/customer/concepts.hpp"
#include "domain/customer/state.hpp"
#include "domain/dialogue/pattern.hpp"

namespace mockcall {

using namespace customer_detail;

bool Customer::State::may_say(const Memory::Item& item, bool verdict) const {
    switch (item.source) {
        case Memory::Source::Aside: {
            const Aside& aside = scenario->knows[item.index];
            return agenda.open(aside.gate, ledger.mood()) &&
                   std::ranges::any_of(
                       aside.say, [&](const std::string& line) { return !agenda.keeps_back(line, ledger.mood()); });
        }
        case Memory::Source::Fact: {
            const Fact& fact = agenda.facts()[item.index];
            if (agenda.fact_state(item.index).told)
                return !verdict;
            return fact.kind != FactKind::Hidden && agenda.open(fact.gate, ledger.mood());
        }
        case Memory::Source::Line: break;
    }
    return !verdict && agenda.state(item.index).stated && !agenda.keeps_back(item.text, ledger.mood());
}

/// One that has not been said, or else, where that is plainly what is asked for, one again.
bool Customer::State::say_lines(const std::vector<std::string>& lines, bool again_too, CustomerReply& reply) {
    if (auto words = wording.authored(lines)) {
        reply.answer(std::move(*words));
        return true;
    }
    if (!again_too)
        return false;
    const auto again =
        std::ranges::find_if(lines, [&](const std::string& line) { return !agenda.keeps_back(line, ledger.mood()); });
    reply.add(stock(Say::SaidBefore));
    reply.answer(*again);
    return true;
}

bool Customer::State::say_remembered(const Memory::Recollection& one, bool verdict, CustomerReply& reply) {
    constexpr double kPlain = 1.05;
    const Memory::Item& item = *one.item;
    const bool plainly = one.score >= kPlain && !verdict;
    if (!may_say(item, verdict))
        return false;
    if (item.source == Memory::Source::Aside)
        return say_lines(scenario->knows[item.index].say, plainly, reply);
    if (item.source == Memory::Source::Line)
        return say_lines({item.text}, plainly, reply);
    if (agenda.fact_state(item.index).told)
        reply.add(stock(Say::SaidBefore));
    tell_fact(item.index, reply);
    return true;
}

namespace {

/// "He has no television": whether the clause that speaks of it denies it.
bool denies(const std::string& line, const std::vector<std::string>& wanted) {
    constexpr auto kNo =
        std::to_array<std::string_view>({"no", "not", "never", "nothing", "nobody", "without", "none"});
    const auto tokens = tokenize(line);
    bool speaks = false, denied = false;
    for (const Token& token : tokens) {
        if (token.starts_sentence || token.after_pause) {
            if (speaks)
                break;
            denied = false;
        }
        denied = denied || one_of(token.word, kNo);
        speaks = speaks || (!is_empty_word(token.word) && std::ranges::binary_search(wanted, concept_of(token)));
    }
    return speaks && denied;
}

}  // namespace

/// What the customer's own story says to a yes-or-no question, where it says anything.
std::optional<bool> Customer::State::evidence_for(const Heard& h, const Span& one) const {
    const auto wanted = concepts_in(h.tokens, one);
    const auto denied = [&](const std::string& line) { return denies(line, wanted); };
    for (const auto& found : knowledge->memory.speaking_of(h.tokens, one)) {
        const Memory::Item& item = *found.item;
        const bool no = item.source == Memory::Source::Line
                            ? denied(item.text)
                            : std::ranges::any_of(item.source == Memory::Source::Aside ? scenario->knows[item.index].say
                                                                                       : agenda.facts()[item.index].say,
                                                  denied);
        // A no gives nothing away, whatever is kept back.
        if (no || may_say(item, false))
            return !no;
    }
    return std::nullopt;
}

/// What "that" may mean: the customer's last line, and what it answered.
std::vector<std::string> Customer::State::said_before() const {
    auto words = concepts_in(tokenize(last_line));
    std::ranges::copy(concepts_in(question_before), std::back_inserter(words));
    std::ranges::sort(words);
    const auto again = std::ranges::unique(words);
    words.erase(again.begin(), again.end());
    return words;
}

bool Customer::State::answer_from_knowledge(const Heard& h, const Span& one, CustomerReply& reply, double at_least) {
    // "How do I find it?" asks for what to do.
    static const PatternSet for_agent{"(how|what) (do|can|could|should|shall|must|may) (i|we) *"};
    const auto words = tokens_in(h.tokens, one);
    if (for_agent.in({words.begin(), words.end()}))
        return false;
    // Of two sides the one that was told stays so.
    const bool verdict =
        focus_of(h.tokens, one) == Focus::None && either_in(h.tokens).empty() && choice_in(h.tokens).empty();
    for (const auto& recollection : knowledge->memory.recall(h.tokens, one, said_before()))
        if (recollection.score >= at_least && say_remembered(recollection, verdict, reply)) {
            unknown_questions = std::max(0, unknown_questions - 1);
            return true;
        }
    return false;
}

/// "How many people live in the house?" is not about all that was told of a house.
bool Customer::State::all_of_it_speaks_of(const Heard& h, const Span& one, std::size_t fact) const {
    constexpr double kMost = 0.7;
    const auto speaking = knowledge->memory.speaking_of(h.tokens, one);
    return std::ranges::any_of(speaking, [&](const Memory::Recollection& r) {
        return r.item->source == Memory::Source::Fact && r.item->index == fact && r.score >= kMost;
    });
}

/// Every word of a question is about the fact, not only one of them.
bool Customer::State::asks_plainly(const Heard& h, std::size_t fact) const {
    constexpr double kPlain = 1.2;
    const auto questions = questions_in(h.tokens);
    return questions.empty() || std::ranges::any_of(questions, [&](const Span& one) {
               const auto ranked = knowledge->memory.recall(h.tokens, one, {});
               return std::ranges::any_of(ranked, [&](const Memory::Recollection& r) {
                   return r.item->source == Memory::Source::Fact && r.item->index == fact && r.score >= kPlain;
               });
           });
}

/// An author's word for a fact stands in a question that something else answers better: "who was at the party?",
/// where "party" asks when it is.
void Customer::State::yield_to_memory(Heard& h) const {
    constexpr double kPlain = 0.9, kClearly = 0.2;
    constexpr std::size_t kWholePhrase = 2;
    const auto questions = questions_in(h.tokens);
    for (std::size_t k = h.asked.size(); k-- > 0;) {
        // What somebody else understood is no word of the author's.
        if (h.asked_by[k] >= agenda.facts()[h.asked[k]].asks.size())
            continue;
        const Span at = h.asked_at[k];
        const auto one =
            std::ranges::find_if(questions, [&](const Span& q) { return q.begin <= at.begin && at.end <= q.end; });
        if (one == questions.end() || agenda.facts()[h.asked[k]].kind == FactKind::Identity ||
            concepts_in(h.tokens, at).size() >= kWholePhrase)
            continue;
        const bool verdict = focus_of(h.tokens, *one) == Focus::None;
        const auto ranked = knowledge->memory.recall(h.tokens, *one, said_before());
        const auto own = std::ranges::find_if(ranked, [&](const Memory::Recollection& r) {
            return r.item->source == Memory::Source::Fact && r.item->index == h.asked[k];
        });
        const double score = own == ranked.end() ? 0 : own->score;
        const auto best = std::ranges::find_if(ranked, [&](const Memory::Recollection& r) {
            return r.item->source == Memory::Source::Aside && may_say(*r.item, verdict);
        });
        if (best != ranked.end() && best->score >= kPlain && best->score > score + kClearly)
            h.forget_asked(k);
    }
}

}  // namespace mockcall
