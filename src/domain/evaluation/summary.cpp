#include <algorithm>
#include <array>
#include <map>

#include "domain/evaluation/outcome.hpp"

namespace mockcall::judging {
namespace {

std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i)
        out += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
    return out;
}

std::string topic_of(const Case& c) {
    if (c.scenario != nullptr && !c.scenario->problems.empty())
        return " about “" + c.scenario->problems.front().label + "”";
    if (const auto said = complaint(c))
        return " (“" + quote(*said).text + "”)";
    return "";
}

std::string settled_how(const Case& c, const std::vector<ProblemOutcome>& outcomes) {
    std::vector<std::string> how;
    for (const auto& o : outcomes)
        if (o.value >= c.rubric.limits.settled && o.resolution != nullptr)
            how.push_back(lower_first(o.resolution->label));
    return how.empty() ? "" : " (" + joined(how) + ")";
}

std::string ending_of(const Case& c, const std::vector<ProblemOutcome>& outcomes, bool fcr) {
    if (!c.call.answered && c.silent())
        return "the call was never answered";
    if (c.silent())
        return "the agent said nothing";
    if (c.abandoned())
        return "the customer hung up at " + clock(timestamp_of(c.call, c.call.ended)) + " without a solution";
    const auto settled =
        std::ranges::count_if(outcomes, [&](const auto& o) { return o.value >= c.rubric.limits.settled; });
    if (fcr)
        return "it was resolved in this call" + settled_how(c, outcomes);
    if (c.transferred())
        return "the call was transferred";
    if (settled == std::ssize(outcomes) && settled > 0)
        return "a solution was agreed" + settled_how(c, outcomes) + ", but not confirmed as final";
    if (settled > 0)
        return "it was resolved in part" + settled_how(c, outcomes);
    return c.scenario == nullptr ? "no confirmed solution was reached" : "it was not resolved";
}

// Figures are left out: they may identify the customer.
bool is_keyword(const Word& w) {
    static constexpr auto kTooCommon = std::to_array<std::string_view>(
        {"hello",      "nobody", "anybody", "somebody", "before", "should",  "nothing", "something", "anything",
         "everything", "call",   "called",  "calling",  "didn't", "doesn't", "already", "thing",     "things",
         "still",      "even",   "ever",    "never",    "always", "please",  "person",  "speak",     "tell",
         "told",       "much",   "many",    "more",     "than",   "because", "where",   "their",     "every",
         "these",      "those",  "great",   "good",     "fine",   "name",    "account", "number",    "time",
         "times",      "today",  "without", "customer", "excuse", "wrong",   "does",    "make",      "made",
         "take",       "give",   "given",   "want",     "need",   "help",    "work",    "works",     "being",
         "into",       "only",   "over"});
    const bool figures = std::ranges::any_of(w.norm, [](char ch) { return ch >= '0' && ch <= '9'; });
    return w.norm.size() > 3 && !figures && std::ranges::find(kTooCommon, w.norm) == kTooCommon.end() &&
           !content_words({w}).empty();
}

// Names are nobody's keyword: a capital within a sentence, the customer's own name, the answer to "who are you".
bool may_be_name(const Case& c, const Line& line, const Word& w) {
    const char first = line.turn->text[w.begin];
    if (w.begin > 0 && first >= 'A' && first <= 'Z')
        return true;
    if (c.scenario != nullptr && find_words(words_of(c.scenario->persona.name), w.norm))
        return true;
    if (&line == c.lines.data())
        return false;
    const auto& before = *(&line - 1);
    return before.turn->speaker == Speaker::Agent && has_act(before, Act::VerifyIdentity);
}

}  // namespace

std::string summary_of(const Case& c, const std::vector<ProblemOutcome>& outcomes, bool fcr) {
    const std::string who =
        c.scenario != nullptr && !c.scenario->persona.name.empty() ? c.scenario->persona.name : "A customer";
    return who + " called" + (c.company.empty() ? "" : ' ' + c.company) + topic_of(c) + "; " +
           ending_of(c, outcomes, fcr) + '.';
}

std::vector<std::string> keywords_of(const Case& c, const std::vector<ProblemOutcome>& outcomes) {
    constexpr std::size_t kMost = 8;
    std::vector<std::string> out;
    const auto add = [&](std::string word) {
        if (!word.empty() && out.size() < kMost && std::ranges::find(out, word) == out.end())
            out.push_back(std::move(word));
    };
    if (c.scenario != nullptr) {
        add(std::string(to_string(c.scenario->category)));
        add(std::string(to_string(c.scenario->industry)));
    }
    for (const auto& o : outcomes)
        if (o.value > 0 && o.resolution != nullptr)
            add(std::string(to_string(o.resolution->kind)));
    for (const auto& o : outcomes)
        if (o.stated)
            for (const auto& w : words_of(o.problem->label))
                if (is_keyword(w))
                    add(w.norm);
    // What the customer kept coming back to, most often first; words of equal count in alphabetical order.
    std::map<std::string, int> counts;
    for (const auto* line : c.customer)
        for (const auto& w : line->words)
            if (is_keyword(w) && !may_be_name(c, *line, w))
                ++counts[w.norm];
    std::vector<std::pair<std::string, int>> common(counts.begin(), counts.end());
    std::ranges::sort(common, {}, [](const auto& w) { return std::pair(-w.second, w.first); });
    for (const auto& [word, count] : common)
        if (count > 1 || outcomes.empty())
            add(word);
    return out;
}

}  // namespace mockcall::judging
