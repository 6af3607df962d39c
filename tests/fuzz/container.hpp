// What every container decoder promises, whatever it is fed.
#pragma once

#include <cstdlib>

#include "audio/input_decoder.hpp"
#include "rechunk.hpp"

namespace mockcall::fuzz {

inline void run_container(audio::Codec codec, ByteView input) {
    auto decoder = audio::make_input_decoder({.codec = codec}).value();
    auto sniffing = audio::make_input_decoder({}).value();
    Samples out;
    rechunk(input, [&](ByteView chunk) {
        out.clear();
        // Some input expands much: three bytes are a packet of 120 ms. More than that a byte would be made up.
        const auto result = decoder->decode(chunk, out);
        if (out.size() > (chunk.size() + 16) * 1920 + 4096) {
            std::abort();
        }
        if (!result && result.error().code != ErrorCode::AudioFailure) {
            std::abort();
        }
        out.clear();
        (void)sniffing->decode(chunk, out);
    });
}

}  // namespace mockcall::fuzz
