#include "app/config.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include <fmt/core.h>
#include <yaml-cpp/yaml.h>

#include "domain/scenario/names.hpp"

namespace mockcall::app {
namespace {

using Problem = std::unexpected<Error>;

Problem bad(const std::string& problem) { return fail_validation("", problem); }

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts;
    std::string part;
    for (const char c : text + ",") {
        if (c == ',') {
            if (!part.empty())
                parts.push_back(std::exchange(part, {}));
        } else if (c != ' ') {
            part += c;
        }
    }
    return parts;
}

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : ",") + part;
    return text;
}

Setting text(std::string key, std::string meaning, std::string Config::* member, bool secret = false) {
    return {std::move(key), std::move(meaning),
            [member](Config& c, const std::string& v) -> Result<void> {
                c.*member = v;
                return {};
            },
            [member](const Config& c) { return c.*member; }, secret};
}

Setting choice(std::string key, std::string meaning, std::string Config::* member, std::vector<std::string> allowed) {
    return {std::move(key), std::move(meaning),
            [member, allowed](Config& c, const std::string& v) -> Result<void> {
                if (std::ranges::find(allowed, v) == allowed.end())
                    return bad("must be one of " + joined(allowed));
                c.*member = v;
                return {};
            },
            [member](const Config& c) { return c.*member; }};
}

Setting list(std::string key, std::string meaning, std::vector<std::string> Config::* member) {
    return {std::move(key), std::move(meaning),
            [member](Config& c, const std::string& v) -> Result<void> {
                c.*member = split(v);
                return {};
            },
            [member](const Config& c) { return joined(c.*member); }};
}

Result<int> whole_number(const std::string& v, int low, int high) {
    int n = 0;
    const auto [end, ec] = std::from_chars(v.data(), v.data() + v.size(), n);
    if (ec != std::errc{} || end != v.data() + v.size() || n < low || n > high)
        return bad(fmt::format("must be a whole number from {} to {}", low, high));
    return n;
}

Setting number(std::string key, std::string meaning, int Config::* member, int low, int high) {
    return {std::move(key), std::move(meaning),
            [=](Config& c, const std::string& v) -> Result<void> {
                const auto n = whole_number(v, low, high);
                if (!n)
                    return std::unexpected(n.error());
                c.*member = *n;
                return {};
            },
            [member](const Config& c) { return std::to_string(c.*member); }};
}

Setting truth(std::string key, std::string meaning, bool Config::* member) {
    return {std::move(key), std::move(meaning),
            [member](Config& c, const std::string& v) -> Result<void> {
                if (v != "true" && v != "false")
                    return bad("must be true or false");
                c.*member = v == "true";
                return {};
            },
            [member](const Config& c) { return c.*member ? "true" : "false"; }};
}

Setting duration(std::string key, std::string meaning, Milliseconds Config::* member) {
    return {std::move(key), std::move(meaning),
            [member](Config& c, const std::string& v) -> Result<void> {
                const auto d = parse_duration(v);
                if (!d)
                    return std::unexpected(d.error());
                c.*member = *d;
                return {};
            },
            [member](const Config& c) { return format_duration(c.*member); }};
}

void add_limits(std::vector<Setting>& all) {
    const std::map<std::string, std::string> what{{"scenarios", "requests for scenarios"},
                                                  {"start", "calls started"},
                                                  {"status", "changes of a call's status"},
                                                  {"end", "requests to end a call"},
                                                  {"crm", "operations in a customer's record by REST"},
                                                  {"ws_messages", "messages on a WebSocket, audio not counted"}};
    for (const auto& [name, meaning] : what) {
        all.push_back({"limits." + name + ".count", "How many " + meaning + " a user may make in the window.",
                       [name](Config& c, const std::string& v) -> Result<void> {
                           const auto n = whole_number(v, 1, 1'000'000);
                           if (!n)
                               return std::unexpected(n.error());
                           c.limits[name].count = *n;
                           return {};
                       },
                       [name](const Config& c) { return std::to_string(c.limits.at(name).count); }});
        all.push_back({"limits." + name + ".window", "The window of limits." + name + ".count.",
                       [name](Config& c, const std::string& v) -> Result<void> {
                           const auto d = parse_duration(v);
                           if (!d)
                               return std::unexpected(d.error());
                           c.limits[name].window = *d;
                           return {};
                       },
                       [name](const Config& c) { return format_duration(c.limits.at(name).window); }});
    }
}

