#include "turns/clips.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numbers>
#include <stdexcept>

#include <unistd.h>

#include "adapters/speech/flite_synthesizer.hpp"
#include "adapters/speech/silence_trim.hpp"
#include "base/one_of.hpp"
#include "base/random.hpp"
#include "wer/clips.hpp"

namespace mockcall::turns {
namespace {

constexpr int kRate = 16000;
constexpr std::array<std::string_view, 4> kOwn = {"rms", "slt", "awb", "kal16"};
constexpr std::array<std::string_view, 7> kForeign = {"en-us", "en-us+f3",   "en-us+m3",      "en-us+f5",
                                                      "en-gb", "en-gb-x-rp", "en-gb-scotland"};

class InPlace final : public WorkerPool {
  public:
    bool submit(Task task) override {
        task();
        return true;
    }
};

std::size_t count_of(Voices voices) { return voices == Voices::Own ? kOwn.size() : kForeign.size(); }

Samples without_edges(SampleView pcm) {
    speech::SilenceTrim trim(kRate);
    Samples words;
    trim.process(pcm, words);
    return words;  // not flushed: nothing of the silence after the last word
}

Samples own_voice(const std::string& text, std::string_view voice) {
    static InPlace pool;
    static FliteSynthesizer synthesizer(pool);
    Samples all;
    SynthesisSession::Listener listener;
    listener.on_audio = [&](const Samples& pcm) { all.insert(all.end(), pcm.begin(), pcm.end()); };
    const auto session =
        synthesizer.speak({text, {.name = std::string(voice)}, Emotion::Neutral, kRate}, std::move(listener));
    return without_edges(all);
}

void normalise(Samples& pcm) {
    constexpr double kPeak = 16'000;
    double most = 1;
    for (const std::int16_t s : pcm)
        most = std::max(most, std::abs(static_cast<double>(s)));
    for (std::int16_t& s : pcm)
        s = static_cast<std::int16_t>(s * kPeak / most);
}

/// `text` holds letters, spaces and punctuation only.
Samples foreign_voice(const std::string& text, std::string_view voice, int words_a_minute) {
    const auto file = std::filesystem::temp_directory_path() / ("turns_bench_" + std::to_string(getpid()) + ".wav");
    const std::string command = "espeak-ng -v " + std::string(voice) + " -s " + std::to_string(words_a_minute) +
                                " -w " + file.string() + " \"" + text + "\"";
    if (std::system(command.c_str()) != 0)
        throw std::runtime_error("espeak-ng does not speak");
    auto pcm = bench::read_wav(file.string());
    std::filesystem::remove(file);
    if (!pcm)
        throw std::runtime_error(pcm.error().message);
    normalise(*pcm);
    return without_edges(*pcm);
}

/// "Could you …", "… | is that okay": a voice asks for yes or no by rising.
bool asks_yes_or_no(const std::string& line) {
    constexpr std::array<std::string_view, 16> kAsks = {"are",  "can",  "could", "did",   "do",    "does",
                                                        "has",  "have", "is",    "may",   "shall", "was",
                                                        "were", "will", "would", "should"};
    const auto begins = [&](std::size_t at) {
        at = line.find_first_not_of("| ", at);
        return one_of(std::string_view(line).substr(at, line.find(' ', at) - at), kAsks);
    };
    const auto bar = line.rfind('|');
    return begins(0) || (bar != std::string::npos && begins(bar));
}

/// A part that a pause follows is spoken like one: as a clause, not as a sentence. `end`: the mark it ends with.
Samples spoken(const std::string& text, Voices voices, std::size_t n, char end) {
    if (voices == Voices::Own)
        return own_voice(text, kOwn[n % kOwn.size()]);
    constexpr int kSlowest = 145, kStep = 10;
    return foreign_voice(text + end, kForeign[n % kForeign.size()], kSlowest + static_cast<int>(n % 4) * kStep);
}

/// Log-normal around 380 ms, as pauses inside turns are (Heldner & Edlund 2010), within 200 to 1000.
std::size_t pause_samples(Random& dice) {
    const double normal =
        std::sqrt(-2 * std::log(1 - 0.999999 * dice.unit())) * std::cos(2 * std::numbers::pi * dice.unit());
    const double ms = std::clamp(380 * std::exp(0.45 * normal), 200.0, 1000.0);
    return static_cast<std::size_t>(ms * kRate / 1000);
}

Sentence sentence(const std::string& line, Voices voices, std::size_t n, Random& dice) {
    Sentence s;
    s.text = line;
    for (std::size_t from = 0; from < line.size();) {
        const auto bar = std::min(line.find('|', from), line.size());
        if (from > 0) {
            s.pauses.push_back(s.pcm.size());
            s.pcm.resize(s.pcm.size() + pause_samples(dice), 0);
        }
        const char end = bar < line.size() ? ',' : asks_yes_or_no(line) ? '?' : '.';
        const Samples pcm = spoken(line.substr(from, bar - from), voices, n, end);
        s.pcm.insert(s.pcm.end(), pcm.begin(), pcm.end());
        from = bar + 1;
    }
    return s;
}

}  // namespace

std::vector<Sentence> sentences(const std::string& file, const std::string& part, std::uint64_t seed, Voices voices) {
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
            found.push_back(sentence(line, voices, found.size() + seed, dice));
    }
    return found;
}

std::vector<Sentence> listeners_words(Voices voices) {
    constexpr std::array<std::string_view, 8> words = {"okay", "right",  "yeah",    "i see",
                                                       "sure", "uh huh", "alright", "yes"};
    Random dice(1);
    std::vector<Sentence> found;
    for (std::size_t voice = 0; voice < count_of(voices); ++voice)
        for (const std::string_view word : words)
            found.push_back(sentence(std::string(word), voices, voice, dice));
    return found;
}

std::vector<Sentence> recordings(const std::string& folder) {
    const auto clips = bench::read_clips(folder + "/manifest.jsonl");
    if (!clips)
        throw std::runtime_error(clips.error().message);
    std::vector<Sentence> found;
    for (const bench::Clip& clip : *clips) {
        auto pcm = bench::read_wav(clip.file);
        if (!pcm)
            throw std::runtime_error(pcm.error().message);
        found.push_back({clip.transcript, {}, without_edges(*pcm)});
    }
    return found;
}

}  // namespace mockcall::turns
