#include "audio/held_speech.hpp"

#include <gtest/gtest.h>

namespace mockcall::audio {
namespace {

constexpr int kRate = 24'000;

Samples voice(double seconds) {
    Samples pcm(static_cast<std::size_t>(seconds * kRate));
    for (std::size_t i = 0; i < pcm.size(); ++i)
        pcm[i] = i % 100 < 50 ? 6000 : -6000;
    return pcm;
}
Samples quiet(double seconds) { return Samples(static_cast<std::size_t>(seconds * kRate), 0); }
double seconds(std::size_t samples) { return static_cast<double>(samples) / kRate; }

TEST(HeldSpeech, NothingIsHeardBeforeItsWordsAreAllowed) {
    HeldSpeech speech(kRate);
    speech.sound(voice(3));
    EXPECT_TRUE(speech.take().empty());
}

TEST(HeldSpeech, OfASentenceNoMoreIsHeardThanTheFastestSpeakerSaysUntilItsPauseComes) {
    HeldSpeech speech(kRate);
    speech.allow(40);  // two seconds of the fastest
    speech.sound(voice(3));
    EXPECT_NEAR(seconds(speech.take().size()), 2.0, 0.02);
    EXPECT_FALSE(speech.finished());
    speech.sound(quiet(0.3));
    EXPECT_NEAR(seconds(speech.taken() + speech.take().size()), 3.06, 0.05);
    EXPECT_TRUE(speech.finished());
    speech.sound(voice(2));
    EXPECT_TRUE(speech.take().empty()) << "the next sentence is not allowed";
}

TEST(HeldSpeech, ASentenceThatFollowsWithoutAPauseIsNotHeardWithTheOneBefore) {
    HeldSpeech speech(kRate);
    speech.allow(40);
    speech.sound(voice(9));
    EXPECT_NEAR(seconds(speech.take().size()), 2.0, 0.02);
    EXPECT_TRUE(speech.finished());
    speech.allow(40);
    speech.allow_rest();
    speech.whole();
    EXPECT_NEAR(seconds(speech.take().size()), 7.0, 0.02) << "nothing is lost";
}

TEST(HeldSpeech, SilenceBeforeTheFirstWordIsNoEnd) {
    HeldSpeech speech(kRate);
    speech.sound(quiet(0.5));
    speech.allow(4);
    speech.sound(voice(0.4));
    (void)speech.take();
    EXPECT_FALSE(speech.finished());
    speech.sound(quiet(0.2));
    (void)speech.take();
    EXPECT_TRUE(speech.finished());
}

TEST(HeldSpeech, TheLastSentenceIsHeardToTheEndOfTheSound) {
    HeldSpeech speech(kRate);
    speech.allow(10);
    speech.allow_rest();
    speech.sound(voice(1));
    speech.sound(quiet(0.4));
    EXPECT_FALSE(speech.finished());
    speech.sound(voice(1));
    speech.whole();
    EXPECT_NEAR(seconds(speech.take().size()), 2.4, 0.001);
    EXPECT_TRUE(speech.finished());
}

TEST(HeldSpeech, EverySampleIsHeardOnceHoweverItIsCut) {
    Samples all = voice(2);
    const Samples gap = quiet(0.25), more = voice(2);
    all.insert(all.end(), gap.begin(), gap.end());
    all.insert(all.end(), more.begin(), more.end());
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = all[i] == 0 ? std::int16_t{0} : static_cast<std::int16_t>(all[i] + static_cast<int>(i % 7));
    for (const std::size_t piece : {std::size_t{1}, std::size_t{241}, std::size_t{4800}, all.size()}) {
        HeldSpeech speech(kRate);
        Samples heard;
        speech.allow(30);
        const auto take = [&] {
            const Samples some = speech.take();
            heard.insert(heard.end(), some.begin(), some.end());
        };
        for (std::size_t at = 0; at < all.size(); at += piece) {
            speech.sound(SampleView(all).subspan(at, std::min(piece, all.size() - at)));
            if (piece > 1 || at % 997 == 0)
                take();
        }
        take();
        speech.allow(30);
        speech.allow_rest();
        speech.whole();
        take();
        EXPECT_EQ(heard, all) << piece;
    }
}

}  // namespace
}  // namespace mockcall::audio
