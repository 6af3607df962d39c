#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "domain/scenario/scenario.hpp"

namespace mockcall {
namespace {

std::string source_dir() {
    const char* dir = std::getenv("MOCKCALL_SOURCE_DIR");
    return dir == nullptr ? "." : dir;
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::string example() { return read_file(source_dir() + "/scenarios/angry_customer_billing_dispute.yaml"); }

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const auto at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return text.replace(at, what.size(), with);
}

std::vector<ScenarioProblem> problems_of(const std::string& yaml) {
    const auto parsed = parse_scenario(yaml);
    return parsed ? std::vector<ScenarioProblem>{} : parsed.error();
}

bool reports(const std::vector<ScenarioProblem>& problems, const std::string& path, const std::string& words) {
    for (const auto& p : problems)
        if (p.path == path && p.problem.find(words) != std::string::npos)
            return true;
    return false;
}

TEST(Scenario, EveryScenarioOfTheLibraryIsSound) {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(source_dir() + "/scenarios")) {
        if (entry.path().extension() != ".yaml")
            continue;
        ++count;
        for (const auto& p : problems_of(read_file(entry.path())))
            ADD_FAILURE() << entry.path().filename() << ":" << p.line << " " << p.path << ": " << p.problem;
    }
    EXPECT_GT(count, 0);
}

TEST(ScenarioRecord, IsReadAndAddsUp) {
    const auto parsed = parse_scenario(example());
    ASSERT_TRUE(parsed);
    const CustomerRecord& r = parsed->record;
    EXPECT_EQ(r.today, "2025-10-14");
    EXPECT_EQ(r.balance_cents, 239'99);
    ASSERT_EQ(r.lines.size(), 6u);
    EXPECT_EQ(r.lines[5].id, "upgrade_fee");
    EXPECT_EQ(r.lines[5].cents, 150'00);
    EXPECT_EQ(r.items[0].details[0].second, "$89.99 a month");
    EXPECT_EQ(r.tickets[0].history.size(), 2u);
    EXPECT_EQ(parsed->problems[0].resolutions[0].target, "upgrade_fee");
}

TEST(ScenarioRecord, IsDerivedWhereTheAuthorWroteNone) {
    std::string yaml = example();
    yaml.erase(yaml.find("record:\n"), yaml.find("company:\n") - yaml.find("record:\n"));
    for (const char* place :
         {"        target: upgrade_fee\n", "        target: upgrade_fee\n", "        target: premium_plan\n"})
        yaml.erase(yaml.find(place), std::string(place).size());
    const auto parsed = parse_scenario(yaml);
    ASSERT_TRUE(parsed) << parsed.error().front().problem;
    ASSERT_EQ(parsed->record.lines.size(), 1u) << "a credit and a refund of one sum are of one line";
    EXPECT_EQ(parsed->record.lines[0].cents, 150'00);
    ASSERT_FALSE(parsed->record.items.empty());
    EXPECT_EQ(parsed->record.items[0].name, "Premium Plan");
}

TEST(ScenarioRecord, WhatDoesNotHoldInItIsReportedWithItsPlace) {
    const struct {
        const char *what, *with, *path, *words;
    } cases[] = {
        {"balance: 239.99", "balance: 240.00", "record.billing.balance", "opening and lines add up to $239.99"},
        {"id: premium_october, date: 2025-10-01", "id: premium_october, date: 2025-10-32",
         "record.billing.lines[4].date", "is no date"},
        {"date: 2025-10-01, text: Equipment", "date: 2025-11-01, text: Equipment", "record.billing.lines[5].date",
         "lies after record.today"},
        {"id: premium_october", "id: premium_august", "record.billing.lines[4].id", "is used twice"},
        {"amount: 150.00", "amount: 15.00", "problems[0].resolutions[0]",
         "cannot be carried out in record: amount is more than the $15.00 that is left of 'upgrade_fee'"},
        {"target: upgrade_fee", "target: upgrade", "problems[0].resolutions[0].target",
         "'upgrade' is no id of a line, item or ticket in record"},
        {"subject: Asks about a charge on the October bill", "subject: The wish to cancel", "record.tickets[0]",
         "gives away the hidden problem 'cancellation'"},
        {"accountNumber: ACC-789456", "accountNumber: ACC-1", "facts[1].value",
         "verifies the customer, but stands neither in profile nor in record"},
        {"{date: 2025-10-09, text", "{date: 2025-10-01, text", "record.tickets[0].history[1].date",
         "lies before what stands above it"},
    };
    for (const auto& c : cases)
        EXPECT_TRUE(reports(problems_of(replaced(example(), c.what, c.with)), c.path, c.words)) << c.with;
}

TEST(ScenarioRecord, AHiddenFactInItIsReported) {
    const std::string yaml =
        replaced(example(), "  - id: loyalty\n    kind: detail", "  - id: loyalty\n    kind: hidden");
    EXPECT_TRUE(reports(problems_of(replaced(yaml, "equipment: \"Router from 2020", "equipment: \"five years old")),
                        "record.items[0].details.equipment", "gives away 'five years'"));
}

TEST(Scenario, TheDesignsExampleIsReadFieldByField) {
    const auto parsed = parse_scenario(example());
    ASSERT_TRUE(parsed.has_value());
    const Scenario& s = *parsed;
    EXPECT_EQ(s.id.str(), "scn_abc123");
    EXPECT_EQ(s.name, "Angry Customer - Billing Dispute");
    EXPECT_EQ(s.category, Category::Complaint);
    EXPECT_EQ(s.difficulty, Difficulty::Intermediate);
    EXPECT_EQ(s.estimated_minutes, 8);
    EXPECT_EQ(s.persona.start_mood, 45);
    EXPECT_EQ(s.persona.start_satisfaction, 50);
    EXPECT_EQ(s.briefing.customer_mood, "Very frustrated, considering cancellation");
    ASSERT_EQ(s.profile.size(), 7U);
    EXPECT_EQ(s.profile[1].first, "accountNumber");
    EXPECT_EQ(s.profile[1].second.text, "ACC-789456");
    EXPECT_EQ(s.profile[3].second.text, "$89.99");
    EXPECT_FALSE(s.profile[3].second.number);
    EXPECT_EQ(s.profile[6].second.text, "2");
    EXPECT_TRUE(s.profile[6].second.number);
    EXPECT_EQ(s.company.policies[1].second, "Can offer up to $200 without supervisor");
    EXPECT_EQ(s.limits[0].max_cents, 20000);
    ASSERT_EQ(s.required.size(), 4U);
    EXPECT_EQ(s.required[0].label, "Proper greeting with company name");
    EXPECT_EQ(s.bonus[2].label, "Upsell attempt");
    EXPECT_EQ(s.problems[0].resolutions[0].min_cents, 15000);
}

TEST(Scenario, AnUnknownKeyNamesTheNearestRightOneAndItsLine) {
    const auto problems = problems_of(replaced(example(), "estimated_minutes:", "estimated_minute:"));
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].line, 9);
    EXPECT_EQ(problems[0].path, "estimated_minute");
    EXPECT_NE(problems[0].problem.find("did you mean 'estimated_minutes'"), std::string::npos);
}

TEST(Scenario, AllProblemsAreReportedAtOnceInTheFilesOrder) {
    std::string yaml = replaced(example(), "difficulty: intermediate", "difficulty: intermediat");
    yaml = replaced(yaml, "patience: 0.4", "patience: 4");
    yaml = replaced(yaml, "arg: upsell", "arg: upsel");
    const auto problems = problems_of(yaml);
    ASSERT_EQ(problems.size(), 3U);
    EXPECT_LT(problems[0].line, problems[1].line);
    EXPECT_LT(problems[1].line, problems[2].line);
    EXPECT_TRUE(reports(problems, "difficulty", "did you mean 'intermediate'?"));
    EXPECT_TRUE(reports(problems, "persona.patience", "from 0 to 1"));
    EXPECT_TRUE(reports(problems, "bonus[2]", "'upsel' names none"));
}

TEST(Scenario, AMissingKeyIsReportedWithTheLineOfItsParent) {
    const auto problems = problems_of(replaced(example(), "  mood: frustrated\n", ""));
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].path, "persona.mood");
    EXPECT_GT(problems[0].line, 40);
}

