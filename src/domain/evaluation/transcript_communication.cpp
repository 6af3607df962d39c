// Communication, read off the words alone: courtesy, substance, own words, and whether it reached the customer.
#include <algorithm>
#include <set>

#include "domain/evaluation/ending.hpp"
#include "domain/evaluation/outcome.hpp"
#include "domain/evaluation/pushback.hpp"
#include "domain/evaluation/transcript_checks.hpp"

namespace mockcall::judging {
namespace {

void judge_courtesy_of(const Case& c, Sheet& sheet) {
    std::vector<Evidence> evidence;
    const auto n = lines_with(c, lexicon::kCourtesy, evidence);
    const double rate = share(n, c.agent.size());
    if (evidence.empty())
        evidence.push_back(metric(c, "please, thanks and the like: " + count_of(0, c.agent.size()) + " turns"));
    sheet.judge("communication.courtesy",
                {.score = reached(c) * (15 + 0.85 * ramp(rate, 0, 0.55)),
                 .evidence = evidence,
                 .why = count_of(n, c.agent.size()) + " turns held a please, a thank you or the like.",
                 .say = "Could you please tell me …? Thank you."});
}

void judge_substance(const Case& c, Sheet& sheet) {
    std::size_t words = 0, longest = 0;
    for (const auto* line : c.agent) {
        words += line->words.size();
        longest = std::max(longest, line->words.size());
    }
    const double mean = static_cast<double>(words) / static_cast<double>(c.agent.size());
    constexpr double kLecture = 55, kFlood = 110;
    // Words a turn before their number: what takes many turns to say is no better explained.
    const double score = reached(c) * (0.7 * ramp(mean, 2, 12) + 0.3 * ramp(static_cast<double>(words), 20, 120)) -
                         0.5 * ramp(static_cast<double>(longest), kLecture, kFlood) - 0.5 * ramp(mean, 27, 45);
    const auto figure = decimal(mean) + " words a turn, " + std::to_string(words) + " in all";
    sheet.judge("communication.substance",
                {.score = score,
                 .evidence = {metric(c, "length: " + figure)},
                 .why = mean < 6 ? "With " + figure + ", little was explained." : "You used " + figure + '.',
                 .say = "What I am doing now is …, because …."});
}

/// Says what is being done, why, and what comes of it, rather than asking from item to item.
void judge_explains(const Case& c, Sheet& sheet) {
    constexpr double kEnough = 4, kSomeWords = 6;
    std::vector<Evidence> evidence;
    std::size_t n = 0;
    for (const auto* line : c.agent) {
        const bool telling = earns(*line) && static_cast<double>(line->words.size()) >= kSomeWords &&
                             (informs(*line) || done_in(*line) || find_any(line->words, lexicon::kInstruction) ||
                              find_any(line->words, lexicon::kReason) || find_any(line->words, lexicon::kPurpose));
        if (!telling || find_any(line->words, lexicon::kOfficialese) || said_before(c, *line))
            continue;
        if (++n <= 3)
            evidence.push_back(quote(whole_line(*line)));
    }
    if (evidence.empty())
        evidence.push_back(metric(c, "explained: " + count_of(0, c.agent.size()) + " turns"));
    sheet.judge("communication.explains",
                {.score = reached(c) * (20 + 0.8 * ramp(static_cast<double>(n), 0, kEnough)),
                 .evidence = evidence,
                 .why = count_of(n, c.agent.size()) + " turns told what is done, why, or what comes of it.",
                 .say = "I need your order number so that I can see where it is; then I will …"});
}

/// What was said reached the customer: they were not lost, did not have to put it right, and did not leave in anger.
void judge_understood(const Case& c, Sheet& sheet) {
    constexpr double kNothingShown = 78, kUnderstood = 14, kLost = 32, kPutRight = 18, kDisbelief = 15;
    double score = kNothingShown;
    std::vector<Evidence> astray, reached;
    for (const Reacted& r : reactions_of(c)) {
        const bool understood = r.reaction == Reaction::Understood;
        (understood ? reached : astray).push_back(quote(r.shown_by));
        score -= r.reaction == Reaction::Lost          ? kLost
                 : missed(r.reaction)                  ? kPutRight
                 : r.reaction == Reaction::Incredulous ? kDisbelief
                                                       : 0;
    }
    if (!reached.empty())
        score += kUnderstood;
    switch (ending_of(c).mood) {
        case Mood::Upset: score -= 30; break;
        case Mood::Resigned: score -= 15; break;
        case Mood::Delighted: score += 12; break;
        default: break;
    }
    auto& evidence = astray.empty() ? reached : astray;
    if (evidence.empty())
        evidence.push_back(metric(c, "lost or put right: 0 of " + std::to_string(c.customer.size()) + " turns"));
    const auto e = evidence.front();
    sheet.judge("communication.understood", {.score = score,
                                             .evidence = evidence,
                                             .why = astray.empty() ? "What you said was understood."
                                                                   : "At " + clock(e.timestamp) + " (“" + e.text +
                                                                         "”) your answer had not arrived.",
                                             .say = "Let me put that another way: … Does that make sense?"});
}

/// Formulas: whole strings of words that come back turn after turn.
void judge_own_words(const Case& c, Sheet& sheet) {
    constexpr std::size_t kString = 4, kFewest = 3;
    if (c.agent.size() < kFewest)
        return;
    std::set<std::string> said;
    std::vector<Evidence> evidence;
    for (const auto* line : c.agent) {
        std::set<std::string> here;
        std::optional<Span> again;
        for (std::size_t i = 0; i + kString <= line->words.size(); ++i) {
            std::string words;
            for (std::size_t k = i; k < i + kString; ++k)
                words += line->words[k].norm + ' ';
            if (said.contains(words) && !again)
                again = Span{line->words[i].begin, line->words[i + kString - 1].end};
            here.insert(std::move(words));
        }
        if (!again)
            again = find_any(line->words, lexicon::kOfficialese);
        if (again)
            evidence.push_back(quote({line, *again}));
        said.merge(here);
    }
    const double rate = share(evidence.size(), c.agent.size());
    if (evidence.empty())
        evidence.push_back(metric(c, "formulas repeated: " + count_of(0, c.agent.size()) + " turns"));
    sheet.judge("communication.own_words",
                {.score = 100 - ramp(rate, 0, 0.45),
                 .evidence = evidence,
                 .why = rate > 0 ? "“" + evidence.front().text + "” sounds read out." : "Nothing sounded read out.",
                 .say = "Let me look at your case itself: …"});
}

}  // namespace

void judge_transcript_communication(const Case& c, Sheet& sheet) {
    judge_courtesy_of(c, sheet);
    judge_substance(c, sheet);
    judge_own_words(c, sheet);
    judge_explains(c, sheet);
    if (c.customer.empty())
        return;
    judge_understood(c, sheet);
}

}  // namespace mockcall::judging
