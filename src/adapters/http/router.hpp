// Which route a request means. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace mockcall::http {

enum class Route : std::uint8_t {
    Scenarios,
    Scenario,
    Knowledge,
    Script,
    Start,
    Status,
    End,
    Recording,
    Session,
    EraseSession,
    Sessions,
    Me,
    SetPreferences,
    Guest,
    RecordingFile,
    TranscriptFile,
    Socket,
    Health,
    Ready,
    Metrics,
    StaticFile,  ///< anything else that is not below the API: the web app's files
    Preflight,
    NoMethod,  ///< the path exists, the method does not
    None,
    Count
};

struct Match {
    Route route = Route::None;
    std::string id;          ///< the path's variable, percent-decoded
    std::string_view label;  ///< the path's template, for logs and metrics: it names nobody
    std::string_view allow;  ///< the path's methods, for Allow
};

[[nodiscard]] Match match(std::string_view method, std::string_view path);
/// "%20" decoded; what is no escape stays.
[[nodiscard]] std::string percent_decoded(std::string_view text, bool plus_is_space = false);

}  // namespace mockcall::http
