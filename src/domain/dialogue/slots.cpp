#include "domain/dialogue/slots.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <string_view>

namespace mockcall {

namespace {

struct NumberWord {
    std::string_view word;
    int value;
};
constexpr std::array<NumberWord, 30> kNumberWords{
    {{"zero", 0},      {"one", 1},       {"two", 2},       {"three", 3},    {"four", 4},     {"five", 5},
     {"six", 6},       {"seven", 7},     {"eight", 8},     {"nine", 9},     {"ten", 10},     {"eleven", 11},
     {"twelve", 12},   {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17},
     {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},   {"thirty", 30},  {"forty", 40},   {"fourty", 40},
     {"fifty", 50},    {"sixty", 60},    {"seventy", 70},  {"eighty", 80},  {"ninety", 90},  {"oh", -1}}};

/// -1: not a number word.
int small_number(std::string_view word) {
    for (const NumberWord& n : kNumberWords)
        if (n.word == word)
            return n.value;
    return -1;
}

std::optional<double> written_number(std::string_view word) {
    if (word.empty() || std::isdigit(static_cast<unsigned char>(word.front())) == 0)
        return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc{} || end != word.data() + word.size())
        return std::nullopt;
    return value;
}

std::string_view word_at(const std::vector<Token>& tokens, std::size_t i) {
    return i < tokens.size() ? std::string_view(tokens[i].word) : std::string_view{};
}

/// "twenty five" -> 25, "five" -> 5, "one fifty" -> 150 when pairs are allowed (people say sums so).
std::optional<Found<double>> below_hundred(const std::vector<Token>& tokens, std::size_t at) {
    const int first = small_number(word_at(tokens, at));
    if (first < 0)
        return std::nullopt;
    if (first >= 20) {
        const int unit = small_number(word_at(tokens, at + 1));
        if (unit >= 1 && unit <= 9)
            return Found<double>{static_cast<double>(first + unit), {at, at + 2}};
    }
    return Found<double>{static_cast<double>(first), {at, at + 1}};
}

bool is_multiplier(std::string_view word) { return word == "hundred" || word == "thousand" || word == "million"; }
double multiplier(std::string_view word) { return word == "hundred" ? 100 : word == "thousand" ? 1e3 : 1e6; }

std::optional<Found<double>> spoken_number(const std::vector<Token>& tokens, std::size_t at) {
    double total = 0, group = 0;
    std::size_t i = at;
    bool any = false;
    if (word_at(tokens, i) == "a" && is_multiplier(word_at(tokens, i + 1))) {
        group = 1;
        ++i;
    }
    while (i < tokens.size()) {
        const std::string_view word = word_at(tokens, i);
        if (is_multiplier(word) && (any || group > 0)) {
            const double m = multiplier(word);
            if (m == 100) {
                group = (group == 0 ? 1 : group) * 100;
            } else {
                total += (group == 0 ? 1 : group) * m;
                group = 0;
            }
            any = true;
            ++i;
            continue;
        }
        const bool joined = any && word == "and" && group >= 100 && small_number(word_at(tokens, i + 1)) > 0;
        const auto part = below_hundred(tokens, joined ? i + 1 : i);
        // A second small number belongs to this one only after "hundred" or "thousand".
        if (!part || (any && std::fmod(group, 100) != 0) || (any && group == 0 && total == 0))
            break;
        if (any && group > 0 && group < 100)
            break;
        group += part->value;
        any = true;
        i = part->span.end;
    }
    if (!any)
        return std::nullopt;
    return Found<double>{total + group, {at, i}};
}

/// "one fifty" -> 150, "one nineteen" -> 119: only where a currency follows.
std::optional<Found<double>> paired_number(const std::vector<Token>& tokens, std::size_t at) {
    const int hundreds = small_number(word_at(tokens, at));
    if (hundreds < 1 || hundreds > 9)
        return std::nullopt;
    const auto rest = below_hundred(tokens, at + 1);
    if (!rest || rest->value < 10)
        return std::nullopt;
    return Found<double>{hundreds * 100.0 + rest->value, {at, rest->span.end}};
}

bool is_currency(std::string_view w) {
    return w == "dollar" || w == "dollars" || w == "buck" || w == "bucks" || w == "usd";
}
bool is_cents(std::string_view w) { return w == "cent" || w == "cents"; }
std::int64_t cents(double dollars) { return std::llround(std::min(dollars, 1e12) * 100.0); }

template <class T, class At>
std::vector<Found<T>> all_of(const std::vector<Token>& tokens, At at) {
    std::vector<Found<T>> found;
    for (std::size_t i = 0; i < tokens.size();) {
        if (const auto one = at(tokens, i)) {
            found.push_back(*one);
            i = one->span.end;
        } else {
            ++i;
        }
    }
    return found;
}

struct Unit {
    std::string_view word;
    double seconds;
};
constexpr std::array<Unit, 16> kUnits{{{"second", 1},
                                       {"seconds", 1},
                                       {"sec", 1},
                                       {"secs", 1},
                                       {"minute", 60},
                                       {"minutes", 60},
                                       {"min", 60},
                                       {"mins", 60},
                                       {"hour", 3600},
                                       {"hours", 3600},
                                       {"day", 86400},
                                       {"days", 86400},
                                       {"week", 604800},
                                       {"weeks", 604800},
                                       {"month", 2592000},
                                       {"months", 2592000}}};

double unit_seconds(std::string_view word) {
    for (const Unit& u : kUnits)
        if (u.word == word)
            return u.seconds;
    return word == "year" || word == "years" ? 31536000.0 : 0.0;
}

/// "four point four", "3 point 25": the digits after the point are read one by one or as a number.
Found<double> with_decimals(const std::vector<Token>& tokens, Found<double> whole) {
    constexpr std::size_t kMostDigits = 6;
    if (word_at(tokens, whole.span.end) != "point")
        return whole;
    std::string digits;
    std::size_t at = whole.span.end + 1;
    for (; at < tokens.size() && digits.size() < kMostDigits; ++at) {
        const std::string& word = tokens[at].word;
        const int one = word == "oh" ? 0 : small_number(word);
        if (one >= 0 && one <= 9)
            digits += static_cast<char>('0' + one);
        else if (word.size() <= kMostDigits && word.find_first_not_of("0123456789") == std::string::npos)
            digits += word;
        else
            break;
    }
    if (digits.empty()) {
        const auto pair = below_hundred(tokens, at);
        if (!pair || pair->value < 10)
            return whole;
        digits = std::to_string(static_cast<int>(pair->value));
        at = pair->span.end;
    }
    return {whole.value + std::stod("0." + digits), {whole.span.begin, at}};
}

}  // namespace

