// The Realtime API's events as JSON text, those of a transcription session. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/error.hpp"

namespace mockcall::protocol::openai {

inline constexpr int kRealtimeRate = 24000;  ///< Hz of audio/pcm, both ways

struct TranscriptionSession {
    std::string model;
    std::string language;  ///< ISO 639-1; "" left out
    std::string prompt;    ///< words that are likely; "" left out
};
/// session.update. The service's own voice activity detection is off: commits are ours.
[[nodiscard]] std::string transcription_session(const TranscriptionSession& session);
[[nodiscard]] std::string append_audio(SampleView pcm);  ///< input_audio_buffer.append; 24 kHz
[[nodiscard]] std::string commit_audio();                ///< input_audio_buffer.commit
[[nodiscard]] std::string clear_audio();                 ///< input_audio_buffer.clear

struct RealtimeEvent {
    enum class Kind : std::uint8_t {
        Other,
        SessionUpdated,
        Committed,  ///< `item`
        Delta,      ///< `item`, `text`: further words
        Completed,  ///< `item`, `text`: all words
        Failed,     ///< `item`: this one could not be transcribed
        Error,      ///< `code`
    };
    Kind kind = Kind::Other;
    std::string item;
    std::string text;
    std::string code;  ///< letters, digits and _ only
};
/// Errors: AiServiceError when it is no event.
[[nodiscard]] Result<RealtimeEvent> read_realtime_event(std::string_view json);

}  // namespace mockcall::protocol::openai
