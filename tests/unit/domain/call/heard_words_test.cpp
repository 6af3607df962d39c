#include "domain/call/heard_words.hpp"

#include <gtest/gtest.h>

namespace mockcall {
namespace {

TEST(HeardWords, KeepsOnlyWholeWords) {
    EXPECT_EQ(heard_words("I was charged twice", 1), "I was charged twice");
    EXPECT_EQ(heard_words("I was charged twice", 0.5), "I was");
    EXPECT_EQ(heard_words("I was charged twice", 0.01), "");
    EXPECT_EQ(heard_words("", 0.5), "");
    EXPECT_EQ(heard_words("Hello", 0.5), "");
}

TEST(HeardWords, NeverGrowsWhenLessWasHeard) {
    const std::string line = "My bill is a hundred and fifty dollars more than it should be.";
    std::size_t last = line.size();
    for (int percent = 100; percent >= 0; --percent) {
        const auto heard = heard_words(line, percent / 100.0);
        EXPECT_LE(heard.size(), last);
        EXPECT_TRUE(line.starts_with(heard));
        last = heard.size();
    }
}

TEST(WordsAfter, AreThoseOfWhichNothingWasSpoken) {
    const std::string text = "I was charged twice.";
    EXPECT_EQ(words_after(text, 0), text);
    EXPECT_EQ(words_after(text, 0.01), "was charged twice.") << "a word that was begun is not said again";
    EXPECT_EQ(words_after(text, 0.5), "twice.");
    EXPECT_EQ(words_after(text, 0.9), "");
    EXPECT_EQ(words_after(text, 1), "");
    EXPECT_EQ(words_after("", 0.5), "");
}

TEST(WordsAfter, WithTheHeardWordsLeaveOutAtMostTheOneThatWasCut) {
    const std::string text = "Well, I have been waiting for three weeks now.";
    for (int percent = 1; percent < 98; ++percent) {
        const std::string before = heard_words(text, percent / 100.0);
        const std::string after = words_after(text, percent / 100.0);
        EXPECT_LT(before.size() + after.size(), text.size()) << percent;
        EXPECT_TRUE(text.starts_with(before) && text.ends_with(after)) << percent;
    }
}

}  // namespace
}  // namespace mockcall
