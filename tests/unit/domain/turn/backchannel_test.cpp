#include "domain/turn/backchannel.hpp"

#include <gtest/gtest.h>

namespace mockcall {
namespace {

TEST(Backchannel, KnowsWhatPeopleSayWhileTheyListen) {
    for (const char* text : {"mm-hm", "okay", "Right.", "yeah", "uh-huh", "I see", "okay, I understand",
                             "yes of course", "Mm hmm.", "oh okay right", "got it"})
        EXPECT_TRUE(is_backchannel(text)) << text;
    for (const char* text : {"", "   ", "no", "okay let me check", "right so what", "wait", "yes yes yes yes yes",
                             "i see a charge", "sorry"})
        EXPECT_FALSE(is_backchannel(text)) << text;
}

TEST(Backchannel, KnowsLoneWordsThatTakeNoFloor) {
    for (const char* text : {"you", "The.", "i"})
        EXPECT_TRUE(is_stray_word(text)) << text;
    for (const char* text : {"", "no", "wait", "stop", "you are", "the bill"})
        EXPECT_FALSE(is_stray_word(text)) << text;
}

TEST(Backchannel, KnowsWordsThatTakeTheFloor) {
    for (const char* text : {"wait", "Stop!", "excuse", "no", "okay so listen", "can i", "right let me check"})
        EXPECT_TRUE(takes_floor(text)) << text;
    for (const char* text : {"", "okay", "okay so", "right", "the", "i see"})
        EXPECT_FALSE(takes_floor(text)) << text;
}

}  // namespace
}  // namespace mockcall
