#include "domain/rehearsal/script.hpp"

#include <array>

#include <fmt/format.h>

#include "domain/scenario/yaml_fields.hpp"

namespace mockcall::rehearsal {

namespace {

using scenario_detail::Fields;
using scenario_detail::Need;
using scenario_detail::Report;

constexpr std::array<std::string_view, 3> kRankNames{"poor", "average", "good"};

/// Every move there is. {ask}, {step}, {offer} and {remark} stand for words taken from the scenario.
constexpr auto kMoves = std::to_array<const char*>({"greeting",
                                                    "invite",
                                                    "sympathy",
                                                    "say_back",
                                                    "ask_noun",
                                                    "ask_question",
                                                    "ask_you",
                                                    "ask_i",
                                                    "step",
                                                    "offer",
                                                    "offer_sum",
                                                    "remark",
                                                    "brush_off",
                                                    "note",
                                                    "recap",
                                                    "confirm",
                                                    "more",
                                                    "farewell",
                                                    "hold_request",
                                                    "transfer",
                                                    "escalate",
                                                    "upsell",
                                                    "apology",
                                                    "empathy",
                                                    "explain_policy",
                                                    "greeting_act",
                                                    "company_name",
                                                    "open_question",
                                                    "offer_compensation"});

void read_trainee(Fields& f, TraineeScript& out) {
    f.text("id", out.id, Need::Required);
    f.one_of("rank", out.rank, kRankNames, Need::Required);
    f.real("answers_after", out.answers_after, 0, 60);
    f.real("pause", out.pause, 0, 60);
    f.real("words_per_minute", out.words_per_minute, 60, 300);
    f.real("identity", out.identity, 0, 1);
    f.real("facts", out.facts, 0, 1);
    f.real("steps", out.steps, 0, 1);
    f.integer("problems", out.problems, 0, 20);
    f.integer("turns", out.turns, 1, 200);
    f.real("crm", out.crm, 0, 1);
    f.flag("crm_wrong", out.crm_wrong);
    f.flag("hides", out.hides);
    f.nested(
        "lines",
        [&](Fields& lines) {
            for (const char* move : kMoves) {
                std::vector<std::string> said;
                lines.texts(move, said);
                if (!said.empty())
                    out.lines.emplace(move, std::move(said));
            }
        },
        Need::Required);
}

void check_ranks(const std::vector<TraineeScript>& trainees, Report& report) {
    for (const Rank rank : {Rank::Poor, Rank::Average, Rank::Good})
        if (std::ranges::none_of(trainees, [&](const TraineeScript& t) { return t.rank == rank; }))
            report.add(0, "trainees", fmt::format("none has rank {}", to_string(rank)));
    for (std::size_t i = 0; i < trainees.size(); ++i)
        if (!trainees[i].said_for("greeting"))
            report.at(fmt::format("trainees[{}]", i), "has no lines.greeting: nobody answers");
}

}  // namespace

std::string_view to_string(Rank v) { return kRankNames[static_cast<std::size_t>(v)]; }

const std::vector<std::string>* TraineeScript::said_for(std::string_view move) const {
    const auto found = lines.find(std::string(move));
    return found == lines.end() ? nullptr : &found->second;
}

std::expected<std::vector<TraineeScript>, std::vector<ScenarioProblem>> parse_trainees(std::string_view yaml) {
    Report report;
    std::vector<TraineeScript> trainees;
    try {
        Fields fields(report, YAML::Load(std::string(yaml)), "");
        fields.list("trainees", trainees, read_trainee, Need::Required);
        fields.close();
        check_ranks(trainees, report);
    } catch (const YAML::Exception& e) {
        report.add(e.mark.is_null() ? 0 : e.mark.line + 1, "", "is not valid YAML: " + e.msg);
    }
    if (report.problems.empty())
        return trainees;
    return std::unexpected(std::move(report.problems));
}

}  // namespace mockcall::rehearsal
