// The engine: holds the running calls and answers the doors.
#pragma once

#include <atomic>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "engine/call_runner.hpp"
#include "engine/catalogue.hpp"
#include "engine/media_line.hpp"
#include "engine/review_bodies.hpp"
#include "engine/service.hpp"

namespace mockcall {

struct TurnService {
    std::vector<std::string> urls;  ///< "turn:turn.example.com:3478"
    std::string secret;             ///< shared with the TURN server
};

struct EngineSettings {
    CallConfig call;
    std::size_t max_calls = 500;
    TurnTimings::OnStage on_stage;  ///< a stage of some call's turn is complete; from any thread
    MediaLine::OnEnd on_media;      ///< some call's media has ended; from any thread
    Listening::Ears ears = Listening::Ears::Recognizer;
    Milliseconds recording_retention{31LL * 24 * 3600 * 1000};
    bool phone_line = false;    ///< customers sound as over the telephone
    AheadOf ahead{};            ///< what may be made ready before a turn has ended
    std::string websocket_url;  ///< as told to clients
    std::string public_url;     ///< prefix of signed links, e.g. "http://localhost:3000"
    std::vector<std::string> stun_urls;
    TurnService turn;
    /// Path and query of a signed link that is good until the given time.
    std::function<std::string(const std::string& path, WallTime expires)> sign_link;
    /// The TURN REST form's credential for a user name.
    std::function<std::string(const std::string& secret, const std::string& username)> turn_credential;
};

struct EngineParts {
    Clock& clock;
    Entropy& entropy;
    std::vector<Loop*> loops;
    WorkerPool& cpu;
    WorkerPool& storage;
    Store& store;
    ObjectStore& objects;
    Recognizer& recognizer;
    Synthesizer& synthesizer;
    LanguageModel* model = nullptr;  ///< finds the customer's words
    LanguageModel* judge = nullptr;
    UsageMeter* usage = nullptr;
    /// The part whose service is down and cannot be done without; "" none. From any thread. Empty: there is none.
    std::function<std::string()> missing{};
    MediaServer* media = nullptr;  ///< null: no WebRTC
};

struct EngineFigures {
    std::size_t calls = 0;
    std::uint64_t started = 0;
    std::uint64_t recovered = 0;
};

class Engine : public CallService {
  public:
    Engine(EngineSettings settings, EngineParts parts, Library library);
    ~Engine() override;

    /// Takes up the calls that a former process left. Blocking; before the doors open.
    Result<void> recover();
    /// Begins the periodic work (retention).
    void begin();
    /// Writes down everything and lets go of the clients; calls can be joined again after a restart. Blocking.
    void stop();
    [[nodiscard]] EngineFigures figures() const;
    [[nodiscard]] const Catalogue& catalogue() const { return catalogue_; }

    void list_scenarios(const Principal& who, const ScenarioQuery& query,
                        Reply<std::shared_ptr<const Json>> reply) override;
    void scenario(const Principal& who, const ScenarioId& id, Reply<std::shared_ptr<const Json>> reply) override;
    void knowledge(const std::string& slug, Reply<Json> reply) override;
    void script(const std::string& slug, Reply<Json> reply) override;
    void start(StartRequest request, Reply<StartedCall> reply) override;
    void change_status(const Principal& who, const CallId& id, protocol::ActionBody body, Reply<Json> reply) override;
    void end(const Principal& who, const CallId& id, protocol::EndBody body, Reply<Json> reply) override;
    void recording(const Principal& who, const CallId& id, Reply<Json> reply) override;
    void crm(const Principal& who, const CallId& id, protocol::CrmBody body, Reply<Json> reply) override;
    void crm_record(const Principal& who, const CallId& id, Reply<Json> reply) override;
    void session(const Principal& who, const CallId& id, Reply<Json> reply) override;
    void timings(const Principal& who, const CallId& id, Reply<Json> reply) override;
    void sessions(const Principal& who, int limit, int offset, Reply<Json> reply) override;
    void erase(const Principal& who, const CallId& id, Reply<Json> reply) override;
    void me(const Principal& who, Reply<Json> reply) override;
    void set_preferences(const Principal& who, const Preferences& preferences, Reply<Json> reply) override;
    void recording_piece(const CallId& id, std::uint64_t offset, std::uint64_t length,
                         Reply<RecordingPiece> reply) override;
    void transcript_file(const CallId& id, Reply<Json> reply) override;
    void ready(Reply<Json> reply) override;
    void authenticate(const SessionToken& token, Reply<SessionInfo> reply) override;
    void join(const SessionToken& token, const protocol::Join& join, std::shared_ptr<CallClient> client,
              Reply<SessionInfo> reply) override;
    void monitor(const Principal& who, const CallId& id, std::shared_ptr<CallClient> client,
                 Reply<SessionInfo> reply) override;
    void deliver(const CallId& id, const std::shared_ptr<CallClient>& client, protocol::ClientEvent event) override;
    void leave(const CallId& id, const std::shared_ptr<CallClient>& client) override;

