// How a turn is meant: small talk, farewells, paraphrases, understanding.
#include <algorithm>
#include <array>

#include "domain/customer/everyday_words.hpp"
#include "domain/customer/hearing.hpp"

namespace mockcall::customer_detail {

namespace {

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
    return std::ranges::find(words, word) != words.end();
}

}  // namespace

void Hearing::hear_manner(Heard& h, const std::vector<std::string>& said) const {
    static const PhraseList repeat{"repeat that",       "say that again", "come again",   "one more time",
                                   "repeat ... please", "did not catch",  "did not hear", "did not get that",
                                   "could you repeat",  "can you repeat", "pardon",       "spell that",
                                   "missed that",       "speak up",       "you said what"};
    static const PhraseList looking{"let me check|look|see|pull|find|review|verify|open|search|take",
                                    "i will check|look|pull|review|take|search",
                                    "am checking|looking|pulling|reviewing|searching",
                                    "look into",
                                    "looking into",
                                    "going to check|look|pull|review",
                                    "taking a look",
                                    "take a look"};
    static const PhraseList chat{
        "how are you",       "how is your day", "how is it going", "weather",       "nice day",
        "how have you been", "how are things",  "weekend",         "how do you do", "where are you calling from",
        "what is up"};
    static const PhraseList farewell{"goodbye",    "bye",
                                     "good night", "have a great|good|nice|wonderful|lovely|pleasant",
                                     "take care",  "enjoy the rest|your day",
                                     "good bye"};
    static const PhraseList more{"anything|something else|more|further|other",
                                 "what else",
                                 "other|more|further|additional questions|question|concerns|issues|help|assistance",
                                 "that be all|it|everything",
                                 "that all|everything",
                                 "anything i|we can"};
    static const PhraseList cue{"so you are|were|have|had|want|would|need|got",
                                "let me make sure",
                                "to confirm",
                                "just to confirm",
                                "if i understand",
                                "what i am hearing",
                                "what i hear",
                                "you are saying",
                                "you mentioned",
                                "what you are telling",
                                "so your",
                                "so the",
                                "so what happened",
                                "let me summarize",
                                "to summarize",
                                "let me recap",
                                "to recap",
                                "sounds like you",
                                "in other words",
                                "you said",
                                "you told me",
                                "so basically",
                                "i hear that",
                                "make sure i have",
                                "make sure i understand",
                                "so it"};
    static const PhraseList perspective{
        "i would feel|be",
        "i can see|understand|imagine why|how|that",
        "in your shoes|position|place|situation",
        "that must",
        "you have every right",
        "i understand how|why",
        "i know how",
        "i see why|how",
        "understand ... "
        "frustrating|frustration|frustrated|upset|upsetting|annoying|worry|worried|stress|stressful|concern|anger|"
        "disappointed|disappointing",
        "sounds frustrating|stressful|awful|difficult",
        "anyone would",
        "nobody wants|likes",
        "no one wants|likes"};
    static const PhraseList bare{"i understand", "i see", "understood", "i get it", "i hear you"};
    constexpr std::array<std::string_view, 16> kNods{"ok",   "yes",  "right",  "sure",    "mm",   "hm",
                                                     "mhm",  "uh",   "huh",    "alright", "yeah", "great",
                                                     "good", "fine", "thanks", "perfect"};
    h.repeat_please = repeat.in(h.tokens);
    h.looking = looking.in(h.tokens);
    h.small_talk = chat.in(h.tokens);
    h.anything_else = more.in(h.tokens);
    h.farewell = farewell.in(h.tokens);
    h.perspective = perspective.in(h.tokens) && h.tokens.size() >= 5;
    h.bare_understanding = bare.in(h.tokens) && h.tokens.size() <= 6;
    h.backchannel =
        h.tokens.size() <= 3 && std::ranges::all_of(h.tokens, [&](const Token& t) { return one_of(t.word, kNods); });
    std::size_t shared = 0;
    for (const Token& token : h.tokens)
        shared +=
            static_cast<std::size_t>(!is_everyday(token.word) && std::ranges::find(said, token.stem) != said.end());
    h.specific = shared >= 1;
    h.paraphrase = shared >= 2 && cue.in(h.tokens);
}

}  // namespace mockcall::customer_detail
