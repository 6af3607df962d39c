#include "domain/remote/service_gate.hpp"

#include <gmock/gmock.h>

namespace mockcall::remote {

static bool operator==(const ServiceGate::Decision& a, const ServiceGate::Decision& b) {
    return a.id == b.id && a.entry == b.entry;
}

namespace {

using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Decision = ServiceGate::Decision;

constexpr SteadyTime kStart{seconds(100)};
constexpr Milliseconds kPatience{2'000};

GateOptions small() {
    GateOptions o;
    o.running = 2;
    o.waiting = 2;
    o.breaker = {2, seconds(5), seconds(20)};
    return o;
}

TEST(ServiceGate, LetsSoManyRunAndSoManyWait) {
    ServiceGate gate(small());
    EXPECT_EQ(gate.ask(1, kStart, kPatience), Entry::Go);
    EXPECT_EQ(gate.ask(2, kStart, kPatience), Entry::Go);
    EXPECT_EQ(gate.ask(3, kStart, kPatience), Entry::Wait);
    EXPECT_EQ(gate.ask(4, kStart, kPatience), Entry::Wait);
    EXPECT_EQ(gate.ask(5, kStart, kPatience), Entry::Busy);
    EXPECT_THAT(gate.step(kStart), IsEmpty());
    gate.done(Outcome::Succeeded, kStart + seconds(1));
    EXPECT_THAT(gate.step(kStart + seconds(1)), ElementsAre(Decision{3, Entry::Go}));
    EXPECT_EQ(gate.running(), 2U);
}

TEST(ServiceGate, NobodyWaitsLongerThanTheyWould) {
    ServiceGate gate(small());
    (void)gate.ask(1, kStart, kPatience);
    (void)gate.ask(2, kStart, kPatience);
    (void)gate.ask(3, kStart, kPatience);
    EXPECT_EQ(gate.next_deadline(), kStart + kPatience);
    EXPECT_THAT(gate.step(kStart + kPatience), ElementsAre(Decision{3, Entry::Busy}));
    EXPECT_EQ(gate.next_deadline(), std::nullopt);
}

TEST(ServiceGate, HoldsBackForAsLongAsTheServiceAsked) {
    ServiceGate gate(small());
    (void)gate.ask(1, kStart, kPatience);
    gate.throttle(Milliseconds{1'500}, kStart);
    EXPECT_EQ(gate.ask(2, kStart, Milliseconds{1'000}), Entry::Throttled) << "it would not wait so long";
    EXPECT_EQ(gate.ask(3, kStart, kPatience), Entry::Wait) << "though there is room";
    EXPECT_EQ(gate.next_deadline(), kStart + Milliseconds{1'500});
    EXPECT_THAT(gate.step(kStart + Milliseconds{1'499}), IsEmpty());
    EXPECT_THAT(gate.step(kStart + Milliseconds{1'500}), ElementsAre(Decision{3, Entry::Go}));
}

TEST(ServiceGate, A429WithoutATimeHoldsBackForAWhileAndNoneForEver) {
    ServiceGate gate(small());
    gate.throttle(std::nullopt, kStart);
    EXPECT_EQ(gate.ask(1, kStart, Milliseconds{1'999}), Entry::Throttled);
    EXPECT_EQ(gate.ask(2, kStart + seconds(2), kPatience), Entry::Go);
    gate.throttle(std::chrono::hours(24), kStart);
    EXPECT_EQ(gate.ask(3, kStart + seconds(60), Milliseconds{0}), Entry::Go);
}

TEST(ServiceGate, AnOpenBreakerSendsEverybodyAwayAtOnce) {
    ServiceGate gate(small());
    (void)gate.ask(1, kStart, kPatience);
    (void)gate.ask(2, kStart, kPatience);
    (void)gate.ask(3, kStart, kPatience);
    gate.done(Outcome::Failed, kStart);
    EXPECT_THAT(gate.step(kStart), ElementsAre(Decision{3, Entry::Go}));
    gate.done(Outcome::Failed, kStart);
    EXPECT_EQ(gate.ask(4, kStart, kPatience), Entry::Down);
    gate.done(Outcome::Abandoned, kStart);
    EXPECT_EQ(gate.ask(5, kStart + seconds(5), kPatience), Entry::Go) << "the trial";
    EXPECT_EQ(gate.ask(6, kStart + seconds(5), kPatience), Entry::Down) << "while it is on trial";
    gate.done(Outcome::Succeeded, kStart + seconds(5));
    EXPECT_EQ(gate.ask(7, kStart + seconds(5), kPatience), Entry::Go);
}

TEST(ServiceGate, ThoseThatWaitAreSentAwayWhenItBreaks) {
    ServiceGate gate(small());
    (void)gate.ask(1, kStart, kPatience);
    (void)gate.ask(2, kStart, kPatience);
    (void)gate.ask(3, kStart, kPatience);
    (void)gate.ask(4, kStart, kPatience);
    gate.forget(4);
    gate.breaker().open(kStart);
    EXPECT_THAT(gate.step(kStart), ElementsAre(Decision{3, Entry::Down}));
}

}  // namespace
}  // namespace mockcall::remote
