#include "domain/scenario/hints.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../customer/support.hpp"

namespace mockcall {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(RecognitionHints, HoldWhatACallWillBeAbout) {
    const RecognitionHints hints = hints_of(*testing::billing_dispute());
    EXPECT_THAT(hints.names, Contains("Robert Johnson"));
    EXPECT_THAT(hints.names, Contains("TechSupport Inc"));
    EXPECT_THAT(hints.phrases, Contains("equipment upgrade fee"));
    EXPECT_THAT(hints.phrases, Contains("premium plan"));
    EXPECT_THAT(hints.amounts, Contains("$150"));
    EXPECT_THAT(hints.amounts, Contains("$89.99"));
    EXPECT_THAT(hints.amounts, Contains("20%"));
}

TEST(RecognitionHints, HoldNoPatternSigns) {
    const RecognitionHints hints = hints_of(*testing::billing_dispute());
    EXPECT_THAT(hints.phrases, Each(Not(HasSubstr("|"))));
    EXPECT_THAT(hints.phrases, Each(Not(HasSubstr("..."))));
    EXPECT_THAT(hints.phrases, Each(Not(HasSubstr("{"))));
}

}  // namespace
}  // namespace mockcall
