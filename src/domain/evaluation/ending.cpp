#include "domain/evaluation/ending.hpp"

#include <algorithm>
#include <array>

#include "domain/dialogue/slots.hpp"
#include "domain/evaluation/lexicon.hpp"

namespace mockcall::judging {
namespace {

template <std::size_t N>
bool one_of(std::string_view w, const std::array<std::string_view, N>& words) {
    return std::ranges::find(words, w) != words.end();
}

std::string_view norm_at(const Line& line, std::size_t i) {
    return i < line.words.size() ? std::string_view(line.words[i].norm) : std::string_view{};
}

/// Participles that tell of no solution: "has expired", "was received".
constexpr auto kNoDeeds = std::to_array<std::string_view>(
    {"expired",   "received", "happened",   "changed",   "needed",      "interested", "looked",  "checked",
     "asked",     "tried",    "closed",     "delivered", "used",        "called",     "listed",  "located",
     "supposed",  "required", "allowed",    "based",     "seen",        "been",       "shipped", "charged",
     "declined",  "denied",   "frustrated", "worried",   "concerned",   "ended",      "noticed", "mentioned",
     "failed",    "not",      "limited",    "caused",    "experienced", "waited",     "sold",    "included",
     "explained", "reviewed", "reached",    "contacted", "verified",    "heard",      "talked",  "told",
     "said",      "pleased",  "delayed",    "read",      "red",         "bed",        "need",    "indeed",
     "speed",     "feed",     "agreed",     "ten",       "then",        "when",       "even",    "often",
     "open",      "in",       "on",         "an",        "been",        "men",        "seven",   "between",
     "again",     "own",      "known",      "explain",   "down",        "certain"});
constexpr auto kIrregular =
    std::to_array<std::string_view>({"sent", "put", "made", "set", "reset", "given", "done", "fixed", "taken", "gone",
                                     "found", "spoken", "written", "paid", "got", "begun", "filed", "split", "undone"});

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
    if ((w == "is" || w == "are" || w == "was" || w == "were") && before != "what" && before != "when" &&
        before != "if")
        return next == "now" || next == "all" || next == "successfully" || is_deed(next);
    return (w == "i" || w == "we") && (next == "just" || is_deed(next)) && before != "did";
}

}  // namespace

std::optional<Span> done_in(const Line& line) {
    if (is_question(line) && line.words.size() < 8)
        return std::nullopt;
    if (const auto span = find_any(line.words, lexicon::kDone))
        return span;
    constexpr std::size_t kReach = 4;
    for (std::size_t i = 0; i < line.words.size(); ++i) {
        if (!begins_report(line, i))
            continue;
        for (std::size_t k = i + 1; k < std::min(line.words.size(), i + 1 + kReach); ++k) {
            if (denies(norm_at(line, k)))
                break;
            if (is_deed(norm_at(line, k)))
                return Span{line.words[i].begin, line.words[k].end};
        }
    }
    return std::nullopt;
}

std::optional<Hit> agent_has_done(const Case& c) {
    std::optional<Hit> found;
    for (const auto* line : c.agent)
        if (earns(*line))
            if (const auto span = done_in(*line))
                found = Hit{line, *span};
    return found;
}

std::optional<Hit> agent_has_promised(const Case& c) {
    if (const auto promised = agent_said(c, c.whole(), lexicon::kAction))
        return promised;
    constexpr auto kNoPromise = std::to_array<std::string_view>(
        {"need",  "be",   "have", "check", "look", "see", "ask",   "not", "also", "try",  "let",      "just", "require",
         "never", "tell", "only", "first", "want", "end", "place", "put", "hold", "find", "transfer", "pull"});
    for (const auto* line : c.agent)
        for (std::size_t i = 0; earns(*line) && i + 1 < line->words.size(); ++i) {
            const auto w = norm_at(*line, i), next = norm_at(*line, i + 1);
            const bool leads = w == "i'll" || w == "we'll" || ((w == "i" || w == "we") && next == "will");
            const std::size_t verb = w == "i'll" || w == "we'll" ? i + 1 : i + 2;
            if (leads && verb < line->words.size() && !one_of(norm_at(*line, verb), kNoPromise))
                return Hit{line, Span{line->words[i].begin, line->words[verb].end}};
        }
    return std::nullopt;
}

std::optional<Hit> success_told(const Case& c) {
    for (std::size_t i = 1; i < c.customer.size(); ++i)
        if (const auto span = find_any(c.customer[i]->words, lexicon::kSuccess))
            return Hit{c.customer[i], *span};
    return std::nullopt;
}

std::optional<Hit> agent_has_refused(const Case& c) {
    std::optional<Hit> found;
    for (const auto* line : c.agent)
        if (const auto span = find_any(line->words, lexicon::kRefusal))
            found = Hit{line, *span};
    return found;
}

bool is_question(const Line& line) {
    const auto& text = line.turn->text;
    const auto end = text.find_last_not_of(" \t\n");
    if (end != std::string::npos && (text[end] == '?' || text.find('?') != std::string::npos))
        return true;
    if (end != std::string::npos && (text[end] == '.' || text[end] == '!'))
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
        if (set(Mood::Upset, find_any(line.words, lexicon::kUpset)) ||
            set(Mood::Delighted, find_any(line.words, lexicon::kDelighted)) ||
            set(Mood::Resigned, find_any(line.words, lexicon::kResigned)))
            continue;
        // Plain thanks are courtesy: they lift a call that stood neither well nor ill.
        if (const auto thanks = find_any(line.words, lexicon::kThankful);
            thanks && !early && out.mood != Mood::Delighted)
            set(out.mood == Mood::Upset      ? Mood::Resigned
                : out.mood == Mood::Resigned ? Mood::Resigned
                                             : Mood::Thankful,
                thanks);
    }
    // Left without an answer: "hello?"
    if (c.lines.back().turn->speaker == Speaker::Customer && c.lines.back().words.size() <= 2)
        if (const auto lost = find_any(c.lines.back().words, lexicon::kLost))
            out = {Mood::Upset, Hit{&c.lines.back(), *lost}};
    return out;
}

}  // namespace mockcall::judging
