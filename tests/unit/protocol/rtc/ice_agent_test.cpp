#include "protocol/rtc/ice_agent.hpp"

#include <gtest/gtest.h>

namespace mockcall::rtc {
namespace {

using std::chrono::seconds;

const IceCredentials kOurs{"ours", "our-password-of-24-chars"};
const IceCredentials kTheirs{"them", "their-password"};
const Address kHome = *parse_ip("192.0.2.1", 1000);
const Address kMobile = *parse_ip("198.51.100.7", 2000);
constexpr SteadyTime kStart{seconds{100}};

Bytes check_for(const IceCredentials& to, const std::string& from, bool nominate = false) {
    return stun_request({{7, 7, 7}, to.ufrag + ":" + from, 1, 1, nominate}, to.password);
}

TEST(IceAgent, AnswersACheckThatKnowsThePasswordAndLearnsTheAddress) {
    IceAgent agent(kOurs, kTheirs);
    EXPECT_FALSE(agent.selected());
    const auto answer = agent.check(check_for(kOurs, "them"), kHome, kStart);
    ASSERT_TRUE(answer);
    EXPECT_TRUE(answer->first_from_there);
    const auto read = parse_stun(answer->datagram);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->mapped, kHome);
    EXPECT_TRUE(verify_integrity(*read, kOurs.password));
    EXPECT_TRUE(agent.validated(kHome));
    EXPECT_EQ(agent.selected(), kHome);
    EXPECT_FALSE(agent.check(check_for(kOurs, "them"), kHome, kStart)->first_from_there);
}

TEST(IceAgent, SaysNothingToWhoeverDoesNotKnowThePassword) {
    IceAgent agent(kOurs, kTheirs);
    EXPECT_FALSE(agent.check(check_for({"ours", "a wrong password"}, "them"), kHome, kStart));
    EXPECT_FALSE(agent.check(check_for(kOurs, "somebody"), kHome, kStart));
    EXPECT_FALSE(agent.check(check_for({"other", kOurs.password}, "them"), kHome, kStart));
    EXPECT_FALSE(agent.check(Bytes(100, 0), kHome, kStart));
    Bytes bare = check_for(kOurs, "them");
    bare.resize(bare.size() - 32);  // no integrity, no fingerprint
    bare[3] = static_cast<std::uint8_t>(bare.size() - 20);
    EXPECT_FALSE(agent.check(bare, kHome, kStart));
    EXPECT_FALSE(agent.validated(kHome));
    EXPECT_FALSE(agent.consent_until());
}

TEST(IceAgent, FollowsTheNominationAlsoInMidCall) {
    IceAgent agent(kOurs, kTheirs);
    (void)agent.check(check_for(kOurs, "them"), kHome, kStart);
    (void)agent.check(check_for(kOurs, "them"), kMobile, kStart);
    EXPECT_TRUE(agent.check(check_for(kOurs, "them", true), kHome, kStart)->moved);
    EXPECT_FALSE(agent.check(check_for(kOurs, "them"), kMobile, kStart)->moved) << "a check that nominates nothing";
    EXPECT_EQ(agent.selected(), kHome);
    EXPECT_TRUE(agent.check(check_for(kOurs, "them", true), kMobile, kStart)->moved) << "the network was switched";
    EXPECT_EQ(agent.selected(), kMobile);
}

TEST(IceAgent, ConsentExpiresThirtySecondsAfterTheLastCheck) {
    IceAgent agent(kOurs, kTheirs);
    (void)agent.check(check_for(kOurs, "them", true), kHome, kStart);
    (void)agent.check(check_for(kOurs, "them"), kHome, kStart + seconds{20});
    EXPECT_TRUE(agent.consents(kStart + seconds{49}));
    EXPECT_FALSE(agent.consents(kStart + seconds{50}));
    (void)agent.check(check_for({"ours", "wrong"}, "them"), kHome, kStart + seconds{49});
    EXPECT_FALSE(agent.consents(kStart + seconds{50})) << "a forged check is no consent";
}

TEST(IceAgent, ARestartKeepsTheOldPathUntilTheNewOneIsChecked) {
    IceAgent agent(kOurs, kTheirs);
    (void)agent.check(check_for(kOurs, "them", true), kHome, kStart);
    const IceCredentials ours2{"ours2", "another-password-of-ours"};
    agent.restart(ours2, {"them2", "x"});
    EXPECT_TRUE(agent.check(check_for(kOurs, "them"), kHome, kStart)) << "the old generation is still answered";
    EXPECT_EQ(agent.selected(), kHome);
    EXPECT_TRUE(agent.check(check_for(ours2, "them2"), kMobile, kStart));
    EXPECT_EQ(agent.selected(), kMobile);
    EXPECT_FALSE(agent.check(check_for(kOurs, "them"), kHome, kStart)) << "the old generation has passed";
}

TEST(IceAgent, KnowsOnlySoManyAddressesAndForgetsTheSilentOnes) {
    IceAgent agent(kOurs, kTheirs);
    (void)agent.check(check_for(kOurs, "them", true), kHome, kStart);
    for (int i = 1; i <= 200; ++i)
        (void)agent.check(check_for(kOurs, "them"), *parse_ip("203.0.113.9", static_cast<std::uint16_t>(i)),
                          kStart + seconds{i});
    EXPECT_LE(agent.addresses().size(), 16U);
    EXPECT_TRUE(agent.validated(kHome)) << "the one in use stays";
}

const StunTransaction kFresh{9, 8, 7};

/// What the peer answers to our question.
Bytes answer_to(const Bytes& question, const Address& seen, const IceCredentials& by = kTheirs) {
    return stun_success(*parse_stun(question), seen, by.password);
}

TEST(IceAgent, AsksThePeerWhereItsSoundComesFromUnproved) {
    IceAgent agent(kOurs, kTheirs);
    (void)agent.check(check_for(kOurs, "them", true), kHome, kStart);
    const auto question = agent.ask(kMobile, kFresh, kStart + seconds{1});
    ASSERT_TRUE(question);
    const auto read = parse_stun(*question);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->username, "them:ours");
    EXPECT_TRUE(read->controlled);
    EXPECT_FALSE(read->use_candidate);
    EXPECT_TRUE(verify_integrity(*read, kTheirs.password));
    EXPECT_EQ(agent.selected(), kHome) << "nothing goes there before the answer";
    const Bytes answer = answer_to(*question, kMobile);
    EXPECT_EQ(stun_addressee(answer), text_of(*agent.asked()));
    EXPECT_TRUE(agent.answered(answer, kMobile, kStart + seconds{2}));
    EXPECT_EQ(agent.selected(), kMobile);
    EXPECT_TRUE(agent.validated(kMobile));
    EXPECT_TRUE(agent.consents(kStart + seconds{31})) << "an answer is consent";
    EXPECT_FALSE(agent.asked());
    EXPECT_FALSE(agent.answered(answer, kMobile, kStart + seconds{2})) << "each question is answered once";
}

