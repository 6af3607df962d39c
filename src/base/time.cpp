#include "base/time.hpp"

#include <charconv>
#include <cstdio>

namespace mockcall {

std::string iso8601(WallTime t) {
    const auto day = std::chrono::floor<std::chrono::days>(t);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::seconds>(t - day)};
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    return text;
}

namespace {

/// Takes `digits` digits and what follows them off the front of `text`.
bool take(std::string_view& text, std::size_t digits, std::string_view then, int& out) {
    if (text.size() < digits + then.size() || text.substr(digits, then.size()) != then)
        return false;
    const char* end = text.data() + digits;
    if (const auto [at, ec] = std::from_chars(text.data(), end, out); ec != std::errc{} || at != end || out < 0)
        return false;
    text.remove_prefix(digits + then.size());
    return true;
}

bool take_fraction(std::string_view& text, int& milliseconds) {
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        int place = 100;
        std::size_t digits = 0;
        for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits, place /= 10)
            milliseconds += (text[digits] - '0') * place;
        if (digits == 0 || digits > 9)
            return false;
        text.remove_prefix(digits);
    }
    return text == "Z";
}

}  // namespace

std::optional<WallTime> wall_time_of(std::string_view text) {
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, milliseconds = 0;
    const bool whole_day = text.size() == 10;
    if (!take(text, 4, "-", year) || !take(text, 2, "-", month) || !take(text, 2, whole_day ? "" : "T", day))
        return std::nullopt;
    if (!whole_day && (!take(text, 2, ":", hour) || !take(text, 2, ":", minute) || !take(text, 2, "", second) ||
                       !take_fraction(text, milliseconds)))
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok() || hour > 23 || minute > 59 || second > 60)
        return std::nullopt;
    return WallTime{std::chrono::sys_days{date}.time_since_epoch() + std::chrono::hours{hour} +
                    std::chrono::minutes{minute} + std::chrono::seconds{second} + Milliseconds{milliseconds}};
}

}  // namespace mockcall