std::optional<Found<double>> number_at(const std::vector<Token>& tokens, std::size_t at) {
    if (at >= tokens.size())
        return std::nullopt;
    if (const auto written = written_number(tokens[at].word)) {
        if (is_multiplier(word_at(tokens, at + 1)))
            return Found<double>{*written * multiplier(word_at(tokens, at + 1)), {at, at + 2}};
        return with_decimals(tokens, {*written, {at, at + 1}});
    }
    const auto spoken = spoken_number(tokens, at);
    return spoken ? std::optional(with_decimals(tokens, *spoken)) : std::nullopt;
}

std::optional<Found<std::int64_t>> money_at(const std::vector<Token>& tokens, std::size_t at) {
    if (at >= tokens.size())
        return std::nullopt;
    const std::string& word = tokens[at].word;
    if (word.size() > 1 && word.front() == '$') {
        const auto value = written_number(std::string_view(word).substr(1));
        if (!value)
            return std::nullopt;
        const std::size_t end = at + 1 + (is_currency(word_at(tokens, at + 1)) ? 1U : 0U);
        return Found<std::int64_t>{cents(*value), {at, end}};
    }
    auto number = number_at(tokens, at);
    if (const auto paired = paired_number(tokens, at); paired && is_currency(word_at(tokens, paired->span.end)))
        number = paired;
    if (!number || !is_currency(word_at(tokens, number->span.end)))
        return std::nullopt;
    Found<std::int64_t> sum{cents(number->value), {at, number->span.end + 1}};
    const std::size_t rest = sum.span.end + (word_at(tokens, sum.span.end) == "and" ? 1U : 0U);
    if (const auto small = number_at(tokens, rest); small && is_cents(word_at(tokens, small->span.end)))
        return Found<std::int64_t>{sum.value + std::llround(small->value), {at, small->span.end + 1}};
    return sum;
}

namespace {

/// "half", "a third", "two thirds", "three quarters".
std::optional<Found<double>> fraction_at(const std::vector<Token>& tokens, std::size_t at) {
    if (word_at(tokens, at) == "half")
        return Found<double>{50, {at, at + 1}};
    const std::string_view count = word_at(tokens, at);
    const double parts = count == "a" || count == "one" ? 1 : count == "two" ? 2 : count == "three" ? 3 : 0;
    const std::string_view of = word_at(tokens, at + 1);
    const double whole = of.starts_with("third") ? 3 : of.starts_with("quarter") ? 4 : of.starts_with("fifth") ? 5 : 0;
    if (parts <= 0 || whole <= parts)
        return std::nullopt;
    return Found<double>{100 * parts / whole, {at, at + 2}};
}

}  // namespace

std::optional<Found<double>> share_at(const std::vector<Token>& tokens, std::size_t at) {
    auto share = percent_at(tokens, at);
    if (!share)
        share = fraction_at(tokens, at);
    if (!share || word_at(tokens, share->span.end) != "of")
        return std::nullopt;
    constexpr std::array<std::string_view, 8> kWhole{"it", "that", "the", "this", "your", "what", "them", "those"};
    if (std::ranges::find(kWhole, word_at(tokens, share->span.end + 1)) == kWhole.end())
        return std::nullopt;
    return Found<double>{share->value, {at, share->span.end + 2}};
}

