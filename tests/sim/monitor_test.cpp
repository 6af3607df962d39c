// Supervisors who listen to a running call.
#include <cstring>

#include <gmock/gmock.h>

#include "sim/sim_call.hpp"

namespace mockcall::sim {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

constexpr const char* kGreeting = "Thank you for calling TechSupport, my name is Ann. How may I help you?";

/// A client that can stop reading.
class Listener final : public CallClient {
  public:
    Client heard;
    std::size_t waiting = 0;

    void send(protocol::ServerEvent event) override { heard.send(std::move(event)); }
    void close(int code, std::string reason) override { heard.close(code, std::move(reason)); }
    std::size_t backlog() const override { return waiting; }
};

class Monitoring : public testing::Test {
  protected:
    World world;
    Principal boss{UserId{"boss"}, OrgId{"default"}, Role::Supervisor, "Alex"};
    CallId id;
    std::shared_ptr<Client> trainee;

    void begin() {
        id = world.start()->id;
        trainee = world.join(id);
    }
    std::shared_ptr<Listener> listen(const Principal& who) {
        auto listener = std::make_shared<Listener>();
        World::Got<SessionInfo> got;
        world.engine->monitor(who, id, listener, got.reply());
        world.time.settle();
        refused = got.value && !got.value->has_value() ? std::optional(got.value->error().code) : std::nullopt;
        return listener;
    }
    std::shared_ptr<Listener> listen() { return listen(boss); }
    std::optional<ErrorCode> refused;
};

TEST_F(Monitoring, AListenerIsToldWhatWasSaidAndWhatIsSaid) {
    begin();
    world.type(id, trainee, kGreeting);
    const auto listener = listen();
    ASSERT_EQ(refused, std::nullopt);
    ASSERT_THAT(listener->heard.all<protocol::Joined>(), SizeIs(1));
    EXPECT_TRUE(listener->heard.all<protocol::Joined>()[0].resumed);
    ASSERT_FALSE(listener->heard.finals("agent").empty());
    EXPECT_THAT(listener->heard.finals("agent")[0].text, HasSubstr("TechSupport"));
    const auto before = trainee->events.size();
    world.type(id, trainee, "I am sorry to hear that, let me look into it for you.");
    EXPECT_EQ(listener->heard.finals("agent").size(), trainee->finals("agent").size());
    EXPECT_EQ(listener->heard.finals("customer").size(), trainee->finals("customer").size());
    EXPECT_FALSE(listener->heard.all<protocol::StateUpdate>().empty());
    EXPECT_FALSE(listener->heard.all<protocol::AudioCustomer>().empty());
    EXPECT_GT(trainee->events.size(), before);
}

TEST_F(Monitoring, BothSidesAreHeardInTheirPlaces) {
    begin();
    world.type(id, trainee, kGreeting);
    const auto listener = listen();
    world.deliver(id, trainee, protocol::AudioStart{id.str(), std::nullopt});
    world.speak(id, trainee, 1500);
    world.silence(id, trainee, 500);
    const auto pieces = listener->heard.all<protocol::AudioAgent>();
    ASSERT_GT(pieces.size(), 10u);
    double samples = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        EXPECT_EQ(pieces[i].sequence, i);
        EXPECT_EQ(pieces[i].sample_rate, 16000);
        if (i > 0) {
            EXPECT_NEAR(pieces[i].timestamp,
                        pieces[i - 1].timestamp + static_cast<double>(pieces[i - 1].data.size()) / 32000, 0.006);
        }
        samples += static_cast<double>(pieces[i].data.size()) / 2;
    }
    EXPECT_NEAR(samples / 16000, 2.0, 0.25);
    EXPECT_TRUE(trainee->all<protocol::AudioAgent>().empty()) << "the trainee does not hear themselves";
}

TEST_F(Monitoring, NothingIsHeardOnHoldMutedOrBeforeTheAnswer) {
    begin();
    const auto listener = listen();
    world.deliver(id, trainee, protocol::AudioStart{id.str(), std::nullopt});
    world.silence(id, trainee, 500);
    EXPECT_TRUE(listener->heard.all<protocol::AudioAgent>().empty());
    world.type(id, trainee, kGreeting);
    world.deliver(
        id, trainee,
        protocol::Action{id.str(),
                         {.action = "mute", .reason = {}, .transfer_to = {}, .notes = {}, .end = {}, .crm = {}}});
    const auto heard = listener->heard.all<protocol::AudioAgent>().size();
    world.speak(id, trainee, 500);
    EXPECT_EQ(listener->heard.all<protocol::AudioAgent>().size(), heard);
}