TEST(IceAgent, AQuestionIsRepeatedUnderItsNameAndNoMoreThanTenTimesASecond) {
    IceAgent agent(kOurs, kTheirs);
    const auto first = agent.ask(kMobile, kFresh, kStart);
    ASSERT_TRUE(first);
    EXPECT_FALSE(agent.ask(kMobile, {1}, kStart + Milliseconds{99}));
    EXPECT_EQ(agent.ask(kMobile, {1}, kStart + Milliseconds{100}), first) << "its answer may be on its way";
    EXPECT_TRUE(agent.ask(kHome, {1}, kStart + Milliseconds{101})) << "the peer has moved on";
    EXPECT_FALSE(agent.answered(answer_to(*first, kMobile), kMobile, kStart + Milliseconds{110}));
}

TEST(IceAgent, OnlyThePeersAnswerFromThereProvesAnAddress) {
    IceAgent agent(kOurs, kTheirs);
    const Bytes question = *agent.ask(kMobile, kFresh, kStart);
    EXPECT_FALSE(agent.answered(answer_to(question, kMobile), kHome, kStart)) << "from elsewhere";
    EXPECT_FALSE(agent.answered(answer_to(question, kMobile, {"them", "a guess"}), kMobile, kStart));
    EXPECT_FALSE(agent.answered(question, kMobile, kStart)) << "the question itself";
    EXPECT_FALSE(agent.validated(kMobile));
    agent.restart({"ours2", "another-password-of-ours"}, {"them2", "x"});
    EXPECT_FALSE(agent.answered(answer_to(question, kMobile), kMobile, kStart)) << "a restart asks anew";
}

TEST(IceAgent, ReadsWhoACheckIsFor) {
    EXPECT_EQ(stun_addressee(check_for(kOurs, "them")), "ours");
    EXPECT_EQ(stun_addressee(Bytes(20, 0)), "");
}

}  // namespace
}  // namespace mockcall::rtc
