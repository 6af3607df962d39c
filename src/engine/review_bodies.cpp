#include "engine/review_bodies.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <boost/json.hpp>

#include "domain/evaluation/rubric.hpp"

namespace mockcall::bodies {
namespace {

namespace json = boost::json;

constexpr std::size_t kRecent = 5;

json::value time_or_null(const std::optional<WallTime>& t) {
    return t ? json::value(iso8601(*t)) : json::value(nullptr);
}
json::value text_or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }
double to_tenths(double v) { return std::round(v * 10) / 10; }
double to_thousandths(double v) { return std::round(v * 1000) / 1000; }

template <class Values>
json::object by_dimension(const Values& values) {
    json::object o;
    for (std::size_t d = 0; d < kDimensionCount; ++d)
        o[to_string(static_cast<Dimension>(d))] = values[d];
    return o;
}
json::object means(const std::array<double, kDimensionCount>& values) {
    auto rounded = values;
    std::ranges::transform(rounded, rounded.begin(), to_tenths);
    return by_dimension(rounded);
}

json::object average(const Average& a) {
    if (a.calls == 0)
        return {{"calls", 0}, {"overallScore", nullptr}, {"breakdown", nullptr}};
    return {{"calls", a.calls}, {"overallScore", to_tenths(a.overall)}, {"breakdown", means(a.breakdown)}};
}

json::object person(const UserId& user, const std::string& name) {
    return {{"userId", user.str()}, {"name", text_or_null(name)}};
}

json::value live_state(const std::optional<protocol::CallState>& s) {
    if (!s)
        return nullptr;
    return json::object{{"status", s->status},
                        {"customerMood", s->customer_mood},
                        {"satisfactionLevel", s->satisfaction_level},
                        {"callDuration", s->call_duration}};
}

json::object org_call(const OrgCall& c, const ScenarioNames& names, const LiveStates& live) {
    const bool over = c.status == CallStatus::Ended || c.status == CallStatus::Expired;
    const auto state = over ? std::nullopt : live(c.id);
    return {{"sessionId", c.id.str()},
            {"trainee", person(c.user, c.user_name)},
            {"scenarioId", c.scenario.str()},
            {"scenarioName", names(c.scenario)},
            {"status", state ? state->status : std::string(to_string(c.status))},
            {"createdAt", iso8601(c.created)},
            {"answeredAt", time_or_null(c.answered)},
            {"endedAt", time_or_null(c.ended)},
            {"overallScore", c.overall ? json::value(*c.overall) : json::value(nullptr)},
            {"breakdown", c.breakdown ? json::value(by_dimension(*c.breakdown)) : json::value(nullptr)},
            {"callState", live_state(state)},
            {"recorded", c.recorded},
            {"erased", c.erased},
            {"needsReview", c.needs_review},
            {"comments", c.comments},
            {"overrides", c.overrides}};
}

json::object comment_object(const CallComment& c) {
    return {{"id", c.id},
            {"author", person(c.author, c.author_name)},
            {"timestamp", c.timestamp ? json::value(to_thousandths(*c.timestamp)) : json::value(nullptr)},
            {"text", c.text},
            {"createdAt", iso8601(c.created)}};
}
json::array comment_list(const std::vector<CallComment>& comments) {
    json::array list;
    for (const CallComment& c : comments)
        list.push_back(comment_object(c));
    return list;
}

json::object override_object(const CallOverride& o) {
    return {{"score", to_tenths(o.verdict.score)},
            {"met", o.verdict.met},
            {"reason", text_or_null(o.reason)},
            {"by", person(o.by, o.by_name)},
            {"at", iso8601(o.at)}};
}

std::optional<Dimension> dimension_of(std::string_view name) {
    for (std::size_t d = 0; d < kDimensionCount; ++d)
        if (to_string(static_cast<Dimension>(d)) == name)
            return static_cast<Dimension>(d);
    return std::nullopt;
}

template <class T>
T member(const json::object& o, std::string_view name, T otherwise) {
    const auto* v = o.if_contains(name);
    return v == nullptr || v->is_null() ? otherwise : json::value_to<T>(*v);
}

KeptCriteria criteria_of(const json::object& evaluation) {
    KeptCriteria kept;
    kept.weights = judging::default_rubric().weights;
    if (const auto* weights = evaluation.if_contains("dimensionWeights"))
        for (std::size_t d = 0; d < kDimensionCount; ++d)
            kept.weights[d] = member(weights->as_object(), to_string(static_cast<Dimension>(d)), kept.weights[d]);
    const auto* list = evaluation.if_contains("criteria");
    if (list == nullptr)
        return kept;
    for (const json::value& each : list->as_array()) {
        const json::object& o = each.as_object();
        CriterionResult c;
        c.id = member(o, "id", std::string{});
        c.dimension = dimension_of(member(o, "dimension", std::string{})).value_or(Dimension::Solution);
        c.met = member(o, "met", false);
        c.score = member(o, "score", 0.0);
        c.weight = member(o, "weight", 0.0);
        c.full_weight = member(o, "fullWeight", c.weight);
        c.bonus = member(o, "bonus", c.id.starts_with("bonus."));
        kept.criteria.push_back(std::move(c));
    }
    return kept;
}

/// Keeps the machine's verdicts where they are and puts the person's beside them.
void overrule(json::object& evaluation, const std::vector<CallOverride>& overrides) {
    if (overrides.empty())
        return;
    std::vector<CriterionOverride> verdicts;
    for (const CallOverride& o : overrides) {
        verdicts.push_back(o.verdict);
        for (json::value& c : evaluation["criteria"].as_array())
            if (c.at("id").as_string() == o.verdict.criterion)
                c.as_object()["override"] = override_object(o);
    }
    const KeptCriteria kept = criteria_of(evaluation);
    const Scores now = scores_with(kept.weights, kept.criteria, verdicts);
    evaluation["machine"] = {{"overallScore", evaluation["overallScore"]}, {"breakdown", evaluation["breakdown"]}};
    evaluation["overallScore"] = now.overall;
    evaluation["breakdown"] = by_dimension(now.breakdown);
}

double mean_of(const std::vector<OrgCall>& calls, std::size_t from, std::size_t to) {
    double sum = 0;
    for (std::size_t i = from; i < to; ++i)
        sum += calls[i].overall.value_or(0);
    return sum / static_cast<double>(to - from);
}
DimensionMeans means_of(const std::vector<OrgCall>& calls, std::size_t from, std::size_t to) {
    DimensionMeans out{};
    for (std::size_t i = from; i < to; ++i)
        for (std::size_t d = 0; d < kDimensionCount; ++d)
            out[d] += (*calls[i].breakdown)[d] / static_cast<double>(to - from);
    return out;
}

json::object trend_entry(double all, double recent, const std::optional<double>& earlier) {
    return {{"average", to_tenths(all)},
            {"recent", to_tenths(recent)},
            {"earlier", earlier ? json::value(to_tenths(*earlier)) : json::value(nullptr)},
            {"change", earlier ? json::value(to_tenths(recent - *earlier)) : json::value(nullptr)}};
}

json::value trends(const std::optional<Trend>& t) {
    if (!t)
        return nullptr;
    json::object o{{"overall", trend_entry(t->overall, t->overall_recent, t->overall_earlier)}};
    for (std::size_t d = 0; d < kDimensionCount; ++d)
        o[to_string(static_cast<Dimension>(d))] =
            trend_entry(t->all[d], t->recent[d], t->earlier ? std::optional((*t->earlier)[d]) : std::nullopt);
    return o;
}

json::object recommendation(const Recommendation& r, const TraineeHistory& history) {
    const Scenario& s = *r.scenario;
    const auto done = std::ranges::find(history.scenarios, s.id, &ScenarioHistory::id);
    const bool scored = done != history.scenarios.end() && done->best;
    return {{"scenarioId", s.id.str()},
            {"name", s.name},
            {"category", to_string(s.category)},
            {"difficulty", to_string(s.difficulty)},
            {"industry", to_string(s.industry)},
            {"estimatedDuration", s.estimated_minutes},
            {"bestScore", scored ? json::value(*done->best) : json::value(nullptr)},
            {"reason", r.reason}};
}

json::value named(const std::optional<Dimension>& d) { return d ? json::value(to_string(*d)) : json::value(nullptr); }

}  // namespace

