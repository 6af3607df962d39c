#include "domain/customer/hearing.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/one_of.hpp"
#include "domain/customer/everyday_words.hpp"
#include "domain/customer/focus.hpp"
#include "domain/customer/requests.hpp"
#include "domain/dialogue/pattern.hpp"
#include "domain/dialogue/slots.hpp"

namespace mockcall::customer_detail {

namespace {

/// Under this the recogniser is guessing.
constexpr double kUnsure = 0.35;

/// The agent wonders, asks about the past, or repeats the wish: no offer.
bool only_talks_about(const std::vector<Token>& tokens, std::size_t at) {
    constexpr std::size_t kReach = 7;
    const auto word = [&](std::size_t i) { return std::string_view(tokens[i].word); };
    for (std::size_t back = 1; back <= kReach && back <= at; ++back) {
        const std::size_t i = at - back;
        const std::string_view w = word(i), next = word(i + 1);
        if (((w == "if" || w == "whether") && next != "you") || (w == "before" && (next == "i" || next == "we")))
            return true;
        if ((w == "did" || w == "had" || w == "were") && next == "you")
            return true;
        // "You've already restarted it a hundred times, right?"
        if ((w == "you" && (next == "have" || next == "already")) || (w == "have" && next == "you"))
            return true;
        if (w == "you" &&
            (next == "want" || next == "wanted" || next == "asked" || next == "expect" || next == "expected") &&
            (i == 0 || (word(i - 1) != "do" && word(i - 1) != "if")))
            return true;
        if (tokens[i].starts_sentence)
            break;
    }
    return false;
}

/// "How old is the one that is not working?" asks for its age, not whether it works; "what do you want to do?" for no
/// leave.
bool asks_for_more_than_a_verdict(const std::vector<Token>& tokens, QuestionKind kind) {
    const bool verdict = kind == QuestionKind::Result || kind == QuestionKind::Arrival ||
                         kind == QuestionKind::Consent || kind == QuestionKind::Request;
    if (!verdict && kind != QuestionKind::Acceptable)
        return false;
    const auto questions = questions_in(tokens);
    return !questions.empty() && std::ranges::all_of(questions, [&](const Span& one) {
        const Focus focus = focus_of(tokens, one);
        return verdict ? focus != Focus::None : wants_figure(focus);
    });
}

/// "Were you happy with them?" asks about what is over.
bool asks_what_was(const std::vector<Token>& tokens) {
    return std::ranges::any_of(questions_in(tokens), [&](const Span& one) {
        constexpr auto kPast = std::to_array<std::string_view>({"was", "were", "did", "had"});
        return one_of(tokens[one.begin].word, kPast);
    });
}

/// "And at the campus?" names it in a question that offers nothing.
bool only_asks_of(const std::vector<Token>& tokens, std::size_t at) {
    constexpr auto kOffers = std::to_array<std::string_view>(
        {"i",    "we",    "me",     "us",     "want",  "like",       "about",  "would", "take",    "suit", "fit",
         "work", "sound", "ok",     "okay",   "good",  "fine",       "prefer", "let",   "choose",  "try",  "shall",
         "if",   "help",  "enough", "better", "agree", "interested", "need",   "happy", "alright", "fair"});
    if (!tokens[at].in_question)
        return false;
    const Span sentence = sentence_around(tokens, at);
    for (std::size_t i = sentence.begin; i < sentence.end; ++i)
        if (one_of(tokens[i].word, kOffers))
            return false;
    return true;
}

bool any_phrase(const std::vector<Phrase>& phrases, const std::vector<Token>& tokens) {
    return std::ranges::any_of(phrases, [&](const Phrase& p) { return p.find(tokens).has_value(); });
}

/// The value nearest to the offer's words; what stands after them wins over what stands before.
template <class T>
std::optional<T> nearest(const std::vector<Found<T>>& found, const Span& offer) {
    std::optional<T> best;
    std::size_t best_distance = static_cast<std::size_t>(-1);
    for (const auto& f : found) {
        const bool after = f.span.begin >= offer.begin;
        const std::size_t distance = after ? f.span.begin - offer.begin : 2 * (offer.begin - f.span.begin) + 2;
        if (distance < best_distance) {
            best_distance = distance;
            best = f.value;
        }
    }
    return best;
}

}  // namespace

Hearing::Hearing(const Scenario& scenario, std::shared_ptr<const CustomerKnowledge> knowledge, const Agenda& agenda)
    : scenario_(scenario), knowledge_(std::move(knowledge)), agenda_(&agenda) {}

bool Hearing::makes_sense(const std::vector<Token>& tokens) const {
    std::size_t known = 0;
    for (const Token& token : tokens) {
        const bool digits = token.word.find_first_of("0123456789") != std::string::npos;
        known += static_cast<std::size_t>(digits || is_everyday(token.word) ||
                                          std::ranges::binary_search(knowledge_->vocabulary, token.stem));
    }
    // A fifth of the words of any English sentence is among the few hundred most used ones; of a short one, half.
    constexpr std::size_t kShort = 5;
    return known * (tokens.size() <= kShort ? 3 : 5) >= tokens.size() && known > 0;
}

Heard Hearing::hear(const AgentUtterance& turn, std::string_view before, const std::vector<std::string>& said) const {
    Heard h;
    h.text = turn.text;
    h.tokens = tokenize(turn.text);
    h.confidence = turn.confidence;
    h.acts = classify_acts(turn.text, before, scenario_.company.name).acts;
    // Whether the agent interrupted is known from the clock, not guessed from how the line ended.
    h.unclear = h.tokens.empty() || turn.confidence < kUnsure;
    h.nonsense = !h.unclear && h.acts.has(Act::Other) && !makes_sense(h.tokens);
    if (h.unclear || h.nonsense)
        return h;
    h.question = asks_something(h.tokens);
    h.kind = kind_of_question(h.tokens, h.question);
    if (asks_for_more_than_a_verdict(h.tokens, h.kind))
        h.kind = QuestionKind::Word;
    else if (h.kind == QuestionKind::Acceptable && asks_what_was(h.tokens))
        h.kind = QuestionKind::YesNo;
    // "Is there somebody who could come?"
    const auto questions = questions_in(h.tokens);
    if (h.kind == QuestionKind::Word && !questions.empty() &&
        std::ranges::all_of(questions, [&](const Span& one) { return turns_round_first(h.tokens, one); }))
        h.kind = QuestionKind::YesNo;
    // "Did he leave a card or anything?" offers no choice.
    static const PatternSet or_so{"or (anything|something|so|not|anybody|somebody|anyone|someone)"};
    if (h.kind == QuestionKind::Choice && or_so.in(h.tokens))
        h.kind = QuestionKind::YesNo;
    h.question = h.question || h.kind != QuestionKind::None;
    h.instructs = instructs(h.tokens);
    hear_manner(h, said);
    hear_names(h);
    hear_time(h);
    hear_bare_sum(h);
    hear_matter(h);
    hear_offers(h);
    // Who says the problem back offers nothing.
    if (!h.paraphrase && !h.restates && h.kind != QuestionKind::Tag)
        hear_any_offer(h);
    hear_identity(h);
    if (h.asked.empty() && h.offers.empty() && !h.asks_unknown_detail && !h.probes_identity)
        guess_fact(h);
    return h;
}

std::vector<Found<std::int64_t>> Hearing::sums_in(const std::vector<Token>& tokens) const {
    constexpr double kSmall = 5;
    auto sums = amounts_in(tokens);
    const auto percents = percents_in(tokens);
    const auto durations = durations_in(tokens);
    const auto taken = [](const auto& found, const Span& at) {
        return std::ranges::any_of(found,
                                   [&](const auto& f) { return f.span.begin < at.end && at.begin < f.span.end; });
    };
    for (std::size_t i = 0; i < tokens.size();) {
        const auto number = number_at(tokens, i);
        if (!number) {
            ++i;
            continue;
        }
        i = number->span.end;
        const auto cents = static_cast<std::int64_t>(std::llround(number->value * 100));
        if (number->value >= kSmall && std::ranges::find(knowledge_->sums, cents) != knowledge_->sums.end() &&
            !taken(sums, number->span) && !taken(percents, number->span) && !taken(durations, number->span))
            sums.push_back({cents, number->span});
    }
    std::ranges::sort(sums, {}, [](const auto& f) { return f.span.begin; });
    // "170 each, that makes 6460": what it comes to is what is offered.
    static const PhraseList totals{"makes|total|altogether|sum", "comes to", "in all", "adds up"};
    if (sums.size() > 1 && totals.in(tokens))
        return {*std::ranges::max_element(sums, {}, [](const auto& f) { return f.value; })};
    return sums;
}

namespace {

/// "How old is your partner?"
bool asks_of_relative(const std::vector<Token>& tokens, const Span& at) {
    constexpr auto kRelatives =
        std::to_array<std::string_view>({"mother", "father", "mom", "mum", "dad", "wife", "husband", "partner", "son",
                                         "daughter", "brother", "sister"});
    for (std::size_t i = at.end; i < tokens.size() && !tokens[i].starts_sentence; ++i)
        if (one_of(tokens[i].word, kRelatives) && tokens[i - 1].word == "your")
            return true;
    return false;
}

}  // namespace

/// "And his mother's birthday?", when the customer's own was given.
bool Hearing::of_another(const Fact& fact, bool told, const std::vector<Token>& tokens, const Span& at) const {
    constexpr std::size_t kReach = 3;
    constexpr auto kOthers = std::to_array<std::string_view>(
        {"his", "her", "their", "mother", "father", "mom", "mum", "dad", "wife", "husband", "partner", "son",
         "daughter", "brother", "sister", "parent", "child", "friend", "other"});
    if (fact.kind != FactKind::Identity)
        return false;
    // Whom they talked to is not who they are.
    static const PatternSet whom{
        "(who|whom) (did|do|have|had|were|was) you * (speak|talk|spoken|talked|speaking|talking|chat)",
        "(did|have|had|were) you * (speak|talk|spoken|talked|speaking|talking) (to|with)"};
    if (whom.in(tokens))
        return true;
    // "Do you have another account?"
    if (at.begin > 0 && (tokens[at.begin - 1].word == "another" || tokens[at.begin - 1].word == "second"))
        return true;
    // "The name of the organisation", "who is that employee".
    for (std::size_t i = at.begin; i < at.end; ++i)
        if (tokens[i].word == "name" && i + 1 < tokens.size() && tokens[i + 1].word == "of")
            return true;
    // Who calls about an account of their own has it in their own name.
    const bool own_account = std::ranges::any_of(agenda_->facts(), [&](const Fact& f) {
        return f.kind == FactKind::Identity && f.value == scenario_.persona.name;
    });
    // "Her date of birth" is what is asked for, where the account is the mother's.
    const bool of_relative = std::ranges::any_of(fact.say, [](const std::string& line) {
        static const PhraseList others{"he|his|him|she|her"};
        return others.in(tokenize(line));
    });
    // "Your loan number", where that is what the fact is asked for by, has no loan for an owner.
    const auto asked_by = [&](const Token& word) {
        return std::ranges::any_of(fact.asks, [&](const std::string& ask) {
            const auto words = tokenize(ask);
            return std::ranges::find(words, word.stem, &Token::stem) != words.end();
        });
    };
    const auto owner = owned_by_another(tokens, at);
    if (own_account && !of_relative && ((owner && !asked_by(tokens[*owner])) || asks_of_relative(tokens, at)))
        return true;
    for (std::size_t i = at.begin > kReach ? at.begin - kReach : 0; told && i < at.end; ++i)
        if (one_of(tokens[i].word, kOthers))
            return true;
    return false;
}

void Hearing::hear_matter(Heard& h) const {
    for (const auto& amount : sums_in(h.tokens))
        h.amounts.push_back(amount.value);
    for (const auto& percent : percents_in(h.tokens))
        h.percents.push_back(percent.value);
    if (const auto shares = shares_in(h.tokens); !shares.empty())
        h.share = shares.front().value;
    for (std::size_t i = 0; i < knowledge_->asks.size(); ++i) {
        if (agenda_->tells(h.tokens, i))
            h.read_back.push_back(i);
        for (std::size_t p = 0; p < knowledge_->asks[i].size(); ++p) {
            std::optional<Span> asked;
            for (auto at = knowledge_->asks[i][p].find(h.tokens); at && !asked;
                 at = knowledge_->asks[i][p].find(h.tokens, at->begin + 1))
                if (asked_for(h.tokens, *at) &&
                    !of_another(agenda_->facts()[i], agenda_->fact_state(i).told, h.tokens, *at))
                    asked = at;
            if (!asked)
                continue;
            h.asked.push_back(i);
            h.asked_by.push_back(p);
            h.asked_at.push_back(*asked);
            break;
        }
    }
    drop_lesser_asks(h);
    drop_asks_for_other_data(h);
    drop_asks_of_other_kind(h);
    drop_asks_about_other_things(h);
    // "Do you want me to block roaming?" asks for leave, whatever words are in it.
    const bool leave = h.kind == QuestionKind::Consent;
    // "Did the order go through?", once it is settled, asks how it went.
    const bool outcome = h.kind == QuestionKind::Result && !agenda_->current() && agenda_->anything_settled();
    for (std::size_t k = h.asked.size(); (leave || outcome) && k-- > 0;)
        if (agenda_->facts()[h.asked[k]].kind != FactKind::Identity)
            h.forget_asked(k);
    for (std::size_t p = 0; p < knowledge_->problem_asks.size(); ++p) {
        if (any_phrase(knowledge_->problem_asks[p], h.tokens))
            h.brought_up.push_back(p);
        for (std::size_t s = 0; s < knowledge_->steps[p].size(); ++s)
            for (const Phrase& phrase : knowledge_->steps[p][s])
                if (const auto at = phrase.find(h.tokens); at && !denied(h.tokens, at->begin)) {
                    h.steps.push_back({p, s});
                    break;
                }
    }
}

void Hearing::hear_offers(Heard& h) const {
    static const PhraseList in_full{
        "full|whole|entire amount|credit|refund|charge|thing|fee|price|sum|cost|payment|lot",
        "in full",
        "all of",
        "whole time|period",
        "all that time",
        "every single month|one",
        "the whole|full|entire $",
        "the whole|full|entire #",
        "the rest",
        "all two|three|four|five|six",
        "every cent|penny|dollar",
        "completely"};
    const auto amounts = sums_in(h.tokens);
    const auto percents = percents_in(h.tokens);
    const bool full = in_full.in(h.tokens);
    h.in_full = full || std::ranges::any_of(percents, [](const auto& p) { return p.value >= 100; });
    bool denied_one = false;
    for (std::size_t p = 0; p < knowledge_->resolutions.size(); ++p)
        for (std::size_t r = 0; r < knowledge_->resolutions[p].size(); ++r)
            for (const Phrase& phrase : knowledge_->resolutions[p][r]) {
                bool found = false;
                for (auto at = phrase.find(h.tokens); at && !found; at = phrase.find(h.tokens, at->begin + 1)) {
                    if (denied(h.tokens, at->begin)) {
                        denied_one = true;
                        continue;
                    }
                    // "How long have you been a loyal customer?" asks for a fact.
                    const bool inquires =
                        h.kind == QuestionKind::Word && !h.asked.empty() && h.tokens[at->begin].in_question;
                    if (inquires || only_asks_of(h.tokens, at->begin) || only_talks_about(h.tokens, at->begin))
                        continue;
                    h.offers.push_back({p, r, nearest(amounts, *at), nearest(percents, *at), full, *at});
                    found = true;
                }
                if (found)
                    break;
            }
    static const PhraseList alternative{"but ... can",          "however",       "instead",
                                        "what i can do",        "alternatively", "what we can do",
                                        "other option|options", "but ... will",  "although"};
    static const PhraseList reason{"because",    "since",    "due to",     "policy",  "policies", "reason",
                                   "rule|rules", "so that",  "authorized", "allowed", "allow",    "require|requires",
                                   "law",        "otherwise"};
    static const PhraseList no{
        "can not",          "unable to",    "not able to", "not possible",     "not allowed",
        "will not be able", "not going to", "no way",      "there is nothing", "do not do|offer|give|refund"};
    const bool says_no =
        std::ranges::any_of(
            h.tokens, [](const Token& t) { return t.word == "not" || t.word == "unable" || t.word == "nothing"; }) &&
        no.in(h.tokens);
    static const PhraseList no_refusal{"can not imagine|wait|thank|promise|believe"};
    const bool understands = no_refusal.in(h.tokens);
    h.refusal = (denied_one || says_no) && !h.question && !understands;
    h.gives_alternative = alternative.in(h.tokens) || !h.offers.empty();
    h.gives_reason = reason.in(h.tokens);
}

void Hearing::hear_identity(Heard& h) const {
    if (!h.acts.has(Act::VerifyIdentity) || !choice_in(h.tokens).empty() ||
        (asks_who_else(h.tokens) && !asks_who(h.tokens)))
        return;
    const bool asked_one = std::ranges::any_of(h.asked, [&](std::size_t i) {
        return agenda_->facts()[i].kind == FactKind::Identity || agenda_->facts()[i].id.starts_with("profile.");
    });
    if (asked_one || !h.read_back.empty())
        return;
    static const PhraseList named{"date of birth",    "birth",           "birthday",
                                  "birthdate",        "zip code",        "zip",
                                  "postal code",      "postcode",        "your|the email",
                                  "email address",    "phone number",    "pin",
                                  "social security",  "last four",       "security question",
                                  "maiden name",      "password",        "driver license",
                                  "username",         "order number|id", "account number|id",
                                  "member number|id", "policy number",   "security word|code"};
    h.asks_unknown_detail = named.in(h.tokens);
    constexpr std::size_t kBare = 6;  // "name and account number please" needs no question
    const bool wants = h.question || h.tokens.size() <= kBare ||
                       std::ranges::any_of(h.tokens, [](const Token& t) { return t.word == "please"; });
    h.asks_unknown_detail = wants && h.asks_unknown_detail;
    h.probes_identity = wants && (!h.asks_unknown_detail || asks_who(h.tokens));
}

}  // namespace mockcall::customer_detail
