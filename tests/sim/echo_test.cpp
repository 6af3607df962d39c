// An agent with a loudspeaker: the customer's own voice comes back through the microphone.
#include <array>
#include <deque>
#include <set>
#include <utility>

#include "sim/seeds.hpp"
#include "sim/webrtc_call.hpp"
#include "sim/wordlike_voice.hpp"

namespace mockcall::sim {
namespace {

/// Plays what the customer says and hears it back `delay_ms` later, `loss_db` weaker, with the agent's own sound.
class Loudspeaker {
  public:
    Loudspeaker(World& world, CallId id, std::shared_ptr<Client> client, int delay_ms, double loss_db)
        : world_(world),
          id_(std::move(id)),
          client_(std::move(client)),
          room_(static_cast<std::size_t>(delay_ms) * 16, 0),
          gain_(std::pow(10, -loss_db / 20)) {}

    void run(int ms, SampleView agent = {}) {
        for (int t = 0; t < ms; t += 20) {
            take_new_pieces();
            Samples frame(320, 0);
            for (std::size_t i = 0; i < frame.size(); ++i) {
                room_.push_back(next_played());
                low_ += 0.5 * (room_.front() * gain_ - low_);
                room_.pop_front();
                const std::size_t place = static_cast<std::size_t>(t) * 16 + i;
                const double own = place < agent.size() ? agent[place] : 0;
                frame[i] = static_cast<std::int16_t>(std::clamp(low_ + own, -32'000.0, 32'000.0));
            }
            world_.play(id_, client_, frame);
        }
    }

  private:
    void take_new_pieces() {
        for (; seen_ < client_->events.size(); ++seen_) {
            if (std::holds_alternative<protocol::AudioClear>(client_->events[seen_]))
                playing_.clear();
            if (const auto* e = std::get_if<protocol::AudioCustomer>(&client_->events[seen_]))
                for (std::size_t i = 0; i + 1 < e->data.size(); i += 2)
                    playing_.push_back(static_cast<std::int16_t>(e->data[i] | e->data[i + 1] << 8));
        }
    }
    std::int16_t next_played() {
        if (playing_.empty())
            return 0;
        const std::int16_t s = playing_.front();
        playing_.pop_front();
        return s;
    }

    World& world_;
    CallId id_;
    std::shared_ptr<Client> client_;
    std::size_t seen_ = 0;
    std::deque<std::int16_t> playing_;
    std::deque<std::int16_t> room_;
    double gain_;
    double low_ = 0;
};

struct Call {
    World world;
    WordlikeVoice voice;
    CallId id;
    std::shared_ptr<Client> client;

