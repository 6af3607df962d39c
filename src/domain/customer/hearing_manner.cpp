// How a turn is meant: small talk, farewells, paraphrases, understanding.
#include <algorithm>
#include <array>

#include "base/one_of.hpp"
#include "domain/customer/everyday_words.hpp"
#include "domain/customer/hearing.hpp"
#include "domain/dialogue/pattern.hpp"

namespace mockcall::customer_detail {

namespace {

/// "For what you told me the small one is enough": goes by it, and says nothing back.
bool goes_by(const std::vector<Token>& tokens, std::size_t at) {
    constexpr auto kBefore =
        std::to_array<std::string_view>({"for", "from", "with", "by", "given", "on", "after", "than"});
    return at > 1 && tokens[at - 1].word == "what" && one_of(tokens[at - 2].word, kBefore);
}

/// "So what I'd do is", "so the money will be there": what is to come is no account of what was said.
bool speaks_of_plans(const std::vector<Token>& tokens, const Span& sentence) {
    constexpr auto kWill = std::to_array<std::string_view>({"will", "would", "can", "could"});
    const auto word = [&](std::size_t i) {
        return i < sentence.end ? std::string_view(tokens[i].word) : std::string_view{};
    };
    for (std::size_t i = sentence.begin; i < sentence.end; ++i) {
        const bool self = word(i) == "i" || word(i) == "we";
        if ((self && (one_of(word(i + 1), kWill) || (word(i + 1) == "am" && word(i + 2) == "going"))) ||
            (word(i) == "there" && (word(i + 1) == "is" || word(i + 1) == "are")))
            return true;
    }
    return false;
}

/// "Ok, so ..." begins with "so", too.
bool begins_sentence(const std::vector<Token>& tokens, std::size_t at) {
    constexpr auto kLeads =
        std::to_array<std::string_view>({"ok", "okay", "alright", "right", "well", "great", "good", "yes"});
    return tokens[at].starts_sentence ||
           (at > 0 && tokens[at - 1].starts_sentence && one_of(tokens[at - 1].word, kLeads));
}

}  // namespace

void Hearing::hear_manner(Heard& h, const std::vector<std::string>& said) const {
    static const PhraseList looking{"let me check|look|see|pull|find|review|verify|open|search|take",
                                    "i will check|look|pull|review|take|search",
                                    "am checking|looking|pulling|reviewing|searching",
                                    "look into",
                                    "looking into",
                                    "going to check|look|pull|review",
                                    "taking a look",
                                    "take a look"};
    static const PatternSet chat{"how are (you|things|we)",
                                 "how is (your|the) (day|week|morning|evening|weekend)",
                                 "how is it going",
                                 "weather",
                                 "nice day",
                                 "how have you been",
                                 "weekend",
                                 "how do you do",
                                 "where are you calling from"};
    static const PhraseList leisure{"lunch|dinner|breakfast",
                                    "pizza|beer|burger",
                                    "the game|match|race",
                                    "football|baseball|soccer|basketball",
                                    "movie|film|concert",
                                    "holiday|vacation",
                                    "my dog|cat|kids|girlfriend|boyfriend",
                                    "knock knock",
                                    "joke|jokes",
                                    "traffic this",
                                    "horoscope|lottery",
                                    "my favorite"};
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
    h.repeat_please = h.kind == QuestionKind::Repeat;
    h.looking = looking.in(h.tokens);
    h.small_talk = chat.in(h.tokens) && h.kind != QuestionKind::Result;
    h.of_matter = std::ranges::any_of(h.tokens, [&](const Token& t) {
        return !is_everyday(t.word) && std::ranges::binary_search(knowledge_->vocabulary, t.stem);
    });
    h.off_topic = !h.of_matter && leisure.in(h.tokens);
    constexpr std::array<std::string_view, 6> kYes{"yes", "yeah", "yep", "right", "correct", "exactly"};
    h.affirms = !h.tokens.empty() && one_of(h.tokens.front().word, kYes);
    h.thanks = std::ranges::any_of(h.tokens, [](const Token& t) { return t.word == "thanks" || t.word == "thank"; });
    h.anything_else = more.in(h.tokens);
    // "Who took care of the bills?" takes leave of nobody.
    static const PhraseList cares{"take care of"};
    h.farewell = farewell.in(h.tokens) && !(h.question && cares.in(h.tokens));
    h.perspective = perspective.in(h.tokens) && h.tokens.size() >= 5;
    h.bare_understanding = bare.in(h.tokens) && h.tokens.size() <= 6;
    h.backchannel =
        h.tokens.size() <= 3 && std::ranges::all_of(h.tokens, [&](const Token& t) { return one_of(t.word, kNods); });
    std::size_t shared = 0;
    for (const Token& token : h.tokens)
        shared +=
            static_cast<std::size_t>(!is_everyday(token.word) && std::ranges::find(said, token.stem) != said.end());
    h.specific = shared >= 1;
    // "So the box took the hit" concludes; "so your box took the hit, is that right?" says back.
    const auto concludes = [&](std::size_t at) {
        return h.tokens[at].word == "so" && !h.question && shared < 2 && at + 1 < h.tokens.size() &&
               h.tokens[at + 1].word != "you";
    };
    const bool says_back = std::ranges::any_of(cue.phrases(), [&](const Phrase& phrase) {
        const auto at = phrase.find(h.tokens);
        return at && !goes_by(h.tokens, at->begin) && !concludes(at->begin) &&
               (!begins_sentence(h.tokens, at->begin) || h.tokens[at->begin].word != "so" || h.question ||
                !speaks_of_plans(h.tokens, sentence_around(h.tokens, at->begin)));
    });
    h.paraphrase = shared >= 2 && says_back;
    h.restates = shared >= 1 && says_back;
}

}  // namespace mockcall::customer_detail
