#include "domain/evaluation/asked_again.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "domain/evaluation/ending.hpp"
#include "domain/evaluation/lexicon.hpp"

namespace mockcall::judging {
namespace {

enum class Datum : std::uint8_t { Name, Order, Account, Email, Phone, Birth, Day, Time, People };
using Data = std::set<Datum>;

struct Asking {
    Datum datum;
    std::array<std::string_view, 7> phrases;
};
constexpr auto kAskings = std::to_array<Asking>(
    {{Datum::Name, {"your name", "full name", "name please", "first and last name", "a name", "whose name"}},
     {Datum::Order, {"order number", "order id", "order no", "booking number", "booking reference", "tracking number"}},
     {Datum::Account,
      {"account number", "account id", "policy number", "contract number", "customer number", "member* number",
       "reference number"}},
     {Datum::Email, {"email", "e mail", "e-mail"}},
     {Datum::Phone, {"phone number", "mobile number", "number to reach", "number to call"}},
     {Datum::Birth, {"date of birth", "birth date", "birthday", "birthdate"}},
     {Datum::Day, {"what day", "which day", "what date", "which date", "for when", "when would you like"}},
     {Datum::Time, {"what time", "which time", "at what time"}},
     {Datum::People, {"how many people", "how many guests", "how many persons", "party of how"}}});

bool says_any(const Line& line, std::span<const std::string_view> phrases) {
    return find_any(line.words, phrases).has_value();
}

bool has_number(const Line& line) {
    constexpr std::size_t kDigits = 4;
    return std::ranges::any_of(line.words, [](const Word& w) {
        return static_cast<std::size_t>(
                   std::ranges::count_if(w.norm, [](char ch) { return ch >= '0' && ch <= '9'; })) >= kDigits;
    });
}

/// Asked for by this line; "order number" alone is as good as a question.
Data asked_in(const Line& line) {
    constexpr std::size_t kBare = 4;
    Data out;
    if (!is_question(line) && line.words.size() > kBare && !has_act(line, Act::VerifyIdentity))
        return out;
    for (const Asking& a : kAskings)
        if (says_any(line, a.phrases))
            out.insert(a.datum);
    if (line.words.size() == 1 && line.words.front().norm == "name")
        out.insert(Datum::Name);
    return out;
}

/// Told unasked: with the thing named beside it, or in a form that can be nothing else.
Data volunteered_in(const Line& line) {
    static constexpr std::array<std::string_view, 3> kNames{"my name is", "my name's", "name is"};
    static constexpr std::array<std::string_view, 3> kOrder{"order", "booking", "tracking"};
    static constexpr std::array<std::string_view, 5> kAccount{"account", "policy", "contract", "customer number",
                                                              "membership"};
    static constexpr std::array<std::string_view, 9> kDay{"monday",   "tuesday", "wednesday", "thursday", "friday",
                                                          "saturday", "sunday",  "today",     "tomorrow"};
    static constexpr std::array<std::string_view, 4> kTime{"pm", "am", "o'clock", "at noon"};
    static constexpr std::array<std::string_view, 5> kPeople{"people", "of us", "persons", "guests", "for two"};
    Data out;
    const auto add = [&](Datum d, bool told) {
        if (told)
            out.insert(d);
    };
    const auto at = line.turn->text.find('@');
    add(Datum::Name, says_any(line, kNames));
    add(Datum::Order, says_any(line, kOrder) && has_number(line));
    add(Datum::Account, says_any(line, kAccount) && has_number(line));
    add(Datum::Email, at != std::string::npos && at > 0 && line.turn->text.find('.', at) != std::string::npos);
    add(Datum::Day, says_any(line, kDay));
    add(Datum::Time, says_any(line, kTime));
    add(Datum::People, says_any(line, kPeople));
    return out;
}

bool denies_or_asks(const Line& line) {
    static constexpr std::array<std::string_view, 7> kNot{"don't have", "do not have", "no idea",   "don't know",
                                                          "not sure",   "let me",      "one moment"};
    return is_question(line) || says_any(line, kNot);
}

/// Asks on purpose: to confirm, to have it spelt, or because something was wrong with it.
bool asks_to_confirm(const Line& line) {
    static constexpr std::array<std::string_view, 12> kConfirms{"confirm", "verify",   "correct",      "right",
                                                                "spell",   "re-enter", "double check", "just to",
                                                                "new",     "still",    "repeat",       "other"};
    return has_act(line, Act::Apology) || says_any(line, kConfirms);
}

/// "Four!" where "four of us" was said: nothing in the answer but what they had said before.
bool only_repeats(const Case& c, const Line& answer, const Line& question) {
    constexpr std::size_t kFewWords = 8;
    if (answer.content.empty() || answer.words.size() > kFewWords || is_question(answer))
        return false;
    return std::ranges::includes(customer_words_before(c, answer), answer.content) &&
           shared(question.content, answer.content) == 0;
}

}  // namespace

std::vector<Hit> asked_again(const Case& c) {
    std::vector<Hit> out;
    Data told;
    for (const Line& line : c.lines) {
        const Line* before = &line > c.lines.data() ? &line - 1 : nullptr;
        if (line.turn->speaker == Speaker::Agent) {
            const Data asked = asked_in(line);
            if (!asked.empty() && std::ranges::includes(told, asked) && !asks_to_confirm(line))
                out.push_back(whole_line(line));
            continue;
        }
        if (before != nullptr && before->turn->speaker == Speaker::Agent && is_question(*before) &&
            !asks_to_confirm(*before) && !has_act(*before, Act::ConfirmResolution) &&
            (out.empty() || out.back().line != before) && only_repeats(c, line, *before))
            out.push_back(whole_line(line));
        told.merge(volunteered_in(line));
        for (const Line* l = &line; l > c.lines.data() && (l - 1)->turn->speaker == Speaker::Agent; --l)
            if (const Data asked = asked_in(*(l - 1)); asked.size() == 1 && !denies_or_asks(line))
                told.insert(asked.begin(), asked.end());
    }
    return out;
}

}  // namespace mockcall::judging
