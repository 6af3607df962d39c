#include "engine/bodies.hpp"

#include <algorithm>
#include <cmath>

#include <boost/json.hpp>

#include "engine/crm_bodies.hpp"

namespace mockcall::bodies {
namespace {

namespace json = boost::json;

json::array list_of(const std::vector<std::string>& items) { return json::array(items.begin(), items.end()); }

json::array texts_of(const std::vector<Objective>& objectives) {
    json::array texts;
    for (const Objective& o : objectives)
        texts.emplace_back(o.text);
    return texts;
}

template <class T>
json::value or_null(const std::optional<T>& v) {
    return v ? json::value(*v) : json::value(nullptr);
}
json::value time_or_null(const std::optional<WallTime>& t) {
    return t ? json::value(iso8601(*t)) : json::value(nullptr);
}
json::value text_or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }

double to_thousandths(double v) { return std::round(v * 1000) / 1000; }
double to_tenths(double v) { return std::round(v * 10) / 10; }

json::object labelled(const Labelled& pairs) {
    json::object o;
    for (const auto& [key, text] : pairs)
        o[key] = text;
    return o;
}

json::object profile_of(const Scenario& s) {
    json::object o;
    for (const auto& [key, value] : s.profile)
        o[key] = value.number ? json::parse(value.text) : json::value(value.text);
    return o;
}

json::array labels_of(const std::vector<Criterion>& criteria) {
    json::array labels;
    for (const Criterion& c : criteria)
        labels.emplace_back(c.label);
    return labels;
}

json::object pagination(int total, int limit, int offset) {
    return {{"total", total}, {"limit", limit}, {"offset", offset}, {"hasMore", offset + limit < total}};
}

json::object achievement(const Achievement& a) {
    return {{"name", a.name}, {"xp", a.xp}, {"description", a.description}};
}

json::array evidence_of(const std::vector<Evidence>& list) {
    json::array evidence;
    for (const Evidence& e : list)
        evidence.push_back(
            {{"speaker", to_string(e.speaker)}, {"timestamp", to_thousandths(e.timestamp)}, {"text", e.text}});
    return evidence;
}

json::object metrics_of(const Metrics& m) {
    return {{"timeToAnswer", to_thousandths(m.time_to_answer)},
            {"talkRatio", to_thousandths(m.talk_ratio)},
            {"longestMonologue", to_thousandths(m.longest_monologue)},
            {"deadAir", to_thousandths(m.dead_air)},
            {"overtalk", to_thousandths(m.overtalk)},
            {"wordsPerMinute", std::round(m.words_per_minute)},
            {"holdCount", m.hold_count},
            {"holdTime", to_thousandths(m.hold_time)},
            {"turns", m.turns},
            {"responseLatency", to_thousandths(m.response_latency)}};
}

json::object criterion_object(const CriterionResult& c) {
    json::object o{{"id", c.id},
                   {"dimension", to_string(c.dimension)},
                   {"label", c.label},
                   {"met", c.met},
                   {"score", to_tenths(c.score)},
                   {"weight", c.weight},
                   {"evidence", evidence_of(c.evidence)},
                   {"note", c.note}};
    if (c.full_weight != c.weight)
        o["fullWeight"] = c.full_weight;
    if (c.bonus)
        o["bonus"] = true;
    return o;
}

json::object evaluation_object(const Evaluation& e) {
    json::object breakdown;
    for (const auto& [dimension, score] : e.breakdown)
        breakdown[to_string(dimension)] = score;
    json::object weights;
    for (std::size_t d = 0; d < kDimensionCount; ++d)
        weights[to_string(static_cast<Dimension>(d))] = e.dimension_weights[d];
    json::array criteria;
    for (const CriterionResult& c : e.criteria)
        criteria.push_back(criterion_object(c));
    json::array gates, moods;
    for (const GateResult& g : e.gates)
        gates.push_back({{"kind", to_string(g.kind)},
                         {"id", g.id},
                         {"label", g.label},
                         {"passed", g.passed},
                         {"evidence", evidence_of(g.evidence)}});
    for (const MoodMoment& m : e.mood_timeline)
        moods.push_back({{"timestamp", to_thousandths(m.timestamp)},
                         {"mood", m.mood},
                         {"satisfaction", m.satisfaction},
                         {"cause", m.cause}});
    return {{"overallScore", e.overall},
            {"breakdown", std::move(breakdown)},
            {"customerSatisfaction", to_tenths(e.customer_satisfaction)},
            {"firstCallResolution", e.first_call_resolution},
            {"criteria", std::move(criteria)},
            {"gates", std::move(gates)},
            {"moodTimeline", std::move(moods)},
            {"metrics", metrics_of(e.metrics)},
            {"dimensionWeights", std::move(weights)},
            {"rubricVersion", e.rubric_version},
            {"evaluator", e.evaluator}};
}

json::object usage_of(const remote::UsageByPart& usage) {
    json::object parts;
    remote::Usage total;
    for (const auto& [part, u] : usage) {
        parts[part] = {{"requests", u.requests},          {"inputTokens", u.input_tokens},
                       {"outputTokens", u.output_tokens}, {"audioSeconds", to_thousandths(u.seconds)},
                       {"characters", u.characters},      {"cost", std::round(u.cost * 1e6) / 1e6}};
        total += u;
    }
    return {{"cost", std::round(total.cost * 1e6) / 1e6}, {"parts", std::move(parts)}};
}

int whole_seconds(Ticks t) { return static_cast<int>(std::lround(seconds_of(t))); }

Ticks hold_time_of(const CallRecord& call) {
    Ticks sum{};
    for (const HoldSpan& h : call.holds)
        sum += h.end - h.start;
    return sum;
}

/// The contract knows four outcomes; when the customer left, what was settled decides.
std::string_view outcome_of(const CallRecord& call) {
    if (!call.end_reason.starts_with("customer_"))
        return call.end_reason;
    return std::ranges::any_of(call.facts,
                               [](const FactEntry& f) { return f.fact.kind == CallFactKind::ProblemSettled; })
               ? std::string_view("resolved")
               : std::string_view("disconnected");
}

}  // namespace

