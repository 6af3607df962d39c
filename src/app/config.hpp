// The configuration: one struct with its defaults, closed. Sources, later ones win: defaults, profile, file (YAML),
// environment (MOCKCALL_AUTH_HS256_SECRET for auth.hs256_secret), --set key=value. An unknown key is an error that
// names the nearest right one.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "app/ai_config.hpp"
#include "base/error.hpp"
#include "base/time.hpp"

namespace mockcall::app {

enum class Profile : std::uint8_t { Local, Production };

struct Limit {
    int count = 0;
    Milliseconds window{};
};

struct Config {
    Profile profile = Profile::Production;

    std::string listen = "127.0.0.1:3000";
    std::string public_url;  ///< "" = http(s)://<listen>
    std::vector<std::string> allowed_origins;
    std::string tls_certificate;
    std::string tls_key;
    int threads = 0;  ///< I/O threads; 0 = one a core
    int workers = 0;  ///< for recognition and voices; 0 = one a core
    bool allow_remote_local = false;
    int max_connections = 4096;

    std::string hs256_secret;
    std::string jwks;
    std::string issuer;
    std::string audience;

    std::map<std::string, Limit> limits{
        {"scenarios", {30, Milliseconds{60'000}}}, {"start", {3, Milliseconds{3'600'000}}},
        {"status", {20, Milliseconds{60'000}}},    {"end", {5, Milliseconds{3'600'000}}},
        {"crm", {20, Milliseconds{60'000}}},       {"ws_messages", {100, Milliseconds{60'000}}}};

    Milliseconds join_timeout{120'000};
    Milliseconds ring_timeout{120'000};
    Milliseconds reconnect_window{30'000};
    Milliseconds max_duration{3'600'000};
    int max_calls = 500;
    bool assessed = false;
    bool phone_line = false;
    std::string think_ahead = "embedded";

    Milliseconds recording_retention{31LL * 24 * 3'600'000};
    std::string data = "data";
    std::string store_url;     ///< "" = sqlite:<data>/mockcall.db
    std::string objects_url;   ///< "" = file:<data>/objects
    std::string links_secret;  ///< "" = made once, kept in <data>

    std::string scenarios;  ///< "" = beside the sources or the binary
    std::string web;        ///< likewise

    std::string recognizer = "embedded";
    std::string synthesizer = "embedded";
    std::string customer = "embedded";
    std::string evaluator = "embedded";
    AiConfig ai;
    std::string speech_models;  ///< "" = <directory of the binary>/speech
    int max_decoders = 24;

    std::string webrtc_listen;  ///< "" = where the server listens, "off" = no WebRTC
    std::vector<std::string> webrtc_announce;
    std::vector<std::string> stun_urls;
    std::vector<std::string> turn_urls;
    std::string turn_secret;

    std::string log_level = "info";
};

/// One setting: for the file, the environment, --set, and the reference in docs/configuration.md.
struct Setting {
    std::string key;      ///< "auth.hs256_secret"
    std::string meaning;  ///< a sentence
    std::function<Result<void>(Config&, const std::string&)> set;
    std::function<std::string(const Config&)> get;
    bool secret = false;
};
[[nodiscard]] const std::vector<Setting>& settings();

/// "auth.hs256_secret" -> "MOCKCALL_AUTH_HS256_SECRET".
[[nodiscard]] std::string environment_name(const std::string& key);
/// "30s", "500ms", "15m", "24h", "31d".
[[nodiscard]] Result<Milliseconds> parse_duration(const std::string& text);
[[nodiscard]] std::string format_duration(Milliseconds d);

struct ConfigSources {
    Profile profile = Profile::Production;
    std::string yaml;                                ///< the file's text, "" none
    std::map<std::string, std::string> environment;  ///< all of it; only MOCKCALL_… is looked at
    std::vector<std::pair<std::string, std::string>> set;
};
/// Those of config.ai (ai_settings.cpp).
void add_ai_settings(std::vector<Setting>& all);

/// Errors: ValidationError with every problem as a field.
[[nodiscard]] Result<Config> make_config(const ConfigSources& sources);

}  // namespace mockcall::app
