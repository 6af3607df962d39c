// What an agent asks and says beside the scenario: the customer answers like anybody would, in kind, and once the same
// way always.
#include "domain/customer/daily_life.hpp"

#include <algorithm>
#include <initializer_list>

#include <gtest/gtest.h>

#include "domain/customer/word_forms.hpp"
#include "support.hpp"

namespace mockcall {
namespace {

using customer_detail::everyday_answer;
using customer_detail::everyday_reaction;
using customer_detail::in_own_person;
using customer_detail::Say;
using customer_detail::short_answer;
using customer_detail::tells_a_deed;
using testing::read_text;
using testing::scenario_dir;
using testing::scenario_from;
using testing::TypedCall;

bool has_any(const std::string& line, std::initializer_list<const char*> words) {
    return std::ranges::any_of(words, [&](const char* w) { return says(line, w); });
}

TypedCall calling(const char* name, std::uint64_t seed) {
    return TypedCall(scenario_from(read_text(scenario_dir() / (std::string(name) + ".yaml"))), seed);
}

/// The agent greets and hears the matter, for a few seeds.
template <class Test>
void in_calls_of(const char* name, Test test) {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        SCOPED_TRACE(seed);
        TypedCall call = calling(name, seed);
        call.say("Good morning, this is Ruth. How can I help you?");
        call.say("Please tell me what happened.");
        test(call);
    }
}

std::string answer_to(const char* text) {
    const auto answer = short_answer(tokenize(text));
    return !answer ? "" : answer->yes ? "yes, " + answer->affirmed : "no, " + answer->denied;
}

TEST(ShortAnswer, TurnsTheQuestionsOwnVerbRound) {
    EXPECT_EQ(answer_to("Do you live on your own?"), "yes, I do");
    EXPECT_EQ(answer_to("Were the two of you married?"), "yes, we were");
    EXPECT_EQ(answer_to("Is your sister at work?"), "yes, she is");
    EXPECT_EQ(answer_to("Are the windows still open?"), "yes, they are");
    EXPECT_EQ(answer_to("Can he lift it by himself?"), "yes, he can");
    EXPECT_EQ(answer_to("You have a ladder at home?"), "yes, I do");
    EXPECT_EQ(answer_to("Got a pen?"), "yes, I have");
}

TEST(ShortAnswer, WhatWentBeforeOrWouldBeOneThingMoreIsMostlyDenied) {
    EXPECT_EQ(answer_to("Have you spoken to the landlord?"), "no, I haven't");
    EXPECT_EQ(answer_to("Did you drop it?"), "no, I didn't");
    EXPECT_EQ(answer_to("Do you have any other devices?"), "no, I don't");
    EXPECT_EQ(answer_to("Are you back home yet?"), "no, I'm not");
    EXPECT_EQ(answer_to("Did you keep the receipt?"), "yes, I did");
}

TEST(ShortAnswer, NeedsSomebodyWhomItIsAbout) {
    EXPECT_EQ(answer_to("Did anyone come out to see it?"), "");
    EXPECT_EQ(answer_to("The blue one?"), "");
}

TEST(DailyLife, KnowsWhatIsAskedOfAnybody) {
    const auto topic = [](const char* text) { return everyday_answer(tokenize(text)); };
    EXPECT_EQ(topic("Who will be at home on Friday?"), Say::MyselfThere);
    EXPECT_EQ(topic("Who did you speak to last week?"), Say::NoNameLeft);
    EXPECT_EQ(topic("How would you like to receive it?"), Say::ByEmail);
    EXPECT_EQ(topic("How did you pay back then?"), Say::ByCard);
    EXPECT_EQ(topic("What laptop is that?"), Say::OrdinaryDevice);
    EXPECT_EQ(topic("When did you last back it up?"), Say::WhileAgo);
    EXPECT_EQ(topic("What did the man say?"), Say::SaysNothingMore);
    EXPECT_EQ(topic("Where do you keep the spare one?"), Say::HereWithMe);
    EXPECT_EQ(topic("Why did you not ring us at once?"), Say::DidNotThink);
    EXPECT_EQ(topic("Is the cellar damp?"), std::nullopt);
}

TEST(DailyLife, TellsARemarkFromADeed) {
    const auto reaction = [](const char* text) { return everyday_reaction(tokenize(text)); };
    EXPECT_EQ(reaction("Happy birthday to your little girl!"), Say::WishedWell);
    EXPECT_EQ(reaction("You have been so patient with us."), Say::Praised);
    EXPECT_EQ(reaction("My brother keeps bees as well."), Say::TakesRemark);
    EXPECT_EQ(reaction("The parcel is in Leeds."), std::nullopt);
    EXPECT_TRUE(tells_a_deed(tokenize("I'm sending you a new one this afternoon.")));
    EXPECT_TRUE(tells_a_deed(tokenize("I've noted that in your file.")));
    EXPECT_FALSE(tells_a_deed(tokenize("The parcel is in Leeds.")));
}

TEST(DailyLife, WhatIsTheAgentsIsTheirsInTheAnswer) {
    EXPECT_EQ(in_own_person("to your office"), "to my office");
    EXPECT_EQ(in_own_person("you or me"), "me or you");
}

TEST(DailyLife, AYesOrNoIsGivenWithoutAnythingElse) {
    in_calls_of("mud_on_the_carpet", [](TypedCall& call) {
        call.say("Do you have a spanner at home?");
        EXPECT_TRUE(has_any(call.lines.back(), {"i do"})) << call.lines.back();
        EXPECT_FALSE(has_any(call.lines.back(), {"not", "don't"})) << call.lines.back();
        EXPECT_LE(tokenize(call.lines.back()).size(), 6u) << call.lines.back();
    });
}

TEST(DailyLife, AWarmWishIsNotMetWithAnger) {
    in_calls_of("where_is_my_parcel", [](TypedCall& call) {
        call.say("Oh, and a happy birthday to your nephew!");
        EXPECT_TRUE(has_any(call.lines.back(), {"thank", "thanks"})) << call.lines.back();
        EXPECT_FALSE(has_any(call.lines.back(), {"unbelievable", "sort this out"})) << call.lines.back();
    });
}

TEST(DailyLife, WhatTheAgentDoesIsTakenIn) {
    in_calls_of("where_is_my_parcel", [](TypedCall& call) {
        call.say("I've made a note of that for my colleagues in the depot.");
        EXPECT_FALSE(call.lines.back().ends_with('?')) << call.lines.back();
        EXPECT_TRUE(has_any(call.lines.back(), {"thanks for doing that", "thank you that helps", "all right do that",
                                                "then i know what's coming", "hold you to that",
                                                "as long as it really happens", "okay good", "good thanks"}))
            << call.lines.back();
    });
}

TEST(DailyLife, TwoClausesAreChosenBetweenToo) {
    in_calls_of("where_is_my_parcel", [](TypedCall& call) {
        call.say("Is the bell broken, or do they simply not hear it?");
        EXPECT_TRUE(has_any(call.lines.back(), {"second", "latter", "both"})) << call.lines.back();
    });
}

TEST(Facts, WordsThatAskAboutAnythingAskForNothingElse) {
    in_calls_of("the_sensor_went_silent", [](TypedCall& call) {
        call.say("And when did you last drink some water?");
        EXPECT_FALSE(call.has(CallFactKind::FactTold, "update")) << call.lines.back();
        call.say("Did anything change last night?");
        EXPECT_TRUE(call.has(CallFactKind::FactTold, "update")) << call.lines.back();
    });
}

TEST(Facts, MayIAskIsACourtesyInAnyQuestion) {
    in_calls_of("the_forgotten_passbook", [](TypedCall& call) {
        call.say("Where did you buy the frame for that picture, if I may ask?");
        EXPECT_FALSE(call.has(CallFactKind::FactTold, "why_close")) << call.lines.back();
    });
}

TEST(Facts, SomebodyElsesNameIsNotTheCustomersOwn) {
    in_calls_of("the_crown_that_was_refused", [](TypedCall& call) {
        call.say("This is Willow Park. What was your baker's name again?");
        EXPECT_FALSE(call.has(CallFactKind::FactTold, "name")) << call.lines.back();
        call.say("Could I have your name?");
        EXPECT_TRUE(call.has(CallFactKind::FactTold, "name")) << call.lines.back();
        call.say("And who is this gentleman you spoke of?");
        EXPECT_FALSE(call.has(CallFactKind::Repeated, "name")) << call.lines.back();
    });
}

TEST(Facts, WhatKindOfNumberItIsIsNobodyElse) {
    struct Ask {
        const char *scenario, *words, *fact;
    };
    for (const Ask& ask :
         {Ask{"internet_down_after_storm", "Cedar Valley Broadband. May I have your name and your contract number?",
              "account_number"},
          Ask{"locked_out_on_rent_day", "Harbor Light Bank. And what is your client number?", "customer_number"},
          Ask{"the_escrow_letter", "Harbor Light Bank. May I have your name and your mortgage number?", "loan"}})
        in_calls_of(ask.scenario, [&](TypedCall& call) {
            call.say(ask.words);
            EXPECT_TRUE(call.has(CallFactKind::FactTold, ask.fact)) << ask.words << " -> " << call.lines.back();
        });
}

TEST(Facts, WhoLooksAtANumberDoesNotAskForIt) {
    in_calls_of("where_is_my_parcel", [](TypedCall& call) {
        call.say("Sure, let me take a look at your order number.");
        EXPECT_FALSE(call.has(CallFactKind::FactTold, "order_number")) << call.lines.back();
        call.say("Let me get your order number.");
        EXPECT_TRUE(call.has(CallFactKind::FactTold, "order_number")) << call.lines.back();
    });
}

TEST(WordForms, WhatIsFaultyIsBroken) {
    for (const char* word : {"faulty", "defective", "damaged"})
        EXPECT_EQ(customer_detail::meaning_of(word), customer_detail::meaning_of("broken")) << word;
    EXPECT_EQ(customer_detail::meaning_of("bought"), customer_detail::meaning_of("buying"));
    EXPECT_EQ(customer_detail::meaning_of("ate"), customer_detail::meaning_of("eaten"));
}

TEST(Facts, ANameAskedForDearlyIsNoWrongName) {
    in_calls_of("declined_at_the_funeral", [](TypedCall& call) {
        call.say("This is Harbor Light Bank. What is your name, dear?");
        EXPECT_TRUE(call.has(CallFactKind::FactTold, "name")) << call.lines.back();
        EXPECT_FALSE(has_any(call.lines.back(), {"er, no", "not my name"})) << call.lines.back();
    });
}

TEST(Facts, MakingSureOfOneCostsNothing) {
    in_calls_of("sold_out_on_launch_day", [](TypedCall& call) {
        call.say("Lantern Market. Your email, please?");
        ASSERT_TRUE(call.has(CallFactKind::FactTold, "email"));
        call.say("And now your seller number?");
        call.say("I see it. Shall it go to the same email?");
        EXPECT_FALSE(call.has(CallFactKind::Repeated, "email")) << call.lines.back();
    });
}

TEST(Facts, HowSomethingHappenedIsToldOfWhatWasToldJustNow) {
    in_calls_of("a_mattress_for_two", [](TypedCall& call) {
        call.say("Does your back hurt?");
        ASSERT_TRUE(call.has(CallFactKind::FactTold, "back")) << call.lines.back();
        call.say("Oh dear. How did that happen?");
        EXPECT_TRUE(has_any(call.lines.back(), {"ladder"})) << call.lines.back();
    });
}

TEST(Offers, WhatWasDoneBeforeIsNoOffer) {
    in_calls_of("video_calls_that_freeze", [](TypedCall& call) {
        call.say("You've already restarted it a hundred times, right?");
        EXPECT_FALSE(call.has(CallFactKind::OfferAccepted)) << call.lines.back();
    });
}

TEST(Offers, WhatIsAcceptedIsAcceptedInWords) {
    in_calls_of("declined_at_the_funeral", [](TypedCall& call) {
        call.say("I'd like to give you a goodwill credit of fifty dollars.");
        ASSERT_TRUE(call.has(CallFactKind::OfferAccepted, "gesture")) << call.lines.back();
        EXPECT_FALSE(has_any(call.lines.back(), {"rather have nothing"})) << call.lines.back();
    });
}

}  // namespace
}  // namespace mockcall
