// bench_wer: word error rate, cost and memory of the embedded recogniser on a list of clips.
// LIST is a list.tsv of make_clips.sh, a manifest.jsonl, or a text of one sentence a line, which our own voices then
// speak.
//   bench_wer LIST [--model DIR] [--second-pass full] [--max-active N] [--lw 6.5] [--wip 0.65] [--gain dB] [--front 1]
//   [--errors 1]
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include <sys/resource.h>

#include "adapters/speech/pocketsphinx_recognizer.hpp"
#include "adapters/speech/spoken_text.hpp"
#include "audio/level_control.hpp"
#include "audio/voice_activity.hpp"
#include "clips.hpp"
#include "word_errors.hpp"

namespace {

using namespace mockcall;

/// Runs a task where it is submitted: the figures are CPU time, threads would only blur them.
class InPlace : public WorkerPool {
  public:
    bool submit(Task task) override {
        task();
        return true;
    }
};

double cpu_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

long peak_megabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

struct Totals {
    int clips = 0;
    int said = 0;
    int errors = 0;
    double audio_s = 0;
    double cpu_s = 0;
    std::vector<double> finish_ms{};

    void add(const Totals& other) {
        clips += other.clips;
        said += other.said;
        errors += other.errors;
        audio_s += other.audio_s;
        cpu_s += other.cpu_s;
        finish_ms.insert(finish_ms.end(), other.finish_ms.begin(), other.finish_ms.end());
    }
    void print(const char* name) {
        std::ranges::sort(finish_ms);
        std::printf("%-16s %5d clips %6d words  WER %5.1f %%  RTF %.3f  end p50/p95 %3.0f/%3.0f ms\n", name, clips,
                    said, 100.0 * errors / std::max(said, 1), cpu_s / audio_s, finish_ms[finish_ms.size() / 2],
                    finish_ms[finish_ms.size() * 95 / 100]);
    }
};

struct Settings {
    std::string list;
    PocketsphinxOptions recognizer{.model_dir = MOCKCALL_SPEECH_MODEL_DIR, .max_decoders = 1};
    double gain_db = 0;
    bool front = false;  ///< what a call's sound goes through before it is recognised
    bool show_errors = false;
};

std::optional<Settings> parse(int count, char** arguments) {
    Settings settings;
    auto& options = settings.recognizer;
    const std::map<std::string, std::function<void(const std::string&)>> known{
        {"--model", [&](const std::string& v) { options.model_dir = v; }},
        {"--second-pass",
         [&](const std::string& v) { options.second_pass = v == "none" ? SecondPass::None : SecondPass::Full; }},
        {"--max-active", [&](const std::string& v) { options.max_active = std::stoi(v); }},
        {"--lw", [&](const std::string& v) { options.language_weight = std::stod(v); }},
        {"--wip", [&](const std::string& v) { options.word_insertion_penalty = std::stod(v); }},
        {"--gain", [&](const std::string& v) { settings.gain_db = std::stod(v); }},
        {"--front", [&](const std::string& v) { settings.front = v == "1"; }},
        {"--errors", [&](const std::string& v) { settings.show_errors = v == "1"; }},
    };
    for (int i = 1; i < count; ++i) {
        const auto option = known.find(arguments[i]);
        if (option == known.end()) {
            settings.list = arguments[i];
        } else if (++i < count) {
            option->second(arguments[i]);
        }
    }
    return settings.list.empty() ? std::nullopt : std::optional(settings);
}

/// How often a word was right, by the confidence it came with.
struct Reliability {
    struct Bin {
        int words = 0;
        int right = 0;
        double confidence = 0;
    };
    std::array<Bin, 5> bins;

