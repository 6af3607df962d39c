#include "audio/opus.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

#include <opus/opus.h>

namespace mockcall::audio {
namespace {

// RFC 6716 section 3.2.1: a frame of one stream is at most 1275 bytes; a 20 ms packet adds its TOC byte.
constexpr std::size_t kMaxPacket = 1276;
constexpr int kMaxPacketMs = 120;

void require(int error, const char* what) {
    if (error != OPUS_OK) {
        throw std::invalid_argument(std::string(what) + ": " + opus_strerror(error));
    }
}

struct EncoderDeleter {
    void operator()(::OpusEncoder* e) const { opus_encoder_destroy(e); }
};
struct DecoderDeleter {
    void operator()(::OpusDecoder* d) const { opus_decoder_destroy(d); }
};

}  // namespace

struct OpusEncoder::Impl {
    std::unique_ptr<::OpusEncoder, EncoderDeleter> encoder;
    std::size_t frame_samples = 0;
};

OpusEncoder::OpusEncoder(int sample_rate, int bitrate, int complexity) : impl_(std::make_unique<Impl>()) {
    int error = OPUS_OK;
    impl_->encoder.reset(opus_encoder_create(sample_rate, 1, OPUS_APPLICATION_VOIP, &error));
    require(error, "Opus encoder");
    impl_->frame_samples = static_cast<std::size_t>(sample_rate * kFrameMs / 1000);
    require(opus_encoder_ctl(impl_->encoder.get(), OPUS_SET_BITRATE(bitrate)), "Opus bitrate");
    require(opus_encoder_ctl(impl_->encoder.get(), OPUS_SET_COMPLEXITY(complexity)), "Opus complexity");
    require(opus_encoder_ctl(impl_->encoder.get(), OPUS_SET_SIGNAL(OPUS_SIGNAL_VOICE)), "Opus signal");
}
OpusEncoder::~OpusEncoder() = default;
OpusEncoder::OpusEncoder(OpusEncoder&&) noexcept = default;
OpusEncoder& OpusEncoder::operator=(OpusEncoder&&) noexcept = default;

Bytes OpusEncoder::encode(SampleView frame) {
    if (frame.size() != impl_->frame_samples) {
        throw std::invalid_argument("Opus encoder: a frame is exactly 20 ms");
    }
    std::array<std::uint8_t, kMaxPacket> packet;
    const int size = opus_encode(impl_->encoder.get(), frame.data(), static_cast<int>(frame.size()), packet.data(),
                                 static_cast<opus_int32>(packet.size()));
    if (size < 0) {
        require(size, "Opus encoder");
    }
    return {packet.begin(), packet.begin() + size};
}

void OpusEncoder::expect_loss(int percent) {
    opus_encoder_ctl(impl_->encoder.get(), OPUS_SET_INBAND_FEC(percent > 0 ? 1 : 0));
    opus_encoder_ctl(impl_->encoder.get(), OPUS_SET_PACKET_LOSS_PERC(std::clamp(percent, 0, 100)));
}

void OpusEncoder::reset() { opus_encoder_ctl(impl_->encoder.get(), OPUS_RESET_STATE); }

struct OpusDecoder::Impl {
    std::unique_ptr<::OpusDecoder, DecoderDeleter> decoder;
    int rate = 0;
};

OpusDecoder::OpusDecoder(int sample_rate) : impl_(std::make_unique<Impl>()) {
    int error = OPUS_OK;
    // One channel: libopus mixes a stereo packet down itself.
    impl_->decoder.reset(opus_decoder_create(sample_rate, 1, &error));
    require(error, "Opus decoder");
    impl_->rate = sample_rate;
}
OpusDecoder::~OpusDecoder() = default;
OpusDecoder::OpusDecoder(OpusDecoder&&) noexcept = default;
OpusDecoder& OpusDecoder::operator=(OpusDecoder&&) noexcept = default;

Result<void> OpusDecoder::decode(ByteView packet, Samples& out) {
    const int samples =
        packet.empty() ? OPUS_INVALID_PACKET
                       : opus_packet_get_nb_samples(packet.data(), static_cast<opus_int32>(packet.size()), impl_->rate);
    if (samples <= 0) {
        return fail(ErrorCode::AudioFailure, "This is not an Opus packet.");
    }
    const std::size_t before = out.size();
    out.resize(before + static_cast<std::size_t>(samples));
    const int got = opus_decode(impl_->decoder.get(), packet.data(), static_cast<opus_int32>(packet.size()),
                                out.data() + before, samples, 0);
    out.resize(before + static_cast<std::size_t>(got > 0 ? got : 0));
    if (got < 0) {
        return fail(ErrorCode::AudioFailure, std::string("The Opus packet is broken: ") + opus_strerror(got) + ".");
    }
    return {};
}

void OpusDecoder::conceal(int samples, Samples& out) {
    // libopus conceals in multiples of 2.5 ms, at most 120 ms a call.
    const int unit = impl_->rate / 400;
    const int longest = impl_->rate * kMaxPacketMs / 1000;
    const std::size_t end = out.size() + static_cast<std::size_t>(samples > 0 ? samples : 0);
    while (out.size() < end) {
        const int missing =
            static_cast<int>(std::min<std::size_t>(end - out.size(), static_cast<std::size_t>(longest)));
        const int rounded = (missing + unit - 1) / unit * unit;
        const std::size_t before = out.size();
        out.resize(before + static_cast<std::size_t>(rounded));
        if (opus_decode(impl_->decoder.get(), nullptr, 0, out.data() + before, rounded, 0) != rounded) {
            std::fill(out.begin() + static_cast<std::ptrdiff_t>(before), out.end(), std::int16_t{0});
        }
    }
    out.resize(end);
}

void OpusDecoder::repair(ByteView next, int samples, Samples& out) {
    if (samples <= 0)
        return;
    const std::size_t before = out.size();
    out.resize(before + static_cast<std::size_t>(samples));
    if (!next.empty() && opus_decode(impl_->decoder.get(), next.data(), static_cast<opus_int32>(next.size()),
                                     out.data() + before, samples, 1) == samples)
        return;
    out.resize(before);
    conceal(samples, out);
}

}  // namespace mockcall::audio
