// What supervisors and the progress page may ask of the engine. As CallService: thread-safe, returns at once, a Reply
// is called exactly once; bodies are the `data` member of the contract's answers. What is a supervisor's is FORBIDDEN
// to a trainee, and nobody sees beyond their organisation.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/principal.hpp"
#include "base/time.hpp"
#include "domain/scenario/scenario.hpp"
#include "ports/review_store.hpp"

namespace mockcall {

template <class T>
using Reply = std::move_only_function<void(Result<T>)>;
using Json = std::string;  ///< JSON text

struct OrgQuery {
    OrgFilter calls;  ///< `scenarios` is made of the three below
    std::optional<ScenarioId> scenario;
    std::optional<Category> category;
    std::optional<Difficulty> difficulty;
};
struct Period {
    std::optional<WallTime> from, until;  ///< `until` is outside
};
struct CommentBody {
    std::optional<double> timestamp;  ///< seconds since the answer
    std::string text;
};
/// One of `met` and `score` at least: the other follows from it.
struct OverrideBody {
    std::optional<bool> met;
    std::optional<double> score;  ///< 0-100
    std::string reason;
};

class ReviewService {
  public:
    virtual ~ReviewService() = default;

    virtual void progress(const Principal& who, Reply<Json> reply) = 0;
    virtual void org_sessions(const Principal& who, const OrgQuery& query, Reply<Json> reply) = 0;
    virtual void org_summary(const Principal& who, const Period& period, Reply<Json> reply) = 0;
    virtual void comments(const Principal& who, const CallId& id, Reply<Json> reply) = 0;  ///< the owner's as well
    virtual void add_comment(const Principal& who, const CallId& id, CommentBody body, Reply<Json> reply) = 0;
    virtual void remove_comment(const Principal& who, const CallId& id, const std::string& comment,
                                Reply<Json> reply) = 0;
    virtual void override_criterion(const Principal& who, const CallId& id, const std::string& criterion,
                                    OverrideBody body, Reply<Json> reply) = 0;
    virtual void withdraw_override(const Principal& who, const CallId& id, const std::string& criterion,
                                   Reply<Json> reply) = 0;
};

}  // namespace mockcall