/// What the trainee's client was told in a call, with two listeners or none.
std::string told(bool listened) {
    World world;
    const CallId id = world.start()->id;
    const auto trainee = world.join(id);
    for (int i = 0; listened && i < 2; ++i) {
        world.engine->monitor({UserId{"boss"}, OrgId{"default"}, Role::Supervisor, ""}, id,
                              std::make_shared<Listener>(), [](Result<SessionInfo> r) { EXPECT_TRUE(r); });
        world.time.settle();
    }
    world.type(id, trainee, kGreeting);
    world.type(id, trainee, "I am sorry. May I have your account number, please?");
    world.end(id);
    std::string all;
    for (const auto& event : trainee->events)
        protocol::encode_server_event(protocol::Encoding::Json, event, all);
    return all;
}

TEST_F(Monitoring, TheCallIsTheSameWithAndWithoutListeners) { EXPECT_EQ(told(true), told(false)); }

TEST_F(Monitoring, AListenerCannotSpeak) {
    begin();
    world.type(id, trainee, kGreeting);
    const auto listener = listen();
    const auto said = trainee->finals("agent").size();
    world.engine->deliver(id, listener, protocol::AgentText{id.str(), "I am not here."});
    world.engine->deliver(
        id, listener,
        protocol::Action{id.str(),
                         {.action = "end", .reason = {}, .transfer_to = {}, .notes = {}, .end = {}, .crm = {}}});
    world.time.run_for(Milliseconds{500});
    EXPECT_EQ(trainee->finals("agent").size(), said);
    EXPECT_EQ(trainee->closed, 0);
}

TEST_F(Monitoring, OneThatDoesNotReadIsDroppedAndTheOthersHearOn) {
    begin();
    const auto slow = listen(), quick = listen();
    slow->waiting = 2 << 20;
    world.type(id, trainee, kGreeting);
    EXPECT_EQ(slow->heard.closed, 4413);
    const auto got = slow->heard.events.size();
    EXPECT_FALSE(quick->heard.finals("agent").empty());
    world.type(id, trainee, "Let me see what I can do.");
    EXPECT_EQ(slow->heard.events.size(), got);
    EXPECT_EQ(trainee->closed, 0);
}

TEST_F(Monitoring, SoManyMayListen) {
    begin();
    std::vector<std::shared_ptr<Listener>> all;
    for (int i = 0; i < 8; ++i) {
        all.push_back(listen());
        EXPECT_EQ(refused, std::nullopt);
    }
    listen();
    EXPECT_EQ(refused, ErrorCode::RateLimitExceeded);
    world.engine->leave(id, all.front());
    world.time.settle();
    listen();
    EXPECT_EQ(refused, std::nullopt);
}

TEST_F(Monitoring, ItEndsWithTheCall) {
    begin();
    const auto listener = listen();
    world.type(id, trainee, kGreeting);
    world.end(id);
    ASSERT_THAT(listener->heard.all<protocol::CallEnded>(), SizeIs(1));
    EXPECT_THAT(listener->heard.all<protocol::CallEnded>()[0].evaluation_json, HasSubstr("overallScore"));
    EXPECT_EQ(listener->heard.closed, 1000);
    listen();
    EXPECT_EQ(refused, ErrorCode::SessionExpired);
}

TEST_F(Monitoring, OnlySupervisorsOfTheOrganisationListen) {
    begin();
    listen({UserId{"user_1"}, OrgId{"default"}, Role::Trainee, ""});
    EXPECT_EQ(refused, ErrorCode::Forbidden);
    listen({UserId{"boss"}, OrgId{"elsewhere"}, Role::Supervisor, ""});
    EXPECT_EQ(refused, ErrorCode::Forbidden);
    listen({UserId{"root"}, OrgId{"default"}, Role::Admin, ""});
    EXPECT_EQ(refused, std::nullopt);
    id = CallId{"call_nothere"};
    listen();
    EXPECT_EQ(refused, ErrorCode::SessionNotFound);
}

}  // namespace
}  // namespace mockcall::sim
