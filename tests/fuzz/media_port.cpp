// What reads datagrams once a call has its keys: SRTP and SRTCP, then what is in them. The input is a peer that holds
// the keys and packs what it likes, and a network that delivers, drops, repeats, reorders, bends and cuts its packets
// and mixes its own in. Each input has keys of its own: a fuzzer remembers what was compared, and would put another
// input's real packet in where a forged one is meant.
#include <deque>
#include <set>

#include "adapters/webrtc/srtp.hpp"
#include "base/random.hpp"
#include "fuzz_input.hpp"
#include "protocol/rtc/rtp.hpp"
#include "protocol/rtc/wire.hpp"

using namespace mockcall;
using namespace mockcall::fuzz;
using namespace mockcall::webrtc;

namespace {

constexpr std::uint32_t kOurs = 0x11111111;

struct Packet {
    Bytes plain, wire;
    SrtpKind kind = SrtpKind::Rtp;
};

class Call {
  public:
    Call(SrtpProfile profile, std::uint64_t seed)
        : peer_(*SrtpSession::make(profile, key(profile, seed), SrtpDirection::Send)),
          server_(*SrtpSession::make(profile, key(profile, seed), SrtpDirection::Receive)) {}

    void step(Input& input) {
        switch (input.byte() % 12) {
            case 0:
            case 1:
            case 2: return pack(SrtpKind::Rtp, sound(input));
            case 3: return pack(SrtpKind::Rtcp, report(input));
            case 4:
            case 5: return deliver(next());
            case 6: (void)next(); return;
            case 7: return twice(next());
            case 8: return other_than(next(), [&](Bytes& d) { bend(d, input); });
            case 9:
                return other_than(next(), [&](Bytes& d) { d.resize(std::min<std::size_t>(d.size(), input.byte())); });
            case 10: return strange(input.bytes(input.byte()));
            case 11:
                if (wire_.size() > 1)
                    std::swap(wire_.front(), wire_[input.byte() % wire_.size()]);
                return;
        }
    }

  private:
    static Bytes key(SrtpProfile profile, std::uint64_t seed) {
        Random dice(seed);
        Bytes bytes(profile == SrtpProfile::AeadAes128Gcm ? 28 : 30);
        for (std::uint8_t& b : bytes)
            b = static_cast<std::uint8_t>(dice.next());
        return bytes;
    }

    /// A packet with a header of all that may stand in one, of one of three sources.
    Bytes sound(Input& input) {
        const std::uint8_t form = input.byte();
        Bytes p{static_cast<std::uint8_t>(0x80 | (form & 0x3F)), input.byte()};
        sequence_ = static_cast<std::uint16_t>(sequence_ + ((form & 0x40) != 0 ? input.word() : 1));
        rtc::write16(p, sequence_);
        rtc::write32(p, timestamp_ += 960);
        rtc::write32(p, 1 + input.byte() % 3);
        p.resize(p.size() + 4 * static_cast<std::size_t>(form & 0x0F));
        if ((form & 0x10) != 0) {
            const std::uint16_t words = input.byte();
            rtc::write16(p, 0xBEDE);
            rtc::write16(p, words);
            p.resize(p.size() + 4 * (words % 8U));  // often fewer than it says
        }
        const Bytes payload = input.bytes(input.byte());
        p.insert(p.end(), payload.begin(), payload.end());
        return p;
    }

    /// Reports: well formed but for what the input says, one behind the other.
    static Bytes report(Input& input) {
        Bytes p;
        for (int i = input.byte() % 4; i >= 0; --i) {
            const std::uint8_t form = input.byte();
            const Bytes body = input.bytes(input.byte() % 64);
            p.push_back(0x80 | (form & 0x3F));
            p.push_back(static_cast<std::uint8_t>(200 + form % 8));
            rtc::write16(p, static_cast<std::uint16_t>((form & 0x40) != 0 ? input.word() : 1 + (body.size() + 3) / 4));
            rtc::write32(p, (form & 0x80) != 0 ? kOurs : 1);
            p.insert(p.end(), body.begin(), body.end());
            p.resize((p.size() + 3) / 4 * 4);
        }
        return p;
    }

    void pack(SrtpKind kind, const Bytes& plain) {
        Packet p{plain, plain, kind};
        if (peer_->protect(kind, p.wire) && wire_.size() < 64) {
            require(p.wire.size() > plain.size());
            sent_.insert(p.wire);
            wire_.push_back(std::move(p));
        }
    }

    Packet next() {
        if (wire_.empty())
            return {};
        Packet p = std::move(wire_.front());
        wire_.pop_front();
        return p;
    }

    /// True: the server took it.
    bool take(SrtpKind kind, Bytes& datagram) {
        if (!server_->unprotect(kind, datagram))
            return false;
        if (kind == SrtpKind::Rtp) {
            const auto rtp = rtc::parse_rtp(datagram);
            if (!rtp)
                return true;
            require(rtp->payload.size() < datagram.size());
            counter_.received(rtp->sequence, rtp->timestamp, now_ += 960);
            rtc::OutgoingReport r;
            r.ssrc = kOurs;
            r.reception = counter_.report(rtp->ssrc);
            Bytes back;
            rtc::append_rtcp(r, back);
            require(rtc::parse_rtcp(back, rtp->ssrc).has_value());
        } else {
            (void)rtc::parse_rtcp(datagram, kOurs);
        }
        return true;
    }

    void deliver(const Packet& p) {
        Bytes d = p.wire;
        if (!d.empty() && take(p.kind, d))
            require(d == p.plain);
    }
    void twice(const Packet& p) {
        deliver(p);
        Bytes again = p.wire;
        require(!take(p.kind, again));
    }
    /// Whatever was not sealed by the peer is taken from nobody.
    void other_than(const Packet& p, const auto& changed) {
        Bytes d = p.wire;
        changed(d);
        if (d != p.wire)
            strange(std::move(d));
    }
    void strange(Bytes datagram) {
        if (sent_.contains(datagram))
            return;
        const auto kind = rtc::kind_of(datagram);
        if (kind == rtc::DatagramKind::Rtp)
            require(!take(SrtpKind::Rtp, datagram));
        if (kind == rtc::DatagramKind::Rtcp)
            require(!take(SrtpKind::Rtcp, datagram));
    }

    std::unique_ptr<SrtpSession> peer_, server_;
    std::deque<Packet> wire_;
    std::set<Bytes> sent_;
    rtc::ReceptionCounter counter_;
    std::int64_t now_ = 0;
    std::uint16_t sequence_ = 0xFFF0;
    std::uint32_t timestamp_ = 0xFFFFF000;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Input input({data, size});
    const auto seed = stable_hash({reinterpret_cast<const char*>(data), size});
    Call call(input.byte() % 2 == 0 ? SrtpProfile::AeadAes128Gcm : SrtpProfile::AesCm128HmacSha1_80, seed);
    for (int step = 0; step < 500 && !input.empty(); ++step)
        call.step(input);
    return 0;
}
