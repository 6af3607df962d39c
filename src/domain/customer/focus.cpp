#include "domain/customer/focus.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/one_of.hpp"
#include "domain/customer/word_forms.hpp"
#include "domain/dialogue/pattern.hpp"
#include "domain/dialogue/slots.hpp"

namespace mockcall::customer_detail {

namespace {

struct FocusPattern {
    Focus focus;
    const char* pattern;
};

/// In the order in which they win.
constexpr FocusPattern kFocuses[] = {
    {Focus::GoodTime, "(what|which|when) ** (best|suit|suits|convenient|prefer|better)"},
    {Focus::GoodTime, "(when|what time) *2 (can|could|may|shall|should) (we|i|he|she|they|the) *"},
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
    {Focus::Size, "how (big|large|wide|tall|high|far|deep|bad|fast|slow|heavy|thick|small|loud|cold|hot|strong)"},
    {Focus::Size, "what size"},
    {Focus::Contact, "(what|which) *3 (address|email|phone number|cell|mobile) *"},
    {Focus::Contact, "where *1 (do|does) (you|he|she|they) live"},
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

bool asks_by(std::string_view w) {
    constexpr auto kWords =
        std::to_array<std::string_view>({"what", "which", "who", "whose", "when", "where", "how", "why"});
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

}  // namespace

Focus focus_of(const std::vector<Token>& tokens, const Span& at) {
    const auto in_it = tokens_in(tokens, at);
    const std::vector<Token> part(in_it.begin(), in_it.end());
    std::size_t best = std::size(kFocuses);
    for (const auto& match : compiled().match(part))
        best = std::min(best, match.pattern);
    return best == std::size(kFocuses) ? Focus::None : kFocuses[best].focus;
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
        case Focus::Sum: return !amounts_in(text).empty() || tells_number(text);
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
                }
            found.push_back(one);
        }
        begin = end;
    }
    return found;
}

}  // namespace mockcall::customer_detail
