// Measures what the dialogue acts' model makes of a writer it has not learned from: each file is held out in turn, and
// the model is trained on the others as the build would.
//   act_folds acts/*.jsonl
// For each writer and all together the macro-F1 of the phrasings alone, of the model without them, and of both.
#include <algorithm>
#include <cstdio>
#include <exception>
#include <iterator>
#include <vector>

#include "act_counts.hpp"
#include "domain/dialogue/act_judge.hpp"
#include "tools/acts/training.hpp"

namespace {

using namespace mockcall;
using mockcall::acts::Example;

/// All phrasings and no model: nothing learned, and their verdicts trusted.
acts::Trained phrasings_only() {
    acts::Trained t;
    t.bias.fill(-1);
    t.trust.fill(2);
    return t;
}

struct Ways {
    bench::ActCounts phrasings, model, both;

    void print(const char* name) const {
        std::printf("%-40s phrasings %.3f  model %.3f  both %.3f\n", name, phrasings.macro_f1(), model.macro_f1(),
                    both.macro_f1());
    }
};

ActSet by_model_alone(const Example& e, const ActModel& model) {
    const auto scores = model.scores(act_features(utterance_of(e.text, e.before, ""), {}), {});
    ActSet found;
    for (std::size_t act = 0; act < kLearnedActs; ++act)
        if (scores[act] >= 0.5F)
            found.add(static_cast<Act>(act));
    if (found.empty())
        found.add(Act::Other);
    return found;
}

void hold_out(const std::vector<Example>& all, std::size_t writer, Ways& own, Ways& total) {
    std::vector<Example> others;
    std::ranges::copy_if(all, std::back_inserter(others), [&](const Example& e) { return e.writer != writer; });
    acts::Options bare;
    bare.rules = false;
    const acts::Trained nothing = phrasings_only();
    const acts::Trained words = train(others, bare);
    const acts::Trained everything = train(others, {});
    const ActModel phrasings(nothing.table());
    const ActModel model(words.table());
    const ActModel both(everything.table());
    for (const Example& e : all) {
        if (e.writer != writer)
            continue;
        const Utterance said = utterance_of(e.text, e.before, "");
        for (Ways* ways : {&own, &total}) {
            ways->phrasings.add(e, judge_acts(said, phrasings).acts);
            ways->model.add(e, by_model_alone(e, model));
            ways->both.add(e, judge_acts(said, both).acts);
        }
    }
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 4) {
        std::fprintf(stderr, "usage: act_folds EXAMPLES.jsonl... (three writers or more)\n");
        return 2;
    }
    try {
        std::vector<Example> all;
        for (int i = 1; i < count; ++i) {
            const auto own = acts::read_examples(arguments[i], static_cast<std::size_t>(i));
            all.insert(all.end(), own.begin(), own.end());
        }
        Ways total;
        for (int i = 1; i < count; ++i) {
            Ways own;
            hold_out(all, static_cast<std::size_t>(i), own, total);
            own.print(arguments[i]);
        }
        total.print("all");
        std::printf("\nthe phrasings alone\n");
        total.phrasings.print();
        std::printf("\nboth\n");
        total.both.print();
        return 0;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "act_folds: %s\n", e.what());
        return 1;
    }
}
