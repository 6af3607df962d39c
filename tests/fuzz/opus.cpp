#include "audio/opus.hpp"

#include <cstdlib>

#include "audio/opus_format.hpp"
#include "rechunk.hpp"

using namespace mockcall;

// Packets and headers: a chunk is a packet, an empty one is lost.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    audio::OpusDecoder decoder(16000);
    Samples out;
    fuzz::rechunk({data, size}, [&](ByteView packet) {
        out.clear();
        if (!decoder.decode(packet, out)) {
            decoder.conceal(320, out);
        }
        if (out.empty() || out.size() > 1920) {
            std::abort();
        }
        if (const auto head = audio::parse_opus_head(packet); head && (head->channels < 1 || head->channels > 2)) {
            std::abort();
        }
        if (audio::is_single_20ms_frame(packet)) {
            Bytes delimited;
            audio::append_self_delimited(packet, delimited);
            if (delimited.size() != audio::self_delimited_size(packet)) {
                std::abort();
            }
        }
    });
    return 0;
}