    void add(float confidence, bool right) {
        auto& bin = bins.at(std::min<std::size_t>(static_cast<std::size_t>(confidence * 5), 4));
        ++bin.words;
        bin.right += right ? 1 : 0;
        bin.confidence += static_cast<double>(confidence);
    }
    void print() const {
        for (const auto& bin : bins) {
            if (bin.words > 0) {
                std::printf("confidence %.2f: right %.2f of %d words\n", bin.confidence / bin.words,
                            static_cast<double>(bin.right) / bin.words, bin.words);
            }
        }
    }
};

Hypothesis recognize(CallRecognizer& call, SampleView samples, Totals& totals) {
    Hypothesis heard;
    auto session =
        call.open(RecognizerSearch::Free, {.on_partial = [](const Hypothesis&) {},
                                           .on_final = [&](Hypothesis h) { heard = std::move(h); },
                                           .on_error = [](const Error& e) { std::puts(e.message.c_str()); }});
    const double start = cpu_seconds();
    for (std::size_t at = 0; at < samples.size(); at += 320) {
        (*session)->feed(samples.subspan(at, std::min<std::size_t>(320, samples.size() - at)));
    }
    const double last_fed = cpu_seconds();
    (*session)->finish();
    totals.cpu_s += cpu_seconds() - start;
    totals.finish_ms.push_back((cpu_seconds() - last_fed) * 1000);
    totals.audio_s += static_cast<double>(samples.size()) / 16000;
    return heard;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) {
        text += word + ' ';
    }
    return text;
}

/// Noise suppression and level control, as in a call. `voiced` counts frames with a voice.
Samples through_front(SampleView in, audio::VoiceActivity& activity, audio::LevelControl& level, int& voiced) {
    Samples out(in.size() / audio::kVadFrameSamples * audio::kVadFrameSamples);
    for (std::size_t at = 0; at < out.size(); at += audio::kVadFrameSamples) {
        const auto frame = activity.process(in.subspan(at, audio::kVadFrameSamples), &out[at]);
        level.process(std::span(out).subspan(at, audio::kVadFrameSamples), frame.voiced);
        voiced += frame.voiced ? 1 : 0;
    }
    return out;
}

void run(const Settings& settings, const std::vector<bench::Clip>& clips) {
    InPlace workers;
    PocketsphinxRecognizer recognizer(workers, settings.recognizer);
    std::map<std::string, Totals> voices;
    Reliability reliability;
    std::string voice;
    std::unique_ptr<CallRecognizer> call;
    auto activity = std::make_unique<audio::VoiceActivity>();
    audio::LevelControl level;
    int voiced = 0;
    for (const auto& clip : clips) {
        auto samples = clip.file.empty() ? bench::speak(clip.transcript, clip.voice) : bench::read_wav(clip.file);
        if (!samples) {
            std::puts(samples.error().message.c_str());
            continue;
        }
        for (auto& sample : *samples) {
            const double louder = sample * std::pow(10.0, settings.gain_db / 20);
            sample = static_cast<std::int16_t>(std::clamp(louder, -32768.0, 32767.0));
        }
        if (voice != clip.voice || call == nullptr) {  // a call for each speaker
            call = recognizer.for_call({});
            activity = std::make_unique<audio::VoiceActivity>();
            level = {};
            voice = clip.voice;
        }
        if (settings.front)
            *samples = through_front(*samples, *activity, level, voiced);
        Totals one;
        one.clips = 1;
        const auto heard = recognize(*call, *samples, one);
        const auto said = speech::words_of(clip.transcript);
        const auto words = speech::words_of(heard.text);
        const auto errors = bench::count_word_errors(said, words);
        one.said = errors.said;
        one.errors = errors.errors();
        voices[clip.voice].add(one);
        for (std::size_t i = 0; i < std::min(words.size(), heard.words.size()); ++i) {
            reliability.add(heard.words[i].confidence, errors.right[i]);
        }
        if (settings.show_errors && errors.errors() > 0) {
            std::printf("%-14s said:  %s\n%-14s heard: %s\n", voice.c_str(), joined(said).c_str(), "",
                        joined(words).c_str());
        }
    }
    Totals all;
    for (auto& [name, totals] : voices) {
        totals.print(name.c_str());
        all.add(totals);
    }
    if (all.clips > 0) {
        all.print("all");
        reliability.print();
        if (settings.front)
            std::printf("voice in %.1f s\n", voiced / 100.0);
        std::printf("peak memory %ld MB\n", peak_megabytes());
    }
}

}  // namespace

int main(int count, char** arguments) {
    const auto settings = parse(count, arguments);
    if (!settings) {
        std::fprintf(stderr,
                     "usage: bench_wer LIST [--model DIR] [--second-pass full] [--max-active N] [--lw W] [--wip P] "
                     "[--gain DB] [--front 1] [--errors 1]\n");
        return 2;
    }
    const auto clips = bench::read_clips(settings->list);
    if (!clips) {
        std::fprintf(stderr, "%s\n", clips.error().message.c_str());
        return 1;
    }
    run(*settings, *clips);
    return 0;
}