std::string scenario_summary(const Scenario& s, const ScenarioFigures& figures) {
    return json::serialize(json::object{
        {"id", s.id.str()},
        {"name", s.name},
        {"category", to_string(s.category)},
        {"difficulty", to_string(s.difficulty)},
        {"industry", to_string(s.industry)},
        {"description", s.description},
        {"estimatedDuration", s.estimated_minutes},
        {"customer",
         {{"name", s.persona.name},
          {"age", s.persona.age},
          {"mood", s.persona.mood},
          {"personality", s.persona.personality}}},
        {"objectives", texts_of(s.objectives)},
        {"skills", list_of(s.skills)},
        {"playCount", figures.play_count},
        {"avgScore", figures.avg_score ? json::value(to_tenths(*figures.avg_score)) : json::value(nullptr)},
        {"userAttempts", figures.user_attempts},
        {"bestScore", or_null(figures.best_score)},
    });
}

std::string scenario_list(const std::vector<std::string>& summaries, int total, int limit, int offset) {
    std::string out = "{\"scenarios\":[";
    for (std::size_t i = 0; i < summaries.size(); ++i) {
        if (i > 0)
            out += ',';
        out += summaries[i];
    }
    out += "],\"pagination\":" + json::serialize(pagination(total, limit, offset)) + "}";
    return out;
}

std::string scenario_details(const Scenario& s) {
    json::object resources;
    if (!s.company.knowledge_base.empty())
        resources["knowledgeBase"] = "/kb/" + s.company.knowledge_base;
    if (!s.company.scripts.empty())
        resources["scripts"] = "/scripts/" + s.company.scripts;
    json::object scenario{
        {"id", s.id.str()},
        {"name", s.name},
        {"description", s.description},
        {"briefing",
         {{"situation", s.briefing.situation},
          {"background", s.briefing.background},
          {"customerMood", s.briefing.customer_mood},
          {"desiredOutcome", s.briefing.desired_outcome}}},
        {"customerProfile", profile_of(s)},
        {"companyInfo",
         {{"name", s.company.name},
          {"policies", labelled(s.company.policies)},
          {"systems", list_of(s.company.systems)},
          {"resources", std::move(resources)}}},
        {"evaluationCriteria", {{"required", labels_of(s.required)}, {"bonusPoints", labels_of(s.bonus)}}},
        {"objectives", texts_of(s.objectives)},
        {"skills", list_of(s.skills)},
        {"category", to_string(s.category)},
        {"difficulty", to_string(s.difficulty)},
        {"industry", to_string(s.industry)},
        {"language", s.language},
        {"estimatedDuration", s.estimated_minutes},
        {"version", s.version},
    };
    return json::serialize(json::object{{"scenario", std::move(scenario)}});
}

std::string document(const std::string& title, const std::string& body) {
    return json::serialize(json::object{{"title", title}, {"body", body}});
}

