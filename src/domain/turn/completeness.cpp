#include "domain/turn/completeness.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <utility>
#include <vector>

#include "base/one_of.hpp"

namespace mockcall {
namespace {

using Words = std::vector<std::string>;

/// No sentence ends with these.
constexpr std::array<std::string_view, 84> kGoesOn = {
    "a",       "about",  "actually", "after", "am",     "an",    "and",    "any",   "are",   "as",    "at",
    "because", "been",   "before",   "being", "but",    "by",    "can",    "could", "did",   "do",    "does",
    "during",  "each",   "er",       "every", "for",    "from",  "had",    "has",   "have",  "her",   "his",
    "i",       "i'd",    "i'll",     "i'm",   "i've",   "if",    "in",     "into",  "is",    "it's",  "its",
    "just",    "let's",  "like",     "may",   "might",  "must",  "my",     "of",    "on",    "or",    "our",
    "shall",   "should", "since",    "so",    "some",   "than",  "that's", "the",   "their", "then",  "there's",
    "these",   "to",     "uh",       "um",    "unless", "until", "very",   "was",   "we",    "we'll", "we're",
    "were",    "when",   "while",    "will",  "with",   "would", "your"};
/// Verbs that want an object.
constexpr std::array<std::string_view, 34> kWantsObject = {
    "approved", "apply",  "bring",   "change",  "confirm", "cover",   "covers",   "describe", "enter",
    "explain",  "extend", "find",    "get",     "give",    "include", "includes", "make",     "need",
    "offer",    "open",   "process", "provide", "put",     "receive", "reset",    "send",     "set",
    "take",     "unlock", "update",  "use",     "verify",  "waive",   "want"};
/// "offer you", "tell me": what, is still to come.
constexpr std::array<std::string_view, 12> kGives = {"asking", "give",    "giving", "offer", "offering", "get",
                                                     "send",   "sending", "show",   "tell",  "ask",      "allow"};
constexpr std::array<std::string_view, 5> kPrepositions = {"about", "for", "from", "to", "with"};
constexpr std::array<std::string_view, 6> kObjectsInFront = {"anything", "something", "what", "which", "who", "whom"};
constexpr std::array<std::string_view, 5> kEndsToo = {"do", "can", "are", "is", "was"};
constexpr std::array<std::string_view, 9> kBeforeEndsToo = {"can", "could", "will", "should", "you",
                                                            "we",  "it",    "they", "to"};
constexpr std::array<std::string_view, 8> kBeforeThat = {"sure", "so", "say", "says", "said", "mean", "means", "see"};

constexpr std::array<std::string_view, 13> kDigits = {"zero", "oh",    "one",   "two",  "three",  "four",  "five",
                                                      "six",  "seven", "eight", "nine", "double", "triple"};
constexpr std::array<std::string_view, 5> kScales = {"hundred", "thousand", "million", "point", "dash"};
/// "which one", "the first two": no digit string begins.
constexpr std::array<std::string_view, 16> kBeforeCount = {"this",  "that", "which",   "the",   "another", "new",
                                                           "each",  "no",   "any",     "first", "last",    "right",
                                                           "other", "only", "correct", "at"};

/// Words that open a clause which another one has to follow.
constexpr std::array<std::string_view, 7> kConditions = {"if", "when", "once", "because", "while", "since", "although"};
constexpr std::array<std::string_view, 26> kAsks = {
    "are",  "can",  "could", "did",   "do",    "does", "has",   "have", "how",  "is",    "may",    "shall",  "was",
    "were", "what", "when",  "where", "which", "who",  "whose", "why",  "will", "would", "should", "what's", "isn't"};
/// What may stand before a question or a courtesy without belonging to it.
constexpr std::array<std::string_view, 18> kOpeners = {"okay", "ok",   "alright", "right", "so",      "and",
                                                       "now",  "well", "great",   "sure",  "yes",     "thanks",
                                                       "but",  "then", "also",    "first", "perfect", "please"};
/// Who begins with these makes a sentence, of which two or three words are only the beginning ("it should arrive", "let
/// me explain"); an answer of that length begins otherwise ("no problem", "that's right").
constexpr std::array<std::string_view, 30> kBeginsSentence = {
    "a",     "an",    "but",  "each", "every", "he",    "i",     "i'd",  "i'll", "i'm",
    "i've",  "in",    "it",   "it's", "let",   "let's", "my",    "our",  "she",  "the",
    "there", "these", "they", "this", "we",    "we'll", "we've", "when", "you",  "your"};
/// A finished sentence to a customer likes to end with these.
constexpr std::array<std::string_view, 61> kCloses = {
    "afternoon", "again",    "automatically", "away",          "birth",      "bye",   "card",    "correctly", "day",
    "days",      "else",     "email",         "evening",       "feel",       "fixed", "goodbye", "help",      "here",
    "holding",   "hours",    "immediately",   "inconvenience", "instead",    "it",    "ma'am",   "minute",    "minutes",
    "moment",    "months",   "morning",       "myself",        "name",       "noon",  "now",     "number",    "okay",
    "patience",  "please",   "problem",       "right",         "shortly",    "sir",   "soon",    "sorry",     "thanks",
    "today",     "together", "tomorrow",      "twice",         "understand", "upset", "waiting", "week",      "weekend",
    "weeks",     "welcome",  "well",          "years",         "yesterday",  "yet",   "you"};
/// Ends of the last words that hand the turn over.
constexpr std::array<std::string_view, 30> kHandsOver = {"help you",
                                                         "help you today",
                                                         "do for you",
                                                         "assist you",
                                                         "assist you today",
                                                         "else",
                                                         "number please",
                                                         "name please",
                                                         "address please",
                                                         "birth please",
                                                         "please",
                                                         "for your patience",
                                                         "for holding",
                                                         "for waiting",
                                                         "you're welcome",
                                                         "you are welcome",
                                                         "bye",
                                                         "goodbye",
                                                         "good day",
                                                         "great day",
                                                         "nice day",
                                                         "wonderful day",
                                                         "that okay",
                                                         "that right",
                                                         "that correct",
                                                         "is that all",
                                                         "make sense",
                                                         "sound good",
                                                         "bye bye",
                                                         "good one"};

Words words_of(std::string_view text) {
    Words words;
    std::string word;
    const auto end = [&] {
        if (!word.empty())
            words.push_back(std::exchange(word, {}));
    };
    for (const char c : text) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '\'')
            word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        else
            end();
    }
    end();
    return words;
}

