#include "audio/container/wav_decoder.hpp"

#include <algorithm>
#include <cctype>

namespace mockcall::audio {
namespace {

constexpr std::size_t kRiffHeader = 12;
constexpr std::size_t kChunkHeader = 8;
constexpr std::size_t kShortestFormat = 16;
constexpr std::size_t kLongestFormat = 1024;
constexpr std::size_t kSubFormatAt = 24;  // of WAVE_FORMAT_EXTENSIBLE: a GUID that begins with the real tag
constexpr std::uint32_t kEndlessFrom = 0x7FFFFFFF;
constexpr std::uint32_t kLongestForeign = 16u << 20;

std::uint32_t le16(ByteView b, std::size_t at) { return b[at] | static_cast<std::uint32_t>(b[at + 1]) << 8; }
std::uint32_t le32(ByteView b, std::size_t at) { return le16(b, at) | le16(b, at + 2) << 16; }

// How much of a RIFF/WAVE header `bytes` may be the beginning of: all of it counts only if 12 bytes match.
bool may_be_header(ByteView bytes) {
    constexpr std::string_view kPattern = "RIFF????WAVE";
    for (std::size_t i = 0; i < std::min(bytes.size(), kPattern.size()); ++i) {
        if (kPattern[i] != '?' && bytes[i] != static_cast<std::uint8_t>(kPattern[i])) {
            return false;
        }
    }
    return true;
}

// Where the next header begins or, at the end, may begin.
std::size_t find_header(ByteView bytes) {
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        const auto next = std::find(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(), 'R');
        at = static_cast<std::size_t>(next - bytes.begin());
        if (at < bytes.size() && may_be_header(bytes.subspan(at))) {
            return at;
        }
    }
    return bytes.size();
}

Result<PcmFormat> parse_format(ByteView fmt) {
    std::uint32_t tag = le16(fmt, 0);
    if (tag == 0xFFFE && fmt.size() >= kSubFormatAt + 2) {
        tag = le16(fmt, kSubFormatAt);
    }
    PcmFormat format{.encoding = PcmEncoding::S16le,
                     .sample_rate = static_cast<int>(std::min<std::uint32_t>(le32(fmt, 4), 1u << 20)),
                     .channels = static_cast<int>(le16(fmt, 2))};
    const std::uint32_t bits = le16(fmt, 14);
    if (tag == 7 && bits == 8) {
        format.encoding = PcmEncoding::MuLaw;
    } else if (tag == 6 && bits == 8) {
        format.encoding = PcmEncoding::ALaw;
    } else if (tag != 1 || bits != 16) {
        return fail(ErrorCode::AudioFailure, "WAV is understood with 16-bit PCM and G.711 only.");
    }
    if (format.sample_rate < kLowestRate || format.sample_rate > kHighestRate || format.channels < 1 ||
        format.channels > 2) {
        return fail(ErrorCode::AudioFailure, "WAV is understood with 8 to 48 kHz and one or two channels only.");
    }
    return format;
}

}  // namespace

Result<void> WavDecoder::decode(ByteView chunk, Samples& out) {
    if (chunk.size() >= kRiffHeader &&
        may_be_header(chunk)) {  // even where data is due: the file before may have been cut off
        buffer_.clear();
        state_ = State::Riff;
    }
    buffer_.insert(buffer_.end(), chunk.begin(), chunk.end());
    while (step(out)) {
    }
    buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(used_));
    used_ = 0;
    if (state_ == State::Lost) {
        lose("This is not WAV audio.");
    }
    return error_.take();
}

bool WavDecoder::step(Samples& out) {
    if (used_ == buffer_.size()) {
        return false;
    }
    switch (state_) {
        case State::Riff: return read_riff();
        case State::ChunkHeader: return read_chunk_header();
        case State::Format: return read_format(out);
        case State::Skip: return skip();
        case State::Data: return read_data(out);
        case State::Lost: return search();
    }
    return false;
}

void WavDecoder::drop(std::size_t bytes) { used_ += bytes; }

