// CPU time of an event through the socket, its codec and its limits: 20 ms of audio from the client, and 20 ms to it.
//   bench_ws [events]
#include <algorithm>
#include <cstdlib>
#include <vector>

#include <fmt/core.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "adapters/http/transport.hpp"
#include "adapters/ws/ws_session.hpp"
#include "count.hpp"
#include "fakes/fake_call_service.hpp"
#include "unit/doors/http/loopback.hpp"

namespace mockcall::bench {
namespace {

using namespace protocol;

/// Passes 20 ms at every look, so that audio is never too fast.
class HurriedClock final : public Clock {
  public:
    SteadyTime steady() const override { return start_ + Milliseconds{20 * ++looks_}; }
    WallTime wall() const override { return {}; }

  private:
    SteadyTime start_ = std::chrono::steady_clock::now();
    mutable std::int64_t looks_ = 0;
};

/// Answers a piece of audio with one, or a note with nothing.
class EchoService final : public fakes::FakeCallService {
  public:
    void deliver(const CallId&, const std::shared_ptr<CallClient>& to, ClientEvent event) override {
        if (answers)
            to->send(AudioCustomer{"call_abcdefghijklmnop", std::get<AudioData>(event).data, "neutral", "u3",
                                   sequence++, 16000, "pcm_s16le", false});
        else if (++received == expected)
            to->send(AudioClear{"call_abcdefghijklmnop", "u3"});
    }
    bool answers = false;
    int expected = 0;
    int received = 0;
    std::uint32_t sequence = 0;
};

class OpenDoor final : public http::HttpHandler {
  public:
    void handle(http::HttpRequest, http::Respond respond) override { respond({.status = 404}); }
    std::optional<http::HttpResponse> refuse_upgrade(const http::HttpRequest&) override { return std::nullopt; }
};

std::string encoded(const ClientEvent& event, Encoding encoding) {
    std::string out;
    encode_client_event(encoding, event, out);
    return out;
}

/// The client, in a process of its own. Keeps 32 events under way when they are answered.
void talk(std::uint16_t port, Encoding encoding, int events, bool answered) {
    http::SocketLine socket(port);
    const int opcode = encoding == Encoding::Json ? 1 : 2;
    socket.send(opcode, encoded(Auth{"sess_x"}, encoding));
    (void)socket.receive();
    socket.send(opcode, encoded(Join{"call_abcdefghijklmnop", std::nullopt}, encoding));
    (void)socket.receive();
    const std::string frame = encoded(AudioData{"call_abcdefghijklmnop", Bytes(640, 0x5A), 1240.0}, encoding);
    for (int sent = 0; sent < events; ++sent) {
        if (answered && sent >= 32)
            (void)socket.receive();
        socket.send(opcode, frame);
    }
    for (int left = answered ? std::min(events, 32) : 1; left > 0; --left)
        (void)socket.receive();
}

double cpu_seconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double microseconds_an_event(Encoding encoding, int events, bool answered) {
    // The child is made while this process has no threads, and is told the port by a pipe.
    int pipe[2];
    if (::pipe(pipe) != 0)
        std::exit(1);
    const pid_t child = ::fork();
    if (child == 0) {
        std::uint16_t port = 0;
        if (::read(pipe[0], &port, sizeof port) == sizeof port)
            talk(port, encoding, events, answered);
        ::_exit(0);
    }
    EchoService service;
    service.session_info.call = CallId{"call_abcdefghijklmnop"};
    service.answers = answered;
    service.expected = events;
    HurriedClock clock;
    OpenDoor door;
    http::TransportFigures figures;
    http::IoLoops loops(1);
    auto transport = http::Transport::listen(loops, {}, door, ws::ws_acceptor(service, clock, {}), figures);
    if (!transport)
        std::exit(1);
    loops.start();
    const std::uint16_t port = (*transport)->port();
    const double before = cpu_seconds();
    (void)!::write(pipe[1], &port, sizeof port);
    ::waitpid(child, nullptr, 0);
    const double used = cpu_seconds() - before;
    (*transport)->stop();
    loops.stop();
    ::close(pipe[0]);
    ::close(pipe[1]);
    const int seen = answered ? static_cast<int>(service.sequence) : service.received;
    if (seen != events) {
        fmt::print(stderr, "Only {} of {} events came through.\n", seen, events);
        std::exit(1);
    }
    return used * 1e6 / events;
}

int run(int events) {
    fmt::print("CPU of the server for 640 bytes of audio, {} events a round, medians of 5 rounds\n", events);
    fmt::print("{:<14}{:>16}{:>24}\n", "", "in, us/event", "in and out, us/pair");
    for (const auto& [name, encoding] :
         {std::pair{"JSON", Encoding::Json}, std::pair{"MessagePack", Encoding::MessagePack}}) {
        std::vector<double> in, both;
        for (int round = 0; round < 5; ++round) {
            in.push_back(microseconds_an_event(encoding, events, false));
            both.push_back(microseconds_an_event(encoding, events, true));
        }
        std::ranges::sort(in);
        std::ranges::sort(both);
        fmt::print("{:<14}{:>16.2f}{:>24.2f}\n", name, in[2], both[2]);
    }
    return 0;
}

}  // namespace
}  // namespace mockcall::bench

int main(int argc, char** argv) {
    const auto count = mockcall::bench::count_from(argc, argv, 10'000, "bench_ws [events]");
    return count ? mockcall::bench::run(*count) : count.error();
}
