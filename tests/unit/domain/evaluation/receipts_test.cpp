// Every point has a receipt: the evidence is a quote from the record, an action in it, or a figure.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.hpp"
#include "unit/domain/evaluation/call_builder.hpp"

namespace mockcall::test {
namespace {

const std::vector<std::string> kScraps = {
    "Good morning, thank you for calling TeleStar, my name is Anna.",
    "how can i help you today",
    "I'm so sorry about that.",
    "um",
    "…",
    "",
    "   ",
    "$150!",
    "May I have your account number, Mr. Johnson?",
    "It’s the “third” time — I’m fed up.",
    "Let me make sure I have this right: the charge is wrong.",
    "I will credit $150 today; you will see it on your next bill.",
    "Is there anything else",
    "Does that work for you?",
    "Goodbye, have a nice day",
    "calm down",
    "naïve Ümläut words without any stop at all that go on and on and on and on and on and on and on and on and on and "
    "on and on and on and on and on and on and on",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "\xFF\xFE broken \xC3 bytes \xE2\x80",
    "To recap: we agreed on a credit.",
    "I understand",
    "That must be frustrating, especially after the long wait."};

CallRecord random_call(std::uint64_t seed) {
    Random random(seed);
    CallBuilder b(random.below(2) == 0 ? CallBuilder::Mode::Spoken : CallBuilder::Mode::Typed);
    const auto scrap = [&] {
        return kScraps[random.below(kScraps.size())] +
               (random.below(3) == 0 ? " " + kScraps[random.below(kScraps.size())] : "");
    };
    const auto turns = random.below(20);
    for (std::size_t i = 0; i < turns; ++i) {
        if (random.below(2) == 0) {
            b.agent(scrap(), {}, random.unit());
            for (std::size_t a = 0; a < kActCount; ++a)
                if (random.below(6) == 0)
                    b.raw().turns.back().acts.add(static_cast<Act>(a));
            b.raw().turns.back().talked_over = random.below(8) == 0;
        } else {
            b.customer(scrap(), static_cast<Emotion>(random.below(4)));
        }
        if (random.below(4) == 0)
            b.fact(static_cast<CallFactKind>(random.below(11)),
                   std::vector<std::string>{"extra_charge", "late_fee", "credit_150", "account", "review_bill",
                                            ""}[random.below(6)],
                   random.unit());
        if (random.below(6) == 0)
            b.mood(static_cast<int>(random.below(101)), static_cast<int>(random.below(101)));
        if (random.below(9) == 0)
            b.hold(random.between(1, 90), random.below(2) == 0, random.below(2) == 0);
        if (random.below(9) == 0)
            b.note(scrap());
        if (random.below(12) == 0)
            b.action(static_cast<AgentActionKind>(random.below(9)), "billing", scrap());
        if (random.below(6) == 0)
            b.silence(random.between(0, 40));
    }
    if (random.below(6) == 0)
        b.hung_up();
    auto call = b.end();
    if (random.below(10) == 0)
        call.answered.reset();
    if (random.below(3) == 0)
        call.agent_notes = scrap();
    return call;
}

bool is_quote(const CallRecord& call, const Evidence& e) {
    for (const auto& t : call.turns)
        if (t.speaker == e.speaker && std::abs(timestamp_of(call, t.start) - e.timestamp) < 0.001 &&
            t.text.find(e.text) != std::string::npos)
            return true;
    return false;
}

bool is_receipt(const CallRecord& call, const Evidence& e) {
    if (e.speaker == Speaker::System)
        return e.text.find(": ") != std::string::npos || e.text.find("never answered") != std::string::npos;
    return e.text.starts_with("action: ") || is_quote(call, e);
}

TEST(Receipts, EveryPointInAnyCallHasOne) {
    const auto scenario = billing_scenario();
    int met = 0;
    for (std::uint64_t seed = 0; seed < 120; ++seed) {
        const auto call = random_call(seed);
        for (const auto* s : {&scenario, static_cast<const Scenario*>(nullptr)}) {
            const auto e = evaluate(call, s);
            for (const auto& c : e.criteria) {
                met += c.met;
                if (c.met || (c.score > 0 && c.weight > 0)) {
                    ASSERT_FALSE(c.evidence.empty()) << "seed " << seed << ", " << c.id;
                }
                for (const auto& x : c.evidence)
                    ASSERT_TRUE(is_receipt(call, x))
                        << "seed " << seed << ", " << c.id << ": “" << x.text << "” at " << x.timestamp;
                ASSERT_FALSE(c.note.empty()) << c.id;
                ASSERT_FALSE(c.label.empty()) << c.id;
                ASSERT_GE(c.score, 0);
                ASSERT_LE(c.score, 100);
            }
            for (const auto& x : e.critical)
                ASSERT_TRUE(is_receipt(call, x.evidence)) << seed;
            for (const auto& [dimension, score] : e.breakdown) {
                ASSERT_GE(score, 0);
                ASSERT_LE(score, 100);
            }
            ASSERT_GE(e.customer_satisfaction, 1.0);
            ASSERT_LE(e.customer_satisfaction, 5.0);
        }
    }
    EXPECT_GT(met, 600) << "the calls must be rich enough to show anything";
}

TEST(Receipts, WhatIsMissedComesWithWordsForThisCustomer) {
    const auto scenario = billing_scenario();
    const auto e = evaluate(middling_call(), &scenario);
    using ::testing::HasSubstr;
    EXPECT_THAT(criterion(e, "listening.paraphrase")->note,
                HasSubstr("“Let me make sure I have this right, Robert: there is an extra $150 on your bill."));
    EXPECT_THAT(criterion(e, "empathy.apology")->note,
                HasSubstr("I'm sorry, Robert, that there is an extra $150 on your bill."));
    EXPECT_THAT(criterion(e, "solution.documented")->note, HasSubstr("Robert: "));
}

TEST(Receipts, AQuestionIsNotSaidBackAsTheTrouble) {
    const auto scenario = billing_scenario();
    CallBuilder call;
    call.agent("Thank you for calling, my name is Sam, how may I help you today?", {Act::Greeting})
        .customer("Yeah, I have a problem with my bill!")
        .agent("I am so sorry about that. May I have your name and your account number please?", {Act::Apology})
        .customer("Robert Johnson. It's A C C, 7 8 9, 4 5 6.")
        .agent("I will refund the charge right away. Is there anything else I can help you with?")
        .customer("What would that come to? What about the thing I called for?");
    const auto e = evaluate(call.end(), &scenario);
    for (const auto& c : e.criteria)
        EXPECT_THAT(c.note, ::testing::Not(::testing::HasSubstr("what about the thing"))) << c.id;
    EXPECT_THAT(criterion(e, "listening.paraphrase")->note,
                ::testing::HasSubstr("Let me make sure I have this right, Robert: you have a problem with your bill."));
}

TEST(Receipts, WhoNamedTheTroubleBeforeTheCustomerDidIsNotToldToSayTheThanksBack) {
    const auto scenario = billing_scenario();
    CallBuilder call;
    call.agent("Thank you for calling, my name is Sam, how may I help you today?", {Act::Greeting})
        .customer("Yeah, I have a problem with my bill!")
        .agent("I am sorry, that must be annoying. May I have your account number?", {Act::Apology})
        .customer("It's A C C, 7 8 9, 4 5 6. I've been with you for five years and never paid late.")
        .agent("I can see the charge of 150 dollars, that was our mistake. I will credit it today.")
        .fact(CallFactKind::ProblemStated, "extra_charge")
        .customer("Well, that's more like it. Thank you. Can I have that in writing?");
    const auto e = evaluate(call.end(), &scenario);
    for (const auto& c : e.criteria)
        EXPECT_THAT(c.note, ::testing::Not(::testing::HasSubstr("more like it"))) << c.id;
    EXPECT_THAT(criterion(e, "listening.paraphrase")->note,
                ::testing::HasSubstr("Let me make sure I have this right, Robert: you have a problem with your bill."));
}

TEST(Receipts, ATroubleThatWasNeverToldEndsInThreeDots) {
    const auto scenario = billing_scenario();
    CallBuilder call;
    call.agent("Hi.", {Act::Greeting}).customer("Good morning.").agent("Bye.", {Act::Closing});
    const auto e = evaluate(call.end(), &scenario);
    EXPECT_THAT(criterion(e, "listening.paraphrase")->note, ::testing::HasSubstr("…"));
    for (const auto& c : e.criteria)
        EXPECT_THAT(c.note, ::testing::Not(::testing::HasSubstr("…."))) << c.id;
}

TEST(Receipts, AnActionIsQuotedWithItsReason) {
    const auto scenario = billing_scenario();
    const auto e = evaluate(excellent_call(), &scenario);
    EXPECT_THAT(criterion(e, "solution.documented")->evidence.front().text,
                ::testing::StartsWith("action: note (Robert Johnson: $150 equipment charge"));
    EXPECT_EQ(criterion(e, "greeting.time_to_answer")->evidence.front().text, "time to answer: 2.1 s");
}

}  // namespace
}  // namespace mockcall::test
