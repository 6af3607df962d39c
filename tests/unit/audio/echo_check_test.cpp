#include "audio/echo_check.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"
#include "fakes/mouth_sounds.hpp"
#include "signals.hpp"

namespace mockcall::audio {
namespace {

/// The played sound `delay_ms` later, `loss_db` weaker, through a small loudspeaker and a room.
Samples echo_of(SampleView played, int delay_ms, double loss_db, std::uint64_t seed) {
    Random dice(seed);
    const double gain = std::pow(10, -loss_db / 20);
    const auto delay = static_cast<std::size_t>(delay_ms) * 16;
    std::vector<double> room(800);
    for (std::size_t i = 0; i < room.size(); ++i)
        room[i] = (i == 0 ? 1.0 : 0.25 * dice.between(-1, 1) * std::exp(-static_cast<double>(i) / 200));
    Samples out(played.size(), 0);
    double low = 0;
    for (std::size_t n = delay; n < played.size(); ++n) {
        double sum = 0;
        for (std::size_t i = 0; i < room.size() && i + delay <= n; i += i == 0 ? 1 : 7)
            sum += room[i] * played[n - delay - i];
        low += 0.6 * (sum - low);
        out[n] = static_cast<std::int16_t>(std::clamp(gain * low, -32000.0, 32000.0));
    }
    return out;
}

Samples talk(std::uint64_t seed, double seconds, double peak = 8000) { return fakes::wordlike(seed, seconds, peak); }

struct Counted {
    int loud = 0;       ///< frames of the microphone with sound in them
    int explained = 0;  ///< of these
};
Counted run(EchoCheck& check, SampleView heard, SampleView played, std::size_t from_frame) {
    Counted r;
    for (std::size_t at = 0; at + 160 <= heard.size(); at += 160) {
        const bool echo = check.process(heard.subspan(at, 160), played.subspan(at, 160));
        if (at / 160 < from_frame || test::rms(heard.subspan(at, 160)) < 60)
            continue;
        ++r.loud;
        r.explained += echo ? 1 : 0;
    }
    return r;
}

TEST(EchoCheck, ExplainsTheCustomersVoiceComingBackAtAnyDelay) {
    for (const int delay : {40, 150, 300, 500})
        for (std::uint64_t seed = 1; seed <= 3; ++seed) {
            const Samples played = talk(seed, 6);
            const Samples heard = echo_of(played, delay, 12, seed);
            EchoCheck check;
            const Counted r = run(check, heard, played, 100);
            EXPECT_GE(r.explained, r.loud * 9 / 10) << delay << " ms, seed " << seed << ", found " << check.delay();
        }
}

TEST(EchoCheck, LetsSomebodyThroughWhoSpeaksOverTheEcho) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        const Samples played = talk(seed, 8);
        Samples heard = echo_of(played, 200, 18, seed);
        const Samples agent = talk(seed + 50, 2);
        constexpr std::size_t kFrom = 16000 * 5;
        for (std::size_t i = 0; i < agent.size(); ++i)
            heard[kFrom + i] = static_cast<std::int16_t>(std::clamp(heard[kFrom + i] + agent[i], -32768, 32767));
        EchoCheck check;
        (void)run(check, SampleView(heard).first(kFrom), SampleView(played).first(kFrom), 0);
        const Counted both = run(check, SampleView(heard).subspan(kFrom, agent.size()),
                                 SampleView(played).subspan(kFrom, agent.size()), 0);
        EXPECT_LE(both.explained, both.loud * 4 / 10) << seed;
    }
}

TEST(EchoCheck, WithAHeadsetTheAgentsSpeechIsNeverTakenForAnEcho) {
    int explained = 0;
    int loud = 0;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        EchoCheck check;
        const Counted r = run(check, talk(seed + 100, 6), talk(seed, 6), 0);
        explained += r.explained;
        loud += r.loud;
    }
    EXPECT_LE(explained, loud / 50);
}

/// Any two voices begin alike.
TEST(EchoCheck, WithAHeadsetWhoInterruptsIsHeardFromTheFirstSyllableOn) {
    int explained = 0;
    int loud = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const Samples played = talk(seed, 5);
        Samples heard(played.size(), 0);
        const Samples agent = talk(seed + 300, 1.5);
        std::ranges::copy(agent, heard.begin() + static_cast<std::ptrdiff_t>(160 * (4 + 5 * seed)));
        EchoCheck check;
        const Counted r = run(check, heard, played, 0);
        explained += r.explained;
        loud += r.loud;
    }
    EXPECT_LE(explained, loud / 100);
}

