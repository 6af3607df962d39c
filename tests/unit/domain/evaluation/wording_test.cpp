#include "domain/evaluation/wording.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mockcall::judging {
namespace {

using ::testing::SizeIs;

bool has(std::string_view text, std::string_view pattern) { return find_phrase(words_of(text), pattern).has_value(); }

TEST(Wording, WordsKeepTheirPlaceInTheText) {
    const std::string text = "It’s $1,500.50, isn't it?";
    const auto words = words_of(text);
    ASSERT_THAT(words, SizeIs(4));
    EXPECT_EQ(words[0].norm, "it's");
    EXPECT_EQ(words[1].norm, "1500.50");
    EXPECT_EQ(text.substr(words[1].begin, words[1].end - words[1].begin), "1,500.50");
    EXPECT_EQ(words[2].norm, "isn't");
}

TEST(Wording, PatternsMatchPrefixesAndGaps) {
    EXPECT_TRUE(has("I have just refunded it", "i have ~ refund*"));
    EXPECT_TRUE(has("HAVE A REALLY NICE DAY", "have a ~ day"));
    EXPECT_FALSE(has("have a break and then one more long rainy day", "have a ~ day"));
    EXPECT_FALSE(has("I have", "i have it"));
    EXPECT_FALSE(has("anything", ""));
}

TEST(Wording, AQuoteIsTheClauseAroundThePlace) {
    const std::string text = "Thank you, Mr. Johnson. I will credit $1.50 today. Okay?";
    EXPECT_EQ(quote_around(text, *find_phrase(words_of(text), "credit")), "I will credit $1.50 today.");
    EXPECT_EQ(quote_around(text, *find_phrase(words_of(text), "johnson")), "Thank you, Mr. Johnson.");
    EXPECT_EQ(quote_around("", {3, 9}), "");
}

TEST(Wording, ALongQuoteIsCutBetweenWordsAndKeepsThePlace) {
    std::string text;
    for (int i = 0; i < 80; ++i)
        text += "word" + std::to_string(i) + ' ';
    const auto quote = quote_around(text, *find_phrase(words_of(text), "word60"));
    EXPECT_LE(quote.size(), 160u);
    EXPECT_NE(quote.find("word60"), std::string::npos);
    EXPECT_NE(text.find(quote), std::string::npos);
    EXPECT_TRUE(quote.starts_with("word"));
}

TEST(Wording, ALongWordIsNeverCutWithinACharacter) {
    std::string text;
    for (int i = 0; i < 200; ++i)
        text += "ü";
    const auto quote = quote_around(text, {});
    EXPECT_EQ(quote.size() % 2, 0u);
    EXPECT_LE(quote.size(), 160u);
}

TEST(Wording, AWordLongerThanAQuoteIsQuotedInPart) {
    for (const std::string before : {"Yes. ", "No. ", ""}) {
        const std::string text = before + std::string(200, 'a');
        const auto quote = quote_around(text, {before.size(), text.size()});
        EXPECT_TRUE(quote.ends_with(std::string(150, 'a'))) << quote;
        EXPECT_LE(quote.size(), 160u);
    }
}

TEST(Wording, TheCustomersWordsAreSaidBackFromTheOtherSide) {
    EXPECT_EQ(said_back("I was charged twice on my bill!"), "you were charged twice on your bill");
    EXPECT_EQ(said_back("My phone doesn't work."), "your phone doesn't work");
    EXPECT_EQ(said_back("You charged me $150."), "we charged you $150");
    EXPECT_EQ(said_back("You people put $150 on my bill, and I want to know why."), "we put $150 on your bill");
}

TEST(Wording, ContentWordsLeaveOutTheEmptyOnes) {
    EXPECT_THAT(content_words(words_of("I was charged for the charges")), ::testing::ElementsAre("charg"));
}

TEST(Wording, TheClockShowsMinutes) {
    EXPECT_EQ(clock(0), "0:00");
    EXPECT_EQ(clock(62.9), "1:02");
    EXPECT_EQ(clock(-1), "0:00");
    EXPECT_EQ(clock(3600), "60:00");
}

}  // namespace
}  // namespace mockcall::judging
