#include "adapters/speech/plain_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace mockcall::speech {
namespace {

struct Sound {
    char32_t code;
    std::string_view ascii;
};

constexpr char32_t kPound = 0xA3;
constexpr char32_t kEuro = 0x20AC;

constexpr auto kSounds = std::to_array<Sound>({
    {0xA9, "copyright"},
    {0xB0, " degrees"},
    {0xB1, "plus or minus "},
    {0xBC, " and a quarter"},
    {0xBD, " and a half"},
    {0xBE, " and three quarters"},
    {0xC6, "Ae"},
    {0xC7, "C"},
    {0xD0, "D"},
    {0xD1, "N"},
    {0xD7, " by "},
    {0xD8, "O"},
    {0xDD, "Y"},
    {0xDE, "Th"},
    {0xDF, "ss"},
    {0xE6, "ae"},
    {0xE7, "c"},
    {0xF0, "d"},
    {0xF1, "n"},
    {0xF8, "o"},
    {0xFD, "y"},
    {0xFE, "th"},
    {0xFF, "y"},
    {0x106, "C"},
    {0x107, "c"},
    {0x10C, "C"},
    {0x10D, "c"},
    {0x119, "e"},
    {0x11F, "g"},
    {0x130, "I"},
    {0x131, "i"},
    {0x141, "L"},
    {0x142, "l"},
    {0x144, "n"},
    {0x152, "Oe"},
    {0x153, "oe"},
    {0x15A, "S"},
    {0x15B, "s"},
    {0x15E, "S"},
    {0x15F, "s"},
    {0x160, "S"},
    {0x161, "s"},
    {0x17A, "z"},
    {0x17C, "z"},
    {0x17D, "Z"},
    {0x17E, "z"},
    {0x2010, "-"},
    {0x2011, "-"},
    {0x2012, "-"},
    {0x2018, "'"},
    {0x2019, "'"},
    {0x201A, "'"},
    {0x201C, "\""},
    {0x201D, "\""},
    {0x201E, "\""},
    {0x2026, "..."},
    {0x2032, "'"},
    {0x2033, "\""},
    {0x2044, "/"},
    {0x2122, ""},
    {0xAB, "\""},
    {0xBB, "\""},
    {0xAD, ""},
    {0x200B, ""},
    {0xFEFF, ""},
    {0xAE, ""},
});

/// Accented Latin letters of one base, in ranges.
constexpr auto kLetters = std::to_array<std::pair<std::pair<char32_t, char32_t>, char>>({
    {{0xC0, 0xC5}, 'A'},
    {{0xC8, 0xCB}, 'E'},
    {{0xCC, 0xCF}, 'I'},
    {{0xD2, 0xD6}, 'O'},
    {{0xD9, 0xDC}, 'U'},
    {{0xE0, 0xE5}, 'a'},
    {{0xE8, 0xEB}, 'e'},
    {{0xEC, 0xEF}, 'i'},
    {{0xF2, 0xF6}, 'o'},
    {{0xF9, 0xFC}, 'u'},
});

/// The code point at `at`, which moves past it; 0 for a byte that begins none.
char32_t next(std::string_view text, std::size_t& at) {
    const auto first = static_cast<unsigned char>(text[at++]);
    if (first < 0x80)
        return first;
    const int more = first >= 0xF0 && first < 0xF8 ? 3 : first >= 0xE0 ? 2 : first >= 0xC2 ? 1 : 0;
    if (more == 0 || first >= 0xF8 || at + static_cast<std::size_t>(more) > text.size())
        return 0;
    char32_t code = first & (0x3FU >> static_cast<unsigned>(more));
    for (int i = 0; i < more; ++i) {
        const auto byte = static_cast<unsigned char>(text[at + static_cast<std::size_t>(i)]);
        if ((byte & 0xC0U) != 0x80)
            return 0;
        code = (code << 6U) | (byte & 0x3FU);
    }
    at += static_cast<std::size_t>(more);
    return code;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string sound_of(char32_t code) {
    if (const auto found = std::ranges::find(kSounds, code, &Sound::code); found != kSounds.end())
        return std::string(found->ascii);
    for (const auto& [range, letter] : kLetters)
        if (code >= range.first && code <= range.second)
            return {letter};
    return " ";
}

/// Between figures a range, else a pause.
std::string dash(const std::string& before, std::string_view rest) {
    const bool figures = !before.empty() && is_digit(before.back()) && !rest.empty() && is_digit(rest.front());
    return figures ? "-" : ", ";
}

}  // namespace

std::string plain_text(std::string_view utf8) {
    std::string plain;
    for (std::size_t at = 0; at < utf8.size();) {
        const char32_t code = next(utf8, at);
        if (code != 0 && code < 0x80) {
            plain += static_cast<char>(code);
        } else if ((code == kPound || code == kEuro) && at < utf8.size() && is_digit(utf8[at])) {
            plain += code == kPound ? "£" : "€";
        } else if (code == 0x2013 || code == 0x2014) {
            while (!plain.empty() && plain.back() == ' ')
                plain.pop_back();
            plain += dash(plain, utf8.substr(at));
        } else {
            plain += sound_of(code);
        }
    }
    return plain;
}

}  // namespace mockcall::speech
