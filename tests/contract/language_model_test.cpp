#include <cmath>
#include <fstream>

#include "adapters/speech/tools/grammar.hpp"
#include "adapters/speech/tools/mix.hpp"
#include "adapters/speech/tools/witten_bell.hpp"

namespace mockcall::lm {
namespace {

class GrammarFolder : public testing::Test {
  protected:
    GrammarFolder() {
        std::filesystem::create_directories(folder_ / "words");
        std::filesystem::create_directories(folder_ / "templates");
    }
    ~GrammarFolder() override { std::filesystem::remove_all(folder_); }
    void write(const std::string& file, const std::string& text) { std::ofstream(folder_ / file) << text; }
    std::filesystem::path folder_ =
        std::filesystem::path(testing::TempDir()) /
        (std::string("grammar-") + testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(GrammarFolder, MakesTheSameSentencesFromTheSameSeed) {
    write("words/day.txt", "monday\n*3 tuesday\n");
    write("templates/a.txt", "# no sentence\n[i will|we can] call [you|] on {day} {FIRST}\n");
    const Grammar grammar(folder_);
    EXPECT_EQ(grammar.sample(50, 7), grammar.sample(50, 7));
    EXPECT_NE(grammar.sample(50, 7), grammar.sample(50, 8));
    EXPECT_EQ(grammar.sample(50, 7).size(), 50U);
}

TEST_F(GrammarFolder, KnowsEveryWordThatCouldComeButNoSlots) {
    write("words/day.txt", "monday\n{DAY} evening\n");
    write("templates/a.txt", "[call|ring [me|us]] {day}\n");
    EXPECT_THAT(Grammar(folder_).words(),
                testing::UnorderedElementsAre("call", "ring", "me", "us", "monday", "evening"));
}

TEST_F(GrammarFolder, NamesTheLineItCannotRead) {
    write("templates/a.txt", "call {nobody}\n");
    EXPECT_THROW(Grammar{folder_}, std::runtime_error);
    write("templates/a.txt", "call [me\n");
    EXPECT_THROW(Grammar{folder_}, std::runtime_error);
    write("words/loop.txt", "{loop}\n");
    write("templates/a.txt", "{loop}\n");
    EXPECT_THROW(static_cast<void>(Grammar(folder_).sample(1, 1)), std::runtime_error);
}

struct Toy {
    Vocabulary words;
    Trigram model;
    Toy(const std::vector<std::string>& texts,
        std::vector<std::string> order = {"<s>", "</s>", "how", "are", "you", "NAME"}) {
        for (const auto& word : order) {
            words.add(word);
        }
        std::vector<std::vector<WordId>> sentences;
        for (const auto& text : texts) {
            auto& sentence = sentences.emplace_back();
            for (std::size_t at = 0; at < text.size(); at = text.find_first_not_of(' ', text.find(' ', at))) {
                sentence.push_back(words.id(text.substr(at, text.find(' ', at) - at)));
                if (text.find(' ', at) == std::string::npos) {
                    break;
                }
            }
        }
        model = count_trigrams(sentences, words.id("<s>"), words.id("</s>"), words.size());
    }
};

// <s> is never predicted.
double sum_after(const Trigram& model, const Vocabulary& words, WordId older, WordId newer) {
    double sum = 0;
    for (WordId w = 0; w < words.size(); ++w) {
        sum += model.prob(older, newer, w);
    }
    return sum;
}

TEST(LanguageModel, GivesEveryHistoryAProbabilityOfOne) {
    const Toy toy({"how are you", "how are you NAME", "you are NAME", "are you how"});
    for (WordId older = 0; older < toy.words.size(); ++older) {
        for (WordId newer = 0; newer < toy.words.size(); ++newer) {
            EXPECT_NEAR(sum_after(toy.model, toy.words, older, newer), 1.0, 0.01)
                << toy.words.word(older) << ' ' << toy.words.word(newer);
        }
    }
}

TEST(LanguageModel, PrefersWhatItHasSeen) {
    const Toy toy({"how are you", "how are you", "you are NAME"});
    const auto id = [&](const char* word) { return toy.words.id(word); };
    EXPECT_GT(toy.model.prob(id("how"), id("are"), id("you")), 0.5);
    EXPECT_GT(toy.model.prob(id("how"), id("are"), id("you")), toy.model.prob(id("how"), id("are"), id("NAME")));
    EXPECT_GT(toy.model.prob(id("how"), id("are"), id("NAME")), 0.0);
}

TEST(LanguageModel, AMixStaysAProbabilityAndLiesBetweenItsParts) {
    const Toy ours({"how are you", "how are you"});
    const Toy theirs({"you are how", "are you NAME"});
    const MixOptions options{.share = 0.6, .prune = 0};
    const auto both = mix(ours.model, theirs.model, ours.words, {}, options);
    const auto id = [&](const char* word) { return ours.words.id(word); };
    const double expected = 0.6 * ours.model.prob(id("how"), id("are"), id("you")) +
                            0.4 * theirs.model.prob(id("how"), id("are"), id("you"));
    EXPECT_NEAR(both.prob(id("how"), id("are"), id("you")), expected, 1e-9);
    EXPECT_NEAR(sum_after(both, ours.words, id("how"), id("are")), 1.0, 0.01);
}

TEST(LanguageModel, PruningDropsEntriesAndStaysAProbability) {
    const Toy ours({"how are you", "how are you NAME"});
    const Toy theirs({"you are how", "are you NAME"});
    const auto whole = mix(ours.model, theirs.model, ours.words, {}, {.prune = 0});
    const auto pruned = mix(ours.model, theirs.model, ours.words, {}, {.prune = 0.01});
    EXPECT_LT(pruned.trigrams.size(), whole.trigrams.size());
    EXPECT_NEAR(sum_after(pruned, ours.words, 0, 2), 1.0, 0.02);
}

}  // namespace
}  // namespace mockcall::lm
