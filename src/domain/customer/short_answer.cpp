// "Do you live alone?" - "I do, yes.": the question's own verb, turned round.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "base/one_of.hpp"
#include "domain/customer/daily_life.hpp"
#include "domain/dialogue/pattern.hpp"

namespace mockcall::customer_detail {

namespace {

enum class Person : std::uint8_t { I, We, Agent, He, She, It, They, There };

struct Turned {
    Person person = Person::I;
    std::string verb;
};

bool is_auxiliary(std::string_view w) {
    constexpr auto kWords = std::to_array<std::string_view>(
        {"is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "can", "could", "will", "would"});
    return one_of(w, kWords);
}

bool is_determiner(std::string_view w) {
    constexpr auto kWords = std::to_array<std::string_view>(
        {"your", "the", "his", "her", "their", "a", "an", "these", "those", "my", "our"});
    return one_of(w, kWords);
}

/// Whom the words after the determiner mean: "your eldest daughter", "the windows".
Person person_of(const std::vector<Token>& tokens, std::size_t noun) {
    constexpr std::size_t kReach = 3;
    constexpr auto kWomen =
        std::to_array<std::string_view>({"wife", "mother", "mom", "mum", "daughter", "sister", "girlfriend",
                                         "grandmother", "aunt", "lady", "woman", "girl", "granddaughter", "niece"});
    constexpr auto kMen =
        std::to_array<std::string_view>({"husband", "father", "dad", "son", "brother", "boyfriend", "grandfather",
                                         "uncle", "man", "boy", "boss", "grandson", "nephew", "technician", "driver"});
    constexpr auto kSeveral = std::to_array<std::string_view>({"children", "people", "parents", "kids", "others"});
    for (std::size_t i = noun; i < std::min(noun + kReach, tokens.size()); ++i) {
        const std::string_view w = tokens[i].word;
        if (one_of(w, kWomen))
            return Person::She;
        if (one_of(w, kMen))
            return Person::He;
        if (one_of(w, kSeveral))
            return Person::They;
    }
    const std::string_view w = noun < tokens.size() ? std::string_view(tokens[noun].word) : std::string_view{};
    const bool plural =
        w.size() > 3 && w.ends_with('s') && !w.ends_with("ss") && !w.ends_with("us") && !w.ends_with("is");
    return plural ? Person::They : Person::It;
}

/// The subject that begins at `i`, if one does.
std::optional<Person> subject_at(const std::vector<Token>& tokens, std::size_t i) {
    const auto word = [&](std::size_t k) {
        return k < tokens.size() ? std::string_view(tokens[k].word) : std::string_view{};
    };
    constexpr auto kBoth = std::to_array<std::string_view>({"both", "all", "two", "guys"});
    const std::string_view w = word(i);
    if (w == "you")
        return one_of(word(i + 1), kBoth) ? Person::We : Person::I;
    if ((w == "both" && word(i + 1) == "of") || (w == "the" && word(i + 1) == "two" && word(i + 2) == "of"))
        return Person::We;
    if (w == "i" || w == "we")
        return Person::Agent;
    if (w == "he")
        return Person::He;
    if (w == "she")
        return Person::She;
    if (w == "it" || w == "this" || w == "that" || w == "everything")
        return Person::It;
    if (w == "they" || w == "these" || w == "those")
        return Person::They;
    if (w == "there")
        return Person::There;
    if (is_determiner(w))
        return person_of(tokens, i + 1);
    return std::nullopt;
}

std::string_view pronoun(Person p) {
    switch (p) {
        case Person::I: return "I";
        case Person::We: return "we";
        case Person::Agent: return "you";
        case Person::He: return "he";
        case Person::She: return "she";
        case Person::They: return "they";
        case Person::There: return "there";
        case Person::It: break;
    }
    return "it";
}

/// The verb as it goes with who answers: "are you" - "I am".
std::string agreeing(std::string_view verb, Person p) {
    const bool many = p == Person::We || p == Person::They || p == Person::Agent;
    if (verb == "is" || verb == "are")
        return p == Person::I ? "am" : p == Person::There ? std::string(verb) : many ? "are" : "is";
    if (verb == "was" || verb == "were")
        return p == Person::There ? std::string(verb) : many ? "were" : "was";
    if (verb == "do" || verb == "does")
        return many || p == Person::I ? "do" : "does";
    if (verb == "has" || verb == "have")
        return many || p == Person::I ? "have" : "has";
    return std::string(verb);
}

std::string denied(std::string_view verb, Person p) {
    if (verb == "am")
        return "I'm not";
    const std::string_view negative = verb == "can" ? "can't" : verb == "will" ? "won't" : "";
    return std::string(pronoun(p)) + " " + (negative.empty() ? std::string(verb) + "n't" : std::string(negative));
}

/// "Are you ...", and as some say it, "you have ... ?".
std::optional<Turned> turned_round(const std::vector<Token>& tokens) {
    constexpr std::size_t kReach = 12;
    for (std::size_t i = 0; i + 1 < std::min(tokens.size(), kReach); ++i) {
        constexpr auto kSubjects = std::to_array<std::string_view>({"you", "he", "she", "they", "it", "i", "we"});
        // "You have the app?" is turned round nowhere.
        if (!is_auxiliary(tokens[i].word) || (i > 0 && one_of(tokens[i - 1].word, kSubjects)))
            continue;
        const std::size_t at = tokens[i + 1].word == "not" ? i + 2 : i + 1;
        const auto who = subject_at(tokens, at);
        return who ? std::optional(Turned{*who, agreeing(tokens[i].word, *who)}) : std::nullopt;
    }
    // "Need a box for it?"
    constexpr auto kDo = std::to_array<std::string_view>({"want", "need", "like", "prefer", "know", "think", "mind"});
    if (!tokens.empty() && one_of(tokens.front().word, kDo))
        return Turned{Person::I, "do"};
    if (!tokens.empty() && tokens.front().word == "got")
        return Turned{Person::I, "have"};
    constexpr auto kPersonal = std::to_array<std::string_view>({"you", "he", "she", "they", "it", "there"});
    constexpr auto kLeads = std::to_array<std::string_view>({"and", "so", "but", "oh", "ok", "then", "well", "now"});
    for (std::size_t i = 0; i + 1 < tokens.size() && (i == 0 || one_of(tokens[i - 1].word, kLeads)); ++i)
        if (const auto who = subject_at(tokens, i); who && one_of(tokens[i].word, kPersonal)) {
            const std::string_view next = tokens[i + 1].word;
            constexpr auto kBe = std::to_array<std::string_view>({"is", "are", "was", "were", "can", "will", "am"});
            return Turned{*who, agreeing(one_of(next, kBe) ? next : "do", *who)};
        }
    return std::nullopt;
}

}  // namespace

/// What most people would say to it: what is, is as the agent supposes; what went before or would be one thing more,
/// mostly not.
bool mostly_yes(const std::vector<Token>& q) {
    static const PatternSet recall{"do you * (know|remember|recall)"};
    static const PatternSet company{
        "(anyone|anybody|somebody|someone) * (home|there|with|help|around|open|support|look after)"};
    static const PatternSet not_yet{"yet $"};
    static const PatternSet more{
        "(any|anyone|anybody|anything|anywhere|ever|another|other|others|else|elsewhere|different|differently|unusual|"
        "strange|suspicious)"};
    static const PatternSet willing{
        "(home|there|with you|help you|around) *1 $",
        "(still|same|own|able|ready|willing|sure|handy|nearby|near|close|safe|important|enough|right|correct|first "
        "time)",
        "(can|could|will|would) (you|your|he|she|they|the) *",
        "did you * (keep|get|got|receive|see|read|order|buy|pay|choose|like|enjoy|want|hear|sleep|say|mean|check|sign|"
        "ask|expect|use|save|need|know)",
        "(were|was|had) (you|your|the two|both|he|she|they) *",
        "(have|has) (you|he|she|they) got *",
        "did (it|he|she|they|the *2|your *2) * (help|work|come|arrive|like|sleep)"};
    static const PatternSet done_before{"^ (have|has) (you|he|she|they|it|there|the *2|your *2) *", "(did|had) *"};
    if (recall.in(q))
        return false;
    if (company.in(q))
        return true;
    if (more.in(q) || not_yet.in(q))
        return false;
    return willing.in(q) || !done_before.in(q);
}

std::optional<ShortAnswer> short_answer(const std::vector<Token>& question) {
    const auto turned = turned_round(question);
    if (!turned)
        return std::nullopt;
    ShortAnswer answer;
    answer.yes = mostly_yes(question);
    answer.of_self = turned->person == Person::I || turned->person == Person::We;
    answer.affirmed = std::string(pronoun(turned->person)) + " " + turned->verb;
    answer.denied = denied(turned->verb, turned->person);
    return answer;
}

}  // namespace mockcall::customer_detail
