#include "domain/rehearsal/phrasing.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/one_of.hpp"

namespace mockcall::rehearsal {

namespace {

std::vector<std::string> split(std::string_view text, char by) {
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == by)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return out;
}

bool wants_article(std::string_view after) {
    constexpr std::array<std::string_view, 26> kNone{
        "the", "a",    "your", "my",  "our", "you", "it",   "this", "that", "in", "on",  "for", "to",
        "of",  "with", "back", "off", "not", "why", "what", "with", "from", "me", "him", "her", "them"};
    return !one_of(after, kNone);
}

std::string pronoun_turned(const std::string& word, std::string_view before) {
    struct Turn {
        std::string_view from, to;
    };
    constexpr auto kTurns = std::to_array<Turn>({{"i", "you"},
                                                 {"i'm", "you're"},
                                                 {"i've", "you've"},
                                                 {"i'd", "you'd"},
                                                 {"i'll", "you'll"},
                                                 {"me", "you"},
                                                 {"my", "your"},
                                                 {"mine", "yours"},
                                                 {"myself", "yourself"},
                                                 {"we", "you"},
                                                 {"we're", "you're"},
                                                 {"we've", "you've"},
                                                 {"our", "your"},
                                                 {"us", "you"},
                                                 {"you", "we"},
                                                 {"you've", "we've"},
                                                 {"you're", "we're"},
                                                 {"your", "our"},
                                                 {"yours", "ours"}});
    if ((word == "am" || word == "was") && (before == "i" || before == "i'm"))
        return word == "am" ? "are" : "were";
    const auto turn = std::ranges::find(kTurns, std::string_view(word), &Turn::from);
    return turn == kTurns.end() ? std::string{} : std::string(turn->to);
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

std::string choices_made(std::string text, Random& random) {
    for (std::size_t open = text.find('['); open != std::string::npos; open = text.find('[')) {
        const std::size_t close = text.find(']', open);
        if (close == std::string::npos)
            break;
        const auto options = split(std::string_view(text).substr(open + 1, close - open - 1), '|');
        text.replace(open, close - open + 1, options[random.below(options.size())]);
    }
    replace_all(text, "  ", " ");
    if (!text.empty() && text.front() == ' ')
        text.erase(0, 1);
    return text;
}

}  // namespace

std::string spoken(std::string_view phrase, Random& random, std::string_view sum, std::string_view percent) {
    std::string out;
    bool gap = false;
    for (const std::string& piece : split(phrase, ' ')) {
        if (piece.empty())
            continue;
        if (piece == "...") {
            gap = true;
            continue;
        }
        const auto choices = split(piece, '|');
        std::string word = choices[random.below(choices.size())];
        if (word == "$")
            word = sum;
        else if (word == "%")
            word = percent;
        else if (word == "#")
            word = "two";
        if (gap && wants_article(word))
            out += " the";
        gap = false;
        out += (out.empty() ? "" : " ") + (word == "i" ? "I" : word);
    }
    return out;
}

Shape shape_of(std::string_view words) {
    constexpr std::array<std::string_view, 27> kQuestions{
        "what", "which", "how",  "when",   "where", "who",   "whom", "why", "is",
        "are",  "was",   "were", "do",     "does",  "did",   "has",  "can", "could",
        "may",  "would", "will", "what's", "who's", "since", "am",   "any", "anything"};
    constexpr std::array<std::string_view, 12> kYouDo{"tell",    "give",    "spell", "confirm", "describe", "walk",
                                                      "explain", "provide", "read",  "remind",  "show",     "share"};
    constexpr auto kIDo = std::to_array<std::string_view>(
        {"have",    "get",      "know",    "look",     "check",    "see",     "ask",      "pull",     "review",
         "go",      "take",     "put",     "send",     "book",     "set",     "open",     "close",    "cancel",
         "change",  "credit",   "refund",  "waive",    "remove",   "reverse", "issue",    "offer",    "file",
         "call",    "find",     "search",  "verify",   "stay",     "make",    "help",     "reset",    "restart",
         "replace", "ship",     "order",   "add",      "move",     "lower",   "reduce",   "pay",      "return",
         "correct", "fix",      "arrange", "schedule", "reserve",  "release", "unlock",   "block",    "freeze",
         "report",  "escalate", "bring",   "transfer", "note",     "write",   "keep",     "activate", "switch",
         "upgrade", "extend",   "pause",   "hold",     "compare",  "track",   "resend",   "adjust",   "save",
         "forward", "redirect", "route",   "unblock",  "lift",     "raise",   "increase", "restore",  "collect",
         "pick",    "cover",    "divert",  "lock",     "restrict", "mark",    "flag",     "warn",     "enter",
         "type",    "type",     "repair",  "enable",   "turn",     "use",     "try"});
    constexpr std::array<std::string_view, 20> kStatements{"you",  "i",      "it",     "that", "this",   "there", "we",
                                                           "it's", "that's", "you're", "i'm",  "we'll",  "i'll",  "if",
                                                           "i'd",  "he",     "she",    "they", "nobody", "please"};
    const std::string first = lower(words.substr(0, words.find(' ')));
    if (one_of(first, kQuestions))
        return Shape::Question;
    if (one_of(first, kYouDo))
        return Shape::YouDo;
    if (one_of(first, kIDo))
        return Shape::IDo;
    return one_of(first, kStatements) ? Shape::Statement : Shape::Noun;
}

std::string worded(const std::vector<std::string>& variants, Random& random,
                   std::span<const std::pair<std::string_view, std::string>> values) {
    std::string text = choices_made(variants[random.below(variants.size())], random);
    for (const auto& [name, value] : values) {
        replace_all(text, "{" + std::string(name) + "}", value);
        std::string heading(name);
        heading.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(heading.front())));
        replace_all(text, "{" + heading + "}", capitalized(value));
    }
    return text;
}

