#include "domain/call/sentences.hpp"

#include <gmock/gmock.h>

namespace mockcall {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> cut(std::string_view text, std::size_t chunk) {
    Sentences sentences;
    std::vector<std::string> all;
    for (std::size_t at = 0; at < text.size(); at += chunk)
        for (auto& s : sentences.feed(text.substr(at, chunk)))
            all.push_back(std::move(s));
    for (auto& s : sentences.finish())
        all.push_back(std::move(s));
    return all;
}

TEST(Sentences, AreTheSameHoweverTheTextArrives) {
    const std::string_view text = " I paid $89.99 on the 3rd. Mr. Smith said so at 5 p.m. yesterday! What now?  ";
    for (std::size_t chunk = 1; chunk <= text.size(); ++chunk)
        EXPECT_THAT(cut(text, chunk),
                    ElementsAre("I paid $89.99 on the 3rd.", "Mr. Smith said so at 5 p.m. yesterday!", "What now?"))
            << chunk;
}

TEST(Sentences, VeryShortOnesGoWithTheNext) {
    EXPECT_THAT(cut("No. Yes. I want my money back. Now.", 4), ElementsAre("No. Yes. I want my money back.", "Now."));
}

TEST(Sentences, NothingIsNoSentence) { EXPECT_THAT(cut("  \n ", 1), ElementsAre()); }

}  // namespace
}  // namespace mockcall
