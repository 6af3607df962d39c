#include "adapters/http/byte_range.hpp"

#include <gtest/gtest.h>

namespace mockcall::http {
namespace {

using Kind = ByteRange::Kind;

void expect_part(const char* header, std::uint64_t offset, std::uint64_t length) {
    const ByteRange r = byte_range(header, 1000);
    EXPECT_EQ(r.kind, Kind::Part) << header;
    EXPECT_EQ(r.offset, offset) << header;
    EXPECT_EQ(r.length, length) << header;
}

TEST(ByteRange, TakesOneRangeInEachForm) {
    expect_part("bytes=0-99", 0, 100);
    expect_part("bytes=0-0", 0, 1);
    expect_part("bytes=100-", 100, 900);
    expect_part("bytes=-50", 950, 50);
    expect_part("bytes=-5000", 0, 1000);
    expect_part("bytes=10-5000", 10, 990);
    expect_part("bytes=999-999", 999, 1);
}

TEST(ByteRange, WhatLiesOutsideCannotBeSatisfied) {
    for (const char* header : {"bytes=1000-", "bytes=5000-6000", "bytes=-0"})
        EXPECT_EQ(byte_range(header, 1000).kind, Kind::Unsatisfiable) << header;
    EXPECT_EQ(byte_range("bytes=0-", 0).kind, Kind::Unsatisfiable);
}

TEST(ByteRange, WhatIsMalformedOrSeveralAsksForTheWhole) {
    for (const char* header : {"", "bytes=", "bytes=-", "bytes=9-3", "lines=1-2", "bytes=a-b", "bytes=1-2,5-6",
                               "bytes=1-2x", "bytes=99999999999999999999999-", "bytes 1-2", "bytes=--1"}) {
        const ByteRange r = byte_range(header, 1000);
        EXPECT_EQ(r.kind, Kind::Whole) << header;
        EXPECT_EQ(r.length, 1000U);
    }
}

}  // namespace
}  // namespace mockcall::http
