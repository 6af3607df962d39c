// Ordinary transcripts, of which nothing is known but their words.
#include "domain/evaluation/transcript.hpp"

#include <gtest/gtest.h>

#include "domain/evaluation/evaluation.hpp"

namespace mockcall {
namespace {

using Lines = std::vector<TranscriptLine>;

Lines lines(std::initializer_list<std::pair<const char*, const char*>> said) {
    Lines out;
    for (const auto& [speaker, text] : said)
        out.push_back({speaker, text, {}, {}});
    return out;
}

const Lines kGood = lines({{"agent", "Hello! Thank you for contacting us, how can I help you today?"},
                           {"customer", "my lamp arrived broken"},
                           {"agent", "Oh no, I'm sorry to hear that. Could I have your name and order number, please?"},
                           {"customer", "Ines Roth, 44812"},
                           {"agent", "Thank you, Ines. I have sent you a new lamp, it will arrive by Friday."},
                           {"customer", "perfect, thank you so much"},
                           {"agent", "My pleasure! Is there anything else I can help you with?"},
                           {"customer", "no that's all"},
                           {"agent", "Have a wonderful day!"}});
const Lines kCurt = lines({{"agent", "yes"},
                           {"customer", "my lamp arrived broken"},
                           {"agent", "order number"},
                           {"customer", "44812"},
                           {"agent", "not found"},
                           {"customer", "can you check again? it's on the invoice"},
                           {"agent", "no"},
                           {"customer", "this is ridiculous"}});

int score(const Lines& l) { return evaluate(record_of(l, ""), nullptr).overall; }

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
    EXPECT_EQ(e.rubric_version, "transcript-3");
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

double check(const Lines& l, const std::string& id) {
    const Evaluation e = evaluate(record_of(l, ""), nullptr);
    for (const CriterionResult& r : e.criteria)
        if (r.id == id)
            return r.score;
    return -1;
}

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
    EXPECT_EQ(check(calm, "empathy.meets_trouble"), -1);
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

}  // namespace
}  // namespace mockcall
