// Ordinary transcripts, of which nothing is known but their words.
#include "domain/evaluation/transcript.hpp"

#include <gtest/gtest.h>

#include "unit/domain/evaluation/transcript_lines.hpp"

namespace mockcall {
namespace {

const Lines kCurt = lines({{"agent", "yes"},
                           {"customer", "my lamp arrived broken"},
                           {"agent", "order number"},
                           {"customer", "44812"},
                           {"agent", "not found"},
                           {"customer", "can you check again? it's on the invoice"},
                           {"agent", "no"},
                           {"customer", "this is ridiculous"}});

TEST(Transcript, SpeakersAreKnownByManyNames) {
    for (const char* name :
         {"agent", "Agent", "AGENT 2:", "[Representative]", "Customer Service", "support", "CSR", "A"})
        EXPECT_EQ(speaker_named(name), Speaker::Agent) << name;
    for (const char* name : {"customer", "Customer:", "CALLER", "client_1", "User", "C"})
        EXPECT_EQ(speaker_named(name), Speaker::Customer) << name;
    for (const char* name : {"system", "action", "IVR", ""})
        EXPECT_EQ(speaker_named(name), Speaker::System) << name;
}

TEST(Transcript, TwoPeopleKnownByNameOnlyAreToldApartByWhoServes) {
    Lines named = kGood;
    for (auto& line : named)
        line.speaker = line.speaker == "agent" ? "Priya" : "Ines";
    named.insert(named.begin() + 4, {"system", "Looking up order 44812", {}, {}});
    const auto record = record_of(named, "");
    EXPECT_EQ(record.turns[0].speaker, Speaker::Agent);
    EXPECT_EQ(record.turns[1].speaker, Speaker::Customer);
    EXPECT_EQ(record.turns[4].speaker, Speaker::System);
    EXPECT_NEAR(score(named), score(kGood), 5);
}

TEST(Transcript, AGoodCallScoresFarAboveACurtOne) {
    EXPECT_GE(score(kGood), 80);
    EXPECT_LE(score(kCurt), 35);
}

TEST(Transcript, CaseAndPunctuationChangeLittle) {
    Lines bare = kGood;
    for (auto& line : bare) {
        std::string text;
        for (const char c : line.text)
            if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == ' ' || c == '\'')
                text += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        line.text = text;
    }
    EXPECT_NEAR(score(bare), score(kGood), 8);
}

TEST(Transcript, TheLeaveTakingCounts) {
    Lines sour = kGood;
    sour[5].text = "a new lamp? i wanted my money back, this is ridiculous";
    sour[7].text = "no, forget it";
    EXPECT_LE(score(sour), score(kGood) - 15);
}

TEST(Transcript, RudenessCostsMost) {
    Lines rude = kGood;
    rude[2].text = "And that's my problem how? You should have been more careful.";
    rude[4].text = "Fine, whatever, I have sent you a new lamp. None of your business how.";
    rude[5].text = "you are really rude";
    EXPECT_LE(score(rude), score(kGood) - 25);
}

TEST(Transcript, WithoutTimesNothingAboutTimeIsJudged) {
    const auto e = evaluate(record_of(kGood, ""), nullptr);
    EXPECT_EQ(e.metrics.words_per_minute, 0);
    for (const auto& c : e.criteria) {
        EXPECT_NE(c.id, "communication.pace");
        EXPECT_NE(c.id, "communication.dead_air");
    }
    EXPECT_EQ(e.rubric_version, "transcript-4");
}

TEST(Transcript, WithTimesThePaceIsJudged) {
    Lines timed = kGood;
    for (std::size_t i = 0; i < timed.size(); ++i)
        timed[i].timestamp = 8.0 * static_cast<double>(i);
    EXPECT_GT(evaluate(record_of(timed, ""), nullptr).metrics.words_per_minute, 0);
}

const Lines kPoliteWall =
    lines({{"agent", "Good afternoon and thank you so much for contacting us! My name is Grace. How may I assist you?"},
           {"customer", "My flight was cancelled and I need to be there tomorrow. Can you put me on another one?"},
           {"agent", "I completely understand how important this is to you. Options can be found on our website."},
           {"customer", "the website says to contact you. can you rebook me?"},
           {"agent", "I understand. I appreciate your patience. Options can be found on our website."},
           {"customer", "you didn't help me with anything"},
           {"agent", "Thank you for choosing us. We wish you a pleasant journey!"}});

TEST(Transcript, PolitenessThatHelpsNobodyIsNoGoodService) {
    EXPECT_LT(score(kPoliteWall), 60);
    EXPECT_LT(score(kPoliteWall), score(kGood) - 30);
    EXPECT_LT(check(kPoliteWall, "listening.no_insisting"), 70) << "the plea came back";
    EXPECT_LT(check(kPoliteWall, "communication.own_words"), 80) << "the same sentence twice";
    EXPECT_EQ(check(kGood, "communication.own_words"), 100);
}

Lines fault_desk(std::initializer_list<std::pair<const char*, const char*>> middle) {
    Lines all = lines({{"agent", "Good morning, how can I help you?"},
                       {"customer", "my heating box shows a red lamp and the flat is cold"}});
    for (const auto& [speaker, text] : middle)
        all.push_back({speaker, text, {}, {}});
    return all;
}

const Lines kPlain = fault_desk({{"agent", "A cold flat, that's unpleasant. Is there a round button under the lamp?"},
                                 {"customer", "yes there is"},
                                 {"agent", "Hold it down for five seconds, please. What does the lamp do?"},
                                 {"customer", "It's green! Oh I see, that was easy enough"},
                                 {"agent", "It had lost its connection. If it turns red again, hold the same button."},
                                 {"customer", "got it, thank you"},
                                 {"agent", "You're welcome. Goodbye!"}});

TEST(Transcript, WhoLosesTheCustomerInForeignWordsWasNotUnderstood) {
    const Lines learned = fault_desk({{"agent", "That will be the BCU. Is the OTR bus on the PCB terminated?"},
                                      {"customer", "sorry, my what?"},
                                      {"agent", "The PCB. Please do a reset of the EEPROM from the menu."},
                                      {"customer", "I don't understand what you are asking me"},
                                      {"agent", "Hold the button for five seconds, please."},
                                      {"customer", "It's green! thank you"},
                                      {"agent", "You're welcome. Goodbye!"}});
    EXPECT_GE(check(kPlain, "communication.understood"), 90);
    EXPECT_LE(check(learned, "communication.understood"), 40);
    EXPECT_EQ(check(kPlain, "communication.no_jargon"), 100);
    EXPECT_LE(check(learned, "communication.no_jargon"), 20);
    EXPECT_LT(score(learned), score(kPlain) - 5);
}

TEST(Transcript, NotUnderstandingWhyOneWasChargedIsNoFaultOfTheAnswer) {
    Lines why = kPlain;
    why[3].text = "yes there is, and I don't understand why it broke";
    EXPECT_GE(check(why, "communication.understood"), 90);
}

TEST(Transcript, WhatTheCustomerExclaimsOfTheThingItselfIsASuccess) {
    Lines still = kPlain;
    still[5].text = "It's still red!";
    still[7].text = "ok then";
    EXPECT_GE(check(kPlain, "solution.problem"), 80);
    EXPECT_LT(check(still, "solution.problem"), check(kPlain, "solution.problem") - 20);
}

TEST(Transcript, WhoHasToPutTheAgentRightWasNotListenedTo) {
    const Lines astray = fault_desk({{"agent", "So you want to cancel the contract."},
                                     {"customer", "No. I want somebody to look at the lamp."},
                                     {"agent", "For moving house there is a form on our site."},
                                     {"customer", "that's not what I asked"},
                                     {"agent", "Please fill in the form and send it to us."},
                                     {"customer", "forget it"},
                                     {"agent", "Thank you for calling, have a lovely day!"}});
    EXPECT_LE(check(astray, "listening.no_insisting"), 35);
    EXPECT_LT(check(astray, "listening.responsive"), check(kPlain, "listening.responsive") - 20);
    EXPECT_LE(check(astray, "solution.process"), 30) << "motions that led nowhere";
    EXPECT_LE(score(astray), 40);
}

TEST(Transcript, AMatterTheCustomerCameBackToInVainIsNotSettled) {
    Lines two = kGood;
    two[5].text = "good. and the bill for the X-ray?";
    two[6].text = "You get a reminder by text the day before. Anything else?";
    two[7].text = "well, the bill for the X-ray";
    two[8].text = "Oh, billing isn't in today. Try again on Monday.";
    two.push_back({"customer", "alright. bye", {}, {}});
    EXPECT_LE(check(two, "solution.problem"), check(kGood, "solution.problem") - 30);
    EXPECT_FALSE(evaluate(record_of(two, ""), nullptr).first_call_resolution);
    EXPECT_TRUE(evaluate(record_of(kGood, ""), nullptr).first_call_resolution);
}

TEST(Transcript, WhatIsToldWithoutASubjectIsDoneAsWell) {
    for (const char* told : {"Booked! Your car is a white van.", "Refund of 129.00 issued now, to your card.",
                             "Confirmation sent to your email."}) {
        Lines short_ = kGood;
        short_[4].text = told;
        EXPECT_GE(check(short_, "solution.problem"), 90) << told;
    }
    Lines not_yet = kGood;
    not_yet[4].text = "This is handled by the branch in your town.";
    EXPECT_LT(check(not_yet, "solution.problem"), 90);
}

TEST(Transcript, MoreWordsEarnNothing) {
    Lines wordy = kPoliteWall;
    for (auto& line : wordy)
        if (line.speaker == "agent")
            line.text +=
                " We offer a fantastic range of plans which have all been designed with you in mind, loved by "
                "thousands of families, with award winning support and a wonderful promise.";
    EXPECT_LE(score(wordy), score(kPoliteWall) + 1);
}

TEST(Transcript, AShortAnswerToAShortQuestionIsWhole) {
    const Lines hours =
        lines({{"agent", "Hi, Marlow Library! What can I do for you?"},
               {"customer", "are you open on easter monday?"},
               {"agent", "Let me check. No, we're closed on Monday, but we open again on Tuesday at 9."},
               {"customer", "perfect thanks"},
               {"agent", "You're very welcome. Have a nice day!"}});
    EXPECT_GE(check(hours, "solution.process"), 70);
    EXPECT_GE(score(hours), 60);
}

TEST(Transcript, WhatIsKeptForLaterIsNotResolvedInThisCall) {
    const Lines later =
        lines({{"agent", "Good morning, accounts, my name is Beth. What can I do for you?"},
               {"customer", "I've got three different bills for one operation."},
               {"agent", "Three bills, no wonder you're calling. May I have your name, please?"},
               {"customer", "Irene Szabo."},
               {"agent",
                "Thank you. I can't explain the third from here. I'm handing it to our auditor today, and I'll "
                "call you myself by Thursday."},
               {"customer", "That's fine. Thank you."},
               {"agent", "Is there anything else? Have a good day, Mrs Szabo."}});
    EXPECT_FALSE(evaluate(record_of(later, ""), nullptr).first_call_resolution);
    EXPECT_TRUE(evaluate(record_of(kGood, ""), nullptr).first_call_resolution);
}

TEST(Transcript, TroubleToldAgainOrAButShowsThatTheAnswerMissed) {
    const Lines again = fault_desk({{"agent", "Our opening hours are from nine to five."},
                                    {"customer", "there is a red lamp on my heating box and we are freezing"},
                                    {"agent", "You find all about our rates in the brochure."},
                                    {"customer", "but the brochure says nothing of a lamp"},
                                    {"agent", "The brochure is sent by post."},
                                    {"customer", "okay"}});
    EXPECT_LE(check(again, "listening.no_insisting"), 35);
    EXPECT_LT(check(again, "communication.understood"), check(kPlain, "communication.understood") - 30);
    EXPECT_EQ(check(kPlain, "listening.no_insisting"), 100);
}

TEST(Transcript, AFollowUpQuestionIsNoComingBack) {
    Lines asks = kPlain;
    asks[3].text = "yes. and what do i do with the lamp in the other flat?";
    EXPECT_EQ(check(asks, "listening.no_insisting"), 100);
}

TEST(Transcript, WhoDeniesHavingBeenHelpedDoesNotLeaveContent) {
    Lines denied = fault_desk({{"agent", "Have you switched the box off and on?"},
                               {"customer", "yes, twice"},
                               {"agent", "Then please wait a day. Did that answer all your questions?"},
                               {"customer", "it didn't answer any"},
                               {"agent", "Thank you for calling, have a lovely day!"}});
    Lines content = denied;
    content[5].text = "yes it did, thanks";
    EXPECT_LT(check(denied, "solution.problem"), check(content, "solution.problem") - 10);
    EXPECT_LE(score(denied), score(content) - 15);
}

TEST(Transcript, CourtesiesAroundNothingAreForm) {
    Lines helped = fault_desk({{"agent", "I'm sorry, that's unpleasant. I have sent a fitter, he comes at four."},
                               {"customer", "four is good"},
                               {"agent", "Is there anything else I can help you with?"},
                               {"customer", "no, thanks"},
                               {"agent", "Thank you for calling, have a lovely day!"}});
    Lines unhelped = helped;
    unhelped[2].text = "I'm sorry, that's unpleasant. The plan of the fitters isn't open to me.";
    unhelped[3].text = "right. I'll go and sleep at my sister's";
    unhelped[5].text = "no";
    EXPECT_EQ(check(helped, "closing.anything_else"), 100);
    EXPECT_LE(check(unhelped, "closing.anything_else"), 70);
    EXPECT_LE(check(unhelped, "closing.thanks"), 90);
    EXPECT_LT(check(unhelped, "empathy.warmth"), check(helped, "empathy.warmth"));
    EXPECT_LE(score(unhelped), score(helped) - 25);
}

TEST(Transcript, WhoPicksUpByNameGreetsByHalf) {
    Lines named = kPlain;
    named[0].text = "Boiler desk, Otto.";
    EXPECT_EQ(check(named, "greeting.salutation"), 40);
    named[0].text = "what?";
    EXPECT_EQ(check(named, "greeting.salutation"), 0);
}

}  // namespace
}  // namespace mockcall
