// Measures the dialogue-act classifier: precision, recall and F1 of each act on a labelled file, and its speed.
//   classify_bench FILE.jsonl [--misses ACT]
// Lines: {"text": …, "prev_customer": …, "acts": […], "also_ok": […]}. Acts in `also_ok` count neither as right nor
// wrong.
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "act_counts.hpp"

namespace {

using namespace mockcall;
using mockcall::acts::Example;

void print_miss(const Example& s, Act act, bool wrong) {
    std::printf("%s %-18s | %s | %s\n", wrong ? "FP" : "FN", std::string(to_string(act)).c_str(),
                s.before.substr(s.before.size() > 60 ? s.before.size() - 60 : 0).c_str(), s.text.c_str());
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "usage: classify_bench FILE.jsonl [--misses ACT]\n");
        return 2;
    }
    const auto samples = acts::read_examples(argv[1], 0);
    const auto show = argc > 3 ? act_of(argv[3]) : std::nullopt;
    bench::ActCounts counts;
    for (const Example& s : samples) {
        const ActSet found = classify_acts(s.text, s.before, "").acts;
        counts.add(s, found);
        if (show && bench::ActCounts::is_wrong(s, found, *show))
            print_miss(s, *show, true);
        if (show && bench::ActCounts::is_missed(s, found, *show))
            print_miss(s, *show, false);
    }
    counts.print();
    constexpr int kRounds = 20;
    // CPU time: what one core can do, however busy the machine is.
    const std::clock_t begin = std::clock();
    std::uint32_t keep = 0;
    for (int round = 0; round < kRounds; ++round)
        for (const Example& s : samples)
            keep += classify_acts(s.text, s.before, "").acts.mask();
    const double took = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    std::printf("%.0f utterances/s of CPU time (%u)\n", kRounds * static_cast<double>(samples.size()) / took,
                keep & 1U);
}
