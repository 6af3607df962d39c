#include "audio/container/ogg_decoder.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include <ogg/ogg.h>

#include "audio/container/first_error.hpp"
#include "audio/container/opus_track.hpp"

namespace mockcall::audio {
namespace {

constexpr std::size_t kFeed = 4096;
// RFC 7845 section 6 lets a header packet span pages without end; no Opus packet of ours comes near this.
constexpr long kLongestPacket = 256 * 1024;

}  // namespace

struct OggDecoder::Impl {
    Impl() {
        ogg_sync_init(&sync);
        if (ogg_stream_init(&stream, 0) != 0) {
            throw std::bad_alloc();
        }
    }
    ~Impl() {
        ogg_stream_clear(&stream);
        ogg_sync_clear(&sync);
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    void page(ogg_page& p, Samples& out);
    void begin(ogg_page& p);
    void packet(const ogg_packet& p, Samples& out);

    ogg_sync_state sync{};
    ogg_stream_state stream{};
    OpusTrack track;
    bool chosen = false;  // a stream is being listened to
    int packets = 0;      // of the stream: the first two are headers
    FirstError error;
};

OggDecoder::OggDecoder() : impl_(std::make_unique<Impl>()) {}
OggDecoder::~OggDecoder() = default;

Result<void> OggDecoder::decode(ByteView chunk, Samples& out) {
    auto& s = *impl_;
    while (!chunk.empty()) {
        const ByteView piece = chunk.first(std::min(chunk.size(), kFeed));
        chunk = chunk.subspan(piece.size());
        char* room = ogg_sync_buffer(&s.sync, static_cast<long>(piece.size()));
        if (room == nullptr) {
            throw std::bad_alloc();
        }
        std::memcpy(room, piece.data(), piece.size());
        ogg_sync_wrote(&s.sync, static_cast<long>(piece.size()));
        ogg_page page;
        while (const int found = ogg_sync_pageout(&s.sync, &page)) {
            if (found > 0) {
                s.page(page, out);
            } else {
                s.error.note(fail(ErrorCode::AudioFailure, "The Ogg stream is damaged."));
            }
        }
    }
    return s.error.take();
}

void OggDecoder::Impl::page(ogg_page& p, Samples& out) {
    if (ogg_page_bos(&p) != 0) {
        begin(p);
    }
    if (!chosen) {
        error.note(
            fail(ErrorCode::AudioFailure, "The Ogg stream has no Opus header; its first pages must come first."));
        return;
    }
    if (ogg_stream_pagein(&stream, &p) != 0) {
        return;  // of another stream
    }
    ogg_packet next;
    while (const int found = ogg_stream_packetout(&stream, &next)) {
        if (found > 0) {
            packet(next, out);
        }
    }
    if (stream.body_fill - stream.body_returned > kLongestPacket) {
        ogg_stream_reset(&stream);
        error.note(fail(ErrorCode::AudioFailure, "An Ogg packet is too long."));
    }
}

void OggDecoder::Impl::begin(ogg_page& p) {
    if (!is_opus_head({p.body, static_cast<std::size_t>(p.body_len)})) {
        return;
    }
    ogg_stream_reset_serialno(&stream, ogg_page_serialno(&p));
    track.close();
    packets = 0;
    chosen = true;
}

void OggDecoder::Impl::packet(const ogg_packet& p, Samples& out) {
    const ByteView bytes{p.packet, static_cast<std::size_t>(p.bytes)};
    const int index = packets;
    packets = std::min(packets + 1, 2);
    if (index == 0) {
        error.note(track.open(bytes));
    } else if (track.is_open() && index > 1) {
        error.note(track.decode(bytes, out));
    }
}

}  // namespace mockcall::audio