std::string started(const CallRow& call, const Scenario& s, const std::string& websocket_url,
                    const std::vector<IceServer>& ice) {
    json::array servers;
    for (const IceServer& server : ice) {
        json::object o{{"urls", server.urls}};
        if (!server.username.empty()) {
            o["username"] = server.username;
            o["credential"] = server.credential;
        }
        servers.push_back(std::move(o));
    }
    return json::serialize(json::object{
        {"sessionId", call.id.str()},
        {"websocketUrl", websocket_url},
        {"sessionToken", call.token.str()},
        {"iceServers", std::move(servers)},
        {"callState",
         {{"status", "initializing"},
          {"customerMood", s.persona.start_mood},
          {"satisfactionLevel", s.persona.start_satisfaction}}},
        {"instructions", {{"greeting", s.greeting_hint}, {"opening", s.opening_hint}, {"reminder", s.reminder_hint}}},
    });
}

CallId session_id_of(const std::string& started) {
    return CallId{std::string(json::parse(started).at("sessionId").as_string())};
}

std::string status_changed(const CallId& id, CallStatus status, int hold_seconds, const CustomerReaction& reaction) {
    return json::serialize(
        json::object{{"sessionId", id.str()},
                     {"status", to_string(status)},
                     {"holdTime", hold_seconds},
                     {"customerReaction", {{"mood", reaction.mood_delta}, {"message", reaction.message}}}});
}

std::string result(const CallId& id, const CallRecord& call, const Evaluation& e,
                   const std::vector<Achievement>& achievements, const remote::UsageByPart& usage) {
    const int duration = call.answered ? whole_seconds(call.ended - *call.answered) : 0;
    const int held = std::min(duration, whole_seconds(hold_time_of(call)));
    json::array earned;
    for (const Achievement& a : achievements)
        earned.push_back(achievement(a));
    json::object o{
        {"sessionId", id.str()},
        {"summary",
         {{"duration", duration}, {"holdTime", held}, {"talkTime", duration - held}, {"outcome", outcome_of(call)}}},
        {"evaluation", evaluation_object(e)},
        {"recording", {{"url", nullptr}, {"transcript", nullptr}, {"duration", duration}}},
        {"feedback",
         {{"strengths", list_of(e.strengths)}, {"improvements", list_of(e.improvements)}, {"tips", list_of(e.tips)}}},
        {"achievements", std::move(earned)},
    };
    if (!usage.empty())
        o["usage"] = usage_of(usage);
    if (!call.crm.empty())
        o["crm"] = json::parse(crm_history(call));
    return json::serialize(o);
}

std::string result_with_links(const std::string& kept, const Links& links) {
    json::value v = json::parse(kept);
    auto& recording = v.as_object()["recording"].as_object();
    recording["url"] = text_or_null(links.audio);
    recording["transcript"] = text_or_null(links.transcript);
    return json::serialize(v);
}

std::string evaluation_of(const std::string& kept) {
    return kept.empty() ? "null" : json::serialize(json::parse(kept).as_object().at("evaluation"));
}

std::string transcript(const CallRecord& call, const Evaluation& e) {
    json::array messages;
    for (const TranscriptTurn& turn : call.turns) {
        json::object m{{"speaker", to_string(turn.speaker)},
                       {"text", turn.text},
                       {"timestamp", to_thousandths(timestamp_of(call, turn.start))},
                       {"duration", to_thousandths(seconds_of(turn.end - turn.start))}};
        if (turn.speaker == Speaker::Customer)
            m["emotion"] = to_string(turn.emotion);
        messages.push_back(std::move(m));
    }
    return json::serialize(
        json::object{{"messages", std::move(messages)}, {"summary", e.summary}, {"keywords", list_of(e.keywords)}});
}

std::string recording(const CallRow& row, const Links& links) {
    json::value transcript = json::parse(row.transcript_json);
    json::object with_url{{"url", links.transcript}};
    for (const auto& member : transcript.as_object())
        with_url[member.key()] = member.value();
    const auto duration =
        row.result_json.empty() ? json::value(0) : json::parse(row.result_json).at("summary").at("duration");
    return json::serialize(json::object{{"sessionId", row.id.str()},
                                        {"recording",
                                         {{"audioUrl", links.audio},
                                          {"format", "webm"},
                                          {"duration", duration},
                                          {"fileSize", row.recording_bytes},
                                          {"createdAt", time_or_null(row.recording_created)},
                                          {"expiresAt", time_or_null(row.recording_expires)}}},
                                        {"transcript", std::move(with_url)}});
}

