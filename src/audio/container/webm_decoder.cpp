#include "audio/container/webm_decoder.hpp"

#include <algorithm>

#include "audio/container/ebml.hpp"
#include "audio/container/webm_lacing.hpp"

namespace mockcall::audio {
namespace {

constexpr std::size_t kLongestHeader = 12;  // four bytes of identifier, eight of size
constexpr std::uint64_t kLongestKept =
    64 * 1024;  // an Opus packet of 120 ms is at most 7.6 kB, laced blocks hold a few
constexpr std::uint64_t kLongestSkipped = 1u << 20;  // a picture of a video track; more is garbage read as a size
constexpr std::size_t kSignatureWithin = 64;
constexpr const char* kNotWebm = "This is not a WebM stream.";

bool is_parent(std::uint32_t id) {
    switch (id) {
        case ebml::kEbml:
        case ebml::kSegment:
        case ebml::kTracks:
        case ebml::kTrackEntry:
        case ebml::kCluster:
        case ebml::kBlockGroup: return true;
        default: return false;
    }
}

bool is_wanted(std::uint32_t id) {
    switch (id) {
        case ebml::kTrackNumber:
        case ebml::kCodecId:
        case ebml::kCodecPrivate:
        case ebml::kSimpleBlock:
        case ebml::kBlock: return true;
        default: return false;
    }
}

}  // namespace

bool begins_webm(ByteView chunk) {
    constexpr std::string_view kMagic = "\x1A\x45\xDF\xA3";
    const std::string_view head = text_of(chunk.first(std::min(chunk.size(), kSignatureWithin)));
    return head.starts_with(kMagic) &&
           (head.find("webm") != std::string_view::npos || head.find("matroska") != std::string_view::npos);
}

Result<void> WebmDecoder::decode(ByteView chunk, Samples& out) {
    if (begins_webm(chunk)) {  // even within an element: the recorder before may have been cut off
        state_ = State::Element;
        pending_.clear();
    }
    while (step(chunk, out)) {
    }
    if (state_ == State::Lost) {
        lose(kNotWebm);
    }
    return error_.take();
}

bool WebmDecoder::step(ByteView& rest, Samples& out) {
    switch (state_) {
        case State::Element: return read_element(rest);
        case State::Payload: return read_payload(rest, out);
        case State::Skip: {
            const auto n = static_cast<std::size_t>(std::min<std::uint64_t>(left_, rest.size()));
            rest = rest.subspan(n);
            left_ -= n;
            state_ = left_ == 0 ? State::Element : State::Skip;
            return left_ == 0;
        }
        case State::Lost: return search(rest);
    }
    return false;
}

void WebmDecoder::lose(const char* why) {
    error_.note(fail(ErrorCode::AudioFailure, why));
    state_ = State::Lost;
    pending_.clear();
    window_ = 0;
}

bool WebmDecoder::read_element(ByteView& rest) {
    while (!rest.empty()) {
        pending_.push_back(rest[0]);
        rest = rest.subspan(1);
        const ByteView header = pending_;
        const std::size_t id_length = ebml::vint_length(header[0]);
        if (id_length == 0 || id_length > 4 || header.size() > kLongestHeader) {
            lose(kNotWebm);
            return true;
        }
        if (header.size() <= id_length) {
            continue;
        }
        if (header[id_length] == 0) {
            lose(kNotWebm);
            return true;
        }
        const auto size = ebml::read_vint(header.subspan(id_length));
        if (!size) {
            continue;
        }
        std::uint32_t id = 0;
        for (const std::uint8_t byte : header.first(id_length)) {
            id = id << 8 | byte;
        }
        pending_.clear();
        enter(id, size->value, size->unknown);
        return true;
    }
    return false;
}

void WebmDecoder::enter(std::uint32_t id, std::uint64_t size, bool unknown) {
    if (id == ebml::kEbml) {
        started_ = true;
        candidate_.reset();
        track_.close();
    }
    if (!started_) {
        return lose("The WebM stream's header must come first.");
    }
    if (id == ebml::kTrackEntry || id == ebml::kCluster) {
        choose_track();
    }
    if (id == ebml::kTrackEntry) {
        candidate_.emplace();
    }
    if (id == ebml::kContentEncodings && candidate_) {
        candidate_->transformed = true;
    }
    if (is_parent(id)) {
        state_ = State::Element;
    } else if (unknown || size > kLongestSkipped) {
        lose("The WebM stream is damaged.");
    } else {
        id_ = id;
        left_ = size;
        state_ = is_wanted(id) && size <= kLongestKept ? State::Payload : State::Skip;
    }
}

bool WebmDecoder::read_payload(ByteView& rest, Samples& out) {
    const std::size_t n = std::min(static_cast<std::size_t>(left_) - pending_.size(), rest.size());
    const bool whole = pending_.size() + n == left_;
    const ByteView piece = rest.first(n);
    rest = rest.subspan(n);
    if (!whole) {
        pending_.insert(pending_.end(), piece.begin(), piece.end());
        return false;
    }
    state_ = State::Element;
    if (pending_.empty()) {
        use(piece, out);
        return true;
    }
    Bytes payload = std::exchange(pending_, {});
    payload.insert(payload.end(), piece.begin(), piece.end());
    use(payload, out);
    return true;
}

void WebmDecoder::use(ByteView payload, Samples& out) {
    if (id_ == ebml::kSimpleBlock || id_ == ebml::kBlock) {
        return read_block(payload, out);
    }
    if (!candidate_) {
        return;
    }
    if (id_ == ebml::kTrackNumber) {
        candidate_->number = 0;
        for (const std::uint8_t byte : payload) {
            candidate_->number = candidate_->number << 8 | byte;
        }
    } else if (id_ == ebml::kCodecId) {
        const std::string_view codec = text_of(payload);
        candidate_->opus = codec.substr(0, codec.find('\0')) == "A_OPUS";
    } else if (id_ == ebml::kCodecPrivate) {
        candidate_->codec_private.assign(payload.begin(), payload.end());
    }
}

void WebmDecoder::choose_track() {
    const auto candidate = std::exchange(candidate_, std::nullopt);
    if (!candidate || track_.is_open() || !candidate->opus || candidate->transformed) {
        return;
    }
    const Bytes& head = candidate->codec_private;
    error_.note(track_.open(head.empty() ? write_opus_head({}) : head));
    track_number_ = candidate->number;
}

void WebmDecoder::read_block(ByteView block, Samples& out) {
    constexpr std::size_t kAfterTrack = 3;  // two bytes of relative time, one of flags
    if (!track_.is_open()) {
        return error_.note(fail(ErrorCode::AudioFailure, "The WebM stream has no Opus track."));
    }
    const auto number = ebml::read_vint(block);
    if (!number || block.size() < number->length + kAfterTrack) {
        return error_.note(fail(ErrorCode::AudioFailure, "A block of the WebM stream is broken."));
    }
    if (number->value != track_number_) {
        return;
    }
    const auto lacing = static_cast<Lacing>(block[number->length + 2] >> 1 & 3);
    const auto frames = unlace(lacing, block.subspan(number->length + kAfterTrack));
    if (!frames) {
        return error_.note(std::unexpected(frames.error()));
    }
    for (const ByteView frame : *frames) {
        error_.note(track_.decode(frame, out));
    }
}

// After damage the next cluster can be read again, and a new file in any case.
bool WebmDecoder::search(ByteView& rest) {
    while (!rest.empty()) {
        window_ = window_ << 8 | rest[0];
        rest = rest.subspan(1);
        if (window_ == ebml::kEbml || (window_ == ebml::kCluster && track_.is_open())) {
            for (int shift = 24; shift >= 0; shift -= 8) {
                pending_.push_back(static_cast<std::uint8_t>(window_ >> shift));
            }
            window_ = 0;
            state_ = State::Element;
            return true;
        }
    }
    return false;
}

}  // namespace mockcall::audio
