// How believable the simulated customer is, over many simulated calls.
//   fidelity_bench SCENARIO_DIR [--calls N] [--pairs N] [--print QUALITY]
// Outcomes by trainee quality and difficulty, facts told unasked, repeated phrases, how the mood follows the agent's
// quality;
// --pairs prints questions with their answers, to be read by eye; --print one whole call of each quality.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "domain/call/call_machine.hpp"
#include "domain/dialogue/text.hpp"
#include "domain/evaluation/evaluation.hpp"
#include "trainee.hpp"

namespace {

using namespace mockcall;
using namespace mockcall::bench;
namespace fs = std::filesystem;

constexpr const char* kQualities[] = {"poor", "average", "good"};

struct Played {
    CallRecord record;
    bool supervisor = false;
    int unasked = 0, gated = 0, repeated_lines = 0, repeated_sentences = 0, contradicted = 0;
    std::vector<std::pair<std::string, std::string>> pairs;
};

std::vector<std::shared_ptr<const Scenario>> library(const char* dir) {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(dir))
        if (entry.path().extension() == ".yaml")
            paths.push_back(entry.path());
    std::ranges::sort(paths);
    std::vector<std::shared_ptr<const Scenario>> all;
    for (const auto& path : paths) {
        std::ifstream in(path);
        std::ostringstream text;
        text << in.rdbuf();
        if (auto parsed = parse_scenario(text.str()))
            all.push_back(std::make_shared<const Scenario>(std::move(*parsed)));
    }
    return all;
}

std::vector<std::string> sentences_of(const std::string& line) {
    std::vector<std::string> out;
    std::string one;
    for (const char c : line) {
        one += c;
        if (c == '.' || c == '!' || c == '?') {
            if (tokenize(one).size() >= 4)
                out.push_back(normalize(one));
            one.clear();
        }
    }
    return out;
}

/// One call in virtual time: typed words, a line of the customer's takes three seconds.
Played play(const std::shared_ptr<const Scenario>& scenario, Quality quality, std::uint64_t seed) {
    Played p;
    Random random(seed);
    CallConfig config;
    config.customer.seed = seed;
    config.customer.dynamic_difficulty = false;
    CallMachine machine(scenario, config);
    double now = 0;
    std::set<std::string> told, lines, sentences;
    bool ended = false, verified = false;
    const auto heard = [&](const std::string& line) {
        p.repeated_lines += static_cast<int>(!lines.insert(normalize(line)).second);
        for (const auto& s : sentences_of(line))
            p.repeated_sentences += static_cast<int>(!sentences.insert(s).second);
        for (const Fact& f : scenario->facts)
            if (f.gate.asked && !told.contains(f.id) && f.value.size() > 3 && mentions(line, f.value)) {
                ++p.unasked;
                p.gated += static_cast<int>(f.kind == FactKind::Hidden || f.gate.verified || f.gate.min_mood > 0);
            }
    };
    std::string said;
    const auto step = [&](const CallInput& input) {
        auto outputs = machine.step(input, CallTime{} + ticks_of_seconds(now));
        std::vector<OutSay> says;
        for (auto& o : outputs) {
            if (const auto* f = std::get_if<OutFact>(&o)) {
                if (f->fact.kind == CallFactKind::FactTold)
                    told.insert(f->fact.id);
                verified = verified || f->fact.kind == CallFactKind::IdentityVerified;
            }
            if (const auto* a = std::get_if<OutCustomerAction>(&o))
                p.supervisor = p.supervisor || a->kind == CustomerActionKind::AskSupervisor;
            if (auto* s = std::get_if<OutSay>(&o))
                says.push_back(*s);
            ended = ended || std::holds_alternative<OutEnded>(o);
        }
        return says;
    };
    const auto speak = [&](const CallInput& input) {
        auto says = step(input);
        for (std::size_t i = 0; i < says.size(); ++i) {
            heard(says[i].text);
            said += (said.empty() ? "" : " ") + says[i].text;
            now += 0.5;
            step(InPlayoutStarted{says[i].utterance});
            now += 3;
            for (auto& more : step(InPlayoutFinished{says[i].utterance}))
                says.push_back(std::move(more));
        }
    };
    speak(InJoined{});
    for (const std::string& line : script_of(*scenario, quality, random)) {
        if (ended)
            break;
        now += quality == Quality::Poor && random.below(4) == 0 ? 6 : 2;
        said.clear();
        speak(InTyped{line});
        p.pairs.emplace_back(line, said);
    }
    now += 1;
    if (!ended)
        step(InEnd{"resolved", {}, ""});
    p.record = machine.record();
    return p;
}

struct Tally {
    int calls = 0, resolved = 0, supervisor = 0, hung_up = 0;
    double score = 0, satisfaction = 0;
};

