#include "engine/client_transcripts.hpp"

#include <gtest/gtest.h>

namespace mockcall {
namespace {

using Kind = ClientTranscripts::Kind;

CallTime at(int ms) { return CallTime{} + ticks_of(Milliseconds{ms}); }

struct Texts : ClientTranscripts {
    /// "2 final: hello", one for each thing said.
    std::vector<std::string> told(int ms) {
        std::vector<std::string> lines;
        for (const Said& s : take(at(ms)))
            lines.push_back(std::to_string(s.utterance) +
                            (s.kind == Kind::Partial ? " partial: "
                             : s.kind == Kind::Final ? " final: "
                                                     : " missing: ") +
                            s.text);
        return lines;
    }
};
using Lines = std::vector<std::string>;

TEST(ClientTranscripts, APhraseGrowsAndItsFinalAnswersTheUtterance) {
    Texts texts;
    texts.opened(2, at(1000));
    texts.heard("thank you", false, at(1600));
    EXPECT_EQ(texts.told(1700), Lines{"2 partial: thank you"});
    EXPECT_EQ(texts.told(1800), Lines{});
    texts.heard("Thank you for calling", true, at(2400));
    EXPECT_EQ(texts.told(2500), Lines{"2 partial: Thank you for calling"});
    texts.committed(2, at(3000));
    EXPECT_EQ(texts.told(3000), Lines{"2 final: Thank you for calling"});
    EXPECT_EQ(texts.told(9000), Lines{});
}

TEST(ClientTranscripts, AFinalThatIsLateIsWaitedFor) {
    Texts texts;
    texts.opened(2, at(1000));
    texts.heard("how may I", false, at(1900));
    texts.committed(2, at(2500));
    EXPECT_EQ(texts.told(2500), Lines{});
    EXPECT_EQ(texts.next_deadline(), at(2500) + ClientTranscripts::kLateFinal);
    texts.heard("How may I help you?", true, at(1900));
    EXPECT_EQ(texts.told(3100), Lines{"2 final: How may I help you?"});
    EXPECT_FALSE(texts.next_deadline());
}

TEST(ClientTranscripts, AFinalThatDoesNotComeIsMissingAndItsPartialIsKnown) {
    Texts texts;
    texts.opened(2, at(1000));
    texts.heard("how may I", false, at(1900));
    (void)texts.told(1900);
    texts.committed(2, at(2500));
    EXPECT_EQ(texts.told(3399), Lines{});
    EXPECT_EQ(texts.told(3400), Lines{"2 missing: how may I"});
}

TEST(ClientTranscripts, TwoPhrasesInOneUtteranceAreJoined) {
    Texts texts;
    texts.opened(2, at(1000));
    texts.heard("I am sorry about that.", true, at(2000));
    texts.heard("let me", false, at(2900));
    (void)texts.told(2900);
    texts.committed(2, at(3300));
    EXPECT_EQ(texts.told(3300), Lines{}) << "the second phrase is still open";
    texts.heard("Let me look.", true, at(2900));
    EXPECT_EQ(texts.told(3500), Lines{"2 final: I am sorry about that. Let me look."});
}

TEST(ClientTranscripts, FinalsWithAnOpenPhraseBehindThemCountAsTheyAreInTheEnd) {
    Texts texts;
    texts.opened(2, at(1000));
    texts.heard("I am sorry.", true, at(2000));
    texts.heard("let me look", false, at(2900));
    texts.committed(2, at(3300));
    EXPECT_EQ(texts.told(4200), Lines{"2 final: I am sorry. let me look"});
}

TEST(ClientTranscripts, APhraseThatGoesOnInTheNextUtteranceBringsOnlyItsFurtherWords) {
    Texts texts;
    texts.opened(2, at(1000));
    texts.heard("let me", false, at(1500));
    (void)texts.told(1500);
    texts.committed(2, at(2000));
    EXPECT_EQ(texts.told(2900), Lines{"2 missing: let me"});
    texts.opened(4, at(3000));
    texts.heard("let me see your bill", false, at(3700));
    EXPECT_EQ(texts.told(3700), Lines{"4 partial: see your bill"});
    texts.heard("Let me see your bill.", true, at(3900));
    texts.committed(4, at(4300));
    EXPECT_EQ(texts.told(4300), Lines{"4 final: see your bill."});
}

TEST(ClientTranscripts, WordsTellOfTheUtteranceBeforeWhileTheNextHasJustBegun) {
    Texts texts;
    texts.opened(2, at(1000));
    texts.committed(2, at(2000));
    texts.opened(4, at(2200));
    texts.heard("Yes.", true, at(2300));
    EXPECT_EQ(texts.told(2300), Lines{"2 final: Yes."});
}

TEST(ClientTranscripts, WordsThatNobodySpokeHereAreNobodys) {
    Texts texts;
    texts.heard("I want my money back", true, at(500));
    texts.opened(2, at(3000));
    texts.committed(2, at(4000));
    EXPECT_EQ(texts.told(4000), Lines{});
    EXPECT_EQ(texts.told(4900), Lines{"2 missing: "});
    texts.heard("from the loudspeaker", true, at(9000));
    EXPECT_EQ(texts.told(9000), Lines{});
}

TEST(ClientTranscripts, WordsThatAreFasterThanVoiceActivityWaitForIt) {
    Texts texts;
    texts.heard("yes", false, at(1050));
    texts.opened(2, at(1000));
    EXPECT_EQ(texts.told(1100), Lines{"2 partial: yes"});
    texts.heard("Yes please", true, at(1300));
    texts.committed(2, at(1900));
    EXPECT_EQ(texts.told(1900), Lines{"2 final: Yes please"});
}

TEST(ClientTranscripts, WordsThatEndLongBeforeTheUtteranceDoesAreNotAllOfIt) {
    Texts texts;
    texts.opened(2, at(1000));
    texts.heard("I see.", true, at(1500));
    texts.committed(2, at(5000));
    EXPECT_EQ(texts.told(5000), Lines{});
    texts.heard("And that was in May.", true, at(4500));
    EXPECT_EQ(texts.told(5200), Lines{"2 final: I see. And that was in May."});
}

TEST(ClientTranscripts, AClientIsTrustedOnceItHasRecognisedAndUntilItMissesTwice) {
    Texts texts;
    EXPECT_FALSE(texts.trusted());
    texts.opened(1, at(0));
    texts.heard("hello", true, at(400));
    EXPECT_TRUE(texts.trusted());
    texts.committed(1, at(900));
    (void)texts.told(900);
    for (int i = 1; i <= 2; ++i) {
        EXPECT_TRUE(texts.trusted());
        texts.opened(static_cast<UtteranceId>(i + 1), at(10'000 * i));
        texts.committed(static_cast<UtteranceId>(i + 1), at(10'000 * i + 1000));
        (void)texts.told(10'000 * i + 2000);
    }
    EXPECT_FALSE(texts.trusted());
    texts.heard("back again", true, at(40'000));
    EXPECT_TRUE(texts.trusted());
}

TEST(ClientTranscripts, ADroppedUtteranceIsNotAnswered) {
    Texts texts;
    texts.opened(2, at(1000));
    texts.heard("hello", true, at(1500));
    texts.dropped(2);
    texts.committed(2, at(2000));
    EXPECT_EQ(texts.told(9000), Lines{});
    EXPECT_FALSE(texts.next_deadline());
}

}  // namespace
}  // namespace mockcall
