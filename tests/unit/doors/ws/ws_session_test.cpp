// A connection's life without a socket, in virtual time.
#include "adapters/ws/ws_session.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fakes/fake_call_service.hpp"
#include "fakes/virtual_world.hpp"

namespace mockcall::ws {
namespace {

using namespace protocol;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class FakePeer final : public SocketPeer {
  public:
    explicit FakePeer(Loop& loop) : loop_(loop) {}
    void send(FrameKind kind, std::string payload) override {
        if (closed)
            return;
        const Encoding encoding = kind == FrameKind::Text ? Encoding::Json : Encoding::MessagePack;
        auto event = decode_server_event(encoding, bytes_of(payload));
        ASSERT_TRUE(event) << payload;
        events.push_back(std::move(*event));
        kinds.push_back(kind);
    }
    void close(int code, std::string) override {
        if (!closed)
            closed = code;
    }
    [[nodiscard]] std::size_t backlog() const override { return waiting; }
    [[nodiscard]] Loop& loop() override { return loop_; }

    std::vector<ServerEvent> events;
    std::vector<FrameKind> kinds;
    std::optional<int> closed;
    std::size_t waiting = 0;

  private:
    Loop& loop_;
};

class WsSessions : public ::testing::Test {
  protected:
    WsSessions() { connect({}); }
    ~WsSessions() override {
        if (!gone_)
            session_->on_closed();
    }

    void connect(WsOptions options) {
        if (session_)
            session_->on_closed();
        peer_ = std::make_shared<FakePeer>(world_.loop());
        session_ = std::make_shared<WsSession>(service_, world_, options, peer_);
        session_->begin();
    }
    void send(const ClientEvent& event, Encoding encoding = Encoding::Json) {
        std::string frame;
        encode_client_event(encoding, event, frame);
        session_->on_frame(frame_kind(encoding), bytes_of(frame));
        world_.settle();
    }
    void send_text(std::string_view text) {
        session_->on_frame(FrameKind::Text, bytes_of(text));
        world_.settle();
    }
    void join(Encoding encoding = Encoding::Json) {
        send(Auth{"sess_1"}, encoding);
        send(Join{"call_1", std::nullopt}, encoding);
        ASSERT_TRUE(service_.client);
        peer_->events.clear();
        service_.asked.clear();
    }
    /// The one event sent since the last look, as an error.
    ErrorEvent error() {
        if (peer_->events.size() != 1 || !std::holds_alternative<ErrorEvent>(peer_->events[0])) {
            ADD_FAILURE() << peer_->events.size() << " events instead of one error";
            return {};
        }
        const auto e = std::get<ErrorEvent>(peer_->events[0]);
        peer_->events.clear();
        return e;
    }
    void expect_turned_away(ErrorCode code, int close) {
        const ErrorEvent e = error();
        EXPECT_EQ(e.code, code);
        EXPECT_FALSE(e.recoverable);
        EXPECT_FALSE(e.message.empty());
        EXPECT_EQ(peer_->closed, close);
    }

