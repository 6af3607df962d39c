// What is known is told to any question about it, and to no other.
#include "domain/customer/memory.hpp"

#include <gtest/gtest.h>

#include "domain/customer/concepts.hpp"
#include "support.hpp"

namespace mockcall {
namespace {

using customer_detail::concepts_in;
using customer_detail::Memory;
using testing::billing_dispute;
using testing::TypedCall;

/// The billing dispute, and what its customer knows besides.
std::shared_ptr<const Scenario> knowing(std::vector<Aside> knows) {
    auto scenario = std::make_shared<Scenario>(*billing_dispute());
    scenario->knows = std::move(knows);
    return scenario;
}

TypedCall stated(std::vector<Aside> knows, std::uint64_t seed = 1) {
    TypedCall call(knowing(std::move(knows)), seed);
    call.say("Hello, this is TechSupport Inc, how can I help you?");
    call.say("Please tell me what happened.");
    return call;
}

const Aside kTrip{{"where were you going", "destination"}, {"I was on my way to my sister's, in Halifax."}, {}};
const Aside kDay{{"when was the trip"}, {"It was the last Friday in May."}, {}};
const Aside kGirl{{"how old is your granddaughter"}, {"She's four, and she sings."}, {}};
const Aside kVisitor{{"who came to the house"}, {"A man with a blue toolbox came."}, {}};

TEST(Concepts, AreTheSameForWordsOfOneMeaning) {
    EXPECT_EQ(concepts_in(tokenize("journey")), concepts_in(tokenize("headed")));
    EXPECT_EQ(concepts_in(tokenize("Who purchased it?")), concepts_in(tokenize("Who has bought it?")));
    EXPECT_TRUE(concepts_in(tokenize("And what exactly was that?")).empty());
    EXPECT_EQ(concepts_in(tokenize("Could you tell me the color?")), concepts_in(tokenize("which colour")));
}

TEST(Memory, AnswersAQuestionInOtherWords) {
    TypedCall call = stated({kTrip, kDay, kGirl});
    call.say("Where were you headed on that journey?");
    EXPECT_TRUE(says(call.lines.back(), "halifax")) << call.lines.back();
    call.say("On what day was that voyage?");
    EXPECT_TRUE(says(call.lines.back(), "last friday")) << call.lines.back();
    call.say("What age is your granddaughter?");
    EXPECT_TRUE(says(call.lines.back(), "four")) << call.lines.back();
}

TEST(Memory, TellsNoTimeToWhoAsksForAPlaceOrAPerson) {
    TypedCall call = stated({kDay, kVisitor});
    call.say("Where did the trip go?");
    EXPECT_FALSE(says(call.lines.back(), "last friday")) << call.lines.back();
    call.say("When did the man come to the house?");
    EXPECT_FALSE(says(call.lines.back(), "toolbox")) << call.lines.back();
}

TEST(Memory, ShortQuestionsReferToWhatWasJustSaid) {
    TypedCall call = stated({kTrip, kDay});
    call.say("Where were you going on your trip?");
    call.say("And when was that?");
    EXPECT_TRUE(says(call.lines.back(), "last friday")) << call.lines.back();
}

TEST(Memory, KeepsWhatWaitsForSomethingElse) {
    Aside gated = kTrip;
    gated.gate.after = {"promised"};
    TypedCall call = stated({gated});
    call.say("Where were you going on your trip?");
    EXPECT_FALSE(says(call.lines.back(), "halifax")) << call.lines.back();
}

TEST(Memory, WhatTheStoryDeniesIsAnsweredWithNo) {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        TypedCall call =
            stated({{{"evenings", "what do you do at night"}, {"I read. I have no television."}, {}}}, seed);
        call.say("Is there a television in the house?");
        const std::string& line = call.lines.back();
        EXPECT_TRUE(says(line, "no") || says(line, "not")) << line;
    }
}

TEST(Memory, RanksTheForeseenQuestionFirst) {
    const auto scenario = knowing({kDay, kTrip, kGirl});
    const Memory memory(*scenario, scenario->facts);
    const auto tokens = tokenize("What was the destination of the trip?");
    const auto ranked = memory.recall(tokens, {0, tokens.size()}, {});
    ASSERT_FALSE(ranked.empty());
    EXPECT_EQ(ranked.front().item->source, Memory::Source::Aside);
    EXPECT_EQ(ranked.front().item->index, 1U);
}

/// Who lost nothing by being asked for something else.
TEST(Memory, AFactThatAQuestionOnlyBrushesIsNotAskedForAgain) {
    const auto scenario =
        testing::scenario_from(testing::read_text(testing::scenario_dir() / "the_seller_who_packs_up.yaml"));
    TypedCall call(scenario, 7);
    for (const char* line :
         {"Lantern Market seller services, Deborah speaking. How can I help you?", "What made you decide that?",
          "May I have your seller number and your name?", "Is there anything besides the fees?",
          "Which address was on the paper?", "I see.", "And when did you move?"})
        call.say(line);
    EXPECT_FALSE(call.has(CallFactKind::Repeated, "paper"));
}

TEST(Memory, WhomACustomerSpokeWithIsNotWhoTheyAre) {
    TypedCall call = stated({{{"who did you speak to"}, {"With a young man called Kyle."}, {}}});
    call.say("Who did you speak with?");
    EXPECT_TRUE(says(call.lines.back(), "kyle")) << call.lines.back();
    EXPECT_FALSE(says(call.lines.back(), "robert")) << call.lines.back();
}

TEST(Memory, AClauseThatSaysWhenDoesNotAskWhen) {
    TypedCall call = stated({});
    call.say("Were you alone when you called?");
    EXPECT_FALSE(call.has(CallFactKind::FactTold, "promised")) << call.lines.back();
}

}  // namespace
}  // namespace mockcall
