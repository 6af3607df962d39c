#include "adapters/speech/spoken_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "adapters/speech/plain_text.hpp"

namespace mockcall::speech {
namespace {

using std::string;
using std::string_view;

constexpr std::array<string_view, 20> small_numbers{
    "zero", "one",    "two",    "three",    "four",     "five",    "six",     "seven",     "eight",    "nine",
    "ten",  "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<string_view, 10> tens{"",      "",      "twenty",  "thirty", "forty",
                                           "fifty", "sixty", "seventy", "eighty", "ninety"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return is_upper(c) || (c >= 'a' && c <= 'z'); }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

string below_thousand(std::int64_t value) {
    string words;
    const auto add = [&](string_view word) { words += (words.empty() ? "" : " ") + string(word); };
    if (value >= 100) {
        add(small_numbers.at(static_cast<std::size_t>(value / 100)));
        add("hundred");
        value %= 100;
    }
    if (value >= 20) {
        add(tens.at(static_cast<std::size_t>(value / 10)));
        value %= 10;
        if (value == 0) {
            return words;
        }
    }
    if (value > 0 || words.empty()) {
        add(small_numbers.at(static_cast<std::size_t>(value)));
    }
    return words;
}

/// A whole number with optional thousands commas; none for anything else or more than 12 digits.
std::optional<std::int64_t> whole(string_view text) {
    string digits;
    std::size_t since_comma = 0;
    bool comma = false;
    for (const char c : text) {
        if (c == ',' && !digits.empty() && (!comma || since_comma == 3)) {
            comma = true;
            since_comma = 0;
        } else if (is_digit(c)) {
            digits += c;
            ++since_comma;
        } else {
            return std::nullopt;
        }
    }
    if (digits.empty() || digits.size() > 12 || (comma && since_comma != 3)) {
        return std::nullopt;
    }
    std::int64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

string digit_words(string_view digits) {
    string words;
    for (const char c : digits) {
        words += (words.empty() ? "" : " ") + string(small_numbers.at(static_cast<std::size_t>(c - '0')));
    }
    return words;
}

std::optional<string> number(string_view text) {
    const auto point = text.find('.');
    if (point != string_view::npos) {
        const auto before = whole(text.substr(0, point));
        const auto after = text.substr(point + 1);
        if (!before || after.empty() || !std::ranges::all_of(after, is_digit)) {
            return std::nullopt;
        }
        return cardinal(*before) + " point " + digit_words(after);
    }
    const auto value = whole(text);
    if (!value) {
        return std::nullopt;
    }
    const bool plain = text.find(',') == string_view::npos;
    if (plain && (text.size() >= 6 || (text.size() > 1 && text.front() == '0'))) {
        return digit_words(text);  // nobody says an account number as hundreds of thousands
    }
    if (plain && *value >= 1100 && *value < 2100 && *value % 100 >= 10 && !(*value >= 2000 && *value < 2010)) {
        return cardinal(*value / 100) + " " + cardinal(*value % 100);  // years
    }
    return cardinal(*value);
}

struct Currency {
    string_view sign, unit;
    string_view part;  ///< of a hundred; empty where it is only counted: "three euros fifty"
};
constexpr std::array<Currency, 3> currencies{{{"$", "dollar", "cent"}, {"£", "pound", ""}, {"€", "euro", ""}}};

string counted_in(std::int64_t value, string_view unit) {
    return cardinal(value) + ' ' + string(unit) + (value == 1 ? "" : "s");
}

/// The currency that stands at `at`; none where it has no figure.
const Currency* currency_at(string_view text, std::size_t at) {
    for (const Currency& c : currencies) {
        const std::size_t figure = at + c.sign.size();
        if (text.substr(at).starts_with(c.sign) && figure < text.size() && is_digit(text[figure])) {
            return &c;
        }
    }
    return nullptr;
}

std::optional<string> money(string_view text) {
    const Currency* currency = currency_at(text, 0);
    if (currency == nullptr) {
        return std::nullopt;
    }
    text.remove_prefix(currency->sign.size());
    const auto point = text.find('.');
    const auto units = whole(text.substr(0, point));
    const auto parts = point == string_view::npos ? std::optional<std::int64_t>(0) : whole(text.substr(point + 1));
    if (!units || !parts || (point != string_view::npos && text.size() - point != 3)) {
        return std::nullopt;
    }
    const string unit_words = counted_in(*units, currency->unit);
    if (*parts == 0) {
        return unit_words;
    }
    if (currency->part.empty()) {
        return unit_words + ' ' + cardinal(*parts);
    }
    const string part_words = counted_in(*parts, currency->part);
    return *units == 0 ? part_words : unit_words + " and " + part_words;
}

std::optional<string> counted(string_view text) {  // 20%, 3rd, 5pm
    std::size_t digits = 0;
    while (digits < text.size() && (is_digit(text[digits]) || text[digits] == '.' || text[digits] == ',')) {
        ++digits;
    }
    const auto value = number(text.substr(0, digits));
    string tail(text.substr(digits));
    std::ranges::transform(tail, tail.begin(), lower);
    if (!value || tail.empty()) {
        return std::nullopt;
    }
    if (tail == "%") {
        return *value + " percent";
    }
    if (const auto exact = whole(text.substr(0, digits));
        exact && (tail == "st" || tail == "nd" || tail == "rd" || tail == "th")) {
        return ordinal(*exact);
    }
    if (tail == "am" || tail == "pm") {
        return *value + (tail == "am" ? " A M" : " P M");
    }
    return std::nullopt;
}

std::optional<string> time_of_day(string_view text) {
    const auto colon = text.find(':');
    if (colon == string_view::npos || colon > 2 || text.size() < colon + 3) {
        return std::nullopt;
    }
    const auto hour = whole(text.substr(0, colon));
    const auto minute = whole(text.substr(colon + 1, 2));
    string tail(text.substr(colon + 3));
    std::ranges::transform(tail, tail.begin(), upper);
    if (!hour || !minute || *hour > 24 || *minute > 59 || !(tail.empty() || tail == "AM" || tail == "PM")) {
        return std::nullopt;
    }
    string words = cardinal(*hour);
    if (*minute > 0) {
        words += (*minute < 10 ? " oh " : " ") + cardinal(*minute);
    } else if (tail.empty()) {
        words += " o'clock";
    }
    return tail.empty() ? words : words + ' ' + tail[0] + " M";
}

std::optional<string> span(string_view text) {  // 3-5
    const auto dash = text.find('-');
    if (dash == string_view::npos || dash == 0 || dash > 3 || text.size() - dash > 4) {
        return std::nullopt;
    }
    const auto from = whole(text.substr(0, dash));
    const auto to = whole(text.substr(dash + 1));
    if (!from || !to || *from >= *to) {
        return std::nullopt;
    }
    return cardinal(*from) + " to " + cardinal(*to);
}

std::optional<string> mail_address(string_view text) {
    const auto at = text.find('@');
    if (at == string_view::npos || at == 0 || at + 1 == text.size()) {
        return std::nullopt;
    }
    string words;
    for (const char c : text) {
        if (c == '@') {
            words += " at ";
        } else if (c == '.') {
            words += " dot ";
        } else if (c == '-' || c == '_') {
            words += c == '-' ? " dash " : " underscore ";
        } else if (is_digit(c)) {
            words += ' ' + cardinal(c - '0') + ' ';
        } else {
            words += c;
        }
    }
    string once;  // single blanks
    for (const char c : words) {
        if (c != ' ' || (!once.empty() && once.back() != ' ')) {
            once += c;
        }
    }
    if (!once.empty() && once.back() == ' ') {
        once.pop_back();
    }
    return once;
}

// Account, order and telephone numbers: capitals, digits and joints, at least three digits, and not merely a number.
std::optional<string> code(string_view text) {
    const auto allowed = [](char c) {
        return is_digit(c) || is_upper(c) || c == '-' || c == '/' || c == '(' || c == ')' || c == '.';
    };
    const auto digits = std::ranges::count_if(text, is_digit);
    if (digits == 0 || !std::ranges::all_of(text, allowed) || (digits < 3 && std::ranges::none_of(text, is_upper))) {
        return std::nullopt;
    }
    return spelled(text);
}

/// Figures inside anything else: "12b", "$50-a-month", "(2)".
string piece_by_piece(string_view token) {
    string said;
    const auto add = [&](string_view words) {
        said += (said.empty() || said.back() == ' ' ? "" : " ") + string(words);
    };
    for (std::size_t at = 0; at < token.size();) {
        const Currency* currency = currency_at(token, at);
        const std::size_t from = at + (currency == nullptr ? 0 : currency->sign.size());
        std::size_t end = from;
        while (end < token.size() &&
               (is_digit(token[end]) || ((token[end] == '.' || token[end] == ',') && end + 1 < token.size() &&
                                         is_digit(token[end + 1]) && end > from)))
            ++end;
        if (end == at) {
            const char c = token[at++];
            if (!said.empty() && is_digit(token[at - 2]) && is_letter(c))
                said += ' ';
            said += c == '-' ? ' ' : c;
            continue;
        }
        const string_view figure = token.substr(at, end - at);
        const auto words = currency == nullptr ? number(figure) : money(figure);
        add(words ? *words : spelled(figure));
        at = end;
    }
    return said;
}

string spoken_token(string_view token) {
    if (const auto said = money(token))
        return *said;
    if (const auto said = number(token))
        return *said;
    if (const auto said = counted(token))
        return *said;
    if (const auto said = time_of_day(token))
        return *said;
    if (const auto said = span(token))
        return *said;
    if (const auto said = mail_address(token))
        return *said;
    if (token == "24/7")
        return "twenty four seven";
    if (const auto said = code(token))
        return *said;
    if (token == "&")
        return "and";
    return std::ranges::any_of(token, is_digit) ? piece_by_piece(token) : string(token);
}

bool opens(char c) { return c == '"' || c == '[' || c == '\''; }
bool closes(char c) {
    return c == '"' || c == ']' || c == ',' || c == '.' || c == '!' || c == '?' || c == ';' || c == ':';
}

}  // namespace

string cardinal(std::int64_t value) {
    constexpr std::array<std::pair<std::int64_t, string_view>, 3> scales{
        {{1'000'000'000, "billion"}, {1'000'000, "million"}, {1'000, "thousand"}}};
    string words;
    for (const auto& [size, name] : scales) {
        if (value >= size) {
            words += below_thousand(value / size) + ' ' + string(name) + ' ';
            value %= size;
        }
    }
    if (value > 0 || words.empty()) {
        return words + below_thousand(value);
    }
    words.pop_back();
    return words;
}

string ordinal(std::int64_t value) {
    string words = cardinal(value);
    const auto space = words.rfind(' ');
    string last = space == string::npos ? words : words.substr(space + 1);
    words.erase(words.size() - last.size());
    constexpr std::array<std::pair<string_view, string_view>, 7> odd{{{"one", "first"},
                                                                      {"two", "second"},
                                                                      {"three", "third"},
                                                                      {"five", "fifth"},
                                                                      {"eight", "eighth"},
                                                                      {"nine", "ninth"},
                                                                      {"twelve", "twelfth"}}};
    const auto* const found = std::ranges::find(odd, string_view(last), &std::pair<string_view, string_view>::first);
    if (found != odd.end()) {
        return words + string(found->second);
    }
    if (last.ends_with('y')) {
        last.replace(last.size() - 1, 1, "ie");
    }
    return words + last + "th";
}

string spelled(string_view text) {
    string words;
    bool joint = false;
    for (const char c : text) {
        if (!is_digit(c) && !is_letter(c)) {
            joint = !words.empty();
            continue;
        }
        words += joint ? ", " : words.empty() ? "" : " ";
        joint = false;
        words += is_digit(c) ? string(small_numbers.at(static_cast<std::size_t>(c - '0'))) : string(1, upper(c));
    }
    return words;
}

string spoken_text(string_view typed) {
    const string written = plain_text(typed);
    string said;
    for (std::size_t at = 0; at < written.size();) {
        if (written[at] == ' ' || written[at] == '\t' || written[at] == '\n' || written[at] == '\r') {
            ++at;
            continue;
        }
        std::size_t end = std::min(written.find_first_of(" \t\r\n", at), written.size());
        string_view token = string_view(written).substr(at, end - at);
        at = end;
        string before;
        string after;
        while (!token.empty() && opens(token.front())) {
            before += token.front();
            token.remove_prefix(1);
        }
        while (!token.empty() && closes(token.back())) {
            after.insert(after.begin(), token.back());
            token.remove_suffix(1);
        }
        said += (said.empty() ? "" : " ") + before + spoken_token(token) + after;
    }
    return said;
}

std::vector<string> sentences_of(string_view text) {
    std::vector<string> sentences;
    string current;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (current.empty() && text[i] == ' ') {
            continue;
        }
        current += text[i];
        const bool mark = text[i] == '.' || text[i] == '!' || text[i] == '?';
        const bool ends = mark && (i + 1 == text.size() || text[i + 1] == ' ');
        // "Mr. Johnson" and single letters do not end a sentence; neither does what is too short to stand alone.
        const auto space = current.rfind(' ');
        const auto last_word = current.size() - (space == string::npos ? 0 : space + 1);
        if (ends && !(text[i] == '.' && last_word <= 3) && current.size() > 3) {
            sentences.push_back(std::move(current));
            current.clear();
        }
    }
    if (current.find_first_not_of(" .,!?") != string::npos) {
        sentences.push_back(std::move(current));
    }
    return sentences;
}

std::vector<string> words_of(string_view text) {
    std::vector<string> words;
    string word;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const char c = i < text.size() ? text[i] : ' ';
        if (is_letter(c) || is_digit(c) || c == '\'') {
            word += lower(c);
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    return words;
}

}  // namespace mockcall::speech
