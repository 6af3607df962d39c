#include "domain/dialogue/slots.hpp"

#include <gtest/gtest.h>

namespace mockcall {
namespace {

std::int64_t sum(const char* text) {
    const auto found = amounts_in(tokenize(text));
    return found.size() == 1 ? found[0].value : -1;
}
double percent(const char* text) {
    const auto found = percents_in(tokenize(text));
    return found.size() == 1 ? found[0].value : -1;
}
double seconds(const char* text) {
    const auto found = durations_in(tokenize(text));
    return found.size() == 1 ? found[0].value : -1;
}

TEST(Slots, SumsAreReadAsWrittenAndAsSpoken) {
    EXPECT_EQ(sum("I'll credit $150 today"), 15000);
    EXPECT_EQ(sum("$89.99"), 8999);
    EXPECT_EQ(sum("$1,500"), 150000);
    EXPECT_EQ(sum("150 dollars"), 15000);
    EXPECT_EQ(sum("one hundred and fifty dollars"), 15000);
    EXPECT_EQ(sum("a hundred fifty bucks"), 15000);
    EXPECT_EQ(sum("one fifty dollars"), 15000);
    EXPECT_EQ(sum("twenty five dollars"), 2500);
    EXPECT_EQ(sum("ten dollars and fifty cents"), 1050);
    EXPECT_EQ(sum("two thousand three hundred dollars"), 230000);
    EXPECT_EQ(sum("a thousand dollars"), 100000);
    EXPECT_EQ(sum("one hundred thousand dollars"), 10000000);
}

TEST(Slots, NumbersWithoutACurrencyAreNoSums) {
    EXPECT_EQ(sum("one hundred fifty"), -1);
    EXPECT_EQ(sum("five years"), -1);
    EXPECT_EQ(sum("a dollar sign"), -1);
}

TEST(Slots, SeveralSumsStayApart) {
    const auto found = amounts_in(tokenize("you were charged $150 and I'll give back fifty dollars"));
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].value, 15000);
    EXPECT_EQ(found[1].value, 5000);
}

TEST(Slots, PercentagesAreRead) {
    EXPECT_DOUBLE_EQ(percent("20% off"), 20);
    EXPECT_DOUBLE_EQ(percent("twenty percent"), 20);
    EXPECT_DOUBLE_EQ(percent("twenty five per cent"), 25);
    EXPECT_DOUBLE_EQ(percent("half off"), 50);
    EXPECT_DOUBLE_EQ(percent("a quarter off the next bill"), 25);
    EXPECT_DOUBLE_EQ(percent("12.5%"), 12.5);
}

TEST(Slots, SharesAreOfSomethingNamedBefore) {
    const auto share = [](const char* text) {
        const auto found = shares_in(tokenize(text));
        return found.empty() ? 0 : found.front().value;
    };
    EXPECT_DOUBLE_EQ(share("I can give you half of it back"), 50);
    EXPECT_NEAR(share("two thirds of that fee"), 66.67, 0.01);
    EXPECT_DOUBLE_EQ(share("three quarters of the charge"), 75);
    EXPECT_DOUBLE_EQ(share("20% of it"), 20);
    EXPECT_DOUBLE_EQ(share("it takes half an hour"), 0);
    EXPECT_DOUBLE_EQ(share("half of Ohio is without power"), 0);
    EXPECT_NEAR(percents_in(tokenize("a third off")).front().value, 33.33, 0.01);
}

TEST(Slots, DecimalsAreReadAsTheyAreSpoken) {
    EXPECT_DOUBLE_EQ(percent("four point four percent"), 4.4);
    EXPECT_DOUBLE_EQ(percent("three point two five per cent"), 3.25);
    EXPECT_DOUBLE_EQ(percent("zero point nine percent"), 0.9);
    EXPECT_DOUBLE_EQ(percent("twelve point twenty five percent"), 12.25);
    EXPECT_DOUBLE_EQ(percent("4 point 4 percent"), 4.4);
    EXPECT_EQ(sum("four point five dollars"), 450);
    EXPECT_EQ(sum("to the point five dollars"), 500) << "a point without a number before it is none";
}

TEST(Slots, DurationsAreRead) {
    EXPECT_DOUBLE_EQ(seconds("two minutes"), 120);
    EXPECT_DOUBLE_EQ(seconds("48 hours"), 48 * 3600.0);
    EXPECT_DOUBLE_EQ(seconds("six months"), 6 * 30 * 86400.0);
    EXPECT_DOUBLE_EQ(seconds("three business days"), 3 * 86400.0);
    EXPECT_DOUBLE_EQ(seconds("a couple of days"), 2 * 86400.0);
    EXPECT_DOUBLE_EQ(seconds("just a minute"), 60);
}

TEST(Slots, CodesAreReadLetterByLetter) {
    EXPECT_EQ(codes_in("my account is ACC-789456").back(), "acc789456");
    EXPECT_EQ(codes_in("a c c seven eight nine four five six").back(), "acc789456");
    EXPECT_TRUE(codes_in("I pay $89.99 for two lines").empty());
}

}  // namespace
}  // namespace mockcall
