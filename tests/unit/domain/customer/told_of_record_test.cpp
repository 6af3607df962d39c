// What was done in the record is news to the customer until it is told, and then believed as it stands there.
#include <gtest/gtest.h>

#include "support.hpp"

namespace mockcall {
namespace {

using testing::billing_dispute;
using testing::TypedCall;

CrmOperation credit(std::int64_t cents) {
    return {.kind = CrmOperationKind::Credit, .target = "upgrade_fee", .cents = cents};
}

TypedCall stated() {
    TypedCall call(billing_dispute());
    call.say("thank you for calling techsupport my name is sam how can i help you");
    call.say("please tell me what happened");
    return call;
}

TEST(ToldOfRecord, WhatWasDoneAndNotToldSettlesNothing) {
    auto call = stated();
    call.customer.on_operation(credit(150'00));
    call.say("One moment please, I am looking at your bill.");
    EXPECT_FALSE(call.has(CallFactKind::OfferAccepted));
    EXPECT_FALSE(call.has(CallFactKind::ProblemSettled, "overcharge"));
}

TEST(ToldOfRecord, ACreditThatIsToldNeedsNoSumToBeBelieved) {
    auto call = stated();
    call.customer.on_operation(credit(150'00));
    call.say("I have credited your account.");
    EXPECT_TRUE(call.has(CallFactKind::OfferAccepted, "credit_150"));
    EXPECT_TRUE(call.has(CallFactKind::ProblemSettled, "overcharge"));
}

TEST(ToldOfRecord, WithoutAnOperationTheCustomerAsksHowMuch) {
    auto call = stated();
    call.say("I have credited your account.");
    EXPECT_FALSE(call.has(CallFactKind::OfferAccepted));
}

TEST(ToldOfRecord, ThatItIsDoneTellsWhatWasDone) {
    auto call = stated();
    call.customer.on_operation(credit(150'00));
    call.say("That is done now, you can see it on your account.");
    EXPECT_TRUE(call.has(CallFactKind::OfferAccepted, "credit_150"));
}

TEST(ToldOfRecord, ADeedThatIsDeniedTellsNothing) {
    auto call = stated();
    call.customer.on_operation(credit(150'00));
    call.say("I am afraid it is not done yet.");
    EXPECT_FALSE(call.has(CallFactKind::OfferAccepted));
}

TEST(ToldOfRecord, TooLittleInTheRecordIsHaggledOver) {
    auto call = stated();
    call.customer.on_operation(credit(50'00));
    call.say("I have credited your account.");
    EXPECT_TRUE(call.has(CallFactKind::OfferRefused, "credit_150"));
}

}  // namespace
}  // namespace mockcall
