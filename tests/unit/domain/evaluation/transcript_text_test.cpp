// Transcripts written down as text: who says what, when, and what is wrong with a file that cannot be read.
#include "domain/evaluation/transcript_text.hpp"

#include <gtest/gtest.h>

#include "domain/evaluation/wording.hpp"
#include "unit/domain/evaluation/transcript_lines.hpp"

namespace mockcall {
namespace {

std::vector<TranscriptLine> read(std::string_view text) {
    const auto lines = read_transcript(text);
    EXPECT_TRUE(lines) << (lines ? "" : lines.error().message);
    return lines.value_or(std::vector<TranscriptLine>{});
}

std::string refusal(std::string_view text) {
    const auto lines = read_transcript(text);
    return lines ? "" : lines.error().message;
}

TEST(TranscriptText, IsJudgedLikeTheSameTurnsInJson) {
    std::string text;
    for (const TranscriptLine& l : kGood)
        text += (l.speaker == "agent" ? "Agent 1: " : "Customer (Ines): ") + l.text + "\r\n";
    EXPECT_EQ(read(text).size(), kGood.size());
    EXPECT_EQ(score(read(text)), score(kGood));
}

TEST(TranscriptText, ALineWithoutASpeakerGoesOnWithTheTurnBefore) {
    const auto lines =
        read("Agent: I have sent a new lamp.\n\nYour total: $0\n  see https://acme.example/orders\nCustomer: ok\n");
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].text, "I have sent a new lamp. Your total: $0 see https://acme.example/orders");
}

TEST(TranscriptText, WhatAManagerSaidIsNoTurnOfTheManagers) {
    const auto lines = read("AGENT: one moment\nThe manager said: no refunds\nCALLER: ok");
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].text, "one moment The manager said: no refunds");
}

TEST(TranscriptText, TimesStandBeforeOrAfterTheSpeaker) {
    const auto lines = read(
        "[00:12] Agent: a\n(1:02:03.5) Customer: b\n01:02:10 Agent: c\nCustomer (01:02:11): d\n01:02:12 - Agent [x]: "
        "e");
    ASSERT_EQ(lines.size(), 5U);
    EXPECT_EQ(lines[0].timestamp, 12);
    EXPECT_EQ(lines[1].timestamp, 3723.5);
    EXPECT_EQ(lines[2].timestamp, 3730);
    EXPECT_EQ(lines[3].timestamp, 3731);
    EXPECT_EQ(lines[3].speaker, "Customer");
    EXPECT_EQ(lines[4].timestamp, 3732);
}

TEST(TranscriptText, ATimeOfDayCountsFromTheFirstTurnAndPastMidnight) {
    const auto lines = read("[11:59:50 PM] Ann: a\n[12:00:05 AM] Ben: b\n");
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].timestamp, 0);
    EXPECT_EQ(lines[1].timestamp, 15);
    const auto dated = read("2026-03-01T10:00:00Z Agent: a\n2026-03-01 10:00:07 Customer: b");
    ASSERT_EQ(dated.size(), 2U);
    EXPECT_EQ(dated[1].timestamp, 7);
}

TEST(TranscriptText, AMinuteOfTheDayIsTooCoarseToMeasureBy) {
    const auto lines = read("10:32 AM Agent: a\n10:32 AM Customer: b\n");
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_FALSE(lines[0].timestamp);
}

TEST(TranscriptText, MarksAreNoWordsAndMasksAre) {
    EXPECT_EQ(read("[music]\nAgent: hello\n[00:20]\n(laughs)\nCustomer: hi").size(), 2U);
    EXPECT_TRUE(judging::words_of("[inaudible] <unk> [00:12] (laughs) [BLANK_AUDIO] [inaudible 00:02:10]").empty());
    EXPECT_EQ(judging::words_of("thanks [name] (navy, L) for <hold on>").size(), 7U);
    Lines marked = kGood;
    for (auto& l : marked)
        l.text = "[00:12] " + l.text + " [inaudible]";
    EXPECT_EQ(score(marked), score(kGood));
}

TEST(TranscriptText, ALabelInsideATurnsTextIsNoWordOfIt) {
    EXPECT_EQ(without_label("AGENT: hello there"), "hello there");
    EXPECT_EQ(without_label("[00:12] Agent 2: hello"), "hello");
    EXPECT_EQ(without_label("Good news: it is here"), "Good news: it is here");
    Lines labelled = kGood;
    for (auto& l : labelled)
        l.text = (l.speaker == "agent" ? "AGENT: " : "CUSTOMER: ") + l.text;
    EXPECT_EQ(score(labelled), score(kGood));
}

TEST(TranscriptText, ANameInBracketsIsNoRole) {
    EXPECT_EQ(speaker_named("Customer (Stafford)"), Speaker::Customer);
    EXPECT_EQ(speaker_named("Maria (Customer)"), Speaker::Customer);
    EXPECT_EQ(speaker_named("Agent (Guest line)"), Speaker::Agent);
}

TEST(TranscriptText, WhatCannotBeReadIsToldWithItsLine) {
    EXPECT_NE(refusal("\nhello there\nAgent: hi").find("line 2: who speaks?"), std::string::npos);
    EXPECT_NE(refusal("Agent: hi\n[00:10] Customer: a\n[00:05] Agent: b").find("line 3: its time"), std::string::npos);
    EXPECT_NE(refusal("\n\n").find("nothing to judge"), std::string::npos);
    EXPECT_NE(refusal("").find("nothing to judge"), std::string::npos);
    std::string many;
    for (int i = 0; i <= 10'000; ++i)
        many += "Agent: a\n";
    EXPECT_NE(refusal(many).find("line 10001: at most"), std::string::npos);
}

}  // namespace
}  // namespace mockcall
