#include "domain/customer/focus.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/one_of.hpp"
#include "domain/customer/word_forms.hpp"
#include "domain/dialogue/pattern.hpp"
#include "domain/dialogue/slots.hpp"

namespace mockcall::customer_detail {

bool asks_by(std::string_view word) {
    constexpr auto kWords =
        std::to_array<std::string_view>({"what", "which", "who", "whom", "whose", "when", "where", "how", "why"});
    return one_of(word, kWords);
}

namespace {

struct FocusPattern {
    Focus focus;
    const char* pattern;
};

/// In the order in which they win.
constexpr FocusPattern kFocuses[] = {
    {Focus::Thing,
     "(what|which) *3 (number|address|email|mail) *1 (did|do|does|was|were|had|has) (he|she|they|it|the) *"},
    {Focus::Contact, "(what|which) *3 (best|good|right|better) (number|phone number|address|email)"},
    {Focus::GoodTime,
     "(when|what time|which time|what day|which day|what times) ** (best|good|suit|suits|convenient|prefer|better)"},
    {Focus::GoodTime, "(when|what time) *2 (can|could|may|shall|should) (we|i|he|she|they|the) *"},
    {Focus::GoodTime,
     "(when|what day|which day) (would|do|will|can|could) (you|it) * (have time|come|manage|suit|fit|make "
     "it|drop "
     "by|stop by|get here)"},
    {Focus::GoodTime, "when are you * (home|free|available|in|there|around|reachable)"},
    {Focus::GoodTime, "(what|which) (time|hour) *2 (are|will|would|should|shall|can) you"},
    {Focus::Wellbeing,
     "how (is|are) [your|the|my] (*1 (doing|taking|feeling|coping|holding|getting "
     "on)|mood|family|everybody|everyone|he|"
     "she|they|husband|wife|mother|father|mom|dad|daughter|son|kids|children|baby)"},
    {Focus::Wellbeing, "how (is|are) (your|the|he|she|they) *3 (doing|taking|feeling|coping|holding|getting)"},
    {Focus::Wellbeing,
     "how (is|are) (your|his|her|their) (eyes|eye|leg|back|knee|hand|head|heart|health|sleep|tooth|teeth)"},
    {Focus::Date, "(from|as of) when on"},
    {Focus::Age, "how old"},
    {Focus::Age, "what age"},
    {Focus::Moment, "how (long|many #time) ago"},
    {Focus::Moment, "how many * ago"},
    {Focus::Moment, "(since|from) when"},
    {Focus::Often, "how (often|frequently)"},
    {Focus::Often, "how many times"},
    {Focus::Length, "how long"},
    {Focus::Length, "how (much|many) (longer|time|years|months|weeks|days|hours|minutes|year|month|week|day|hour)"},
    {Focus::Length, "what length of time"},
    {Focus::Clock, "(what|which) (time|hour)"},
    {Focus::Clock, "what time of"},
    {Focus::Moment,
     "(when|what day|which day|what date|which date|which month|what month) (did|was|were|had|have|has)"},
    {Focus::Moment, "when exactly (did|was|were)"},
    {Focus::Date, "(by|until|till) when"},
    {Focus::Date, "(when|what day|which day|what date|which date|which month|what month|which week)"},
    {Focus::Count, "how many"},
    {Focus::Sum, "how much"},
    {Focus::Sum, "what *3 (price|cost|costs|amount|sum|total|figure|budget|fee|rate)"},
    {Focus::Sum, "what (do|does|did|will|would) ** (cost|charge|pay)"},
    {Focus::Sum, "what are (they|you|we) * (charging|paying|asking)"},
    {Focus::Size, "how (big|large|wide|tall|high|far|deep|bad|fast|slow|heavy|thick|small|loud|cold|hot|strong)"},
    {Focus::Size, "what size"},
    {Focus::Contact, "(what|which) *3 (address|email|phone number|cell|mobile) *"},
    {Focus::Contact, "where *1 (do|does) (you|he|she|they) live"},
    {Focus::Contact, "where (are|is) (you|your (office|shop|store|house|company|business|firm)) * (located|based)"},
    {Focus::Contact, "(what|which) number"},
    {Focus::Contact, "(what|which) (card|bank account|credit card|bank)"},
    {Focus::Contact, "^ [and] (the|your|a) *2 (address|email|phone number|mobile number|cell number)"},
    {Focus::Contact, "where *1 (should|shall|can|could|may|do|would) (i|we|it|the) * (send|mail|post|reach|deliver)"},
    {Focus::Owner, "whose"},
    {Focus::Owner, "(what|which) name *2 (under|in|on)"},
    {Focus::Place, "where"},
    {Focus::Place, "(what|which) (place|town|city|room|street|shop|store|branch|country|area|state|part of town)"},
    {Focus::Person, "(who|whom)"},
    {Focus::Sort, "(what|which) (kind|type|sort|brand|make|model|version|color|colour)"},
    {Focus::Reason, "why"},
    {Focus::Reason, "how come"},
    {Focus::Manner, "how (did|do|does|was|were|have|has|would|is|are)"},
    {Focus::Thing, "(what|which)"},
};

const PatternSet& compiled() {
    static const PatternSet set = [] {
        PatternSet s;
        for (const FocusPattern& f : kFocuses)
            s.add(f.pattern);
        return s;
    }();
    return set;
}

bool is_auxiliary(std::string_view w) {
    constexpr auto kWords =
        std::to_array<std::string_view>({"is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "can",
                                         "could", "will", "would", "may", "should", "shall"});
    return one_of(w, kWords);
}

/// "... and who", "... and did you", "..., or do you": another question begins after the conjunction at `i`.
bool begins_another(const std::vector<Token>& tokens, std::size_t i, std::size_t end) {
    if (i + 2 >= end || tokens[i].word != "and")
        return false;
    constexpr auto kPrepositions = std::to_array<std::string_view>({"by", "from", "for", "since", "at", "to", "in"});
    const std::size_t first = i + 1 + static_cast<std::size_t>(one_of(tokens[i + 1].word, kPrepositions));
    constexpr auto kSubjects =
        std::to_array<std::string_view>({"you", "i", "we", "he", "she", "they", "it", "there", "the", "that", "this",
                                         "your", "a", "any", "anyone", "anybody", "someone", "somebody"});
    return asks_by(tokens[first].word) || (is_auxiliary(tokens[i + 1].word) && one_of(tokens[i + 2].word, kSubjects));
}

/// "How are your eyes, has it got worse?"
bool asks_on(const std::vector<Token>& tokens, std::size_t begin, std::size_t i, std::size_t end) {
    constexpr auto kSubjects = std::to_array<std::string_view>(
        {"you", "i", "we", "he", "she", "they", "it", "there", "the", "that", "this", "your"});
    // "..., do you think?" asks nothing more.
    constexpr auto kTails =
        std::to_array<std::string_view>({"think", "know", "reckon", "suppose", "say", "mean", "guess"});
    if (i + 2 < end && one_of(tokens[i + 2].word, kTails))
        return false;
    const auto asked = [&](std::size_t k) {
        return asks_by(tokens[k].word) || (is_auxiliary(tokens[k].word) && one_of(tokens[k + 1].word, kSubjects));
    };
    if (i + 2 >= end || !tokens[i].after_pause || asks_by(tokens[i].word) || !asked(i))
        return false;
    for (std::size_t k = begin; k < i; ++k)
        if (asked(k))
            return true;
    return false;
}

bool names_day(std::string_view w) {
    constexpr auto kDays =
        std::to_array<std::string_view>({"today", "yesterday", "tonight", "tomorrow", "morning", "noon", "evening",
                                         "night", "christmas", "easter", "since", "ago", "birth"});
    return one_of(w, kDays) || names_date(w);
}

bool tells_time(const std::vector<Token>& text) {
    return !durations_in(text).empty() || std::ranges::any_of(text, [](const Token& t) { return names_day(t.word); });
}

bool tells_number(const std::vector<Token>& text) {
    for (std::size_t i = 0; i < text.size(); ++i)
        if (number_at(text, i) || text[i].word == "once" || text[i].word == "twice" || text[i].word == "both" ||
            text[i].word == "none" || text[i].word == "few")
            return true;
    return false;
}

/// What may be a sum without saying so: "forty, all in".
bool tells_large_number(const std::vector<Token>& text) {
    constexpr double kLarge = 5;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (const auto number = number_at(text, i); number && number->value >= kLarge)
            return true;
    return false;
}

}  // namespace

Focus focus_of(const std::vector<Token>& tokens, const Span& at) {
    const auto in_it = tokens_in(tokens, at);
    const std::vector<Token> part(in_it.begin(), in_it.end());
    if (turns_round_first(tokens, at))
        return Focus::None;
    // "What happens when it rains?" asks what; only what stands before belongs to the asking word: "since when".
    const auto first = static_cast<std::size_t>(
        std::ranges::find_if(part, [](const Token& t) { return asks_by(t.word); }) - part.begin());
    std::size_t best = std::size(kFocuses);
    for (const auto& match : compiled().match(part))
        if (match.span.begin <= first)
            best = std::min(best, match.pattern);
    return best == std::size(kFocuses) ? Focus::None : kFocuses[best].focus;
}

bool turns_round_first(const std::vector<Token>& tokens, const Span& at) {
    const auto in_it = tokens_in(tokens, at);
    const std::vector<Token> question(in_it.begin(), in_it.end());
    constexpr std::size_t kLeads = 4;
    constexpr auto kReports = std::to_array<std::string_view>(
        {"know", "tell", "say", "remember", "recall", "explain", "give", "let", "sure", "idea", "describe", "confirm",
         "see", "understand", "check", "ask", "share", "remind", "mind"});
    const std::size_t asks = static_cast<std::size_t>(
        std::ranges::find_if(question, [](const Token& t) { return asks_by(t.word); }) - question.begin());
    if (asks == question.size())
        return false;
    for (std::size_t i = 0; i + 1 < std::min(asks, kLeads); ++i) {
        constexpr auto kSubjects = std::to_array<std::string_view>(
            {"you",  "i",    "we",   "he",       "she",     "they",    "it",     "there",     "the",
             "that", "this", "your", "somebody", "someone", "anybody", "anyone", "everybody", "everyone",
             "any",  "a",    "all",  "my",       "our",     "his",     "her",    "their"});
        if (!is_auxiliary(question[i].word) || !one_of(question[i + 1].word, kSubjects))
            continue;
        return std::none_of(question.begin() + static_cast<std::ptrdiff_t>(i),
                            question.begin() + static_cast<std::ptrdiff_t>(asks),
                            [&](const Token& t) { return one_of(t.word, kReports); }) &&
               !question[asks].after_pause;
    }
    return false;
}

bool wants_figure(Focus focus) { return focus >= Focus::Age && focus <= Focus::Sum; }

bool could_answer(Focus focus, const std::vector<Token>& text) {
    switch (focus) {
        case Focus::Age: return tells_time(text) || tells_number(text);
        case Focus::Length:
        case Focus::Moment:
        case Focus::Date:
        case Focus::Clock: return tells_time(text);
        case Focus::GoodTime:
        case Focus::Contact:
        case Focus::Owner:
        case Focus::Sort: return false;
        case Focus::Often:
        case Focus::Count: return tells_number(text);
        case Focus::Sum: return !amounts_in(text).empty() || !percents_in(text).empty() || tells_large_number(text);
        default: return true;
    }
}

std::vector<Span> questions_in(const std::vector<Token>& tokens) {
    std::vector<Span> found;
    for (std::size_t begin = 0; begin < tokens.size();) {
        std::size_t end = begin + 1;
        while (end < tokens.size() && !tokens[end].starts_sentence)
            ++end;
        if (tokens[begin].in_question) {
            Span one{begin, end};
            for (std::size_t i = begin + 1; i < end; ++i)
                if (begins_another(tokens, i, end)) {
                    found.push_back({one.begin, i});
                    one.begin = i + 1;
                } else if (asks_on(tokens, one.begin, i, end)) {
                    found.push_back({one.begin, i});
                    one.begin = i;
                }
            found.push_back(one);
        }
        begin = end;
    }
    return found;
}

}  // namespace mockcall::customer_detail
