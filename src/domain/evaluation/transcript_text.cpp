#include "domain/evaluation/transcript_text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>
#include <string>

#include "domain/evaluation/wording.hpp"

namespace mockcall {

namespace {

constexpr std::size_t kMostTurns = 10'000;
constexpr std::size_t kLongestLabel = 48;  // bytes

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::string_view trimmed(std::string_view s) {
    while (!s.empty() && is_space(s.front()))
        s.remove_prefix(1);
    while (!s.empty() && is_space(s.back()))
        s.remove_suffix(1);
    return s;
}

struct Clock {
    std::optional<double> seconds;  ///< none for a time of day without seconds: too coarse to measure by
    bool wall = false;              ///< a time of day
    std::size_t bytes = 0;
};

/// "01:07", "1:02:03.5", "10:32:05 AM" at the beginning of `s`.
std::optional<Clock> clock_at(std::string_view s) {
    std::array<double, 3> parts{};
    std::size_t n = 0, i = 0;
    for (; n < 3; ++n) {
        std::size_t digits = 0;
        double value = 0;
        for (; i < s.size() && is_digit(s[i]) && digits < 3; ++i, ++digits)
            value = value * 10 + (s[i] - '0');
        if (digits == 0 || (n > 0 && (digits != 2 || value >= 60)))
            return std::nullopt;
        parts[n] = value;
        if (i >= s.size() || s[i] != ':' || n == 2 || i + 1 >= s.size() || !is_digit(s[i + 1]))
            break;
        ++i;
    }
    n = std::min<std::size_t>(n + 1, 3);
    if (n < 2 || (i < s.size() && is_digit(s[i])))
        return std::nullopt;
    double fraction = 0;
    if (i + 1 < s.size() && (s[i] == '.' || s[i] == ',') && is_digit(s[i + 1]))
        for (double unit = 0.1; ++i < s.size() && is_digit(s[i]); unit /= 10)
            fraction += unit * (s[i] - '0');
    Clock out;
    out.seconds = n == 3 ? parts[0] * 3600 + parts[1] * 60 + parts[2] : parts[0] * 60 + parts[1];
    out.bytes = i;
    *out.seconds += fraction;
    const std::string_view rest = s.substr(i);
    const auto at = rest.starts_with(' ') ? 1U : 0U;
    if (rest.size() >= at + 2 && (rest[at + 1] == 'M' || rest[at + 1] == 'm')) {
        const char half = static_cast<char>(std::tolower(static_cast<unsigned char>(rest[at])));
        if (half != 'a' && half != 'p')
            return out;
        out.wall = true;
        out.bytes += at + 2;
        if (n < 3)
            out.seconds.reset();
        else
            *out.seconds += (half == 'p' && parts[0] < 12 ? 12 : half == 'a' && parts[0] == 12 ? -12 : 0) * 3600.0;
    }
    return out;
}

/// A time in brackets or bare, with or without the date before it, off the beginning of `s`.
std::optional<Clock> take_clock(std::string_view& s) {
    std::string_view rest = s;
    const bool bracket = !rest.empty() && (rest[0] == '[' || rest[0] == '(' || rest[0] == '<');
    if (bracket)
        rest.remove_prefix(1);
    bool dated = false;
    if (rest.size() > 11 && rest[4] == '-' && rest[7] == '-' && (rest[10] == ' ' || rest[10] == 'T')) {
        rest.remove_prefix(11);
        dated = true;
    }
    auto clock = clock_at(rest);
    if (!clock)
        return std::nullopt;
    rest.remove_prefix(clock->bytes);
    if (dated && rest.starts_with('Z'))
        rest.remove_prefix(1);
    if (bracket) {
        if (rest.empty() || (rest[0] != ']' && rest[0] != ')' && rest[0] != '>'))
            return std::nullopt;
        rest.remove_prefix(1);
    } else if (!rest.empty() && !is_space(rest[0])) {
        return std::nullopt;
    }
    clock->wall = clock->wall || dated;
    rest = trimmed(rest);
    if (rest.starts_with("- "))
        rest = trimmed(rest.substr(2));
    s = rest;
    return clock;
}

struct Parts {
    std::optional<Clock> clock;
    std::string_view label;  ///< empty: none that could be one
    std::string_view text;
};

/// Few words without a sentence's marks: what may stand for a speaker before a colon.
bool may_be_label(std::string_view s) {
    if (s.empty() || s.size() > kLongestLabel || std::ranges::count(s, ' ') > 4)
        return false;
    const bool named = std::ranges::any_of(s, [](unsigned char c) { return std::isalnum(c) != 0 || c >= 0x80; });
    return named && s.find_first_of(",;?!\"/=") == std::string_view::npos;
}

Parts parts_of(std::string_view line) {
    Parts out;
    out.text = trimmed(line);
    out.clock = take_clock(out.text);
    // A time after the speaker has colons of its own.
    for (std::size_t at = out.text.find(':'); at != std::string_view::npos; at = out.text.find(':', at + 1)) {
        std::string_view label = trimmed(out.text.substr(0, at));
        const auto open = label.find_last_of("[(<");
        if (open != std::string_view::npos && label.find_first_of("])>", open) == std::string_view::npos)
            continue;  // inside brackets
        if (open != std::string_view::npos && open > 0) {
            std::string_view time = label.substr(open);
            if (const auto clock = take_clock(time); clock && time.empty()) {
                out.clock = clock;
                label = trimmed(label.substr(0, open));
            }
        }
        if (may_be_label(label)) {
            out.label = label;
            out.text = trimmed(out.text.substr(at + 1));
        }
        break;
    }
    return out;
}

bool starts_like_a_name(std::string_view label) {
    bool start = true;
    for (const char c : label) {
        if (start && c >= 'a' && c <= 'z')
            return false;
        start = c == ' ';
    }
    return true;
}

/// Which labels are speakers. Where both sides are named by their roles, "Your total:" in a turn is none.
class Speakers {
  public:
    explicit Speakers(std::string_view text) {
        for_each_line(text, [this](std::size_t, std::string_view line) {
            const Parts p = parts_of(line);
            if (p.label.empty())
                return;
            ++seen_[std::string(p.label)];
            agent_ = agent_ || speaker_named(p.label) == Speaker::Agent;
            customer_ = customer_ || speaker_named(p.label) == Speaker::Customer;
        });
    }

