#include "engine/spoken_parts.hpp"

#include <gtest/gtest.h>

namespace mockcall {
namespace {

TEST(SpokenParts, ALineOfOnePartIsHeardAsItSounds) {
    SpokenParts parts;
    parts.text(40);
    parts.sound(1'000);
    EXPECT_DOUBLE_EQ(parts.share_of_text(0.25), 0.25);
    EXPECT_DOUBLE_EQ(parts.share_of_text(1), 1);
}

TEST(SpokenParts, WhatHasNoSoundYetHasNotBeenHeard) {
    SpokenParts parts;
    parts.text(50);
    parts.sound(1'000);
    parts.next();
    parts.text(49);
    EXPECT_DOUBLE_EQ(parts.share_of_text(1), 0.5) << "all the sound there is, half of the text";
    parts.sound(3'000);
    EXPECT_DOUBLE_EQ(parts.share_of_text(0.25), 0.5) << "the second part takes longer";
    EXPECT_DOUBLE_EQ(parts.share_of_text(1), 1);
}

TEST(SpokenParts, NothingIsNothing) { EXPECT_DOUBLE_EQ(SpokenParts{}.share_of_text(1), 0); }

}  // namespace
}  // namespace mockcall
