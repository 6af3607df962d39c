#include "media.hpp"

#include <string>

namespace mockcall::audio::test {
namespace {

using Text = std::string;

Text be(std::uint64_t value, int bytes) {
    Text t;
    while (bytes-- > 0) {
        t.push_back(static_cast<char>(value >> (8 * bytes)));
    }
    return t;
}
Text le(std::uint32_t value, int bytes) {
    Text t;
    for (int i = 0; i < bytes; ++i) {
        t.push_back(static_cast<char>(value >> (8 * i)));
    }
    return t;
}

constexpr std::size_t kUnknown = SIZE_MAX;

Text element(std::uint32_t id, const Text& payload, std::size_t size) {
    const int id_bytes = id > 0xFFFFFF ? 4 : id > 0xFFFF ? 3 : id > 0xFF ? 2 : 1;
    return be(id, id_bytes) + (size == kUnknown ? be(0x01FFFFFFFFFFFFFF, 8) : be(0x10000000 | size, 4)) + payload;
}
Text element(std::uint32_t id, const Text& payload) { return element(id, payload, payload.size()); }

Text text(const Bytes& b) { return {b.begin(), b.end()}; }

Text opus_head() { return Text("OpusHead\x01\x01", 10) + le(312, 2) + le(16000, 4) + le(0, 3); }

Text track(int number, const Text& codec, const Text& codec_private) {
    return element(0xAE, element(0xD7, be(static_cast<std::uint64_t>(number), 1)) + element(0x73C5, be(99, 1)) +
                             element(0x86, codec) + element(0x63A2, codec_private) +
                             element(0xE1, element(0x9F, be(1, 1))));
}

Text block_header(int track_number, std::size_t time, int flags) {
    return be(0x80 | static_cast<unsigned>(track_number), 1) + be(time, 2) + be(static_cast<unsigned>(flags), 1);
}

Text laced(const std::vector<Text>& frames, WebmStyle style) {
    Text sizes = be(frames.size() - 1, 1);
    for (std::size_t i = 0; i + 1 < frames.size(); ++i) {
        const std::size_t n = frames[i].size();
        if (style == WebmStyle::XiphLaced) {
            sizes += Text(n / 255, '\xFF') + be(n % 255, 1);
        } else if (i == 0) {
            sizes += be(0x4000 | n, 2);
        } else {
            sizes += be(0x4000 | (n - frames[i - 1].size() + 0x1FFF), 2);
        }
    }
    for (const Text& f : frames) {
        sizes += f;
    }
    return sizes;
}

Text blocks(const std::vector<Text>& frames, WebmStyle style) {
    Text out;
    switch (style) {
        case WebmStyle::XiphLaced: return element(0xA3, block_header(1, 0, 0x02) + laced(frames, style));
        case WebmStyle::EbmlLaced: return element(0xA3, block_header(1, 0, 0x06) + laced(frames, style));
        default: break;
    }
    for (std::size_t i = 0; i < frames.size(); ++i) {
        if (style == WebmStyle::Groups) {
            out += element(0xA0, element(0xA1, block_header(1, i * 20, 0) + frames[i]) + element(0x75A2, be(0, 1)));
        } else {
            out += element(0xA3, block_header(1, i * 20, 0x80) + frames[i]);
        }
        if (style == WebmStyle::WithVideo) {
            out += element(0xA3, block_header(2, i * 20, 0x80) + Text(i == 3 ? 70000 : 500, '\x42'));
        }
    }
    return out;
}

}  // namespace

std::vector<Bytes> opus_packets(SampleView pcm) {
    OpusEncoder encoder(16000, 24000, 5);
    std::vector<Bytes> packets;
    for (; pcm.size() >= 320; pcm = pcm.subspan(320)) {
        packets.push_back(encoder.encode(pcm.first(320)));
    }
    return packets;
}

Bytes make_webm(const std::vector<Bytes>& packets, WebmStyle style) {
    const bool live = style == WebmStyle::Live;
    Text tracks = style == WebmStyle::WithVideo ? track(2, "V_VP8", "x") : "";
    tracks += track(1, "A_OPUS", opus_head());
    Text body =
        element(0x1549A966, element(0x2AD7B1, be(1000000, 3)) + element(0x4D80, "test")) + element(0x1654AE6B, tracks);
    for (std::size_t first = 0; first < packets.size(); first += 10) {
        std::vector<Text> frames;
        for (std::size_t i = first; i < std::min(first + 10, packets.size()); ++i) {
            frames.push_back(text(packets[i]));
        }
        const Text cluster = element(0xE7, be(first * 20, 2)) + blocks(frames, style);
        body += element(0x1F43B675, cluster, live ? kUnknown : cluster.size());
    }
    const Text file =
        element(0x1A45DFA3, element(0x4282, "webm")) + element(0x18538067, body, live ? kUnknown : body.size());
    return {file.begin(), file.end()};
}

Bytes make_wav(const WavFormat& f, const Bytes& data) {
    const int bits = f.bits != 0 ? f.bits : f.tag == 1 ? 16 : 8;
    const int frame = bits / 8 * f.channels;
    Text format = le(static_cast<std::uint32_t>(f.extensible ? 0xFFFE : f.tag), 2) +
                  le(static_cast<std::uint32_t>(f.channels), 2) + le(static_cast<std::uint32_t>(f.rate), 4) +
                  le(static_cast<std::uint32_t>(f.rate * frame), 4) + le(static_cast<std::uint32_t>(frame), 2) +
                  le(static_cast<std::uint32_t>(bits), 2);
    if (f.extensible) {
        format += le(22, 2) + le(static_cast<std::uint32_t>(bits), 2) + le(4, 4) +
                  le(static_cast<std::uint32_t>(f.tag), 2) +
                  Text("\x00\x00\x00\x00\x10\x00\x80\x00\x00\xAA\x00\x38\x9B\x71", 14);
    }
    const auto size = f.size == WavSize::Zero      ? 0u
                      : f.size == WavSize::AllOnes ? 0xFFFFFFFFu
                                                   : static_cast<std::uint32_t>(data.size());
    const Text rest = Text("WAVE") + "fmt " + le(static_cast<std::uint32_t>(format.size()), 4) + format + "LIST" +
                      le(5, 4) + Text("hello\0", 6) + "data" + le(size, 4) + text(data) +
                      (size == data.size() && size % 2 == 1 ? Text(1, '\0') : Text());
    const Text file = "RIFF" + le(f.size == WavSize::True ? static_cast<std::uint32_t>(rest.size()) : size, 4) + rest;
    return {file.begin(), file.end()};
}

Bytes mu_law(SampleView pcm) {
    Bytes b;
    for (const auto s : pcm) {
        b.push_back(encode_mu_law(s));
    }
    return b;
}
Bytes a_law(SampleView pcm) {
    Bytes b;
    for (const auto s : pcm) {
        b.push_back(encode_a_law(s));
    }
    return b;
}

}  // namespace mockcall::audio::test