std::string_view back(const Words& words, std::size_t n) {
    return words.size() > n ? std::string_view(words[words.size() - 1 - n]) : std::string_view{};
}

bool is_letter(std::string_view word) {
    return word.size() == 1 && std::isalpha(static_cast<unsigned char>(word[0])) != 0;
}
bool is_digit(std::string_view word) {
    return one_of(word, kDigits) || (word.size() == 1 && std::isdigit(static_cast<unsigned char>(word[0])) != 0);
}

/// Words at the end that belong to a string of digits or letters.
std::size_t trailing(const Words& words, bool (*belongs)(std::string_view)) {
    std::size_t n = 0;
    while (n < words.size() && belongs(back(words, n)))
        ++n;
    return n;
}

/// How many digits the words before announce; 0: it cannot be told.
std::size_t digits_announced(const Words& words) {
    const auto said = [&](std::string_view word) { return std::ranges::find(words, word) != words.end(); };
    if (said("last") && said("four"))
        return 5;  // "four" itself and the four that follow
    if (said("phone") || said("reach") || said("callback") || said("mobile") || said("cell"))
        return 10;
    if (said("zip"))
        return 5;
    if (said("pin") || said("code"))
        return 4;
    return 0;
}

bool in_number(const Words& words) {
    constexpr std::size_t kLongNumber = 6;
    if (one_of(back(words, 0), kScales))
        return true;
    if (const auto letters = trailing(words, is_letter);
        letters >= 2 || (letters == 1 && back(words, 0) != "a" && back(words, 0) != "i"))
        return true;
    const auto digits = trailing(words, is_digit);
    if (digits == 0 || (digits == 1 && one_of(back(words, 1), kBeforeCount)))
        return false;
    const auto announced = digits_announced(words);
    return digits < (announced == 0 ? kLongNumber : announced);
}

