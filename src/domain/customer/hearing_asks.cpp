// Which fact a question is for: what an author's `asks` matched in passing is dropped, and what they do not hold is
// guessed.
#include <algorithm>
#include <array>

#include "base/one_of.hpp"
#include "domain/customer/everyday_words.hpp"
#include "domain/customer/focus.hpp"
#include "domain/customer/hearing.hpp"
#include "domain/customer/word_forms.hpp"
#include "domain/dialogue/pattern.hpp"
#include "domain/dialogue/slots.hpp"

namespace mockcall::customer_detail {

namespace {

bool same_word(const Token& token, const Token& wanted) {
    return token.stem == wanted.stem || meaning_of(token.word) == meaning_of(wanted.word);
}

/// Says nothing of what a question is about.
bool is_neutral(std::string_view w) {
    constexpr std::size_t kSmall = 2;
    constexpr auto kNeutral = std::to_array<std::string_view>(
        {"ours",      "yours",   "mine",    "hers",     "theirs",   "hello",     "thing",     "trouble", "issue",
         "start",     "started", "begin",   "began",    "stop",     "stopped",   "happening", "notice",  "noticed",
         "kind",      "sort",    "sorts",   "bit",      "mind",     "dear",      "mr",        "mrs",     "ms",
         "miss",      "friend",  "guess",   "remember", "recall",   "currently", "far",       "earlier", "previous",
         "situation", "anyone",  "anybody", "somebody", "involved", "whole",     "story",     "bad",     "worse",
         "end",       "idea",    "ago",     "often",    "precise",  "exact"});
    return w.size() <= kSmall || w.ends_with("ly") || is_everyday(w) || one_of(w, kNeutral);
}

/// "May I ask" and the like, in front of what is asked.
bool is_courtesy(const std::vector<Token>& tokens, const Span& at) {
    constexpr auto kWords = std::to_array<std::string_view>(
        {"may", "can", "could", "i", "ask", "you", "tell", "me", "know", "let", "please", "mind", "explain", "if"});
    return std::ranges::all_of(tokens_in(tokens, at), [&](const Token& t) { return one_of(t.word, kWords); });
}

/// A name, a day, a number: what no "is it?" asks for.
bool is_name_or_number(const std::string& value) {
    const auto tokens = tokenize(value);
    const bool dated = std::ranges::any_of(tokens, [](const Token& t) { return names_date(t.word); });
    const bool named = !value.empty() && value.front() >= 'A' && value.front() <= 'Z';
    return named || (dated && tokens.size() <= 3) || value.find_first_of("0123456789") != std::string::npos;
}

bool names_contact(const std::vector<Token>& tokens, const Span& at) {
    constexpr auto kData = std::to_array<std::string_view>(
        {"address", "email", "mail", "mailbox", "inbox", "phone", "number", "mobile", "cell", "send"});
    return std::ranges::any_of(tokens_in(tokens, at), [&](const Token& t) { return one_of(t.word, kData); });
}

/// Words that ask about anything.
bool is_small(std::string_view w) {
    constexpr auto kSmall = std::to_array<std::string_view>(
        {"a",    "an",       "and",     "any",     "are",    "at",    "be",    "can",  "could", "did", "do",   "does",
         "for",  "had",      "has",     "have",    "how",    "i",     "in",    "is",   "it",    "me",  "my",   "of",
         "else", "somebody", "someone", "anybody", "anyone", "ask",   "if",    "know", "let",   "may", "mind", "please",
         "on",   "or",       "tell",    "that",    "the",    "there", "this",  "to",   "was",   "we",  "were", "what",
         "when", "where",    "which",   "who",     "will",   "with",  "would", "you",  "your"});
    return one_of(w, kSmall);
}

/// Of the words of the question outside `at` some are not skipped, and none of those is known.
template <class Skips, class Known>
bool names_only_others(const std::vector<Token>& tokens, const Span& question, const Span& at, const Skips& skips,
                       const Known& known) {
    bool names = false;
    for (std::size_t i = question.begin; i < question.end; ++i) {
        if ((i >= at.begin && i < at.end) || skips(tokens[i].word))
            continue;
        if (known(tokens[i]))
            return false;
        names = true;
    }
    return names;
}

/// The words of one `asks` phrase, in any order and however far apart; how many of them tell something.
std::size_t all_in(std::string_view ask, const std::vector<Token>& tokens) {
    std::size_t telling = 0;
    for (std::size_t from = 0; from < ask.size();) {
        const std::size_t to = std::min(ask.find(' ', from), ask.size());
        const std::string_view word = ask.substr(from, to - from);
        from = to + 1;
        if (word.empty() || word == "..." || word.find_first_of("$#%") != std::string_view::npos)
            continue;
        bool found = false, everyday = true;
        for (std::size_t a = 0; a <= word.size();) {
            const std::size_t bar = std::min(word.find('|', a), word.size());
            for (const Token& wanted : tokenize(word.substr(a, bar - a))) {
                everyday = everyday && is_small(wanted.word);
                found = found || std::ranges::any_of(tokens, [&](const Token& t) { return same_word(t, wanted); });
            }
            a = bar + 1;
        }
        if (!found)
            return 0;
        telling += everyday ? 0 : 1;
    }
    return telling;
}

}  // namespace

bool could_be_told(const Fact& fact, Focus focus) {
    const std::vector<Token> value = tokenize(fact.value);
    if (focus != Focus::Sum && focus != Focus::None && !amounts_in(value).empty())
        return false;
    return could_answer(focus, value) ||
           std::ranges::any_of(fact.say, [&](const std::string& line) { return could_answer(focus, tokenize(line)); });
}

bool Hearing::speaks_of(const std::vector<Token>& tokens, const Span& question, std::size_t fact) const {
    const auto value = tokenize(agenda_->facts()[fact].value);
    return std::ranges::any_of(tokens_in(tokens, question), [&](const Token& t) {
        return !is_everyday(t.word) &&
               (std::ranges::find(knowledge_->told_in[fact], t.stem) != knowledge_->told_in[fact].end() ||
                std::ranges::find(value, t.stem, &Token::stem) != value.end());
    });
}

/// Where two facts answer the same words, what identifies somebody wins: "what was the order number again".
void Hearing::drop_lesser_asks(Heard& h) const {
    const auto identity = [&](std::size_t k) { return agenda_->facts()[h.asked[k]].kind == FactKind::Identity; };
    for (std::size_t k = h.asked.size(); k-- > 0;) {
        if (identity(k))
            continue;
        for (std::size_t other = 0; other < h.asked.size(); ++other)
            if (identity(other) && h.asked_at[other].begin < h.asked_at[k].end &&
                h.asked_at[k].begin < h.asked_at[other].end) {
                h.forget_asked(k);
                break;
            }
    }
}

/// "The address of the house?" asks for the address, whatever else is told of the house.
void Hearing::drop_asks_for_other_data(Heard& h) const {
    for (const Span& question : questions_in(h.tokens)) {
        if (focus_of(h.tokens, question) != Focus::Contact)
            continue;
        for (std::size_t k = h.asked.size(); k-- > 0;) {
            const Span at = h.asked_at[k];
            const bool within = at.begin >= question.begin && at.end <= question.end;
            if (within && agenda_->facts()[h.asked[k]].kind != FactKind::Identity &&
                focus_of(h.tokens, at) != Focus::Contact && !names_contact(h.tokens, at))
                h.forget_asked(k);
        }
    }
}

/// "On what day did you order that?", where the author's words ask what was ordered; "how long have you had the box?",
/// where they ask how long the trouble lasts.
void Hearing::drop_asks_of_other_kind(Heard& h) const {
    for (const Span& question : questions_in(h.tokens)) {
        const Focus focus = focus_of(h.tokens, question);
        // "Was he alone when he came?" does not ask when.
        for (std::size_t k = h.asked.size(); focus == Focus::None && k-- > 0;) {
            const Span at = h.asked_at[k];
            if (at.begin > question.begin && at.end <= question.end && asks_by(h.tokens[at.begin].word) &&
                agenda_->facts()[h.asked[k]].kind != FactKind::Identity && turns_round_first(h.tokens, question))
                h.forget_asked(k);
        }
        if (!wants_figure(focus))
            continue;
        for (std::size_t k = h.asked.size(); k-- > 0;) {
            const Span at = h.asked_at[k];
            const Fact& fact = agenda_->facts()[h.asked[k]];
            if (at.begin < question.begin || at.end > question.end || fact.kind == FactKind::Identity)
                continue;
            const bool by_kind = focus_of(h.tokens, at) == focus;
            if (!could_be_told(fact, focus) && !by_kind)
                h.forget_asked(k);
            else if (by_kind && of_something_else(h.tokens, question, at))
                h.forget_asked(k);
        }
    }
}

/// "When did you last eat?", where the author's "when did you" asks since when it is broken: the words that matched
/// tell nothing, and those beside them are about something else.
void Hearing::drop_asks_about_other_things(Heard& h) const {
    auto questions = questions_in(h.tokens);
    if (questions.empty())
        questions.push_back({0, h.tokens.size()});
    for (std::size_t k = h.asked.size(); k-- > 0;) {
        const Span at = h.asked_at[k];
        const Fact& fact = agenda_->facts()[h.asked[k]];
        const auto question =
            std::ranges::find_if(questions, [&](const Span& q) { return at.begin >= q.begin && at.end <= q.end; });
        if (question == questions.end() || fact.kind == FactKind::Identity)
            continue;
        const auto asked = tokens_in(h.tokens, *question);
        const bool asks_otherwise =
            is_courtesy(h.tokens, at) && std::ranges::any_of(asked, [](const Token& t) { return asks_by(t.word); });
        // "How much could you pay?", after the sum that is owed was told.
        static const PatternSet wish{"how much (could|can|would|will|should) you *"};
        const bool wishes = agenda_->fact_state(h.asked[k]).told && wish.in({asked.begin(), asked.end()});
        // A name, a day or a number, of which the question only mentions a word: "is he insured by your wife as well?"
        static const PatternSet requests{"(tell|give|have|know|get|see|say|show|let|confirm|read) *"};
        const bool verdict = (h.kind == QuestionKind::YesNo || h.kind == QuestionKind::Tag) &&
                             !requests.in({asked.begin(), asked.end()});
        const bool passing = verdict && is_name_or_number(fact.value) && at.end - at.begin == 1 &&
                             wants_other_verdict(h.tokens, *question, at, h.asked[k]);
        if (wishes || asks_otherwise || passing || about_other_things(h.tokens, *question, at, h.asked[k]))
            h.forget_asked(k);
    }
}

/// "Did you pay the dentist yourself?", where all that is known of the dentist is a name: the word is only mentioned.
bool Hearing::wants_other_verdict(const std::vector<Token>& tokens, const Span& question, const Span& at,
                                  std::size_t fact) const {
    return names_only_others(tokens, question, at, is_neutral, [&](const Token& t) {
        return std::ranges::binary_search(knowledge_->about[fact], t.stem);
    });
}

bool Hearing::about_other_things(const std::vector<Token>& tokens, const Span& question, const Span& at,
                                 std::size_t fact) const {
    if (std::ranges::any_of(tokens_in(tokens, at), [](const Token& t) { return !is_neutral(t.word); }))
        return false;
    const auto known = [&](const Token& t) {
        const auto in = [&](const std::vector<std::string>& stems) {
            return std::ranges::binary_search(stems, t.stem);
        };
        return in(knowledge_->about[fact]) || in(knowledge_->matter) ||
               std::ranges::find(knowledge_->own_name, t.word) != knowledge_->own_name.end();
    };
    return names_only_others(tokens, question, at, is_neutral, known);
}

/// Beside the asking words the question names something that the scenario does not speak of.
bool Hearing::of_something_else(const std::vector<Token>& tokens, const Span& question, const Span& at) const {
    for (std::size_t i = at.begin; i < at.end; ++i)
        if (!is_everyday(tokens[i].word))
            return false;
    const auto skips = [](std::string_view word) {
        constexpr std::size_t kSmall = 2;
        return word.ends_with("ly") || word.size() <= kSmall || is_everyday(word);  // "roughly", "of"
    };
    return names_only_others(tokens, question, at, skips, [&](const Token& t) {
        return std::ranges::binary_search(knowledge_->vocabulary, t.stem);
    });
}

/// How many of the telling words of a fact's lines are in the question; what half of the facts are told with tells
/// nothing.
std::size_t Hearing::words_told_by(std::size_t fact, const std::vector<Token>& tokens) const {
    constexpr std::size_t kCommon = 2;
    std::size_t count = 0;
    for (const Token& token : tokens) {
        const auto tells = [&](const std::vector<std::string>& words) {
            return std::ranges::find(words, token.stem) != words.end();
        };
        if (token.word.size() > 3 && !is_neutral(token.word) && tells(knowledge_->told_in[fact]) &&
            std::ranges::count_if(knowledge_->told_in, tells) <= static_cast<std::ptrdiff_t>(kCommon))
            ++count;
    }
    return count;
}

/// No fact was asked for in the author's words: the one whose words the question holds, if there is one.
void Hearing::guess_fact(Heard& h) const {
    // "Is it just the laptop?": what the agent names themselves is asked about.
    for (const std::size_t i : h.read_back)
        if (agenda_->facts()[i].kind == FactKind::Detail && h.question)
            h.guessed = i;
    if (h.guessed)
        return;
    const bool wants = h.kind == QuestionKind::Word || h.kind == QuestionKind::YesNo || h.kind == QuestionKind::Choice;
    if (!wants || !h.question || h.instructs || h.acts.has(Act::HoldRequest) || h.looking)
        return;
    // A figure of something that the scenario does not speak of is not in its facts.
    const auto questions = questions_in(h.tokens);
    const auto foreign = [&](const Span& one) {
        return wants_figure(focus_of(h.tokens, one)) && of_something_else(h.tokens, one, {one.begin, one.begin});
    };
    if (!questions.empty() && std::ranges::all_of(questions, foreign))
        return;
    std::vector<Token> asked;
    for (const Span& one : questions)
        asked.insert(asked.end(), h.tokens.begin() + static_cast<std::ptrdiff_t>(one.begin),
                     h.tokens.begin() + static_cast<std::ptrdiff_t>(one.end));
    if (asked.empty())
        asked = h.tokens;
    constexpr std::size_t kWholePhrase = 3;
    std::size_t best = 0, second = 0;
    for (std::size_t i = 0; i < agenda_->facts().size(); ++i) {
        const Fact& fact = agenda_->facts()[i];
        if (fact.id.starts_with("profile.") || std::ranges::find(h.dismissed, i) != h.dismissed.end())
            continue;
        std::size_t score = 0;
        for (const std::string& ask : fact.asks)
            if (const std::size_t telling = all_in(ask, asked); telling > 0)
                score = std::max(score, kWholePhrase + telling);
        const Focus focus = focus_of(asked, {0, asked.size()});
        if (score == 0 && fact.kind != FactKind::Hidden && fact.kind != FactKind::Identity &&
            could_be_told(fact, focus))
            score = words_told_by(i, asked);
        if (score > best) {
            second = best;
            best = score;
            h.guessed = i;
        } else {
            second = std::max(second, score);
        }
    }
    if (best == 0 || best == second)
        h.guessed.reset();
}

}  // namespace mockcall::customer_detail
