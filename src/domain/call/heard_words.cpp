#include "domain/call/heard_words.hpp"

#include <algorithm>

namespace mockcall {

std::string heard_words(std::string_view text, double heard) {
    if (heard >= 0.98)
        return std::string(text);
    auto end = static_cast<std::size_t>(std::max(0.0, heard) * static_cast<double>(text.size()));
    if (end >= text.size() || text[end] == ' ')
        return std::string(text.substr(0, end));
    const auto space = text.rfind(' ', end);
    return space == std::string_view::npos ? std::string{} : std::string(text.substr(0, space));
}

std::string words_after(std::string_view text, double heard) {
    if (heard <= 0)
        return std::string(text);
    const auto cut = static_cast<std::size_t>(std::min(1.0, heard) * static_cast<double>(text.size()));
    const auto space = text.find(' ', cut);
    const auto word = space == std::string_view::npos ? space : text.find_first_not_of(' ', space);
    return word == std::string_view::npos ? std::string{} : std::string(text.substr(word));
}

double share_spoken(std::string_view text, Ticks elapsed) {
    constexpr double kCharactersASecond = 15;
    const double spoken = seconds_of(elapsed) * kCharactersASecond;
    return std::min(1.0, spoken / static_cast<double>(std::max<std::size_t>(1, text.size())));
}

}  // namespace mockcall
