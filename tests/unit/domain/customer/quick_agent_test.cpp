// An agent who is quick, or whose speech comes without punctuation or in two halves, loses nothing by it.
#include <gtest/gtest.h>

#include "domain/customer/customer.hpp"
#include "domain/dialogue/text.hpp"
#include "support.hpp"

namespace mockcall {
namespace {

using testing::billing_dispute;
using testing::TypedCall;

TypedCall greeted(const std::string& greeting = "thank you for calling techsupport my name is sam how can i help you") {
    TypedCall call(billing_dispute());
    call.say(greeting);
    return call;
}

TypedCall stated() {
    auto call = greeted();
    call.say("please tell me what happened");
    return call;
}

TEST(QuickAgent, AnOfferMadeBeforeTheProblemWasStatedSettlesIt) {
    auto call = greeted();
    ASSERT_FALSE(call.has(CallFactKind::ProblemStated));
    const auto move = call.say("I'm sorry about that. I can credit the full $150 to your account right away.");
    EXPECT_TRUE(call.has(CallFactKind::ProblemStated, "overcharge"));
    EXPECT_TRUE(call.has(CallFactKind::OfferAccepted, "credit_150"));
    EXPECT_TRUE(call.has(CallFactKind::ProblemSettled, "overcharge"));
    ASSERT_TRUE(move.say);
}

TEST(QuickAgent, AStepTakenBeforeTheProblemWasStatedCounts) {
    auto call = greeted();
    call.say("Let me look at your bill.");
    EXPECT_TRUE(call.has(CallFactKind::StepTaken, "look_up_bill"));
}

TEST(QuickAgent, WhatWasSaidInTheGreetingIsRemembered) {
    TypedCall call(billing_dispute());
    call.say("Hello, I see the $150 was our mistake, I will credit the full $150.");
    call.say("How does that sound?");
    EXPECT_TRUE(call.has(CallFactKind::StepTaken, "find_cause"));
    EXPECT_TRUE(call.has(CallFactKind::OfferAccepted, "credit_150"));
}

TEST(QuickAgent, AnOfferThatBringsUpTheHiddenProblemCountsAtOnce) {
    auto call = stated();
    call.say("i will credit the full one hundred and fifty dollars");
    ASSERT_TRUE(call.has(CallFactKind::ProblemSettled, "overcharge"));
    ASSERT_FALSE(call.has(CallFactKind::ProblemStated, "cancellation"));
    call.say("to keep you with us i can offer you a twenty percent discount for six months");
    EXPECT_TRUE(call.has(CallFactKind::ProblemStated, "cancellation"));
    EXPECT_TRUE(call.has(CallFactKind::OfferAccepted, "retention_discount"));
}

TEST(QuickAgent, AnOfferMadeWhileTheHiddenProblemIsKeptBackIsRemembered) {
    auto s = *billing_dispute();
    s.problems[1].gate.verified = true;
    TypedCall call(std::make_shared<const Scenario>(std::move(s)));
    call.say("thank you for calling techsupport how can i help");
    call.say("please tell me what happened");
    call.say("i will credit the full one hundred and fifty dollars and give you a ten percent discount");
    ASSERT_FALSE(call.has(CallFactKind::ProblemStated, "cancellation"));
    call.say("what is your full name");
    call.say("and your account number please");
    ASSERT_TRUE(call.has(CallFactKind::IdentityVerified));
    call.say("is there anything else i can do for you");
    EXPECT_TRUE(call.has(CallFactKind::ProblemStated, "cancellation"));
    EXPECT_TRUE(call.has(CallFactKind::OfferAccepted, "retention_discount"));
}

TEST(QuickAgent, OneOfferIsNotTakenForTwoProblems) {
    auto call = stated();
    call.say("i will credit the full one hundred and fifty dollars");
    EXPECT_FALSE(call.has(CallFactKind::ProblemStated, "cancellation"));
}

TEST(QuickAgent, AStepAfterTheProblemIsSettledStillCounts) {
    auto call = stated();
    call.say("I'll credit the full $150.");
    ASSERT_TRUE(call.has(CallFactKind::ProblemSettled, "overcharge"));
    const auto move = call.say("Let me also go through the rest of your bill with you.");
    EXPECT_TRUE(call.has(CallFactKind::StepTaken, "review_whole_bill"));
    ASSERT_TRUE(move.say);
}

TEST(Unpunctuated, RequestsAreUnderstood) {
    for (const char* words :
         {"could you tell me your account number", "i need your account number please",
          "may i have your account number", "can i get your account number for me to look this up",
          "thank you and your account number", "okay thanks i also need the account number",
          "would you mind giving me your account number", "let me just pull that up can i have the account number",
          "to pull up your details i will need the account number", "account number please",
          "if you could give me your account number i can look into that", "and the account number on the letter",
          "i just need to verify your account could you read me the account number",
          "i am happy to help with that what is your account number",
          "sure i can help you with that can you please verify your account number for me"}) {
        auto call = stated();
        call.say(words);
        EXPECT_TRUE(call.has(CallFactKind::FactTold, "account_number")) << words;
    }
}

TEST(Unpunctuated, QuestionsAboutDetailsAreAnswered) {
    struct Case {
        const char* words;
        const char* fact;
    };
    for (const Case& c : std::initializer_list<Case>{{"how much is the bill in total", "charge"},
                                                     {"and which plan are you on", "service"},
                                                     {"okay so have you contacted us before", "promised"},
                                                     {"can i ask how long you have been with us", "loyalty"},
                                                     {"i see is this the first time you are calling", "promised"},
                                                     {"right and what does the charge say", "charge_text"},
                                                     {"did you already call us about this", "promised"}}) {
        auto call = stated();
        call.say(c.words);
        EXPECT_TRUE(call.has(CallFactKind::FactTold, c.fact)) << c.words;
    }
}

TEST(Unpunctuated, TellingIsNotAsking) {
    for (const char* words : {"my name is sam and i will be happy to help you", "i have opened your account",
                              "thanks i have noted your account number", "i will send it to the name on the account",
                              "you can see the total on the first page of the bill"}) {
        auto call = stated();
        call.say(words);
        EXPECT_FALSE(call.has(CallFactKind::FactTold)) << words << " -> " << call.lines.back();
    }
}

TEST(Unpunctuated, TheAgentsOwnNameIsNoQuestionForTheCustomers) {
    TypedCall call(billing_dispute());
    call.say("hi my name is sam how can i help you today");
    EXPECT_FALSE(call.has(CallFactKind::FactTold));
    auto other = stated();
    other.say("sorry i did not say my name is sam what exactly happened");
    EXPECT_FALSE(other.has(CallFactKind::FactTold, "name"));
}

TEST(Phrase, KeepsYourWhereOnlyOneOtherWordIsLeft) {
    EXPECT_FALSE(says("name the reason", "your name"));
    EXPECT_TRUE(says("may i have your full name", "your name"));
    EXPECT_TRUE(says("what is the bill", "the bill"));
    EXPECT_TRUE(says("what is bill", "the bill"));
}

TEST(QuickAgent, CancelAnyTimeIsNoDismissal) {
    for (const char* words : {"You can cancel any time.", "you can cancel at any time and there is no fee",
                              "if you do not like it you can cancel within thirty days free of charge",
                              "and you can always cancel later if it is not for you"}) {
        EXPECT_FALSE(classify_acts(words, "", "").acts.has(Act::Dismissive)) << words;
    }
    EXPECT_TRUE(classify_acts("If you don't like it, you can leave.", "", "").acts.has(Act::Dismissive));
}

/// The two halves of a sentence, split by a pause in which the customer began to answer.
struct Halves {
    AgentUtterance first, second;
};
Halves halves(const char* first, const char* second) {
    const CallTime t{ticks_of_seconds(60)};
    return {{0, first, 0.9, t, t + ticks_of_seconds(2), false, false, false},
            {0, second, 0.9, t + ticks_of_seconds(3.2), t + ticks_of_seconds(5), true, false, true}};
}

TEST(SplitSentence, TheSecondHalfIsNoTalkingOver) {
    auto call = stated();
    const auto h = halves("can i please have your", "account number");
    call.say(h.first);
    call.note(call.customer.on_interrupted(""));
    call.say(h.second);
    EXPECT_FALSE(call.caused("talked_over"));
    EXPECT_TRUE(call.has(CallFactKind::FactTold, "account_number"));
}

TEST(SplitSentence, AnOfferInTwoHalvesIsOneOffer) {
    auto call = stated();
    const auto h = halves("so what i will do is credit your account with", "the full one hundred and fifty dollars");
    call.say(h.first);
    call.note(call.customer.on_interrupted("How"));
    call.say(h.second);
    EXPECT_TRUE(call.has(CallFactKind::OfferAccepted, "credit_150"));
    EXPECT_EQ(call.count("option_accepted"), 1);
}

TEST(SplitSentence, NothingCountsTwice) {
    auto call = stated();
    const auto h = halves("i am so sorry about this charge on your bill", "and can i have your account number please");
    call.say(h.first);
    call.note(call.customer.on_interrupted(""));
    call.say(h.second);
    EXPECT_EQ(call.count("apology_first"), 1);
    EXPECT_EQ(call.count("apology_again"), 0);
    EXPECT_TRUE(call.has(CallFactKind::FactTold, "account_number"));
}

TEST(SplitSentence, WhatTheFirstHalfAskedForIsSaidAgainWithoutReproach) {
    auto call = stated();
    const auto h = halves("can i have your account number", "and your full name please");
    call.say(h.first);
    call.note(call.customer.on_interrupted("It's"));
    const auto move = call.say(h.second);
    EXPECT_FALSE(call.has(CallFactKind::Repeated));
    ASSERT_TRUE(move.say);
    EXPECT_TRUE(mentions(move.say->text, "ACC-789456")) << move.say->text;
    EXPECT_TRUE(mentions(move.say->text, "Robert Johnson")) << move.say->text;
}

TEST(SplitSentence, SpeakingOverALongAnswerStaysTalkingOver) {
    auto call = stated();
    const CallTime t{ticks_of_seconds(60)};
    call.say({0, "which plan are you on", 0.9, t, t + ticks_of_seconds(2), false, false});
    call.note(call.customer.on_interrupted("I'm on the Premium Plan."));
    call.say({0, "let me look at your bill now", 0.9, t + ticks_of_seconds(7), t + ticks_of_seconds(9), true, false});
    EXPECT_TRUE(call.caused("talked_over"));
}

std::shared_ptr<const Scenario> estate() {
    static const auto scenario =
        testing::scenario_from(testing::read_text(testing::scenario_dir() / "bills_for_someone_who_died.yaml"));
    return scenario;
}

TypedCall verified_widow() {
    TypedCall call(estate());
    for (const char* line :
         {"good morning riverbend medical center this is claire how may i help you",
          "i am so sorry for your loss please tell me what happened", "may i have your name please",
          "and the account number on the letter", "and could you tell me your husband's date of birth"})
        call.say(line);
    return call;
}

TEST(Conversation, ANameAskedForAgainIsNotAnsweredWithABirthday) {
    TypedCall call(estate());
    call.say("good morning riverbend medical center how may i help you");
    call.say("sorry to hear that can i get your name and the account number");
    const auto move = call.say("and your name is");
    ASSERT_TRUE(move.say);
    EXPECT_TRUE(mentions(move.say->text, "Elena Vasquez")) << move.say->text;
    EXPECT_FALSE(call.has(CallFactKind::FactTold, "his_birthday"));
}

TEST(Conversation, AnOfferThatNamesWhatWasKeptBackBringsItOutAndIsWeighed) {
    auto call = verified_widow();
    ASSERT_TRUE(call.has(CallFactKind::IdentityVerified));
    const auto move = call.say("i see a payment and i can refund one hundred dollars of that");
    EXPECT_TRUE(call.has(CallFactKind::ProblemStated, "money_taken"));
    EXPECT_TRUE(call.has(CallFactKind::OfferRefused, "refund_320"));
    EXPECT_TRUE(mentions(move.say->text, "September second")) << move.say->text;
    call.say("okay then i will refund the full three hundred and twenty dollars");
    EXPECT_TRUE(call.has(CallFactKind::OfferAccepted, "refund_320"));
}

TEST(Conversation, AfterTheFirstProblemTheOpenOneIsNamedNotTheThingCalledFor) {
    auto call = verified_widow();
    call.say("I will stop all the letters and reminders for ninety days, and our estate coordinator will call you.");
    ASSERT_TRUE(call.has(CallFactKind::ProblemSettled, "letters_stop"));
    call.say("Has anything been paid from your bank account since?");
    call.say("What else worries you?");
    const auto move = call.say("Is that all then?");
    ASSERT_TRUE(move.say);
    EXPECT_EQ(move.say->text.find("called for"), std::string::npos) << move.say->text;
}

TEST(Conversation, NobodyHangsUpOnTheFirstBadWords) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        TypedCall call(estate(), seed);
        call.say("Billing.");
        call.say("Yeah so what do you want me to do about it");
        EXPECT_NE(call.last.action, CustomerActionKind::Hangup) << seed;
        call.say("The system sends those automatically, there's nothing I can do.");
        EXPECT_NE(call.last.action, CustomerActionKind::Hangup) << seed;
    }
}