    Call() {
        world.recognizer.script.words = {"thank you for calling techsupport inc how can i help you",
                                         "let me look at that for you", "let me look at that for you"};
        world.speaker = &voice;
        world.boot();
        id = world.start()->id;
        client = world.join(id);
        world.silence(id, client, 500);
        world.play(id, client, fakes::wordlike(3, 2));
    }
};

TEST(Echo, TheCustomersOwnVoiceFromALoudspeakerInterruptsNobody) {
    for (const int delay : {60, 250, 480}) {
        Call call;
        Loudspeaker speaker(call.world, call.id, call.client, delay, 12);
        speaker.run(12'000);
        const auto said = call.client->finals("customer");
        ASSERT_FALSE(said.empty()) << delay;
        const auto pieces = call.client->all<protocol::AudioCustomer>();
        for (const auto& clear : call.client->all<protocol::AudioClear>())
            EXPECT_NE(clear.utterance_id, pieces[0].utterance_id) << delay;
        EXPECT_EQ(call.client->finals("agent").size(), 1u) << delay << ": an echo is no turn";
    }
}

TEST(Echo, WhoSpeaksOverTheirOwnLoudspeakerIsHeard) {
    Call call;
    Loudspeaker speaker(call.world, call.id, call.client, 250, 18);
    speaker.run(3'500);
    ASSERT_TRUE(call.client->all<protocol::AudioClear>().empty());
    // Two seconds of speech, then the silence that ends a turn whose words are not known yet.
    speaker.run(3'000, fakes::wordlike(90, 2));
    EXPECT_FALSE(call.client->all<protocol::AudioClear>().empty());
    EXPECT_EQ(call.client->finals("agent").size(), 2u);
    // What the customer answers comes back as well, and interrupts nobody.
    const auto clears = call.client->all<protocol::AudioClear>().size();
    speaker.run(6'000);
    EXPECT_EQ(call.client->all<protocol::AudioClear>().size(), clears);
    EXPECT_EQ(call.client->finals("agent").size(), 2u);
}

/// A loudspeaker, a room and a microphone: late, weaker, dull, with reflections and some noise.
class Room {
  public:
    Room(std::uint64_t seed, int delay_ms, double loss_db)
        : dice_(seed),
          delay_(static_cast<std::size_t>(delay_ms) * 16),
          gain_(std::pow(10, -loss_db / 20)),
          sharpness_(dice_.between(0.35, 0.8)),
          played_(delay_ + kReflections * kApart, 0) {
        reflections_[0] = 1;
        for (std::size_t i = 1; i < kReflections; ++i)
            reflections_[i] = 0.25 * dice_.between(-1, 1) * std::exp(-4.0 * static_cast<double>(i) / kReflections);
    }
    std::int16_t hear(std::int16_t played) {
        played_.push_front(played);
        played_.pop_back();
        double sum = 0;
        for (std::size_t i = 0; i < kReflections; ++i)
            sum += reflections_[i] * played_[delay_ + i * kApart];
        dull_ += sharpness_ * (sum - dull_);
        return static_cast<std::int16_t>(std::clamp(gain_ * dull_ + dice_.between(-20, 20), -32'000.0, 32'000.0));
    }

  private:
    static constexpr std::size_t kReflections = 60;
    static constexpr std::size_t kApart = 13;  ///< samples

    Random dice_;
    std::size_t delay_;
    double gain_;
    double sharpness_;
    std::deque<std::int16_t> played_;
    std::array<double, kReflections> reflections_{};
    double dull_ = 0;
};

/// A browser with loudspeakers: plays what comes over WebRTC through a buffer of its own and hears the room.
class OpenBrowser {
  public:
    OpenBrowser(WebRtcCall& call, NetworkShape down, std::uint64_t seed, Room room)
        : call_(call),
          network_(down, seed),
          room_(std::move(room)),
          buffer_(ticks_of(down.delay + down.jitter + Milliseconds{40})) {}

    void run(int ms, SampleView agent = {}) {
        for (std::size_t at = 0; at < static_cast<std::size_t>(ms) * 16; at += 320) {
            Samples frame = played();
            for (std::size_t i = 0; i < frame.size(); ++i) {
                const int own = at + i < agent.size() ? agent[at + i] : 0;
                frame[i] = static_cast<std::int16_t>(std::clamp(room_.hear(frame[i]) + own, -32'000, 32'000));
            }
            call_.browser.play(frame);
        }
    }

  private:
    static CallTime moment(SteadyTime t) { return CallTime{std::chrono::duration_cast<Ticks>(t.time_since_epoch())}; }
    [[nodiscard]] CallTime now() const { return moment(call_.world.time.steady()); }
    Samples played() {
        const auto& sent = call_.browser.line().sent;
        for (; seen_ < sent.size(); ++seen_)
            network_.send(seen_, moment(sent[seen_].at));
        while (const auto arrived = network_.receive(now()))
            waiting_.insert(arrived->second);
        Samples pcm;
        if (next_ < sent.size() && moment(sent[next_].at) + buffer_ <= now()) {
            if (waiting_.erase(next_) > 0)
                EXPECT_TRUE(decoder_.decode(sent[next_].opus, pcm));
            else
                decoder_.conceal(320, pcm);
            ++next_;
        }
        pcm.resize(320);
        return pcm;
    }

    WebRtcCall& call_;
    LossyNetwork<std::size_t> network_;
    Room room_;
    Ticks buffer_;
    audio::OpusDecoder decoder_{16'000};
    std::size_t seen_ = 0;
    std::set<std::size_t> waiting_;  ///< frames that have arrived, by their place in what was sent
    std::size_t next_ = 0;           ///< the frame that is played next
};

struct Line {
    const char* name;
    NetworkShape up, down;
};
void PrintTo(const Line& line, std::ostream* out) { *out << line.name; }

class EchoOver : public testing::TestWithParam<Line> {};
INSTANTIATE_TEST_SUITE_P(Networks, EchoOver,
                         testing::Values(Line{"good", {}, {}},
                                         Line{"jitter",
                                              {.jitter = Milliseconds{60}, .reorders = true},
                                              {.jitter = Milliseconds{60}, .reorders = true}},
                                         Line{"loss", {.loss = 0.03}, {.loss = 0.03}}),
                         [](const auto& line) { return std::string(line.param.name); });

/// What an interruption would be: a stopped line, a turn of the agent's, words that are listened to.
TEST_P(EchoOver, TheCustomersOwnVoiceInterruptsNobody) {
    for_seeds(3, [](std::uint64_t seed) {
        for (const auto& [delay, loss] : {std::pair{30, 12.0}, std::pair{120, 24.0}, std::pair{250, 16.0}}) {
            WordlikeVoice voice(seed * 100);
            WebRtcCall call(GetParam().up, seed, &voice);
            OpenBrowser open(call, GetParam().down, seed + 50, Room(seed, delay, loss));
            open.run(500);
            open.run(2'000, fakes::wordlike(seed, 2));
            open.run(14'000);
            const std::string where = std::to_string(delay) + " ms, " + std::to_string(loss) + " dB";
            ASSERT_FALSE(call.client->finals("customer").empty()) << where;
            EXPECT_TRUE(call.client->all<protocol::AudioClear>().empty()) << where;
            EXPECT_EQ(call.client->finals("agent").size(), 1u) << where << ": an echo is no turn";
        }
    });
}

/// What was lost breaks the rhythm by which an echo is known, in the customer's first words as well.
TEST(EchoUnderLoss, FromALoudLoudspeakerInterruptsNobody) {
    for_seeds(10, [](std::uint64_t seed) {
        const int delay = 30 + static_cast<int>(seed * 37 % 220);
        WordlikeVoice voice(seed * 100);
        WebRtcCall call({.loss = 0.03}, seed, &voice);
        OpenBrowser open(call, {.loss = 0.03}, seed + 50, Room(seed, delay, 10));
        open.run(500);
        open.run(2'000, fakes::wordlike(seed, 2));
        open.run(14'000);
        ASSERT_FALSE(call.client->finals("customer").empty()) << delay;
        EXPECT_TRUE(call.client->all<protocol::AudioClear>().empty()) << delay;
        EXPECT_EQ(call.client->finals("agent").size(), 1u) << delay << " ms: an echo is no turn";
    });
}

}  // namespace
}  // namespace mockcall::sim
