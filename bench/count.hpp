// The one argument of a measurement that takes nothing but how many.
#pragma once

#include <charconv>
#include <cstdio>
#include <expected>
#include <string_view>

#include <fmt/core.h>

namespace mockcall::bench {

/// `usual` without an argument; where it is no number from 1 to a billion the usage is told. Errors: the exit code.
inline std::expected<int, int> count_from(int argc, char** argv, int usual, std::string_view usage) {
    if (argc < 2)
        return usual;
    const std::string_view text = argv[1];
    int count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (argc == 2 && error == std::errc{} && end == text.data() + text.size() && count >= 1 && count <= 1'000'000'000)
        return count;
    const bool asked = argc == 2 && (text == "--help" || text == "-h");
    fmt::print(asked ? stdout : stderr, "usage: {}, by default {}\n", usage, usual);
    return std::unexpected(asked ? 0 : 2);
}

}  // namespace mockcall::bench
