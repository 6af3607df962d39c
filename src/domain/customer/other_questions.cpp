// Questions that no fact of the scenario answers: which of two, the caller's own name, and what was asked beside
// something else.
#include <algorithm>
#include <array>
#include <cctype>

#include "base/one_of.hpp"
#include "domain/customer/daily_life.hpp"
#include "domain/customer/everyday_words.hpp"
#include "domain/customer/focus.hpp"
#include "domain/customer/requests.hpp"
#include "domain/customer/state.hpp"
#include "domain/customer/word_forms.hpp"
#include "domain/dialogue/pattern.hpp"

namespace mockcall {

using namespace customer_detail;

namespace {

std::string words_at(const Heard& h, const Span& at) {
    return h.text.substr(h.tokens[at.begin].begin, h.tokens[at.end - 1].end - h.tokens[at.begin].begin);
}

}  // namespace

/// One of the sides, the one that was picked before where it was.
std::string Customer::State::pick_of(const Heard& h, const std::vector<Span>& sides) {
    // "Mornings or evenings?" begins with a capital that "evenings or mornings?" does not have.
    const auto before = std::ranges::find_if(sides, [&](const Span& side) {
        return std::ranges::find(picked, normalize(words_at(h, side))) != picked.end();
    });
    const auto drawn = static_cast<std::size_t>(random.unit() * static_cast<double>(sides.size()));
    const Span& side = before != sides.end() ? *before : sides[std::min(drawn, sides.size() - 1)];
    std::string words = words_at(h, side);
    if (before == sides.end())
        picked.push_back(normalize(words));
    // "Mornings or evenings?": no capital within a sentence, but for a day's.
    if (h.tokens[side.begin].starts_sentence && !names_date(h.tokens[side.begin].word))
        words.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(words.front())));
    return in_own_person(words);
}

/// "Thursday or Friday?": one of them.
bool Customer::State::answer_choice(const Heard& h, CustomerReply& reply) {
    const auto sides = choice_in(h.tokens);
    if (sides.empty())
        return false;
    auto words = wording.stock_about(Say::Picks, temper(), "{echo}", pick_of(h, sides));
    // What is asked back comes last.
    const bool asks = !reply.pieces.empty() && reply.pieces.back().ends_with('?');
    reply.pieces.insert(reply.pieces.end() - (asks ? 1 : 0), std::move(words));
    reply.answered = true;
    return true;
}

