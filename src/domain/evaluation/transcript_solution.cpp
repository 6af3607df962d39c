// Solution, read off the words alone: what was asked, found out, done and told, and what was left to the customer.
#include <algorithm>
#include <array>

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

}  // namespace

void judge_transcript_solution(const Case& c, Sheet& sheet) {
    judge_process(c, sheet);
    judge_care(c, sheet);
}

}  // namespace mockcall::judging
