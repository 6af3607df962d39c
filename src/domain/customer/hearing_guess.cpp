// What an author's phrases do not hold: offers in anybody's words, questions asked in an odd way, names.
#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "base/one_of.hpp"
#include "domain/customer/everyday_words.hpp"
#include "domain/customer/focus.hpp"
#include "domain/customer/hearing.hpp"
#include "domain/customer/requests.hpp"
#include "domain/customer/word_forms.hpp"
#include "domain/dialogue/pattern.hpp"
#include "domain/dialogue/slots.hpp"

namespace mockcall::customer_detail {

namespace {

using Kind = ResolutionKind;

struct OfferPattern {
    Kind kind;
    const char* pattern;
};

// What an agent does for a customer, by the kind of thing it comes to: a promise or an announcement, no remark.
constexpr OfferPattern kOffers[] = {
    {Kind::Refund, "(i|we) {promise} *1 (refund|reimburse) *"},
    {Kind::Refund, "(get|give|issue|process|offer|arrange|send) *3 (refund|reimbursement)"},
    {Kind::Refund, "(i|we) *4 (pay|give) *4 (money|rest|amount|cost|#money)"},
    {Kind::Refund, "(i|we) *4 (pay|give) (it|that|them|the *2|your *2|all|everything) back"},
    {Kind::Refund, "(i|we) {promise} *2 (return|send|transfer|put) *3 (your money|the money|the rest|#money)"},
    {Kind::Refund, "(i|we) {promise} pay *3"},
    {Kind::Refund, "(rest|amount|money) *3 (i|we) {promise} (pay|send|return|give) *2"},
    {Kind::Refund, "you {promise} (get|receive|have) * (your money|the money|it back|a refund|a full refund)"},
    {Kind::Refund,
     "(your|the) (money|amount|rest) * (is|goes|comes|will be|gets) * (back|returned|paid|sent|refunded)"},
    {Kind::Refund,
     "(it|that|they|months|payments|charges|fees|price|#money) * (come|comes|go|goes|be|is|are) * back (to|on|in) "
     "(you|your)"},
    {Kind::Refund, "you [{promise}] (get|receive|have) *4 (price|money|amount|sum|payment|payments|#money) * back"},
    {Kind::Credit, "(i|we) {promise} *1 (credit|compensate) *"},
    {Kind::Credit, "(get|give|issue|process|offer|put) *3 credit"},
    {Kind::Credit, "(offer|give) [you] *1 #money"},
    {Kind::Credit, "#money (back|credit|off|for you|from us|as a)"},
    {Kind::Credit, "(how about|what about|make it|let us say|i can do|we can do) #money"},
    {Kind::Waiver, "(i|we) {promise} *2 (waive|reverse) *"},
    {Kind::Waiver, "(i|we) *4 (remove|drop|cancel|wipe|forget) * (fee|fees|charge|charges)"},
    {Kind::Waiver, "(take|knock|strike) * (fee|fees|charge|charges|it|that|them|those|these|#money|#number) off"},
    {Kind::Waiver, "(take|taking|knock|knocking|strike) off * (fee|fees|charge|charges|it|that|#money|#number)"},
    {Kind::Credit, "(#money|#number) (comes|come|goes|go|is coming|will come|is) *1 (off|back)"},
    {Kind::Waiver, "you (do not|will not) (have|need) to pay"},
    {Kind::Fix,
     "(i|we) {promise} *2 "
     "(recode|resubmit|resend|correct|reset|unlock|reactivate|rebook|reissue|reconnect|rebill|refile) *"},
    {Kind::Fix, "(i|we) {promise} *2 (unblock|unfreeze|release|restore) *"},
    {Kind::Fix,
     "(take|taking|taken|lift|lifting|lifted|remove|removing|removed) *2 (block|lock|hold|restriction|freeze)"},
    {Kind::Fix, "have (it|that|this|them) * (recoded|resubmitted|corrected|reissued|rebooked|reset|reprocessed)"},
    {Kind::Discount, "#percent (off|cheaper|less|discount|lower)"},
    {Kind::Discount, "(i|we) *4 (give|offer|do|make) *3 (discount|cheaper|#percent|better price)"},
    {Kind::Discount, "(how about|what about|make it) #percent"},
    {Kind::Replacement, "(send|ship|give|get|mail|order) * [you] * (new|another|replacement|fresh|different) *"},
    {Kind::Replacement, "(i|we) {promise} *2 (exchange|replace|swap) *"},
    {Kind::Appointment,
     "(send|get) * (someone|somebody|technician|engineer|colleague|man) * (out|over|to you|round|by|tomorrow|#time)"},
    {Kind::Appointment, "(book|schedule|arrange|make) * (appointment|visit|slot)"},
    {Kind::Callback, "(will|can|going to) *2 (call|ring|phone) you *"},
    {Kind::Callback, "give you a (call|ring)"},
    {Kind::Cancellation, "(i|we) *4 (cancel|terminate) (it|that|this|your|the)"},
    {Kind::Cancellation, "(i|we) *4 close (your|the) (account|contract|subscription|policy|plan|card|line)"},
    {Kind::Ticket, "(open|file|log|create|raise|make) * (ticket|case|report|claim|complaint)"},
    {Kind::PlanChange, "(switch|change|move) (you|it|your plan|your account) * (to|on|onto|into)"},
    {Kind::Sale, "(sign you up|set you up|set it up|order it|place the order|book it)"},
};

/// They look like an offer and are none.
constexpr const char* kNoOffers[] = {
    "(new|another|different|fresh) * "
    "(link|password|code|email|mail|message|number|date|time|bill|invoice|statement|letter|"
    "form|pin|copy|confirmation|text|page|window)",
    "credit (card|score|check|limit|line|history|report|union|bureau|rating)",
    "(see|find|look|check|ask|know|tell|wonder|about) *3 (refund|credit|money|payment)",
};

struct Offers {
    PatternSet set;
    Offers() {
        set.define("promise",
                   "will|can|could|would|would like to|am|are|will be|am going to|are going to|am happy to|can "
                   "happily|will gladly|have|"
                   "have just|will just|will now|are able to|am able to");
        for (const OfferPattern& o : kOffers)
            set.add(o.pattern);
        for (const char* pattern : kNoOffers)
            set.add(pattern);
    }
    static bool is_none(std::size_t pattern) { return pattern >= std::size(kOffers); }
};

/// What may stand for what: money comes back under several names.
std::array<Kind, 3> likewise(Kind kind) {
    switch (kind) {
        case Kind::Refund: return {Kind::Refund, Kind::Credit, Kind::Waiver};
        case Kind::Credit: return {Kind::Credit, Kind::Refund, Kind::Waiver};
        case Kind::Waiver: return {Kind::Waiver, Kind::Credit, Kind::Refund};
        default: return {kind, kind, kind};
    }
}

/// "If I refunded", "did we send", "would you like me to": no offer stands yet.
bool hypothetical(const std::vector<Token>& tokens, const Span& at) {
    const std::size_t from = at.begin > 3 ? at.begin - 3 : 0;
    for (std::size_t i = from; i < at.begin; ++i)
        if (tokens[i].word == "if" || tokens[i].word == "did" || tokens[i].word == "why" || tokens[i].word == "when")
            return true;
    return false;
}

/// One word heard as another: a letter or two apart.
bool sounds_like(std::string_view a, std::string_view b) {
    if (a.size() + 2 < b.size() || b.size() + 2 < a.size())
        return false;
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            diagonal = above;
        }
    }
    return row[b.size()] <= std::max<std::size_t>(1, b.size() / 3);
}

}  // namespace

