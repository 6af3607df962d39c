#include "domain/dialogue/act_judge.hpp"

#include <algorithm>

namespace mockcall {

namespace {

constexpr float kThreshold = 0.5F;
/// A phrasing as sure as this stands, whatever else was said around it.
constexpr float kSure = 0.85F;

}  // namespace

ActScores judge_acts(const Utterance& said, const ActModel& model) {
    ActScores out;
    const ActEvidence rules = rule_evidence(said);
    if (!said.tokens.empty())
        std::ranges::copy(model.scores(act_features(said, rules), rules), out.scores.begin());
    for (std::size_t act = 0; act < kLearnedActs; ++act)
        if (rules.scores[act] >= kSure)
            out.scores[act] = std::max(out.scores[act], rules.scores[act]);
    // A company whose name is known was named or was not.
    if (!said.company.empty())
        out.scores[static_cast<std::size_t>(Act::CompanyName)] =
            rules.scores[static_cast<std::size_t>(Act::CompanyName)];
    const auto learned = std::span(out.scores).first(kLearnedActs);
    for (std::size_t act = 0; act < kLearnedActs; ++act)
        if (learned[act] >= kThreshold)
            out.acts.add(static_cast<Act>(act));
    out.scores.back() = 1.0F - std::ranges::max(learned);
    if (out.acts.empty())
        out.acts.add(Act::Other);
    return out;
}

}  // namespace mockcall
