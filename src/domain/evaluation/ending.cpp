#include "domain/evaluation/ending.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/one_of.hpp"
#include "domain/dialogue/slots.hpp"
#include "domain/evaluation/lexicon.hpp"
#include "domain/evaluation/pushback.hpp"

namespace mockcall::judging {
namespace {

std::string_view norm_at(const Line& line, std::size_t i) {
    return i < line.words.size() ? std::string_view(line.words[i].norm) : std::string_view{};
}

/// Participles that tell of no solution: "has expired", "was received".
constexpr auto kNoDeeds = std::to_array<std::string_view>(
    {"expired",   "received", "happened",   "changed",    "needed",      "interested", "looked",  "checked",
     "asked",     "tried",    "closed",     "delivered",  "used",        "called",     "listed",  "located",
     "supposed",  "required", "allowed",    "based",      "seen",        "been",       "shipped", "charged",
     "declined",  "denied",   "frustrated", "worried",    "concerned",   "ended",      "noticed", "mentioned",
     "failed",    "not",      "limited",    "caused",     "experienced", "waited",     "sold",    "included",
     "explained", "reviewed", "reached",    "contacted",  "verified",    "heard",      "talked",  "told",
     "said",      "pleased",  "delayed",    "read",       "red",         "bed",        "need",    "indeed",
     "speed",     "feed",     "agreed",     "ten",        "then",        "when",       "even",    "often",
     "open",      "in",       "on",         "an",         "been",        "men",        "seven",   "between",
     "again",     "own",      "known",      "explain",    "down",        "certain",    "noted",   "delighted",
     "pulled",    "queried",  "searched",   "identified", "scanned",     "tagged",     "excited", "related",
     "unlimited", "united",   "hundred",    "confused"});
constexpr auto kIrregular =
    std::to_array<std::string_view>({"sent", "put", "made", "set", "reset", "given", "done", "fixed", "taken", "gone",
                                     "found", "spoken", "written", "paid", "begun", "filed", "split", "undone"});

bool is_deed(std::string_view w) {
    if (one_of(w, kIrregular))
        return true;
    return w.size() > 4 && w.ends_with("ed") && !one_of(w, kNoDeeds);
}

bool denies(std::string_view w) { return w == "not" || w == "never" || w == "no" || w.ends_with("n't"); }

/// The first word of "i have", "i've just", "has been", "is now" before a deed, if `i` begins such.
bool begins_report(const Line& line, std::size_t i) {
    const auto w = norm_at(line, i), next = norm_at(line, i + 1),
               before = i > 0 ? norm_at(line, i - 1) : std::string_view{};
    if (w == "i've" || w == "we've")
        return true;
    if ((w == "have" || w == "has") && (before == "i" || before == "we" || next == "been"))
        return before != "you" && before != "if";
    // "Codes are sent out on Mondays" tells how things go; "your tickets are booked" what was done.
    if ((w == "are" || w == "were") &&
        std::none_of(line.words.begin(), line.words.begin() + static_cast<std::ptrdiff_t>(i),
                     [](const Word& x) { return x.norm.starts_with("you"); }))
        return false;
    if ((w == "is" || w == "are" || w == "was" || w == "were") && before != "what" && before != "when" &&
        before != "if")
        return next == "now" || next == "all" || next == "successfully" || is_deed(next);
    // "Have I answered everything?" asks.
    constexpr auto kAsking = std::to_array<std::string_view>({"did", "have", "had", "has", "do", "can", "should"});
    return (w == "i" || w == "we") && (next == "just" || is_deed(next)) && !one_of(before, kAsking);
}

bool starts_sentence(const Line& line, std::size_t i) {
    if (i == 0)
        return true;
    const auto between = line.turn->text.substr(line.words[i - 1].end, line.words[i].begin - line.words[i - 1].end);
    return between.find_first_of(".!?:") != std::string::npos;
}

/// "Booked! Your car is …", "Refund issued now", "Confirmation sent to you": told without a subject.
std::optional<Span> done_in_short(const Line& line) {
    constexpr auto kAfter = std::to_array<std::string_view>({"now", "today", "already", "for", "your", "it"});
    for (std::size_t i = 0; i < line.words.size(); ++i) {
        if (!is_deed(norm_at(line, i)))
            continue;
        const auto next = norm_at(line, i + 1);
        const bool ends = line.words[i].end < line.turn->text.size() &&
                          std::string_view(".,!:;").find(line.turn->text[line.words[i].end]) != std::string_view::npos;
        const bool first = starts_sentence(line, i) && (ends || one_of(next, kAfter));
        const bool to_you = i > 0 && next == "to" && norm_at(line, i + 2).starts_with("you");
        const bool at_once = i > 0 && next == "now";
        if (first || to_you || at_once)
            return Span{line.words[i].begin, line.words[i].end};
    }
    return std::nullopt;
}

/// "Once the review has been completed": told of what may come to be, in the sentence that `at` stands in.
bool is_condition(const Line& line, std::size_t at) {
    constexpr auto kOpens =
        std::to_array<std::string_view>({"once", "when", "if", "until", "unless", "after", "before", "whether"});
    constexpr std::size_t kReach = 8;  // a recogniser ends no sentences
    std::size_t since = kReach;
    for (std::size_t i = 0; i < line.words.size() && line.words[i].begin < at; ++i) {
        if (starts_sentence(line, i))
            since = kReach;
        since = one_of(line.words[i].norm, kOpens) ? 0 : since + 1;
    }
    return since < kReach;
}

}  // namespace

std::optional<Span> done_in(const Line& line) {
    if (is_question(line) && line.words.size() < 8)
        return std::nullopt;
    if (const auto span = find_any(line.words, lexicon::kDone); span && !is_condition(line, span->begin))
        return span;
    if (const auto span = done_in_short(line))
        return span;
    constexpr std::size_t kReach = 4;
    for (std::size_t i = 0; i < line.words.size(); ++i) {
        if (!begins_report(line, i) || is_condition(line, line.words[i].begin))
            continue;
        for (std::size_t k = i + 1; k < std::min(line.words.size(), i + 1 + kReach); ++k) {
            if (denies(norm_at(line, k)))
                break;
            // "This is handled by the branch" tells who does it, not that it was done.
            if (is_deed(norm_at(line, k)) && norm_at(line, k + 1) != "by")
                return Span{line.words[i].begin, line.words[k].end};
        }
    }
    return std::nullopt;
}

/// The same words once more, as a machine says them.
bool said_before(const Case& c, const Line& line) {
    return std::ranges::any_of(c.agent, [&](const Line* l) {
        return l < &line && !line.content.empty() && std::ranges::includes(l->content, line.content);
    });
}

std::optional<Hit> agent_has_done(const Case& c) {
    std::optional<Hit> found;
    for (const auto* line : c.agent)
        if (earns(*line))
            if (const auto span = done_in(*line))
                found = Hit{line, *span};
    return found;
}

const TranscriptTurn* deed_in_events(const Case& c) {
    // Looking up and checking who it is come before any deed.
    constexpr auto kOnTheWay = std::to_array<std::string_view>(
        {"pulled up", "in progress", "validat*", "verif*", "search*", "query*", "looking up", "look* up"});
    for (const TranscriptTurn& turn : c.call.turns) {
        if (turn.speaker != Speaker::System)
            continue;
        Line line;
        line.turn = &turn;
        line.words = words_of(turn.text);
        if (!find_any(line.words, kOnTheWay) && done_in(line))
            return &turn;
    }
    return nullptr;
}

std::optional<Span> promised_in(const Line& line) {
    constexpr auto kNoPromise = std::to_array<std::string_view>(
        {"need",  "be",   "have", "check", "look", "see", "ask",   "not", "also", "try",  "let",      "just", "require",
         "never", "tell", "only", "first", "want", "end", "place", "put", "hold", "find", "transfer", "pull"});
    for (std::size_t i = 0; i + 1 < line.words.size(); ++i) {
        const auto w = norm_at(line, i), next = norm_at(line, i + 1);
        const bool leads = w == "i'll" || w == "we'll" || ((w == "i" || w == "we") && next == "will");
        const std::size_t verb = w == "i'll" || w == "we'll" ? i + 1 : i + 2;
        if (leads && verb < line.words.size() && !one_of(norm_at(line, verb), kNoPromise))
            return Span{line.words[i].begin, line.words[verb].end};
    }
    return std::nullopt;
}

std::optional<Hit> agent_has_promised(const Case& c) {
    if (const auto promised = agent_said(c, c.whole(), lexicon::kAction))
        return promised;
    for (const auto* line : c.agent)
        if (const auto span = earns(*line) ? promised_in(*line) : std::nullopt)
            return Hit{line, *span};
    return std::nullopt;
}

namespace {

/// "Works.", "worked, thanks": told in short.
std::optional<Span> tells_it_works(const Line& line) {
    constexpr auto kWorks = std::to_array<std::string_view>({"works", "worked", "working"});
    const Word& first = line.words.front();
    return one_of(first.norm, kWorks) ? std::optional(Span{first.begin, first.end}) : std::nullopt;
}

/// "It's ringing!", "Oh, it says connected!": exclaimed of the thing itself, and nothing denied.
std::optional<Span> exclaims_success(const Line& line) {
    constexpr auto kThing = std::to_array<std::string_view>({"it's", "it", "they're", "there"});
    constexpr std::size_t kFewWords = 10;
    if (line.words.size() > kFewWords || line.turn->text.find('!') == std::string::npos ||
        std::ranges::any_of(line.words, [](const Word& w) { return denies(w.norm) || w.norm == "still"; }) ||
        find_any(line.words, lexicon::kUpset))
        return std::nullopt;
    for (const Word& w : line.words)
        if (one_of(w.norm, kThing))
            return Span{w.begin, line.words.back().end};
    return std::nullopt;
}

}  // namespace

std::optional<Hit> success_told(const Case& c) {
    for (std::size_t i = 1; i < c.customer.size(); ++i) {
        auto span = find_any(c.customer[i]->words, lexicon::kSuccess);
        if (!span)
            span = tells_it_works(*c.customer[i]);
        if (!span)
            span = exclaims_success(*c.customer[i]);
        if (span)
            return Hit{c.customer[i], *span};
    }
    return std::nullopt;
}

std::optional<Hit> agent_has_refused(const Case& c) {
    std::optional<Hit> found;
    for (const auto* line : c.agent)
        if (const auto span = find_any(line->words, lexicon::kRefusal))
            found = Hit{line, *span};
    return found;
}

std::optional<Hit> sent_away(const Case& c) {
    std::optional<Hit> away;
    for (const auto* line : c.agent) {
        if (earns(*line) && (done_in(*line) || find_any(line->words, lexicon::kAction)))
            away.reset();
        else if (const auto span = find_any(line->words, lexicon::kSendsAway))
            away = Hit{line, *span};
    }
    return away;
}

bool explained_refusal(const Case& c) {
    // A bare "I can't do that" names a limit as well, in few words.
    constexpr std::size_t kRule = 12;
    return std::ranges::any_of(c.agent, [](const Line* l) {
        return earns(*l) &&
               (find_any(l->words, lexicon::kReason) || (has_act(*l, Act::ExplainPolicy) && l->words.size() >= kRule));
    });
}

std::optional<Hit> softened_refusal(const Case& c) {
    std::optional<Hit> refused;
    bool offered = false;
    for (const auto* line : c.agent) {
        if (!earns(*line))
            continue;
        if (const auto span = find_any(line->words, lexicon::kRefusal); span && !refused)
            refused = Hit{line, *span};
        offered = offered || has_act(*line, Act::OfferCompensation) || find_any(line->words, lexicon::kAlternative);
    }
    return offered && explained_refusal(c) ? refused : std::nullopt;
}

bool is_question(const Line& line) {
    if (line.words.empty())
        return false;
    const std::string_view text = line.turn->text;
    if (text.find('?') != std::string_view::npos)
        return true;
    // What stands after the last word: a full stop, or a transcriber's mark, or nothing.
    if (text.substr(line.words.back().end).find_first_of(".!") != std::string_view::npos)
        return false;
    return find_any(line.words, lexicon::kQuestionStart).has_value();
}

bool informs(const Line& line) {
    constexpr std::size_t kSome = 9;
    const auto tokens = tokenize(line.turn->text);
    if (!amounts_in(tokens).empty() || !percents_in(tokens).empty() || !durations_in(tokens).empty())
        return true;
    if (has_act(line, Act::ExplainPolicy))
        return true;
    return line.words.size() >= kSome && !is_question(line) && line.content.size() >= 4;
}

bool asks_for_information(const Case& c) {
    if (c.customer.empty() || !is_question(*c.customer.front()) ||
        find_any(c.customer.front()->words, lexicon::kAsksFor))
        return false;
    constexpr auto kOwn = std::to_array<std::string_view>(
        {"my", "i", "i'm", "i've", "i'd", "me", "our", "we", "we've", "mine", "us", "account", "order"});
    return std::ranges::none_of(c.customer.front()->words, [&](const Word& w) {
        return std::ranges::find(kOwn, std::string_view(w.norm)) != kOwn.end();
    });
}

namespace {

/// "Have I answered everything?" - "You haven't answered one."
std::optional<Hit> denies_help(const Case& c) {
    for (std::size_t i = 1; i < c.customer.size(); ++i) {
        const Line& line = *c.customer[i];
        const Line* before = &line - 1;
        if (before < c.lines.data() || before->turn->speaker != Speaker::Agent ||
            !has_act(*before, Act::ConfirmResolution) || find_any(before->words, lexicon::kAnythingElse))
            continue;
        if (!line.words.empty() && find_any({line.words.front()}, lexicon::kAssent))
            continue;
        const auto no = std::ranges::find_if(line.words, [](const Word& w) { return denies(w.norm); });
        if (no != line.words.end() && !find_any(line.words, lexicon::kTakesLeave))
            return Hit{&line, Span{no->begin, no->end}};
    }
    return std::nullopt;
}

/// "I'll look for it when I'm online": who has to see to it alone, where nothing was done and nobody advised it.
std::optional<Hit> sees_to_it_alone(const Case& c) {
    constexpr std::size_t kLastTurns = 2;
    if (agent_has_done(c) || success_told(c))
        return std::nullopt;
    for (std::size_t i = c.customer.size() - std::min(kLastTurns, c.customer.size() - 1); i < c.customer.size(); ++i) {
        const Line& line = *c.customer[i];
        const auto span = find_any(line.words, lexicon::kAlone);
        if (!span || find_any(line.words, lexicon::kThankful))
            continue;
        std::set<std::string> advised;
        for (const Line* l : c.agent)
            if (l < &line)
                advised.insert(l->content.begin(), l->content.end());
        if (shared(advised, line.content) == 0)
            return Hit{&line, *span};
    }
    return std::nullopt;
}

/// After the displeasure it was seen to, and the thanks are more than a word in passing. Anger takes a deed.
bool seen_to_since(const Case& c, const Ending& end, const Line& thanks) {
    static constexpr auto kGratitude = std::to_array<std::string_view>({"thank you", "thanks", "thx", "cheers"});
    if (!end.shown_by || !find_any(thanks.words, kGratitude) || only_declines(c, thanks))
        return false;
    return std::ranges::any_of(c.agent, [&](const Line* l) {
        return l > end.shown_by->line && l < &thanks && earns(*l) &&
               (done_in(*l) || (end.mood == Mood::Resigned && promised_in(*l)));
    });
}

/// Who gave up, or had to put the agent right again and again, does not leave content for a "sure" or an "alright".
void temper(const Case& c, Ending& end) {
    constexpr std::size_t kLastTurns = 2, kTooOften = 2;
    static constexpr auto kGratitude = std::to_array<std::string_view>({"thank*", "thx", "cheers", "appreciate*"});
    const auto reactions = reactions_of(c);
    // Thanks for one thing are none for the other, which was missed after them.
    for (const Reacted& r : reactions)
        if (missed(r.reaction) && end.mood >= Mood::Thankful && end.shown_by && r.shown_by.line > end.shown_by->line)
            end = {Mood::Neutral, r.shown_by};
    const Line* from = c.customer[c.customer.size() - std::min(kLastTurns, c.customer.size())];
    const bool thanked = end.shown_by && find_any(end.shown_by->line->words, kGratitude);
    for (const Reacted& r : reactions)
        if (r.shown_by.line >= from && end.mood < Mood::Delighted && !thanked) {
            if (r.reaction == Reaction::Incredulous)
                end = {Mood::Upset, r.shown_by};
            else if (r.reaction == Reaction::GivesUp && end.mood > Mood::Resigned)
                end = {Mood::Resigned, r.shown_by};
        }
    if (const auto denied = denies_help(c); denied && end.mood != Mood::Upset && !success_told(c))
        end = {Mood::Resigned, denied};
    const bool declined = end.mood == Mood::Thankful && end.shown_by && only_declines(c, *end.shown_by->line);
    if (const auto alone = sees_to_it_alone(c); alone && (end.mood == Mood::Neutral || declined))
        end = {Mood::Resigned, alone};
    const auto pushed = pushbacks(reactions);
    if (pushed == 0 || thanked || end.mood >= Mood::Delighted || end.mood == Mood::Upset)
        return;
    if (end.mood <= Mood::Neutral && pushed >= kTooOften)
        end.mood = Mood::Upset;
    else if (pushed >= kTooOften || end.mood == Mood::Neutral)
        end.mood = Mood::Resigned;
    if (!end.shown_by)
        end.shown_by = std::ranges::find_if(reactions, [](const Reacted& r) {
                           return r.reaction == Reaction::PutsRight || r.reaction == Reaction::Insists;
                       })->shown_by;
}

}  // namespace

Ending ending_of(const Case& c) {
    Ending out;
    const auto n = c.customer.size();
    if (n < 2)
        return out;
    // A call's first statement of trouble is no verdict on how it was handled.
    const std::size_t from = std::max<std::size_t>(1, n - std::min<std::size_t>(5, n));
    for (std::size_t i = from; i < n; ++i) {
        const Line& line = *c.customer[i];
        const auto set = [&](Mood mood, const std::optional<Span>& span) {
            if (!span)
                return false;
            out = {mood, Hit{&line, *span}};
            return true;
        };
        const bool early = i + 3 < n;  // later words tell more
        // A no that is taken as one leaves nobody resigned.
        const bool sighs = find_any(line.words, lexicon::kResigned) && !find_any(line.words, lexicon::kUpset);
        if ((out.mood == Mood::Resigned || sighs) && find_any(line.words, lexicon::kAcceptsNo) && !is_question(line)) {
            out = {Mood::Neutral, std::nullopt};
            continue;
        }
        if (set(Mood::Upset, find_any(line.words, lexicon::kUpset)) ||
            set(Mood::Delighted, find_any(line.words, lexicon::kDelighted)) ||
            set(Mood::Resigned, find_any(line.words, lexicon::kResigned)))
            continue;
        // Plain thanks are courtesy: they lift a call that stood neither well nor ill.
        if (const auto thanks = find_any(line.words, lexicon::kThankful);
            thanks && !early && out.mood != Mood::Delighted && !(out.mood == Mood::Thankful && only_declines(c, line)))
            set(out.mood >= Mood::Neutral || seen_to_since(c, out, line) ? Mood::Thankful : Mood::Resigned, thanks);
    }
    temper(c, out);
    // Left without an answer: "hello?"
    if (c.lines.back().turn->speaker == Speaker::Customer && c.lines.back().words.size() <= 2)
        if (const auto lost = find_any(c.lines.back().words, lexicon::kLost))
            out = {Mood::Upset, Hit{&c.lines.back(), *lost}};
    return out;
}

std::optional<Span> invites_back(const Line& line) {
    constexpr auto kCome = std::to_array<std::string_view>({"let us know", "let me know", "shout", "write", "message",
                                                            "dm", "call", "ring", "reach", "touch", "reply", "contact",
                                                            "come back", "give us", "tell us", "ask"});
    constexpr auto kWhen = std::to_array<std::string_view>({"if", "should", "anytime", "whenever"});
    const auto when = find_any(line.words, kWhen);
    return when && !is_question(line) && find_any(line.words, kCome) ? when : std::nullopt;
}

std::optional<Span> wishes_well(const Line& line) {
    constexpr auto kWish = std::to_array<std::string_view>(
        {"have a",          "have an",      "have fun",     "enjoy",           "take care",
         "take good care",  "all the best", "safe travel*", "safe flight",     "safe trip",
         "stay safe",       "good luck",    "get well",     "hope you",        "hope it",
         "hope the",        "i hope",       "best wishes",  "fingers crossed", "look after yourself",
         "congratulations", "happy"});
    const auto wish = find_any(line.words, kWish);
    return wish && !find_any(line.words, std::to_array<std::string_view>({"happy to", "happy with"})) ? wish
                                                                                                      : std::nullopt;
}

bool only_declines(const Case& c, const Line& line) {
    constexpr std::size_t kFewWords = 6;
    constexpr auto kNo = std::to_array<std::string_view>({"no", "nope", "nah", "not"});
    if (line.words.size() > kFewWords || !one_of(line.words.front().norm, kNo))
        return false;
    for (const Line* l = &line; l > c.lines.data() && (l - 1)->turn->speaker == Speaker::Agent; --l)
        if (find_any((l - 1)->words, lexicon::kAnythingElse) || has_act(*(l - 1), Act::ConfirmResolution))
            return true;
    return false;
}

std::optional<Span> welcomes_thanks(const Line& line) {
    constexpr auto kWelcome = std::to_array<std::string_view>(
        {"you're welcome", "you are welcome", "welcome", "anytime", "any time", "my pleasure", "a pleasure",
         "no problem", "not at all", "don't mention it", "of course", "glad", "you bet", "no worries", "np"});
    return find_any(line.words, kWelcome);
}

bool left_unhelped(const Case& c) {
    if (c.scenario != nullptr || c.customer.empty() || success_told(c) || asks_for_information(c))
        return false;
    const Mood mood = ending_of(c).mood;
    return mood <= Mood::Resigned || (mood == Mood::Neutral && !agent_has_done(c) && !agent_has_promised(c));
}

}  // namespace mockcall::judging