double correlation(const std::vector<std::pair<double, double>>& points) {
    double mx = 0, my = 0, xy = 0, xx = 0, yy = 0;
    const auto n = static_cast<double>(points.size());
    for (const auto& [x, y] : points) {
        mx += x / n;
        my += y / n;
    }
    for (const auto& [x, y] : points) {
        xy += (x - mx) * (y - my);
        xx += (x - mx) * (x - mx);
        yy += (y - my) * (y - my);
    }
    return xx == 0 || yy == 0 ? 0 : xy / std::sqrt(xx * yy);
}

bool resolved(const Played& p, const Scenario& s) {
    return std::ranges::any_of(p.record.facts, [&](const FactEntry& f) {
        return f.fact.kind == CallFactKind::ProblemSettled && f.fact.id == s.problems.front().id && f.fact.value >= 0.5;
    });
}

/// The customer left; who goes after the agent's goodbye does not.
bool left_on(const Played& p) {
    const auto last =
        std::ranges::find(p.record.turns.rbegin(), p.record.turns.rend(), Speaker::Agent, &TranscriptTurn::speaker);
    return p.record.customer_hung_up && (last == p.record.turns.rend() || !last->acts.has(Act::Closing));
}

void print(const char* name, const Tally& t) {
    if (t.calls == 0)
        return;
    const auto share = [&](double n) { return 100.0 * n / t.calls; };
    std::printf("%-24s %5d %9.0f %11.0f %8.0f %7.0f %7.0f\n", name, t.calls, share(t.resolved), share(t.supervisor),
                share(t.hung_up), t.satisfaction / t.calls, t.score / t.calls);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "usage: fidelity_bench SCENARIO_DIR [--calls N] [--pairs N] [--print QUALITY]\n");
        return 2;
    }
    int calls = 500, pairs = 0, show = -1;
    for (int i = 2; i + 1 < argc; i += 2) {
        if (std::strcmp(argv[i], "--calls") == 0)
            calls = std::atoi(argv[i + 1]);
        else if (std::strcmp(argv[i], "--pairs") == 0)
            pairs = std::atoi(argv[i + 1]);
        else if (std::strcmp(argv[i], "--print") == 0)
            for (int q = 0; q < 3; ++q)
                if (std::strcmp(argv[i + 1], kQualities[q]) == 0)
                    show = q;
    }
    const auto all = library(argv[1]);
    if (all.empty()) {
        std::fprintf(stderr, "%s holds no scenario\n", argv[1]);
        return 1;
    }
    std::map<std::string, Tally> tallies;
    std::vector<std::pair<double, double>> mood, score;
    std::vector<std::pair<std::string, std::string>> questions;
    int unasked = 0, gated = 0, lines = 0, sentences = 0;
    for (int i = 0; i < calls; ++i) {
        const auto& s = all[static_cast<std::size_t>(i / 3) % all.size()];
        const auto q = static_cast<Quality>(i % 3);
        const Played p = play(s, q, 1000 + static_cast<std::uint64_t>(i));
        const Evaluation e = evaluate(p.record, s.get());
        const char* quality = kQualities[i % 3];
        for (const std::string& name :
             {std::string(quality), std::string(quality) + ", " + std::string(to_string(s->difficulty))}) {
            Tally& t = tallies[name];
            ++t.calls;
            t.resolved += static_cast<int>(resolved(p, *s));
            t.supervisor += static_cast<int>(p.supervisor);
            t.hung_up += static_cast<int>(left_on(p));
            t.score += e.overall;
            t.satisfaction += p.record.satisfaction;
        }
        mood.emplace_back(i % 3, p.record.mood);
        score.emplace_back(i % 3, e.overall);
        unasked += p.unasked;
        gated += p.gated;
        lines += p.repeated_lines;
        sentences += p.repeated_sentences;
        for (const auto& pair : p.pairs)
            if (pair.first.find('?') != std::string::npos || (i % 7 == 0 && !pair.second.empty()))
                questions.push_back(pair);
        if (i % 3 == show && i < 3 * 3) {
            std::printf("--- %s, %s\n", s->name.c_str(), quality);
            for (const auto& [a, c] : p.pairs)
                std::printf("  A: %s\n  C: %s\n", a.c_str(), c.c_str());
        }
    }
    std::printf("%-24s %5s %9s %11s %8s %7s %7s\n", "", "calls", "resolved%", "supervisor%", "hangup%", "satisf",
                "score");
    for (const auto& [name, tally] : tallies)
        print(name.c_str(), tally);
    std::printf("mood at the end by trainee quality: r %.2f; score by quality: r %.2f\n", correlation(mood),
                correlation(score));
    std::printf("facts told unasked %d, of them gated %d; repeated lines %d, repeated sentences %d\n", unasked, gated,
                lines, sentences);
    for (int i = 0; i < pairs && !questions.empty(); ++i) {
        const auto& [a, c] = questions[static_cast<std::size_t>(i) * 37 % questions.size()];
        std::printf("%3d A: %s\n    C: %s\n", i + 1, a.c_str(), c.c_str());
    }
}
