// The scenarios that are delivered, judged as a library: what docs and trainees are promised about all of them.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "domain/dialogue/text.hpp"
#include "domain/scenario/scenario.hpp"

namespace mockcall {
namespace {

namespace fs = std::filesystem;

/// A problem counts as settled from here on (the judge's threshold).
constexpr double kSettled = 0.8;

fs::path library_dir() {
    const char* dir = std::getenv("MOCKCALL_SOURCE_DIR");
    return fs::path(dir == nullptr ? "." : dir) / "scenarios";
}

std::string read_file(const fs::path& path) {
    std::ifstream in(path);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

struct Entry {
    std::string file;
    Scenario scenario;
};

const std::vector<Entry>& library() {
    static const std::vector<Entry> entries = [] {
        std::vector<Entry> out;
        for (const auto& item : fs::directory_iterator(library_dir())) {
            if (item.path().extension() != ".yaml")
                continue;
            const std::string file = item.path().filename().string();
            auto parsed = parse_scenario(read_file(item.path()));
            if (parsed)
                out.push_back({file, std::move(*parsed)});
            else
                for (const auto& p : parsed.error())
                    ADD_FAILURE() << file << ":" << p.line << " " << p.path << ": " << p.problem;
        }
        std::ranges::sort(out, {}, &Entry::file);
        return out;
    }();
    return entries;
}

std::string without_commas(std::string text) {
    std::erase(text, ',');
    return text;
}

std::string article(const Scenario& s) {
    return without_commas(read_file(library_dir() / "kb" / (s.company.knowledge_base + ".md")));
}

/// How a limit is written: "$200", "20%".
std::vector<std::string> figures_of(const PolicyLimit& limit) {
    std::vector<std::string> figures;
    if (limit.max_cents)
        figures.push_back(fmt::format("${}", *limit.max_cents / 100));
    if (limit.max_percent)
        figures.push_back(fmt::format("{:g}%", *limit.max_percent));
    return figures;
}

std::string policy_text(const Scenario& s, const std::string& key) {
    for (const auto& [name, text] : s.company.policies)
        if (name == key)
            return without_commas(text);
    return {};
}

template <class T>
const T* by_id(const std::vector<T>& items, const std::string& id) {
    const auto found = std::ranges::find(items, id, &T::id);
    return found == items.end() ? nullptr : &*found;
}

const Step* step_of(const Scenario& s, const std::string& id) {
    for (const Problem& problem : s.problems)
        if (const Step* step = by_id(problem.steps, id))
            return step;
    return nullptr;
}

/// How far the agent can settle it with everything offered within the limits.
double best_value(const Scenario& s, const Problem& problem) {
    const auto allowed = [&](const Resolution& r) {
        return std::ranges::none_of(s.limits, [&](const PolicyLimit& l) {
            return l.kind == r.kind && ((l.max_cents && r.min_cents && *r.min_cents > *l.max_cents) ||
                                        (l.max_percent && r.min_percent && *r.min_percent > *l.max_percent));
        });
    };
    double sum = 0;
    for (const Resolution& r : problem.resolutions)
        sum += allowed(r) ? r.value : 0;
    return sum;
}

/// Empty when the criterion can be met; else why not.
std::string unreachable(const Scenario& s, const Criterion& c) {
    switch (c.check) {
        case CheckKind::Fact: {
            const Fact* fact = by_id(s.facts, c.arg);
            return fact == nullptr || fact->asks.empty() ? "no agent can ask for it" : "";
        }
        case CheckKind::Step: {
            const Step* step = step_of(s, c.arg);
            return step == nullptr || step->phrases.size() < 3 ? "there is no way to take it" : "";
        }
        case CheckKind::Resolved:
            for (const Problem& p : s.problems)
                if ((c.arg.empty() || c.arg == "all" || c.arg == p.id) && best_value(s, p) < kSettled)
                    return "'" + p.id + "' cannot be settled within the limits";
            return "";
        case CheckKind::Verified:
            return std::ranges::any_of(s.facts, [](const Fact& f) { return f.kind == FactKind::Identity; })
                       ? ""
                       : "nothing identifies the customer";
        case CheckKind::Phrase: return c.phrases.empty() ? "has no phrases" : "";
        default: return "";
    }
}

/// Everything the customer may say, as written.
std::vector<std::string> spoken_lines(const Scenario& s) {
    std::vector<std::string> lines = s.opening;
    const auto add = [&](const std::vector<std::string>& more) { lines.insert(lines.end(), more.begin(), more.end()); };
    for (const Fact& fact : s.facts)
        add(fact.say);
    for (const Problem& p : s.problems) {
        add(p.statement);
        add(p.details);
        for (const Step& step : p.steps)
            add(step.answers);
        for (const Resolution& r : p.resolutions) {
            add(r.accept);
            add(r.haggle);
        }
    }
    return lines;
}

TEST(ScenarioLibrary, HoldsAtLeastSixtyValidScenarios) { EXPECT_GE(library().size(), 60U); }

TEST(ScenarioLibrary, IdsNamesAndCustomersAreUnique) {
    std::set<std::string> ids, names, customers;
    for (const auto& [file, s] : library()) {
        EXPECT_TRUE(ids.insert(s.id.value).second) << file << ": " << s.id.value;
        EXPECT_TRUE(names.insert(s.name).second) << file << ": " << s.name;
        EXPECT_TRUE(customers.insert(s.persona.name).second) << file << ": " << s.persona.name;
    }
}

TEST(ScenarioLibrary, EveryCategoryCanBePlayedAtEveryDifficulty) {
    std::set<std::pair<Category, Difficulty>> cells;
    for (const auto& [file, s] : library())
        cells.insert({s.category, s.difficulty});
    for (const auto category :
         {Category::Complaint, Category::Technical, Category::Sales, Category::Billing, Category::Retention})
        for (const auto difficulty :
             {Difficulty::Beginner, Difficulty::Intermediate, Difficulty::Advanced, Difficulty::Expert})
            EXPECT_TRUE(cells.contains({category, difficulty}))
                << to_string(category) << " has nothing for " << to_string(difficulty);
}

TEST(ScenarioLibrary, EveryIndustryHasAtLeastTwelveCalls) {
    std::map<Industry, int> count;
    for (const auto& [file, s] : library())
        ++count[s.industry];
    for (const auto industry : {Industry::Telecom, Industry::Banking, Industry::Healthcare, Industry::Ecommerce})
        EXPECT_GE(count[industry], 12) << to_string(industry);
}

TEST(ScenarioLibrary, TheArticleAndTheScriptItNamesExist) {
    for (const auto& [file, s] : library()) {
        const std::string script = read_file(library_dir() / "scripts" / (s.company.scripts + ".md"));
        EXPECT_TRUE(article(s).starts_with("# ")) << file << ": kb/" << s.company.knowledge_base;
        EXPECT_TRUE(script.starts_with("# ")) << file << ": scripts/" << s.company.scripts;
        EXPECT_NE(article(s).find(s.company.name), std::string::npos) << file << ": is about another company";
    }
}

TEST(ScenarioLibrary, WhatIdentifiesTheCustomerStandsInTheProfileTheTraineeSees) {
    for (const auto& [file, s] : library())
        for (const Fact& fact : s.facts)
            if (fact.kind == FactKind::Identity) {
                EXPECT_TRUE(std::ranges::any_of(s.profile, [&](const auto& p) { return p.second.text == fact.value; }))
                    << file << ": " << fact.id << " = " << fact.value;
            }
}

TEST(ScenarioLibrary, AnEnforcedLimitIsWrittenInItsPolicyAndInTheArticle) {
    for (const auto& [file, s] : library())
        for (const PolicyLimit& limit : s.limits)
            for (const std::string& figure : figures_of(limit)) {
                EXPECT_NE(policy_text(s, limit.policy).find(figure), std::string::npos)
                    << file << ": policy " << limit.policy << " does not say " << figure;
                EXPECT_NE(article(s).find(figure), std::string::npos)
                    << file << ": kb/" << s.company.knowledge_base << " does not say " << figure;
            }
}

TEST(ScenarioLibrary, EveryCriterionCanBeMetWithinThePolicies) {
    for (const auto& [file, s] : library())
        for (const auto* list : {&s.required, &s.bonus})
            for (const Criterion& c : *list)
                EXPECT_EQ(unreachable(s, c), "") << file << ": " << c.id;
}

TEST(ScenarioLibrary, EveryScenarioChecksTheGreetingAndASolution) {
    for (const auto& [file, s] : library()) {
        const auto has = [&](const std::string& dimension) {
            return std::ranges::any_of(s.required, [&](const Criterion& c) { return c.dimension == dimension; });
        };
        EXPECT_GE(s.required.size(), 4U) << file;
        EXPECT_GE(s.bonus.size(), 2U) << file;
        EXPECT_TRUE(has("greeting")) << file;
        EXPECT_TRUE(has("solution")) << file;
    }
}

TEST(ScenarioLibrary, AdvancedAndExpertCallsHideSomething) {
    for (const auto& [file, s] : library()) {
        if (s.difficulty != Difficulty::Advanced && s.difficulty != Difficulty::Expert)
            continue;
        const bool fact = std::ranges::any_of(s.facts, [](const Fact& f) { return f.kind == FactKind::Hidden; });
        const bool problem = std::ranges::any_of(s.problems, &Problem::hidden);
        EXPECT_TRUE(fact || problem) << file;
    }
}

TEST(ScenarioLibrary, CallsDifferBecauseTheCustomerHasSeveralWaysToSayIt) {
    for (const auto& [file, s] : library()) {
        EXPECT_GE(s.opening.size(), 2U) << file;
        for (const Problem& p : s.problems) {
            EXPECT_GE(p.statement.size(), 2U) << file << ": " << p.id;
            EXPECT_GE(p.statement.size() + p.details.size(), 3U) << file << ": " << p.id;
        }
    }
}

TEST(ScenarioLibrary, NothingTheCustomerSaysHoldsMarkup) {
    for (const auto& [file, s] : library())
        for (const std::string& line : spoken_lines(s)) {
            EXPECT_EQ(line.find_first_of("*_<>#[]|~^=\\"), std::string::npos) << file << ": " << line;
            EXPECT_TRUE(std::ranges::all_of(line, [](char c) { return c >= ' ' && c < 127; })) << file << ": " << line;
        }
}

/// "I can waive" also finds "I can not waive": such a phrase takes an honest refusal for an offer.
TEST(ScenarioLibrary, ARefusalIsNotTakenForTheOffer) {
    for (const auto& [file, s] : library())
        for (const Problem& p : s.problems)
            for (const Resolution& r : p.resolutions)
                for (const std::string& phrase : r.phrases)
                    for (const std::string lead : {"i can ", "i will ", "we can ", "we will "}) {
                        if (!phrase.starts_with(lead))
                            continue;
                        const std::string refusal = lead + "not " + phrase.substr(lead.size());
                        EXPECT_FALSE(asserts_any(tokenize(refusal), {phrase}))
                            << file << ": " << r.id << ": " << phrase;
                    }
}

TEST(ScenarioLibrary, VoicesFitTheirSpeakers) {
    std::set<std::string> voices;
    for (const auto& [file, s] : library()) {
        voices.insert(
            fmt::format("{} {:.2f} {:.2f}", s.persona.voice.name, s.persona.voice.pitch, s.persona.voice.rate));
        EXPECT_NE(s.persona.voice.name, "kal16") << file << ": a robotic voice belongs to no person";
    }
    EXPECT_EQ(voices.size(), library().size()) << "two customers sound the same";
}

}  // namespace
}  // namespace mockcall
