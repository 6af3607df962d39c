// What the embedded voices say, the embedded recogniser understands. The bounds are wide: bench/wer measures, this only
// guards.
#include "adapters/speech/spoken_text.hpp"
#include "contract/speech_samples.hpp"

namespace mockcall::contract {
namespace {

int word_errors(const std::vector<std::string>& said, const std::vector<std::string>& heard) {
    std::vector<int> cost(heard.size() + 1);
    for (std::size_t j = 0; j < cost.size(); ++j) {
        cost[j] = static_cast<int>(j);
    }
    for (std::size_t i = 1; i <= said.size(); ++i) {
        int diagonal = std::exchange(cost[0], static_cast<int>(i));
        for (std::size_t j = 1; j <= heard.size(); ++j) {
            const int replaced = diagonal + (said[i - 1] == heard[j - 1] ? 0 : 1);
            diagonal = std::exchange(cost[j], std::min({replaced, cost[j] + 1, cost[j - 1] + 1}));
        }
    }
    return cost.back();
}

class RoundTrip : public testing::TestWithParam<const char*> {};

TEST_P(RoundTrip, UnderstandsAnAgentsSentences) {
    const std::vector<std::string> sentences{
        "good morning thank you for calling customer care my name is sarah how can i help you",
        "i am so sorry about that i understand how frustrating this must be",
        "can you please confirm your date of birth and your billing address",
        "i can offer you a credit of fifty dollars on your next bill",
        "let me put you on hold for two minutes while i check with my supervisor",
        "please unplug the router and wait thirty seconds",
        "the refund will be back on your card within three to five business days",
        "is there anything else i can help you with today",
    };
    fakes::VirtualWorld world;
    PocketsphinxRecognizer recognizer(world.pool(), model_options());
    const auto call = recognizer.for_call({});
    int words = 0;
    int errors = 0;
    for (const auto& sentence : sentences) {
        Heard heard;
        auto session = call->open(RecognizerSearch::Free, heard.listener());
        ASSERT_TRUE(session.has_value());
        (*session)->feed(say(sentence, GetParam()));
        (*session)->finish();
        world.settle();
        const auto said = speech::words_of(sentence);
        words += static_cast<int>(said.size());
        errors += word_errors(said, speech::words_of(heard.final.text));
    }
    EXPECT_LE(100.0 * errors / words, 15.0) << errors << " of " << words;
}

INSTANTIATE_TEST_SUITE_P(Voices, RoundTrip, testing::Values("slt", "awb", "rms"),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace mockcall::contract
