// A pause that cuts a spoken sentence in two is no interruption of the customer.
#include <gtest/gtest.h>

#include "../customer/support.hpp"
#include "domain/call/call_machine.hpp"

namespace mockcall {
namespace {

CallTime at(double seconds) { return CallTime{} + ticks_of_seconds(seconds); }

/// A spoken call with its engine reduced to what the machine asks for.
class SpokenCall {
  public:
    SpokenCall() : machine(testing::billing_dispute(), CallConfig{}) { step(InJoined{}, 0); }

    void step(const CallInput& input, double now) {
        for (auto& o : machine.step(input, at(now))) {
            if (const auto* listen = std::get_if<OutListen>(&o))
                listening = listen->utterance;
            if (const auto* say = std::get_if<OutSay>(&o))
                line = say->utterance;
            if (const auto* stop = std::get_if<OutStopSaying>(&o))
                stopped = stop->utterance;
        }
        if (line != 0 && stopped == line)  // as the engine does it
            step(InPlayoutStopped{std::exchange(stopped, 0), 0.05}, now);
    }
    /// The agent says `text` between the two instants and the recogniser hands it over.
    void agent(const std::string& text, double from, double to, double consonant = 0) {
        step(InSpeechStarted{at(from), ticks_of_seconds(consonant)}, from);
        step(InSoundsLikeWords{}, from + 0.2);
        const UtteranceId heard = listening;
        if (const auto due = machine.next_deadline(); line != 0 && due && *due < at(to))
            step(InDeadline{}, seconds_of(*due - CallTime{}));
        step(InSpeechStopped{at(to)}, to);
        step(InStreamEnded{}, to + 0.4);
        step(InFinal{heard, text, 0.9}, to + 0.6);
    }
    void customer_begins(double now) { step(InPlayoutStarted{line}, now); }

    CallMachine machine;
    UtteranceId listening = 0, line = 0, stopped = 0;
};

TEST(SplitSentence, TheSecondHalfIsRecordedAsNoOvertalk) {
    SpokenCall call;
    call.agent("thank you for calling techsupport how can i help", 1, 3);
    call.customer_begins(4);
    call.step(InPlayoutFinished{call.line}, 7);
    call.line = 0;
    call.agent("can i please have your", 8, 9.5);
    call.customer_begins(10.3);
    call.agent("account number", 10.6, 11.5);
    const auto& turns = call.machine.record().turns;
    const auto second = std::ranges::find(turns, "account number", &TranscriptTurn::text);
    ASSERT_NE(second, turns.end());
    EXPECT_FALSE(second->talked_over);
    EXPECT_TRUE(std::ranges::any_of(call.machine.record().facts, [](const FactEntry& f) {
        return f.fact.kind == CallFactKind::FactTold && f.fact.id == "account_number";
    }));
    EXPECT_FALSE(std::ranges::any_of(call.machine.record().ledger,
                                     [](const LedgerEntry& e) { return e.change.cause == "talked_over"; }));
}

TEST(SplitSentence, AGreetingInTwoHalvesIsAnsweredOnce) {
    SpokenCall call;
    call.agent("thank you for calling techsupport", 1, 2.5);
    call.customer_begins(3.4);
    call.agent("my name is sam how can i help you today", 3.7, 5);
    call.customer_begins(6);
    call.step(InPlayoutFinished{call.line}, 9);
    const auto& turns = call.machine.record().turns;
    ASSERT_FALSE(turns.empty());
    EXPECT_NE(turns.back().text.find("bill"), std::string::npos) << turns.back().text;
}

TEST(SplitSentence, CuttingAnAnswerShortIsOvertalk) {
    SpokenCall call;
    call.agent("thank you for calling techsupport how can i help", 1, 3);
    call.customer_begins(4);
    call.step(InPlayoutFinished{call.line}, 7);
    call.line = 0;
    call.agent("can you tell me what happened", 8, 10);
    call.customer_begins(11);
    call.agent("yes yes let me look at your bill", 14.5, 16);
    const auto& turns = call.machine.record().turns;
    const auto second = std::ranges::find(turns, "yes yes let me look at your bill", &TranscriptTurn::text);
    ASSERT_NE(second, turns.end());
    EXPECT_TRUE(second->talked_over);
}

TEST(SpokenLines, ArePlacedWhereTheirSoftConsonantBegan) {
    SpokenCall call;
    call.agent("thank you for calling techsupport how can i help", 1, 3, 0.1);
    EXPECT_EQ(call.machine.record().answered, at(0.9));
    call.customer_begins(4);
    call.step(InPlayoutFinished{call.line}, 7);
    call.agent("for sure let me look at the bill", 8, 10, 0.04);
    call.agent("one moment please", 11, 12);
    std::vector<CallTime> starts;
    for (const TranscriptTurn& turn : call.machine.record().turns)
        if (turn.speaker == Speaker::Agent)
            starts.push_back(turn.start);
    ASSERT_EQ(starts.size(), 3u);
    EXPECT_EQ(starts, (std::vector{at(0.9), at(7.96), at(11)}));
}

}  // namespace
}  // namespace mockcall
