// Whole scenarios, played: the sound one passes, and each kind of broken one is refused for its own reason.
#include "domain/rehearsal/rehearsal.hpp"

#include <gtest/gtest.h>

#include "domain/rehearsal/rehearsed_call.hpp"
#include "unit/domain/customer/support.hpp"

namespace mockcall::rehearsal {
namespace {

constexpr int kFewSeeds = 3;

const std::vector<TraineeScript>& trainees() {
    static const auto parsed = parse_trainees(testing::read_text(testing::scenario_dir() / "rehearsal/trainees.yaml"));
    static const std::vector<TraineeScript> none;
    return parsed ? *parsed : none;
}

std::string example(const std::string& what = {}, const std::string& with = {}) {
    std::string yaml = testing::read_text(testing::scenario_dir() / "angry_customer_billing_dispute.yaml");
    if (const auto at = yaml.find(what); !what.empty() && at != std::string::npos)
        yaml.replace(at, what.size(), with);
    return yaml;
}

Report played(const std::string& yaml) { return rehearse(testing::scenario_from(yaml), trainees(), kFewSeeds); }

bool refused_for(const Report& report, const std::string& words, const std::string& path = {}) {
    return std::ranges::any_of(report.findings, [&](const Finding& f) {
        return f.problem.find(words) != std::string::npos && (path.empty() || f.path == path);
    });
}

TEST(Rehearsal, TheDesignsExampleIsSoundAndItsScoresStandFarApart) {
    const Report report = played(example());
    for (const Finding& f : report.findings)
        ADD_FAILURE() << f.path << ": " << f.problem;
    EXPECT_GE(report.good.mean - report.poor.mean, kSeparation);
    EXPECT_LT(report.poor.highest, report.average.lowest);
    EXPECT_LT(report.average.highest, report.good.lowest);
}

TEST(Rehearsal, TheSameSeedIsTheSameCallAndAnotherOneDiffers) {
    const auto s = testing::billing_dispute();
    const TraineeScript& good = trainee_for(trainees(), Rank::Good, 1);
    const auto words = [&](std::uint64_t seed) {
        std::string all;
        for (const Exchange& e : rehearse_call(s, good, seed).exchanges)
            all += e.agent.text + "\n" + e.customer + "\n";
        return all;
    };
    EXPECT_EQ(words(7), words(7));
    EXPECT_NE(words(7), words(8));
}

TEST(Rehearsal, ABadLineCostsAGoodTraineeLittle) {
    constexpr int kSeeds = 6;
    constexpr double kMostLost = 15;
    const auto s = testing::billing_dispute();
    double well = 0, badly = 0;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        const TraineeScript& good = trainee_for(trainees(), Rank::Good, seed);
        well += rehearse_call(s, good, seed).evaluation.overall;
        badly += rehearse_call(s, good, seed, {.confidence = 0.4, .lost = 0.2}).evaluation.overall;
    }
    EXPECT_GE(badly / kSeeds, well / kSeeds - kMostLost);
}

TEST(Rehearsal, AGoodCallIsSpokenInTimeVerifiedAndDocumented) {
    const auto s = testing::billing_dispute();
    const RehearsedCall call = rehearse_call(s, trainee_for(trainees(), Rank::Good, 1), 1);
    EXPECT_TRUE(call.ended);
    EXPECT_FALSE(call.record.customer_hung_up);
    EXPECT_GT(call.evaluation.metrics.words_per_minute, 100);
    EXPECT_LT(call.evaluation.metrics.words_per_minute, 160);
    EXPECT_EQ(call.evaluation.metrics.dead_air, 0);
    const auto has = [&](CallFactKind kind) {
        return std::ranges::any_of(call.record.facts, [&](const FactEntry& f) { return f.fact.kind == kind; });
    };
    EXPECT_TRUE(has(CallFactKind::IdentityVerified));
    EXPECT_FALSE(has(CallFactKind::DisclosedUnverified));
    EXPECT_TRUE(std::ranges::any_of(call.record.actions, [](const AgentActionRecord& a) {
        return a.kind == AgentActionKind::Note && !a.text.empty();
    }));
}

TEST(Rehearsal, AGoodTraineeDoesInTheRecordWhatTheyPromise) {
    const auto s = testing::billing_dispute();
    const RehearsedCall call = rehearse_call(s, trainee_for(trainees(), Rank::Good, 1), 1);
    ASSERT_FALSE(call.record.crm.empty());
    EXPECT_TRUE(std::ranges::all_of(call.record.crm, &CrmEntry::done));
    const auto kept = std::ranges::find(call.evaluation.criteria, "solution.record", &CriterionResult::id);
    ASSERT_NE(kept, call.evaluation.criteria.end());
    EXPECT_EQ(kept->score, 100) << kept->note;
    EXPECT_TRUE(std::ranges::all_of(call.evaluation.gates, &GateResult::passed));
}

TEST(Rehearsal, APoorTraineeWhoChangesTheWrongThingClosesAGate) {
    const auto s = testing::billing_dispute();
    bool closed = false;
    for (const TraineeScript& script : trainees())
        if (script.crm_wrong)
            for (const GateResult& gate : rehearse_call(s, script, 1).evaluation.gates)
                closed = closed || (gate.id == "wrong_record_change" && !gate.passed);
    EXPECT_TRUE(closed);
}

TEST(Rehearsal, AFactBehindAMoodThatNeverComesIsOutOfReach) {
    std::string yaml =
        example("gate: {asked: true, company_known: false}\n  - id: loyalty", "gate: {min_mood: 100}\n  - id: loyalty");
    yaml.replace(yaml.find("mood_drift: 1.2"), 15, "mood_drift: 0.5");
    EXPECT_TRUE(refused_for(played(yaml), "'promised' is found out in", "facts[5]"));
}

TEST(Rehearsal, AValueWrittenIntoTheAnswerToAnOfferIsKeptFromWhoNeverAsked) {
    std::string yaml = example();
    for (const std::string line : {"- All right. The full amount back, that's what I wanted to hear.",
                                   "- Okay. If that really shows up on my account, then we're good.",
                                   "- Well, that's more like it. Thank you."}) {
        const auto at = yaml.find(line);
        ASSERT_NE(at, std::string::npos) << line;
        yaml.replace(at, line.size(), "- It was the equipment upgrade fee all along.");
    }
    EXPECT_FALSE(refused_for(played(yaml), "is given away"));
}

TEST(Rehearsal, AProblemThatCannotBeSettledIsRefused) {
    std::string yaml = example();
    for (auto at = yaml.find("        value: 1.0"); at != std::string::npos; at = yaml.find("        value: 1.0", at))
        yaml.replace(at, 18, "        value: 0.2");
    EXPECT_TRUE(refused_for(played(yaml), "does not get 'overcharge' settled", "problems[0]"));
}

TEST(Rehearsal, ASentenceInTwoOfTheAuthorsLinesIsHeardTwice) {
    std::string yaml = example();
    for (const std::string line : {"- That's what I have been telling everyone. Thank you for finally seeing it.",
                                   "- So you admit it. It was a mistake.", "- Good. Then you can see it right there.",
                                   "- Fine, go ahead and look. It's on the second page."}) {
        const auto at = yaml.find(line);
        ASSERT_NE(at, std::string::npos) << line;
        yaml.replace(at, line.size(), line + " I have the bill in my hand.");
    }
    EXPECT_TRUE(refused_for(played(yaml), "says twice: \"I have the bill in my hand.\""));
}

TEST(Rehearsal, TrainedWordsOfTheAuthorAreUsed) {
    const auto s = testing::scenario_from(example() +
                                          "\nrehearsal:\n  ask:\n    loyalty: [\"May I ask how long you "
                                          "have been with us?\"]\n");
    const RehearsedCall call = rehearse_call(s, trainee_for(trainees(), Rank::Good, 1), 1);
    EXPECT_TRUE(std::ranges::any_of(
        call.exchanges, [](const Exchange& e) { return e.agent.text == "May I ask how long you have been with us?"; }));
}

TEST(RehearsalTrainees, WhatIsWrongInTheirFileIsToldWithItsLine) {
    const auto parsed = parse_trainees(
        "trainees:\n  - id: x\n    rank: good\n    lines:\n      greeting: [Hello.]\n      gretting: [Hi.]\n");
    ASSERT_FALSE(parsed.has_value());
    EXPECT_TRUE(std::ranges::any_of(parsed.error(), [](const ScenarioProblem& p) {
        return p.line == 6 && p.path == "trainees[0].lines.gretting";
    }));
    EXPECT_TRUE(std::ranges::any_of(parsed.error(),
                                    [](const ScenarioProblem& p) { return p.problem == "none has rank poor"; }));
}

}  // namespace
}  // namespace mockcall::rehearsal
