// Our SRTP against libsrtp2, the reference implementation, both ways.
#include <array>

#include <gtest/gtest.h>
#include <srtp2/srtp.h>

#include "adapters/webrtc/srtp.hpp"
#include "protocol/rtc/rtp.hpp"
#include "protocol/rtc/wire.hpp"

namespace mockcall::webrtc {
namespace {

class Reference {
  public:
    Reference(SrtpProfile profile, Bytes key, SrtpDirection direction) {
        static const bool ready = srtp_init() == srtp_err_status_ok;
        EXPECT_TRUE(ready);
        srtp_policy_t policy{};
        if (profile == SrtpProfile::AeadAes128Gcm) {
            srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtp);
            srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtcp);
        } else {
            srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(&policy.rtp);
            srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(&policy.rtcp);
        }
        policy.key = key.data();
        policy.ssrc.type = direction == SrtpDirection::Send ? ssrc_any_outbound : ssrc_any_inbound;
        policy.window_size = 1024;
        EXPECT_EQ(srtp_create(&session_, &policy), srtp_err_status_ok);
    }
    ~Reference() { srtp_dealloc(session_); }
    Reference(const Reference&) = delete;
    Reference& operator=(const Reference&) = delete;

    bool protect(SrtpKind kind, Bytes& packet) {
        int size = static_cast<int>(packet.size());
        packet.resize(packet.size() + SRTP_MAX_TRAILER_LEN + 4);
        const auto done = kind == SrtpKind::Rtp ? srtp_protect(session_, packet.data(), &size)
                                                : srtp_protect_rtcp(session_, packet.data(), &size);
        packet.resize(static_cast<std::size_t>(size));
        return done == srtp_err_status_ok;
    }
    bool unprotect(SrtpKind kind, Bytes& packet) {
        int size = static_cast<int>(packet.size());
        const auto done = kind == SrtpKind::Rtp ? srtp_unprotect(session_, packet.data(), &size)
                                                : srtp_unprotect_rtcp(session_, packet.data(), &size);
        packet.resize(static_cast<std::size_t>(size));
        return done == srtp_err_status_ok;
    }

  private:
    srtp_t session_ = nullptr;
};

Bytes key_for(SrtpProfile profile) {
    Bytes key(profile == SrtpProfile::AeadAes128Gcm ? 28 : 30);
    for (std::size_t i = 0; i < key.size(); ++i)
        key[i] = static_cast<std::uint8_t>(i * 37 + 11);
    return key;
}

Bytes sound(std::uint16_t sequence, std::size_t size, std::uint32_t ssrc = 0xFEDC'BA98) {
    Bytes packet;
    rtc::append_rtp({111, false, sequence, sequence * 960U, ssrc, Bytes(size, static_cast<std::uint8_t>(size))},
                    packet);
    return packet;
}

/// With two contributing sources and a header extension of two words, as browsers send them.
Bytes adorned(std::uint16_t sequence) {
    Bytes packet = sound(sequence, 0);
    packet[0] |= 0x12;
    for (const std::uint32_t word : {1U, 2U, 0xBEDE'0002U, 0x1001'2233U, 0x2044'5566U})
        rtc::write32(packet, word);
    packet.resize(packet.size() + 33, 0x5A);
    return packet;
}

Bytes report(std::uint32_t ssrc = 0xFEDC'BA98) {
    Bytes packet;
    rtc::append_rtcp({ssrc, rtc::SenderInfo{1, 2, 3, 4}, std::nullopt, "who", false}, packet);
    return packet;
}

class SrtpInterop : public testing::TestWithParam<SrtpProfile> {};
INSTANTIATE_TEST_SUITE_P(Profiles, SrtpInterop,
                         testing::Values(SrtpProfile::AeadAes128Gcm, SrtpProfile::AesCm128HmacSha1_80));

template <class Out, class In>
void carries_everything(Out& out, In& in) {
    const auto carry = [&](SrtpKind kind, const Bytes& plain) {
        Bytes packet = plain;
        ASSERT_TRUE(out.protect(kind, packet));
        ASSERT_TRUE(in.unprotect(kind, packet));
        ASSERT_EQ(packet, plain);
    };
    for (int i = 0; i < 140'000; ++i) {  // twice over the wrap of the sequence
        const auto sequence = static_cast<std::uint16_t>(60'000 + i);
        carry(SrtpKind::Rtp, i % 7 == 0 ? adorned(sequence) : sound(sequence, static_cast<std::size_t>(i % 180)));
        if (i % 1'000 == 0)
            carry(SrtpKind::Rtcp, report());
        if (testing::Test::HasFatalFailure())
            return;
    }
    carry(SrtpKind::Rtp, sound(9, 50, 7));
    carry(SrtpKind::Rtcp, report(7));
}

TEST_P(SrtpInterop, TheReferenceReadsWhatWeWrite) {
    const auto out = SrtpSession::make(GetParam(), key_for(GetParam()), SrtpDirection::Send).value();
    Reference in(GetParam(), key_for(GetParam()), SrtpDirection::Receive);
    carries_everything(*out, in);
}

TEST_P(SrtpInterop, WeReadWhatTheReferenceWrites) {
    Reference out(GetParam(), key_for(GetParam()), SrtpDirection::Send);
    const auto in = SrtpSession::make(GetParam(), key_for(GetParam()), SrtpDirection::Receive).value();
    carries_everything(out, *in);
}

TEST_P(SrtpInterop, BothWriteTheSameBytes) {
    const auto ours = SrtpSession::make(GetParam(), key_for(GetParam()), SrtpDirection::Send).value();
    Reference theirs(GetParam(), key_for(GetParam()), SrtpDirection::Send);
    for (std::uint16_t i = 0; i < 50; ++i) {
        Bytes a = adorned(i);
        Bytes b = a;
        ASSERT_TRUE(ours->protect(SrtpKind::Rtp, a));
        ASSERT_TRUE(theirs.protect(SrtpKind::Rtp, b));
        ASSERT_EQ(a, b);
    }
}

}  // namespace
}  // namespace mockcall::webrtc
