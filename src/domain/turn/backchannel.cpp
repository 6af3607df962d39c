#include "domain/turn/backchannel.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <utility>
#include <vector>

namespace mockcall {
namespace {

constexpr std::size_t kLongest = 4;  // words

constexpr std::array<std::string_view, 37> kListening = {
    "ah",         "alright", "absolutely", "aha",   "exactly", "fine", "gotcha", "great",  "hm",   "hmm",
    "hm-mm",      "huh",     "indeed",     "m",     "mhm",     "mm",   "mm-hm",  "mm-hmm", "mmhm", "mmm",
    "oh",         "ok",      "okay",       "right", "sure",    "true", "uh",     "uh-huh", "um",   "umm",
    "understood", "wow",     "yea",        "yeah",  "yep",     "yes",  "yup"};
constexpr std::array<std::string_view, 9> kPhrases = {"i see",  "got it",       "go on",    "all right",  "of course",
                                                      "i know", "i understand", "go ahead", "makes sense"};
constexpr std::array<std::string_view, 12> kTakesFloor = {"actually", "excuse", "hello", "hey",  "hold", "listen",
                                                          "no",       "pardon", "sir",   "stop", "wait", "ma'am"};

constexpr std::array<std::string_view, 17> kStray = {"a",  "an", "and", "he",    "her",  "here", "i",   "in",  "it",
                                                     "of", "on", "the", "there", "they", "to",   "you", "your"};

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : std::string(text) + " ") {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '\'' || c == '-')
            word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        else if (!word.empty())
            words.push_back(std::exchange(word, {}));
    }
    return words;
}

/// How many words are left once the listener's are taken out.
std::vector<std::string> without_listening(const std::vector<std::string>& words) {
    std::vector<std::string> left;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (std::ranges::find(kListening, words[i]) != kListening.end())
            continue;
        if (i + 1 < words.size() && std::ranges::find(kPhrases, words[i] + " " + words[i + 1]) != kPhrases.end()) {
            ++i;
            continue;
        }
        left.push_back(words[i]);
    }
    return left;
}

}  // namespace

bool is_backchannel(std::string_view text) {
    const auto words = words_of(text);
    return !words.empty() && words.size() <= kLongest && without_listening(words).empty();
}

bool is_stray_word(std::string_view text) {
    const auto words = words_of(text);
    return words.size() == 1 && std::ranges::find(kStray, words[0]) != kStray.end();
}

bool takes_floor(std::string_view text) {
    const auto words = without_listening(words_of(text));
    return words.size() >= 2 || (words.size() == 1 && std::ranges::find(kTakesFloor, words[0]) != kTakesFloor.end());
}

}  // namespace mockcall
