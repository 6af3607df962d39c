// What supervisors ask and do, and the trainee's progress.
#include <algorithm>

#include "domain/evaluation/rubric.hpp"
#include "engine/engine.hpp"
#include "engine/review_bodies.hpp"

namespace mockcall {
namespace {

constexpr int kMostComments = 200;
constexpr int kCourse = 50;  ///< calls that trends are made of
constexpr std::size_t kRecommended = 3;

Result<void> supervises(const Principal& who) {
    if (who.role != Role::Trainee)
        return {};
    return fail(ErrorCode::Forbidden, "This is for supervisors.");
}

Result<CallRow> own_or_supervised(Store& store, const Principal& who, const CallId& id) {
    auto row = store.call(id);
    if (row && (row->org != who.org || (row->user != who.user && who.role == Role::Trainee)))
        return fail(ErrorCode::Forbidden, "This call belongs to somebody else.");
    return row;
}

Result<CallRow> supervised(Store& store, const Principal& who, const CallId& id) {
    if (const auto ok = supervises(who); !ok)
        return std::unexpected(ok.error());
    return own_or_supervised(store, who, id);
}

/// There must be a result that can be talked about.
Result<void> judged(const CallRow& row, const std::string& result_json) {
    if (row.status != CallStatus::Ended) {
        Error e{ErrorCode::InvalidState, "There is nothing to overrule before the call has ended."};
        e.status = to_string(row.status);
        return std::unexpected(std::move(e));
    }
    if (result_json.empty())
        return fail(ErrorCode::RecordingNotFound, "This call's evaluation was erased.");
    return {};
}

CriterionOverride verdict_of(const std::string& criterion, const OverrideBody& body) {
    const double enough = judging::default_rubric().limits.met;
    const double score = body.score.value_or(body.met.value_or(false) ? 100 : 0);
    return {criterion, body.met.value_or(score >= enough), score};
}

Scores scores_after(const bodies::KeptCriteria& kept, const std::vector<CallOverride>& overrides) {
    std::vector<CriterionOverride> verdicts;
    for (const CallOverride& o : overrides)
        verdicts.push_back(o.verdict);
    return scores_with(kept.weights, kept.criteria, verdicts);
}

}  // namespace

bodies::ScenarioNames Engine::scenario_names() const {
    return [this](const ScenarioId& id) {
        const auto scenario = catalogue_.find(id);
        return scenario ? scenario->name : std::string{};
    };
}

void Engine::progress(const Principal& who, Reply<Json> reply) {
    ask_store<Json>(std::move(reply), [this, who](Store& store) -> Result<Json> {
        const auto history = store.history_of(who.org, who.user);
        const auto preferences = store.preferences_of(who.org, who.user);
        auto calls = store.scored_calls_of(who.org, who.user, kCourse);
        if (!history || !preferences || !calls)
            return fail(ErrorCode::InternalError, "Your progress could not be read; try again.");
        std::erase_if(*calls, [](const OrgCall& c) { return !c.breakdown; });
        const auto trend = calls->empty() ? std::nullopt : std::optional(bodies::trend_of(*calls));
        const auto next = recommend(catalogue_.scenarios(), *history, *preferences,
                                    trend ? std::optional(trend->recent) : std::nullopt, who.user.str(), kRecommended);
        return bodies::progress(*history, *calls, trend, next, scenario_names());
    });
}

void Engine::org_sessions(const Principal& who, const OrgQuery& query, Reply<Json> reply) {
    if (const auto ok = supervises(who); !ok)
        return reply(std::unexpected(ok.error()));
    OrgFilter filter = query.calls;
    if (query.scenario || query.category || query.difficulty) {
        filter.scenarios.emplace();
        for (const auto& s : catalogue_.scenarios())
            if ((!query.scenario || s->id == *query.scenario) && (!query.category || s->category == *query.category) &&
                (!query.difficulty || s->difficulty == *query.difficulty))
                filter.scenarios->push_back(s->id);
    }
    ask_store<Json>(std::move(reply), [this, who, filter](Store& store) -> Result<Json> {
        const auto page = store.org_calls(who.org, filter);
        if (!page)
            return std::unexpected(page.error());
        const auto live = [this](const CallId& id) -> std::optional<protocol::CallState> {
            const Runner runner = running(id);
            return runner ? std::optional(runner->glimpse()) : std::nullopt;
        };
        return bodies::org_sessions(*page, filter.limit, filter.offset, scenario_names(), live);
    });
}

void Engine::org_summary(const Principal& who, const Period& period, Reply<Json> reply) {
    if (const auto ok = supervises(who); !ok)
        return reply(std::unexpected(ok.error()));
    ask_store<Json>(std::move(reply), [this, who, period](Store& store) -> Result<Json> {
        const auto summary = store.org_summary(who.org, period.from, period.until);
        if (!summary)
            return std::unexpected(summary.error());
        return bodies::org_summary(*summary, period.from, period.until, scenario_names());
    });
}

void Engine::comments(const Principal& who, const CallId& id, Reply<Json> reply) {
    ask_store<Json>(std::move(reply), [who, id](Store& store) -> Result<Json> {
        if (const auto row = own_or_supervised(store, who, id); !row)
            return std::unexpected(row.error());
        const auto review = store.review_of(id);
        if (!review)
            return std::unexpected(review.error());
        return bodies::comments(id, review->comments);
    });
}

void Engine::add_comment(const Principal& who, const CallId& id, CommentBody body, Reply<Json> reply) {
    ask_store<Json>(std::move(reply), [this, who, id, body = std::move(body)](Store& store) -> Result<Json> {
        if (const auto row = supervised(store, who, id); !row)
            return std::unexpected(row.error());
        const CallComment comment{
            "cmt_" + parts_.entropy.token(12), who.user, who.name, body.timestamp, body.text, parts_.clock.wall()};
        if (const auto ok = store.add_comment(id, comment, kMostComments); !ok)
            return std::unexpected(ok.error());
        return bodies::comment(comment);
    });
}

void Engine::remove_comment(const Principal& who, const CallId& id, const std::string& comment, Reply<Json> reply) {
    ask_store<Json>(std::move(reply), [who, id, comment](Store& store) -> Result<Json> {
        if (const auto row = supervised(store, who, id); !row)
            return std::unexpected(row.error());
        if (const auto ok = store.remove_comment(id, comment, who.user); !ok)
            return std::unexpected(ok.error());
        const auto left = store.review_of(id);
        if (!left)
            return std::unexpected(left.error());
        return bodies::comments(id, left->comments);
    });
}

Result<Json> Engine::overrule(
    Store& store, const Principal& who, const CallId& id,
    const std::function<Result<void>(const bodies::KeptCriteria&, std::vector<CallOverride>&)>& change) {
    const auto row = supervised(store, who, id);
    if (!row)
        return std::unexpected(row.error());
    Json answer;
    const auto done = store.change_overrides(
        id, [&](const std::string& result, std::vector<CallOverride>& overrides) -> Result<Scores> {
            if (const auto ok = judged(*row, result); !ok)
                return std::unexpected(ok.error());
            const bodies::KeptCriteria kept = bodies::criteria_in(result);
            if (const auto ok = change(kept, overrides); !ok)
                return std::unexpected(ok.error());
            answer = bodies::overruled(id, result, overrides);
            return scores_after(kept, overrides);
        });
    if (!done)
        return std::unexpected(done.error());
    catalogue_.forget(who.org);
    return answer;
}

void Engine::monitor(const Principal& who, const CallId& id, std::shared_ptr<CallClient> client,
                     Reply<SessionInfo> reply) {
    if (const auto ok = supervises(who); !ok)
        return reply(std::unexpected(ok.error()));
    if (const Runner runner = running(id)) {
        if (runner->row().org != who.org)
            return reply(fail(ErrorCode::Forbidden, "This call belongs to somebody else."));
        return runner->loop().post([runner, client = std::move(client), reply = std::move(reply)]() mutable {
            runner->monitor(std::move(client), std::move(reply));
        });
    }
    ask_store<SessionInfo>(std::move(reply), [who, id](Store& store) -> Result<SessionInfo> {
        if (const auto row = supervised(store, who, id); !row)
            return std::unexpected(row.error());
        return fail(ErrorCode::SessionExpired, "This call is over; its result is at GET /session/{id}.");
    });
}

void Engine::override_criterion(const Principal& who, const CallId& id, const std::string& criterion, OverrideBody body,
                                Reply<Json> reply) {
    ask_store<Json>(std::move(reply), [this, who, id, criterion, body = std::move(body)](Store& store) {
        const CallOverride made{verdict_of(criterion, body), body.reason, who.user, who.name, parts_.clock.wall()};
        return overrule(store, who, id,
                        [&](const bodies::KeptCriteria& kept, std::vector<CallOverride>& all) -> Result<void> {
                            const auto c = std::ranges::find(kept.criteria, criterion, &CriterionResult::id);
                            if (c == kept.criteria.end() || !can_be_overruled(*c))
                                return fail(ErrorCode::NotFound, "This call was not judged by such a criterion.");
                            std::erase_if(all, [&](const auto& o) { return o.verdict.criterion == criterion; });
                            all.push_back(made);
                            return {};
                        });
    });
}

void Engine::withdraw_override(const Principal& who, const CallId& id, const std::string& criterion,
                               Reply<Json> reply) {
    ask_store<Json>(std::move(reply), [this, who, id, criterion](Store& store) {
        return overrule(store, who, id,
                        [&](const bodies::KeptCriteria&, std::vector<CallOverride>& all) -> Result<void> {
                            std::erase_if(all, [&](const auto& o) { return o.verdict.criterion == criterion; });
                            return {};
                        });
    });
}

}  // namespace mockcall
