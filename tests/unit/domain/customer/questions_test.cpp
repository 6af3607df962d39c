// Questions of every kind get an answer of that kind: from the facts, from the briefing, or the want of one in
// character.
#include <initializer_list>

#include <gtest/gtest.h>

#include "domain/customer/background.hpp"
#include "domain/customer/focus.hpp"
#include "support.hpp"

namespace mockcall {
namespace {

using customer_detail::Background;
using customer_detail::Focus;
using customer_detail::focus_of;
using customer_detail::questions_in;
using testing::billing_dispute;
using testing::read_text;
using testing::scenario_dir;
using testing::scenario_from;
using testing::TypedCall;

Focus focus(const char* text) {
    const auto tokens = tokenize(text);
    return focus_of(tokens, {0, tokens.size()});
}

bool has_any(const std::string& line, std::initializer_list<const char*> words) {
    return std::ranges::any_of(words, [&](const char* w) { return says(line, w); });
}

std::shared_ptr<const Scenario> from_library(const char* name) {
    return scenario_from(read_text(scenario_dir() / (std::string(name) + ".yaml")));
}

TypedCall stated(std::uint64_t seed) {
    TypedCall call(billing_dispute(), seed);
    call.say("Hello, this is TechSupport Inc, how can I help you?");
    call.say("Please tell me what happened.");
    return call;
}

template <class Test>
void for_seeds(Test test) {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        SCOPED_TRACE(seed);
        test(seed);
    }
}

TEST(Focus, IsToldByTheWordsThatAsk) {
    EXPECT_EQ(focus("How old is your boiler?"), Focus::Age);
    EXPECT_EQ(focus("And how long did the outage last?"), Focus::Length);
    EXPECT_EQ(focus("How many weeks did you wait?"), Focus::Length);
    EXPECT_EQ(focus("How long ago did you order?"), Focus::Moment);
    EXPECT_EQ(focus("Since when has it been like that?"), Focus::Moment);
    EXPECT_EQ(focus("When did the letter come?"), Focus::Moment);
    EXPECT_EQ(focus("When will you need the van?"), Focus::Date);
    EXPECT_EQ(focus("What time did he ring?"), Focus::Clock);
    EXPECT_EQ(focus("When can we reach you?"), Focus::GoodTime);
    EXPECT_EQ(focus("How often does it drop?"), Focus::Often);
    EXPECT_EQ(focus("How many rooms are there?"), Focus::Count);
    EXPECT_EQ(focus("How much did the plumber want?"), Focus::Sum);
    EXPECT_EQ(focus("How big is the scratch?"), Focus::Size);
    EXPECT_EQ(focus("Which email shall I use?"), Focus::Contact);
    EXPECT_EQ(focus("Where did you see it?"), Focus::Place);
    EXPECT_EQ(focus("Whose phone is it?"), Focus::Owner);
    EXPECT_EQ(focus("Who signed for it?"), Focus::Person);
    EXPECT_EQ(focus("What kind of router is it?"), Focus::Sort);
    EXPECT_EQ(focus("How is your knee?"), Focus::Wellbeing);
    EXPECT_EQ(focus("And the address of the barn?"), Focus::Contact);
    EXPECT_EQ(focus("Do you open your email every day?"), Focus::None);
    EXPECT_EQ(focus("Is it still warm?"), Focus::None);
}

TEST(QuestionsIn, APartOfASentenceThatAsksByItselfIsOneOfItsOwn) {
    const auto count = [](const char* text) { return questions_in(tokenize(text)).size(); };
    EXPECT_EQ(count("What colour is it, and who chose it?"), 2u);
    EXPECT_EQ(count("Is the door locked? And do you have the key?"), 2u);
    EXPECT_EQ(count("Do you want the blue and the green one?"), 1u);
    EXPECT_EQ(count("I have checked it. Is it back?"), 1u);
    EXPECT_EQ(count("I have checked it and it is back."), 0u);
}

TEST(Background, AnswersFromTheBriefingWhatItTells) {
    Scenario scenario;
    scenario.briefing.situation = "The kettle ordered nine days ago came with a crack";
    scenario.briefing.background = "Customer for six years, moved last month";
    const Background background(scenario);
    const auto answer = [&](const char* text) {
        const auto tokens = tokenize(text);
        return background.answer(tokens, {0, tokens.size()}).value_or("");
    };
    EXPECT_EQ(answer("When did you order the kettle?"), "nine days ago");
    EXPECT_EQ(answer("How long have you been with us?"), "six years");
    EXPECT_EQ(answer("When did you move?"), "last month");
    EXPECT_EQ(answer("How long have you had the toaster?"), "");
    EXPECT_EQ(answer("Did you order it yourself?"), "");
    EXPECT_EQ(Background::time_in("She left in March, with the dog."), "in March");
}

TEST(Questions, HowLongSomebodyHasBeenACustomerIsKnownFromTheBriefing) {
    for_seeds([](std::uint64_t seed) {
        auto call = stated(seed);
        call.say("And how long have you been a customer of ours?");
        EXPECT_TRUE(says(call.lines.back(), "5 years")) << call.lines.back();
    });
}

TEST(Questions, EarlierCallsAreCounted) {
    for_seeds([](std::uint64_t seed) {
        TypedCall call(from_library("half_a_refund"), seed);
        call.say("Marigold Home, good morning, Ruth speaking.");
        call.say("What happened?");
        call.say("How often have you phoned us about it?");
        EXPECT_TRUE(has_any(call.lines.back(), {"twice"})) << call.lines.back();
    });
}

TEST(Questions, WhatNobodyKnowsIsAnsweredByItsKind) {
    struct Asked {
        const char* question;
        std::initializer_list<const char*> answered_with;
    };
    for_seeds([](std::uint64_t seed) {
        for (const Asked& a : std::initializer_list<Asked>{
                 {"How old is the modem on your shelf?", {"old", "age", "years"}},
                 {"How many lamps are in that hallway?", {"counted", "number", "how many", "handful", "not that many"}},
                 {"What time of day suits you for a ring back?",
                  {"afternoons", "after four", "any time", "mornings", "whenever"}},
                 {"Which address shall the paper go to?", {"on file", "my account", "system", "signed up"}},
                 {"Whose desk does the modem stand on?", {"mine"}}}) {
            auto call = stated(seed);
            call.say(a.question);
            EXPECT_TRUE(has_any(call.lines.back(), a.answered_with)) << a.question << "\n" << call.lines.back();
        }
    });
}

TEST(Questions, BothOfTwoAreAnswered) {
    for_seeds([](std::uint64_t seed) {
        auto call = stated(seed);
        call.say("Could I have your account number, and how old is your modem?");
        EXPECT_TRUE(call.has(CallFactKind::FactTold, "account_number"));
        EXPECT_TRUE(has_any(call.lines.back(), {"old", "age", "years"})) << call.lines.back();
    });
}

TEST(Questions, WhatTakesAWordIsAnsweredBeforeTheMatterIsTold) {
    for_seeds([](std::uint64_t seed) {
        TypedCall call(from_library("foreign_card_fee"), seed);
        call.say("Harbor Light Bank, Dina here.");
        call.say("How many cards do you carry with you?");
        EXPECT_TRUE(has_any(call.lines.back(), {"counted", "number", "how many", "handful", "not that many"}))
            << call.lines.back();
        EXPECT_TRUE(call.has(CallFactKind::ProblemStated));
    });
}

TEST(Questions, WhoAsksOnIsNotBidGoodbye) {
    for_seeds([](std::uint64_t seed) {
        auto call = stated(seed);
        call.say("I will credit the full 150 dollars to your account today.");
        call.say("You'll see it in your inbox tomorrow. Would you rather have a letter or an email?");
        EXPECT_TRUE(has_any(call.lines.back(), {"letter", "email"})) << call.lines.back();
        EXPECT_EQ(call.last.action, std::nullopt);
    });
}

TEST(Questions, WhatIsKeptBackIsNotCalledBesideThePoint) {
    for_seeds([](std::uint64_t seed) {
        TypedCall call(from_library("the_sensor_went_silent"), seed);
        call.say("Yes?");
        call.say("Shut up and listen, will you.");
        call.say("Has it happened before?");
        EXPECT_FALSE(call.has(CallFactKind::FactTold, "alone"));
        EXPECT_FALSE(has_any(call.lines.back(), {"not what i am calling", "one thing at a time"})) << call.lines.back();
    });
}

TEST(Questions, TheLittleOneIsNoSum) {
    for_seeds([](std::uint64_t seed) {
        auto call = stated(seed);
        call.say("We could give you a credit for that.");
        call.say("A kiss to the little one, then.");
        EXPECT_FALSE(call.has(CallFactKind::OfferRefused));
        EXPECT_FALSE(call.has(CallFactKind::OfferAccepted));
    });
}

TEST(Questions, AnOfferBesideAnotherIsHeardToo) {
    for_seeds([](std::uint64_t seed) {
        TypedCall call(from_library("the_crib_rail"), seed);
        call.say("Marigold Home, this is Ann.");
        call.say("What happened?");
        call.say("We collect the crib for free, and you get the whole price back, 260 dollars.");
        EXPECT_TRUE(call.has(CallFactKind::OfferAccepted, "full_refund"));
    });
}

TEST(Questions, HowLongSomethingElseHasLastedIsNotHowLongTheTroubleHas) {
    for_seeds([](std::uint64_t seed) {
        TypedCall call(from_library("internet_down_after_storm"), seed);
        call.say("Cedar Valley Broadband, hello, this is Ida.");
        call.say("What happened?");
        call.say("How long have you owned that toaster?");
        EXPECT_FALSE(call.has(CallFactKind::FactTold, "since_when")) << call.lines.back();
        call.say("And how long has the internet been away?");
        EXPECT_TRUE(says(call.lines.back(), "last night")) << call.lines.back();
    });
}

TEST(Questions, ANameIsGivenByWhoeverCalls) {
    for_seeds([](std::uint64_t seed) {
        TypedCall call(from_library("phone_plan_for_a_student"), seed);
        call.say("Blue Heron Mobile, this is Ida. How can I help?");
        call.say("Which name shall I write on the envelope?");
        EXPECT_TRUE(says(call.lines.back(), "Mei")) << call.lines.back();
    });
}

TEST(Questions, AThingNamedInAQuestionIsNotOffered) {
    for_seeds([](std::uint64_t seed) {
        TypedCall call(from_library("phone_plan_for_a_student"), seed);
        call.say("Blue Heron Mobile, this is Ida. How can I help?");
        call.say("Tell me more.");
        call.say("Does a bus go to the campus?");
        EXPECT_FALSE(call.has(CallFactKind::OfferAccepted)) << call.lines.back();
    });
}

TEST(Questions, MoneyOnTopOfWhatWasAgreedIsNoChangeOfIt) {
    for_seeds([](std::uint64_t seed) {
        TypedCall call(from_library("internet_down_after_storm"), seed);
        call.say("Cedar Valley Broadband, hello, this is Ida.");
        call.say("What happened?");
        call.say("I send you a replacement router by express.");
        call.say("I send a technician to your house tomorrow morning.");
        call.say("And I credit the days without service, six dollars.");
        EXPECT_FALSE(has_any(call.lines.back(), {"already settled", "don't change it", "keep it the way"}))
            << call.lines.back();
    });
}

TEST(Questions, ADayIsSaidBackAsItWasNamed) {
    for_seeds([](std::uint64_t seed) {
        auto call = stated(seed);
        call.say("I will credit the full 150 dollars to your account today.");
        call.say("It shows up the day after tomorrow.");
        EXPECT_FALSE(call.lines.back().starts_with("After tomorrow")) << call.lines.back();
    });
}

TEST(Questions, ALetterOnceReceivedIsNotAwaitedAndANumberIsNotConsentedTo) {
    for_seeds([](std::uint64_t seed) {
        auto call = stated(seed);
        call.say("Did you get a postcard about it?");
        EXPECT_FALSE(has_any(call.lines.back(), {"there it is", "now it's come", "got it", "this second"}))
            << call.lines.back();
        call.say("Which number should we ring?");
        EXPECT_TRUE(has_any(call.lines.back(), {"on file", "my account", "system", "signed up", "reach me", "number"}))
            << call.lines.back();
    });
}

}  // namespace
}  // namespace mockcall