void WavDecoder::lose(const char* why) {
    error_.note(fail(ErrorCode::AudioFailure, why));
    state_ = State::Lost;
}

bool WavDecoder::read_riff() {
    const ByteView rest = ByteView(buffer_).subspan(used_);
    if (!may_be_header(rest)) {
        lose("This is not WAV audio.");
        return true;
    }
    if (rest.size() < kRiffHeader) {
        return false;
    }
    drop(kRiffHeader);
    padded_ = false;
    if (pcm_) {
        pcm_->realign();
    }
    state_ = State::ChunkHeader;
    return true;
}

bool WavDecoder::read_chunk_header() {
    if (padded_) {  // some writers forget the padding: only a zero can be it
        padded_ = false;
        drop(buffer_[used_] == 0 ? 1 : 0);
        return true;
    }
    const ByteView rest = ByteView(buffer_).subspan(used_);
    if (rest.size() < kChunkHeader) {
        return false;
    }
    const std::string_view id = text_of(rest.first(4));
    const std::uint32_t size = le32(rest, 4);
    if (id == "RIFF") {
        state_ = State::Riff;
        return true;
    }
    drop(kChunkHeader);
    left_ = size;
    padded_ = size % 2 == 1;
    if (id == "fmt ") {
        state_ = State::Format;
    } else if (id == "data") {
        endless_ = size == 0 || size >= kEndlessFrom;
        state_ = State::Data;
    } else {
        state_ = State::Skip;
    }
    const bool printable = std::all_of(id.begin(), id.end(), [](unsigned char c) { return c >= 0x20 && c < 0x7F; });
    if (state_ == State::Format ? size < kShortestFormat || size > kLongestFormat
                                : !printable || (state_ == State::Skip && size > kLongestForeign)) {
        lose("The WAV header is broken.");
    } else if (state_ == State::Data && !pcm_) {
        lose("The WAV header says no format.");
    }
    return true;
}

bool WavDecoder::read_format(Samples& out) {
    const ByteView rest = ByteView(buffer_).subspan(used_);
    if (rest.size() < left_) {
        return false;
    }
    const auto format = parse_format(rest.first(static_cast<std::size_t>(left_)));
    drop(static_cast<std::size_t>(left_));
    state_ = State::ChunkHeader;
    if (!format) {
        pcm_.reset();
        lose(format.error().message.c_str());
    } else if (!pcm_ || pcm_->format() != *format) {
        if (pcm_) {
            pcm_->flush(out);
        }
        pcm_.emplace(*format);
    }
    return true;
}

bool WavDecoder::skip() {
    const std::size_t n = static_cast<std::size_t>(std::min<std::uint64_t>(left_, buffer_.size() - used_));
    drop(n);
    left_ -= n;
    if (left_ == 0) {
        state_ = State::ChunkHeader;
    }
    return true;
}

bool WavDecoder::read_data(Samples& out) {
    ByteView rest = ByteView(buffer_).subspan(used_);
    if (!endless_ && rest.size() >= left_) {
        rest = rest.first(static_cast<std::size_t>(left_));
    }
    const std::size_t usable = find_header(rest);
    if (usable == 0 && rest.size() >= kRiffHeader) {
        state_ = State::Riff;
        return true;
    }
    const bool to_the_end = !endless_ && rest.size() == left_;
    const std::size_t n = to_the_end && rest.size() - usable < kRiffHeader ? rest.size() : usable;
    error_.note(pcm_->decode(rest.first(n), out));
    drop(n);
    left_ -= endless_ ? 0 : n;
    if (!endless_ && left_ == 0) {
        state_ = State::ChunkHeader;
    }
    return n > 0;
}

bool WavDecoder::search() {
    const ByteView rest = ByteView(buffer_).subspan(used_);
    const std::size_t at = find_header(rest);
    drop(at);
    if (rest.size() - at >= kRiffHeader) {
        state_ = State::Riff;
        return true;
    }
    return false;
}

}  // namespace mockcall::audio
