// Compares the judge with careful readers on transcripts without a scenario: rank correlation, overall and by
// dimension.
//   evaluate_bench FILE [--each [ID]]      (ID: every check of that one)
// Format: "== id style | six dimensions | overall csat fcr", then "A: ..." and "C: ..." lines.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <numeric>
#include <sstream>
#include <string>
#include <vector>

#include "domain/evaluation/evaluation.hpp"
#include "domain/evaluation/transcript.hpp"

namespace {

using namespace mockcall;

struct Sample {
    std::string id, style;
    std::array<double, kDimensionCount> dimensions{};
    double overall = 0, csat = 0;
    bool solved = false;
    std::vector<TranscriptLine> lines;
};

std::vector<Sample> read_samples(const char* path) {
    std::vector<Sample> samples;
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("== ")) {
            Sample s;
            std::ranges::replace(line, '|', ' ');
            std::istringstream fields(line.substr(3));
            std::string solved;
            fields >> s.id >> s.style;
            for (double& d : s.dimensions)
                fields >> d;
            fields >> s.overall >> s.csat >> solved;
            s.solved = solved == "yes";
            samples.push_back(std::move(s));
        } else if ((line.starts_with("A: ") || line.starts_with("C: ")) && !samples.empty()) {
            samples.back().lines.push_back({line.substr(0, 1), line.substr(3), {}, {}});
        }
    }
    return samples;
}

std::vector<double> ranks_of(const std::vector<double>& v) {
    std::vector<std::size_t> order(v.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {}, [&](std::size_t i) { return v[i]; });
    std::vector<double> ranks(v.size());
    for (std::size_t i = 0; i < order.size();) {
        std::size_t j = i;
        while (j < order.size() && v[order[j]] == v[order[i]])
            ++j;
        for (std::size_t k = i; k < j; ++k)
            ranks[order[k]] = static_cast<double>(i + j - 1) / 2;
        i = j;
    }
    return ranks;
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
    const auto n = static_cast<double>(a.size());
    const double ma = std::accumulate(a.begin(), a.end(), 0.0) / n, mb = std::accumulate(b.begin(), b.end(), 0.0) / n;
    double ab = 0, aa = 0, bb = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        ab += (a[i] - ma) * (b[i] - mb);
        aa += (a[i] - ma) * (a[i] - ma);
        bb += (b[i] - mb) * (b[i] - mb);
    }
    return aa == 0 || bb == 0 ? 0 : ab / std::sqrt(aa * bb);
}

void report(const char* name, const std::vector<double>& human, const std::vector<double>& judged) {
    double apart = 0;
    for (std::size_t i = 0; i < human.size(); ++i)
        apart += std::abs(human[i] - judged[i]);
    std::printf("%-16s rho %6.3f   mean difference %5.1f\n", name, correlation(ranks_of(human), ranks_of(judged)),
                apart / static_cast<double>(human.size()));
}

}  // namespace

int main(int argc, char** argv) {
    std::vector<Sample> samples;
    bool each = false;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--each") == 0) {
            each = true;
            continue;
        }
        const auto more = read_samples(argv[i]);
        samples.insert(samples.end(), more.begin(), more.end());
    }
    if (samples.size() < 3) {
        std::fprintf(stderr, "usage: evaluate_bench FILE... [--each]\n");
        return 2;
    }
    std::array<std::vector<double>, kDimensionCount> human, judged;
    std::vector<double> human_overall, overall, human_csat, csat, words;
    int solved_right = 0;
    for (const Sample& s : samples) {
        const CallRecord record = record_of(s.lines, "");
        const Evaluation e = evaluate(record, nullptr);
        double spoken = 0;
        for (const auto& line : s.lines)
            spoken += line.speaker == "A" ? static_cast<double>(std::ranges::count(line.text, ' ') + 1) : 0;
        if (each)
            std::printf("%-20s", s.id.c_str());
        for (std::size_t d = 0; d < kDimensionCount; ++d) {
            human[d].push_back(s.dimensions[d]);
            judged[d].push_back(e.breakdown.at(static_cast<Dimension>(d)));
            if (each)
                std::printf(" %3.0f/%-3.0f", human[d].back(), judged[d].back());
        }
        if (each && argc > 3)  // --each ID: every check of one
            if (s.id == argv[3])
                for (const auto& c : e.criteria)
                    std::printf("\n   %5.1f x%.1f %-32s %s", c.score, c.weight, c.id.c_str(),
                                c.evidence.empty() ? "" : c.evidence.back().text.c_str());
        if (each)
            std::printf(" | %3.0f/%-3d csat %.1f/%.1f fcr %d/%d\n", s.overall, e.overall, s.csat,
                        e.customer_satisfaction, s.solved, e.first_call_resolution);
        human_overall.push_back(s.overall);
        overall.push_back(e.overall);
        human_csat.push_back(s.csat);
        csat.push_back(e.customer_satisfaction);
        words.push_back(spoken);
        solved_right += static_cast<int>(s.solved == e.first_call_resolution);
    }
    for (std::size_t d = 0; d < kDimensionCount; ++d)
        report(std::string(to_string(static_cast<Dimension>(d))).c_str(), human[d], judged[d]);
    report("overall", human_overall, overall);
    report("csat", human_csat, csat);
    std::printf("first-call resolution told right: %d of %zu\n", solved_right, samples.size());
    std::printf("overall by agent words alone: rho %.3f\n", correlation(ranks_of(human_overall), ranks_of(words)));
}