TEST(Scenario, TextThatIsNoYamlIsAProblemWithALine) {
    const auto problems = problems_of("id: scn_x\nname: [unclosed\n");
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_GT(problems[0].line, 0);
}

TEST(Scenario, EmptyTextAndLoneScalarsAreProblems) {
    EXPECT_FALSE(problems_of("").empty());
    EXPECT_FALSE(problems_of("just words").empty());
    EXPECT_FALSE(problems_of("- a\n- list\n").empty());
}

TEST(Scenario, AStatementMayNotGiveAwayAGatedFact) {
    const auto problems =
        problems_of(replaced(example(), "I didn't order anything, I", "It says equipment upgrade fee, I"));
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_TRUE(reports(problems, "problems[0].details[1]", "gives away 'equipment upgrade fee'"));
}

TEST(Scenario, AGateThatWaitsForNoFactIsAProblem) {
    const auto problems = problems_of(
        replaced(example(), "gate: {asked: true, company_known: true, min_mood: 35}", "gate: {after: [nothing]}"));
    EXPECT_TRUE(reports(problems, "problems[1].gate.after[0]", "not the id of another fact"));
}

TEST(Scenario, FactsThatWaitForEachOtherAreAProblem) {
    std::string yaml = replaced(example(), "    gate: {asked: true}\n", "    gate: {after: [account_number]}\n");
    yaml = replaced(yaml, "    gate: {asked: true, company_known: false}\n", "    gate: {after: [name]}\n");
    EXPECT_TRUE(reports(problems_of(yaml), "facts[0]", "can never be told"));
}

TEST(Scenario, AResolutionThatAsksForMoreThanThePolicyAllowsIsAProblem) {
    const auto problems =
        problems_of(replaced(example(), "max_amount: 200, policy: credit", "max_amount: 100, policy: credit"));
    EXPECT_TRUE(reports(problems, "problems[0].resolutions[0]", "more than 'limits' allows"));
}

