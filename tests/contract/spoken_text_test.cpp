#include "adapters/speech/spoken_text.hpp"

namespace mockcall::speech {
namespace {

TEST(SpokenText, SaysAmountsInDollarsAndCents) {
    EXPECT_EQ(spoken_text("You took $150 from me."), "You took one hundred fifty dollars from me.");
    EXPECT_EQ(spoken_text("$1,250.50!"), "one thousand two hundred fifty dollars and fifty cents!");
    EXPECT_EQ(spoken_text("$1"), "one dollar");
    EXPECT_EQ(spoken_text("$0.99"), "ninety nine cents");
}

TEST(SpokenText, SpellsAccountNumbers) {
    EXPECT_EQ(spoken_text("It is ACC-789456."), "It is A C C, seven eight nine four five six.");
    EXPECT_EQ(spoken_text("B2B4"), "B two B four");
}

TEST(SpokenText, SaysTelephoneNumbersDigitByDigit) {
    EXPECT_EQ(spoken_text("555-0142"), "five five five, zero one four two");
    EXPECT_EQ(spoken_text("(415) 555-0142"), "four one five five five five, zero one four two");
}

TEST(SpokenText, SaysSharesOrdinalsAndTimes) {
    EXPECT_EQ(spoken_text("20% off"), "twenty percent off");
    EXPECT_EQ(spoken_text("the 21st"), "the twenty first");
    EXPECT_EQ(spoken_text("at 3:30"), "at three thirty");
    EXPECT_EQ(spoken_text("at 9:05am"), "at nine oh five A M");
    EXPECT_EQ(spoken_text("3-5 days"), "three to five days");
    EXPECT_EQ(spoken_text("in 2024"), "in twenty twenty four");
    EXPECT_EQ(spoken_text("1.5 hours"), "one point five hours");
}

TEST(SpokenText, ReadsTypographyAsItIsMeant) {
    EXPECT_EQ(spoken_text("“$50” — that’s all…"), "\"fifty dollars\", that's all...");
    EXPECT_EQ(spoken_text("it—$50 more"), "it, fifty dollars more");
    EXPECT_EQ(spoken_text("3–5 days"), "three to five days");
    EXPECT_EQ(spoken_text("a 5½ hour wait"), "a five and a half hour wait");
    EXPECT_EQ(spoken_text("20°"), "twenty degrees");
}

TEST(SpokenText, SaysPoundsAndEuros) {
    EXPECT_EQ(spoken_text("£20 now"), "twenty pounds now");
    EXPECT_EQ(spoken_text("£1"), "one pound");
    EXPECT_EQ(spoken_text("€3.50, please"), "three euros fifty, please");
}

TEST(SpokenText, SaysFiguresInsideOtherWords) {
    EXPECT_EQ(spoken_text("room 12b"), "room twelve b");
    EXPECT_EQ(spoken_text("the 30-day trial"), "the thirty day trial");
    EXPECT_EQ(spoken_text("$12.50/month"), "twelve dollars and fifty cents/month");
}

TEST(SpokenText, KnowsAccentsAndSurvivesBrokenBytes) {
    EXPECT_EQ(spoken_text("José Müller"), "Jose Muller");
    EXPECT_EQ(spoken_text("fine \xC9"
                          "7 \xF0\x9F\x98\x80"),
              "fine seven");
}

TEST(SpokenText, SaysMailAddresses) { EXPECT_EQ(spoken_text("bob.j@mail.com"), "bob dot j at mail dot com"); }

TEST(SpokenText, LeavesWordsAndPunctuationAlone) {
    EXPECT_EQ(spoken_text("Well, I'm not sure... are you?"), "Well, I'm not sure... are you?");
    EXPECT_EQ(spoken_text(""), "");
    EXPECT_EQ(spoken_text("  - $ % # "), "- $ % #");
}

TEST(SpokenText, SaysWholeNumbers) {
    EXPECT_EQ(cardinal(0), "zero");
    EXPECT_EQ(cardinal(90), "ninety");
    EXPECT_EQ(cardinal(100), "one hundred");
    EXPECT_EQ(cardinal(1'000'017), "one million seventeen");
    EXPECT_EQ(ordinal(12), "twelfth");
    EXPECT_EQ(ordinal(30), "thirtieth");
}

TEST(SpokenText, CutsAtTheEndOfASentenceOnly) {
    EXPECT_EQ(sentences_of("Mr. Johnson called. Twice! Why?"),
              (std::vector<std::string>{"Mr. Johnson called.", "Twice!", "Why?"}));
    EXPECT_EQ(sentences_of("no full stop"), std::vector<std::string>{"no full stop"});
    EXPECT_TRUE(sentences_of(" ... ").empty());
}

}  // namespace
}  // namespace mockcall::speech
