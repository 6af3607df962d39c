#include "grammar.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

namespace mockcall::lm {
namespace {

constexpr int max_depth = 24;

bool is_slot_class(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](unsigned char c) { return std::isupper(c) != 0; });
}

Grammar::Line parse_line(std::string text) {
    Grammar::Line line;
    if (text.starts_with('*')) {
        const auto space = text.find(' ');
        line.weight = std::stod(text.substr(1, space));
        text.erase(0, space + 1);
    }
    line.text = std::move(text);
    return line;
}

std::vector<Grammar::Line> read_lines(const std::filesystem::path& file) {
    std::ifstream in(file);
    if (!in) {
        throw std::runtime_error("cannot read " + file.string());
    }
    std::vector<Grammar::Line> lines;
    for (std::string text; std::getline(in, text);) {
        text.erase(std::min(text.find('#'), text.size()));
        const auto end = text.find_last_not_of(" \t\r");
        if (end != std::string::npos) {
            text.erase(end + 1);
            lines.push_back(parse_line(std::move(text)));
        }
    }
    return lines;
}

std::vector<std::filesystem::path> text_files(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".txt") {
            files.push_back(entry.path());
        }
    }
    std::ranges::sort(files);  // the directory's order is not the same everywhere, the sentences must be
    return files;
}

Grammar::Sentence split(const std::string& text) {
    std::istringstream in(text);
    Grammar::Sentence words;
    for (std::string word; in >> word;) {
        words.push_back(word);
    }
    return words;
}

// Where the bracket opened at `open` closes; npos when it does not.
std::size_t closing(std::string_view text, std::size_t open) {
    int depth = 0;
    for (std::size_t i = open; i < text.size(); ++i) {
        depth += text[i] == '[' ? 1 : text[i] == ']' ? -1 : 0;
        if (depth == 0) {
            return i;
        }
    }
    return std::string_view::npos;
}

std::vector<std::string_view> alternatives(std::string_view inner) {
    std::vector<std::string_view> parts;
    std::size_t start = 0;
    int depth = 0;
    for (std::size_t i = 0; i <= inner.size(); ++i) {
        const char c = i < inner.size() ? inner[i] : '|';
        depth += c == '[' ? 1 : c == ']' ? -1 : 0;
        if (c == '|' && depth == 0) {
            parts.push_back(inner.substr(start, i - start));
            start = i + 1;
        }
    }
    return parts;
}

}  // namespace

// SplitMix64: the sentences must not depend on a library's generator or distribution.
struct Grammar::Dice {
    std::uint64_t state;
    std::uint64_t next() {
        std::uint64_t z = (state += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31U);
    }
    std::size_t below(std::size_t n) { return next() % n; }
    double share() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
};

Grammar::Grammar(const std::filesystem::path& folder) {
    for (const auto& file : text_files(folder / "words")) {
        lists_[file.stem().string()] = read_lines(file);
    }
    for (const auto& file : text_files(folder / "templates")) {
        for (auto& line : read_lines(file)) {
            check(line, file.filename().string());
            templates_.push_back(std::move(line));
        }
    }
    for (const auto& [name, lines] : lists_) {
        for (const auto& line : lines) {
            check(line, name + ".txt");
        }
    }
}

void Grammar::check(const Line& line, const std::string& where) const {
    const std::string& text = line.text;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '[' && closing(text, i) == std::string::npos) {
            throw std::runtime_error(where + ": no ] for [ in: " + text);
        }
        if (text[i] == '{') {
            const std::string name = text.substr(i + 1, text.find('}', i) - i - 1);
            if (!lists_.contains(name) && !is_slot_class(name)) {
                throw std::runtime_error(where + ": no list {" + name + "} in: " + text);
            }
        }
    }
}

void Grammar::expand(std::string_view text, Dice& dice, std::string& out, int depth) const {
    if (depth > max_depth) {
        throw std::runtime_error("a list contains itself: " + std::string(text));
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '[') {
            const auto end = closing(text, i);
            const auto parts = alternatives(text.substr(i + 1, end - i - 1));
            expand(parts[dice.below(parts.size())], dice, out, depth + 1);
            i = end;
        } else if (text[i] == '{') {
            const auto end = text.find('}', i);
            expand_name(text.substr(i + 1, end - i - 1), dice, out, depth + 1);
            i = end;
        } else {
            out += text[i];
        }
    }
}

void Grammar::expand_name(std::string_view name, Dice& dice, std::string& out, int depth) const {
    const auto list = lists_.find(name);
    if (list == lists_.end()) {
        out += name;
        return;
    }
    double total = 0;
    for (const auto& line : list->second) {
        total += line.weight;
    }
    double point = dice.share() * total;
    for (const auto& line : list->second) {
        point -= line.weight;
        if (point < 0 || &line == &list->second.back()) {
            expand(line.text, dice, out, depth);
            return;
        }
    }
}

std::vector<Grammar::Sentence> Grammar::sample(std::size_t count, std::uint64_t seed) const {
    double total = 0;
    for (const auto& line : templates_) {
        total += line.weight;
    }
    Dice dice{seed};
    std::vector<Sentence> sentences;
    for (const auto& line : templates_) {
        const double share = static_cast<double>(count) * line.weight / total;
        const auto times = std::max<long>(1, std::lround(share));
        for (long i = 0; i < times; ++i) {
            std::string text;
            expand(line.text, dice, text, 0);
            if (auto words = split(text); !words.empty()) {
                sentences.push_back(std::move(words));
            }
        }
    }
    return sentences;
}

std::vector<std::string> Grammar::words() const {
    std::set<std::string> found;
    const auto collect = [&](const Line& line) {
        std::string text = line.text;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '{') {
                const auto end = text.find('}', i);
                std::fill_n(text.begin() + static_cast<long>(i), end - i + 1, ' ');
            } else if (text[i] == '[' || text[i] == ']' || text[i] == '|') {
                text[i] = ' ';
            }
        }
        for (auto& word : split(text)) {
            found.insert(std::move(word));
        }
    };
    std::ranges::for_each(templates_, collect);
    for (const auto& [name, lines] : lists_) {
        std::ranges::for_each(lines, collect);
    }
    return {found.begin(), found.end()};
}

}  // namespace mockcall::lm
