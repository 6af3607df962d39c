// The recording of a call: two mono Opus streams (left agent, right customer) on one grid of 20 ms frames.
//
// During the call each direction's packets are appended to a log as they are settled; afterwards `write_webm` muxes
// them without encoding again: a packet of the file holds both streams (Opus multistream, channel mapping family 1, two
// uncoupled mono streams; RFC 7845 section 5.1.1.2, RFC 6716 appendix B for the self-delimited first one). A frame
// nobody filled is silence.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "base/time.hpp"

namespace mockcall::audio {

enum class Channel : std::uint8_t { Agent = 0, Customer = 1 };

struct RecordedPacket {
    std::uint32_t frame = 0;  ///< index on the grid: 20 ms each, from the start of the recording
    Channel channel = Channel::Agent;
    Bytes opus;
};

/// One channel's samples on the grid, held back until settled. 16 kHz mono.
class ChannelTimeline {
  public:
    ChannelTimeline(Channel channel, int bitrate, int complexity);
    ~ChannelTimeline();
    ChannelTimeline(ChannelTimeline&&) noexcept;
    /// Adds `pcm` at `at` (ticks since the recording's start), mixing with what is there. What lies before the settled
    /// frontier, or in what is encoded, is dropped.
    void write(Ticks at, SampleView pcm);
    /// A packet of one 20 ms frame that came as it is (is_single_20ms_frame) is kept as it is, on the frame of the grid
    /// nearest to `at`: nothing is encoded twice. It stands before what is written there; any other packet is dropped.
    void place(Ticks at, ByteView opus);
    /// Silences everything from `at` on: it was not heard. To the sample, or to half a frame where it was encoded.
    void erase_from(Ticks at);
    /// Encodes all whole frames before `until`: there they take a tenth of the room, and nothing is added any more.
    void encode(Ticks until);
    /// Encodes all whole frames before `until` and moves those that hold sound to `out`: the settled frontier.
    void settle(Ticks until, std::vector<RecordedPacket>& out);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// The log's record: a self-checking frame (length and CRC), so that a torn tail is recognised. Appends to `out`.
void append_packet_record(const RecordedPacket& packet, Bytes& out);
/// Reads records until the end or the first torn one; never fails. Returns the bytes that were whole.
std::size_t read_packet_records(ByteView log, const std::function<void(const RecordedPacket&)>& each);

/// The finished file, WebM/Opus with duration, cues and seekable clusters. `length`: the recording's whole length.
/// `packets` sorted by frame. Pure: hands pieces to `sink` in order (back-patching is not needed).
void write_webm(const std::vector<RecordedPacket>& packets, Ticks length, const std::function<void(ByteView)>& sink);

}  // namespace mockcall::audio
