#include "domain/evaluation/wording.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <utility>

#include "base/one_of.hpp"

namespace mockcall::judging {
namespace {

constexpr std::string_view kCurlyApostrophe = "\xE2\x80\x99";
constexpr std::string_view kGeneralPunctuation = "\xE2\x80";  // curly quotes, dashes, ellipsis share this lead

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// How many bytes at `i` belong to a word (0: none), and what they are in its normal form.
std::size_t word_bytes(std::string_view text, std::size_t i, std::string_view so_far, std::string& norm) {
    const auto rest = text.substr(i);
    if (rest.starts_with(kCurlyApostrophe)) {
        norm = "'";
        return so_far.empty() ? 0 : kCurlyApostrophe.size();
    }
    if (rest.starts_with(kGeneralPunctuation))
        return 0;
    const char c = text[i];
    if (is_digit(c) || is_letter(c)) {
        norm.push_back(lower(c));
        return 1;
    }
    if (c == '\'' && !so_far.empty()) {
        norm = "'";
        return 1;
    }
    const bool between_digits =
        !so_far.empty() && is_digit(so_far.back()) && i + 1 < text.size() && is_digit(text[i + 1]);
    if ((c == '.' || c == ',') && between_digits) {
        norm = c == '.' ? "." : "";
        return 1;
    }
    return 0;
}

std::size_t separator_bytes(std::string_view text, std::size_t i) {
    return text.substr(i).starts_with(kGeneralPunctuation) ? std::min<std::size_t>(3, text.size() - i) : 1;
}

// The first word of a pattern; the rest stays in `pattern`.
std::string_view take_part(std::string_view& pattern) {
    while (pattern.starts_with(' '))
        pattern.remove_prefix(1);
    const auto part = pattern.substr(0, pattern.find(' '));
    pattern.remove_prefix(part.size());
    return part;
}

bool matches(const std::string& word, std::string_view pattern) {
    if (pattern.ends_with('*'))
        return word.starts_with(pattern.substr(0, pattern.size() - 1));
    return word == pattern;
}

constexpr std::size_t kGapWords = 4;

// The word after the match that starts at `at`, if there is one.
std::optional<std::size_t> match_at(const std::vector<Word>& words, std::size_t at, std::string_view pattern) {
    const auto part = take_part(pattern);
    if (part.empty())
        return at;
    if (part == "~") {
        for (std::size_t gap = 0; gap <= kGapWords && at + gap <= words.size(); ++gap)
            if (const auto end = match_at(words, at + gap, pattern))
                return end;
        return std::nullopt;
    }
    if (at >= words.size() || !matches(words[at].norm, part))
        return std::nullopt;
    return match_at(words, at + 1, pattern);
}

constexpr auto kEmptyWords = std::to_array<std::string_view>(
    {"a",       "about",  "after",  "again",   "all",  "also",  "am",   "an",    "and",   "any",   "are",    "as",
     "at",      "back",   "be",     "because", "been", "but",   "by",   "can",   "can't", "could", "did",    "didn't",
     "do",      "does",   "don't",  "for",     "from", "get",   "go",   "going", "got",   "had",   "has",    "have",
     "haven't", "he",     "her",    "here",    "hi",   "hello", "how",  "i",     "i'd",   "i'll",  "i'm",    "i've",
     "if",      "in",     "is",     "isn't",   "it",   "it's",  "just", "know",  "let",   "like",  "me",     "mean",
     "my",      "need",   "no",     "not",     "now",  "of",    "oh",   "ok",    "okay",  "on",    "or",     "our",
     "out",     "please", "really", "right",   "said", "say",   "see",  "she",   "so",    "some",  "sorry",  "sure",
     "thank",   "thanks", "that",   "that's",  "the",  "them",  "then", "there", "they",  "this",  "to",     "too",
     "uh",      "um",     "up",     "us",      "very", "want",  "was",  "we",    "well",  "were",  "what",   "when",
     "which",   "who",    "why",    "will",    "with", "would", "yes",  "yeah",  "you",   "you'd", "you'll", "you're",
     "you've",  "your"});

bool is_empty_word(std::string_view w) {
    return w.size() < 2 || std::ranges::find(kEmptyWords, w) != kEmptyWords.end();
}

std::string stem(std::string w) {
    if (w.ends_with("'s"))
        w.erase(w.size() - 2);
    for (const std::string_view ending : {"ing", "ed", "es", "s"})
        if (w.size() > ending.size() + 2 && w.ends_with(ending)) {
            w.erase(w.size() - ending.size());
            break;
        }
    if (w.size() > 3 && w.ends_with('e'))
        w.pop_back();
    return w;
}

bool ends_clause(char c) { return c == '.' || c == '?' || c == '!'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_title(std::string_view text_to_dot) {
    for (const std::string_view title : {"Mr", "Mrs", "Ms", "Dr", "No", "St"})
        if (text_to_dot.ends_with(title)) {
            const auto before = text_to_dot.size() - title.size();
            return before == 0 || is_space(text_to_dot[before - 1]);
        }
    return false;
}

// A sentence's end; the dots of "1.5" and "Mr." are none.
bool clause_ends_at(std::string_view text, std::size_t i) {
    return ends_clause(text[i]) && (i + 1 == text.size() || (is_space(text[i + 1]) && !is_title(text.substr(0, i))));
}

std::size_t word_start_before(std::string_view text, std::size_t i) {
    while (i > 0 && !is_space(text[i - 1]))
        --i;
    return i;
}

constexpr std::size_t kQuoteBytes = 160;

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

Span shortened(std::string_view text, Span clause, Span at) {
    if (clause.end - clause.begin <= kQuoteBytes)
        return clause;
    if (at.end - clause.begin > kQuoteBytes) {
        constexpr std::size_t kLead = kQuoteBytes / 3;  // so much before the place itself
        const auto lead = std::max(clause.begin, at.begin > kLead ? at.begin - kLead : 0);
        const auto word = std::max(clause.begin, word_start_before(text, lead));
        clause.begin = lead - word <= kLead ? word : lead;
    }
    if (clause.end - clause.begin > kQuoteBytes) {
        auto end = clause.begin + kQuoteBytes;
        const auto at_word = word_start_before(text, end);
        if (at_word > std::max(clause.begin, at.begin))
            end = at_word;
        clause.end = end;
    }
    while (clause.begin < clause.end && continues_character(text[clause.begin]))
        ++clause.begin;
    while (clause.end > clause.begin && clause.end < text.size() && continues_character(text[clause.end]))
        --clause.end;
    return clause;
}

}  // namespace

namespace {

/// Contractions as typists and recognisers write them without the apostrophe; "well" and "were" are words of their own,
/// "ill" and "id" are told by what stands beside them, and "its" is taken for "it's".
constexpr auto kBareContractions = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"arent", "aren't"},   {"cant", "can't"},       {"hes", "he's"},       {"itll", "it'll"},
     {"lets", "let's"},     {"maam", "ma'am"},       {"shes", "she's"},     {"thatd", "that'd"},
     {"thatll", "that'll"}, {"theyll", "they'll"},   {"theyve", "they've"}, {"werent", "weren't"},
     {"youd", "you'd"},     {"couldnt", "couldn't"}, {"didnt", "didn't"},   {"doesnt", "doesn't"},
     {"dont", "don't"},     {"hadnt", "hadn't"},     {"hasnt", "hasn't"},   {"havent", "haven't"},
     {"im", "i'm"},         {"isnt", "isn't"},       {"ive", "i've"},       {"shouldnt", "shouldn't"},
     {"thats", "that's"},   {"theres", "there's"},   {"theyre", "they're"}, {"wasnt", "wasn't"},
     {"weve", "we've"},     {"whats", "what's"},     {"wont", "won't"},     {"wouldnt", "wouldn't"},
     {"youll", "you'll"},   {"youre", "you're"},     {"youve", "you've"},   {"u", "you"},
     {"ur", "your"},        {"thx", "thanks"},       {"okey", "okay"},      {"pls", "please"},
     {"plz", "please"}});

