#include "adapters/speech/call_vocabulary.hpp"

#include "adapters/speech/pronunciation.hpp"

namespace mockcall::speech {
namespace {

BaseVocabulary base() {
    return {.dictionary = "robert R AA B ER T\n",
            .phones = {{"robert", "R AA B ER T"}, {"hundred", "HH AH N D R AH D"}},
            .slots = {{"FIRST", 2}, {"LAST", 2}, {"BRAND", 2}, {"PRODUCT", 2}, {"AMOUNT", 4}}};
}

std::vector<std::string> meanings(const CallVocabulary& call) {
    std::vector<std::string> result;
    for (const auto& [slot, text] : call.words) {
        result.push_back(slot + "=" + text);
    }
    return result;
}

TEST(CallVocabulary, APersonIsAFirstAndALastName) {
    EXPECT_THAT(meanings(fill_slots(base(), {.names = {"Mr. Robert Johnson"}, .phrases = {}, .amounts = {}})),
                testing::UnorderedElementsAre("FIRST.1=robert", "LAST.1=johnson", "BRAND.1=robert johnson"));
}

TEST(CallVocabulary, ACompanyWrittenTogetherIsSaidApartAndComesOutAsWritten) {
    const auto call = fill_slots(base(), {.names = {"TechSupport"}, .phrases = {}, .amounts = {}});
    EXPECT_THAT(meanings(call), testing::ElementsAre("BRAND.1=techsupport"));
    EXPECT_THAT(call.dictionary, testing::HasSubstr("BRAND.1 T EH K S AH P AO R T\n"));
}

TEST(CallVocabulary, KeepsTheDictionaryAndTheModelsOwnPronunciations) {
    const auto call = fill_slots(base(), {.names = {"Robert"}, .phrases = {}, .amounts = {}});
    EXPECT_TRUE(call.dictionary.starts_with("robert R AA B ER T\n"));
    EXPECT_THAT(call.dictionary, testing::HasSubstr("FIRST.1 R AA B ER T\n"));
}

TEST(CallVocabulary, SaysAnAmountWithAndWithoutAnd) {
    EXPECT_THAT(meanings(fill_slots(base(), {.names = {}, .phrases = {}, .amounts = {"$150"}})),
                testing::ElementsAre("AMOUNT.1=one hundred fifty dollars", "AMOUNT.2=one hundred and fifty dollars"));
}

TEST(CallVocabulary, LeavesOutWhatDoesNotFit) {
    const auto call =
        fill_slots(base(), {.names = {}, .phrases = {"gold plan", "silver plan", "bronze plan"}, .amounts = {}});
    EXPECT_THAT(meanings(call), testing::ElementsAre("PRODUCT.1=gold plan", "PRODUCT.2=silver plan"));
}

TEST(CallVocabulary, EqualExpectationsShareAKey) {
    const RecognizerVocabulary one{.names = {"Ann Lee"}, .phrases = {}, .amounts = {}};
    const RecognizerVocabulary two{.names = {"Ann Leigh"}, .phrases = {}, .amounts = {}};
    EXPECT_EQ(fill_slots(base(), one).key, fill_slots(base(), one).key);
    EXPECT_NE(fill_slots(base(), one).key, fill_slots(base(), two).key);
}

TEST(CallVocabulary, IgnoresWhatCannotBeSaid) {
    EXPECT_TRUE(fill_slots(base(), {.names = {"", "  ", "—"}, .phrases = {"!"}, .amounts = {""}}).words.empty());
}

TEST(Pronunciation, WritesPhonesWithoutStress) {
    EXPECT_EQ(pronounce("banana"), "B AH N AE N AH");
    EXPECT_NE(pronounce("quistgaard"), "");
    EXPECT_EQ(pronounce(""), "");
}

}  // namespace
}  // namespace mockcall::speech