std::string org_sessions(const OrgPage& page, int limit, int offset, const ScenarioNames& names,
                         const LiveStates& live) {
    json::array list;
    for (const OrgCall& c : page.rows)
        list.push_back(org_call(c, names, live));
    return json::serialize(json::object{
        {"sessions", std::move(list)},
        {"pagination",
         {{"total", page.total}, {"limit", limit}, {"offset", offset}, {"hasMore", offset + limit < page.total}}}});
}

std::string org_summary(const OrgSummary& s, const std::optional<WallTime>& from, const std::optional<WallTime>& until,
                        const ScenarioNames& names) {
    json::array scenarios, people, days;
    for (const ScenarioAverage& each : s.scenarios) {
        json::object o = average(each.scores);
        o["scenarioId"] = each.scenario.str();
        o["scenarioName"] = names(each.scenario);
        scenarios.push_back(std::move(o));
    }
    for (const TraineeAverage& each : s.people) {
        json::object o = average(each.scores);
        o["trainee"] = person(each.user, each.name);
        o["lastCallAt"] = iso8601(each.last_ended);
        people.push_back(std::move(o));
    }
    for (const DayAverage& each : s.days) {
        json::object o = average(each.scores);
        o["day"] = iso8601(each.day).substr(0, 10);
        days.push_back(std::move(o));
    }
    return json::serialize(json::object{{"from", time_or_null(from)},
                                        {"to", time_or_null(until)},
                                        {"team", average(s.all)},
                                        {"trainees", s.trainees},
                                        {"live", s.live},
                                        {"needsReview", s.needs_review},
                                        {"byScenario", std::move(scenarios)},
                                        {"byTrainee", std::move(people)},
                                        {"byDay", std::move(days)}});
}