    fakes::VirtualWorld world_;
    fakes::FakeCallService service_;
    std::shared_ptr<FakePeer> peer_;
    std::shared_ptr<WsSession> session_;
    bool gone_ = false;
};

TEST_F(WsSessions, AuthThenJoinOpensTheCallInTheEncodingOfTheAuth) {
    for (const Encoding encoding : {Encoding::Json, Encoding::MessagePack}) {
        connect({});
        service_.asked.clear();
        send(Auth{"sess_1"}, encoding);
        ASSERT_EQ(peer_->events.size(), 1U);
        EXPECT_EQ(std::get<AuthOk>(peer_->events[0]).user_id, "user_1");
        EXPECT_EQ(std::get<AuthOk>(peer_->events[0]).session_id, "call_1");
        send(Join{"call_1", AudioPreference{"opus", 24000}}, encoding);
        ASSERT_EQ(peer_->events.size(), 2U);
        EXPECT_TRUE(std::holds_alternative<Joined>(peer_->events[1]));
        EXPECT_THAT(peer_->kinds, ElementsAre(frame_kind(encoding), frame_kind(encoding)));
        EXPECT_THAT(service_.asked, ElementsAre("authenticate sess_1", "join sess_1"));
        EXPECT_EQ(service_.joined_with->audio->codec, "opus");
    }
}

TEST_F(WsSessions, AJoinSentWithoutWaitingForAuthIsHeardAfterIt) {
    service_.hold = true;
    send(Auth{"sess_1"});
    send(Join{"call_1", std::nullopt});
    send(Note{"call_1", "early", std::nullopt});
    EXPECT_THAT(service_.asked, ElementsAre("authenticate sess_1"));
    service_.release();
    world_.settle();
    EXPECT_THAT(service_.asked, ElementsAre("authenticate sess_1", "join sess_1"));
    EXPECT_THAT(service_.delivered, IsEmpty());
    service_.release();
    world_.settle();
    ASSERT_EQ(service_.delivered.size(), 1U);
    EXPECT_EQ(std::get<Note>(service_.delivered[0]).content, "early");
}

TEST_F(WsSessions, AnythingBeforeAuthIsTurnedAway) {
    for (const char* frame : {R"({"type":"join","sessionId":"call_1"})", "hello", "{}", R"({"type":"auth"})",
                              R"({"type":"auth","token":7})"}) {
        connect({});
        send_text(frame);
        expect_turned_away(ErrorCode::Unauthorized, 4401);
    }
    EXPECT_THAT(service_.asked, IsEmpty());
}

TEST_F(WsSessions, ATokenThatTheEngineRefusesIsTurnedAwayAsItSays) {
    struct {
        ErrorCode code;
        int close;
    } const cases[] = {
        {ErrorCode::Unauthorized, 4401}, {ErrorCode::SessionExpired, 4410}, {ErrorCode::InternalError, 1011}};
    for (const auto& c : cases) {
        connect({});
        service_.failure = Error{c.code, "So it is."};
        send(Auth{"sess_1"});
        expect_turned_away(c.code, c.close);
    }
}

TEST_F(WsSessions, AJoinThatTheEngineRefusesIsTurnedAwayAsItSays) {
    struct {
        ErrorCode code;
        int close;
    } const cases[] = {
        {ErrorCode::SessionNotFound, 4404}, {ErrorCode::SessionExpired, 4410}, {ErrorCode::InvalidState, 4410}};
    for (const auto& c : cases) {
        service_.failure.reset();
        connect({});
        send(Auth{"sess_1"});
        peer_->events.clear();
        service_.failure = Error{c.code, "So it is."};
        send(Join{"call_1", std::nullopt});
        expect_turned_away(c.code, c.close);
        service_.left.clear();
        session_->on_closed();
        EXPECT_THAT(service_.left, IsEmpty());
    }
}

TEST_F(WsSessions, ATokenOpensItsOwnCallOnly) {
    send(Auth{"sess_1"});
    peer_->events.clear();
    send(Join{"call_2", std::nullopt});
    expect_turned_away(ErrorCode::SessionNotFound, 4404);
    EXPECT_THAT(service_.asked, ElementsAre("authenticate sess_1"));
}

TEST_F(WsSessions, AfterAuthOnlyJoinIsTaken) {
    send(Auth{"sess_1"});
    peer_->events.clear();
    send_text("{}");
    EXPECT_EQ(error().code, ErrorCode::ValidationError);
    EXPECT_FALSE(peer_->closed);
    send(AgentText{"call_1", "Hello"});
    expect_turned_away(ErrorCode::Unauthorized, 4401);
}

TEST_F(WsSessions, SilenceIsClosedAfterTenSeconds) {
    world_.run_for(std::chrono::milliseconds{9'999});
    EXPECT_FALSE(peer_->closed);
    world_.run_for(std::chrono::milliseconds{1});
    EXPECT_EQ(peer_->closed, 4408);
    EXPECT_THAT(peer_->events, IsEmpty());
}

TEST_F(WsSessions, WhoHasAuthenticatedIsNotTimedOut) {
    send(Auth{"sess_1"});
    world_.run_for(std::chrono::hours{1});
    EXPECT_FALSE(peer_->closed);
}

TEST_F(WsSessions, EventsGoToTheEngine) {
    join();
    ActionBody hold;
    hold.action = "hold";
    const std::vector<ClientEvent> events{AudioStart{"call_1", std::nullopt},
                                          AudioData{"call_1", Bytes(640), 20.0},
                                          AudioEnd{"call_1"},
                                          AudioPlayed{"call_1", "u1", 100},
                                          AgentText{"call_1", "Hello"},
                                          Action{"call_1", hold},
                                          Note{"call_1", "n", 1.0},
                                          Offer{"call_1", "v=0"},
                                          IceCandidate{"call_1", "null"}};
    for (const ClientEvent& event : events)
        send(event);
    ASSERT_EQ(service_.delivered.size(), events.size());
    for (std::size_t i = 0; i < events.size(); ++i)
        EXPECT_EQ(service_.delivered[i].index(), events[i].index());
    EXPECT_THAT(peer_->events, IsEmpty());
}

TEST_F(WsSessions, ACandidateWithoutASessionIsTheJoinedCalls) {
    join();
    send_text(R"({"type":"ice-candidate","candidate":{}})");
    ASSERT_EQ(service_.delivered.size(), 1U);
    EXPECT_EQ(std::get<IceCandidate>(service_.delivered[0]).session_id, "call_1");
}

TEST_F(WsSessions, WhatMeansNothingIsRefusedAndTheCallLivesOn) {
    join();
    for (const char* frame :
         {"hello", "{", "[]", "{}", R"({"type":"sing"})", R"({"type":"agent:text","sessionId":"call_1"})",
          R"({"type":"agent:text","sessionId":"call_2","content":"x"})", R"({"type":"agent:text","content":"x"})",
          R"({"type":"auth","token":"sess_1"})", R"({"type":"join","sessionId":"call_1"})"}) {
        send_text(frame);
        const ErrorEvent e = error();
        EXPECT_EQ(e.code, ErrorCode::ValidationError) << frame;
        EXPECT_TRUE(e.recoverable);
    }
    EXPECT_FALSE(peer_->closed);
    EXPECT_THAT(service_.delivered, IsEmpty());
    EXPECT_THAT(service_.asked, IsEmpty());
}

TEST_F(WsSessions, FramesOfTheOtherEncodingAreUnderstood) {
    join();
    send(Note{"call_1", "n", std::nullopt}, Encoding::MessagePack);
    EXPECT_EQ(service_.delivered.size(), 1U);
}

TEST_F(WsSessions, MessagesOverTheLimitAreDroppedAndTheThirdClosesTheLine) {
    connect({.messages = {10, std::chrono::minutes{1}}});
    join();
    for (int i = 0; i < 8; ++i)
        send(Note{"call_1", "n", std::nullopt});
    EXPECT_EQ(service_.delivered.size(), 8U);
    for (int i = 0; i < 2; ++i) {
        send(Note{"call_1", "n", std::nullopt});
        EXPECT_EQ(error().code, ErrorCode::RateLimitExceeded);
        EXPECT_FALSE(peer_->closed);
    }
    send(Note{"call_1", "n", std::nullopt});
    EXPECT_EQ(error().code, ErrorCode::RateLimitExceeded);
    EXPECT_EQ(peer_->closed, 4429);
    EXPECT_EQ(service_.delivered.size(), 8U);
    EXPECT_EQ(service_.left.size(), 1U);
    send(Note{"call_1", "n", std::nullopt});
    session_->on_closed();
    EXPECT_EQ(service_.left.size(), 1U);
    EXPECT_THAT(peer_->events, IsEmpty());
}

TEST_F(WsSessions, AudioIsNotCountedAsMessages) {
    connect({.messages = {10, std::chrono::minutes{1}}});
    join();
    for (int i = 0; i < 300; ++i)
        send(AudioData{"call_1", Bytes(640), std::nullopt});
    EXPECT_EQ(service_.delivered.size(), 300U);
    EXPECT_THAT(peer_->events, IsEmpty());
}

TEST_F(WsSessions, AudioFasterThanLifeIsDropped) {
    join();
    send(AudioStart{"call_1", AudioFormat{"pcm_s16le", 16000, 1}});
    for (int i = 0; i < 10; ++i)
        send(AudioData{"call_1", Bytes(32'000), std::nullopt});
    EXPECT_EQ(service_.delivered.size(), 11U);
    for (int i = 0; i < 3; ++i) {
        send(AudioData{"call_1", Bytes(32'000), std::nullopt});
        EXPECT_EQ(error().code, ErrorCode::RateLimitExceeded);
    }
    EXPECT_EQ(peer_->closed, 4429);
    EXPECT_EQ(service_.delivered.size(), 11U);
}

TEST_F(WsSessions, MoreThanASecondOfRawAudioInOnePieceIsRefused) {
    join();
    send(AudioData{"call_1", Bytes(32'002), std::nullopt});
    EXPECT_EQ(error().code, ErrorCode::ValidationError);
    send(AudioData{"call_1", Bytes(32'000), std::nullopt});
    EXPECT_EQ(service_.delivered.size(), 1U);
    send(AudioStart{"call_1", AudioFormat{"webm", 0, 1}});
    send(AudioData{"call_1", Bytes(100'000), std::nullopt});
    EXPECT_EQ(service_.delivered.size(), 3U);
}

TEST_F(WsSessions, WhatTheEngineSendsComesInOrderAndTheCloseComesLast) {
    join(Encoding::MessagePack);
    service_.client->send(StateUpdate{"call_1", {1, 2, 3, "active"}});
    service_.client->send(AudioClear{"call_1", "u1"});
    service_.client->close(4409, "Joined elsewhere");
    service_.client->send(AudioClear{"call_1", "u2"});
    EXPECT_THAT(peer_->events, IsEmpty());  // until the connection's loop runs
    world_.settle();
    ASSERT_EQ(peer_->events.size(), 2U);
    EXPECT_TRUE(std::holds_alternative<StateUpdate>(peer_->events[0]));
    EXPECT_EQ(std::get<AudioClear>(peer_->events[1]).utterance_id, "u1");
    EXPECT_EQ(peer_->closed, 4409);
}

TEST_F(WsSessions, TheEngineSeesWhatASlowClientHasNotRead) {
    join();
    peer_->waiting = 1000;
    EXPECT_EQ(service_.client->backlog(), 1000U);
    service_.client->send(AudioCustomer{"call_1", Bytes(3000), "neutral", "u1", 0, 16000, "pcm_s16le", false});
    EXPECT_GT(service_.client->backlog(), 5000U);
    world_.settle();
    EXPECT_EQ(service_.client->backlog(), 1000U);
}

TEST_F(WsSessions, TheEngineIsToldOnceThatTheConnectionIsGone) {
    join();
    session_->on_closed();
    ASSERT_EQ(service_.left.size(), 1U);
    EXPECT_EQ(service_.left[0], service_.client);
    service_.client->send(AudioClear{"call_1", "u1"});  // late, and harmless
    world_.settle();
}

TEST_F(WsSessions, AnAnswerThatComesAfterTheEndIsHarmless) {
    service_.hold = true;
    send(Auth{"sess_1"});
    session_->on_closed();
    gone_ = true;
    session_.reset();
    service_.release();
    world_.settle();
    EXPECT_THAT(peer_->events, IsEmpty());
}

TEST_F(WsSessions, WhatIsHeldWhileTheEngineThinksIsBounded) {
    service_.hold = true;
    send(Auth{"sess_1"});
    for (int i = 0; i < 64; ++i)
        send(AudioData{"call_1", Bytes(640), std::nullopt});
    EXPECT_THAT(peer_->events, IsEmpty());
    for (int i = 0; i < 3; ++i)
        send(AudioData{"call_1", Bytes(640), std::nullopt});
    EXPECT_EQ(peer_->events.size(), 3U);
    EXPECT_EQ(peer_->closed, 4429);
}

// --- Supervisors who listen

class BossVerifier final : public JwtVerifier {
  public:
    Result<Claims> verify(std::string_view token, WallTime now) const override {
        if (token == "boss.is.good")
            return Claims{{UserId{"boss"}, OrgId{"default"}, Role::Supervisor, "Alex"}, now + std::chrono::hours{1}};
        if (token == "trainee.is.good")
            return Claims{{UserId{"user_1"}, OrgId{"default"}, Role::Trainee, ""}, now + std::chrono::hours{1}};
        return fail(ErrorCode::Unauthorized, "This token is not valid.");
    }
};

class WsListeners : public WsSessions {
  protected:
    WsListeners() {
        WsOptions options;
        options.verifier = [] { return std::make_shared<const BossVerifier>(); };
        connect(options);
    }
    void listen() {
        send(Auth{"boss.is.good"});
        send(Join{"call_1", std::nullopt, true});
        peer_->events.clear();
    }
};

TEST_F(WsListeners, ABearerTokenOpensACallToListenTo) {
    send(Auth{"boss.is.good"});
    ASSERT_EQ(peer_->events.size(), 1u);
    EXPECT_EQ(std::get<AuthOk>(peer_->events[0]).user_id, "boss");
    EXPECT_EQ(std::get<AuthOk>(peer_->events[0]).session_id, "");
    send(Join{"call_1", std::nullopt, true});
    EXPECT_THAT(service_.asked, ElementsAre("monitor call_1 by boss"));
    ASSERT_TRUE(service_.client);
    service_.client->send(StateUpdate{"call_1", {}});
    world_.settle();
    EXPECT_EQ(peer_->events.size(), 2u);
}

TEST_F(WsListeners, WhatAListenerSendsReachesNobody) {
    listen();
    for (const ClientEvent& event :
         {ClientEvent{AgentText{"call_1", "Hello"}}, ClientEvent{AudioData{"call_1", Bytes(640), {}}},
          ClientEvent{Action{"call_1",
                             {.action = "end", .reason = {}, .transfer_to = {}, .notes = {}, .end = {}, .crm = {}}}}}) {
        send(event);
        EXPECT_EQ(error().code, ErrorCode::Forbidden);
    }
    EXPECT_THAT(service_.delivered, IsEmpty());
    EXPECT_FALSE(peer_->closed);
}

TEST_F(WsListeners, SoundThatAListenerSendsCountsAgainstItsMessages) {
    listen();
    for (int i = 0; i < 200 && !peer_->closed; ++i)
        send(AudioData{"call_1", Bytes(640), {}});
    EXPECT_EQ(peer_->closed, 4429);
}

TEST_F(WsListeners, TraineesAndBadTokensDoNotListen) {
    send(Auth{"trainee.is.good"});
    expect_turned_away(ErrorCode::Forbidden, 4401);
    WsOptions options;
    options.verifier = [] { return std::make_shared<const BossVerifier>(); };
    connect(options);
    send(Auth{"who.is.this"});
    expect_turned_away(ErrorCode::Unauthorized, 4401);
    connect({});
    send(Auth{"boss.is.good"});
    expect_turned_away(ErrorCode::Unauthorized, 4401);
}

TEST_F(WsListeners, EachTokenHasItsOwnWayIn) {
    send(Auth{"boss.is.good"});
    peer_->events.clear();
    send(Join{"call_1", std::nullopt, false});
    expect_turned_away(ErrorCode::Forbidden, 4401);
    connect({});
    send(Auth{"sess_1"});
    peer_->events.clear();
    send(Join{"call_1", std::nullopt, true});
    expect_turned_away(ErrorCode::Forbidden, 4401);
    EXPECT_FALSE(service_.client);
}

TEST_F(WsListeners, AListenerThatGoesWhileItIsLetInIsLetGo) {
    send(Auth{"boss.is.good"});
    service_.hold = true;
    send(Join{"call_1", std::nullopt, true});
    session_->on_closed();
    gone_ = true;
    ASSERT_EQ(service_.left.size(), 1u);
    EXPECT_EQ(service_.left[0], service_.client);
}

TEST_F(WsListeners, TooManyAreTurnedAway) {
    send(Auth{"boss.is.good"});
    peer_->events.clear();
    service_.failure = Error{ErrorCode::RateLimitExceeded, "As many listen as may."};
    send(Join{"call_1", std::nullopt, true});
    expect_turned_away(ErrorCode::RateLimitExceeded, 4429);
}

}  // namespace
}  // namespace mockcall::ws