    // engine_reviews.cpp
    void progress(const Principal& who, Reply<Json> reply) override;
    void org_sessions(const Principal& who, const OrgQuery& query, Reply<Json> reply) override;
    void org_summary(const Principal& who, const Period& period, Reply<Json> reply) override;
    void comments(const Principal& who, const CallId& id, Reply<Json> reply) override;
    void add_comment(const Principal& who, const CallId& id, CommentBody body, Reply<Json> reply) override;
    void remove_comment(const Principal& who, const CallId& id, const std::string& comment, Reply<Json> reply) override;
    void override_criterion(const Principal& who, const CallId& id, const std::string& criterion, OverrideBody body,
                            Reply<Json> reply) override;
    void withdraw_override(const Principal& who, const CallId& id, const std::string& criterion,
                           Reply<Json> reply) override;

  private:
    using Runner = std::shared_ptr<CallRunner>;

    [[nodiscard]] Runner running(const CallId& id) const;
    /// A blocking task on the storage pool whose result is the answer; AiServiceError when the pool is full.
    template <class T>
    void ask_store(Reply<T> reply, std::function<Result<T>(Store&)> task) {
        auto shared = std::make_shared<Reply<T>>(std::move(reply));
        if (!parts_.storage.submit([this, shared, task = std::move(task)] { (*shared)(task(parts_.store)); }))
            (*shared)(at_capacity());
    }
    [[nodiscard]] static std::unexpected<Error> at_capacity();
    /// On the runner's loop when the call runs here, else with its row from the store. Checks that `who` may.
    void with_call(const Principal& who, const CallId& id, Reply<Json> reply,
                   std::function<void(CallRunner&, Reply<Json>)> live,
                   std::function<Result<Json>(const CallRow&)> stored);
    /// Changes what supervisors overruled in one transaction; the evaluation as it is then.
    Result<Json> overrule(
        Store& store, const Principal& who, const CallId& id,
        const std::function<Result<void>(const bodies::KeptCriteria&, std::vector<CallOverride>&)>& change);
    [[nodiscard]] bodies::ScenarioNames scenario_names() const;
    Result<StartedCall> start_now(const StartRequest& request);
    [[nodiscard]] CallRow new_row(const StartRequest& request, const Scenario& scenario, const TraineeHistory& history);
    Result<void> launch(CallRow row, std::shared_ptr<const Scenario> scenario);
    Result<void> recover_call(const CallRow& row);
    void adopt(const Runner& runner);
    void sweep();
    [[nodiscard]] bodies::Links links_of(const CallRow& row) const;
    [[nodiscard]] std::vector<bodies::IceServer> ice_servers(const UserId& user) const;
    [[nodiscard]] Loop& next_loop();

    EngineSettings settings_;
    EngineParts parts_;
    Catalogue catalogue_;
    RunnerServices services_;
    mutable std::mutex mutex_;
    std::unordered_map<CallId, Runner> runners_;
    std::size_t launching_ = 0;  ///< admitted, not yet in runners_
    std::atomic<std::size_t> turn_{0};
    std::atomic<std::uint64_t> started_{0};
    std::atomic<std::uint64_t> recovered_{0};
    std::atomic<bool> stopping_{false};
};

}  // namespace mockcall