bool Hearing::knows_word(const Token& token) const {
    return is_everyday(token.word) || std::ranges::binary_search(knowledge_->vocabulary, token.stem);
}

/// "We'll pay the cleaning": an offer of a kind that would settle the matter, though not in the author's words.
void Hearing::hear_any_offer(Heard& h) const {
    static const Offers offers;
    const auto problem = agenda_->current();
    if (!problem || h.paraphrase)  // "we put a hundred and fifty too much on your bill" gives nothing back
        return;
    const auto amounts = sums_in(h.tokens);
    const auto percents = percents_in(h.tokens);
    const std::vector<Resolution>& known = agenda_->problem(*problem).resolutions;
    const auto matches = offers.set.match(h.tokens);
    // What the author's words have told already is no second offer.
    const auto heard = [&](const Span& span) {
        return std::ranges::any_of(h.offers,
                                   [&](const HeardOffer& o) { return o.at.begin < span.end && span.begin < o.at.end; });
    };
    const auto vetoed = [&](const Span& span) {
        return std::ranges::any_of(matches, [&](const auto& m) {
            return Offers::is_none(m.pattern) && m.span.begin < span.end && span.begin < m.span.end;
        });
    };
    for (const auto& match : matches) {
        if (Offers::is_none(match.pattern) || vetoed(match.span) || heard(match.span) ||
            denied(h.tokens, match.span.begin) || denied(h.tokens, match.span.end - 1) ||
            hypothetical(h.tokens, match.span) || h.tokens[match.span.begin].word == "did")
            continue;
        for (const Kind kind : likewise(kOffers[match.pattern].kind))
            for (std::size_t r = 0; r < known.size(); ++r) {
                if (known[r].kind != kind || agenda_->state(*problem).agreed[r] ||
                    std::ranges::any_of(h.offers, [&](const HeardOffer& o) {
                        return o.problem == *problem && known[o.resolution].kind == kind;
                    }))
                    continue;
                HeardOffer offer{*problem, r, std::nullopt, std::nullopt, h.in_full, match.span};
                if (!amounts.empty())
                    offer.cents = amounts.front().value;
                if (!percents.empty())
                    offer.percent = percents.front().value;
                h.offers.push_back(offer);
                return;
            }
    }
}

