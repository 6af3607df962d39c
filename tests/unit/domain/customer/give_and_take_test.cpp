// What people ask and say in passing, whatever the matter is: answered by its kind, in character.
#include <initializer_list>
#include <set>

#include <gtest/gtest.h>

#include "domain/customer/questions.hpp"
#include "domain/customer/requests.hpp"
#include "domain/dialogue/text.hpp"
#include "support.hpp"

namespace mockcall {
namespace {

using customer_detail::asks_something;
using customer_detail::kind_of_question;
using customer_detail::QuestionKind;
using testing::billing_dispute;
using testing::scenario_dir;
using testing::scenario_from;
using testing::TypedCall;

QuestionKind kind(const char* text) {
    const auto tokens = tokenize(text);
    return kind_of_question(tokens, asks_something(tokens));
}

TypedCall stated(std::uint64_t seed = 1) {
    TypedCall call(billing_dispute(), seed);
    call.say("Hello, this is TechSupport Inc, how can I help you?");
    call.say("Please tell me what happened.");
    return call;
}

bool has_any(const std::string& line, std::initializer_list<const char*> words) {
    return std::ranges::any_of(words, [&](const char* w) { return says(line, w); });
}

TEST(QuestionKind, IsToldByWhatAnswerIsWanted) {
    EXPECT_EQ(kind("What do you mean by that?"), QuestionKind::Clarify);
    EXPECT_EQ(kind("sorry i missed that could you say the number again"), QuestionKind::Repeat);
    EXPECT_EQ(kind("What?"), QuestionKind::Repeat);
    EXPECT_EQ(kind("Sorry?"), QuestionKind::Repeat);
    EXPECT_NE(kind("Sorry."), QuestionKind::Repeat);
    EXPECT_EQ(kind("uh huh"), QuestionKind::GoOn);
    EXPECT_EQ(kind("Why?"), QuestionKind::Why);
    EXPECT_EQ(kind("Does that make sense?"), QuestionKind::Comprehension);
    EXPECT_EQ(kind("is it working now"), QuestionKind::Result);
    EXPECT_EQ(kind("Is that fair?"), QuestionKind::Acceptable);
    EXPECT_EQ(kind("Shall I set it up?"), QuestionKind::Consent);
    EXPECT_EQ(kind("So it's more than you expected, right?"), QuestionKind::Tag);
    EXPECT_EQ(kind("Have you changed anything?"), QuestionKind::YesNo);
    EXPECT_EQ(kind("When did it start?"), QuestionKind::Word);
    EXPECT_EQ(kind("I have credited it."), QuestionKind::None);
}

TEST(QuestionKind, AVerdictIsAskedForInManyWaysAndAConditionAsksNothing) {
    EXPECT_EQ(kind("How do you feel about it?"), QuestionKind::Acceptable);
    EXPECT_EQ(kind("Would that suit?"), QuestionKind::Acceptable);
    EXPECT_EQ(kind("What do you say to that?"), QuestionKind::Acceptable);
    EXPECT_EQ(kind("Do you keep the old desk or would you take another?"), QuestionKind::Preference);
    EXPECT_EQ(kind("Was it wet or was the floor dry?"), QuestionKind::Choice);
    EXPECT_FALSE(asks_something(tokenize("Should the old one ring again, ignore it.")));
    EXPECT_TRUE(asks_something(tokenize("Should I send it again?")));
    EXPECT_FALSE(asks_something(tokenize("We only pass on what the council charges.")));
}

TEST(QuestionKind, AskingToRepeatIsNotHeardWhereOthersMissedOrRepeatSomething) {
    for (const char* text : {"We missed that one, and it is our fault.", "The system did not catch the error.",
                             "We'll try one more time tomorrow.", "You are a repeat customer, that's right.",
                             "I will repeat the order to you."})
        EXPECT_NE(kind(text), QuestionKind::Repeat) << text;
}

TEST(GiveAndTake, WhatDoYouMeanIsAnsweredInOtherWords) {
    auto call = stated();
    const std::string first = call.say("What is the charge called?").say->text;
    const std::string second = call.say("What do you mean?").say->text;
    EXPECT_NE(normalize(first), normalize(second));
    EXPECT_TRUE(says(second, "equipment upgrade fee")) << second;
    EXPECT_FALSE(call.caused("asked_again"));
}

TEST(GiveAndTake, AQuestionInOtherWordsThanTheAuthorsFindsItsFact) {
    auto call = stated();
    call.say("Did you call us about it before?");
    EXPECT_TRUE(call.has(CallFactKind::FactTold, "promised"));
}

TEST(GiveAndTake, AskedAgainAtOnceItWasNotCaughtAskedAgainLaterItWears) {
    auto call = stated();
    call.say("What is your name?");
    call.say("And your name is?");
    EXPECT_FALSE(call.caused("asked_again"));
    call.say("Thank you. Let me look at the bill.");
    call.say("What is your name?");
    EXPECT_TRUE(call.caused("asked_again"));
}

TEST(GiveAndTake, AnOfferInAnybodysWordsIsAnOffer) {
    for (const char* offer :
         {"we pay you the 150 dollars back", "How about $150?", "you will get the money back, all of it",
          "We'll give you one hundred and fifty dollars."}) {
        auto call = stated();
        call.say(offer);
        EXPECT_TRUE(call.has(CallFactKind::ProblemSettled, "overcharge")) << offer;
    }
}

TEST(GiveAndTake, WhatIsDeniedOrOnlyWonderedAboutIsNoOffer) {
    for (const char* talk :
         {"I can't give you the money back.", "Did we send you the money back?", "Why did you pay 150 dollars?",
          "We will not pay that.", "I can see the refund was asked for.", "I have your credit card here.",
          "The bill says $150, right?", "Let me transfer you back.",
          "So we put an extra one hundred and fifty dollars on your bill. Did I get that right?"}) {
        auto call = stated();
        call.say(talk);
        EXPECT_FALSE(call.has(CallFactKind::OfferAccepted)) << talk;
    }
}

TEST(GiveAndTake, ABareSumGoesOnHaggling) {
    auto call = stated();
    call.say("I can offer you $50.");
    EXPECT_TRUE(call.has(CallFactKind::OfferRefused));
    call.say("75?");
    EXPECT_FALSE(call.has(CallFactKind::OfferAccepted));
    call.say("Okay, one fifty then. The full amount.");
    EXPECT_TRUE(call.has(CallFactKind::OfferAccepted));
}

TEST(GiveAndTake, AnotherNameIsCorrectedAndTheOwnOneMisheardIsNot) {
    auto call = stated();
    const auto wrong = call.say("Mr Peterson, let me look at that.");
    EXPECT_TRUE(says(wrong.say->text, "Johnson")) << wrong.say->text;
    const auto near = call.say("Mr Johnston, I see the charge.");
    EXPECT_FALSE(says(near.say->text, "Johnson")) << near.say->text;
}

TEST(GiveAndTake, OffTopicTalkIsBroughtBackToTheMatter) {
    auto call = stated();
    const auto move = call.say("I had pizza for lunch.");
    EXPECT_TRUE(has_any(move.say->text, {"problem", "why I called", "got to do", "ring up", "my call"}))
        << move.say->text;
}

TEST(GiveAndTake, WhatIsAskedInPassingCostsNoMood) {
    for (const char* text : {"Are you with me so far?", "Shall I go on?", "Do you have a photo?", "And then?"}) {
        auto call = stated();
        const int before = call.customer.mood();
        const auto move = call.say(text);
        ASSERT_TRUE(move.say) << text;
        EXPECT_GE(call.customer.mood(), before) << text;
    }
}

TEST(GiveAndTake, ARecapDoesNotTakeAStepAnew) {
    auto call = stated();
    call.say("I'll credit the full 150 dollars today.");
    ASSERT_TRUE(call.has(CallFactKind::ProblemSettled, "overcharge"));
    const auto move = call.say("So to recap, it was an equipment upgrade fee, and you get 150 dollars back.");
    ASSERT_TRUE(move.say);
    EXPECT_FALSE(says(move.say->text, "you admit it")) << move.say->text;
    EXPECT_FALSE(says(move.say->text, "telling everyone")) << move.say->text;
}

TEST(GiveAndTake, KindWordsAloneDoNotMakeAnybodyHappy) {
    auto call = stated();
    for (const char* line : {"I'm so sorry about the wrong charge, that must be really frustrating for you.",
                             "So you were charged 150 dollars too much on your monthly bill, and nobody helped you.",
                             "I can see why you are upset, you have every right to be.", "Let me look at your bill.",
                             "I can see an equipment upgrade fee here, and it is our mistake.",
                             "Let me check the rest of the bill as well."})
        call.say(line);
    EXPECT_LE(call.customer.mood(), 72);
    EXPECT_GT(call.customer.mood(), 50);
}

TEST(GiveAndTake, TypingTakesTimeAndIsNoSilence) {
    TypedCall call(billing_dispute());
    AgentUtterance spoken = call.utterance("Hello, how can I help you?");
    spoken.typed = false;
    call.say(spoken);
    const Ticks after_speech = call.customer.next_silence_check();
    call.say("Please tell me what happened.");
    EXPECT_GE(call.customer.next_silence_check(), 3 * after_speech);
}

TEST(GiveAndTake, TenCallsReadLikeTenCalls) {
    std::set<std::string> answers;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        auto call = stated(seed);
        std::string all;
        for (const char* line :
             {"I understand.", "Let me look at that.", "Thank you for waiting.", "We see it on Thursday."})
            all += call.say(line).say->text + " / ";
        answers.insert(normalize(all));
    }
    EXPECT_EQ(answers.size(), 10U);
}

TEST(GiveAndTake, AShareOfTheSumIsWeighedAsTheSumItComesTo) {
    TypedCall half = stated();
    half.say("I can credit half of it to your account.");
    EXPECT_TRUE(half.has(CallFactKind::OfferRefused, "credit_150")) << half.lines.back();
    EXPECT_FALSE(half.has(CallFactKind::OfferAccepted, "credit_150"));

    TypedCall asked = stated();
    asked.say("I will credit your account.");
    asked.say("Let's say two thirds of that.");
    EXPECT_TRUE(asked.has(CallFactKind::OfferRefused, "credit_150")) << asked.lines.back();
    asked.say("Alright, the full amount then, $150.");
    EXPECT_TRUE(asked.has(CallFactKind::OfferAccepted, "credit_150")) << asked.lines.back();
}

TypedCall ready(const char* file, std::uint64_t seed = 1) {
    TypedCall call(scenario_from(testing::read_text(scenario_dir() / file)), seed);
    call.say("Good morning, my name is Alex, how can I help you?");
    call.say("Please tell me what happened.");
    return call;
}

TEST(GiveAndTake, ABareNumberThatIsTheSumInQuestionIsASum) {
    for (const char* offer : {"I have reversed the charge, the whole 150 comes off.", "I'm going to take the 150 off.",
                              "The one fifty will be credited, all 150 of it."}) {
        TypedCall call = stated();
        call.say(offer);
        EXPECT_TRUE(call.has(CallFactKind::OfferAccepted, "credit_150")) << offer << " -> " << call.lines.back();
        EXPECT_FALSE(says(call.lines.back(), "how much")) << call.lines.back();
    }
    TypedCall minutes = stated();
    minutes.say("It takes 150 minutes, and I will credit it.");
    EXPECT_FALSE(minutes.has(CallFactKind::OfferAccepted, "credit_150")) << minutes.lines.back();
}

TEST(GiveAndTake, OneOfTwoThatAreOfferedIsChosen) {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        TypedCall call = ready("mud_on_the_carpet.yaml", seed);
        call.say("Would a visit suit you better on Monday or Friday?");
        EXPECT_TRUE(has_any(call.lines.back(), {"monday", "friday"})) << call.lines.back();
        call.say("Would tomorrow at two or Friday at ten be better?");
        EXPECT_TRUE(has_any(call.lines.back(), {"friday at ten"})) << call.lines.back();
        call.say("Should we write to your home address or to your office?");
        EXPECT_TRUE(says(call.lines.back(), "to my")) << call.lines.back();
    }
}