std::vector<Setting> make_settings() {
    std::vector<Setting> all{
        text("server.listen", "Address and port to serve on.", &Config::listen),
        text("server.public_url",
             "How clients reach the server, e.g. https://calls.example.com; empty: http://<listen>.",
             &Config::public_url),
        list("server.allowed_origins", "Other web origins that may call, separated by commas; * lets in all.",
             &Config::allowed_origins),
        text("server.tls.certificate",
             "PEM file with the certificate chain; with server.tls.key the server speaks https and wss itself.",
             &Config::tls_certificate),
        text("server.tls.key", "PEM file with the private key.", &Config::tls_key),
        number("server.threads", "I/O threads; 0 is one for each core.", &Config::threads, 0, 256),
        number("server.workers",
               "Threads for recognition and scores, and as many again for voices; 0 is one for each core.",
               &Config::workers, 0, 256),
        number("server.max_connections", "Connections held at once; further ones are closed.", &Config::max_connections,
               16, 100'000),
        truth("server.local_profile_anywhere",
              "Lets the local profile, with its guest sign-in, listen on an address that others can reach.",
              &Config::allow_remote_local),
        text("auth.hs256_secret", "Secret of HS256 tokens, 32 characters or more.", &Config::hs256_secret, true),
        text("auth.jwks", "JWK set for RS256 and ES256 tokens: a file or an http(s) URL.", &Config::jwks),
        text("auth.issuer", "When set, tokens must carry this iss.", &Config::issuer),
        text("auth.audience", "When set, tokens must carry this aud.", &Config::audience),
        duration("call.join_timeout", "A started call that nobody joins in this time expires.", &Config::join_timeout),
        duration("call.ring_timeout", "The customer gives up after ringing this long.", &Config::ring_timeout),
        duration("call.reconnect_window", "How long a call waits for a dropped connection to come back.",
                 &Config::reconnect_window),
        duration("call.max_duration", "No call is longer.", &Config::max_duration),
        number("call.max_calls", "Calls held at once; past that POST /start answers 503.", &Config::max_calls, 1,
               100'000),
        truth("call.assessed", "Assessed mode: no live feedback.", &Config::assessed),
        truth("call.phone_line", "Customers sound as over the telephone: 300 to 3400 Hz, companded, a little noise.",
              &Config::phone_line),
        choice(
            "call.think_ahead",
            "What is made ready while the agent is silent and may have finished: embedded (the line's sound, where the "
            "voice is no remote service), remote (remote ears hear what was said so far at a pause, a language model "
            "understands it and finds the words, and a remote voice speaks them; what turns out not to be wanted is "
            "paid for: at most four hearings, two answers and four lines a turn), or off.",
            &Config::think_ahead, {"off", "embedded", "remote"}),
        duration("recording.retention", "Recordings are deleted after this time.", &Config::recording_retention),
        text("recording.links_secret", "Signs links to recordings; empty: made once and kept in the data directory.",
             &Config::links_secret, true),
        text("store.data", "Directory of everything the server keeps.", &Config::data),
        text("store.url", "Database; empty: sqlite:<store.data>/mockcall.db.", &Config::store_url),
        text("objects.url", "Recordings and journals; empty: file:<store.data>/objects.", &Config::objects_url),
        text("scenarios.directory", "The scenario library; empty: the one that came with the server.",
             &Config::scenarios),
        text("web.directory", "The web app served at /; empty: the one that came with the server, where it is built.",
             &Config::web),
        choice("ai.customer", "Who finds the customer's words.", &Config::customer,
               {"embedded", "openai", "openai-realtime"}),
        choice("ai.evaluator", "Who judges.", &Config::evaluator, {"embedded", "openai"}),
        choice("speech.recognizer",
               "Who hears the agent: embedded; client (the browser, whose words come as agent:transcript); openai (a "
               "request an utterance); openai-realtime (a socket a call); or scripted (nobody, for load tests).",
               &Config::recognizer, {"embedded", "client", "openai", "openai-realtime", "scripted"}),
        choice("speech.synthesizer",
               "Who speaks for the customer: embedded, openai, or scripted (a buzz, for load tests).",
               &Config::synthesizer, {"embedded", "openai", "scripted"}),
        text("speech.models",
             "Directory of the embedded recogniser's language model; empty: speech/ beside the binary.",
             &Config::speech_models),
        number("speech.max_decoders", "Agents that may speak at once with the embedded recogniser.",
               &Config::max_decoders, 1, 1000),
        text("webrtc.listen",
             "Address and UDP port of WebRTC; empty: those of server.listen; off: audio over the WebSocket only.",
             &Config::webrtc_listen),
        list("webrtc.announce",
             "Addresses at which clients reach webrtc.listen, each with or without a port; empty: as it listens.",
             &Config::webrtc_announce),
        list("webrtc.stun_urls", "STUN servers told to clients.", &Config::stun_urls),
        list("turn.urls", "TURN servers told to clients.", &Config::turn_urls),
        text("turn.secret", "Secret shared with the TURN servers, for credentials in the TURN REST form.",
             &Config::turn_secret, true),
        choice("log.level", "What is logged.", &Config::log_level, {"debug", "info", "warn", "error"}),
    };
    add_ai_settings(all);
    add_limits(all);
    return all;
}

const Setting* find(const std::string& key) {
    const auto& all = settings();
    const auto it = std::ranges::find(all, key, &Setting::key);
    return it == all.end() ? nullptr : &*it;
}

std::string unknown(const std::string& key) {
    std::vector<std::string_view> names;
    for (const Setting& s : settings())
        names.push_back(s.key);
    const std::string_view near = nearest_name(key, names);
    return near.empty() ? "is no setting; docs/configuration.md lists them"
                        : fmt::format("is no setting; did you mean {}?", near);
}

void apply(Config& config, const std::string& key, const std::string& value, std::vector<FieldProblem>& problems) {
    const Setting* setting = find(key);
    if (setting == nullptr)
        return problems.push_back({key, unknown(key)});
    if (const auto ok = setting->set(config, value); !ok)
        problems.push_back({key, ok.error().fields.front().problem});
}

/// server: {tls: {key: x}} -> "server.tls.key" = x; lists are joined.
void flatten(const YAML::Node& node, const std::string& prefix, std::vector<std::pair<std::string, std::string>>& out) {
    if (node.IsMap()) {
        for (const auto& member : node)
            flatten(member.second, prefix.empty() ? member.first.Scalar() : prefix + "." + member.first.Scalar(), out);
    } else if (node.IsSequence()) {
        std::vector<std::string> items;
        for (const auto& item : node)
            items.push_back(item.IsScalar() ? item.Scalar() : std::string{});
        out.emplace_back(prefix, joined(items));
    } else {
        out.emplace_back(prefix, node.IsNull() ? std::string{} : node.Scalar());
    }
}

void check_whole(const Config& c, std::vector<FieldProblem>& problems) {
    if (c.profile == Profile::Production && c.hs256_secret.empty() && c.jwks.empty())
        problems.push_back({"auth.hs256_secret",
                            "set it, or auth.jwks: without keys nobody could sign in (./run uses --profile local)"});
    if (!c.hs256_secret.empty() && c.hs256_secret.size() < 32)
        problems.push_back({"auth.hs256_secret", "must be 32 characters or more"});
    if (c.tls_certificate.empty() != c.tls_key.empty())
        problems.push_back({"server.tls.key", "server.tls.certificate and server.tls.key go together"});
    const bool loopback =
        c.listen.starts_with("127.") || c.listen.starts_with("localhost:") || c.listen.starts_with("[::1]:");
    if (c.profile == Profile::Local && !loopback && !c.allow_remote_local)
        problems.push_back({"server.listen",
                            "the local profile lets anyone in as a guest; listen on 127.0.0.1, or set "
                            "server.local_profile_anywhere=true"});
}

}  // namespace

const std::vector<Setting>& settings() {
    static const std::vector<Setting> all = make_settings();
    return all;
}

std::string environment_name(const std::string& key) {
    std::string name = "MOCKCALL_";
    for (const char c : key)
        name += c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return name;
}

Result<Milliseconds> parse_duration(const std::string& text) {
    std::int64_t n = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), n);
    const std::string unit(end, text.data() + text.size());
    const std::map<std::string, std::int64_t> units{
        {"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}};
    const auto it = units.find(unit);
    if (ec != std::errc{} || it == units.end() || n <= 0 || n > 36'500)
        return bad("must be a duration such as 500ms, 30s, 15m, 24h or 31d");
    return Milliseconds{n * it->second};
}

std::string format_duration(Milliseconds d) {
    const std::int64_t ms = d.count();
    for (const auto& [unit, size] : {std::pair{"d", 86'400'000LL}, {"h", 3'600'000LL}, {"m", 60'000LL}, {"s", 1000LL}})
        if (ms % size == 0)
            return std::to_string(ms / size) + unit;
    return std::to_string(ms) + "ms";
}

Result<Config> make_config(const ConfigSources& sources) {
    Config config;
    config.profile = sources.profile;
    if (config.profile == Profile::Local)
        config.limits["start"].count = 60;
    std::vector<FieldProblem> problems;
    if (!sources.yaml.empty()) {
        try {
            std::vector<std::pair<std::string, std::string>> pairs;
            flatten(YAML::Load(sources.yaml), "", pairs);
            for (const auto& [key, value] : pairs)
                apply(config, key, value, problems);
        } catch (const YAML::Exception& e) {
            problems.push_back({fmt::format("line {}", e.mark.line + 1), e.msg});
        }
    }
    std::map<std::string, std::string> by_environment;
    for (const Setting& s : settings())
        by_environment[environment_name(s.key)] = s.key;
    for (const auto& [name, value] : sources.environment) {
        if (!name.starts_with("MOCKCALL_"))
            continue;
        if (const auto it = by_environment.find(name); it != by_environment.end())
            apply(config, it->second, value, problems);
    }
    for (const auto& [key, value] : sources.set)
        apply(config, key, value, problems);
    check_whole(config, problems);
    if (problems.empty())
        return config;
    Error error{ErrorCode::ValidationError, "The configuration has problems:", problems};
    for (const FieldProblem& p : problems)
        error.message += fmt::format("\n  {}: {}", p.field, p.problem);
    return std::unexpected(std::move(error));
}

}  // namespace mockcall::app