void Hearing::hear_names(Heard& h) const {
    const auto word = [&](std::size_t i) {
        return i < h.tokens.size() ? std::string_view(h.tokens[i].word) : std::string_view{};
    };
    const auto capital = [&](std::size_t i) {
        return i < h.tokens.size() && h.text[h.tokens[i].begin] >= 'A' && h.text[h.tokens[i].begin] <= 'Z';
    };
    const auto may_be_name = [&](std::size_t i) {
        const std::string_view w = word(i);
        return w.size() > 1 && !is_everyday(w) && std::ranges::all_of(w, [](char c) { return c >= 'a' && c <= 'z'; });
    };
    const auto own = [&](std::size_t i) {
        return std::ranges::any_of(knowledge_->own_name, [&](const std::string& n) { return sounds_like(word(i), n); });
    };
    constexpr std::array<std::string_view, 7> kTitles{"mr", "mrs", "ms", "miss", "mister", "missus", "missis"};
    constexpr double kSure = 0.6;
    for (std::size_t i = 0; i < h.tokens.size(); ++i) {
        const bool title = std::ranges::find(kTitles, word(i)) != kTitles.end();
        // "Your name is Miller", not "what is your name, dear".
        const bool named = i > 1 && word(i) == "name" && word(i - 1) == "your" && word(i - 2) == "is" &&
                           (i < 3 || word(i - 3) != "what");
        const bool whom = (word(i) == "with" || word(i) == "to") &&
                          (i > 0 && (word(i - 1) == "speaking" || word(i - 1) == "talking")) && capital(i + 1);
        if ((title || named || whom) && may_be_name(i + 1) && !own(i + 1) && !own(i + 2) && h.confidence >= kSure)
            h.wrong_name = true;
        const bool self = word(i) == "is" && i > 0 &&
                          (word(i - 1) == "this" || (word(i - 1) == "name" && i > 1 && word(i - 2) == "my"));
        const bool am = word(i) == "am" && i > 0 && word(i - 1) == "i" && capital(i + 1);
        if ((self || am) && h.agent_name.empty() && may_be_name(i + 1) &&
            !std::ranges::binary_search(knowledge_->vocabulary, h.tokens[i + 1].stem) &&
            (capital(i + 1) || word(i - 1) == "name"))
            h.agent_name = h.text.substr(h.tokens[i + 1].begin, h.tokens[i + 1].end - h.tokens[i + 1].begin);
        if ((word(i) == "speaking" || word(i) == "here") && i > 0 && capital(i - 1) && may_be_name(i - 1) &&
            h.agent_name.empty() && !std::ranges::binary_search(knowledge_->vocabulary, h.tokens[i - 1].stem))
            h.agent_name = h.text.substr(h.tokens[i - 1].begin, h.tokens[i - 1].end - h.tokens[i - 1].begin);
        // "So you have a TV problem", when it is the internet.
        const bool trouble = word(i) == "problem" || word(i) == "issue" || word(i) == "trouble";
        if (trouble && i > 2 && !knows_word(h.tokens[i - 1]) && may_be_name(i - 1))
            for (std::size_t back = 2; back <= 5 && back <= i; ++back)
                h.wrong_matter = h.wrong_matter || (word(i - back) == "you" &&
                                                    (word(i - back + 1) == "have" || word(i - back + 1) == "are"));
    }
    if (!h.agent_name.empty() && h.agent_name.front() >= 'a' && h.agent_name.front() <= 'z')
        h.agent_name.front() = static_cast<char>(h.agent_name.front() - 'a' + 'A');
}

