#include "domain/customer/requests.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/one_of.hpp"
#include "domain/customer/everyday_words.hpp"
#include "domain/dialogue/pattern.hpp"

namespace mockcall::customer_detail {

namespace {

using Words = std::string_view;

template <class... W>
bool is_any(Words word, W... words) {
    return ((word == words) || ...);
}

Words word_at(const std::vector<Token>& tokens, std::size_t i) {
    return i < tokens.size() ? Words(tokens[i].word) : Words{};
}
Words word_before(const std::vector<Token>& tokens, std::size_t i) {
    return i > 0 && !tokens[i].starts_sentence ? Words(tokens[i - 1].word) : Words{};
}

bool is_pronoun(Words w) { return is_any(w, "i", "you", "we", "they", "it", "he", "she", "that"); }

/// Words that stand before a clause without belonging to it: "okay thanks so is the light on".
bool is_lead_in(Words w) {
    constexpr std::array<Words, 27> kWords{"ok",   "so",     "and",   "but",   "well",  "right", "now",
                                           "then", "thanks", "great", "sorry", "yes",   "sure",  "alright",
                                           "see",  "um",     "uh",    "no",    "good",  "also",  "first",
                                           "or",   "please", "hello", "there", "today", "oh"};
    return w.empty() || std::ranges::find(kWords, w) != kWords.end();
}

bool is_auxiliary(Words w) {
    return is_any(w, "is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "can", "could", "will",
                  "would", "may", "might", "should", "shall");
}

/// Begins the other side of an inversion: "did the", "is your", "have you".
bool can_be_subject(Words w) {
    return is_pronoun(w) ||
           is_any(w, "this", "there", "your", "the", "any", "anyone", "anybody", "someone", "these", "those", "all");
}

/// "What is", "how much", "which plan"; not "what i can do", "when you get it".
bool asks_by_word(const std::vector<Token>& tokens, std::size_t i) {
    const Words w = tokens[i].word, next = word_at(tokens, i + 1), before = word_before(tokens, i);
    // "What the county bills" asks nothing: a question turns the words around.
    if (w == "what")
        return (!is_pronoun(next) && !is_any(next, "the", "your", "our", "a")) || is_any(before, "me", "us", "know");
    if (w == "which")
        return !is_auxiliary(next) || is_lead_in(before);
    if (w == "how")
        return !is_pronoun(next) || is_any(before, "me", "us");
    if (is_any(w, "when", "where", "why", "who", "whom"))
        return ((is_auxiliary(next) || next == "am") &&
                !is_any(before, "that", "is", "people", "person", "someone", "those")) ||
               is_any(before, "me", "us", "exactly", "since") || is_any(next, "exactly");
    return false;
}

/// "Tell me", "please confirm"; not "i will tell you", "let me confirm".
bool asks_by_verb(const std::vector<Token>& tokens, std::size_t i) {
    if (!is_any(tokens[i].word, "tell", "give", "giving", "provide", "verify", "spell", "confirm", "read", "share",
                "repeat", "remind", "describe"))
        return false;
    // "Allowed to tell you", "thank you for giving us".
    if (word_at(tokens, i + 1) == "you" || (tokens[i].word == "giving" && word_before(tokens, i) != "mind"))
        return false;
    constexpr std::size_t kReach = 4;
    for (std::size_t back = 1; back <= kReach && back <= i; ++back) {
        if (tokens[i - back + 1].starts_sentence)
            break;
        const Words w = tokens[i - back].word;
        if (is_any(w, "you", "please", "need", "require"))
            return true;
        if (is_any(w, "i", "we", "let", "us", "they", "system", "will", "have"))
            return false;
    }
    return true;
}

/// "Can you", "may i", "did the light", "is this the first time".
bool asks_by_inversion(const std::vector<Token>& tokens, std::size_t i) {
    const Words w = tokens[i].word, next = word_at(tokens, i + 1), before = word_before(tokens, i);
    if (!is_auxiliary(w) || next.empty() || tokens[i + 1].starts_sentence)
        return false;
    // "Should it turn up again, send it back": a condition.
    if (is_any(w, "should", "had", "were") && !is_any(next, "i", "we", "you"))
        return false;
    if (is_any(w, "can", "could", "may", "would", "will", "might", "do", "did", "have", "are", "shall", "were") &&
        is_any(next, "you", "i", "we"))
        return !is_any(before, "i", "you", "we", "they", "if", "as", "than");
    if (is_any(w, "did", "does") && can_be_subject(next))
        return !is_any(before, "i", "you", "we", "they", "he", "she");
    return can_be_subject(next) && is_lead_in(before);
}

/// "I need your", "we will need the"; not "you need to", "i need to check".
bool asks_by_need(const std::vector<Token>& tokens, std::size_t i) {
    if (!is_any(tokens[i].word, "need", "require"))
        return false;
    constexpr std::size_t kReach = 4;
    for (std::size_t back = 1; back <= kReach && back <= i; ++back) {
        const Words w = tokens[i - back].word;
        if (w == "you")
            return false;
        if (w == "i" || w == "we") {
            const Words next = word_at(tokens, i + 1), verb = word_at(tokens, i + 2);
            return next != "to" || is_any(verb, "have", "know", "get", "verify", "confirm", "ask");
        }
    }
    return false;
}

bool marks_request(const std::vector<Token>& tokens, std::size_t i) {
    return asks_by_word(tokens, i) || asks_by_verb(tokens, i) || asks_by_inversion(tokens, i) ||
           asks_by_need(tokens, i);
}

/// The sentence around token `at`, as far as punctuation tells.
Span sentence_of(const std::vector<Token>& tokens, std::size_t at) {
    std::size_t begin = at, end = at + 1;
    while (begin > 0 && !tokens[begin].starts_sentence)
        --begin;
    while (end < tokens.size() && !tokens[end].starts_sentence)
        ++end;
    return {begin, end};
}

/// "Thank you and your account number": nothing but courtesies around the thing itself.
bool only_names_it(const std::vector<Token>& tokens, const Span& sentence, const Span& at) {
    constexpr std::array<Words, 30> kCourtesies{
        "ok",   "thanks", "thank",   "you",     "and",  "also",  "your", "the",   "a",    "please",
        "then", "great",  "perfect", "alright", "sir",  "ma'am", "now",  "next",  "so",   "um",
        "uh",   "for",    "me",      "just",    "full", "got",   "it",   "right", "sure", "on"};
    for (std::size_t i = sentence.begin; i < sentence.end; ++i)
        if ((i < at.begin || i >= at.end) && std::ranges::find(kCourtesies, tokens[i].word) == kCourtesies.end())
            return false;
    return true;
}

/// "And the account number on the letter": too short to be anything but a request.
bool bare_request(const std::vector<Token>& tokens, const Span& sentence, const Span& at) {
    constexpr std::size_t kShort = 9, kSoon = 3;
    if (sentence.end - sentence.begin > kShort || at.begin - sentence.begin > kSoon ||
        !is_any(tokens[sentence.begin].word, "and", "also", "then", "ok", "next"))
        return false;
    for (std::size_t i = sentence.begin; i < sentence.end; ++i)
        if (is_any(tokens[i].word, "i", "we", "not", "thanks", "thank") || is_auxiliary(tokens[i].word))
            return false;
    return true;
}

/// "Let me check the tracking", "I can see your bill", "I have your name": told, not asked.
bool announced(const std::vector<Token>& tokens, std::size_t at) {
    constexpr std::size_t kReach = 5;
    for (std::size_t back = 0; back <= kReach && back <= at; ++back) {
        const std::size_t i = at - back;
        if (tokens[i].in_question || (back > 0 && marks_request(tokens, i)))
            return false;
        const Words w = tokens[i].word, next = word_at(tokens, i + 1), after = word_at(tokens, i + 2);
        if (w == "let" && next == "me" && !is_any(after, "know", "have", "get", "ask"))
            return true;
        const bool self = w == "i" || w == "we";
        const bool wants = next == "need" || after == "need";
        if (self && !wants &&
            (is_any(next, "see", "will", "got", "noted", "found") || (next == "can" && after == "see") ||
             (next == "have" && !is_any(word_before(tokens, i), "may", "can", "could", "do", "did")) ||
             (next == "am" && after != "going")))
            return true;
        if (back > 0 && tokens[i].starts_sentence)
            break;
    }
    return false;
}

/// "Full name, customer number and date of birth, please": nobody does anything in between.
bool listed_with_please(const std::vector<Token>& tokens, const Span& sentence, const Span& at) {
    for (std::size_t i = at.end; i < sentence.end; ++i) {
        if (tokens[i].word == "please")
            return true;
        if (is_auxiliary(tokens[i].word) || is_pronoun(tokens[i].word))
            return false;
    }
    return false;
}

/// "Let me get your name and number", but not "let me take a look at your order number".
bool lets_have(const std::vector<Token>& tokens, const Span& before) {
    for (std::size_t i = before.begin; i + 2 <= before.end; ++i)
        if (tokens[i].word == "let" && tokens[i + 1].word == "me" &&
            is_any(tokens[i + 2].word, "get", "have", "take", "grab", "note"))
            return std::ranges::none_of(tokens_in(tokens, {std::min(i + 3, before.end), before.end}),
                                        [](const Token& t) { return t.word == "look"; });
    return false;
}

}  // namespace

bool asks_something(const std::vector<Token>& tokens) {
    for (std::size_t i = 0; i < tokens.size(); ++i)
        if (tokens[i].in_question || marks_request(tokens, i))
            return true;
    return false;
}

bool asks_who_else(const std::vector<Token>& tokens) {
    static const PatternSet patterns{"name of (the|your|that|this|a)", "who (is|was) (the|he|she)", "who is that *1 $"};
    return patterns.in(tokens);
}

std::optional<std::size_t> owned_by_another(const std::vector<Token>& tokens, const Span& at) {
    constexpr auto kData = std::to_array<std::string_view>(
        {"name", "birthday", "birth", "date", "number", "address", "email", "phone", "first", "last", "full"});
    constexpr auto kOwn = std::to_array<std::string_view>(
        {"full",     "first",        "last",    "own",      "complete", "birth",    "card",      "member",
         "order",    "membership",   "account", "customer", "policy",   "claim",    "security",  "seller",
         "merchant", "patient",      "home",    "mobile",   "cell",     "contract", "reference", "client",
         "inquiry",  "enquiry",      "quote",   "case",     "contact",  "tracking", "serial",    "invoice",
         "billing",  "prescription", "mailing", "current"});
    for (std::size_t i = at.begin > 0 ? at.begin - 1 : 0; i + 1 < tokens.size() && i < at.end; ++i)
        if (i > 0 && tokens[i - 1].word == "your" && !is_everyday(tokens[i].word) && !one_of(tokens[i].word, kOwn) &&
            one_of(tokens[i + 1].word, kData))
            return i;
    return std::nullopt;
}

bool asks_who(const std::vector<Token>& tokens) {
    static const PatternSet patterns{"your *1 name",
                                     "[your|the] [full|first|last] name please",
                                     "^ [and] name",
                                     "(what|which) name",
                                     "who am i",
                                     "who (is|was) (this|that|there) $",
                                     "who (is|was) (calling|speaking)",
                                     "(and|sorry) you are $",
                                     "who are you",
                                     "who do i have",
                                     "(am i|i am|are we|we are) (speaking|talking) (to|with)"};
    return patterns.in(tokens) && !owned_by_another(tokens, {0, tokens.size()});
}

bool asked_for(const std::vector<Token>& tokens, const Span& at) {
    constexpr std::size_t kBefore = 14, kAfter = 4;
    if (at.begin > 0 && is_any(tokens[at.begin - 1].word, "my", "our"))
        return false;
    if (tokens[at.begin].in_question)
        return true;
    if (announced(tokens, at.begin))
        return false;
    const Span sentence = sentence_of(tokens, at.begin);
    if (lets_have(tokens, {sentence.begin, at.begin}))
        return true;
    if (only_names_it(tokens, sentence, at) || bare_request(tokens, sentence, at))
        return true;
    for (std::size_t i = at.end; i < std::min(sentence.end, at.end + kAfter); ++i) {
        if (tokens[i].word == "please")
            return true;
        if (marks_request(tokens, i) && std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(i),
                                                    tokens.begin() + static_cast<std::ptrdiff_t>(sentence.end),
                                                    [](const Token& t) { return t.word == "it" || t.word == "that"; }))
            return true;
    }
    if (listed_with_please(tokens, sentence, at))
        return true;
    const std::size_t from = std::max(sentence.begin, at.begin > kBefore ? at.begin - kBefore : 0);
    for (std::size_t i = from; i < at.end; ++i)
        if (marks_request(tokens, i))
            return true;
    return false;
}

}  // namespace mockcall::customer_detail
