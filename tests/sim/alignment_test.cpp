// Ten minutes of a call with pauses, holds and a lost connection: the recording stands where the transcript says.
#include <algorithm>
#include <array>
#include <cstdio>

#include "audio/opus.hpp"
#include "audio/recording.hpp"
#include "engine/object_keys.hpp"
#include "fakes/mouth_sounds.hpp"
#include "sim/sim_call.hpp"

namespace mockcall::sim {
namespace {

constexpr std::size_t kRate = 16'000;
constexpr std::size_t kTick = 160;  // 10 ms

/// Both channels of what has been recorded so far.
std::array<Samples, 2> recorded(const Bytes& log) {
    std::array<Samples, 2> channels;
    std::array<audio::OpusDecoder, 2> decoders{audio::OpusDecoder(kRate), audio::OpusDecoder(kRate)};
    (void)audio::read_packet_records(log, [&](const audio::RecordedPacket& packet) {
        const auto c = static_cast<std::size_t>(packet.channel);
        channels[c].resize(std::max(channels[c].size(), packet.frame * kRate / 50), 0);
        EXPECT_TRUE(decoders[c].decode(packet.opus, channels[c]));
    });
    return channels;
}

bool loud(const Samples& pcm, std::size_t tick) {
    double sum = 0;
    for (std::size_t i = tick * kTick; i < (tick + 1) * kTick && i < pcm.size(); ++i)
        sum += static_cast<double>(pcm[i]) * pcm[i];
    return sum / kTick > 300.0 * 300.0;
}

/// Where a sound begins, after a silence of 300 ms, in seconds.
std::vector<double> onsets(const Samples& pcm) {
    constexpr int kSilence = 30;
    std::vector<double> found;
    int quiet = kSilence;
    for (std::size_t tick = 0; (tick + 1) * kTick <= pcm.size(); ++tick) {
        if (!loud(pcm, tick)) {
            ++quiet;
            continue;
        }
        if (quiet >= kSilence)
            found.push_back(static_cast<double>(tick) / 100);
        quiet = 0;
    }
    return found;
}

struct TenMinutes {
    World world;
    CallId id;
    std::shared_ptr<Client> client;
    std::vector<protocol::Transcript> lines;

    TenMinutes() {
        world.settings.call.max_duration = ticks_of(Milliseconds{1'200'000});
        world.boot();
        for (int i = 0; i < 80; ++i)
            world.recognizer.script.words.emplace_back("please let me look at that bill for you one moment");
        id = world.start()->id;
        client = world.join(id);
        world.silence(id, client, 700);
    }
    void say(std::uint64_t seed) {
        world.play(id, client, fakes::wordlike(seed, 1.2 + static_cast<double>(seed % 5) * 0.4));
        world.silence(id, client, 9'000);
    }
    void keep_lines() {
        for (const auto& t : client->all<protocol::Transcript>())
            if (t.final)
                lines.push_back(t);
    }
    void hold(int ms) {
        protocol::ActionBody body;
        body.action = "hold";
        body.reason = "the bill";
        world.deliver(id, client, protocol::Action{id.str(), body});
        world.silence(id, client, ms);
        body.action = "resume";
        world.deliver(id, client, protocol::Action{id.str(), body});
        world.silence(id, client, 6'000);
    }
    void reconnect() {
        keep_lines();
        world.engine->leave(id, client);
        world.time.run_for(Milliseconds{4'300});
        client = world.join(id);
        client->events.clear();  // what was missed is kept already
        world.silence(id, client, 5'000);
    }
    [[nodiscard]] const Bytes& log() const { return world.disk->objects.all->at(keys::audio_log(id)); }
};

/// The greatest distance of a line's place in the transcript from the nearest onset in the recording, seconds.
double misalignment(const std::vector<protocol::Transcript>& lines, const std::string& speaker, const Samples& pcm) {
    const auto begins = onsets(pcm);
    double most = 0;
    for (const auto& line : lines) {
        if (line.speaker != speaker)
            continue;
        double nearest = 1e9;
        for (const double onset : begins)
            nearest = std::min(nearest, std::abs(onset - line.timestamp));
        most = std::max(most, nearest);
    }
    return most;
}

TEST(Alignment, TenMinutesWithPausesHoldsAndALostConnectionStayWithinATenthOfASecond) {
    TenMinutes call;
    std::uint64_t seed = 1;
    for (int round = 0; round < 5; ++round) {
        for (int turn = 0; turn < 5; ++turn)
            call.say(seed++);
        call.world.pause(3'700);
        call.say(seed++);
        call.hold(round == 0 ? 61'000 : 13'000);
        call.say(seed++);
        if (round == 1 || round == 2)
            call.reconnect();
        call.say(seed++);
    }
    call.world.silence(call.id, call.client, 8'000);
    call.keep_lines();
    const auto channels = recorded(call.log());
    EXPECT_GT(std::max(channels[0].size(), channels[1].size()), 600 * kRate) << "ten minutes";
    const double agent = misalignment(call.lines, "agent", channels[0]);
    const double customer = misalignment(call.lines, "customer", channels[1]);
    std::printf("%zu lines in %zu s: the agent's within %.0f ms of their sound, the customer's within %.0f ms\n",
                call.lines.size(), channels[0].size() / kRate, agent * 1000, customer * 1000);
    EXPECT_GE(std::ranges::count(call.lines, "agent", &protocol::Transcript::speaker), 25);
    EXPECT_GE(std::ranges::count(call.lines, "customer", &protocol::Transcript::speaker), 15);
    EXPECT_LE(agent, 0.1);
    EXPECT_LE(customer, 0.1);
}

}  // namespace
}  // namespace mockcall::sim