std::string comments(const CallId& call, const std::vector<CallComment>& list) {
    return json::serialize(json::object{{"sessionId", call.str()}, {"comments", comment_list(list)}});
}
std::string comment(const CallComment& c) { return json::serialize(json::object{{"comment", comment_object(c)}}); }

KeptCriteria criteria_in(const std::string& kept_result) {
    return criteria_of(json::parse(kept_result).at("evaluation").as_object());
}

std::string session_with_review(const std::string& session, const Review& review) {
    json::value parsed = json::parse(session);
    json::object& o = parsed.as_object();
    if (o["result"].is_object())
        overrule(o["result"].at("evaluation").as_object(), review.overrides);
    o["comments"] = comment_list(review.comments);
    return json::serialize(o);
}

std::string overruled(const CallId& call, const std::string& kept_result, const std::vector<CallOverride>& overrides) {
    json::value kept = json::parse(kept_result);
    json::object evaluation = std::move(kept.at("evaluation").as_object());
    overrule(evaluation, overrides);
    return json::serialize(json::object{{"sessionId", call.str()}, {"evaluation", std::move(evaluation)}});
}

Trend trend_of(const std::vector<OrgCall>& calls) {
    const std::size_t recent = std::min(kRecent, calls.size());
    Trend t;
    t.all = means_of(calls, 0, calls.size());
    t.recent = means_of(calls, 0, recent);
    t.overall = mean_of(calls, 0, calls.size());
    t.overall_recent = mean_of(calls, 0, recent);
    if (const std::size_t earlier = std::min(2 * kRecent, calls.size()); earlier > recent) {
        t.earlier = means_of(calls, recent, earlier);
        t.overall_earlier = mean_of(calls, recent, earlier);
    }
    return t;
}

std::string progress(const TraineeHistory& history, const std::vector<OrgCall>& calls,
                     const std::optional<Trend>& trend, const std::vector<Recommendation>& recommended,
                     const ScenarioNames& names) {
    json::array course, next;
    for (auto c = calls.rbegin(); c != calls.rend(); ++c)
        course.push_back(
            {{"sessionId", c->id.str()},
             {"scenarioId", c->scenario.str()},
             {"scenarioName", names(c->scenario)},
             {"endedAt", iso8601(c->ended.value_or(c->created))},
             {"overallScore", c->overall.value_or(0)},
             {"breakdown", c->breakdown ? json::value(by_dimension(*c->breakdown)) : json::value(nullptr)}});
    for (const Recommendation& r : recommended)
        next.push_back(recommendation(r, history));
    const int level = level_of(history.xp);
    const auto weakest = trend ? weakest_of(trend->recent) : std::nullopt;
    std::optional<Dimension> strongest;
    if (trend)
        strongest = static_cast<Dimension>(std::ranges::max_element(trend->recent) - trend->recent.begin());
    return json::serialize(json::object{{"level", level},
                                        {"xp", history.xp},
                                        {"levelXp", xp_for_level(level)},
                                        {"nextLevelXp", xp_for_level(level + 1)},
                                        {"calls", history.calls},
                                        {"course", std::move(course)},
                                        {"trends", trends(trend)},
                                        {"strongest", named(strongest)},
                                        {"weakest", named(weakest)},
                                        {"recommended", std::move(next)}});
}

}  // namespace mockcall::bodies
