#include "domain/turn/endpointing.hpp"

#include <gtest/gtest.h>

#include "domain/turn/completeness.hpp"

namespace mockcall {
namespace {

Milliseconds silence(std::string_view partial, Melody melody = Melody::Unclear) {
    return Endpointing{}.silence(partial, melody);
}

TEST(Endpointing, WaitsLongerWhereMoreIsToCome) {
    EXPECT_LT(silence("how can i help you today"), silence(""));
    EXPECT_LT(silence("could you tell me when it began"), silence("i can see the charge on your bill"));
    EXPECT_EQ(silence("when did it begin"), silence("how did it begin"));
    EXPECT_GT(silence("when it is off"), silence("it is off"));
    EXPECT_GT(silence("if you restart it now"), silence("you restart it now"));
    EXPECT_LT(silence("i can see the charge on your bill"), silence("i can see the charge and"));
    EXPECT_GT(silence("let me check that and"), silence("let me check that"));
    EXPECT_GT(silence("your number is four two"), silence("how can i help you today"));
    EXPECT_GE(silence("so i can um"), silence("your number is four two"));
}

TEST(Endpointing, AFinishedClauseEndsTheTurnInAThirdOfASecond) {
    for (const char* text : {"how can i help you", "Thank you for calling, how may I help you today?",
                             "may i have your account number please", "is there anything else i can help you with",
                             "what does the screen say", "thank you for holding", "have a great day"})
        EXPECT_LE(silence(text), Milliseconds{350}) << text;
}

TEST(Completeness, KnowsWhatCannotBeAll) {
    using enum Completeness;
    for (const char* text :
         {"i can see the charge and", "let me check the", "we could offer you", "could you tell me",
          "can you please confirm", "i will make sure that", "what i can do is", "because", "if you unplug the router",
          "okay so when you get home", "the warranty covers", "the payment was declined um"})
        EXPECT_EQ(completeness(text), Unfinished) << text;
    for (const char* text : {"i understand", "let me check that", "no", "i have credited sixty dollars to your account",
                             "the technician comes on thursday", "that is correct"})
        EXPECT_NE(completeness(text), Unfinished) << text;
}

TEST(Completeness, WhoGivesOnesNameIsAboutToAskWhatOneCanDo) {
    using enum Completeness;
    for (const char* text :
         {"thank you for calling northwind customer care today my name is daniel", "my name is maria",
          "good morning and thank you for calling the harbour street branch this is julia"})
        EXPECT_EQ(completeness(text), MayGoOn) << text;
    EXPECT_EQ(completeness("can you for calling the support my name is sam"), MayGoOn) << "thank you, misheard";
    EXPECT_EQ(completeness("can you confirm that your name is daniel"), Closed);
    EXPECT_EQ(completeness("my name is daniel how can i help you"), Closed);
    EXPECT_EQ(completeness("i have looked into it and can tell you what the reason is now"), Finished);
}

TEST(Completeness, TwoWordsThatBeginASentenceAreNotAShortAnswer) {
    using enum Completeness;
    for (const char* text : {"it should arrive", "let me look", "i do apologize", "the number works"})
        EXPECT_EQ(completeness(text), MayGoOn) << text;
    for (const char* text : {"no problem", "that's right", "sure thing", "absolutely", "i understand", "let me help"})
        EXPECT_EQ(completeness(text), Finished) << text;
}

TEST(Completeness, ASentenceLikesToEndWithATime) {
    using enum Completeness;
    for (const char* text : {"you will have it within five business days", "it comes by the end of next week",
                             "i will call you in two hours"})
        EXPECT_EQ(completeness(text), Finished) << text;
}

TEST(Completeness, ADigitStringIsWaitedForUntilItIsLongEnough) {
    using enum Completeness;
    EXPECT_EQ(completeness("your reference number is four two seven"), MidNumber);
    EXPECT_EQ(completeness("the zip code is nine four one"), MidNumber);
    EXPECT_NE(completeness("the zip code is nine four one oh five"), MidNumber);
    EXPECT_EQ(completeness("you can reach us at five five five zero one"), MidNumber);
    EXPECT_NE(completeness("you can reach us at five five five zero one two three four five six"), MidNumber);
    EXPECT_EQ(completeness("the total is one hundred"), MidNumber);
    EXPECT_NE(completeness("i will send you a new one"), MidNumber);
    EXPECT_NE(completeness("which one"), MidNumber);
}

TEST(Completeness, ASpelledNameIsWaitedFor) {
    using enum Completeness;
    EXPECT_EQ(completeness("that is s m i"), MidNumber);
    EXPECT_NE(completeness("that is s m i t h thank you"), MidNumber);
}

TEST(Endpointing, LearnsHowLongThisSpeakerPauses) {
    Endpointing hesitant;
    for (int i = 0; i < 5; ++i)
        hesitant.paused(ticks_of(Milliseconds{800}), Melody::Unclear);
    Endpointing fluent;
    for (int i = 0; i < 20; ++i)
        fluent.ended(Melody::Unclear);
    constexpr std::string_view kClause = "i can see the charge on your bill";
    EXPECT_GT(hesitant.silence(kClause, Melody::Unclear), silence(kClause));
    EXPECT_LT(fluent.silence(kClause, Melody::Unclear), silence(kClause));
    EXPECT_LE(hesitant.silence(kClause, Melody::Unclear), 2 * silence(kClause)) << "bounded";
    Endpointing cut;
    cut.cut_off(Melody::Unclear);
    EXPECT_GT(cut.silence(kClause, Melody::Unclear), silence(kClause));
}

TEST(Endpointing, AVoiceThatFellIsAnsweredSoonerAndOneThatIsKeptUpIsWaitedFor) {
    for (const char* text : {"i can see the charge on your bill", "i can see the charge and", "your number is four"}) {
        EXPECT_LT(silence(text, Melody::Fell), silence(text)) << text;
        EXPECT_GT(silence(text, Melody::KeptUp), silence(text)) << text;
    }
    EXPECT_GT(silence("how can i help you today", Melody::KeptUp), silence("how can i help you today"));
    EXPECT_LE(silence("so i can um", Melody::KeptUp), Milliseconds{950}) << "nobody is waited for longer";
}

TEST(Endpointing, AVoiceFallsAtTheEndOfASentenceThatAnotherOneFollowsToo) {
    // Between two sentences of a turn lie 420 ms in the voices of the tests, and few people are quicker.
    for (const char* text : {"i am sorry about that", "i will look into that", "let me check that for you", ""})
        EXPECT_GE(silence(text, Melody::Fell), Milliseconds{400}) << text;
    EXPECT_EQ(silence("", Melody::Fell), silence("")) << "no words are known that could be all";
    EXPECT_EQ(silence("how can i help you today", Melody::Fell), silence("how can i help you today"));
}

TEST(Endpointing, WhoseMelodyTellsNothingIsJudgedByTheWords) {
    Endpointing flat;
    for (int i = 0; i < 20; ++i) {
        flat.ended(Melody::KeptUp);
        flat.paused(ticks_of(Milliseconds{400}), Melody::KeptUp);
    }
    constexpr std::string_view kClause = "i can see the charge on your bill";
    const auto waits = [&](Melody melody) { return flat.silence(kClause, melody); };
    EXPECT_LT(waits(Melody::KeptUp), silence(kClause, Melody::KeptUp));
    EXPECT_LE(waits(Melody::KeptUp) - waits(Melody::Unclear), Milliseconds{30});
}

TEST(Endpointing, AnEndThatWasAPauseSpeaksAgainstItsMelody) {
    Endpointing falls_in_pauses;
    for (int i = 0; i < 10; ++i) {
        falls_in_pauses.ended(Melody::Fell);
        falls_in_pauses.cut_off(Melody::Fell);
    }
    constexpr std::string_view kClause = "i can see the charge on your bill";
    EXPECT_GE(falls_in_pauses.silence(kClause, Melody::Fell), falls_in_pauses.silence(kClause, Melody::Unclear));
}

TEST(Melody, TellsAFallFromAVoiceKeptUpAndDoubtsWhatIsBetween) {
    EXPECT_EQ(melody_of(-480), Melody::Fell);
    EXPECT_EQ(melody_of(-260), Melody::Unclear);
    EXPECT_EQ(melody_of(-40), Melody::KeptUp);
    EXPECT_EQ(melody_of(250), Melody::KeptUp);
    EXPECT_EQ(melody_of(std::nullopt), Melody::Unclear);
}

}  // namespace
}  // namespace mockcall
