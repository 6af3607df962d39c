// Measures the dialogue-act classifier: precision, recall and F1 of each act on a labelled file, and its speed.
//   classify_bench FILE.jsonl [--misses ACT]
// Lines: {"text": …, "prev_customer": …, "acts": […], "also_ok": […]}. Acts in `also_ok` count neither as right nor
// wrong.
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "domain/dialogue/acts.hpp"

namespace {

using namespace mockcall;

struct Sample {
    std::string text, before;
    ActSet gold, also_ok;
};

ActSet acts_in(const boost::json::object& o, const char* key) {
    ActSet set;
    if (const auto* list = o.if_contains(key))
        for (const auto& name : list->as_array())
            if (const auto act = act_of(std::string_view(name.as_string())))
                set.add(*act);
    return set;
}

std::string text_in(const boost::json::object& o, const char* key) {
    const auto* value = o.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

std::vector<Sample> read_samples(const char* path) {
    std::vector<Sample> samples;
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) {
        if (line.empty())
            continue;
        const auto object = boost::json::parse(line).as_object();
        samples.push_back({text_in(object, "text"), text_in(object, "prev_customer"), acts_in(object, "acts"),
                           acts_in(object, "also_ok")});
    }
    return samples;
}

struct Counts {
    int right = 0, wrong = 0, missed = 0;
};

void print_miss(const Sample& s, Act act, bool wrong) {
    std::printf("%s %-18s | %s | %s\n", wrong ? "FP" : "FN", std::string(to_string(act)).c_str(),
                s.before.substr(s.before.size() > 60 ? s.before.size() - 60 : 0).c_str(), s.text.c_str());
}

void report(const std::vector<Counts>& counts) {
    double sum = 0;
    int acts = 0;
    std::printf("%-20s %6s %6s %6s %6s\n", "act", "P", "R", "F1", "gold");
    for (std::size_t i = 0; i < kActCount; ++i) {
        const Counts& c = counts[i];
        if (c.right + c.missed == 0 && c.wrong == 0)
            continue;
        const double p = c.right + c.wrong == 0 ? 0 : static_cast<double>(c.right) / (c.right + c.wrong);
        const double r = c.right + c.missed == 0 ? 0 : static_cast<double>(c.right) / (c.right + c.missed);
        const double f = p + r == 0 ? 0 : 2 * p * r / (p + r);
        std::printf("%-20s %6.3f %6.3f %6.3f %6d%s\n", std::string(to_string(static_cast<Act>(i))).c_str(), p, r, f,
                    c.right + c.missed, c.right + c.missed == 0 ? "  (not in the file)" : "");
        if (c.right + c.missed == 0)
            continue;
        sum += f;
        ++acts;
    }
    std::printf("macro-F1 over %d acts: %.3f\n", acts, acts == 0 ? 0 : sum / acts);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "usage: classify_bench FILE.jsonl [--misses ACT]\n");
        return 2;
    }
    const auto samples = read_samples(argv[1]);
    const auto show = argc > 3 ? act_of(argv[3]) : std::nullopt;
    std::vector<Counts> counts(kActCount);
    for (const Sample& s : samples) {
        const ActSet found = classify_acts(s.text, s.before, "").acts;
        for (std::size_t i = 0; i < kActCount; ++i) {
            const auto act = static_cast<Act>(i);
            const bool wrong = found.has(act) && !s.gold.has(act) && !s.also_ok.has(act);
            const bool missed = s.gold.has(act) && !found.has(act);
            counts[i].right += static_cast<int>(found.has(act) && s.gold.has(act));
            counts[i].wrong += static_cast<int>(wrong);
            counts[i].missed += static_cast<int>(missed);
            if (show == act && (wrong || missed))
                print_miss(s, act, wrong);
        }
    }
    report(counts);
    constexpr int kRounds = 20;
    // CPU time: what one core can do, however busy the machine is.
    const std::clock_t begin = std::clock();
    std::uint32_t keep = 0;
    for (int round = 0; round < kRounds; ++round)
        for (const Sample& s : samples)
            keep += classify_acts(s.text, s.before, "").acts.mask();
    const double took = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    std::printf("%.0f utterances/s of CPU time (%u)\n", kRounds * static_cast<double>(samples.size()) / took,
                keep & 1U);
}
