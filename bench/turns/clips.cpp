#include "clips.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <numbers>
#include <stdexcept>

#include "adapters/speech/flite_synthesizer.hpp"
#include "adapters/speech/silence_trim.hpp"
#include "base/random.hpp"

namespace mockcall::turns {
namespace {

constexpr int kRate = 16000;
constexpr std::array<std::string_view, 4> kVoices = {"rms", "slt", "awb", "kal16"};

class InPlace final : public WorkerPool {
  public:
    bool submit(Task task) override {
        task();
        return true;
    }
};

Samples spoken(const std::string& text, std::string_view voice) {
    static InPlace pool;
    static FliteSynthesizer synthesizer(pool);
    speech::SilenceTrim trim(kRate);
    Samples words;
    SynthesisSession::Listener listener;
    listener.on_audio = [&](const Samples& pcm) { trim.process(pcm, words); };
    const auto session =
        synthesizer.speak({text, {.name = std::string(voice)}, Emotion::Neutral, kRate}, std::move(listener));
    return words;  // not flushed: nothing of the silence after the last word
}

/// Log-normal around 380 ms, as pauses inside turns are (Heldner & Edlund 2010), within 200 to 1000.
std::size_t pause_samples(Random& dice) {
    const double normal =
        std::sqrt(-2 * std::log(1 - 0.999999 * dice.unit())) * std::cos(2 * std::numbers::pi * dice.unit());
    const double ms = std::clamp(380 * std::exp(0.45 * normal), 200.0, 1000.0);
    return static_cast<std::size_t>(ms * kRate / 1000);
}

Sentence sentence(const std::string& line, std::string_view voice, Random& dice) {
    Sentence s;
    for (std::size_t from = 0; from < line.size();) {
        const auto bar = std::min(line.find('|', from), line.size());
        const std::string part = line.substr(from, bar - from);
        if (from > 0) {
            s.paused = true;
            s.pcm.resize(s.pcm.size() + pause_samples(dice), 0);
        }
        const Samples pcm = spoken(part, voice);
        s.pcm.insert(s.pcm.end(), pcm.begin(), pcm.end());
        from = bar + 1;
    }
    s.text = line;
    return s;
}

}  // namespace

std::vector<Sentence> sentences(const std::string& file, const std::string& part, std::uint64_t seed) {
    std::ifstream in(file);
    if (!in)
        throw std::runtime_error(file + " cannot be read");
    Random dice(seed);
    std::vector<Sentence> found;
    bool wanted = false;
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line.front() == '#')
            continue;
        if (line.front() == '[')
            wanted = line == "[" + part + "]";
        else if (wanted)
            found.push_back(sentence(line, kVoices[(found.size() + seed) % kVoices.size()], dice));
    }
    return found;
}

std::vector<Sentence> listeners_words() {
    constexpr std::array<std::string_view, 8> words = {"okay", "right",  "yeah",    "i see",
                                                       "sure", "uh huh", "alright", "yes"};
    Random dice(1);
    std::vector<Sentence> found;
    for (const std::string_view voice : kVoices)
        for (const std::string_view word : words)
            found.push_back(sentence(std::string(word), voice, dice));
    return found;
}

}  // namespace mockcall::turns
