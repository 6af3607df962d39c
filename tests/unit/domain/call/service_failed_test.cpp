// A remote part fails and an embedded one takes over: the trainee is told, once.
#include <gtest/gtest.h>

#include "../customer/support.hpp"
#include "domain/call/call_machine.hpp"

namespace mockcall {
namespace {

CallTime at(double seconds) { return CallTime{} + ticks_of_seconds(seconds); }

std::vector<Feedback> tips_of(CallMachine& machine, const CallInput& input, double now) {
    std::vector<Feedback> tips;
    for (const CallOutput& out : machine.step(input, at(now)))
        if (const auto* feedback = std::get_if<OutFeedback>(&out))
            tips.push_back(feedback->feedback);
    return tips;
}

TEST(ServiceFailed, TheTraineeIsToldOnceWhicheverPartItIs) {
    CallMachine machine(testing::billing_dispute(), CallConfig{});
    (void)machine.step(InJoined{}, at(0));
    const auto first = tips_of(machine, InServiceFailed{"recognizer", "failed (idle_timeout)"}, 1);
    ASSERT_EQ(first.size(), 1u);
    EXPECT_EQ(first[0].kind, FeedbackKind::Tip);
    EXPECT_EQ(first[0].severity, Severity::Info);
    EXPECT_TRUE(first[0].message.starts_with("An AI service")) << first[0].message;
    EXPECT_TRUE(tips_of(machine, InServiceFailed{"synthesizer", "failed (down)"}, 2).empty());
    EXPECT_EQ(machine.record().feedback.size(), 1u);
}

TEST(ServiceFailed, AnAssessedCallIsNotDisturbed) {
    CallConfig config;
    config.assessed = true;
    CallMachine machine(testing::billing_dispute(), config);
    (void)machine.step(InJoined{}, at(0));
    EXPECT_TRUE(tips_of(machine, InServiceFailed{"recognizer", "failed (down)"}, 1).empty());
}

}  // namespace
}  // namespace mockcall