TEST(GiveAndTake, TheChoiceIsMadeBesideAnAcceptedOffer) {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        TypedCall call = stated(seed);
        call.say("I will credit the full $150. Would you rather have a letter or an email about it?");
        EXPECT_TRUE(has_any(call.lines.back(), {"a letter", "an email"})) << call.lines.back();
    }
}

TEST(GiveAndTake, TwoThingsThatIdentifyAreBothGiven) {
    TypedCall card(scenario_from(testing::read_text(scenario_dir() / "foreign_card_fee.yaml")), 1);
    card.say("Harbor Light Bank, Ken speaking, how can I help?");
    card.say("May I have your name and the card digits?");
    EXPECT_TRUE(says(card.lines.back(), "herrera")) << card.lines.back();
    EXPECT_TRUE(has_any(card.lines.back(), {"4417", "four four", "4 4 1"})) << card.lines.back();
    TypedCall late(scenario_from(testing::read_text(scenario_dir() / "late_fees_from_a_hospital_bed.yaml")), 1);
    late.say("Hello, cards team, Yusuf here.");
    late.say("Who am I speaking with, and the last four digits of the card please");
    EXPECT_TRUE(says(late.lines.back(), "baptiste")) << late.lines.back();
}

TEST(GiveAndTake, WhoSomebodyElseIsIsNotAskedOfTheCaller) {
    TypedCall call = ready("payroll_friday.yaml");
    call.say("The account number in line seventeen is short. Who is that employee?");
    EXPECT_FALSE(says(call.lines.back(), "marcus whitaker")) << call.lines.back();
    TypedCall shelter = ready("the_shelter_on_the_wrong_tariff.yaml");
    shelter.say("What's the name of the organisation?");
    EXPECT_FALSE(says(shelter.lines.back(), "it is bernadette")) << shelter.lines.back();
}

