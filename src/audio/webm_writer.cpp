#include <algorithm>
#include <array>
#include <bit>

#include "audio/container/ebml.hpp"
#include "audio/input_decoder.hpp"
#include "audio/opus.hpp"
#include "audio/opus_format.hpp"
#include "audio/recording.hpp"

namespace mockcall::audio {
namespace {

using namespace ebml;

constexpr std::int64_t kFrameTicks = 48 * kFrameMs;
constexpr std::uint64_t kFramesInCluster = 5000 / kFrameMs;
// What libopus looks ahead for speech at 16 kHz: 6.5 ms. Players drop it, and so a sound stands where it was written.
constexpr std::uint16_t kPreSkip = 312;
constexpr std::uint64_t kNanosecondsPerThreeTicks = 62500;  // a tick is 20833.3 ns
constexpr std::uint64_t kSeekPreRollNs = 80'000'000;        // RFC 7845 section 4.6
constexpr std::uint8_t kTrackNumberVint = 0x81;
constexpr std::uint8_t kKeyframe = 0x80;
constexpr std::size_t kBlockHeader = 4;  // track, relative time, flags
constexpr std::string_view kApp = "mockcall";

constexpr std::uint64_t nanoseconds(std::int64_t ticks) {
    return static_cast<std::uint64_t>(ticks) * kNanosecondsPerThreeTicks / 3;
}

// --- elements -------------------------------------------------------------------------------------------------------

std::size_t size_length(std::uint64_t size) {
    std::size_t length = 1;
    while (size >= (std::uint64_t{1} << (7 * length)) - 1) {  // all ones is reserved
        ++length;
    }
    return length;
}
std::size_t id_length(std::uint32_t id) { return static_cast<std::size_t>(4 - std::countl_zero(id) / 8); }
std::uint64_t element_size(std::uint32_t id, std::uint64_t payload) {
    return id_length(id) + size_length(payload) + payload;
}

void append_be(Bytes& out, std::uint64_t value, std::size_t bytes) {
    for (std::size_t i = bytes; i-- > 0;) {
        out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    }
}
void append_head(Bytes& out, std::uint32_t id, std::uint64_t payload) {
    append_be(out, id, id_length(id));
    const std::size_t length = size_length(payload);
    append_be(out, payload | std::uint64_t{1} << (7 * length), length);
}
Bytes element(std::uint32_t id, ByteView payload) {
    Bytes out;
    append_head(out, id, payload.size());
    out.insert(out.end(), payload.begin(), payload.end());
    return out;
}
Bytes number(std::uint32_t id, std::uint64_t value, std::size_t bytes = 0) {
    Bytes payload;
    append_be(payload, value, bytes != 0 ? bytes : std::max(1, (static_cast<int>(std::bit_width(value)) + 7) / 8));
    return element(id, payload);
}
Bytes real(std::uint32_t id, double value) { return number(id, std::bit_cast<std::uint64_t>(value), 8); }
Bytes string(std::uint32_t id, std::string_view text) { return element(id, bytes_of(text)); }
Bytes join(std::initializer_list<Bytes> parts) {
    Bytes out;
    for (const Bytes& part : parts) {
        out.insert(out.end(), part.begin(), part.end());
    }
    return out;
}

// --- the frames -----------------------------------------------------------------------------------------------------

Bytes silence_packet() {
    OpusEncoder encoder(kPipelineRate, 16000, 0);
    const Samples silent(static_cast<std::size_t>(kPipelineRate * kFrameMs / 1000));
    Bytes packet;
    for (int i = 0; i < 5; ++i) {  // until its state has come to rest
        packet = encoder.encode(silent);
    }
    return packet;
}

using Frame = std::array<ByteView, 2>;  // agent, customer

std::uint64_t packet_size(const Frame& f) { return self_delimited_size(f[0]) + f[1].size(); }

std::vector<Frame> lay_out(const std::vector<RecordedPacket>& packets, std::uint64_t frames, ByteView silence) {
    std::vector<Frame> grid(static_cast<std::size_t>(frames), Frame{silence, silence});
    for (const RecordedPacket& p : packets) {
        if (p.frame < frames && is_single_20ms_frame(p.opus)) {
            grid[p.frame][static_cast<std::size_t>(p.channel)] = p.opus;
        }
    }
    return grid;
}

// --- the file -------------------------------------------------------------------------------------------------------

class Writer {
  public:
    Writer(const std::vector<RecordedPacket>& packets, Ticks length, const std::function<void(ByteView)>& sink)
        : length_(std::max<std::int64_t>(length.count(), 0)), silence_(silence_packet()), sink_(sink) {
        const std::int64_t coded = length_ + kPreSkip;
        const auto frames = static_cast<std::uint64_t>((coded + kFrameTicks - 1) / kFrameTicks);
        padding_ns_ = nanoseconds(static_cast<std::int64_t>(frames) * kFrameTicks - coded);
        grid_ = lay_out(packets, frames, silence_);
        for (std::uint64_t first = 0; first < frames; first += kFramesInCluster) {
            clusters_.push_back(cluster_payload(first));
        }
    }

    void write() {
        const Bytes head = head_of_segment();
        std::uint64_t segment = head.size();
        for (const std::uint64_t payload : clusters_) {
            segment += element_size(kCluster, payload);
        }
        Bytes piece = ebml_header();
        append_head(piece, kSegment, segment);
        piece.insert(piece.end(), head.begin(), head.end());
        sink_(piece);
        for (std::size_t i = 0; i < clusters_.size(); ++i) {
            piece.clear();
            append_cluster(i, piece);
            sink_(piece);
        }
    }

