#include "domain/evaluation/rubric.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "domain/evaluation/rubric_texts.hpp"
#include "domain/scenario/yaml_fields.hpp"

namespace mockcall::judging {
namespace {

using scenario_detail::Fields;
using scenario_detail::Need;
using scenario_detail::Report;

constexpr std::array<std::string_view, kDimensionCount> kDimensions{"greeting",      "listening", "solution",
                                                                    "communication", "empathy",   "closing"};
constexpr std::array<std::string_view, 3> kGateKinds{"customer", "business", "compliance"};
constexpr double kMost = 1000;

void read_limits(Fields& f, RubricLimits& l) {
    f.real("answer_s", l.answer_s, 0, kMost);
    f.real("answer_worst_s", l.answer_worst_s, 0, kMost);
    f.real("silence_s", l.silence_s, 0, kMost);
    f.real("announced_silence_s", l.announced_silence_s, 0, kMost);
    f.real("pace_good_low", l.pace_good_low, 1, kMost);
    f.real("pace_good_high", l.pace_good_high, 1, kMost);
    f.real("pace_flag_low", l.pace_flag_low, 1, kMost);
    f.real("pace_flag_high", l.pace_flag_high, 1, kMost);
    f.integer("pace_words", l.pace_words, 0, 10'000);
    f.real("monologue_good_s", l.monologue_good_s, 0, kMost);
    f.real("monologue_worst_s", l.monologue_worst_s, 0, kMost);
    f.real("hold_kept_s", l.hold_kept_s, 0, kMost);
    f.real("confidence", l.confidence, 0, 1);
    f.real("met", l.met, 1, 100);
    f.real("settled", l.settled, 0, 1);
}

void read_check(Fields& f, RubricCheck& c) {
    f.text("id", c.id, Need::Required);
    f.real("weight", c.weight, 0, 100, Need::Required);
    f.text("label", c.label, Need::Required);
    f.text("praise", c.praise);
    f.text("tip", c.tip);
    const auto dimension = std::ranges::find(kDimensions, std::string_view(c.id).substr(0, c.id.find('.')));
    if (dimension == kDimensions.end())
        f.report().at(f.path_of("id"), "must begin with a dimension: " + scenario_detail::list_names(kDimensions));
    else
        c.dimension = static_cast<Dimension>(dimension - kDimensions.begin());
}

void check_whole(Report& report, const Rubric& r) {
    double sum = 0;
    for (const double w : r.weights)
        sum += w;
    if (sum <= 0)
        report.at("dimensions", "the weights add up to nothing");
    const auto& l = r.limits;
    if (l.answer_worst_s <= l.answer_s || l.monologue_worst_s <= l.monologue_good_s ||
        l.pace_good_high < l.pace_good_low || l.pace_flag_low >= l.pace_good_low ||
        l.pace_flag_high <= l.pace_good_high)
        report.at("limits", "a worst value must lie beyond the good one");
    for (std::size_t i = 0; i < r.checks.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (r.checks[i].id == r.checks[k].id)
                report.at("checks[" + std::to_string(i) + "].id", "\"" + r.checks[i].id + "\" is there twice");
}

Rubric built_in(std::string_view yaml) {
    auto rubric = parse_rubric(yaml);
    if (!rubric)
        throw std::logic_error("built-in rubric: " + rubric.error().front().path + " " +
                               rubric.error().front().problem);
    return *std::move(rubric);
}

}  // namespace

std::expected<Rubric, std::vector<ScenarioProblem>> parse_rubric(std::string_view yaml) {
    Report report;
    Rubric r;
    try {
        Fields f(report, YAML::Load(std::string(yaml)), "");
        f.text("version", r.version, Need::Required);
        f.nested(
            "dimensions",
            [&](Fields& d) {
                for (std::size_t i = 0; i < kDimensionCount; ++i)
                    d.real(kDimensions[i].data(), r.weights[i], 0, 100, Need::Required);
            },
            Need::Required);
        f.nested("limits", [&](Fields& l) { read_limits(l, r.limits); });
        f.list("gates", r.gates, [](Fields& g, RubricGate& gate) {
            g.text("id", gate.id, Need::Required);
            g.one_of("kind", gate.kind, kGateKinds, Need::Required);
            g.text("label", gate.label, Need::Required);
        });
        f.list("checks", r.checks, read_check, Need::Required);
        f.close();
    } catch (const YAML::Exception& e) {
        report.add(e.mark.is_null() ? 0 : e.mark.line + 1, "", "is no YAML: " + e.msg);
    }
    if (report.problems.empty())
        check_whole(report, r);
    if (!report.problems.empty())
        return std::unexpected(std::move(report.problems));
    return r;
}

const Rubric& default_rubric() {
    static const Rubric rubric = built_in(kDefaultRubric);
    return rubric;
}
const Rubric& transcript_rubric() {
    static const Rubric rubric = built_in(kTranscriptRubric);
    return rubric;
}

const RubricCheck* find_check(const Rubric& rubric, std::string_view id) {
    const auto found = std::ranges::find(rubric.checks, id, &RubricCheck::id);
    return found == rubric.checks.end() ? nullptr : &*found;
}

}  // namespace mockcall::judging
