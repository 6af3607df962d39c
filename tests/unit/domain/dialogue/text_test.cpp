#include "domain/dialogue/text.hpp"

#include <gtest/gtest.h>

namespace mockcall {
namespace {

TEST(Text, CasePunctuationAndContractionsDoNotMatter) {
    EXPECT_EQ(normalize("I'm sorry, I CAN'T do that!"), "i am sorry i can not do that");
    EXPECT_EQ(normalize("im sorry i cant do that"), normalize("I'm sorry. I can't do that."));
    EXPECT_EQ(normalize("It\xE2\x80\x99s okay, you\xE2\x80\x99re right"), "it is ok you are right");
    EXPECT_EQ(normalize("Robert's e-mail"), "robert email");
    EXPECT_EQ(normalize("$1,500.50 and 20%"), "$1500.50 and 20%");
}

TEST(Text, EmptyAndStrangeBytesAreBorne) {
    EXPECT_TRUE(tokenize("").empty());
    EXPECT_TRUE(tokenize("  ...?!  ").empty());
    EXPECT_TRUE(tokenize("\xE2\x80").empty());
    EXPECT_EQ(tokenize("caf\xC3\xA9").size(), 1U);
}

TEST(Text, SentencesAndQuestionsAreKnown) {
    const auto tokens = tokenize("Thank you. What is your name? Okay");
    ASSERT_EQ(tokens.size(), 7U);
    EXPECT_TRUE(tokens[2].starts_sentence);
    EXPECT_TRUE(tokens[2].in_question);
    EXPECT_FALSE(tokens[0].in_question);
    EXPECT_FALSE(tokens[6].in_question);
}

TEST(Phrase, EndingsDoNotMatter) {
    EXPECT_TRUE(says("I have refunded the charges", "refund charge"));
    EXPECT_TRUE(says("we are crediting your account", "credit account"));
    EXPECT_TRUE(says("it was applied", "apply"));
    EXPECT_FALSE(says("I have a fund", "refund"));
}

TEST(Phrase, UpToTwoOtherWordsMayStandBetween) {
    EXPECT_TRUE(says("waive that late fee", "waive fee"));
    EXPECT_FALSE(says("waive one two three fee", "waive fee"));
    EXPECT_TRUE(says("look right here now at the big bill", "look ... bill"));
}

TEST(Phrase, ArticlesNeedNotBeThere) {
    EXPECT_TRUE(says("credit account", "credit your account"));
    EXPECT_TRUE(says("credit the account", "credit your account"));
}

TEST(Phrase, AlternativesAndValuesMatch) {
    EXPECT_TRUE(says("reverse the fee", "reverse charge|fee"));
    EXPECT_FALSE(says("reverse the order", "reverse charge|fee"));
    EXPECT_TRUE(says("credit you one hundred and fifty dollars", "credit $"));
    EXPECT_TRUE(says("credit you one hundred and fifty dollars", "credit $150"));
    EXPECT_FALSE(says("credit you one hundred dollars", "credit $150"));
    EXPECT_TRUE(says("twenty percent off", "% off"));
    EXPECT_TRUE(says("twenty percent off", "20% off"));
    EXPECT_TRUE(says("in 5 days", "# day"));
}

TEST(Phrase, DoesNotReachAcrossSentences) {
    EXPECT_FALSE(says("I will credit. Your account is fine", "credit account"));
}

TEST(Phrase, ADenialIsHeard) {
    const std::vector<std::string> refund{"refund"};
    EXPECT_TRUE(asserts_any(tokenize("I can refund that"), refund));
    EXPECT_FALSE(asserts_any(tokenize("I can't refund that"), refund));
    EXPECT_FALSE(asserts_any(tokenize("I'm not able to give you a refund"), refund));
    EXPECT_FALSE(asserts_any(tokenize("there is no refund"), refund));
    EXPECT_TRUE(asserts_any(tokenize("I can't change the plan but I can refund you"), refund));
    EXPECT_TRUE(asserts_any(tokenize("No problem, I will refund you"), refund));
    EXPECT_TRUE(asserts_any(tokenize("no i will refund you"), refund));
    EXPECT_TRUE(asserts_any(tokenize("why don't I refund you"), refund));
}

TEST(Text, AValueIsFoundHoweverItIsSaid) {
    EXPECT_TRUE(mentions("It's A C C, 7 8 9, 4 5 6.", "ACC-789456"));
    EXPECT_TRUE(mentions("acc seven eight nine four five six", "ACC-789456"));
    EXPECT_TRUE(mentions("a hundred and fifty dollars too much", "$150"));
    EXPECT_FALSE(mentions("a hundred and fifteen dollars", "$150"));
    EXPECT_TRUE(mentions("the Premium plan, sir", "Premium Plan"));
    EXPECT_FALSE(mentions("a plan", "Premium Plan"));
    EXPECT_FALSE(mentions("anything", ""));
}

}  // namespace
}  // namespace mockcall
