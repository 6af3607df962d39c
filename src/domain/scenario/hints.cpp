#include "domain/scenario/hints.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "domain/dialogue/slots.hpp"
#include "domain/dialogue/text.hpp"

namespace mockcall {

namespace {

void add(std::vector<std::string>& list, std::string text) {
    if (!text.empty() && std::ranges::find(list, text) == list.end())
        list.push_back(std::move(text));
}

std::string dollars(std::int64_t cents) {
    return cents % 100 == 0 ? fmt::format("${}", cents / 100) : fmt::format("${}.{:02}", cents / 100, cents % 100);
}

class Collector {
  public:
    void values(std::string_view text) {
        const auto tokens = tokenize(text);
        for (const auto& sum : amounts_in(tokens))
            add(hints_.amounts, dollars(sum.value));
        for (const auto& percent : percents_in(tokens))
            add(hints_.amounts, fmt::format("{}%", percent.value));
    }

    /// A pattern's plain runs of words: "look at ... bill|rate" gives "look at", "bill", "rate".
    void pattern(std::string_view text) {
        std::string run;
        const auto flush = [&] { add(hints_.phrases, std::exchange(run, {})); };
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find(' ', at), text.size());
            const std::string_view piece = text.substr(at, end - at);
            at = end + 1;
            if (piece == "..." || piece == "$" || piece == "%" || piece == "#") {
                flush();
                continue;
            }
            if (piece.find('|') == std::string_view::npos) {
                run += (run.empty() ? "" : " ") + normalize(piece);
                continue;
            }
            alternatives(piece, run);
            run.clear();
        }
        flush();
        values(text);
    }

    void patterns(const std::vector<std::string>& texts) {
        for (const std::string& text : texts)
            pattern(text);
    }

    void phrase(std::string_view text) { add(hints_.phrases, normalize(text)); }
    void name(const std::string& text) { add(hints_.names, text); }
    [[nodiscard]] RecognitionHints take() { return std::move(hints_); }

  private:
    void alternatives(std::string_view piece, const std::string& before) {
        for (std::size_t at = 0; at <= piece.size();) {
            const std::size_t end = std::min(piece.find('|', at), piece.size());
            const std::string word = normalize(piece.substr(at, end - at));
            add(hints_.phrases, before.empty() ? word : before + " " + word);
            at = end + 1;
        }
    }

    RecognitionHints hints_;
};

}  // namespace

RecognitionHints hints_of(const Scenario& s) {
    Collector c;
    c.name(s.persona.name);
    c.name(s.company.name);
    for (const auto& [key, value] : s.profile) {
        c.values(value.text);
        if (!value.number)
            c.phrase(value.text);
    }
    for (const auto& [key, text] : s.company.policies)
        c.values(text);
    for (const std::string& system : s.company.systems)
        c.phrase(system);
    for (const Fact& fact : s.facts) {
        c.phrase(fact.value);
        c.values(fact.value);
        c.patterns(fact.asks);
    }
    for (const Problem& p : s.problems) {
        c.patterns(p.asks);
        for (const std::string& line : p.statement)
            c.values(line);
        for (const Step& step : p.steps)
            c.patterns(step.phrases);
        for (const Resolution& r : p.resolutions) {
            c.patterns(r.phrases);
            for (const auto& cents : {r.min_cents, r.max_cents})
                if (cents)
                    c.values(dollars(*cents));
            for (const auto& percent : {r.min_percent, r.max_percent})
                if (percent)
                    c.values(fmt::format("{}%", *percent));
        }
    }
    for (const PolicyLimit& limit : s.limits)
        if (limit.max_cents)
            c.values(dollars(*limit.max_cents));
    for (const auto* list : {&s.required, &s.bonus})
        for (const Criterion& criterion : *list)
            c.patterns(criterion.phrases);
    return c.take();
}

}  // namespace mockcall
