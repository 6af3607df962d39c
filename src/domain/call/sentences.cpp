#include "domain/call/sentences.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace mockcall {
namespace {

/// A voice begins a sentence anew each time: very short ones are spoken together with the next.
constexpr std::size_t kShortest = 12;

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\n\r");
    if (first == std::string_view::npos)
        return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t\n\r") - first + 1));
}

bool is_abbreviation(std::string_view before) {
    constexpr std::array<std::string_view, 12> kNames{"mr", "mrs", "ms",  "dr",  "st",  "no",
                                                      "vs", "etc", "inc", "a.m", "p.m", "jr"};
    const auto space = before.find_last_of(" \t\n");
    std::string word(before.substr(space == std::string_view::npos ? 0 : space + 1));
    std::ranges::transform(word, word.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return word.size() == 1 || std::ranges::find(kNames, word) != kNames.end();
}

}  // namespace

bool Sentences::ends_at(std::size_t at) const {
    const char c = text_[at];
    if (c != '.' && c != '!' && c != '?')
        return false;
    if (at + 1 >= text_.size() || std::isspace(static_cast<unsigned char>(text_[at + 1])) == 0)
        return false;
    return c != '.' || !is_abbreviation(std::string_view(text_).substr(0, at));
}

std::vector<std::string> Sentences::feed(std::string_view piece) {
    std::vector<std::string> out;
    text_ += piece;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text_.size(); ++at) {
        if (!ends_at(at) || at + 1 - begin < kShortest)
            continue;
        out.push_back(trimmed(std::string_view(text_).substr(begin, at + 1 - begin)));
        begin = at + 1;
    }
    text_.erase(0, begin);
    return out;
}

std::vector<std::string> Sentences::finish() {
    std::string rest = trimmed(std::exchange(text_, {}));
    return rest.empty() ? std::vector<std::string>{} : std::vector<std::string>{std::move(rest)};
}

}  // namespace mockcall