/// "Is it the front or the back?": what is so, as far as the customer knows.
bool Customer::State::answer_either(const Heard& h, CustomerReply& reply) {
    const auto sides = either_in(h.tokens);
    if (sides.empty()) {
        const bool clauses = offers_two_clauses(h.tokens);
        if (clauses)
            reply.answer(stock(h.kind == QuestionKind::Preference ? Say::Prefers : Say::Either));
        return clauses;
    }
    reply.answer(wording.stock_about(Say::RatherIs, temper(), "{echo}", pick_of(h, sides)));
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

/// One question of several, heard by itself.
Heard Customer::State::only(const Heard& h, const Span& one) const {
    AgentUtterance alone;
    const std::size_t from = h.tokens[one.begin].begin;
    alone.text = h.text.substr(from, h.tokens[one.end - 1].end - from) + "?";
    alone.confidence = h.confidence;
    return hearing.hear(alone, last_line, own_words);
}

namespace {

/// Nothing that is answered elsewhere: facts, steps, offers, who is calling. A yes or no about what has been told is
/// not.
bool only_asks(const Heard& asked, const Agenda& agenda) {
    const bool verdict = asked.kind == QuestionKind::YesNo || asked.kind == QuestionKind::Choice;
    const bool of_facts =
        std::ranges::any_of(asked.asked, [&](std::size_t i) { return !verdict || !agenda.fact_state(i).told; });
    return asked.question && !of_facts && asked.steps.empty() && asked.offers.empty() && asked.read_back.empty() &&
           asked.brought_up.empty() && !asked.small_talk && !asked.probes_identity && !asked.asks_unknown_detail &&
           !asked.acts.has(Act::VerifyIdentity) && !asked.acts.has(Act::ConfirmResolution);
}

/// "How long ago was that?": a time that belongs to what was said just now.
bool refers_back(const std::vector<Token>& tokens, const Span& one) {
    const Focus focus = focus_of(tokens, one);
    if (focus != Focus::Moment && focus != Focus::Clock)
        return false;
    const auto in_it = tokens_in(tokens, one);
    return std::ranges::all_of(in_it, [](const Token& t) { return is_everyday(t.word) || t.word == "ago"; }) &&
           std::ranges::any_of(in_it,
                               [](const Token& t) { return t.word == "that" || t.word == "this" || t.word == "it"; });
}

}  // namespace

/// How long they have been a customer, when they bought it, how often they called: what the briefing tells of them.
bool Customer::State::answer_from_background(const Heard& h, const Span& one, CustomerReply& reply) {
    if (const auto calls = background.earlier_calls(h.tokens, one)) {
        constexpr auto kTimes =
            std::to_array<std::string_view>({"Never", "Once", "Twice", "Three times", "Four times"});
        if (*calls <= 1)
            reply.answer(stock(*calls == 0 ? Say::CalledNone : Say::CalledOnce));
        else if (static_cast<std::size_t>(*calls) < kTimes.size())
            reply.answer(wording.stock_about(Say::CalledOften, temper(), "{echo}",
                                             std::string(kTimes[static_cast<std::size_t>(*calls)])));
        else
            reply.answer(wording.stock_about(Say::CalledOften, temper(), "{echo}", "Several times"));
        return true;
    }
    auto known = background.answer(h.tokens, one);
    if (!known && refers_back(h.tokens, one))
        known = Background::time_in(last_line);
    if (!known || agenda.keeps_back(*known, ledger.mood()))
        return false;
    reply.answer(wording.stock_about(Say::TellsTime, temper(), "{echo}", *known));
    return true;
}

namespace {

/// What a sentence has to hold to answer: of "what do you sell?" the verb, of a figure any telling word.
std::vector<std::string> telling_in(const std::vector<Token>& tokens, const Span& one, Focus focus) {
    constexpr auto kAuxiliaries = std::to_array<std::string_view>({"do", "does", "did", "is", "are", "was", "were"});
    constexpr auto kSubjects = std::to_array<std::string_view>({"you", "he", "she", "they", "it", "we", "i"});
    std::vector<std::string> stems;
    for (std::size_t i = one.begin; i < one.end; ++i) {
        const bool verb = i >= one.begin + 3 && one_of(tokens[i - 2].word, kAuxiliaries) &&
                          one_of(tokens[i - 1].word, kSubjects) &&
                          (tokens[i - 3].word == "what" || tokens[i - 3].word == "which");
        if (!is_everyday(tokens[i].word) && (focus != Focus::Thing || verb))
            stems.push_back(tokens[i].stem);
    }
    return stems;
}

}  // namespace

/// "He turns four." - "How old is the kid?": what was told a moment ago holds the figure.
bool Customer::State::answer_from_told(const Heard& h, const Span& one, CustomerReply& reply) {
    const Focus focus = focus_of(h.tokens, one);
    static const PatternSet wish{"(could|would|can|will|should) you *"};
    const auto asked = tokens_in(h.tokens, one);
    if (!wants_figure(focus) || focus == Focus::GoodTime || wish.in({asked.begin(), asked.end()}))
        return false;
    // "How much will that be?", of what was told just now.
    const bool of_told = focus != Focus::Age && focus != Focus::Length && focus != Focus::Often;
    const bool refers =
        of_told && std::ranges::all_of(tokens_in(h.tokens, one), [](const Token& t) { return is_everyday(t.word); });
    for (std::size_t i = 0; i < agenda.facts().size(); ++i) {
        const FactState& state = agenda.fact_state(i);
        const bool meant = hearing.speaks_of(h.tokens, one, i) || (refers && told_before == i);
        if (!state.told || !meant || !could_be_told(agenda.facts()[i], focus) ||
            (!refers && !all_of_it_speaks_of(h, one, i)))
            continue;
        reply.add(stock(Say::SaidBefore));
        tell_fact(i, reply);
        return true;
    }
    return false;
}

/// "I sell soap." - "What do you sell?": a sentence of theirs that holds the answer is said once more.
bool Customer::State::answer_in_own_words(const Heard& h, const Span& one, CustomerReply& reply) {
    const Focus focus = focus_of(h.tokens, one);
    if (focus == Focus::GoodTime || (!wants_figure(focus) && focus != Focus::Thing))
        return false;
    const auto sought = telling_in(h.tokens, one, focus);
    for (const std::string& sentence : own_sentences) {
        const auto tokens = tokenize(sentence);
        const auto holds = [&](const std::string& stem) {
            return std::ranges::any_of(tokens, [&](const Token& t) { return t.stem == stem; });
        };
        if (!std::ranges::any_of(sought, holds) || !could_answer(focus, tokens))
            continue;
        reply.add(stock(Say::SaidBefore));
        reply.answer(sentence);
        return true;
    }
    return false;
}

/// What the customer knows beside the facts that are asked for, or has said already.
bool Customer::State::answer_from_memory(const Heard& h, const Span& one, CustomerReply& reply) {
    constexpr double kPlain = 1.1;
    return answer_from_knowledge(h, one, reply, kPlain) || answer_from_background(h, one, reply) ||
           answer_from_knowledge(h, one, reply) || answer_from_told(h, one, reply) ||
           answer_in_own_words(h, one, reply);
}

/// What anybody has something to say to.
bool Customer::State::answer_from_everyday(const Heard& h, const Span& one, CustomerReply& reply) {
    const auto asked = tokens_in(h.tokens, one);
    const auto say = everyday_answer({asked.begin(), asked.end()});
    const Focus focus = focus_of(h.tokens, one);
    if (!say || (*say == Say::OrdinaryDevice && focus == Focus::Contact) ||
        (*say == Say::WantsItSorted && wants_figure(focus)))
        return false;
    const std::string& name = scenario->persona.name;
    reply.answer(*say == Say::Spells
                     ? wording.stock_about(*say, temper(), "{echo}", spelled(name.substr(name.rfind(' ') + 1)))
                     : stock(*say));
    return true;
}

/// A question that stands alone and that no fact answers.
bool Customer::State::answer_alone(const Heard& asked, CustomerReply& reply, bool or_not) {
    const Span whole{0, asked.tokens.size()};
    if (answer_from_memory(asked, whole, reply))
        return true;
    if (asked.guessed && !agenda.fact_state(*asked.guessed).told &&
        agenda.open(agenda.facts()[*asked.guessed].gate, ledger.mood())) {
        tell_fact(*asked.guessed, reply);
        return true;
    }
    if (answer_choice(asked, reply) || answer_either(asked, reply) ||
        (has_own_answer(asked.kind) && answer_by_kind(asked, reply)) || answer_from_everyday(asked, whole, reply) ||
        (asked.kind != QuestionKind::Word && answer_by_kind(asked, reply)))
        return true;
    if (asked.kind == QuestionKind::YesNo && focus_of(asked.tokens, whole) != Focus::Contact) {
        answer_yes_or_no(asked, whole, reply);
        return true;
    }
    const Focus focus = focus_of(asked.tokens, whole);
    const bool says_something = or_not || wants_figure(focus) || focus == Focus::Contact || focus == Focus::Owner;
    if (says_something) {
        ++unknown_questions;
        answer_unknown(asked, reply);
    }
    return says_something;
}

namespace {

/// The statement of the problem says it better.
bool told_by_statement(Say say) {
    constexpr auto kOfMatter = std::to_array<Say>({Say::WantsItSorted, Say::WaitedAndCalled, Say::NoCause,
                                                   Say::CouldNotGoOn, Say::SaysNothingMore, Say::Noticed});
    return std::ranges::find(kOfMatter, say) != kOfMatter.end();
}

}  // namespace

/// Before the matter is on the table: what only takes a word is answered first.
bool Customer::State::answer_before_statement(const Heard& h, CustomerReply& reply) {
    const bool open = h.acts.has(Act::OpenQuestion);
    for (const Span& one : questions_in(h.tokens)) {
        const Heard asked = only(h, one);
        if (!only_asks(asked, agenda))
            continue;
        const auto words = tokens_in(h.tokens, one);
        const auto everyday = everyday_answer({words.begin(), words.end()});
        const bool told_so = everyday ? told_by_statement(*everyday) : open;
        if (told_so || (either_in(asked.tokens).empty() && offers_two_clauses(asked.tokens)))
            continue;
        const Focus focus = focus_of(h.tokens, one);
        const bool takes_a_word = wants_figure(focus) || focus == Focus::Contact || focus == Focus::Owner;
        if (answer_alone(asked, reply, takes_a_word))
            return true;
    }
    return false;
}

/// Several questions at once: each gets its answer, the first two of them at least; what is not known is passed over
/// where something is.
bool Customer::State::answer_each(const Heard& h, CustomerReply& reply) {
    constexpr std::size_t kMost = 2;
    const auto questions = questions_in(h.tokens);
    if (questions.size() == 1 && answer_from_memory(h, questions.front(), reply))
        return true;
    if (questions.size() < 2)
        return false;
    std::size_t answered = 0;
    std::optional<Heard> unknown;
    for (const Span& one : questions) {
        Heard asked = only(h, one);
        // "All of it? And since this morning?": one yes for both.
        const bool fragment = asked.kind == QuestionKind::YesNo && !short_answer(asked.tokens);
        if (answered == kMost || !only_asks(asked, agenda) || (fragment && answered > 0))
            continue;
        if (answer_alone(asked, reply, false))
            ++answered;
        else if (!unknown)
            unknown = std::move(asked);
    }
    if (answered == 0 && unknown)
        return answer_alone(*unknown, reply, true);
    return answered > 0;
}

/// A turn may do one thing and ask another: "I'm glad you are well. Are you home on Thursday?"
void Customer::State::answer_beside(const Heard& h, CustomerReply& reply) {
    const bool wraps_up = h.acts.has(Act::ConfirmResolution) || h.acts.has(Act::Upsell) || h.acts.has(Act::Closing);
    if (!h.question || wraps_up || reply.pieces.empty() || temper() == Emotion::Angry)
        return;
    const auto questions = questions_in(h.tokens);
    if (reply.only_told && questions.size() == 1)  // one question, one answer
        return;
    if (answer_choice(h, reply) || reply.pieces.back().ends_with('?'))
        return;
    for (const Span& one : questions) {
        if (one.begin == 0 && one.end == h.tokens.size())
            return;
        const Heard asked = only(h, one);
        if (only_asks(asked, agenda) && (asked.kind == QuestionKind::YesNo || asked.kind == QuestionKind::Word))
            return void(answer_alone(asked, reply, false));
    }
}

/// Nothing is known of it: said after what was asked for.
void Customer::State::answer_unknown(const Heard& h, CustomerReply& reply) {
    static const PatternSet asks_whether_known{"^ [and|so] do you * know (what|which|who|where|why|how|when|whose) *"};
    if (asks_whether_known.in(h.tokens))
        return reply.answer(wording.stock_about(Say::ShortNo, temper(), "{echo}", "I don't"));
    switch (focus_of(h.tokens, {0, h.tokens.size()})) {
        case Focus::Age: return reply.answer(stock(Say::UnknownAge));
        case Focus::Length: return reply.answer(stock(Say::UnknownLength));
        case Focus::Moment: return reply.answer(stock(Say::UnknownMoment));
        case Focus::Date: return reply.answer(stock(Say::UnknownWhen));
        case Focus::Clock: return reply.answer(stock(Say::UnknownClock));
        case Focus::GoodTime: return reply.answer(stock(Say::GoodTime));
        case Focus::Often: return reply.answer(stock(Say::UnknownOften));
        case Focus::Count: return reply.answer(stock(Say::UnknownCount));
        case Focus::Sum: return reply.answer(stock(Say::UnknownSum));
        case Focus::Size: return reply.answer(stock(Say::UnknownSize));
        case Focus::Contact: return reply.answer(stock(Say::OnFile));
        case Focus::Place: return reply.answer(stock(Say::UnknownPlace));
        case Focus::Owner: return reply.answer(stock(Say::UnknownOwner));
        case Focus::Person: return reply.answer(stock(Say::UnknownWho));
        case Focus::Sort: return reply.answer(stock(Say::UnknownSort));
        case Focus::Wellbeing: return reply.answer(stock(Say::Wellbeing));
        case Focus::Reason: return reply.answer(stock(Say::UnknownWhy));
        case Focus::Manner: return reply.answer(stock(Say::UnknownManner));
        default: return reply.answer(stock(Say::UnknownQuestion));
    }
}

}  // namespace mockcall
