// What agents do in ordinary transcripts: ask twice, send away, answer with formulas, explain, take leave.
#include <cmath>

#include <gtest/gtest.h>

#include "unit/domain/evaluation/transcript_lines.hpp"

namespace mockcall {
namespace {

Lines labelled(Lines l, const char* agent, const char* customer) {
    for (auto& line : l)
        line.speaker = line.speaker == "agent" ? agent : customer;
    return l;
}

TEST(Transcript, WhoIsWhoIsKnownWhateverTheLabels) {
    for (const auto& [agent, customer] :
         std::initializer_list<std::pair<const char*, const char*>>{{"1", "2"},
                                                                    {"Speaker 2", "Speaker 1"},
                                                                    {"SYSTEM", "USER"},
                                                                    {"bot", "user"},
                                                                    {"Reception", "Mrs Roth"},
                                                                    {"Care Specialist", "Policyholder"},
                                                                    {"Tom", "Passenger"}}) {
        const auto record = record_of(labelled(kGood, agent, customer), "");
        EXPECT_EQ(record.turns[0].speaker, Speaker::Agent) << agent;
        EXPECT_EQ(record.turns[1].speaker, Speaker::Customer) << customer;
    }
}

TEST(Transcript, OfTwoWhoseWordsTellNothingTheFirstServes) {
    const auto record = record_of(lines({{"Ann", "yes"}, {"Ben", "no"}, {"Ann", "maybe"}}), "");
    EXPECT_EQ(record.turns[0].speaker, Speaker::Agent);
    EXPECT_EQ(record.turns[1].speaker, Speaker::Customer);
    EXPECT_EQ(record.turns[2].speaker, Speaker::Agent);
}

TEST(Transcript, EventsBesideACustomerWithoutAnAgentStayEvents) {
    const auto record = record_of(lines({{"system", "the call was answered"}, {"customer", "hello?"}}), "");
    EXPECT_EQ(record.turns[0].speaker, Speaker::System);
}

TEST(Transcript, TheColleagueWhoTakesOverServesToo) {
    Lines three = labelled(kGood, "Priya", "Ines");
    for (std::size_t i = 6; i < three.size(); ++i)
        if (three[i].speaker == "Priya")
            three[i].speaker = "Marco";
    const auto record = record_of(three, "");
    EXPECT_EQ(record.turns[0].speaker, Speaker::Agent);
    EXPECT_EQ(record.turns[1].speaker, Speaker::Customer);
    EXPECT_EQ(record.turns[6].speaker, Speaker::Agent);
}

TEST(Transcript, ARecogniserWritesNoApostrophesAndThatChangesLittle) {
    Lines spoken = kGood;
    spoken[4].text = "Thank you, Ines. It's on its way, I've sent a new one and I'll ring you by Friday.";
    Lines bare = spoken;
    for (auto& line : bare)
        std::erase(line.text, '\'');
    EXPECT_NEAR(score(bare), score(spoken), 2);
}

TEST(Transcript, AWelcomeIsOneWhereverItStandsInTheFirstBreath) {
    Lines spoken = kGood;
    spoken[0].text = "northgate insurance claims team good morning youre through to imran";
    EXPECT_EQ(check(spoken, "greeting.salutation"), 100);
    EXPECT_EQ(check(spoken, "greeting.brand"), 100);
    EXPECT_EQ(check(spoken, "greeting.own_name"), 100);
}

TEST(Transcript, LateInATalkItsAvailableIsNobodysName) {
    Lines late = kGood;
    late[4].text = "it will ship whenever it's available";
    EXPECT_EQ(check(late, "greeting.own_name"), 0);
}

TEST(Transcript, AMessageThatWasThereFirstIsGreetedByTakingItUp) {
    Lines thread = lines({{"customer", "my bike is still running on the clock, help"},
                          {"agent", "Oh no, sorry about that Kayla! Could you send us the number on the bike?"},
                          {"customer", "8841"},
                          {"agent", "Thank you. I've ended the ride at 8:14, so you pay for 12 minutes only."},
                          {"customer", "lifesaver, thank you"}});
    EXPECT_GE(check(thread, "greeting.salutation"), 60);
    thread[1].text = "Number?";
    EXPECT_EQ(check(thread, "greeting.salutation"), 0);
}

TEST(Transcript, WhatWasToldIsNotAskedForAgain) {
    EXPECT_EQ(check(kGood, "listening.nothing_asked_twice"), 100);
    Lines twice = kGood;
    twice[4].text = "And what is your order number?";
    twice[5].text = "44812";
    EXPECT_LE(check(twice, "listening.nothing_asked_twice"), 50);
    Lines confirming = kGood;
    confirming[4].text = "And the order number, just to confirm?";
    confirming[5].text = "yes, 44812";
    EXPECT_EQ(check(confirming, "listening.nothing_asked_twice"), 100);
}

TEST(Transcript, WhatIsAskedAgainAndComplainedOfIsOneMoment) {
    Lines twice = kGood;
    twice[4].text = "And what is your order number?";
    twice[5].text = "44812, like I said";
    EXPECT_EQ(check(twice, "listening.nothing_asked_twice"), 50);
}

TEST(Transcript, AnAnswerThatOnlySaysWhatWasSaidShowsTheQuestionWasNeedless) {
    const Lines loop = lines({{"agent", "Hello, how can I help?"},
                              {"customer", "A table at the Green Lantern for four on Saturday."},
                              {"agent", "What restaurant would you like?"},
                              {"customer", "The Green Lantern!"},
                              {"agent", "How many will you be?"},
                              {"customer", "Four!"},
                              {"agent", "I have booked it."},
                              {"customer", "ok"}});
    EXPECT_EQ(check(loop, "listening.nothing_asked_twice"), 0);
}

TEST(Transcript, FormulasAnswerNoQuestion) {
    Lines formula = kGood;
    formula[1].text = "my lamp is nine days late, where is it?";
    formula[2].text = "I completely understand how important this is to you.";
    formula[3].text = "ok so where is it?";
    formula[4].text = "I really appreciate your patience. Rest assured that we care.";
    formula[5].text = "so you can't tell me anything";
    EXPECT_LE(check(formula, "listening.responsive"), 50);
    EXPECT_LE(check(formula, "listening.no_insisting"), 65);
    EXPECT_LE(check(formula, "communication.explains"), 40);
}

TEST(Transcript, BeingSentElsewhereSettlesNothing) {
    Lines away = kGood;
    away[4].text = "You'd have to ask the shop where you bought it.";
    away[5].text = "okay";
    away[7].text = "no";
    EXPECT_LE(check(away, "solution.problem"), 30);
    away[4].text = "You'd have to ask the shop, but I have sent you a new lamp already.";
    EXPECT_GE(check(away, "solution.problem"), 60);
}

TEST(Transcript, ANoThatIsExplainedAndTakenAsOneIsWorthMoreThanABareOne) {
    Lines soft = kGood;
    soft[4].text =
        "I'm sorry, I can't replace it because it is older than two years. What I can do is send you the part.";
    soft[5].text = "that's too bad. no problem, I understand";
    Lines bare = soft;
    bare[4].text = "I can't replace it.";
    bare[5].text = "that's too bad";
    EXPECT_GE(check(soft, "solution.problem"), check(bare, "solution.problem") + 20);
    EXPECT_GE(check(soft, "closing.completed"), 90);
}

TEST(Transcript, AReportRepeatedWordForWordIsNoDeed) {
    const Lines wrong = lines({{"agent", "Hi, how can I help you?"},
                               {"customer", "I need a ride on Thursday at 5."},
                               {"agent", "Your ride is booked for Wednesday at 5."},
                               {"customer", "Wait, I said Thursday, not Wednesday."},
                               {"agent", "The ride is booked for Wednesday at 5."},
                               {"customer", "ok"},
                               {"agent", "Goodbye!"}});
    EXPECT_LE(check(wrong, "solution.problem"), 40);
}

TEST(Transcript, AGoodbyeInPlaceOfAnAnswerIsHangingUp) {
    Lines hung = kGood;
    hung[7].text = "and the voucher, can I still use it?";
    EXPECT_LE(check(hung, "closing.completed"), 25);
    EXPECT_EQ(check(kGood, "closing.completed"), 100);
}

TEST(Transcript, AWordAfterGoodbyeUndoesNone) {
    Lines joke = kGood;
    joke.push_back({"customer", "you too, and don't forget to feed the cat", {}, {}});
    joke.push_back({"agent", "I won't", {}, {}});
    EXPECT_EQ(check(joke, "closing.completed"), 100);
}

TEST(Transcript, EndingAChatIsNoGoodbyeAndThanksForANumberNoThanks) {
    Lines ended = kGood;
    ended[8].text = "Ok, I'll end this chat now";
    EXPECT_LE(check(ended, "closing.completed"), 50);
    Lines cut(kGood.begin(), kGood.begin() + 4);
    cut.push_back({"agent", "Thank you, Ines. I'm just looking up", {}, {}});
    EXPECT_LE(check(cut, "closing.thanks"), 30);
    EXPECT_LE(check(cut, "closing.completed"), 10);
}

TEST(Transcript, AKindWordHoldsForTheBlowsThatFollow) {
    const Lines crash = lines({{"agent", "Good morning, claims, how can I help?"},
                               {"customer", "somebody ran into my car and drove off"},
                               {"agent", "Oh, I'm sorry to hear that. Are you all right?"},
                               {"customer", "yes, but the back door is broken"},
                               {"agent", "I have opened the claim, a garage will ring you by noon."},
                               {"customer", "great, thanks for your help"}});
    EXPECT_GE(check(crash, "empathy.meets_trouble"), 80);
}

TEST(Transcript, ThanksForHelpTellOfNoTrouble) {
    Lines calm = kGood;
    calm[1].text = "I would like to order a second lamp";
    calm[5].text = "great, thanks for your help";
    EXPECT_TRUE(std::isnan(check(calm, "empathy.meets_trouble")));
}

TEST(Transcript, WhoSaysWhatIsDoneAndWhyExplains) {
    Lines terse = kGood;
    terse[2].text = "name and number";
    terse[4].text = "sent";
    EXPECT_GE(check(kGood, "communication.explains"), 35);
    EXPECT_LE(check(terse, "communication.explains"), 20);
    Lines telling = kGood;
    telling[2].text = "I need your order number, please, so that I can see which lamp it was.";
    EXPECT_GT(check(telling, "communication.explains"), check(kGood, "communication.explains"));
}

TEST(Transcript, ThanksForOneThingAreNoneForTheOtherThatWasMissed) {
    Lines two = kGood;
    two[5].text = "thanks. and the voucher, can I still use it?";
    two[6].text = "It arrives by Friday.";
    two[7].text = "I meant the voucher";
    two[8].text = "You have the lamp now. bye";
    EXPECT_LE(check(two, "solution.problem"), 50);
    EXPECT_LE(check(two, "closing.completed"), 25);
}

TEST(Transcript, WhatThePageSaysAgainstTheAnswerPutsItRight) {
    const Lines counter = lines({{"agent", "Hi, what can I do for you?"},
                                 {"customer", "my voucher is not accepted"},
                                 {"agent", "That voucher is expired."},
                                 {"customer", "it says valid until the 30th"},
                                 {"agent", "Then it only works for new customers."},
                                 {"customer", "ok"}});
    EXPECT_LE(check(counter, "listening.no_insisting"), 65);
    Lines told_to = counter;
    told_to[2].text = "Please type hostname in the black window.";
    told_to[3].text = "ok... it says PC-4471";
    EXPECT_EQ(check(told_to, "listening.no_insisting"), 100);
}

TEST(Transcript, DisbeliefIsShownWhereNobodyListened) {
    Lines wow = kGood;
    wow[5].text = "are you serious, I asked for my money back";
    EXPECT_LT(check(wow, "listening.no_insisting"), 70);
}

TEST(Transcript, AWishAtPartingIsWorthMoreThanAByeAndAWholeQuestionMoreThanTwoWords) {
    Lines bare = kGood;
    bare[6].text = "anything else";
    bare[8].text = "bye";
    EXPECT_EQ(check(kGood, "closing.anything_else"), 100);
    EXPECT_EQ(check(bare, "closing.anything_else"), 75);
    EXPECT_GE(check(kGood, "closing.thanks"), 95);
    EXPECT_LE(check(bare, "closing.thanks"), 70);
}

TEST(Transcript, ARefusalWithItsRuleIsWorthMoreThanOneWithout) {
    Lines ruled = kGood;
    ruled[4].text = "Unfortunately I can't replace it, because our policy is 30 days.";
    ruled[5].text = "that's too bad";
    ruled[7].text = "no";
    Lines bare = ruled;
    bare[4].text = "Unfortunately I can't replace it for you.";
    EXPECT_GT(check(ruled, "solution.problem"), check(bare, "solution.problem"));
}

TEST(Transcript, OkayDoneIsDone) {
    Lines done = kGood;
    done[4].text = "Okay, done.";
    EXPECT_GE(check(done, "solution.problem"), 80);
}

TEST(Transcript, AnEventBetweenTheTurnsTellsWhatWasDone) {
    Lines silent = kGood;
    silent[4].text = "ok";
    const double told = check(silent, "solution.problem");
    Lines looked_up = silent;
    looked_up.insert(looked_up.begin() + 4, {"action", "Account has been pulled up for Ines Roth.", {}, {}});
    EXPECT_EQ(check(looked_up, "solution.problem"), told);
    Lines done = silent;
    done.insert(done.begin() + 4, {"action", "Refund has been made for the amount of $49.", {}, {}});
    EXPECT_GT(check(done, "solution.problem"), told);
}

}  // namespace
}  // namespace mockcall