TEST(GiveAndTake, WhatASumComesToIsWhatIsOffered) {
    TypedCall call = stated();
    call.say("I will credit $50 for each of three months, that makes $150 in all.");
    EXPECT_TRUE(call.has(CallFactKind::OfferAccepted, "credit_150")) << call.lines.back();
}

TEST(GiveAndTake, WhatWasIsChosenOnceAndStaysSo) {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        TypedCall call = ready("mud_on_the_carpet.yaml", seed);
        call.say("Was it windy or foggy?");
        const char* said = says(call.lines.back(), "windy") ? "windy" : "foggy";
        EXPECT_TRUE(says(call.lines.back(), said)) << call.lines.back();
        call.say("I see. Sorry, was it foggy or windy?");
        EXPECT_TRUE(says(call.lines.back(), said)) << call.lines.back();
        call.say("Tea or coffee?");
        said = says(call.lines.back(), "tea") ? "tea" : "coffee";
        EXPECT_TRUE(says(call.lines.back(), said)) << call.lines.back();
        call.say("Coffee or tea?");
        EXPECT_TRUE(says(call.lines.back(), said)) << call.lines.back();
    }
}

TEST(GiveAndTake, WhoCallsForSomebodyElseHasANameToo) {
    TypedCall call = ready("the_salesman_at_the_door.yaml");
    call.say("This is Cedar Valley Broadband. Whose name is the account in?");
    call.say("I see. And what is your name?");
    EXPECT_TRUE(says(call.lines.back(), "min-ji park")) << call.lines.back();
    EXPECT_FALSE(has_any(call.lines.back(), {"already", "again"})) << call.lines.back();
}