/// Texts without a single apostrophe: what may be a contraction is taken for one, unless what stands beside it allows
/// another word.
void restore_apostrophes(std::vector<Word>& words) {
    constexpr auto kBeforeIll =
        std::to_array<std::string_view>({"am", "is", "was", "be", "been", "feel", "so", "very"});
    constexpr auto kAfterId =
        std::to_array<std::string_view>({"like", "be", "have", "rather", "still", "love", "want", "need", "say",
                                         "appreciate", "prefer", "suggest", "ask", "recommend"});
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view before = i > 0 ? std::string_view(words[i - 1].norm) : std::string_view{};
        const std::string_view after = i + 1 < words.size() ? std::string_view(words[i + 1].norm) : std::string_view{};
        if (words[i].norm == "its")
            words[i].norm = "it's";
        else if (words[i].norm == "ill" && !after.empty() && !one_of(before, kBeforeIll))
            words[i].norm = "i'll";
        else if (words[i].norm == "id" && one_of(after, kAfterId))
            words[i].norm = "i'd";
    }
}

/// How many bytes the mark at `i` takes, brackets included; 0 where there is none.
std::size_t mark_bytes(std::string_view text, std::size_t i) {
    constexpr std::size_t kLongest = 32;
    constexpr std::string_view kOpen = "[(<{", kClose = "])>}";
    constexpr auto kMarks = std::to_array<std::string_view>(
        {"inaudible", "unintelligible", "indiscernible", "unk",       "noise", "background", "laughter",
         "laugh",     "laughs",         "laughing",      "crosstalk", "cross", "overlap",    "overlapping",
         "pause",     "pauses",         "silence",       "sil",       "spn",   "music",      "hold music",
         "cough",     "coughs",         "coughing",      "sigh",      "sighs", "breath",     "breathing",
         "beep",      "ringing",        "typing",        "blank",     "clears"});
    const auto kind = kOpen.find(text[i]);
    if (kind == std::string_view::npos)
        return 0;
    const auto close = text.find(kClose[kind], i + 1);
    if (close == std::string_view::npos || close - i > kLongest)
        return 0;
    std::string inside;
    for (const char c : text.substr(i + 1, close - i - 1))
        inside += c == '_' ? ' ' : lower(c);
    const bool time = inside.find(':') != std::string::npos &&
                      std::ranges::all_of(inside, [](char c) { return is_digit(c) || c == ':' || c == '.'; });
    const bool few = std::ranges::count(inside, ' ') <= 1;
    const bool mark = few && (one_of(std::string_view(inside).substr(0, inside.find(' ')), kMarks) ||
                              one_of(std::string_view(inside), kMarks));
    return time || mark ? close + 1 - i : 0;
}

}  // namespace