std::string session(const CallRow& row, const protocol::CallState* live, const Links& links,
                    const remote::UsageByPart& usage) {
    json::object o{{"sessionId", row.id.str()},
                   {"scenarioId", row.scenario.str()},
                   {"userId", row.user.str()},
                   {"userName", text_or_null(row.user_name)},
                   {"status", to_string(row.status)},
                   {"createdAt", iso8601(row.created)},
                   {"answeredAt", time_or_null(row.answered)},
                   {"endedAt", time_or_null(row.ended)},
                   {"callState", nullptr},
                   {"result", nullptr}};
    if (live != nullptr) {
        o["status"] = live->status;
        o["callState"] = {{"status", live->status},
                          {"customerMood", live->customer_mood},
                          {"satisfactionLevel", live->satisfaction_level},
                          {"callDuration", live->call_duration}};
    }
    if (!usage.empty())
        o["usage"] = usage_of(usage);
    if (!row.result_json.empty()) {
        json::value result = json::parse(result_with_links(row.result_json, links));
        if (const auto* used = result.as_object().if_contains("usage"))
            o["usage"] = *used;
        o["result"] = std::move(result);
    }
    return json::serialize(o);
}

namespace {

json::value seconds_or_null(const std::optional<Ticks>& t) {
    return t ? json::value(to_thousandths(seconds_of(*t))) : json::value(nullptr);
}

json::value utterance_or_null(UtteranceId id) {
    return id == 0 ? json::value(nullptr) : json::value("u" + std::to_string(id));
}

json::array stages_of(const TurnTiming& turn) {
    json::array stages;
    const auto add = [&](Stage which, const std::optional<StageTiming>& stage) {
        if (stage)
            stages.push_back({{"stage", to_string(which)},
                              {"engine", text_or_null(stage->engine)},
                              {"start", to_thousandths(seconds_of(stage->start - turn.speech_end))},
                              {"queue", seconds_or_null(stage->queue)},
                              {"firstByte", seconds_or_null(stage->first)},
                              {"total", seconds_or_null(stage->total)},
                              {"handedOver", stage->handed_over}});
    };
    add(Stage::Recognise, turn.recognise);
    add(Stage::Think, turn.think);
    add(Stage::Speak, turn.speak);
    return stages;
}

}  // namespace

std::string timings(const CallId& id, const CallRecord& call, const TurnTimings& timings) {
    json::array turns;
    for (const TurnTiming& turn : timings.turns()) {
        std::optional<Ticks> latency;
        if (turn.answered)
            latency = *turn.answered - turn.speech_end;
        turns.push_back({{"utteranceId", utterance_or_null(turn.agent)},
                         {"answerId", utterance_or_null(turn.line)},
                         {"timestamp", to_thousandths(timestamp_of(call, turn.speech_end))},
                         {"latency", seconds_or_null(latency)},
                         {"stages", stages_of(turn)}});
    }
    return json::serialize(
        json::object{{"sessionId", id.str()}, {"turns", std::move(turns)}, {"forgotten", timings.forgotten()}});
}

std::string no_timings(const CallId& id) { return timings(id, {}, TurnTimings{}); }

std::string sessions(const std::vector<CallRow>& rows, int total, int limit, int offset, const ScenarioNames& names) {
    json::array list;
    for (const CallRow& row : rows)
        list.push_back({{"sessionId", row.id.str()},
                        {"scenarioId", row.scenario.str()},
                        {"scenarioName", names(row.scenario)},
                        {"status", to_string(row.status)},
                        {"createdAt", iso8601(row.created)},
                        {"answeredAt", time_or_null(row.answered)},
                        {"endedAt", time_or_null(row.ended)},
                        {"overallScore", or_null(row.overall)},
                        {"recorded", row.recording_bytes > 0 && !row.erased}});
    return json::serialize(
        json::object{{"sessions", std::move(list)}, {"pagination", pagination(total, limit, offset)}});
}

namespace {
json::object preferences_object(const Preferences& p) {
    return {{"categories", list_of(p.categories)},
            {"industries", list_of(p.industries)},
            {"difficulty", text_or_null(p.difficulty)}};
}
}  // namespace

std::string preferences(const Preferences& p) {
    return json::serialize(json::object{{"preferences", preferences_object(p)}});
}

std::string me(const UserId& user, const std::string& name, const TraineeHistory& history,
               const std::vector<Achievement>& achievements, const Preferences& p) {
    const int level = level_of(history.xp);
    json::array earned;
    for (const Achievement& a : achievements)
        earned.push_back(achievement(a));
    return json::serialize(json::object{{"userId", user.str()},
                                        {"name", text_or_null(name)},
                                        {"level", level},
                                        {"xp", history.xp},
                                        {"nextLevelXp", xp_for_level(level + 1)},
                                        {"calls", history.calls},
                                        {"achievements", std::move(earned)},
                                        {"preferences", preferences_object(p)}});
}

}  // namespace mockcall::bodies
