// Puts a sender's packets in order. Nobody listens to this side with a loudspeaker: what comes in order goes on at
// once, so that a good network costs no delay. Only where a packet is missing and a later one is there is it waited
// for, as long as this network has been seen to be late; then its sound is made up from its neighbours. Where nothing
// comes at all nothing is made up: words that a stalled network brings late are still words. Pure; one owner.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>

#include "audio/sender_clock.hpp"
#include "base/bytes.hpp"
#include "base/time.hpp"

namespace mockcall::audio {

struct StreamPacket {
    std::int64_t sequence = 0;   ///< unwrapped
    std::int64_t timestamp = 0;  ///< of its first sample, 48 kHz ticks, unwrapped
    Ticks length{};
    Bytes payload;
};

struct StreamSlot {
    enum class Kind : std::uint8_t {
        Packet,   ///< decode `payload`
        Repair,   ///< lost; `payload` is the following packet, whose forward error correction may hold it
        Conceal,  ///< lost without trace
        Silence,  ///< the sender said nothing (discontinuous transmission)
    };
    Kind kind = Kind::Packet;
    std::int64_t timestamp = 0;
    Ticks length{};
    Bytes payload;
};

/// Packets. Of those that did not come in time, `repaired` had the following packet's error correction, `concealed`
/// were made up, `skipped` left as a hole; `late` came after that.
struct StreamCounts {
    std::int64_t received = 0, late = 0, repaired = 0, concealed = 0, skipped = 0;
    [[nodiscard]] StreamCounts operator+(const StreamCounts& o) const {
        return {received + o.received, late + o.late, repaired + o.repaired, concealed + o.concealed,
                skipped + o.skipped};
    }
};

class JitterBuffer {
  public:
    void insert(StreamPacket packet, CallTime now);
    /// What comes next, once it is there or given up.
    [[nodiscard]] std::optional<StreamSlot> take(CallTime now);
    /// When something will be given up for lost or known to be silence, if anything will.
    [[nodiscard]] std::optional<CallTime> next_deadline() const;

    [[nodiscard]] const SenderClock& clock() const { return clock_; }
    [[nodiscard]] const StreamCounts& counts() const { return counts_; }
    /// The sender has announced that it has nothing to say.
    [[nodiscard]] bool pausing() const { return silent_; }
    /// How long a missing packet is waited for after it was due.
    [[nodiscard]] Ticks patience() const { return patience_; }

  private:
    static constexpr Ticks kLeastPatience = ticks_of(Milliseconds{20});
    static constexpr Ticks kMostPatience = ticks_of(Milliseconds{500});
    static constexpr std::size_t kMostPackets = 512;
    static constexpr Ticks kMostAhead = ticks_of(Milliseconds{500});
    static constexpr std::int64_t kLongestMadeUp = ticks_of(Milliseconds{120}).count();
    static constexpr std::int64_t kJump = ticks_of(Milliseconds{30'000}).count();
    static constexpr std::int64_t kLongestSilence = ticks_of(Milliseconds{600}).count();
    static constexpr std::size_t kBins = 100;
    static constexpr Ticks kBin = ticks_of(Milliseconds{5});

    void learn_lateness(Ticks late);
    void restart(const StreamPacket& packet);
    [[nodiscard]] CallTime given_up_at() const;
    StreamSlot slot(StreamSlot::Kind kind, Ticks length, Bytes payload);
    StreamSlot release();
    StreamSlot fill(std::int64_t gap);
    StreamSlot replace_missing();

    SenderClock clock_;
    std::map<std::int64_t, StreamPacket> waiting_;  ///< by sequence
    bool started_ = false;
    bool silent_ = false;  ///< the last packet announced a pause
    std::int64_t next_sequence_ = 0;
    std::int64_t next_timestamp_ = 0;
    std::int64_t silence_made_ = 0;
    Ticks usual_ = ticks_of(Milliseconds{20});
    std::array<double, kBins> lateness_{};
    Ticks patience_ = ticks_of(Milliseconds{60});
    StreamCounts counts_;
};

}  // namespace mockcall::audio
