#include <algorithm>

#include <boost/json.hpp>
#include <fmt/core.h>

#include "app/commands/commands.hpp"
#include "app/compose.hpp"
#include "app/library.hpp"
#include "domain/evaluation/evaluation.hpp"

namespace mockcall::app {
namespace {

namespace json = boost::json;

/// Where a transcript gives no times, a turn lasts as long as its words at 150 a minute, and the next one follows after
/// half a second.
constexpr double kSecondsAWord = 0.4;
constexpr double kGap = 0.5;

Result<CallRecord> record_of(const json::value& file, const std::string& company) try {
    CallRecord record;
    record.answered = CallTime{};
    double clock = 0;
    std::string previous_customer;
    UtteranceId id = 0;
    for (const auto& t : file.at("turns").as_array()) {
        const auto& o = t.as_object();
        TranscriptTurn turn;
        turn.id = ++id;
        const std::string speaker(o.at("speaker").as_string());
        turn.speaker = speaker == "agent"      ? Speaker::Agent
                       : speaker == "customer" ? Speaker::Customer
                                               : Speaker::System;
        turn.text = std::string(o.at("text").as_string());
        const auto words = std::ranges::count(turn.text, ' ') + 1;
        const double start = o.contains("timestamp") ? o.at("timestamp").to_number<double>() : clock;
        const double length =
            o.contains("duration") ? o.at("duration").to_number<double>() : static_cast<double>(words) * kSecondsAWord;
        if (start < 0 || length < 0 || start > 1e6 || length > 1e6)
            return fail_validation("turns",
                                   fmt::format("turn {}: timestamp and duration must be seconds, not negative", id));
        turn.start = CallTime{} + ticks_of_seconds(start);
        turn.end = turn.start + ticks_of_seconds(length);
        clock = start + length + kGap;
        if (turn.speaker == Speaker::Agent)
            turn.acts = classify_acts(turn.text, previous_customer, company).acts;
        else if (turn.speaker == Speaker::Customer)
            previous_customer = turn.text;
        record.ended = std::max(record.ended, turn.end);
        record.turns.push_back(std::move(turn));
    }
    record.end_reason = "resolved";
    return record;
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
    const auto record = record_of(transcript, scenario ? scenario->company.name : std::string{});
    if (!record) {
        fmt::print(stderr, "{}\n", record.error().message);
        return 1;
    }
    fmt::print("{}\n", written(*record, evaluate(*record, scenario.get())));
    return 0;
}

}  // namespace mockcall::app