TEST(GiveAndTake, AnothersBirthdayIsNotTheirOwnAskedAgain) {
    TypedCall call = ready("two_insurances_no_payment.yaml");
    call.say("Willow Park Health. May I have your member ID and date of birth, please?");
    call.say("And his mother's date of birth?");
    EXPECT_FALSE(call.has(CallFactKind::Repeated)) << call.lines.back();
    EXPECT_FALSE(says(call.lines.back(), "april")) << call.lines.back();
}

TEST(GiveAndTake, WhatIsAskedBesideSomethingElseIsAnsweredToo) {
    TypedCall call = stated();
    call.say("I will credit the full $150 to your account. Are you at home on Thursday?");
    EXPECT_TRUE(call.has(CallFactKind::OfferAccepted, "credit_150"));
    const bool asks_back = call.lines.back().ends_with('?');
    EXPECT_TRUE(asks_back || has_any(call.lines.back(), {"yes"})) << call.lines.back();
}

TEST(GiveAndTake, AWordOfTheirAccountIsNotAskedForItsNumber) {
    TypedCall call(scenario_from(testing::read_text(scenario_dir() / "the_first_bill.yaml")), 1);
    call.say("Hello, this is Priyanka, who am I talking to?");
    call.say("Nice to meet you Chloe. What is it about the bill that looks off to you?");
    EXPECT_FALSE(has_any(call.lines.back(), {"1 2 0", "b h"})) << call.lines.back();
}

TEST(GiveAndTake, AYesOrNoIsGivenWhenThereIsNothingLeftToTell) {
    TypedCall call = stated();
    call.say("I will credit the full $150 to your account.");
    call.say("Did you pay anything of that bill yet?");
    EXPECT_TRUE(has_any(call.lines.back(), {"yes", "no", "not"})) << call.lines.back();
}

}  // namespace
}  // namespace mockcall
