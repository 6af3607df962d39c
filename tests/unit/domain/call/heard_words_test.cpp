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

}  // namespace
}  // namespace mockcall
