#include "domain/rehearsal/rehearsal.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace mockcall::rehearsal {

namespace {

/// A defect met in many calls is told once, with its first call.
void add(std::vector<Finding>& all, Finding finding) {
    const auto gist = [](const Finding& f) { return f.path + f.problem.substr(0, f.problem.rfind(" (")); };
    if (std::ranges::none_of(all, [&](const Finding& f) { return gist(f) == gist(finding); }))
        all.push_back(std::move(finding));
}

Scores scores_of(const std::vector<RehearsedCall>& calls, Rank rank) {
    Scores s;
    int count = 0;
    for (const RehearsedCall& call : calls)
        if (call.rank == rank) {
            const int score = call.evaluation.overall;
            s.mean += score;
            s.lowest = std::min(s.lowest, score);
            s.highest = std::max(s.highest, score);
            ++count;
        }
    s.mean /= std::max(1, count);
    return s;
}

}  // namespace

const TraineeScript& trainee_for(const std::vector<TraineeScript>& trainees, Rank rank, std::uint64_t seed) {
    std::vector<const TraineeScript*> of_rank;
    for (const TraineeScript& t : trainees)
        if (t.rank == rank)
            of_rank.push_back(&t);
    return *of_rank[seed % of_rank.size()];
}

Report rehearse(const std::shared_ptr<const Scenario>& scenario, const std::vector<TraineeScript>& trainees,
                int seeds) {
    Report report;
    std::vector<RehearsedCall> calls;
    for (int seed = 1; seed <= seeds; ++seed) {
        std::array<int, 3> overall{};
        for (const Rank rank : {Rank::Poor, Rank::Average, Rank::Good}) {
            const auto number = static_cast<std::uint64_t>(seed);
            calls.push_back(rehearse_call(scenario, trainee_for(trainees, rank, number), number));
            overall[static_cast<std::size_t>(rank)] = calls.back().evaluation.overall;
            for (Finding& finding : findings_in(*scenario, calls.back()))
                add(report.findings, std::move(finding));
        }
        if (overall[0] >= overall[1] || overall[1] >= overall[2])
            add(report.findings, {"", fmt::format("the scores stand in the wrong order (poor {}, average {}, good {}; "
                                                  "seed {})",
                                                  overall[0], overall[1], overall[2], seed)});
    }
    for (Finding& finding : findings_across(*scenario, calls))
        add(report.findings, std::move(finding));
    report.poor = scores_of(calls, Rank::Poor);
    report.average = scores_of(calls, Rank::Average);
    report.good = scores_of(calls, Rank::Good);
    if (report.good.mean - report.poor.mean < kSeparation)
        add(report.findings, {"", fmt::format("good ({:.0f}) and poor ({:.0f}) calls lie less than {:.0f} points apart",
                                              report.good.mean, report.poor.mean, kSeparation)});
    return report;
}

}  // namespace mockcall::rehearsal
