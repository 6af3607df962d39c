// YAML to Scenario. The keys mirror the struct's members; docs/authoring.md describes them for authors.
#include <algorithm>
#include <charconv>

#include "domain/scenario/check.hpp"
#include "domain/scenario/common_asks.hpp"
#include "domain/scenario/record_fields.hpp"
#include "domain/scenario/yaml_fields.hpp"

namespace mockcall {

namespace {

using scenario_detail::Fields;
using scenario_detail::Need;
using scenario_detail::Report;

/// More than any honest scenario; bounds what a hostile file can cost.
constexpr std::size_t kLargestFile = 512 * 1024;

void read_gate(Fields& f, Gate& out) {
    f.flag("asked", out.asked);
    f.flag("company_known", out.company_known);
    f.flag("verified", out.verified);
    f.integer("min_mood", out.min_mood, 0, 100);
    f.texts("after", out.after);
}

/// "@name" stands for the phrases by which agents ask for a name.
void read_asks(Fields& f, std::vector<std::string>& out) {
    std::vector<std::string> written;
    f.texts("asks", written);
    for (std::size_t i = 0; i < written.size(); ++i) {
        if (!written[i].starts_with('@')) {
            out.push_back(std::move(written[i]));
            continue;
        }
        const auto common = scenario_detail::common_asks(std::string_view(written[i]).substr(1));
        if (common.empty())
            f.report().at(f.path_of("asks"), "'" + written[i] + "' is none of: " + scenario_detail::common_ask_names());
        out.insert(out.end(), common.begin(), common.end());
    }
}

void read_fact(Fields& f, Fact& out) {
    f.text("id", out.id, Need::Required);
    f.one_of("kind", out.kind, kFactKindNames);
    f.text("value", out.value, Need::Required);
    read_asks(f, out.asks);
    f.texts("say", out.say, Need::Required);
    f.nested("gate", [&](Fields& g) { read_gate(g, out.gate); });
}

void read_aside(Fields& f, Aside& out) {
    f.texts("about", out.about, Need::Required);
    f.texts("say", out.say, Need::Required);
    f.nested("gate", [&](Fields& g) { read_gate(g, out.gate); });
}

void read_step(Fields& f, Step& out) {
    f.text("id", out.id, Need::Required);
    f.text("label", out.label, Need::Required);
    f.texts("phrases", out.phrases, Need::Required);
    f.texts("answers", out.answers);
}

void read_resolution(Fields& f, Resolution& out) {
    f.text("id", out.id, Need::Required);
    f.one_of("kind", out.kind, kResolutionKindNames, Need::Required);
    f.text("label", out.label, Need::Required);
    f.texts("phrases", out.phrases, Need::Required);
    f.dollars("min_amount", out.min_cents);
    f.dollars("max_amount", out.max_cents);
    f.percent("min_percent", out.min_percent);
    f.percent("max_percent", out.max_percent);
    f.text("target", out.target);
    f.text("to", out.to);
    f.real("value", out.value, 0, 1);
    f.texts("accept", out.accept);
    f.texts("haggle", out.haggle);
}

void read_problem(Fields& f, Problem& out) {
    f.text("id", out.id, Need::Required);
    f.text("label", out.label, Need::Required);
    f.flag("hidden", out.hidden);
    f.nested("gate", [&](Fields& g) { read_gate(g, out.gate); });
    read_asks(f, out.asks);
    f.texts("statement", out.statement, Need::Required);
    f.texts("details", out.details);
    f.list("steps", out.steps, read_step);
    f.list("resolutions", out.resolutions, read_resolution, Need::Required);
    f.flag("policy_forbids", out.policy_forbids);
}

void read_criterion(Fields& f, Criterion& out) {
    f.text("id", out.id, Need::Required);
    f.text("label", out.label, Need::Required);
    int dimension = -1;
    f.one_of("dimension", dimension, kDimensionNames, Need::Required);
    if (dimension >= 0)
        out.dimension = kDimensionNames[static_cast<std::size_t>(dimension)];
    f.one_of("check", out.check, kCheckKindNames, Need::Required);
    f.text("arg", out.arg);
    f.texts("phrases", out.phrases);
    f.real("weight", out.weight, 0.1, 10);
}

void read_limit(Fields& f, PolicyLimit& out) {
    f.one_of("kind", out.kind, kResolutionKindNames, Need::Required);
    f.dollars("max_amount", out.max_cents);
    f.percent("max_percent", out.max_percent);
    f.text("policy", out.policy);
}

void read_voice(Fields& f, VoiceSpec& out) {
    int voice = -1;
    f.one_of("name", voice, kVoiceNames);
    if (voice >= 0)
        out.name = kVoiceNames[static_cast<std::size_t>(voice)];
    f.real("pitch", out.pitch, 0.7, 1.4);
    f.real("rate", out.rate, 0.7, 1.4);
}

void read_persona(Fields& f, Persona& out) {
    f.text("name", out.name, Need::Required);
    f.integer("age", out.age, 16, 110);
    f.text("mood", out.mood, Need::Required);
    f.text("personality", out.personality, Need::Required);
    f.nested("voice", [&](Fields& v) { read_voice(v, out.voice); });
    f.integer("start_mood", out.start_mood, 0, 100);
    f.integer("start_satisfaction", out.start_satisfaction, 0, 100);
    f.real("patience", out.patience, 0, 1);
    f.real("talkativeness", out.talkativeness, 0, 1);
    f.real("tech_savviness", out.tech_savviness, 0, 1);
    f.real("mood_drift", out.mood_drift, 0.5, 2);
    f.integer("interrupt_below", out.interrupt_below, 0, 100);
    f.integer("supervisor_below", out.supervisor_below, 0, 100);
    f.integer("hangup_below", out.hangup_below, 0, 100);
}

bool plain_number(const YAML::Node& node) {
    if (node.Tag() == "!")  // quoted
        return false;
    const std::string& text = node.Scalar();
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    // JSON knows neither inf, nan, a leading dot nor a leading zero.
    const bool digits = !text.empty() && text.find_first_not_of("-0123456789.") == std::string::npos;
    const bool leading_zero = text.size() > 1 && text[0] == '0' && text[1] != '.';
    return digits && !leading_zero && text.front() != '.' && text.back() != '.' && error == std::errc{} &&
           end == text.data() + text.size();
}

void read_profile(Fields& f, Scenario& out) {
    f.pairs("profile", [&](const std::string& key, const YAML::Node& value, const std::string& path) {
        if (!value.IsScalar())
            f.report().add(scenario_detail::line_of(value), path, "must be a text or a number");
        else
            out.profile.emplace_back(key, ProfileValue{value.Scalar(), plain_number(value)});
    });
}

void read_company(Fields& f, Company& out) {
    f.text("name", out.name, Need::Required);
    f.pairs("policies", [&](const std::string& key, const YAML::Node& value, const std::string& path) {
        if (!value.IsScalar() || value.Scalar().empty())
            f.report().add(scenario_detail::line_of(value), path, "must be the policy's text");
        else
            out.policies.emplace_back(key, value.Scalar());
    });
    f.texts("systems", out.systems);
    f.text("knowledge_base", out.knowledge_base);
    f.text("scripts", out.scripts);
}

/// Each a text, or a map that says by which checks it is met.
void read_objectives(Fields& f, std::vector<Objective>& out) {
    f.texts_or_maps(
        "objectives", out, [](std::string text, Objective& o) { o.text = std::move(text); },
        [](Fields& o, Objective& into) {
            o.text("text", into.text, Need::Required);
            o.texts("met_by", into.met_by, Need::Required);
        });
}

void read_head(Fields& f, Scenario& out) {
    f.text("id", out.id.value, Need::Required);
    f.integer("version", out.version, 1, 1'000'000);
    f.text("name", out.name, Need::Required);
    f.one_of("category", out.category, kCategoryNames, Need::Required);
    f.one_of("difficulty", out.difficulty, kDifficultyNames, Need::Required);
    f.one_of("industry", out.industry, kIndustryNames, Need::Required);
    f.text("language", out.language);
    f.text("description", out.description, Need::Required);
    f.integer("estimated_minutes", out.estimated_minutes, 1, 60);
    read_objectives(f, out.objectives);
    f.texts("skills", out.skills, Need::Required);
    f.nested(
        "briefing",
        [&](Fields& b) {
            b.text("situation", out.briefing.situation, Need::Required);
            b.text("background", out.briefing.background, Need::Required);
            b.text("customer_mood", out.briefing.customer_mood, Need::Required);
            b.text("desired_outcome", out.briefing.desired_outcome, Need::Required);
        },
        Need::Required);
}

void read_rehearsal(Fields& f, std::vector<RehearsedWords>& out) {
    for (const char* kind : {"ask", "step", "offer", "bring_up", "remark"})
        f.pairs(kind, [&](const std::string& id, const YAML::Node& value, const std::string& path) {
            f.report().lines[path] = scenario_detail::line_of(value);
            RehearsedWords words{kind, id, {}};
            if (value.IsSequence())
                for (const auto& line : value)
                    words.lines.push_back(line.IsScalar() ? line.Scalar() : std::string{});
            if (words.lines.empty() || std::ranges::find(words.lines, "") != words.lines.end())
                f.report().at(path, "must be a list of lines");
            out.push_back(std::move(words));
        });
}

void read_scenario(Fields& f, Scenario& out) {
    read_head(f, out);
    read_profile(f, out);
    f.nested("company", [&](Fields& c) { read_company(c, out.company); }, Need::Required);
    f.list("limits", out.limits, read_limit);
    f.nested("persona", [&](Fields& p) { read_persona(p, out.persona); }, Need::Required);
    f.texts("opening", out.opening, Need::Required);
    f.list("facts", out.facts, read_fact, Need::Required);
    f.list("knows", out.knows, read_aside);
    f.list("problems", out.problems, read_problem, Need::Required);
    f.list("required", out.required, read_criterion, Need::Required);
    f.list("bonus", out.bonus, read_criterion);
    f.nested("hints", [&](Fields& h) {
        h.text("greeting", out.greeting_hint);
        h.text("opening", out.opening_hint);
        h.text("reminder", out.reminder_hint);
    });
    f.nested("rehearsal", [&](Fields& r) { read_rehearsal(r, out.rehearsal); });
    bool written = false;
    f.nested("record", [&](Fields& r) {
        scenario_detail::read_record(r, out.record);
        written = true;
    });
    if (!written)
        out.record = scenario_detail::derived_record(out);
    f.close();
}

std::vector<ScenarioProblem> in_file_order(std::vector<ScenarioProblem> problems) {
    std::multimap<int, ScenarioProblem> by_line;
    for (ScenarioProblem& problem : problems)
        by_line.emplace(problem.line, std::move(problem));
    std::vector<ScenarioProblem> sorted;
    for (auto& [line, problem] : by_line)
        sorted.push_back(std::move(problem));
    return sorted;
}

}  // namespace

int line_at(const ScenarioLines& lines, std::string_view path) {
    while (!path.empty()) {
        if (const auto found = lines.find(std::string(path)); found != lines.end())
            return found->second;
        const std::size_t cut = path.find_last_of(".[");
        path = path.substr(0, cut == std::string_view::npos ? 0 : cut);
    }
    return 0;
}

std::expected<Scenario, std::vector<ScenarioProblem>> parse_scenario(std::string_view yaml, ScenarioLines* lines) {
    Report report;
    Scenario scenario;
    if (yaml.size() > kLargestFile) {
        report.add(0, "", "is larger than 512 KiB");
        return std::unexpected(report.problems);
    }
    try {
        const YAML::Node root = YAML::Load(std::string(yaml));
        Fields fields(report, root, "");
        if (report.problems.empty())
            read_scenario(fields, scenario);
        scenario_detail::check_scenario(scenario, report);
        scenario_detail::check_record(scenario, report);
    } catch (const YAML::Exception& e) {
        report.add(e.mark.is_null() ? 0 : e.mark.line + 1, "", "is not valid YAML: " + e.msg);
    }
    if (lines != nullptr)
        *lines = std::move(report.lines);
    if (report.problems.empty())
        return scenario;
    return std::unexpected(in_file_order(std::move(report.problems)));
}

}  // namespace mockcall
