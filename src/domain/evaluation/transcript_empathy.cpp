// Empathy, read off the words alone: kind words, and trouble met with one.
#include <algorithm>
#include <set>

#include "domain/evaluation/ending.hpp"
#include "domain/evaluation/transcript_checks.hpp"

namespace mockcall::judging {
namespace {

/// A name the customer gave when asked, said back: "Thank you, Marta."
std::optional<Hit> by_name(const Case& c) {
    std::set<std::string> names;
    for (const auto* line : c.customer) {
        const auto* before = line > c.lines.data() ? line - 1 : nullptr;
        if (before == nullptr || before->turn->speaker != Speaker::Agent || !has_act(*before, Act::VerifyIdentity))
            continue;
        for (const auto& w : line->words)
            if (w.norm.size() >= 3 && std::ranges::all_of(w.norm, [](char ch) { return ch >= 'a' && ch <= 'z'; }))
                names.insert(w.norm);
    }
    for (const std::string_view common :
         {"name",  "account", "order",   "email", "number", "username", "the",    "and",    "yes",       "sure", "it's",
          "com",   "user",    "address", "level", "can",    "you",      "that",   "this",   "for",       "have", "not",
          "order", "item",    "card",    "don't", "okay",   "thank",    "thanks", "please", "membership"})
        names.erase(std::string(common));
    for (const auto* line : c.agent)
        for (const auto& w : line->words)
            if (names.contains(w.norm) && earns(*line))
                return Hit{line, Span{w.begin, w.end}};
    return std::nullopt;
}

void judge_warmth(const Case& c, Sheet& sheet) {
    std::vector<Evidence> evidence;
    auto n = lines_with(c, lexicon::kWarmth, evidence);
    if (const auto named = by_name(c)) {
        ++n;
        evidence.push_back(quote(*named));
    }
    if (evidence.empty())
        evidence.push_back(metric(c, "kind words: " + count_of(0, c.agent.size()) + " turns"));
    const double rate = share(n, c.agent.size());
    // Kind words that did not reach the customer are half as kind.
    const Mood mood = ending_of(c).mood;
    const double reached = mood == Mood::Upset ? 0.5 : mood == Mood::Resigned ? 0.75 : left_unhelped(c) ? 0.85 : 1.0;
    sheet.judge("empathy.warmth",
                {.score = reached * (30 + 0.45 * ramp(static_cast<double>(n), 0, 5) + 0.25 * ramp(rate, 0, 0.5)),
                 .evidence = evidence,
                 .why = count_of(n, c.agent.size()) + " turns held a kind word.",
                 .say = "I'd be happy to help you with that."});
}

/// Trouble was told: was it met with a word for the person, soon?
void judge_meeting_trouble(const Case& c, Sheet& sheet) {
    const Line* trouble = nullptr;
    std::optional<Span> span;
    bool feeling = false;
    for (const auto* line : c.customer)
        if (!span && !find_any(line->words, lexicon::kTakesLeave)) {
            span = find_any(line->words, lexicon::kFeeling);
            feeling = span.has_value();
            if (!span)
                span = find_any(line->words, lexicon::kDistress);
            trouble = line;
        }
    if (!span)
        return;
    Verdict v{.why = "“" + quote({trouble, *span}).text + "” (" + clock(trouble->at) + ") met no word for the person.",
              .say = "I'm sorry to hear that. Let's get this put right.",
              .could_be_in = c.whole()};
    int turn = 0;
    for (const auto* line : c.agent) {
        // A kind word to what came before it holds on: not each blow has to be met anew.
        const bool ahead = line < trouble && line > c.customer.front();
        if ((line < trouble && !ahead) || !earns(*line) || (ahead && !has_act(*line, Act::Empathy)))
            continue;
        const bool kind = has_act(*line, Act::Empathy) || has_act(*line, Act::Apology) ||
                          find_any(line->words, lexicon::kFeelingNamed);
        const bool willing = find_any(line->words, lexicon::kWillingness).has_value();
        const double score = (kind      ? 100
                              : willing ? 60
                              : feeling ? 0
                                        : 30) *
                             (turn == 0   ? 1.0
                              : turn <= 2 ? 0.85
                                          : 0.6);
        turn += ahead ? 0 : 1;
        if (score <= v.score)
            continue;
        v.score = score;
        v.evidence = {quote(whole_line(*line)), quote({trouble, *span})};
        v.why = score >= 70 ? "Met at " + clock(line->at) + '.'
                            : "At " + clock(line->at) + " help was offered, but no word for the person.";
    }
    // A kind word to somebody who leaves unhelped was a formula.
    const Mood mood = ending_of(c).mood;
    v.score *= mood == Mood::Upset ? 0.65 : mood == Mood::Resigned ? 0.85 : 1.0;
    // A mishap told calmly asks for less than a feeling shown.
    const auto* check = find_check(c.rubric, "empathy.meets_trouble");
    sheet.judge_as(check->id, std::string(check->id), std::string(check->label), feeling ? 1.0 : 0.6, std::move(v));
}

}  // namespace

void judge_transcript_empathy(const Case& c, Sheet& sheet) {
    judge_warmth(c, sheet);
    if (c.customer.empty())
        return;
    judge_meeting_trouble(c, sheet);
}

}  // namespace mockcall::judging
