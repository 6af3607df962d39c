#include <algorithm>
#include <chrono>
#include <memory>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/core.h>
#include <unistd.h>

#include "app/commands/commands.hpp"
#include "app/load/agent_lines.hpp"
#include "app/load/figures.hpp"
#include "app/load/trainee.hpp"
#include "app/runtime.hpp"
#include "protocol/jwt.hpp"

namespace mockcall::app {
namespace {

namespace asio = boost::asio;
using SteadyPoint = std::chrono::steady_clock::time_point;

struct Address {
    std::string host;
    std::string port;
};

/// "http://127.0.0.1:3000"; anything that is not this machine is refused: nobody's server is loaded by mistake.
std::optional<Address> loopback(std::string url) {
    if (url.starts_with("http://"))
        url.erase(0, 7);
    while (url.ends_with('/'))
        url.pop_back();
    const auto colon = url.rfind(':');
    if (colon == std::string::npos)
        return std::nullopt;
    Address address{url.substr(0, colon), url.substr(colon + 1)};
    if (address.host == "localhost")
        address.host = "127.0.0.1";
    if (address.host.starts_with('[') && address.host.ends_with(']'))
        address.host = address.host.substr(1, address.host.size() - 2);
    boost::system::error_code ec;
    const auto ip = asio::ip::make_address(address.host, ec);
    if (ec || !ip.is_loopback())
        return std::nullopt;
    return address;
}

std::string token_for(const Config& config, int trainee, std::chrono::seconds lifetime) {
    if (config.hs256_secret.empty())
        return {};
    Claims claims;
    claims.who.user = UserId{fmt::format("load_{}_{}", getpid(), trainee)};
    claims.who.org = OrgId{"default"};
    const WallTime now = SystemClock{}.wall();
    claims.expires = now + lifetime;
    return sign_hs256(claims, config.hs256_secret, now, config.issuer, config.audience);
}

/// Looks at the server every second and, at a terminal, shows how it goes.
class Watch {
  public:
    Watch(asio::io_context& io, const LoadOptions& options, const std::vector<std::unique_ptr<Figures>>& figures,
          LoadSummary& summary)
        : timer_(io), options_(options), figures_(figures), summary_(summary), terminal_(isatty(STDERR_FILENO) != 0) {}

    void look() {
        if (options_.server_pid != 0)
            summary_.server_peak_mb = std::max(summary_.server_peak_mb, process_use(options_.server_pid).resident_mb);
        if (terminal_) {
            Figures now;
            for (const auto& f : figures_)
                now.add(*f);
            fmt::print(stderr, "\r{:4d} turns, p50 {:4.0f} ms, p95 {:4.0f} ms, {} late, {} errors ", now.turns,
                       percentile(now.turn_ms, 50), percentile(now.turn_ms, 95), now.late_pieces, now.error_count);
        }
        timer_.expires_after(std::chrono::seconds(1));
        timer_.async_wait([this](boost::system::error_code ec) {
            if (!ec)
                look();
        });
    }
    void stop() {
        timer_.cancel();
        if (terminal_)
            fmt::print(stderr, "\n");
    }

  private:
    asio::steady_timer timer_;
    const LoadOptions& options_;
    const std::vector<std::unique_ptr<Figures>>& figures_;
    LoadSummary& summary_;
    bool terminal_;
};

}  // namespace

int load(const Config& config, const LoadOptions& options) {
    const auto address = loopback(options.url);
    if (!address) {
        fmt::print(stderr, "--url {}: must be http://ADDRESS:PORT with a loopback address\n", options.url);
        return 2;
    }
    auto lines = agent_lines(options.speech);
    if (!lines) {
        fmt::print(stderr, "--speech: {}\n", lines.error().message);
        return 2;
    }
    Room room = options.noise_dbfs ? noisy_room(*options.noise_dbfs, *lines) : silent_room();
    SystemEntropy entropy;
    std::shared_ptr<const webrtc::DtlsContext> dtls;
    if (options.transport == "webrtc") {
        auto made = webrtc::DtlsContext::make(webrtc::DtlsRole::Client);
        if (!made) {
            fmt::print(stderr, "{}\n", made.error().message);
            return 1;
        }
        dtls = std::move(*made);
        prepare_packets(*lines, room);
    }
    LoadSummary summary;
    summary.concurrent = options.calls;
    summary.server_known = options.server_pid != 0;
    if (summary.server_known)
        summary.server_before = process_use(options.server_pid);

    asio::io_context io(1);
    const SteadyPoint begun = std::chrono::steady_clock::now();
    std::vector<std::unique_ptr<Figures>> figures;
    std::size_t running = static_cast<std::size_t>(options.calls);
    Watch watch(io, options, figures, summary);
    for (int i = 0; i < options.calls; ++i) {
        figures.push_back(std::make_unique<Figures>());
        const SteadyPoint from = begun + std::chrono::milliseconds(options.ramp * 1000LL * i / options.calls);
        TraineePlan plan{address->host,
                         address->port,
                         token_for(config, i, std::chrono::seconds(options.seconds + options.ramp + 600)),
                         options.scenario,
                         &*lines,
                         &room,
                         options.barge_in_every,
                         options.silent,
                         from,
                         from + std::chrono::seconds(options.seconds),
                         options.seed + static_cast<std::uint64_t>(i),
                         dtls,
                         &entropy};
        run_trainee(io, std::move(plan), *figures.back(), [&] {
            if (--running == 0)
                watch.stop();
        });
    }
    watch.look();
    io.run();

    summary.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    if (summary.server_known)
        summary.server_after = process_use(options.server_pid);
    for (const auto& f : figures)
        summary.figures.add(*f);
    fmt::print("{}{}", options.json ? as_json(summary) : as_table(summary), options.json ? "\n" : "");
    return summary.figures.error_count == 0 && (options.silent || summary.figures.turns > 0) ? 0 : 1;
}

}  // namespace mockcall::app
