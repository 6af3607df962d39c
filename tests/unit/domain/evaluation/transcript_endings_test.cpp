// What a transcript's leave-taking, its answers and its promises are worth: declined offers, kind endings, events
// between the turns, names, hedges.
#include <cmath>

#include <gtest/gtest.h>

#include "unit/domain/evaluation/transcript_lines.hpp"

namespace mockcall {
namespace {

const Lines kRefused = lines({{"agent", "Good afternoon and welcome to Acme, how can I help?"},
                              {"customer", "My promo code doesn't work"},
                              {"agent", "Sorry about that! Codes are valid for 7 days. Yours is 10 days old."},
                              {"customer", "ok. well. guess I'll pay full price or not at all"},
                              {"agent", "I am so sorry I couldn't do more. Anything else I could assist with?"},
                              {"customer", "nope"},
                              {"agent", "Thank you for being a loyal customer and enjoy the rest of your day!"}});

TEST(TranscriptEnding, DecliningMoreIsNoWordOfThanksForWhatWasRefused) {
    EXPECT_LE(check(kRefused, "solution.problem"), 40);
    EXPECT_LE(score(kRefused), 65);
    EXPECT_EQ(check(kGood, "solution.problem"), 100);
}

TEST(TranscriptEnding, DispleasureThatWasSeenToIsOver) {
    Lines seen_to = kGood;
    seen_to[3].text = "that's ridiculous, twice now. Ines Roth, 44812";
    seen_to[5].text = "okay, thank you";
    EXPECT_GE(check(seen_to, "solution.problem"), 80);
    seen_to[4].text = "I see.";
    EXPECT_LE(check(seen_to, "solution.problem"), 60);
}

TEST(TranscriptEnding, PraiseDoubtsNothing) {
    Lines praise = kGood;
    praise[5].text = "you are the best, seriously. thank you";
    EXPECT_EQ(check(praise, "listening.no_insisting"), 100);
}

TEST(TranscriptEnding, WhoGrantsOneThingToComeToTheOtherHadToInsist) {
    Lines twice = kGood;
    twice[5].text = "right, but the lampshade I mean";
    EXPECT_LE(check(twice, "listening.no_insisting"), 65);
}

TEST(TranscriptEnding, TwoMessagesInARowContradictNobody) {
    Lines two = kGood;
    two[2].text = "Did it look dented outside, too?";
    two[3].text = "checking";
    two.insert(two.begin() + 4, {"customer", "no only the glass is broken", {}, {}});
    EXPECT_EQ(check(two, "listening.no_insisting"), 100);
}

TEST(TranscriptEnding, AKindLastWordEndsATalkThatAskedNothingMore) {
    Lines kind = lines({{"customer", "@Acme my lamp arrived broken"},
                        {"agent", "Oh no Ines, that's a shame! What's the order number? ^Tom"},
                        {"customer", "44812"},
                        {"agent", "I've sent you a new lamp, it arrives on Friday. ^Tom"},
                        {"customer", "wow, thank you so much!"},
                        {"agent", "Anytime! I hope it lights up the room. ^Tom"}});
    EXPECT_GE(check(kind, "closing.completed"), 90);
    EXPECT_GE(check(kind, "closing.thanks"), 90);
    EXPECT_TRUE(std::isnan(check(kind, "closing.anything_else")));
    EXPECT_EQ(check(kind, "greeting.own_name"), 100);
    kind.back().text = "And the colour?";
    EXPECT_LE(check(kind, "closing.completed"), 10);
}

TEST(TranscriptEnding, AnOpenDoorAsksForMore) {
    Lines door = kGood;
    door[6].text = "Shout if there's no news by Friday.";
    EXPECT_GE(check(door, "closing.anything_else"), 70);
}

TEST(TranscriptEvents, WhatASystemWroteBetweenTheTurnsIsNoDeedAndNoKindWordOfTheAgents) {
    Lines bare = lines({{"agent", "name?"},
                        {"customer", "my lamp is broken, Ines Roth"},
                        {"agent", "Account has been pulled up for Ines Roth."},
                        {"agent", "no"},
                        {"customer", "ok"}});
    EXPECT_EQ(record_of(bare, "").turns[2].speaker, Speaker::System);
    EXPECT_LE(check(bare, "empathy.warmth"), 25);
    EXPECT_LE(check(bare, "solution.problem"), 30);
    const auto spoken = record_of(lines({{"agent", "Your lamp has been sent."}, {"customer", "ok"}}), "");
    EXPECT_EQ(spoken.turns[0].speaker, Speaker::Agent);
}

TEST(TranscriptEvents, WhatMayComeToBeIsNotDone) {
    Lines some_day = kGood;
    some_day[4].text = "Payments are released once the review has been completed.";
    some_day[5].text = "ok";
    some_day[7].text = "no";
    EXPECT_LE(check(some_day, "solution.problem"), 60);
}

TEST(TranscriptGreeting, TheHouseIsNamedBeforeOrAfterTheOneWhoPicksUp) {
    for (const char* first : {"hello hill street pharmacy it's marguerite", "Claims department.",
                              "good morning this is dale at north peak wireless who am i speaking with"}) {
        Lines spoken = kGood;
        spoken[0].text = first;
        EXPECT_EQ(check(spoken, "greeting.brand"), 100) << first;
    }
    for (const char* first : {"hello, how can i help you today", "Hello! One moment please.", "Good morning, sir"}) {
        Lines nobody = kGood;
        nobody[0].text = first;
        EXPECT_EQ(check(nobody, "greeting.brand"), 0) << first;
    }
}

TEST(TranscriptSolution, UsuallyAndSoonAreNoAnswer) {
    Lines vague = kGood;
    vague[4].text = "They usually get back pretty soon.";
    EXPECT_LE(check(vague, "solution.definite"), 50);
    EXPECT_GE(check(kGood, "solution.definite"), 70);
}

TEST(TranscriptSolution, ThinkingAheadIsMoreThanWasAskedFor) {
    Lines ahead = kGood;
    ahead[4].text += " Want me to note the new address as well, so it doesn't happen next time?";
    EXPECT_GT(check(ahead, "solution.initiative"), check(kGood, "solution.initiative"));
}

TEST(TranscriptEmpathy, ANameAndAnExclamationAreKind) {
    Lines curt = kGood;
    for (const std::size_t i : {0U, 2U, 4U, 6U, 8U})
        curt[i].text = "Done.";
    Lines named = curt;
    named[2].text = "Ugh, that's a rotten thing to unwrap.";
    named[4].text = "Done, miss roth.";
    EXPECT_GT(check(named, "empathy.warmth"), check(curt, "empathy.warmth") + 10);
    EXPECT_GE(check(named, "empathy.meets_trouble"), 70);
}

TEST(TranscriptSatisfaction, WhatIsNotSolvedComesNearThreeByDegrees) {
    const auto csat = [](const Lines& l) { return evaluate(record_of(l, ""), nullptr).customer_satisfaction; };
    Lines worse = kRefused;
    worse[5].text = "this is ridiculous";
    EXPECT_LT(csat(kRefused), 3.0);
    EXPECT_LT(csat(worse), csat(kRefused));
}

}  // namespace
}  // namespace mockcall
