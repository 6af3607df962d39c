// How well acts were found: counts by act, and the macro-F1 over those that the examples have.
#pragma once

#include <array>
#include <cstdio>
#include <string>

#include "domain/dialogue/acts.hpp"
#include "tools/acts/examples.hpp"

namespace mockcall::bench {

struct Counts {
    int right = 0, wrong = 0, missed = 0;

    [[nodiscard]] int gold() const { return right + missed; }
    [[nodiscard]] double precision() const {
        return right + wrong == 0 ? 0 : static_cast<double>(right) / (right + wrong);
    }
    [[nodiscard]] double recall() const { return gold() == 0 ? 0 : static_cast<double>(right) / gold(); }
    [[nodiscard]] double f1() const { return right == 0 ? 0 : 2.0 * right / (2.0 * right + wrong + missed); }
};

class ActCounts {
  public:
    void add(const acts::Example& e, const ActSet& found) {
        for (std::size_t i = 0; i < kActCount; ++i) {
            const auto act = static_cast<Act>(i);
            counts_[i].right += static_cast<int>(found.has(act) && e.acts.has(act));
            counts_[i].wrong += static_cast<int>(is_wrong(e, found, act));
            counts_[i].missed += static_cast<int>(is_missed(e, found, act));
        }
    }
    static bool is_wrong(const acts::Example& e, const ActSet& found, Act act) {
        return found.has(act) && !e.acts.has(act) && !e.also_ok.has(act);
    }
    static bool is_missed(const acts::Example& e, const ActSet& found, Act act) {
        return e.acts.has(act) && !found.has(act);
    }

    [[nodiscard]] int acts() const {
        int n = 0;
        for (const Counts& c : counts_)
            n += c.gold() > 0 ? 1 : 0;
        return n;
    }
    [[nodiscard]] double macro_f1() const {
        double sum = 0;
        for (const Counts& c : counts_)
            sum += c.gold() > 0 ? c.f1() : 0;
        return acts() == 0 ? 0 : sum / acts();
    }
    void print() const {
        std::printf("%-20s %6s %6s %6s %6s\n", "act", "P", "R", "F1", "gold");
        for (std::size_t i = 0; i < kActCount; ++i) {
            const Counts& c = counts_[i];
            if (c.gold() + c.wrong > 0)
                std::printf("%-20s %6.3f %6.3f %6.3f %6d%s\n", std::string(to_string(static_cast<Act>(i))).c_str(),
                            c.precision(), c.recall(), c.f1(), c.gold(), c.gold() == 0 ? "  (not in the file)" : "");
        }
        std::printf("macro-F1 over %d acts: %.3f\n", acts(), macro_f1());
    }

  private:
    std::array<Counts, kActCount> counts_{};
};

}  // namespace mockcall::bench