/// "Within 24 hours", "by Thursday": when something will be, in the agent's own words.
void Hearing::hear_time(Heard& h) const {
    constexpr auto kDays = std::to_array<std::string_view>(
        {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "tomorrow", "tonight"});
    constexpr auto kBefore = std::to_array<std::string_view>({"within", "in", "by", "on", "before", "until", "after"});
    constexpr auto kPast =
        std::to_array<std::string_view>({"last", "since", "for", "every", "per", "ago", "was", "than"});
    const auto has = [](const auto& list, std::string_view w) { return std::ranges::find(list, w) != list.end(); };
    for (std::size_t i = 0; i < h.tokens.size(); ++i) {
        const auto duration = duration_at(h.tokens, i);
        const bool day = has(kDays, h.tokens[i].word);
        if ((!duration && !day) || h.tokens[i].in_question)
            continue;
        std::size_t begin = i, end = duration ? duration->span.end : i + 1;
        const std::string_view before =
            i > 0 && !h.tokens[i].starts_sentence ? std::string_view(h.tokens[i - 1].word) : "";
        const std::string_view after = end < h.tokens.size() ? std::string_view(h.tokens[end].word) : "";
        if (has(kPast, before) || after == "ago" || after == "old" ||
            (duration && !has(kBefore, before) && after != "later"))
            continue;
        if (has(kBefore, before))
            --begin;
        // "The day after tomorrow"
        if (before == "after" && begin > 0 && h.tokens[begin - 1].word == "day")
            begin -= begin > 1 && h.tokens[begin - 2].word == "the" ? 2 : 1;
        if (day && (after == "morning" || after == "afternoon" || after == "evening" || after == "noon"))
            ++end;
        h.time_named = h.text.substr(h.tokens[begin].begin, h.tokens[end - 1].end - h.tokens[begin].begin);
        if (begin != i || h.tokens[i].word.starts_with("to"))  // no weekday
            h.time_named.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(h.time_named.front())));
        return;
    }
}

/// "Eighteen forty", "75": a sum to somebody who waits for one.
void Hearing::hear_bare_sum(Heard& h) const {
    for (std::size_t i = 0; i < h.tokens.size(); ++i)
        // "The little one" is nobody's sum.
        if (const auto whole = number_at(h.tokens, i); whole && h.tokens[i].word != "one") {
            double sum = whole->value;
            const auto cents = number_at(h.tokens, whole->span.end);
            if (cents && cents->value >= 10 && cents->value < 100 && cents->span.end == h.tokens.size())
                sum += cents->value / 100;
            h.bare_sum = static_cast<std::int64_t>(std::llround(sum * 100));
            return;
        }
}

}  // namespace mockcall::customer_detail