std::string without_marks(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto mark = mark_bytes(text, i);
        if (mark == 0)
            out += text[i];
        i += std::max<std::size_t>(mark, 1);
    }
    return out;
}

std::vector<Word> words_of(std::string_view text) {
    std::vector<Word> out;
    Word word;
    const auto flush = [&] {
        while (word.norm.ends_with('\''))
            word.norm.pop_back();
        for (const auto& [bare, whole] : kBareContractions)
            if (word.norm == bare)
                word.norm = whole;
        if (!word.norm.empty())
            out.push_back(word);
        word = {};
    };
    for (std::size_t i = 0; i < text.size();) {
        if (const auto mark = mark_bytes(text, i); mark > 0) {
            flush();
            i += mark;
            continue;
        }
        std::string norm;
        const auto bytes = word_bytes(text, i, word.norm, norm);
        if (bytes == 0) {
            flush();
            i += separator_bytes(text, i);
            continue;
        }
        if (word.norm.empty())
            word.begin = i;
        word.norm += norm;
        i += bytes;
        word.end = i;
    }
    flush();
    if (text.find('\'') == std::string_view::npos && text.find(kCurlyApostrophe) == std::string_view::npos)
        restore_apostrophes(out);
    return out;
}

std::optional<Span> find_phrase(const std::vector<Word>& words, std::string_view pattern) {
    for (std::size_t i = 0; i < words.size(); ++i)
        if (const auto end = match_at(words, i, pattern); end && *end > i)
            return Span{words[i].begin, words[*end - 1].end};
    return std::nullopt;
}

std::optional<Span> find_words(const std::vector<Word>& words, std::string_view text) {
    std::string pattern;
    for (const auto& w : words_of(text))
        pattern += w.norm + ' ';
    return find_phrase(words, pattern);
}

std::optional<Span> find_any(const std::vector<Word>& words, std::span<const std::string_view> patterns) {
    for (const auto pattern : patterns)
        if (const auto found = find_phrase(words, pattern))
            return found;
    return std::nullopt;
}

Span clause_around(std::string_view text, Span at) {
    Span clause = at;
    while (clause.begin > 0 && !clause_ends_at(text, clause.begin - 1))
        --clause.begin;
    while (clause.end < text.size() && !(clause.end > at.begin && clause_ends_at(text, clause.end - 1)))
        ++clause.end;
    return clause;
}

std::string quote_around(std::string_view text, Span at) {
    at.end = std::min(at.end, text.size());
    at.begin = std::min(at.begin, at.end);
    Span clause = shortened(text, clause_around(text, at), at);
    while (clause.begin < clause.end && is_space(text[clause.begin]))
        ++clause.begin;
    while (clause.end > clause.begin && is_space(text[clause.end - 1]))
        --clause.end;
    return std::string(text.substr(clause.begin, clause.end - clause.begin));
}

