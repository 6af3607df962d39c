// turns_bench: how the customer takes turns, with the embedded recogniser and voices, in virtual time.
//   turns_bench SENTENCES SCENARIO [--part aside] [--seeds N] [--voices foreign|own] [--gain dB] [--errors]
// Answers: end of the agent's speech to the customer's first sound, and the turns cut off in a pause. Overlap: coughs,
// hums, listeners' words and real interruptions over the customer. MOCKCALL_CLIPS names a folder with recordings of
// people (a manifest.jsonl): they are spoken as well.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "fakes/mouth_sounds.hpp"
#include "turns/answers.hpp"
#include "turns/overlaps.hpp"

namespace {

using namespace mockcall;
using namespace mockcall::turns;

struct Options {
    std::string sentences;
    std::string scenario;
    std::string part = "aside";
    std::uint64_t seeds = 6;
    Voices voices = Voices::Foreign;
    double gain_db = 0;  ///< of the agent's microphone
    bool errors = false;
    bool overlaps = true;
};

double percentile(std::vector<double> values, double p) {
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(p / 100 * static_cast<double>(values.size() - 1) + 0.5)];
}

double percent(int part, int all) { return 100.0 * part / std::max(1, all); }

void row(const char* name, const std::vector<double>& ms) {
    std::printf("%-34s p50 %4.0f  p95 %4.0f  max %4.0f ms  (n %zu)\n", name, percentile(ms, 50), percentile(ms, 95),
                percentile(ms, 100), ms.size());
}

std::shared_ptr<const Scenario> scenario_of(const std::string& file) {
    std::ifstream in(file);
    std::ostringstream text;
    text << in.rdbuf();
    auto parsed = parse_scenario(text.str());
    if (!parsed)
        throw std::runtime_error(file + " is no scenario");
    return std::make_shared<const Scenario>(std::move(*parsed));
}

std::vector<Sentence> spoken(const Options& options, std::uint64_t seed) {
    auto found = sentences(options.sentences, options.part, seed, options.voices);
    for (Sentence& s : found)
        for (std::int16_t& x : s.pcm)
            x = static_cast<std::int16_t>(std::clamp(x * std::pow(10, options.gain_db / 20), -32768.0, 32767.0));
    return found;
}

void print(const Answers& a) {
    row("end of speech to first sound", a.total);
    row("  of it until the turn had ended", a.endpoint);
    row("  the recogniser's last words (CPU)", a.words);
    row("  the voice's first sound (CPU)", a.voice);  // of lines that were not made ready
    std::printf("%-34s %d of %d (%.1f %%), of those with a pause %d of %d (%.1f %%); %d not answered\n",
                "turns cut off", a.cut, a.turns, percent(a.cut, a.turns), a.cut_paused, a.paused,
                percent(a.cut_paused, a.paused), a.unanswered);
    std::printf("%-34s nothing, unfinished, mid-number, may go on, finished, closed\n",
                "how complete the words seemed");
    const auto counts = [](const char* name, const std::array<int, 6>& n) {
        std::printf("%-34s %d %d %d %d %d %d\n", name, n[0], n[1], n[2], n[3], n[4], n[5]);
    };
    counts("  in pauses", a.in_pauses);
    counts("  at ends", a.at_ends);
}

void print(const char* name, const Overlaps& o) {
    std::printf("%-34s %3d: %3d lowered, %3d stopped (%.0f %%), of them %3d went on; %d for good\n", name, o.tried,
                o.ducked, o.held, percent(o.held, o.tried), o.resumed, o.lost);
}

void overlaps(const Options& options, const std::shared_ptr<const Scenario>& scenario) {
    const auto lines = spoken(options, 1);
    const auto greeting = sentences(options.sentences, "tune", 1, Voices::Own).at(0);
    Overlaps coughs, hums, listeners, interruptions;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        overlap(scenario, greeting, fakes::cough(seed), seed, coughs);
        overlap(scenario, greeting, fakes::hum(seed), seed, hums);
    }
    std::uint64_t seed = 0;
    for (const Sentence& word : listeners_words(options.voices))
        overlap(scenario, greeting, word.pcm, ++seed, listeners);
    for (const Sentence& s : lines)
        if (s.pcm.size() > 20'000)
            overlap(scenario, greeting, s.pcm, ++seed, interruptions);
    print("coughs", coughs);
    print("hums (mm-hm)", hums);
    print("listeners' words (okay, right)", listeners);
    const int false_ones = coughs.lost + hums.lost + listeners.lost;
    const int tried = coughs.tried + hums.tried + listeners.tried;
    std::printf("%-34s %d of %d (%.1f %%)\n", "  of these taken for a turn", false_ones, tried,
                percent(false_ones, tried));
    print("interruptions", interruptions);
    row("first sound over to lower voice", interruptions.lowered_ms);
    row("first sound over to silence", interruptions.silent_ms);
}

Options options_of(int count, char** arguments) {
    Options options;
    std::vector<std::string> files;
    for (int i = 1; i < count; ++i) {
        const std::string_view arg = arguments[i];
        const bool value = i + 1 < count;
        if (arg == "--errors")
            options.errors = true;
        else if (arg == "--answers")
            options.overlaps = false;
        else if (arg == "--part" && value)
            options.part = arguments[++i];
        else if (arg == "--voices" && value)
            options.voices = std::string_view(arguments[++i]) == "own" ? Voices::Own : Voices::Foreign;
        else if (arg == "--gain" && value)
            options.gain_db = std::stod(arguments[++i]);
        else if (arg == "--seeds" && value)
            options.seeds = std::stoull(arguments[++i]);
        else
            files.emplace_back(arg);
    }
    if (files.size() == 2) {
        options.sentences = files[0];
        options.scenario = files[1];
    }
    return options;
}

}  // namespace

int main(int count, char** arguments) try {
    const Options options = options_of(count, arguments);
    if (options.scenario.empty()) {
        std::fprintf(stderr,
                     "turns_bench SENTENCES SCENARIO [--part tune|test|aside] [--seeds N] [--voices foreign|own] "
                     "[--gain dB] [--answers] [--errors]\n");
        return 2;
    }
    const auto scenario = scenario_of(options.scenario);
    Answers a;
    for (std::uint64_t seed = 1; seed <= options.seeds; ++seed)
        answer(scenario, spoken(options, seed), seed, options.errors, a);
    print(a);
    if (const char* folder = std::getenv("MOCKCALL_CLIPS")) {
        Answers people;
        answer(scenario, recordings(folder), 1, options.errors, people);
        std::puts("recordings of people:");
        print(people);
    }
    if (options.overlaps)
        overlaps(options, scenario);
    return 0;
} catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
}