TEST(EchoCheck, KnowsAnEchoWithinItsFirstSyllable) {
    for (const int delay : {40, 150, 300, 500})
        for (std::uint64_t seed = 1; seed <= 10; ++seed) {
            const Samples played = talk(seed, 2);
            const Samples heard = echo_of(played, delay, 10, seed);
            EchoCheck check;
            int unexplained = 0;
            for (std::size_t at = 0; at + 160 <= heard.size(); at += 160) {
                const bool echo =
                    check.process(SampleView(heard).subspan(at, 160), SampleView(played).subspan(at, 160));
                unexplained += !echo && test::rms(SampleView(heard).subspan(at, 160)) > 60 ? 1 : 0;
            }
            EXPECT_LE(unexplained, 12) << "frames, " << delay << " ms, seed " << seed;
        }
}

TEST(EchoCheck, KnowsAnEchoWhoseRhythmIsBrokenByWhatTheNetworkLost) {
    for (const int delay : {40, 150, 300})
        for (std::uint64_t seed = 1; seed <= 10; ++seed) {
            const Samples played = talk(seed, 2);
            Samples heard = echo_of(played, delay, 10, seed);
            Random dice(seed);
            for (std::size_t at = 0; at + 320 <= heard.size(); at += 320)  // packets of 20 ms, 3 %
                if (dice.below(33) == 0)
                    std::fill_n(heard.begin() + static_cast<std::ptrdiff_t>(at), 320, std::int16_t{0});
            EchoCheck check;
            const Counted r = run(check, heard, played, 0);
            EXPECT_LE(r.loud - r.explained, 18) << "frames, " << delay << " ms, seed " << seed;
        }
}

TEST(EchoCheck, SilenceOfTheCustomerExplainsNothing) {
    EchoCheck check;
    const Counted r = run(check, talk(3, 3), Samples(48'000, 0), 0);
    EXPECT_EQ(r.explained, 0);
    EXPECT_GT(r.loud, 100);
}

/// Minutes of a call: the customer talks, the agent answers in between and over them.
struct LongCall {
    Samples played, heard;
    LongCall(std::uint64_t seed, int delay_ms, int turns) {
        for (int turn = 0; turn < turns; ++turn) {
            const Samples line = talk(seed + static_cast<std::uint64_t>(turn) * 7, 4);
            played.insert(played.end(), line.begin(), line.end());
            played.resize(played.size() + 32'000, 0);
        }
        heard = echo_of(played, delay_ms, 14, seed);
        Random dice(seed);
        for (int turn = 0; turn < turns; ++turn) {
            const Samples agent = talk(seed + 500 + static_cast<std::uint64_t>(turn), 2.5);
            const std::size_t from = static_cast<std::size_t>(turn) * 96'000 + 48'000;  // a second of it over the line
            for (std::size_t i = 0; i < agent.size() && from + i < heard.size(); ++i)
                heard[from + i] = static_cast<std::int16_t>(std::clamp(heard[from + i] + agent[i], -32768, 32767));
        }
        for (std::int16_t& s : heard)
            s = static_cast<std::int16_t>(std::clamp(s + static_cast<int>(dice.between(-25, 25)), -32768, 32767));
    }
};

TEST(EchoCheck, TheDelayItHasLearnedDoesNotWander) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        const int delay_ms = 60 + static_cast<int>(seed) * 130;
        const LongCall call(seed, delay_ms, 8);
        EchoCheck check;
        int wrong = 0;
        for (std::size_t at = 0; at + 160 <= call.heard.size(); at += 160) {
            (void)check.process(SampleView(call.heard).subspan(at, 160), SampleView(call.played).subspan(at, 160));
            if (at > 160 * 300)  // three seconds to learn it
                wrong += std::abs(check.delay() - delay_ms / 10) > 1 ? 1 : 0;
        }
        EXPECT_EQ(wrong, 0) << "seed " << seed << ", in the end " << check.delay();
    }
}

TEST(EchoCheck, FollowsALoudspeakerThatChanges) {
    const LongCall before(1, 100, 5), after(2, 420, 5);
    EchoCheck check;
    (void)run(check, before.heard, before.played, 0);
    ASSERT_NEAR(check.delay(), 10, 1);
    (void)run(check, after.heard, after.played, 0);
    EXPECT_NEAR(check.delay(), 42, 1);
}

}  // namespace
}  // namespace mockcall::audio
