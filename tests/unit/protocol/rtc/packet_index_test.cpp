#include "protocol/rtc/packet_index.hpp"

#include <gtest/gtest.h>

namespace mockcall::rtc {
namespace {

TEST(ReplayWindow, TakesEachIndexOnceInWhateverOrder) {
    ReplayWindow w;
    for (const std::uint64_t i : {5U, 9U, 7U, 6U, 1'000U, 8U}) {
        EXPECT_TRUE(w.fresh(i)) << i;
        w.accept(i);
        EXPECT_FALSE(w.fresh(i)) << i;
    }
    EXPECT_TRUE(w.fresh(10));
    EXPECT_EQ(w.highest(), 1'000U);
}

TEST(ReplayWindow, TakesNothingFromBeforeIt) {
    ReplayWindow w;
    w.accept(5'000);
    EXPECT_TRUE(w.fresh(5'000 - ReplayWindow::kSize + 1));
    EXPECT_FALSE(w.fresh(5'000 - ReplayWindow::kSize));
    w.accept(1'000'000);
    EXPECT_TRUE(w.fresh(999'999)) << "a leap forgets what came before it";
    EXPECT_FALSE(w.fresh(5'001));
}

TEST(PacketIndex, CountsOnOverTheWrapAndKnowsWhatCameLate) {
    ReplayWindow w;
    EXPECT_EQ(packet_index(w, 65'000), 65'000U);
    w.accept(65'000);
    EXPECT_EQ(packet_index(w, 10), 65'546U);
    w.accept(65'546);
    EXPECT_EQ(packet_index(w, 65'535), 65'535U) << "from before the wrap";
    EXPECT_EQ(packet_index(w, 11), 65'547U);
    w.accept(5 * 65'536 + 3);
    EXPECT_EQ(packet_index(w, 65'530), 4 * 65'536U + 65'530U);
    EXPECT_EQ(packet_index(w, 2), 5 * 65'536U + 2U);
    EXPECT_EQ(packet_index(w, 32'000), 5 * 65'536U + 32'000U);
}

TEST(PacketIndex, NothingComesBeforeTheFirstTurn) {
    ReplayWindow w;
    w.accept(3);
    EXPECT_EQ(packet_index(w, 65'535), 65'535U);
}

}  // namespace
}  // namespace mockcall::rtc
