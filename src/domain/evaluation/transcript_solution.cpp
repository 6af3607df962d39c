// Solution, read off the words alone: what was asked, found out, done and told, and what was left to the customer.
#include <algorithm>
#include <array>
#include <cctype>

#include "domain/evaluation/ending.hpp"
#include "domain/evaluation/transcript_checks.hpp"

namespace mockcall::judging {
namespace {

void judge_process(const Case& c, Sheet& sheet) {
    struct Part {
        std::string_view name;
        std::optional<Hit> hit;
        double points;
    };
    const auto line_where = [&](auto holds) -> std::optional<Hit> {
        for (std::size_t i = 0; i < c.agent.size(); ++i)
            if (holds(*c.agent[i], i))
                return whole_line(*c.agent[i]);
        return std::nullopt;
    };
    const auto asked_detail = line_where([&](const Line& l, std::size_t i) {
        return is_question(l) && earns(l) && !has_act(l, Act::VerifyIdentity) && !has_act(l, Act::ConfirmResolution) &&
               (i > 1 || !find_any(l.words, lexicon::kOfferHelp));
    });
    auto acted = agent_has_done(c);
    if (!acted)
        acted = agent_has_promised(c);
    if (!acted)
        acted = agent_said(c, c.whole(), lexicon::kInstruction);
    if (!acted)
        acted = success_told(c);
    for (const auto& t : c.call.turns)
        if (t.speaker == Speaker::System && !acted && !c.agent.empty())
            acted = whole_line(*c.agent.back());
    const std::array<Part, 4> parts{
        {{"who is calling", agent_did(c, c.whole(), Act::VerifyIdentity), 15},
         {"what exactly is wrong", asked_detail, 20},
         {"something done", acted, 40},
         {"something told", line_where([&](const Line& l, std::size_t) { return earns(l) && informs(l); }), 25}}};
    Verdict v{.say = "Let me check that for you … I have … and you will …", .could_be_in = c.whole()};
    std::string missing;
    // "Are you open on Monday?" needs no name and no inquiry, only the answer.
    const bool only_asks = asks_for_information(c);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto& p = parts[i];
        const bool needed = !only_asks || i == 3;
        if (p.hit || !needed) {
            v.score += p.points;
            if (!p.hit)
                continue;
            v.evidence.push_back(quote(*p.hit));
        } else {
            missing += (missing.empty() ? "" : ", ") + std::string(p.name);
        }
    }
    if (only_asks && !parts.back().hit)
        v.score = 0;
    // Motions that led nowhere: whoever goes away upset was not helped by them.
    constexpr double kInVain = 30, kHardly = 45;
    if (left_unhelped(c))
        v.score = std::min(v.score, ending_of(c).mood == Mood::Upset ? kInVain : kHardly);
    v.why = missing.empty() ? "Asked, found out, acted and explained." : "Missing: " + missing + '.';
    sheet.judge("solution.process", std::move(v));
}

/// Not knowing, guessing, sending away: effort that the customer is left with.
void judge_care(const Case& c, Sheet& sheet) {
    std::vector<Evidence> evidence;
    for (const auto* line : c.agent)
        if (const auto span = find_any(line->words, lexicon::kCarelessness))
            evidence.push_back(quote({line, *span}));
    const double share_of_turns = share(evidence.size(), std::max<std::size_t>(1, c.agent.size()));
    if (evidence.empty())
        evidence.push_back(metric(c, "left to guess: 0 of " + std::to_string(c.agent.size()) + " turns"));
    const bool alone = left_unhelped(c) || (sent_away(c) && ending_of(c).mood < Mood::Thankful);
    sheet.judge("solution.care",
                {.score = (alone ? 0.5 : 1.0) * (100 - 250 * share_of_turns),
                 .evidence = evidence,
                 .why = share_of_turns > 0 ? "“" + evidence.front().text + "” leaves the customer alone with it."
                        : alone            ? "The customer was left alone with it in the end."
                                           : "Nothing was left to the customer to guess.",
                 .say = "Let me find that out for you."});
}

bool has_figure(const Line& line) {
    return std::ranges::any_of(line.turn->text, [](unsigned char ch) { return std::isdigit(ch) != 0; }) ||
           find_any(line.words, lexicon::kTime);
}

/// What was told was told for certain: figures, days, deeds, and no "usually" or "soon" in their place.
void judge_definite(const Case& c, Sheet& sheet) {
    constexpr std::size_t kMoreThanAsks = 12;  // words: a question of this length tells something as well
    std::vector<Evidence> sure, vague;
    for (const auto* line : c.agent) {
        if (!earns(*line) || (is_question(*line) && line->words.size() <= kMoreThanAsks))
            continue;
        const auto hedge = find_any(line->words, lexicon::kHedge);
        if (hedge && !has_figure(*line))
            vague.push_back(quote({line, *hedge}));
        else if (done_in(*line) || has_figure(*line) || promised_in(*line))
            sure.push_back(quote(whole_line(*line)));
    }
    const auto told = static_cast<double>(sure.size()), all = told + static_cast<double>(vague.size());
    // One sure statement is no more than a beginning, and none says nothing either way.
    const double score = 100 * (told + 0.5) / (all + 1);
    auto& shown = vague.empty() ? sure : vague;
    if (shown.empty())
        shown.push_back(metric(c, "told for certain: " + count_of(0, c.agent.size()) + " turns"));
    const auto first = shown.front().text;
    sheet.judge("solution.definite", {.score = score,
                                      .evidence = std::move(shown),
                                      .why = all > told ? "“" + first + "” leaves it open."
                                                        : "Nothing was left open by a “usually” or “soon”.",
                                      .say = "You will have it by …; if not, …"});
}

/// More than was asked for: a choice, an offer to see to the next thing, a word of what to watch for.
void judge_initiative(const Case& c, Sheet& sheet) {
    constexpr double kNone = 30, kEach = 35;
    constexpr std::size_t kEnough = 2;
    std::vector<Evidence> evidence;
    for (const auto* line : c.agent)
        if (earns(*line) && !find_any(line->words, lexicon::kAnythingElse))
            if (const auto span = find_any(line->words, lexicon::kStepMore))
                evidence.push_back(quote({line, *span}));
    const auto n = evidence.size();
    if (evidence.empty())
        evidence.push_back(metric(c, "offered beyond the asking: " + count_of(0, c.agent.size()) + " turns"));
    sheet.judge("solution.initiative", {.score = kNone + kEach * static_cast<double>(std::min(n, kEnough)),
                                        .evidence = std::move(evidence),
                                        .why = count_of(n, c.agent.size()) + " turns offered more than was asked for.",
                                        .say = "Would you like me to … as well?"});
}

}  // namespace

void judge_transcript_solution(const Case& c, Sheet& sheet) {
    judge_process(c, sheet);
    judge_care(c, sheet);
    judge_definite(c, sheet);
    judge_initiative(c, sheet);
}

}  // namespace mockcall::judging