std::string said_back(std::string_view sentence) {
    std::string out, before, whole(sentence);
    for (const char* people : {"You people", "you people", "You guys", "you guys"})
        replace_all(whole, people, "you");
    for (const std::string& piece : split(whole, ' ')) {
        const std::size_t end = piece.find_last_not_of(".,!?;:\"");
        const std::string core = lower(piece.substr(0, end == std::string::npos ? 0 : end + 1));
        const std::string turned = pronoun_turned(core, before);
        std::string word = turned.empty() ? piece : turned + piece.substr(core.size());
        if (out.empty() && turned.empty() && !word.empty() && core != "i")
            word.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(word.front())));
        out += (out.empty() ? "" : " ") + word;
        before = core;
    }
    while (!out.empty() && std::string_view(".!?, ").find(out.back()) != std::string_view::npos)
        out.pop_back();
    return out;
}

std::string capitalized(std::string text) {
    if (!text.empty())
        text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    return text;
}

std::vector<std::string> sentences_of(std::string_view text) {
    std::vector<std::string> out;
    std::string sentence;
    for (std::size_t i = 0; i < text.size(); ++i) {
        sentence += text[i];
        const bool end = text[i] == '.' || text[i] == '!' || text[i] == '?';
        if (!end || (i + 1 < text.size() && text[i + 1] != ' '))
            continue;
        out.push_back(std::move(sentence));
        sentence.clear();
        ++i;
    }
    if (!sentence.empty())
        out.push_back(std::move(sentence));
    return out;
}

std::string first_sentence(std::string_view text) {
    constexpr std::ptrdiff_t kTelling = 4;  // spaces: five words tell something
    const auto all = sentences_of(text);
    const auto found =
        std::ranges::find_if(all, [](const std::string& s) { return std::ranges::count(s, ' ') >= kTelling; });
    return found != all.end() ? *found : all.empty() ? std::string{} : all.front();
}

}  // namespace mockcall::rehearsal
