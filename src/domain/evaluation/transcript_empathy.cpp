// Empathy, read off the words alone: kind words, and trouble met with one.
#include <algorithm>
#include <array>
#include <set>

#include "base/one_of.hpp"
#include "domain/evaluation/ending.hpp"
#include "domain/evaluation/outcome.hpp"
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

/// "Oh Joseph, …", "okay miss carver", "I hope it is sorted soon, Ines.": the person is spoken to by name.
std::optional<Span> addresses(const Line& line) {
    constexpr auto kTitles = std::to_array<std::string_view>({"mister", "miss", "missus", "mr", "mrs", "ms", "madam"});
    constexpr auto kLeads =
        std::to_array<std::string_view>({"hello", "hi", "hey", "thanks", "you", "oh", "okay", "ok", "alright", "sorry",
                                         "welcome", "sure", "dear", "congratulations"});
    constexpr auto kNobody = std::to_array<std::string_view>(
        {"there",    "everyone", "all",  "i",      "i'm",     "i'll",      "i've",     "the",
         "what",     "what's",   "your", "monday", "tuesday", "wednesday", "thursday", "friday",
         "saturday", "sunday",   "let",  "we",     "it",      "it's",      "is",       "for"});
    const std::string_view text = line.turn->text;
    const auto capital = [&](const Word& w) {
        return text[w.begin] >= 'A' && text[w.begin] <= 'Z' && w.end - w.begin >= 3 && !one_of(w.norm, kNobody) &&
               text[w.begin + 1] >= 'a';
    };
    for (std::size_t i = 0; i < line.words.size(); ++i) {
        const Word& w = line.words[i];
        if (i > 0 && one_of(line.words[i - 1].norm, kTitles))
            return Span{line.words[i - 1].begin, w.end};
        const bool last = i + 1 == line.words.size();
        const char after = w.end < text.size() ? text[w.end] : '.';
        const auto gap =
            i > 0 ? text.substr(line.words[i - 1].end, w.begin - line.words[i - 1].end) : std::string_view{};
        const bool led = i > 0 && one_of(line.words[i - 1].norm, kLeads) && gap == " ";
        const bool apart =
            i > 0 && gap == ", " && (last || std::string_view(".!?,").find(after) != std::string_view::npos);
        if (capital(w) && (led || (apart && last)))
            return Span{w.begin, w.end};
    }
    return std::nullopt;
}

/// "That's a rotten thing to unwrap."
bool feels_along(const Line& line) {
    constexpr auto kSympathy = std::to_array<std::string_view>(
        {"rotten", "awful", "horrible", "terrible", "rough", "scar*", "a shame", "no fun", "never nice"});
    return find_any(line.words, lexicon::kFeelingNamed) || find_any(line.words, kSympathy);
}

/// "Oh", "ugh", "aw": feels along.
std::optional<Span> exclaims(const Line& line) {
    constexpr auto kOh = std::to_array<std::string_view>(
        {"oh", "ugh", "aw", "aww", "ouch", "wow", "yikes", "congratulations", "congrats"});
    const Word& first = line.words.front();
    return one_of(first.norm, kOh) ? std::optional(Span{first.begin, first.end}) : std::nullopt;
}

/// The agent's lines with a kind word of any sort; the first three are quoted.
std::size_t kind_lines(const Case& c, std::vector<Evidence>& evidence) {
    std::size_t n = 0;
    for (const auto* line : c.agent) {
        if (!earns(*line))
            continue;
        auto span = find_any(line->words, lexicon::kWarmth);
        for (const auto& other : {exclaims(*line), addresses(*line), wishes_well(*line), invites_back(*line)})
            span = span ? span : other;
        if (span && ++n <= 3)
            evidence.push_back(quote({line, *span}));
    }
    return n;
}

void judge_warmth(const Case& c, Sheet& sheet) {
    std::vector<Evidence> evidence;
    auto n = kind_lines(c, evidence);
    if (const auto named = by_name(c)) {
        ++n;
        evidence.push_back(quote(*named));
    }
    if (evidence.empty())
        evidence.push_back(metric(c, "kind words: " + count_of(0, c.agent.size()) + " turns"));
    const double rate = share(n, c.agent.size());
    // Kind words that did not reach the customer are half as kind.
    sheet.judge("empathy.warmth",
                {.score = reached(c) * (30 + 0.45 * ramp(static_cast<double>(n), 0, 5) + 0.25 * ramp(rate, 0, 0.5)),
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
        const bool kind =
            has_act(*line, Act::Empathy) || has_act(*line, Act::Apology) || exclaims(*line) || feels_along(*line);
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
    v.score *= reached(c);
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
