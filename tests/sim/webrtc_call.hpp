// A call over WebRTC in virtual time: what a browser does at its end, through a seeded network.
#pragma once

#include <string>
#include <vector>

#include "audio/opus.hpp"
#include "fakes/lossy_network.hpp"
#include "sim/sim_call.hpp"

namespace mockcall::sim {

using fakes::LossyNetwork;
using fakes::NetworkShape;

inline constexpr Ticks kFrame = ticks_of(Milliseconds{20});

struct RtpLike {
    std::uint16_t sequence = 0;
    std::uint32_t timestamp = 0;
    Bytes opus;
};

/// A browser's side of the media: speaks, or is silent, a packet every 20 ms.
class Browser {
  public:
    Browser(World& world, NetworkShape shape = {}, std::uint64_t seed = 1)
        : world_(world), network_(shape, seed), encoder_(16'000, 32'000, 2) {
        encoder_.expect_loss(10);
    }

    void connect(const CallId& id, const std::shared_ptr<Client>& client) {
        world_.deliver(id, client, protocol::Offer{id.str(), "v=0 opus"});
        line().listener->on_media_up();
        world_.time.settle();
    }
    void speak(int ms) { stream(ms, 8'000); }
    void silence(int ms) { stream(ms, 0); }
    /// Any sound: a frame of 20 ms.
    void play(const Samples& frame) {
        said.insert(said.end(), frame.begin(), frame.end());
        const CallTime spoken{kFrame * ++frames_};
        advance(Milliseconds{20});
        network_.send({sequence_++, timestamp_, encoder_.encode(frame)}, spoken);
        timestamp_ += 960;
    }
    [[nodiscard]] fakes::FakeMediaServer::Line& line() { return *world_.media.line; }
    Samples said;  ///< everything so far, 16 kHz

  private:
    void stream(int ms, int amplitude) {
        for (int done = 0; done < ms; done += 20) {
            Samples pcm;
            for (int i = 0; i < 320; ++i) {
                phase_ += 120.0 / 16000 * (1 + 0.2 * std::sin(static_cast<double>(sample_) / 4000));
                const double pulse = std::exp(-10 * (phase_ - std::floor(phase_))) * std::sin(2 * M_PI * 5 * phase_);
                const double envelope = 0.6 + 0.4 * std::sin(2 * M_PI * 4 * static_cast<double>(sample_++) / 16000);
                pcm.push_back(static_cast<std::int16_t>(amplitude * pulse * envelope));
            }
            play(pcm);
        }
    }
    void advance(Milliseconds d) {
        for (; d > Milliseconds{0}; d -= Milliseconds{5}) {
            world_.time.run_for(Milliseconds{5});
            clock_ += ticks_of(Milliseconds{5});
            while (auto arrived = network_.receive(clock_)) {
                const RtpLike& p = arrived->second;
                if (line().listener != nullptr)
                    line().listener->on_media_packet({5, p.sequence, p.timestamp, p.opus, world_.time.steady()});
                world_.time.settle();
            }
        }
    }

    World& world_;
    LossyNetwork<RtpLike> network_;
    audio::OpusEncoder encoder_;
    CallTime clock_{};
    std::int64_t frames_ = 0;
    std::uint16_t sequence_ = 65'000;
    std::uint32_t timestamp_ = 0xFFFF0000;
    double phase_ = 0;
    std::int64_t sample_ = 0;
};

struct WebRtcCall {
    std::vector<audio::StreamCounts> counted;  ///< what the engine told of media that ended; outlives it
    World world;
    CallId id;
    std::shared_ptr<Client> client;
    Browser browser;

    explicit WebRtcCall(NetworkShape shape = {}, std::uint64_t seed = 1, Synthesizer* voice = nullptr)
        : id(started(voice)), client(world.join(id)), browser(world, shape, seed) {
        world.recognizer.script.words = {"thank you for calling techsupport inc how can i help you",
                                         "one moment please", "may i have your account number please"};
        browser.connect(id, client);
    }
    std::vector<std::string> ways() const {
        std::vector<std::string> ways;
        for (const auto& e : client->all<protocol::TransportEvent>())
            ways.push_back(e.transport);
        return ways;
    }

  private:
    CallId started(Synthesizer* voice) {
        world.speaker = voice;
        world.settings.on_media = [this](const audio::StreamCounts& counts) { counted.push_back(counts); };
        world.boot();
        return world.start()->id;
    }
};

}  // namespace mockcall::sim