TEST(Scenario, WhatIsKnownBesidesGivesNoFactAway) {
    const auto with = [](const char* entry) {
        return problems_of(replaced(example(), "knows:\n", std::string("knows:\n  - about: [who sent it]\n") + entry));
    };
    EXPECT_TRUE(reports(with("    say: [It came with ACC-789456 on it.]\n"), "knows[0].say[0]", "gives away"));
    EXPECT_TRUE(reports(with(""), "knows[0].say", "is missing"));
    EXPECT_TRUE(reports(with("    say: [My aunt did.]\n    gate: {after: [nothing]}\n"), "knows[0].gate.after[0]",
                        "not the id of another fact"));
}

TEST(Scenario, AnUnknownPlaceholderIsAProblem) {
    const auto problems = problems_of(replaced(example(), "It's {name}.", "It's {nam}."));
    EXPECT_TRUE(reports(problems, "facts[0].say[0]", "has {nam}"));
}

TEST(Scenario, AKeyWrittenTwiceIsAProblem) {
    EXPECT_TRUE(reports(problems_of(example() + "\nlanguage: en\n"), "language", "written twice"));
}

TEST(Scenario, NamesGoThereAndBack) {
    EXPECT_EQ(resolution_kind_of(to_string(ResolutionKind::PlanChange)), ResolutionKind::PlanChange);
    EXPECT_EQ(to_string(ResolutionKind::Escalation), "escalation");
    EXPECT_EQ(category_of("sales"), Category::Sales);
    EXPECT_EQ(industry_of("moon"), std::nullopt);
    EXPECT_EQ(to_string(Emotion::Frustrated), "frustrated");
}

TEST(Scenario, CommonQuestionsAreWrittenByName) {
    const std::string asks =
        "asks: [account number, account id, customer number, account, id number, reference number]";
    const auto parsed = parse_scenario(replaced(example(), asks, "asks: [\"@account\", secret handshake]"));
    ASSERT_TRUE(parsed.has_value());
    EXPECT_EQ(parsed->facts[1].asks.front(), "account number");
    EXPECT_EQ(parsed->facts[1].asks.back(), "secret handshake");
    EXPECT_GT(parsed->facts[1].asks.size(), 4U);
    EXPECT_TRUE(reports(problems_of(replaced(example(), asks, "asks: [\"@acount\"]")), "facts[1].asks",
                        "'@acount' is none of: @account"));
}

TEST(Scenario, WordsThatAreInAnyQuestionAskForNoFact) {
    const std::string asks =
        "asks: [account number, account id, customer number, account, id number, reference number]";
    EXPECT_TRUE(reports(problems_of(replaced(example(), asks, "asks: [account number, when]")), "facts[1].asks[1]",
                        "'when' is in questions about anything"));
    EXPECT_TRUE(problems_of(replaced(example(), asks, "asks: [account number, when ... start]")).empty());
}

TEST(Scenario, ObjectivesAreMetByChecksThatExist) {
    const std::string met_by = "met_by: [\"step:find_cause\"]";
    EXPECT_EQ(parse_scenario(example())->objectives.front().met_by, std::vector<std::string>{"step:find_cause"});
    for (const std::string wrong : {"find_cause", "step:no_such_step", "act:singing", "step:"})
        EXPECT_FALSE(problems_of(replaced(example(), met_by, "met_by: [\"" + wrong + "\"]")).empty()) << wrong;
    EXPECT_TRUE(reports(problems_of(replaced(example(), met_by, "met_by: [upset]")), "objectives[0].met_by[0]",
                        "no id in 'required' or 'bonus'"));
    EXPECT_TRUE(problems_of(replaced(example(), ", " + met_by, ", met_by: [verify_identity]")).empty());
}

TEST(Scenario, RehearsedWordsBelongToSomethingThatExists) {
    EXPECT_TRUE(problems_of(example() + "\nrehearsal:\n  step: {find_cause: [\"It was a billing error.\"]}\n").empty());
    EXPECT_TRUE(reports(problems_of(example() + "\nrehearsal:\n  step: {find_course: [\"It was an error.\"]}\n"),
                        "rehearsal.step.find_course", "is none of: look_up_bill"));
    EXPECT_TRUE(reports(problems_of(example() + "\nrehearsal:\n  offer: {credit_150: []}\n"),
                        "rehearsal.offer.credit_150", "must be a list of lines"));
}

TEST(Scenario, TheLineOfAPlaceOrOfWhatSurroundsItIsKnown) {
    ScenarioLines lines;
    ASSERT_TRUE(parse_scenario(example(), &lines).has_value());
    const int fact = line_at(lines, "facts[1]");
    EXPECT_GT(fact, 0);
    EXPECT_EQ(line_at(lines, "facts[1].nowhere"), fact);
    EXPECT_EQ(line_at(lines, "nowhere[3]"), 0);
}

}  // namespace
}  // namespace mockcall
