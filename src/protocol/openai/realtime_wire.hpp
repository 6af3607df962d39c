// The Realtime API's events as JSON text: a transcription session's, and what every session answers with. What is asked
// of a conversation stands in conversation_wire.hpp. Pure.
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

struct TokensUsed {
    std::int64_t input = 0;   ///< all
    std::int64_t output = 0;  ///< all
    std::int64_t audio_input = 0;
    std::int64_t audio_output = 0;
};

struct RealtimeEvent {
    enum class Kind : std::uint8_t {
        Other,
        SessionUpdated,
        Committed,       ///< `item`
        Delta,           ///< `item`, `text`: further words
        Completed,       ///< `item`, `text`: all words
        Failed,          ///< `item`: this one could not be transcribed
        Error,           ///< `code`, `tag`: the event_id of what it is about, if it says so
        ResponseBegun,   ///< `response`, `tag`
        MessageBegun,    ///< `response`, `item`: what is spoken is this one's
        FunctionCalled,  ///< `response`, `item`, `name`, `call`, `text`: its arguments
        Sound,           ///< `response`, `item`, `sound`: 24 kHz
        Spoken,          ///< `response`, `item`, `text`: further words of what is spoken
        SpokenAll,       ///< `response`, `item`: those were all the words
        ResponseOver,    ///< `response`, `tag`, `status`, `code`, `used`
    };
    Kind kind = Kind::Other;
    std::string item;
    std::string text;
    std::string code;  ///< letters, digits and _ only
    std::string response;
    std::string tag;     ///< ours, of the metadata; "" where the service does not keep it
    std::string name;    ///< of a function
    std::string call;    ///< of a function's call
    std::string status;  ///< of a response that is over: completed, cancelled, incomplete, failed
    Samples sound;
    TokensUsed used;
};
/// Errors: AiServiceError when it is no event.
[[nodiscard]] Result<RealtimeEvent> read_realtime_event(std::string_view json);

}  // namespace mockcall::protocol::openai
