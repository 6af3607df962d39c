// Operations in the customer's record through both doors, journaled like every other input.
#include "engine/journal.hpp"
#include "sim/sim_call.hpp"

namespace mockcall::sim {
namespace {

protocol::CrmBody credit(double amount, std::string request = {}) {
    protocol::CrmBody body;
    body.operation = "credit";
    body.request_id = std::move(request);
    body.target = "upgrade_fee";
    body.amount = amount;
    return body;
}

void operate(World& world, const CallId& id, const std::shared_ptr<Client>& client, protocol::CrmBody body) {
    protocol::Action event{id.str(), {}};
    event.body.action = "crm";
    event.body.crm = std::move(body);
    world.deliver(id, client, event);
}

World::Got<Json> post(World& world, const CallId& id, const protocol::CrmBody& body) {
    World::Got<Json> got;
    world.engine->crm(world.trainee, id, body, got.reply());
    world.time.settle();
    return got;
}

Result<Replayed> replay(const World& world, const CallId& id) {
    const Bytes& journal = world.disk->objects.all->at("calls/" + id.str() + ".journal");
    return replay_journal(text_of(journal), [](const ScenarioId&) { return billing_dispute(); });
}

TEST(CustomerRecord, AnOperationOnTheSocketIsAnsweredWithItsRequestAndTheRecord) {
    World world;
    const auto started = world.start();
    const auto client = world.join(started->id);
    world.type(started->id, client, "Thank you for calling TechSupport Inc, how can I help you?");
    operate(world, started->id, client, credit(150, "r1"));
    const auto results = client->all<protocol::CrmResult>();
    ASSERT_EQ(results.size(), 1u);
    EXPECT_EQ(results[0].request_id, "r1");
    EXPECT_NE(results[0].operation_json.find("\"status\":\"done\""), std::string::npos);
    EXPECT_NE(results[0].record_json.find("Credit of “Equipment upgrade fee”"), std::string::npos);
}

TEST(CustomerRecord, AnOperationThatCannotBeSaysWhichMemberAndWhichRequest) {
    World world;
    const auto started = world.start();
    const auto client = world.join(started->id);
    auto body = credit(10, "r2");
    body.target = "no_such_line";
    operate(world, started->id, client, body);
    const auto errors = client->all<protocol::ErrorEvent>();
    ASSERT_EQ(errors.size(), 1u);
    EXPECT_EQ(errors[0].code, ErrorCode::ValidationError);
    EXPECT_EQ(errors[0].request_id, "r2");
    EXPECT_NE(errors[0].message.find("target"), std::string::npos) << errors[0].message;
    EXPECT_TRUE(client->all<protocol::CrmResult>().empty());
}

TEST(CustomerRecord, AnOperationByRestShowsOnTheSocketToo) {
    World world;
    const auto started = world.start();
    const auto client = world.join(started->id);
    const auto got = post(world, started->id, credit(250, "r3"));
    ASSERT_FALSE(got.ok()) << "more than the line holds";
    const auto done = post(world, started->id, credit(150, "r4"));
    ASSERT_TRUE(done.ok());
    EXPECT_NE((*done).find("\"requestId\":\"r4\""), std::string::npos);
    EXPECT_EQ(client->all<protocol::CrmResult>().size(), 1u);
    const auto again = post(world, started->id, credit(150, "r4"));
    ASSERT_TRUE(again.ok());
    EXPECT_NE((*again).find("\"id\":\"op1\""), std::string::npos);
}

TEST(CustomerRecord, IsClosedBeforeTheCallIsJoinedAndAfterItsEnd) {
    World world;
    const auto started = world.start();
    EXPECT_EQ(post(world, started->id, credit(150)).code(), ErrorCode::InvalidState);
    const auto client = world.join(started->id);
    world.type(started->id, client, "Hello, how can I help?");
    ASSERT_TRUE(world.end(started->id).ok());
    EXPECT_EQ(post(world, started->id, credit(150)).code(), ErrorCode::InvalidState);
}

TEST(CustomerRecord, OperationsReplayByteForByteAndOutliveACrash) {
    World world;
    CallSettings settings;
    settings.crm = true;
    const auto started = world.start(settings);
    auto client = world.join(started->id);
    world.type(started->id, client, "Thank you for calling TechSupport Inc, how can I help you?");
    operate(world, started->id, client, credit(150, "r1"));
    auto over = credit(250, "r2");
    over.target.clear();
    operate(world, started->id, client, over);
    protocol::CrmBody discount;
    discount.operation = "discount";
    discount.percent = 12.5;
    discount.months = 6;
    operate(world, started->id, client, discount);
    world.crash_and_restart();
    client = world.join(started->id);
    World::Got<Json> record;
    world.engine->crm_record(world.trainee, started->id, record.reply());
    world.time.settle();
    ASSERT_TRUE(record.ok());
    EXPECT_NE((*record).find("\"id\":\"op3\""), std::string::npos);
    EXPECT_NE((*record).find("\"status\":\"refused\""), std::string::npos);
    operate(world, started->id, client, credit(150, "r1"));
    EXPECT_NE(client->all<protocol::CrmResult>().at(0).operation_json.find("\"id\":\"op1\""), std::string::npos)
        << "a request of before the crash is still known";
    world.type(started->id, client, "I have credited the $150 to your account.");
    ASSERT_TRUE(world.end(started->id).ok());
    const auto replayed = replay(world, started->id);
    ASSERT_TRUE(replayed);
    EXPECT_EQ(replayed->differences, 0u);
    EXPECT_EQ(replayed->journal, text_of(world.disk->objects.all->at("calls/" + started->id.str() + ".journal")));
    EXPECT_TRUE(replayed->header.config.crm);
    EXPECT_EQ(replayed->machine->record().crm.size(), 3u);
    EXPECT_EQ(replayed->machine->crm().record().balance_cents, 89'99);
}

TEST(CustomerRecord, ShowsNothingThatTheAgentHasToHear) {
    World world;
    const auto started = world.start();
    World::Got<Json> record;
    world.engine->crm_record(world.trainee, started->id, record.reply());
    world.time.settle();
    ASSERT_TRUE(record.ok());
    for (const char* secret :
         {"about cancel", "wish to cancel", "cheaper", "neighbor", "retention_discount", "credit_150", "hidden"})
        EXPECT_EQ((*record).find(secret), std::string::npos) << secret;
}

}  // namespace
}  // namespace mockcall::sim
