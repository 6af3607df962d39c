#include <charconv>
#include <csignal>
#include <filesystem>

#include <fmt/core.h>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>

#include "adapters/http/server.hpp"
#include "adapters/jwks/jwks_source.hpp"
#include "adapters/webrtc/webrtc_server.hpp"
#include "adapters/ws/ws_session.hpp"
#include "app/commands/commands.hpp"
#include "app/compose.hpp"
#include "app/log.hpp"
#include "app/media_metrics.hpp"

namespace mockcall::app {
namespace {

struct Address {
    std::string host;
    std::uint16_t port = 0;
};

Result<Address> parse_address(const std::string& text, const std::string& key = "server.listen") {
    const auto colon = text.rfind(':');
    Address a;
    if (colon != std::string::npos) {
        a.host = text.substr(0, colon);
        const char* end = text.data() + text.size();
        if (const auto [at, ec] = std::from_chars(text.data() + colon + 1, end, a.port);
            ec == std::errc{} && at == end) {
            if (a.host.starts_with('[') && a.host.ends_with(']'))
                a.host = a.host.substr(1, a.host.size() - 2);
            if (a.host == "localhost")
                a.host = "127.0.0.1";
            return a;
        }
    }
    return fail_validation(key, "must be HOST:PORT, e.g. 127.0.0.1:3000");
}

/// The app is built apart from the server, which serves its API without it as well.
std::string web_directory(const Config& config) {
    if (!config.web.empty())
        return config.web;
    const std::string built = shipped("web/dist");
    if (std::filesystem::is_directory(built))
        return built;
    log_info("web", R"("message":"The web app is not built; / is empty.")");
    return {};
}

http::ServerOptions server_options(const Config& config, const Address& address, const std::string& secret,
                                   const std::string& links_secret) {
    http::ServerOptions o;
    o.transport.address = address.host;
    o.transport.port = address.port;
    o.transport.tls_certificate = config.tls_certificate;
    o.transport.tls_key = config.tls_key;
    o.transport.max_connections = static_cast<std::size_t>(config.max_connections);
    o.api.allowed_origins = config.allowed_origins;
    o.api.public_url = config.public_url;
    o.api.links_secret = links_secret;
    for (const char* name : {"scenarios", "start", "status", "end", "crm"})
        o.api.limits[name] = {config.limits.at(name).count, config.limits.at(name).window};
    if (config.profile == Profile::Local) {
        o.api.guests = http::GuestSignIn{secret, config.issuer, config.audience};
        for (const char* host : {"localhost", "127.0.0.1"})
            o.api.allowed_origins.push_back(fmt::format("http://{}:{}", host, address.port));
    }
    o.web_directory = web_directory(config);
    return o;
}

Result<http::VerifierSource> verifier_source(const Config& config, const std::string& secret) {
    JwksOptions options;
    options.location = config.jwks;
    options.jwt = {secret, {}, config.issuer, config.audience, 0};
    options.on_failure = [](const Error& e) { log_error("jwks", e.message); };
    auto source = JwksSource::open(std::move(options));
    if (!source)
        return std::unexpected(source.error());
    auto verifier = JwksSource::following(std::move(*source));
    return [verifier] { return verifier; };
}

/// Null: switched off. Without a setting of its own it listens where the server does; a person who plays on a machine
/// where that UDP port is taken gets another.
Result<std::unique_ptr<webrtc::WebRtcServer>> open_webrtc(const Config& config, const Address& server,
                                                          const Clock& clock, Entropy& entropy) {
    if (config.webrtc_listen == "off")
        return nullptr;
    const auto own =
        config.webrtc_listen.empty() ? Result<Address>(server) : parse_address(config.webrtc_listen, "webrtc.listen");
    if (!own)
        return std::unexpected(own.error());
    webrtc::WebRtcOptions options{own->host, own->port, config.webrtc_announce};
    auto made = webrtc::WebRtcServer::make(options, clock, entropy);
    if (made || !config.webrtc_listen.empty() || config.profile != Profile::Local)
        return made;
    options.port = 0;
    return webrtc::WebRtcServer::make(options, clock, entropy);
}

void say_where(const Config& config, const Address& address, std::uint16_t port) {
    fmt::print("Serving {} ({} profile). Ctrl-C stops.\n", config.public_url,
               config.profile == Profile::Local ? "local" : "production");
    std::fflush(stdout);
    log_info("started", fmt::format(R"("address":"{}","port":{})", address.host, port));
}

/// Waits for SIGINT or SIGTERM; both are blocked in every thread.
void wait_for_signal(const sigset_t& signals) {
    int signal = 0;
    ::sigwait(&signals, &signal);
    log_info("stopping");
}

Result<void> run(Config config, const Address& address, const sigset_t& signals) {
    if (config.public_url.empty())
        config.public_url =
            fmt::format("{}://{}:{}", config.tls_certificate.empty() ? "http" : "https",
                        address.host.contains(':') ? "[" + address.host + "]" : address.host, address.port);
    SystemClock clock;
    SystemEntropy entropy;
    const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
    http::IoLoops loops(config.threads > 0 ? static_cast<std::size_t>(config.threads) : cores);
    auto media = open_webrtc(config, address, clock, entropy);
    if (!media)
        return std::unexpected(media.error());
    auto backstage = Backstage::make(config, loops.all(), media->get());
    if (!backstage)
        return std::unexpected(backstage.error());
    Backstage& behind = **backstage;
    // The local profile needs no secret of its own: guests' tokens are signed with one that is kept beside the links'.
    const std::string secret = config.hs256_secret.empty() && config.profile == Profile::Local
                                   ? "guest:" + behind.links_secret()
                                   : config.hs256_secret;
    auto verifier = verifier_source(config, secret);
    if (!verifier)
        return std::unexpected(verifier.error());
    auto collectables = behind.collectables();
    if (*media)
        collectables.push_back(udp_metrics(**media));
    loops.start();
    ws::WsOptions sockets;
    sockets.messages = {config.limits.at("ws_messages").count, config.limits.at("ws_messages").window};
    sockets.verifier = *verifier;
    auto server = http::Server::make(
        server_options(config, address, secret, behind.links_secret()),
        {behind.engine(), clock, entropy, *verifier, ws::ws_acceptor(behind.engine(), clock, sockets),
         [](const http::AccessRecord& r) { log_object(http::to_json(r)); }, behind.registry(), std::move(collectables)},
        loops);
    if (!server) {
        behind.stop();
        return std::unexpected(server.error());
    }
    say_where(config, address, (*server)->port());
    wait_for_signal(signals);
    (*server)->stop();
    behind.stop();
    loops.stop();
    return {};
}

}  // namespace

int serve(const Config& config) {
    start_log(config.log_level);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // before any thread starts: they inherit it
    const auto address = parse_address(config.listen);
    const auto done = address ? run(config, *address, signals) : Result<void>(std::unexpected(address.error()));
    if (done)
        return 0;
    fmt::print(stderr, "{}\n", done.error().message);
    return 1;
}

}  // namespace mockcall::app
