// An engine that notes what it is asked and answers what it is told to. Answers come at once, or by release() when
// held.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/service.hpp"

namespace mockcall::fakes {

class FakeCallService : public CallService {
  public:
    std::vector<std::string> asked;  ///< "end call_1 by user_1: resolved"
    std::optional<Error> failure;    ///< what every question is answered with
    Json data = R"({"answer":42})";
    std::shared_ptr<const Json> shared = std::make_shared<const Json>(R"({"answer":42})");
    bool repeated = false;
    std::optional<StartRequest> started;
    ScenarioQuery query;
    OrgQuery org_query;
    Period period;
    CommentBody comment;
    OverrideBody override_body;
    std::string recorded;  ///< the recording's bytes
    std::uint64_t most_a_piece = 1 << 20;

    SessionInfo session_info{CallId{"call_1"}, UserId{"user_1"}};
    std::vector<protocol::ClientEvent> delivered;
    std::shared_ptr<CallClient> client;
    std::vector<std::shared_ptr<CallClient>> left;
    std::optional<protocol::Join> joined_with;

    bool hold = false;
    void release() {
        auto waiting = std::exchange(held_, {});
        for (auto& answer : waiting)
            answer();
    }

    void list_scenarios(const Principal& who, const ScenarioQuery& q,
                        Reply<std::shared_ptr<const Json>> reply) override {
        query = q;
        note("list by " + who.user.str());
        answer(std::move(reply), shared);
    }
    void scenario(const Principal& who, const ScenarioId& id, Reply<std::shared_ptr<const Json>> reply) override {
        note("scenario " + id.str() + " by " + who.user.str());
        answer(std::move(reply), shared);
    }
    void knowledge(const std::string& slug, Reply<Json> reply) override { ask("kb " + slug, std::move(reply)); }
    void script(const std::string& slug, Reply<Json> reply) override { ask("script " + slug, std::move(reply)); }
    void start(StartRequest request, Reply<StartedCall> reply) override {
        note("start " + request.scenario.str() + " by " + request.who.user.str());
        started = std::move(request);
        answer(std::move(reply), StartedCall{CallId{"call_1"}, data, repeated});
    }
    void change_status(const Principal& who, const CallId& id, protocol::ActionBody body, Reply<Json> reply) override {
        ask("status " + id.str() + " by " + who.user.str() + ": " + body.action, std::move(reply));
    }
    void end(const Principal& who, const CallId& id, protocol::EndBody body, Reply<Json> reply) override {
        ask("end " + id.str() + " by " + who.user.str() + ": " + body.end_reason, std::move(reply));
    }
    void crm(const Principal& who, const CallId& id, protocol::CrmBody body, Reply<Json> reply) override {
        ask("crm " + id.str() + " by " + who.user.str() + ": " + body.operation, std::move(reply));
    }
    void crm_record(const Principal& who, const CallId& id, Reply<Json> reply) override {
        ask("record " + id.str() + " by " + who.user.str(), std::move(reply));
    }
    void recording(const Principal& who, const CallId& id, Reply<Json> reply) override {
        ask("recording " + id.str() + " by " + who.user.str(), std::move(reply));
    }
    void session(const Principal& who, const CallId& id, Reply<Json> reply) override {
        ask("session " + id.str() + " by " + who.user.str(), std::move(reply));
    }
    void timings(const Principal& who, const CallId& id, Reply<Json> reply) override {
        ask("timings " + id.str() + " by " + who.user.str(), std::move(reply));
    }
    void sessions(const Principal& who, int limit, int offset, Reply<Json> reply) override {
        ask("sessions by " + who.user.str() + ": " + std::to_string(limit) + "+" + std::to_string(offset),
            std::move(reply));
    }
    void erase(const Principal& who, const CallId& id, Reply<Json> reply) override {
        ask("erase " + id.str() + " by " + who.user.str(), std::move(reply));
    }
    void me(const Principal& who, Reply<Json> reply) override {
        ask("me " + who.user.str() + " of " + who.org.str(), std::move(reply));
    }
    void set_preferences(const Principal& who, const Preferences& p, Reply<Json> reply) override {
        std::string text = "preferences of " + who.user.str() + ":";
        for (const auto& list : {p.categories, p.industries, {p.difficulty}}) {
            for (const auto& word : list)
                text += " " + word;
        }
        ask(text, std::move(reply));
    }
    void progress(const Principal& who, Reply<Json> reply) override {
        ask("progress of " + who.user.str(), std::move(reply));
    }
    void org_sessions(const Principal& who, const OrgQuery& q, Reply<Json> reply) override {
        org_query = q;
        ask("calls of " + who.org.str() + " by " + who.user.str(), std::move(reply));
    }
    void org_summary(const Principal& who, const Period& p, Reply<Json> reply) override {
        period = p;
        ask("summary of " + who.org.str() + " by " + who.user.str(), std::move(reply));
    }
    void comments(const Principal& who, const CallId& id, Reply<Json> reply) override {
        ask("comments on " + id.str() + " by " + who.user.str(), std::move(reply));
    }
    void add_comment(const Principal& who, const CallId& id, CommentBody body, Reply<Json> reply) override {
        ask("comment on " + id.str() + " by " + who.user.str() + ": " + body.text, std::move(reply));
        comment = std::move(body);
    }
    void remove_comment(const Principal& who, const CallId& id, const std::string& comment_id,
                        Reply<Json> reply) override {
        ask("uncomment " + comment_id + " of " + id.str() + " by " + who.user.str(), std::move(reply));
    }
    void override_criterion(const Principal& who, const CallId& id, const std::string& criterion, OverrideBody body,
                            Reply<Json> reply) override {
        ask("override " + criterion + " of " + id.str() + " by " + who.user.str() + ": " + body.reason,
            std::move(reply));
        override_body = std::move(body);
    }
    void withdraw_override(const Principal& who, const CallId& id, const std::string& criterion,
                           Reply<Json> reply) override {
        ask("withdraw " + criterion + " of " + id.str() + " by " + who.user.str(), std::move(reply));
    }
    void recording_piece(const CallId& id, std::uint64_t offset, std::uint64_t length,
                         Reply<RecordingPiece> reply) override {
        note("piece of " + id.str());
        RecordingPiece piece{{}, offset, recorded.size()};
        if (offset < recorded.size()) {
            const std::string_view part = std::string_view(recorded).substr(
                offset, std::min(length == 0 ? recorded.size() : length, most_a_piece));
            piece.bytes.assign(part.begin(), part.end());
        }
        answer(std::move(reply), std::move(piece));
    }
    void transcript_file(const CallId& id, Reply<Json> reply) override {
        ask("transcript of " + id.str(), std::move(reply));
    }
    void ready(Reply<Json> reply) override { ask("ready", std::move(reply)); }