    [[nodiscard]] bool is_speaker(std::string_view label) const {
        if (label.empty())
            return false;
        // "The manager said:" in a turn names nobody who speaks.
        const bool like_a_name = starts_like_a_name(label) || seen_.at(std::string(label)) > 1;
        if (speaker_named(label) != Speaker::System || is_machine_label(label))
            return like_a_name || is_role(label.substr(0, label.find('(')));
        return like_a_name && !(agent_ && customer_);
    }

    template <class Each>
    static void for_each_line(std::string_view text, Each each) {
        for (std::size_t from = 0, number = 1; from < text.size(); ++number) {
            const auto end = std::min(text.find('\n', from), text.size());
            each(number, text.substr(from, end - from));
            from = end + 1;
        }
    }

  private:
    std::map<std::string, int, std::less<>> seen_;
    bool agent_ = false, customer_ = false;
};

std::string at_line(std::size_t number) { return "line " + std::to_string(number); }

class Reader {
  public:
    explicit Reader(std::string_view text) : speakers_(text) {}

    void read(std::size_t number, std::string_view line) {
        if (error_ || trimmed(line).empty())
            return;
        const Parts p = parts_of(line);
        if (speakers_.is_speaker(p.label))
            begin(number, p);
        else if (judging::words_of(line).empty() || (p.clock && p.text.empty() && p.label.empty()))
            return;  // "[music]", a time alone
        else if (lines_.empty())
            error_ = fail_validation(at_line(number), "who speaks? Write “Agent: …” or “Customer: …”").error();
        else
            (lines_.back().text += lines_.back().text.empty() ? "" : " ") += trimmed(line);
    }

    [[nodiscard]] Result<std::vector<TranscriptLine>> take() && {
        if (error_)
            return std::unexpected(std::move(*error_));
        if (lines_.empty())
            return fail_validation("line 1", "there is nothing to judge: no “Agent: …” and no “Customer: …”");
        return std::move(lines_);
    }

  private:
    void begin(std::size_t number, const Parts& p) {
        if (lines_.size() == kMostTurns) {
            error_ = fail_validation(at_line(number), "at most 10,000 turns can be judged at once").error();
            return;
        }
        TranscriptLine line{std::string(p.label), std::string(p.text), {}, {}};
        if (p.clock && p.clock->seconds) {
            constexpr double kDay = 86'400;
            double at = *p.clock->seconds + days_ * kDay;
            if (p.clock->wall && last_ && at < *last_ - kDay / 2) {
                at += kDay;  // past midnight
                ++days_;
            }
            if (last_ && at < *last_) {
                error_ = fail_validation(at_line(number), "its time is before that of the turn above").error();
                return;
            }
            last_ = at;
            first_ = first_ ? first_ : last_;
            line.timestamp = p.clock->wall ? at - *first_ : at;
        }
        lines_.push_back(std::move(line));
    }

    Speakers speakers_;
    std::vector<TranscriptLine> lines_;
    std::optional<Error> error_;
    std::optional<double> first_, last_;
    int days_ = 0;
};

}  // namespace

Result<std::vector<TranscriptLine>> read_transcript(std::string_view text) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (text.starts_with(kByteOrderMark))
        text.remove_prefix(kByteOrderMark.size());
    Reader reader(text);
    Speakers::for_each_line(text, [&](std::size_t number, std::string_view line) { reader.read(number, line); });
    return std::move(reader).take();
}

std::string_view without_label(std::string_view text) {
    const Parts p = parts_of(text);
    return !p.label.empty() && is_role(p.label) ? p.text : text;
}

}  // namespace mockcall
