#include <algorithm>

#include <boost/json.hpp>
#include <fmt/core.h>

#include "app/commands/commands.hpp"
#include "app/compose.hpp"
#include "app/library.hpp"
#include "domain/evaluation/evaluation.hpp"
#include "domain/evaluation/transcript.hpp"

namespace mockcall::app {
namespace {

namespace json = boost::json;

constexpr double kLongest = 1e6;  // seconds

std::optional<double> seconds_in(const json::object& o, const char* key) {
    const auto* v = o.if_contains(key);
    return v == nullptr || v->is_null() ? std::nullopt : std::optional(v->to_number<double>());
}

Result<std::vector<TranscriptLine>> lines_of(const json::value& file) try {
    std::vector<TranscriptLine> lines;
    for (const auto& t : file.at("turns").as_array()) {
        const auto& o = t.as_object();
        TranscriptLine line{std::string(o.at("speaker").as_string()), std::string(o.at("text").as_string()),
                            seconds_in(o, "timestamp"), seconds_in(o, "duration")};
        for (const auto& v : {line.timestamp, line.duration})
            if (v && (*v < 0 || *v > kLongest))
                return fail_validation(
                    "turns",
                    fmt::format("turn {}: timestamp and duration must be seconds, not negative", lines.size() + 1));
        lines.push_back(std::move(line));
    }
    return lines;
} catch (const std::exception&) {
    return fail_validation("turns", "must be a list of {\"speaker\": \"agent\"|\"customer\"|\"system\", \"text\": …}");
}

json::array list_of(const std::vector<std::string>& items) { return json::array(items.begin(), items.end()); }

std::string written(const CallRecord& record, const Evaluation& e) {
    const std::string result = bodies::result(CallId{"evaluated"}, record, e, {});
    json::object evaluation = json::parse(bodies::evaluation_of(result)).as_object();
    evaluation["summary"] = e.summary;
    evaluation["feedback"] = {
        {"strengths", list_of(e.strengths)}, {"improvements", list_of(e.improvements)}, {"tips", list_of(e.tips)}};
    return json::serialize(evaluation);
}

}  // namespace

int evaluate_file(const Config& config, const std::string& file) {
    const auto text = read_file(file);
    boost::system::error_code ec;
    const json::value transcript = text ? json::parse(*text, ec) : json::value{};
    if (!text || ec || !transcript.is_object()) {
        fmt::print(stderr, "{} is no JSON transcript.\n", file);
        return 1;
    }
    std::shared_ptr<const Scenario> scenario;
    if (const auto* id = transcript.as_object().if_contains("scenarioId"); id != nullptr && id->is_string()) {
        auto library = load_library(config.scenarios.empty() ? shipped("scenarios") : config.scenarios);
        if (library)
            scenario = Catalogue(std::move(*library)).find(ScenarioId{std::string(id->as_string())});
        if (!scenario) {
            fmt::print(stderr, "There is no scenario {}.\n", std::string_view(id->as_string()));
            return 1;
        }
    }
    const auto lines = lines_of(transcript);
    if (!lines) {
        fmt::print(stderr, "{}\n", lines.error().message);
        return 1;
    }
    const CallRecord record = record_of(*lines, scenario ? scenario->company.name : std::string{});
    fmt::print("{}\n", written(record, evaluate(record, scenario.get())));
    return 0;
}

}  // namespace mockcall::app
