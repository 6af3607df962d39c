// CPU time of an authenticated, limited, logged and counted GET /scenarios, against a bare Beast handler with the same
// body. The two are measured in turns, because a shared machine is not the same machine for long.
//   bench_http [requests]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include <fmt/core.h>
#include <prometheus/registry.h>

#include "adapters/http/server.hpp"
#include "bare_beast.hpp"
#include "count.hpp"
#include "fakes/fake_call_service.hpp"
#include "fakes/virtual_world.hpp"
#include "hurried_client.hpp"

namespace mockcall::bench {
namespace {

class RealClock final : public Clock {
  public:
    SteadyTime steady() const override { return std::chrono::steady_clock::now(); }
    WallTime wall() const override { return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now()); }
};

/// Notes nothing: the fake's list of questions would be measured too.
class QuickService final : public fakes::FakeCallService {
  public:
    void list_scenarios(const Principal&, const ScenarioQuery&, Reply<std::shared_ptr<const Json>> reply) override {
        reply(shared);
    }
};

std::string listing() {
    std::string out = R"({"scenarios":[)";
    while (out.size() < 10'000)
        out +=
            R"({"id":"scn_abc123","name":"Angry Customer - Billing Dispute","category":"complaint","difficulty":"intermediate"},)";
    out.back() = ']';
    return out + R"(,"pagination":{"total":45,"limit":20,"offset":0,"hasMore":true}})";
}

double microseconds_a_request(HurriedClient& client, std::uint16_t port, const Load& load) {
    const double before = cpu_seconds();
    if (!client.run(port, load)) {
        fmt::print(stderr, "The client was not answered as it should.\n");
        std::exit(1);
    }
    return (cpu_seconds() - before) * 1e6 / load.requests;
}

double median(std::vector<double> v) {
    std::ranges::sort(v);
    return v[v.size() / 2];
}

int run(int requests) {
    HurriedClient client;
    RealClock clock;
    fakes::SeededEntropy entropy;
    QuickService service;
    service.shared = std::make_shared<const Json>(listing());
    const std::string secret = "a-secret-of-at-least-32-bytes-for-this";
    const auto verifier = JwtVerifier::make({.hs256_secret = secret});
    const std::string token =
        sign_hs256({{UserId{"user_1"}, OrgId{"default"}, Role::Trainee, "Sam"}, clock.wall() + std::chrono::hours{1}},
                   secret, clock.wall());
    std::FILE* log = std::fopen("/dev/null", "w");

    http::IoLoops loops(1);
    http::ServerOptions options;
    options.api.limits["scenarios"] = {1'000'000'000, std::chrono::hours{1}};
    auto server = http::Server::make(options,
                                     {service,
                                      clock,
                                      entropy,
                                      [&] { return *verifier; },
                                      {},
                                      [log](const http::AccessRecord& r) {
                                          const std::string line = to_json(r);
                                          std::fwrite(line.data(), 1, line.size(), log);
                                      }},
                                     loops);
    if (!server)
        return 1;
    loops.start();
    BareBeast bare(R"({"success":true,"data":)" + *service.shared + "}");

    const Load load{
        16, requests,
        "GET /api/ai/mock-call/scenarios?limit=20 HTTP/1.1\r\nHost: 127.0.0.1:3000\r\nAuthorization: Bearer " + token +
            "\r\nUser-Agent: bench\r\nAccept: application/json\r\nAccept-Encoding: gzip\r\nConnection: "
            "keep-alive\r\n\r\n"};
    std::vector<double> ours, theirs, ratios;
    for (int round = 0; round < 7; ++round) {
        theirs.push_back(microseconds_a_request(client, bare.port(), load));
        ours.push_back(microseconds_a_request(client, (*server)->port(), load));
        ratios.push_back(ours.back() / theirs.back());
    }
    fmt::print("CPU of GET /scenarios, {} bytes, {} requests a round, medians of {} rounds\n", service.shared->size(),
               requests, ours.size());
    fmt::print("{:<48}{:>10}\n", "", "us/request");
    fmt::print("{:<48}{:>10.2f}\n", "bare Beast handler", median(theirs));
    fmt::print("{:<48}{:>10.2f}\n", "ours: token, limit, log, metrics, headers", median(ours));
    fmt::print("{:<48}{:>10.2f}   (goal: at most 1.50)\n", "ratio", median(ratios));
    (*server)->stop();
    loops.stop();
    return median(ratios) <= 1.5 ? 0 : 1;
}

}  // namespace
}  // namespace mockcall::bench

int main(int argc, char** argv) {
    const auto count = mockcall::bench::count_from(argc, argv, 30'000, "bench_http [requests]");
    return count ? mockcall::bench::run(*count) : count.error();
}
