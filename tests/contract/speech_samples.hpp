// What the speech contracts share: the real parts over virtual workers, and speech made by the embedded voice.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/speech/flite_synthesizer.hpp"
#include "adapters/speech/pocketsphinx_recognizer.hpp"
#include "fakes/virtual_world.hpp"

namespace mockcall::contract {

inline PocketsphinxOptions model_options() { return {.model_dir = MOCKCALL_SPEECH_MODEL_DIR, .max_decoders = 2}; }

/// Whatever a session told its listener, and how often.
struct Heard {
    int partials = 0;
    int finals = 0;
    int errors = 0;
    std::string last_partial;
    Hypothesis final;
    Error error;

    RecognizerSession::Listener listener() {
        return {.on_partial =
                    [this](Hypothesis h) {
                        ++partials;
                        last_partial = std::move(h.text);
                    },
                .on_final =
                    [this](Hypothesis h) {
                        ++finals;
                        final = std::move(h);
                    },
                .on_error =
                    [this](Error e) {
                        ++errors;
                        error = std::move(e);
                    }};
    }
};

struct Spoken {
    std::vector<std::size_t> chunks;
    Samples samples;
    int done = 0;
    int errors = 0;

    SynthesisSession::Listener listener() {
        return {.on_audio =
                    [this](Samples more) {
                        chunks.push_back(more.size());
                        samples.insert(samples.end(), more.begin(), more.end());
                    },
                .on_done = [this] { ++done; },
                .on_error = [this](const Error&) { ++errors; }};
    }
};

/// A sentence in the given voice with a quarter of a second of silence around it, at 16 kHz.
inline Samples say(const std::string& text, const std::string& voice = "kal16") {
    fakes::VirtualWorld world;
    FliteSynthesizer synthesizer(world.pool());
    Spoken spoken;
    const auto session = synthesizer.speak({.text = text, .voice = {.name = voice}}, spoken.listener());
    world.settle();
    Samples result(4000, 0);
    result.insert(result.end(), spoken.samples.begin(), spoken.samples.end());
    result.resize(result.size() + 4000, 0);
    return result;
}

inline void feed_in_pieces(RecognizerSession& session, SampleView samples, std::size_t piece = 320) {
    for (std::size_t at = 0; at < samples.size(); at += piece) {
        session.feed(samples.subspan(at, std::min(piece, samples.size() - at)));
    }
}

}  // namespace mockcall::contract