/// A question begins at the front, or after a courtesy ("okay thank you may i have …").
bool asks(const Words& words) {
    constexpr std::size_t kShortest = 4;
    for (std::size_t i = 0; i + kShortest <= words.size(); ++i) {
        if (one_of(words[i], kAsks))
            return true;
        if (words[i] == "thank" && words[i + 1] == "you")
            ++i;
        else if (!one_of(words[i], kOpeners))
            return false;
    }
    return false;
}

/// "What is it about", "anything else I can help you with": the preposition's object came first.
bool stranded(const Words& words) {
    constexpr std::size_t kShortest = 4;
    return words.size() >= kShortest && one_of(back(words, 0), kPrepositions) && asks(words) &&
           std::ranges::any_of(words, [](const std::string& w) { return one_of(w, kObjectsInFront); });
}

bool wants_more(const Words& words) {
    const auto last = back(words, 0);
    const auto before = back(words, 1);
    if (stranded(words))
        return false;
    if (one_of(last, kGoesOn))
        // "Let me see what I can do", "as soon as you can": nothing is missing.
        return !(one_of(last, kEndsToo) && one_of(before, kBeforeEndsToo));
    if (last == "that")
        return one_of(before, kBeforeThat);
    if (last == "me" || last == "you" || last == "us")
        return one_of(before, kGives);
    return words.size() > 1 && one_of(last, kWantsObject) && before != "the" && before != "a" && before != "your";
}

/// A condition without what follows from it.
bool half_of_two(const Words& words) {
    constexpr std::size_t kBothHalves = 8;  // words
    std::size_t first = 0;
    while (first + 1 < words.size() && one_of(words[first], kOpeners))
        ++first;
    const bool asks = words.size() > first + 1 && one_of(words[first + 1], kAsks);
    return one_of(words[first], kConditions) && !asks && words.size() - first < kBothHalves;
}

/// "My name is Julia", "… this is Julia": what one can do for the caller comes next.
bool gives_name(const Words& words) {
    return back(words, 1) == "is" && (back(words, 2) == "this" || (back(words, 2) == "name" && back(words, 3) == "my"));
}

bool ends_with(const Words& words, std::string_view phrase) {
    const Words wanted = words_of(phrase);
    return words.size() >= wanted.size() && std::equal(wanted.rbegin(), wanted.rend(), words.rbegin());
}

}  // namespace

Completeness completeness(std::string_view partial) {
    const Words words = words_of(partial);
    if (words.empty())
        return Completeness::Nothing;
    if (in_number(words))
        return Completeness::MidNumber;
    if (wants_more(words) || half_of_two(words))
        return Completeness::Unfinished;
    if (gives_name(words))
        return Completeness::MayGoOn;
    if (asks(words) || std::ranges::any_of(kHandsOver, [&](std::string_view p) { return ends_with(words, p); }))
        return Completeness::Closed;
    constexpr std::size_t kShortAnswer = 3, kWholeSentence = 10;  // words
    const bool answer = words.size() <= kShortAnswer && !(words.size() > 1 && one_of(words.front(), kBeginsSentence));
    const bool whole = answer || words.size() >= kWholeSentence;
    return whole || one_of(back(words, 0), kCloses) || trailing(words, is_digit) > 1 ? Completeness::Finished
                                                                                     : Completeness::MayGoOn;
}

}  // namespace mockcall
