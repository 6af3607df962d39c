#include "domain/rehearsal/phrasing.hpp"

#include <set>

#include <gtest/gtest.h>

namespace mockcall::rehearsal {
namespace {

TEST(RehearsalPhrasing, AnAuthorsPhraseBecomesWordsThatCanBeSaid) {
    Random random(1);
    EXPECT_EQ(spoken("look at ... bill", random), "look at the bill");
    EXPECT_EQ(spoken("take ... off", random), "take off");
    EXPECT_EQ(spoken("% off", random, "$5", "15%"), "15% off");
    EXPECT_EQ(spoken("may i ask", random), "may I ask");
    std::set<std::string> heard;
    for (int i = 0; i < 20; ++i)
        heard.insert(spoken("refund|credit it", random));
    EXPECT_EQ(heard, (std::set<std::string>{"refund it", "credit it"}));
}

TEST(RehearsalPhrasing, TheFirstWordTellsWhatSentenceAPhraseWantsToBe) {
    EXPECT_EQ(shape_of("how long"), Shape::Question);
    EXPECT_EQ(shape_of("tell me your name"), Shape::YouDo);
    EXPECT_EQ(shape_of("have your name"), Shape::IDo);
    EXPECT_EQ(shape_of("you have every right"), Shape::Statement);
    EXPECT_EQ(shape_of("account number"), Shape::Noun);
}

TEST(RehearsalPhrasing, VariantsChoicesAndPlacesAreFilledIn) {
    Random random(3);
    EXPECT_EQ(worded({"{Ask}, [please|please]?"}, random,
                     std::array{std::pair<std::string_view, std::string>{"ask", "which plan"}}),
              "Which plan, please?");
}

TEST(RehearsalPhrasing, TheCustomersWordsAreTurnedRound) {
    EXPECT_EQ(said_back("I was charged too much on my bill."), "you were charged too much on your bill");
    EXPECT_EQ(said_back("You people sold me a lamp."), "we sold you a lamp");
    EXPECT_EQ(first_sentence("Look! There's a hole in my wall, a big one. Really."),
              "There's a hole in my wall, a big one.");
}

}  // namespace
}  // namespace mockcall::rehearsal