TEST(Conversation, AnInsultedCustomerDoesNotSearchForAnAnswer) {
    auto call = stated();
    const auto words = normalize(call.say("Can you make it quick?").say->text);
    EXPECT_EQ(words.find("know"), std::string::npos) << words;
    const auto blamed = normalize(call.say("Well, you should have read the contract.").say->text);
    EXPECT_EQ(blamed.find("no idea"), std::string::npos) << blamed;
}

TEST(Conversation, AReproachTakesNoStep) {
    TypedCall call(estate());
    call.say("good morning riverbend medical center how may i help you");
    call.say("please tell me what happened");
    call.say("Look lady, you should have called the right department.");
    EXPECT_FALSE(call.has(CallFactKind::StepTaken));
}

TEST(Conversation, AskingInPassingConfirmsLessThanAskingWhetherItIsSolved) {
    const auto gained = [](const std::string& words) {
        auto s = *billing_dispute();
        s.problems.resize(1);
        TypedCall call(std::make_shared<const Scenario>(std::move(s)));
        call.say("Hello, how can I help you?");
        call.say("Please tell me what happened.");
        call.say("I'll credit the full $150.");
        const int before = call.customer.mood();
        call.say(words);
        return call.customer.mood() - before;
    };
    EXPECT_GT(gained("Does that solve it for you?"), gained("Is there anything else I can do for you?"));
    EXPECT_GT(gained("Is there anything else I can do for you?"), 0);
}

TEST(Conversation, PapersLeftLyingInsultNobody) {
    EXPECT_FALSE(classify_acts("They were left lying, that is our mistake.", "", "").acts.has(Act::Rude));
    EXPECT_TRUE(classify_acts("You are lying to me.", "", "").acts.has(Act::Rude));
}

}  // namespace
}  // namespace mockcall
