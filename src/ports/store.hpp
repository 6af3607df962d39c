// The database: users, calls and their results. Blocking: called on the store's pool, never on a loop. Thread-safe.
// Everything is durable when a function returns. Errors are the contract's; anything unforeseen is InternalError with
// no SQL in it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "domain/call/call_status.hpp"
#include "domain/progress/progress.hpp"
#include "ports/review_store.hpp"

namespace mockcall {

struct CallSettings {
    bool record = true;
    bool dynamic_difficulty = true;
    std::string audio_quality = "standard";  ///< low, standard, high
    bool background_noise = false;
    bool allow_interruptions = true;
    bool crm = false;  ///< promises are looked for in the record; kept in the call's journal, not in the store
};

struct CallRow {
    CallId id;
    SessionToken
        token;  ///< stored as SHA-256 only; filled by create_call's caller and by idempotent repeats (see StartOutcome)
    OrgId org;
    UserId user;
    std::string user_name;  ///< as the token said it at the start; "" none
    ScenarioId scenario;
    int scenario_version = 1;
    std::uint64_t seed = 0;
    CallSettings settings;
    double trainee_skill = 0.5;
    CallStatus status = CallStatus::Initializing;
    WallTime created{};
    std::optional<WallTime> answered;
    std::optional<WallTime> ended;
    std::string result_json;            ///< the data of POST /end, once ended and evaluated; "" before or when erased
    std::string transcript_json;        ///< the data of GET /recording's transcript, without its url
    std::optional<int> overall;         ///< the score, with what supervisors overruled
    std::uint64_t recording_bytes = 0;  ///< 0: no recording (yet)
    std::optional<WallTime> recording_created;
    std::optional<WallTime> recording_expires;
    bool erased = false;
};

struct NewCall {
    CallRow row;
    std::string idempotency_key;  ///< "" none; kept 24 h per user
    std::string started_json;     ///< the data of POST /start, to be repeated for the same key
};
struct StartOutcome {
    bool repeated = false;  ///< the key was seen: `started_json` is the first call's, nothing was created
    std::string started_json;
};

struct FinishedCall {
    CallId id;
    WallTime ended{};
    std::string result_json;
    std::string transcript_json;
    int overall = 0;
    std::array<int, kDimensionCount> breakdown{};
    int gates_closed = 0;                   ///< gates of the rubric that the call did not pass
    int xp = 0;                             ///< earned by this call, achievements included
    std::vector<Achievement> achievements;  ///< newly earned
};

struct ScenarioStats {
    int play_count = 0;
    std::optional<double> avg_score;
};

class Store : public ReviewStore {
  public:
    /// Atomic. AlreadyInCall (with the other call's id) while the user has a call that is neither ended nor expired.
    /// `forget_before`: idempotency keys older than this do not count.
    virtual Result<StartOutcome> create_call(const NewCall& call, WallTime forget_before) = 0;
    /// The repeat for a key that this user has used since `forget_before`, if any.
    virtual Result<std::optional<StartOutcome>> find_idempotent(const OrgId& org, const UserId& user,
                                                                const std::string& key, WallTime forget_before) = 0;
    /// The call this user is in now, if any.
    virtual Result<std::optional<CallId>> live_call_of(const OrgId& org, const UserId& user) = 0;
    virtual Result<void> set_status(const CallId& id, CallStatus status, std::optional<WallTime> answered) = 0;
    /// Frees the user, keeps the result, counts the statistics, grants XP: one transaction. Idempotent: a second time
    /// changes nothing.
    virtual Result<void> finish_call(const FinishedCall& finished) = 0;
    virtual Result<void> set_recording(const CallId& id, std::uint64_t bytes, WallTime created, WallTime expires) = 0;

    virtual Result<CallRow> call(const CallId& id) = 0;                    ///< SessionNotFound
    virtual Result<CallRow> call_by_token(const SessionToken& token) = 0;  ///< SessionNotFound
    virtual Result<std::vector<CallRow>> live_calls() = 0;                 ///< neither ended nor expired; for recovery
    /// Newest first, without result and transcript bodies. `total` counts all.
    struct Page {
        std::vector<CallRow> rows;
        int total = 0;
    };
    virtual Result<Page> calls_of(const OrgId& org, const UserId& user, int limit, int offset) = 0;
    /// Forgets text and recording of an ended call; its scores keep counting.
    virtual Result<void> erase_call(const CallId& id) = 0;
    virtual Result<std::vector<CallId>> recordings_expired(WallTime now) = 0;
    virtual Result<void> drop_recording(const CallId& id) = 0;

    virtual Result<TraineeHistory> history_of(const OrgId& org, const UserId& user) = 0;
    virtual Result<std::vector<Achievement>> achievements_of(const OrgId& org, const UserId& user) = 0;
    virtual Result<Preferences> preferences_of(const OrgId& org, const UserId& user) = 0;
    virtual Result<void> set_preferences(const OrgId& org, const UserId& user, const Preferences& p) = 0;
    virtual Result<std::map<std::string, ScenarioStats>> scenario_stats(const OrgId& org) = 0;  ///< by scenario id

    virtual Result<void> ping() = 0;
};

}  // namespace mockcall
