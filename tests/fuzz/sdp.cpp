// A description that a client sends: read it, and answer it with one that can be read again.
#include "protocol/rtc/sdp.hpp"

#include <cstdlib>

using namespace mockcall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    (void)rtc::parse_answer(text);
    const auto offer = rtc::parse_offer(text);
    if (!offer) {
        if (offer.error().code != ErrorCode::ValidationError || offer.error().fields.empty())
            std::abort();
        return 0;
    }
    const rtc::AnswerParts ours{{"ours", "a password of 24 characters"},
                                std::string(64, 'a'),
                                {*rtc::parse_ip("192.0.2.1", 3'000)},
                                1,
                                "cname",
                                2,
                                1};
    const auto back = rtc::parse_answer(rtc::make_answer(*offer, ours));
    if (!back || back->fingerprint != ours.fingerprint)
        std::abort();
    return 0;
}
