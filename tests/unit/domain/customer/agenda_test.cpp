// What has been said counts as said: nothing is told twice, and nothing unsaid hides behind what was told.
#include <set>

#include <gtest/gtest.h>

#include "domain/customer/wording.hpp"
#include "support.hpp"

namespace mockcall {
namespace {

using testing::billing_dispute;
using testing::TypedCall;

TEST(Said, ASentenceThatTwoStockPhrasesShareIsSaidOnce) {
    using namespace customer_detail;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        Random random(seed);
        Wording wording(*billing_dispute(), random, [](std::string_view) { return false; });
        int asked = 0;
        for (const Say say : {Say::ApologyWornOut, Say::ApologyWornOut, Say::AskProgress, Say::AskProgress,
                              Say::AskProgress, Say::AskProgress})
            asked += wording.stock(say, Emotion::Angry).find("What happens now?") != std::string::npos ? 1 : 0;
        EXPECT_LE(asked, 1) << seed;
    }
}

TEST(Said, AFactAskedForAgainDoesNotHideTheProblemThatTheSameWordsBringUp) {
    TypedCall call(billing_dispute());
    call.say("Thank you for calling TechSupport Inc, my name is Sam. How can I help you?");
    call.say("How long have you been with us?");
    ASSERT_TRUE(call.has(CallFactKind::FactTold, "loyalty"));
    ASSERT_FALSE(call.has(CallFactKind::ProblemStated, "cancellation"));
    call.say("So how long have you been with us, and do you want to stay with us?");
    EXPECT_TRUE(call.has(CallFactKind::ProblemStated, "cancellation"));
    EXPECT_FALSE(call.has(CallFactKind::Repeated, "loyalty"));
}

TEST(Said, WhatIsSaidBackIsNoOffer) {
    TypedCall call(billing_dispute());
    call.say("Thank you for calling TechSupport Inc, my name is Sam. How can I help you?");
    call.say("Please tell me what happened.");
    call.say(
        "So if I understand you correctly, we put an extra one hundred and fifty dollars on your bill. Did I get that "
        "right?");
    EXPECT_FALSE(call.has(CallFactKind::OfferAccepted));
}

std::shared_ptr<const Scenario> opening_with(const std::string& words) {
    Scenario s = *billing_dispute();
    s.opening = {words};
    return std::make_shared<const Scenario>(std::move(s));
}

TEST(Said, AnOpeningThatTellsTheMatterHasStatedIt) {
    TypedCall call(opening_with("Hi. I was charged a hundred and fifty dollars too much on my monthly bill."));
    call.say("Thank you for calling TechSupport Inc, how can I help you?");
    EXPECT_TRUE(call.has(CallFactKind::ProblemStated, "overcharge"));
    const auto more = call.say("Please tell me what happened.");
    ASSERT_TRUE(more.say);
    EXPECT_EQ(more.say->text.find("hundred and fifty"), std::string::npos) << "it has been said: " << more.say->text;
}

TEST(Said, AnOpeningThatOnlyTouchesTheMatterHasNot) {
    TypedCall call(billing_dispute());
    call.say("Thank you for calling TechSupport Inc, my name is Sam. How can I help you?");
    EXPECT_FALSE(call.has(CallFactKind::ProblemStated));
}

}  // namespace
}  // namespace mockcall
