#include <gtest/gtest.h>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "base/random.hpp"
#include "base/time.hpp"

namespace mockcall {
namespace {

TEST(Base64, GoesThereAndBackForEveryLength) {
    for (std::size_t n = 0; n < 70; ++n) {
        Bytes in(n);
        Random random(n);
        for (auto& b : in)
            b = static_cast<std::uint8_t>(random.next());
        Bytes out;
        ASSERT_TRUE(base64_decode(base64_encode(in), out));
        EXPECT_EQ(in, out);
    }
}

TEST(Base64, RefusesWhatIsNotBase64) {
    Bytes out;
    EXPECT_FALSE(base64_decode("ab*d", out));
    EXPECT_FALSE(base64_decode("abcde", out));
    EXPECT_FALSE(base64_decode("a b=", out));
}

TEST(Base64, UrlFormHasNoPaddingAndNoReservedCharacters) {
    const Bytes in{0xFB, 0xFF, 0xFE, 0x00};
    EXPECT_EQ(base64url_encode(in), "-__-AA");
}

TEST(Time, WritesIso8601InUtc) {
    using namespace std::chrono;
    EXPECT_EQ(iso8601(sys_days{2025y / October / 14} + 15h + 30min + 999ms), "2025-10-14T15:30:00Z");
}

TEST(Time, TicksKeepSamplesExactAtEveryRateWeUse) {
    for (const int rate : {8000, 16000, 24000, 48000})
        EXPECT_EQ(samples_of(ticks_of_samples(123456, rate), rate), 123456);
}

TEST(Random, IsTheSameSequenceEverywhere) {
    Random r(42);
    EXPECT_EQ(r.next(), 13679457532755275413ULL);
    EXPECT_EQ(r.next(), 2949826092126892291ULL);
}

TEST(Error, ValidationNamesTheField) {
    const auto e = fail_validation("settings.audioQuality", "must be low, standard or high").error();
    EXPECT_EQ(to_string(e.code), "VALIDATION_ERROR");
    ASSERT_EQ(e.fields.size(), 1u);
    EXPECT_EQ(e.fields[0].field, "settings.audioQuality");
}

TEST(WallTimes, AreReadAsTheyAreWritten) {
    for (const char* text : {"2025-10-14T15:30:00Z", "1970-01-01T00:00:00Z", "2024-02-29T23:59:59Z"})
        EXPECT_EQ(iso8601(wall_time_of(text).value()), text);
    EXPECT_EQ(wall_time_of("2025-10-14"), wall_time_of("2025-10-14T00:00:00Z"));
    EXPECT_EQ(*wall_time_of("2025-10-14T15:30:00.25Z") - *wall_time_of("2025-10-14T15:30:00Z"), Milliseconds{250});
    for (const char* text : {"", "now", "2025-10-14T15:30:00", "2025-10-14T15:30:00+02:00", "2025-02-29", "2025-1-1",
                             "2025-10-14T24:00:00Z", "-025-10-14", "2025-10-14T15:30:00.Z", "2025-10-14T15:30:00Zx",
                             "20251014", "2025-10-14T15:30"})
        EXPECT_EQ(wall_time_of(text), std::nullopt) << text;
}

}  // namespace
}  // namespace mockcall
