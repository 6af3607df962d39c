#include <algorithm>

#include <boost/json.hpp>
#include <fmt/core.h>

#include "app/commands/commands.hpp"
#include "app/compose.hpp"
#include "app/library.hpp"
#include "domain/evaluation/evaluation.hpp"
#include "domain/evaluation/transcript.hpp"
#include "domain/evaluation/transcript_text.hpp"

namespace mockcall::app {
namespace {

namespace json = boost::json;

constexpr double kLongest = 1e6;  // seconds

struct Transcript {
    std::string scenario;  ///< "" none
    std::vector<TranscriptLine> lines;
};

std::optional<double> seconds_in(const json::object& o, const char* key) {
    const auto* v = o.if_contains(key);
    return v == nullptr || v->is_null() ? std::nullopt : std::optional(v->to_number<double>());
}

Result<TranscriptLine> line_in(const json::value& turn, std::size_t number) try {
    const auto& o = turn.as_object();
    TranscriptLine line{std::string(o.at("speaker").as_string()), std::string(o.at("text").as_string()),
                        seconds_in(o, "timestamp"), seconds_in(o, "duration")};
    for (const auto& v : {line.timestamp, line.duration})
        if (v && !(*v >= 0 && *v <= kLongest))
            return fail_validation(fmt::format("turn {}", number),
                                   "timestamp and duration must be seconds, not negative");
    return line;
} catch (const std::exception&) {
    return fail_validation(fmt::format("turn {}", number),
                           "must be {\"speaker\": \"agent\"|\"customer\"|\"system\", \"text\": …, \"timestamp\"?: "
                           "seconds, \"duration\"?: seconds}");
}

Result<Transcript> transcript_in(const json::value& file) {
    Transcript out;
    const auto* turns = &file;
    if (const auto* o = file.if_object()) {
        turns = o->if_contains("turns");
        if (const auto* id = o->if_contains("scenarioId"); id != nullptr && id->is_string())
            out.scenario = id->as_string();
    }
    if (turns == nullptr || !turns->is_array() || turns->as_array().empty())
        return fail_validation("turns", "must be a list of {\"speaker\": …, \"text\": …}, not empty");
    for (const auto& turn : turns->as_array()) {
        auto line = line_in(turn, out.lines.size() + 1);
        if (!line)
            return std::unexpected(std::move(line.error()));
        out.lines.push_back(std::move(*line));
    }
    return out;
}

/// JSON, or else lines of "Agent: …". "[" may begin both.
Result<Transcript> read_any(std::string_view text) {
    boost::system::error_code ec;
    const json::value file = json::parse(text, ec);
    if (!ec)
        return transcript_in(file);
    if (text.find_first_not_of(" \t\r\n") == text.find('{'))
        return fail(ErrorCode::ValidationError, "The file begins like JSON and is none: " + ec.message() + ".");
    auto lines = read_transcript(text);
    if (!lines)
        return std::unexpected(std::move(lines.error()));
    return Transcript{.scenario = {}, .lines = std::move(*lines)};
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
    if (!text) {
        fmt::print(stderr, "{} is empty or cannot be read.\n", file);
        return 1;
    }
    const auto transcript = read_any(*text);
    if (!transcript) {
        fmt::print(stderr, "{}: {}\n", file, transcript.error().message);
        return 1;
    }
    std::shared_ptr<const Scenario> scenario;
    if (!transcript->scenario.empty()) {
        auto library = load_library(config.scenarios.empty() ? shipped("scenarios") : config.scenarios);
        if (library)
            scenario = Catalogue(std::move(*library)).find(ScenarioId{transcript->scenario});
        if (!scenario) {
            fmt::print(stderr, "There is no scenario {}.\n", transcript->scenario);
            return 1;
        }
    }
    const CallRecord record = record_of(transcript->lines, scenario ? scenario->company.name : std::string{});
    fmt::print("{}\n", written(record, evaluate(record, scenario.get())));
    return 0;
}

}  // namespace mockcall::app