  private:
    static Bytes ebml_header() {
        return element(kEbml, join({number(kEbmlVersion, 1), number(kEbmlReadVersion, 1), number(kEbmlMaxIdLength, 4),
                                    number(kEbmlMaxSizeLength, 8), string(kDocType, "webm"), number(kDocTypeVersion, 4),
                                    number(kDocTypeReadVersion, 2)}));
    }

    // Everything before the clusters. Positions count from the segment's payload; they have a fixed width, and so the
    // first round tells the sizes that the second one writes.
    Bytes head_of_segment() const {
        const Bytes info =
            element(kInfo, join({number(kTimestampScale, 1'000'000), real(kDuration, static_cast<double>(length_) / 48),
                                 string(kMuxingApp, kApp), string(kWritingApp, kApp)}));
        const Bytes tracks = element(kTracks, track_entry());
        const std::uint64_t after_seek_head = seek_head(0, 0, 0).size();
        const std::uint64_t cues_at = after_seek_head + info.size() + tracks.size();
        const std::uint64_t clusters_at = cues_at + cues(0).size();
        return join(
            {seek_head(after_seek_head, after_seek_head + info.size(), cues_at), info, tracks, cues(clusters_at)});
    }

    static Bytes seek_head(std::uint64_t info, std::uint64_t tracks, std::uint64_t cues) {
        const auto seek = [](std::uint32_t id, std::uint64_t at) {
            return element(kSeek, join({number(kSeekId, id), number(kSeekPosition, at, 8)}));
        };
        return element(kSeekHead, join({seek(kInfo, info), seek(kTracks, tracks), seek(kCues, cues)}));
    }

    static Bytes track_entry() {
        const Bytes head = write_opus_head({.channels = 2,
                                            .pre_skip = kPreSkip,
                                            .input_rate = kPipelineRate,
                                            .mapping_family = 1,
                                            .streams = 2,
                                            .coupled = 0,
                                            .mapping = {0, 1}});
        return element(
            kTrackEntry,
            join({number(kTrackNumber, 1), number(kTrackUid, 1), number(kTrackType, 2), number(kFlagLacing, 0),
                  string(kLanguage, "und"), string(kCodecId, "A_OPUS"), element(kCodecPrivate, head),
                  number(kCodecDelay, nanoseconds(kPreSkip)), number(kSeekPreRoll, kSeekPreRollNs),
                  element(kAudio, join({real(kSamplingFrequency, kOpusRate), number(kChannels, 2)}))}));
    }

    Bytes cues(std::uint64_t first_cluster_at) const {
        Bytes points;
        std::uint64_t at = first_cluster_at;
        for (std::size_t i = 0; i < clusters_.size(); ++i) {
            const Bytes point = element(
                kCuePoint,
                join({number(kCueTime, time_of(i * kFramesInCluster)),
                      element(kCueTrackPositions, join({number(kCueTrack, 1), number(kCueClusterPosition, at, 8)}))}));
            points.insert(points.end(), point.begin(), point.end());
            at += element_size(kCluster, clusters_[i]);
        }
        return element(kCues, points);
    }

    static std::uint64_t time_of(std::uint64_t frame) { return frame * kFrameMs; }
    Bytes discard_padding() const { return number(kDiscardPadding, padding_ns_, 8); }
    bool is_padded(std::uint64_t frame) const { return frame + 1 == grid_.size() && padding_ns_ != 0; }

    std::uint64_t block_size(std::uint64_t frame) const {
        const std::uint64_t payload = kBlockHeader + packet_size(grid_[frame]);
        return is_padded(frame) ? element_size(kBlockGroup, element_size(kBlock, payload) + discard_padding().size())
                                : element_size(kSimpleBlock, payload);
    }

    std::uint64_t cluster_payload(std::uint64_t first) const {
        std::uint64_t size = number(kTimestamp, time_of(first)).size();
        for (std::uint64_t f = first; f < std::min<std::uint64_t>(first + kFramesInCluster, grid_.size()); ++f) {
            size += block_size(f);
        }
        return size;
    }

    void append_cluster(std::size_t index, Bytes& out) const {
        const std::uint64_t first = index * kFramesInCluster;
        append_head(out, kCluster, clusters_[index]);
        const Bytes timestamp = number(kTimestamp, time_of(first));
        out.insert(out.end(), timestamp.begin(), timestamp.end());
        for (std::uint64_t f = first; f < std::min<std::uint64_t>(first + kFramesInCluster, grid_.size()); ++f) {
            append_block(f, time_of(f - first), out);
        }
    }

    void append_block(std::uint64_t frame, std::uint64_t relative_time, Bytes& out) const {
        const std::uint64_t payload = kBlockHeader + packet_size(grid_[frame]);
        const bool padded = is_padded(frame);
        if (padded) {
            append_head(out, kBlockGroup, element_size(kBlock, payload) + discard_padding().size());
        }
        append_head(out, padded ? kBlock : kSimpleBlock, payload);
        out.push_back(kTrackNumberVint);
        append_be(out, relative_time, 2);
        out.push_back(padded ? 0 : kKeyframe);
        append_self_delimited(grid_[frame][0], out);
        out.insert(out.end(), grid_[frame][1].begin(), grid_[frame][1].end());
        if (padded) {
            const Bytes padding = discard_padding();
            out.insert(out.end(), padding.begin(), padding.end());
        }
    }

    std::int64_t length_;  // ticks
    Bytes silence_;
    const std::function<void(ByteView)>& sink_;
    std::uint64_t padding_ns_ = 0;
    std::vector<Frame> grid_;
    std::vector<std::uint64_t> clusters_;  // payload sizes
};

}  // namespace

void write_webm(const std::vector<RecordedPacket>& packets, Ticks length, const std::function<void(ByteView)>& sink) {
    Writer(packets, length, sink).write();
}

}  // namespace mockcall::audio