    void authenticate(const SessionToken& token, Reply<SessionInfo> reply) override {
        note("authenticate " + token.str());
        answer(std::move(reply), session_info);
    }
    void join(const SessionToken& token, const protocol::Join& how, std::shared_ptr<CallClient> who,
              Reply<SessionInfo> reply) override {
        note("join " + token.str());
        joined_with = how;
        if (!failure) {
            client = std::move(who);
            client->send(protocol::Joined{how.session_id, false, "websocket", {}, {45, 50, 0, "ringing"}});
        }
        answer(std::move(reply), session_info);
    }
    void monitor(const Principal& who, const CallId& id, std::shared_ptr<CallClient> listener,
                 Reply<SessionInfo> reply) override {
        note("monitor " + id.str() + " by " + who.user.str());
        if (!failure)
            client = std::move(listener);
        answer(std::move(reply), SessionInfo{id, UserId{"user_1"}});
    }
    void deliver(const CallId&, const std::shared_ptr<CallClient>&, protocol::ClientEvent event) override {
        delivered.push_back(std::move(event));
    }
    void leave(const CallId&, const std::shared_ptr<CallClient>& who) override { left.push_back(who); }

  private:
    void note(std::string what) { asked.push_back(std::move(what)); }
    void ask(std::string what, Reply<Json> reply) {
        note(std::move(what));
        answer(std::move(reply), data);
    }
    template <class T>
    void answer(Reply<T> reply, T value) {
        auto say = [reply = std::move(reply),
                    result = failure ? Result<T>(std::unexpected(*failure)) : Result<T>(std::move(value))]() mutable {
            reply(std::move(result));
        };
        if (hold)
            held_.push_back(std::move(say));
        else
            say();
    }

    std::vector<std::move_only_function<void()>> held_;
};

}  // namespace mockcall::fakes
