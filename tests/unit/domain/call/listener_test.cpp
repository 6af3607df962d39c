// A listener's word while the agent explains: told as what it is, and nothing waits in vain for its end.
#include <gtest/gtest.h>

#include "../customer/support.hpp"
#include "domain/call/call_machine.hpp"

namespace mockcall {
namespace {

CallTime at(double seconds) { return CallTime{} + ticks_of_seconds(seconds); }

/// A customer who has told their matter hears the agent explain, until they put in a word.
struct Explained {
    Explained() : machine(testing::billing_dispute(), CallConfig{}) {
        step(InJoined{}, 0);
        type("Thank you for calling TechSupport Inc, my name is Sam. How can I help you?", 1);
        type("I am so sorry about that. I will look into it for you.", 20);
        step(InSpeechStarted{at(40)}, 40);
        step(InSoundsLikeWords{}, 40.2);
        for (now = 41; now < 58 && !aside; now += 0.5) {
            while (machine.next_deadline() && *machine.next_deadline() <= at(now))
                step(InDeadline{}, seconds_of(*machine.next_deadline() - CallTime{}));
            step(InPartial{listening, "the bill has two parts and the first part is the equipment"}, now);
        }
    }
    void type(const std::string& text, double when) {
        step(InTyped{text}, when);
        if (line != 0) {
            step(InPlayoutStarted{line}, when + 1);
            step(InPlayoutFinished{std::exchange(line, 0)}, when + 10);
        }
    }
    void step(const CallInput& input, double when) {
        for (const auto& o : machine.step(input, at(when))) {
            if (const auto* listen = std::get_if<OutListen>(&o))
                listening = listen->utterance;
            if (const auto* say = std::get_if<OutSay>(&o)) {
                line = say->utterance;
                if (listening != 0 && when > 40)
                    aside = *say;
            }
        }
    }

    CallMachine machine;
    UtteranceId listening = 0, line = 0;
    double now = 0;
    std::optional<OutSay> aside;
};

TEST(Listener, AWordOfTheirsIsToldAsAnAsideThatIsWhole) {
    const Explained call;
    ASSERT_TRUE(call.aside);
    EXPECT_TRUE(call.aside->aside);
    EXPECT_FALSE(call.aside->open);
}

TEST(Listener, WhileTheirWordSoundsEveryDeadlineThatIsMetIsOver) {
    Explained call;
    ASSERT_TRUE(call.aside);
    for (const double until = call.now + 6; call.now < until; call.now += 0.05) {
        call.step(InDeadline{}, call.now);
        const auto next = call.machine.next_deadline();
        ASSERT_TRUE(!next || *next > at(call.now)) << call.now;
    }
}

}  // namespace
}  // namespace mockcall
