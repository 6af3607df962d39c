// What reads datagrams of strangers: STUN, and the agent behind it.
#include "protocol/rtc/stun.hpp"

#include <cstdlib>

#include "protocol/rtc/ice_agent.hpp"

using namespace mockcall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView datagram(data, size);
    if (const auto m = rtc::parse_stun(datagram)) {
        (void)rtc::verify_integrity(*m, "a password of 24 characters");
        const auto from = *rtc::parse_ip(m->use_candidate ? "2001:db8::1" : "192.0.2.1", 5'000);
        const Bytes answer = rtc::stun_success(*m, from, "a password of 24 characters");
        const auto back = rtc::parse_stun(answer);
        // An answer is ours to the last bit, and no larger than what asked for it could be told apart from.
        if (!back || back->mapped != from || !rtc::verify_integrity(*back, "a password of 24 characters"))
            std::abort();
    }
    rtc::IceAgent agent({"ours", "a password of 24 characters"}, {"them", "x"});
    if (agent.check(datagram, *rtc::parse_ip("192.0.2.1", 5'000), SteadyTime{}) && !agent.selected())
        std::abort();
    (void)rtc::stun_addressee(datagram);
    const auto there = *rtc::parse_ip("198.51.100.7", 5'000);
    (void)agent.ask(there, {1, 2, 3}, SteadyTime{});
    // The answer to a question is its own transaction, sealed with the peer's password.
    if (agent.answered(datagram, there, SteadyTime{}) && !rtc::verify_integrity(*rtc::parse_stun(datagram), "x"))
        std::abort();
    return 0;
}
