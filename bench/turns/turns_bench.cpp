// turns_bench: how the customer takes turns, with the embedded recogniser and voices, in virtual time.
//   turns_bench SENTENCES SCENARIO [--part test] [--seeds N] [--gain dB] [--errors]
// Answers: end of the agent's speech to the customer's first sound, and the turns cut off in a pause. Overlap: coughs,
// hums, listeners' words and real interruptions over the customer.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>

#include "clips.hpp"
#include "fakes/mouth_sounds.hpp"
#include "virtual_call.hpp"

namespace {

using namespace mockcall;
using namespace mockcall::turns;

struct Options {
    std::string sentences;
    std::string scenario;
    std::string part = "test";
    std::uint64_t seeds = 4;
    double gain_db = 0;  ///< of the agent's microphone
    bool errors = false;
};

double percentile(std::vector<double> values, double p) {
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(p / 100 * static_cast<double>(values.size() - 1) + 0.5)];
}

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

struct Answers {
    std::vector<double> total, endpoint, words, voice;
    int turns = 0, paused = 0, cut = 0, cut_paused = 0, unanswered = 0;
};

void one_answer(VirtualCall& call, const Sentence& s, Answers& a, bool tell) {
    call.forget();
    call.play(s.pcm);
    const double end = call.now_ms() - 20 + static_cast<double>((s.pcm.size() - 1) % 320 + 1) / 16;
    ++a.turns;
    a.paused += s.paused ? 1 : 0;
    if (call.heard.final_words_ms) {
        ++a.cut;
        a.cut_paused += s.paused ? 1 : 0;
        if (tell)
            std::printf("  cut off: %s\n", s.text.c_str());
    } else {
        for (int waited = 0; waited < 3'000 && !call.heard.answer_ms && !call.over(); waited += 20)
            call.silence(20);
        if (call.heard.answer_ms && call.heard.final_words_ms) {
            const auto& h = call.heard;
            a.endpoint.push_back(*h.final_words_ms - end);
            a.words.push_back(h.words_cpu_ms);
            a.voice.push_back(h.voice_cpu_ms);
            a.total.push_back(*h.answer_ms - end + h.words_cpu_ms + h.voice_cpu_ms);
            if (tell && a.total.back() > 700)
                std::printf("  %4.0f ms: %s\n", a.total.back(), s.text.c_str());
        } else {
            ++a.unanswered;
            if (tell)
                std::printf("  no answer: %s\n", s.text.c_str());
        }
    }
    call.wait_for_quiet(30'000);
    call.silence(1'500);
}

Answers answers(const Options& options, const std::shared_ptr<const Scenario>& scenario) {
    Answers a;
    for (std::uint64_t seed = 1; seed <= options.seeds; ++seed) {
        auto call = std::make_unique<VirtualCall>(scenario, seed);
        call->silence(1'000);
        for (Sentence& s : sentences(options.sentences, options.part, seed)) {
            for (std::int16_t& x : s.pcm)
                x = static_cast<std::int16_t>(std::clamp(x * std::pow(10, options.gain_db / 20), -32768.0, 32767.0));
            if (call->over()) {
                call = std::make_unique<VirtualCall>(scenario, seed + 100);
                call->silence(1'000);
            }
            one_answer(*call, s, a, options.errors);
        }
    }
    return a;
}

struct Overlaps {
    int tried = 0, ducked = 0, held = 0, resumed = 0, lost = 0;
    std::vector<double> silent_ms;
};

/// Speaks `sound` over the customer's first long line.
void one_overlap(const std::shared_ptr<const Scenario>& scenario, const Sentence& greeting, SampleView sound,
                 std::uint64_t seed, bool interrupts, Overlaps& o) {
    VirtualCall call(scenario, seed);
    call.silence(1'000);
    call.play(greeting.pcm);
    for (int waited = 0; waited < 3'000 && !call.heard.answer_ms; waited += 20)
        call.silence(20);
    call.silence(700 + static_cast<int>(seed % 9) * 60);
    if (!call.customer_speaking())
        return;
    call.forget();
    const double begun = call.now_ms();
    call.play(sound);
    call.silence(900);
    ++o.tried;
    o.ducked += call.heard.duck_ms ? 1 : 0;
    if (call.heard.clear_ms) {
        ++o.held;
        o.silent_ms.push_back(*call.heard.clear_ms - begun);
        o.resumed += call.heard.pieces_after_clear > 0 ? 1 : 0;
    }
    if (!interrupts && !call.customer_speaking() && !call.heard.customer_text.empty() && call.heard.clear_ms) {
        // Stopped for good: does the rest come all the same?
        const std::string first = call.heard.customer_text;
        call.silence(1'500);
        o.lost += call.heard.pieces_after_clear == 0 ? 1 : 0;
    }
}

void print(const char* name, const Overlaps& o) {
    std::printf("%-34s %3d: %3d lowered, %3d held (%.0f %%), of them %3d went on; %d lost\n", name, o.tried, o.ducked,
                o.held, 100.0 * o.held / std::max(1, o.tried), o.resumed, o.lost);
}

void overlaps(const Options& options, const std::shared_ptr<const Scenario>& scenario) {
    const auto lines = sentences(options.sentences, options.part, 1);
    const Sentence& greeting = lines.at(1);
    Overlaps coughs, hums, listeners, interruptions;
    for (std::uint64_t seed = 1; seed <= 10 * options.seeds; ++seed) {
        one_overlap(scenario, greeting, fakes::cough(seed), seed, false, coughs);
        one_overlap(scenario, greeting, fakes::hum(seed), seed, false, hums);
    }
    std::uint64_t seed = 0;
    for (const Sentence& word : listeners_words())
        one_overlap(scenario, greeting, word.pcm, ++seed, false, listeners);
    for (const Sentence& s : lines)
        if (s.pcm.size() > 16'000)
            one_overlap(scenario, greeting, s.pcm, ++seed, true, interruptions);
    print("coughs", coughs);
    print("hums (mm-hm)", hums);
    print("listeners' words (okay, right)", listeners);
    print("interruptions", interruptions);
    row("first word over to silence", interruptions.silent_ms);
}

}  // namespace

int main(int count, char** arguments) try {
    Options options;
    std::vector<std::string> files;
    for (int i = 1; i < count; ++i) {
        const std::string_view arg = arguments[i];
        if (arg == "--errors")
            options.errors = true;
        else if (arg == "--part" && i + 1 < count)
            options.part = arguments[++i];
        else if (arg == "--gain" && i + 1 < count)
            options.gain_db = std::stod(arguments[++i]);
        else if (arg == "--seeds" && i + 1 < count)
            options.seeds = std::stoull(arguments[++i]);
        else
            files.emplace_back(arg);
    }
    if (files.size() != 2) {
        std::fprintf(stderr, "turns_bench SENTENCES SCENARIO [--part tune|test] [--seeds N] [--gain dB] [--errors]\n");
        return 2;
    }
    options.sentences = files[0];
    const auto scenario = scenario_of(files[1]);
    const Answers a = answers(options, scenario);
    row("end of speech to first sound", a.total);
    row("  of it until the turn had ended", a.endpoint);
    row("  the recogniser's last words (CPU)", a.words);
    row("  the voice's first sound (CPU)", a.voice);
    std::printf("%-34s %d of %d (%.1f %%), of those with a pause %d of %d; %d not answered\n", "turns cut off", a.cut,
                a.turns, 100.0 * a.cut / std::max(1, a.turns), a.cut_paused, a.paused, a.unanswered);
    overlaps(options, scenario);
    return 0;
} catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
}