std::vector<Found<double>> shares_in(const std::vector<Token>& tokens) { return all_of<double>(tokens, share_at); }

std::optional<Found<double>> percent_at(const std::vector<Token>& tokens, std::size_t at) {
    if (at >= tokens.size())
        return std::nullopt;
    const std::string& word = tokens[at].word;
    if (word.size() > 1 && word.back() == '%') {
        const auto value = written_number(std::string_view(word).substr(0, word.size() - 1));
        return value ? std::optional(Found<double>{*value, {at, at + 1}}) : std::nullopt;
    }
    if (const auto part = fraction_at(tokens, at)) {
        const std::string_view next = word_at(tokens, part->span.end);
        if (next == "off" || (word == "half" && next == "price"))
            return Found<double>{part->value, {at, part->span.end + 1}};
    }
    const auto number = number_at(tokens, at);
    if (!number)
        return std::nullopt;
    const std::size_t next = number->span.end;
    if (word_at(tokens, next) == "percent")
        return Found<double>{number->value, {at, next + 1}};
    if (word_at(tokens, next) == "per" && word_at(tokens, next + 1) == "cent")
        return Found<double>{number->value, {at, next + 2}};
    return std::nullopt;
}

std::optional<Found<double>> duration_at(const std::vector<Token>& tokens, std::size_t at) {
    double count = 0;
    std::size_t unit = at;
    if (const auto number = number_at(tokens, at)) {
        count = number->value;
        unit = number->span.end;
        if (word_at(tokens, unit) == "business" || word_at(tokens, unit) == "working")
            ++unit;
    } else if (word_at(tokens, at) == "a" || word_at(tokens, at) == "an") {
        const bool couple = word_at(tokens, at + 1) == "couple";
        const bool few = word_at(tokens, at + 1) == "few";
        count = couple ? 2 : few ? 3 : 1;
        unit = at + (couple ? 2U : few ? 2U : 1U);
        if (couple && word_at(tokens, unit) == "of")
            ++unit;
    } else {
        return std::nullopt;
    }
    const double seconds = unit_seconds(word_at(tokens, unit));
    if (seconds <= 0)
        return std::nullopt;
    return Found<double>{count * seconds, {at, unit + 1}};
}

std::vector<Found<std::int64_t>> amounts_in(const std::vector<Token>& tokens) {
    return all_of<std::int64_t>(tokens, money_at);
}
std::vector<Found<double>> percents_in(const std::vector<Token>& tokens) { return all_of<double>(tokens, percent_at); }
std::vector<Found<double>> durations_in(const std::vector<Token>& tokens) {
    return all_of<double>(tokens, duration_at);
}

std::string squash(std::string_view text) { return squash(tokenize(text)); }

std::string squash(const std::vector<Token>& tokens) {
    std::string out;
    for (const Token& token : tokens) {
        const int spoken = token.word == "oh" ? 0 : small_number(token.word);
        if (spoken >= 0 && spoken <= 9)
            out += static_cast<char>('0' + spoken);
        else
            std::ranges::copy_if(token.word, std::back_inserter(out),
                                 [](unsigned char c) { return std::isalnum(c) != 0; });
    }
    return out;
}

std::vector<std::string> codes_in(std::string_view text) {
    constexpr std::size_t kFewestDigits = 4;
    std::vector<std::string> codes;
    std::string run;
    const auto flush = [&] {
        const auto digits = std::ranges::count_if(run, [](unsigned char c) { return std::isdigit(c) != 0; });
        if (static_cast<std::size_t>(digits) >= kFewestDigits)
            codes.push_back(run);
        run.clear();
    };
    for (const Token& token : tokenize(text)) {
        const int spoken = token.word == "oh" ? 0 : small_number(token.word);
        const bool has_digit = std::ranges::any_of(token.word, [](unsigned char c) { return std::isdigit(c) != 0; });
        const bool money = token.word.front() == '$' || token.word.back() == '%';
        const bool letters = token.word.size() <= 4 && token.word != "is" && token.word != "it" && token.word != "the";
        if (spoken >= 0 && spoken <= 9) {
            run += static_cast<char>('0' + spoken);
        } else if (has_digit && !money) {
            std::ranges::copy_if(token.word, std::back_inserter(run),
                                 [](unsigned char c) { return std::isalnum(c) != 0; });
        } else if (letters && !money && token.word.size() != 2) {
            // A short word may be a code's prefix ("acc", single letters): it starts a new run unless letters precede.
            const bool letters_so_far = std::ranges::none_of(run, [](unsigned char c) { return std::isdigit(c) != 0; });
            if (!letters_so_far || token.word.size() > 1)
                flush();
            run += token.word;
        } else {
            flush();
        }
    }
    flush();
    return codes;
}

}  // namespace mockcall
