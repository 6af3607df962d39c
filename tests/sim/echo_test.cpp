// An agent with a loudspeaker: the customer's own voice comes back through the microphone.
#include <deque>

#include "fakes/mouth_sounds.hpp"
#include "sim/seeds.hpp"
#include "sim/sim_call.hpp"

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

/// A voice with the sound of words.
class WordlikeVoice final : public Synthesizer {
  public:
    std::unique_ptr<SynthesisSession> speak(const SpeechRequest& request,
                                            SynthesisSession::Listener listener) override {
        class Session final : public SynthesisSession {
            void cancel() override {}
        };
        const Samples all = fakes::wordlike(++lines_, static_cast<double>(request.text.size()) * 0.06);
        for (std::size_t at = 0; at < all.size(); at += 640)
            listener.on_audio(Samples(all.begin() + static_cast<std::ptrdiff_t>(at),
                                      all.begin() + static_cast<std::ptrdiff_t>(std::min(at + 640, all.size()))));
        listener.on_done();
        return std::make_unique<Session>();
    }
    bool ready() const override { return true; }

  private:
    std::uint64_t lines_ = 40;
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

}  // namespace
}  // namespace mockcall::sim