std::set<std::string> content_words(const std::vector<Word>& words) {
    std::set<std::string> out;
    for (const auto& w : words)
        if (!is_empty_word(w.norm))
            out.insert(stem(w.norm));
    return out;
}

std::size_t shared(const std::set<std::string>& a, const std::set<std::string>& b) {
    return static_cast<std::size_t>(std::ranges::count_if(a, [&](const auto& w) { return b.contains(w); }));
}

std::string said_back(std::string_view customers_words) {
    static constexpr auto kSwap = std::to_array<std::pair<std::string_view, std::string_view>>({{"i", "you"},
                                                                                                {"i'm", "you're"},
                                                                                                {"i've", "you've"},
                                                                                                {"i'd", "you'd"},
                                                                                                {"i'll", "you'll"},
                                                                                                {"me", "you"},
                                                                                                {"my", "your"},
                                                                                                {"mine", "yours"},
                                                                                                {"myself", "yourself"},
                                                                                                {"am", "are"},
                                                                                                {"we", "you"},
                                                                                                {"we've", "you've"},
                                                                                                {"we're", "you're"},
                                                                                                {"our", "your"},
                                                                                                {"us", "you"},
                                                                                                {"you", "we"},
                                                                                                {"your", "our"},
                                                                                                {"you're", "we're"},
                                                                                                {"you've", "we've"}});
    const auto words = words_of(customers_words);
    // The demand behind the statement is no part of it.
    if (const auto demand = find_phrase(words, "and i want"); demand && demand->begin > 0)
        return said_back(customers_words.substr(0, demand->begin));
    // What leads in tells nothing: "well, there are …", "honestly, I …".
    constexpr auto kLeadIns =
        std::to_array<std::string_view>({"well", "honestly", "look", "listen", "yes", "yeah", "no", "oh", "hi", "hello",
                                         "okay", "and", "but", "because", "anyway"});
    if (words.size() > 3 && std::ranges::find(kLeadIns, words.front().norm) != kLeadIns.end())
        return said_back(customers_words.substr(words[1].begin));
    std::string out, before;
    std::size_t copied = 0;
    for (const auto& w : words) {
        if (before == "you" && (w.norm == "people" || w.norm == "guys" || w.norm == "folks")) {
            copied = w.end;  // "you people"
            continue;
        }
        out += customers_words.substr(copied, w.begin - copied);
        copied = w.end;
        const auto* swap =
            std::ranges::find(kSwap, std::string_view(w.norm), &std::pair<std::string_view, std::string_view>::first);
        if (swap != kSwap.end())
            out += swap->second;
        else if (before == "i" && w.norm == "was")
            out += "were";
        else
            out += customers_words.substr(w.begin, w.end - w.begin);
        before = w.norm;
    }
    out += customers_words.substr(copied);
    while (!out.empty() && (ends_clause(out.back()) || out.back() == ',' || is_space(out.back())))
        out.pop_back();
    return lower_first(out);
}

bool is_clause(std::string_view text) {
    constexpr auto kVerbs = std::to_array<std::string_view>(
        {"is",    "are",   "was",  "were", "am",   "has",    "have", "had",   "do",   "does", "did",  "can",   "will",
         "would", "got",   "get",  "want", "need", "came",   "took", "put",   "said", "went", "keep", "keeps", "works",
         "says",  "shows", "told", "sent", "paid", "bought", "lost", "broke", "cut",  "gave", "find", "found", "see"});
    const auto words = words_of(text);
    return words.size() >= 3 && std::ranges::any_of(words, [&](const Word& w) {
               const std::string_view n = w.norm;
               return std::ranges::find(kVerbs, n) != kVerbs.end() || n.ends_with("n't") || n.ends_with("'re") ||
                      n.ends_with("'ve") || n.ends_with("'s") || (n.size() > 4 && n.ends_with("ed"));
           });
}

std::string clock(double seconds) {
    const auto whole = static_cast<std::int64_t>(std::floor(std::max(0.0, seconds)));
    const auto rest = std::to_string(whole % 60);
    return std::to_string(whole / 60) + ':' + (rest.size() == 1 ? "0" : "") + rest;
}

std::string decimal(double v) {
    char text[48];
    std::snprintf(text, sizeof text, "%.1f", v);
    return text;
}

std::string lower_first(std::string_view text) {
    std::string out(text);
    const bool acronym = out.size() > 1 && ((out[1] >= 'A' && out[1] <= 'Z') || out[1] == '\'' || out[1] == ' ');
    if (!out.empty() && !acronym)
        out[0] = lower(out[0]);
    return out;
}

}  // namespace mockcall::judging
