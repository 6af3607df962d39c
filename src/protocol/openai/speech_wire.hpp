// The audio half of the OpenAI API as bytes: POST /audio/speech and POST /audio/transcriptions. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/error.hpp"

namespace mockcall::protocol::openai {

struct SpeechBody {
    std::string model;
    std::string voice;
    std::string text;
    std::string instructions;  ///< how to say it; "" left out
    double speed = 1;          ///< 1 left out
};
/// JSON. Asks for raw samples: 24 kHz, 16 bit, mono, little-endian.
[[nodiscard]] std::string speech_body(const SpeechBody& body);
inline constexpr int kSpeechRate = 24000;  ///< Hz of `pcm`

struct TranscriptionBody {
    std::string model;
    std::string language;  ///< ISO 639-1; "" left out
    std::string prompt;    ///< words that are likely; "" left out
    bool stream = false;
};
struct Multipart {
    std::string content_type;
    std::string body;
};
/// `boundary`: letters and digits that the audio does not contain; a random one of 20 will do.
[[nodiscard]] Multipart transcription_body(const TranscriptionBody& body, SampleView pcm, int sample_rate,
                                           std::string_view boundary);
/// A whole WAV file, 16 bit mono.
[[nodiscard]] std::string wav_file(SampleView pcm, int sample_rate);

/// What a transcription says, whole or as an event of its stream.
struct TranscriptionNews {
    std::string delta;                ///< further text
    std::optional<std::string> text;  ///< all of it; nothing follows
};
/// `json`: the body of an answer, or the data of one server-sent event. Events that say nothing about the text are
/// empty news. Errors: AiServiceError when it is neither.
[[nodiscard]] Result<TranscriptionNews> read_transcription(std::string_view json);

}  // namespace mockcall::protocol::openai
