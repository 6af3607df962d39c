#include "domain/dialogue/pattern.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "domain/dialogue/slots.hpp"

namespace mockcall {

namespace {

constexpr std::size_t kNoMatch = static_cast<std::size_t>(-1);

bool is_filler(std::string_view w) {
    static constexpr auto kFillers = std::to_array<std::string_view>(
        {"absolutely", "actually", "also",   "awfully",   "certainly", "completely", "deeply",
         "definitely", "er",       "erm",    "extremely", "hmm",       "incredibly", "just",
         "kinda",      "kindly",   "like",   "ma'am",     "maybe",     "perhaps",    "please",
         "quite",      "really",   "simply", "sincerely", "sir",       "so",         "terribly",
         "totally",    "truly",    "uh",     "um",        "very"});
    static_assert(std::ranges::is_sorted(kFillers));
    return std::ranges::binary_search(kFillers, w);
}

/// Words before a sentence's real beginning: "ok, well, so, hi there".
bool is_lead_in(std::string_view w) {
    constexpr std::array<std::string_view, 12> kLeads{"ok",  "alright", "well", "so",    "and",    "great",
                                                      "yes", "sure",    "oh",   "right", "thanks", "but"};
    return std::ranges::find(kLeads, w) != kLeads.end();
}

std::vector<std::string> split_pieces(std::string_view pattern) {
    std::vector<std::string> pieces;
    std::string piece;
    int depth = 0;
    for (const char c : pattern) {
        depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
        if (c == ' ' && depth == 0) {
            if (!piece.empty())
                pieces.push_back(std::move(piece));
            piece.clear();
        } else {
            piece += c;
        }
    }
    if (!piece.empty())
        pieces.push_back(std::move(piece));
    return pieces;
}

std::vector<std::string_view> split_alternatives(std::string_view list) {
    std::vector<std::string_view> parts;
    std::size_t from = 0;
    int depth = 0;
    for (std::size_t i = 0; i <= list.size(); ++i) {
        if (i < list.size())
            depth += list[i] == '(' || list[i] == '[' ? 1 : list[i] == ')' || list[i] == ']' ? -1 : 0;
        if (i == list.size() || (list[i] == '|' && depth == 0)) {
            parts.push_back(list.substr(from, i - from));
            from = i + 1;
        }
    }
    return parts;
}

}  // namespace

PatternSet::PatternSet(std::initializer_list<const char*> patterns) {
    for (const char* pattern : patterns)
        add(pattern);
}

void PatternSet::define(std::string_view name, std::string_view alternatives) {
    groups_[std::string(name)] = expand(alternatives);
}

std::string PatternSet::expand(std::string_view pattern) const {
    std::string out;
    for (std::size_t i = 0; i < pattern.size();) {
        if (pattern[i] != '{') {
            out += pattern[i++];
            continue;
        }
        const std::size_t close = pattern.find('}', i);
        const auto group = groups_.find(pattern.substr(i + 1, close - i - 1));
        if (group == groups_.end())
            throw std::logic_error("pattern uses an unknown group: " + std::string(pattern));
        out += '(' + group->second + ')';
        i = close + 1;
    }
    return out;
}

PatternSet::WordId PatternSet::intern(const std::string& stem) {
    const auto [at, is_new] = words_.try_emplace(stem, static_cast<WordId>(words_.size() + 1));
    return at->second;
}

std::uint32_t PatternSet::node(Node n) {
    nodes_.push_back(std::move(n));
    return static_cast<std::uint32_t>(nodes_.size() - 1);
}

std::uint32_t PatternSet::compile_words(std::string_view words, std::uint32_t after) {
    return compile(split_pieces(words), after);
}

std::uint32_t PatternSet::compile(const std::vector<std::string>& pieces, std::uint32_t after) {
    for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) {
        const std::string& p = *piece;
        Node n;
        n.next = after;
        if (p.front() == '(' || p.front() == '[') {
            for (const std::string_view alternative : split_alternatives(std::string_view(p).substr(1, p.size() - 2)))
                n.choices.push_back(compile_words(alternative, after));
            if (p.front() == '[')
                n.choices.push_back(after);
        } else if (p.front() == '*') {
            n.kind = Kind::Gap;
            n.gap = p == "*" ? 2 : p == "**" ? 5 : static_cast<std::uint8_t>(std::stoi(p.substr(1)));
        } else if (p == "^" || p == "$") {
            n.kind = p == "^" ? Kind::Start : Kind::End;
        } else if (p.front() == '#') {
            n.kind = p == "#money"     ? Kind::Money
                     : p == "#percent" ? Kind::Percent
                     : p == "#time"    ? Kind::Time
                                       : Kind::Number;
        } else {
            const std::vector<Token> tokens = tokenize(p);
            std::uint32_t rest = after;
            for (auto token = tokens.rbegin(); token != tokens.rend(); ++token) {
                Node word;
                word.kind = Kind::Word;
                word.word = intern(token->stem);
                word.next = rest;
                rest = node(std::move(word));
            }
            after = rest;
            continue;
        }
        after = node(std::move(n));
    }
    return after;
}

std::vector<std::vector<PatternSet::WordId>> PatternSet::needs(const std::string& pattern) {
    constexpr std::size_t kMost = 3;  // the last pieces: the first is where the search starts
    std::vector<std::vector<WordId>> needed;
    if (split_alternatives(pattern).size() > 1)
        return needed;
    for (const std::string& piece : split_pieces(pattern)) {
        if (piece.front() == '[' || piece.front() == '*' || piece.front() == '^' || piece.front() == '$' ||
            piece.front() == '#')
            continue;
        std::vector<WordId> words;
        bool all_words = true;
        const bool group = piece.front() == '(';
        for (const std::string_view alternative :
             group ? split_alternatives(std::string_view(piece).substr(1, piece.size() - 2))
                   : std::vector<std::string_view>{piece}) {
            const std::vector<std::string> pieces = split_pieces(alternative);
            const bool word = !pieces.empty() && pieces.front().find_first_of("([*^$#") == std::string::npos;
            const std::vector<Token> tokens = word ? tokenize(pieces.front()) : std::vector<Token>{};
            all_words = all_words && !tokens.empty();
            if (!tokens.empty())
                words.push_back(intern(tokens.front().stem));
        }
        if (all_words)
            needed.push_back(std::move(words));
    }
    if (needed.size() > kMost)
        needed.erase(needed.begin(), needed.end() - kMost);
    return needed;
}

std::size_t PatternSet::add(std::string_view pattern) {
    const std::uint32_t accept = node({});
    const std::uint32_t start = compile({"(" + expand(pattern) + ")"}, accept);
    starts_.push_back(start);
    needs_.push_back(needs(expand(pattern)));
    index(start, static_cast<std::uint32_t>(starts_.size() - 1));
    return starts_.size() - 1;
}

/// Notes the words a pattern can begin with; a pattern that can begin with anything else goes under word 0's list.
void PatternSet::index(std::uint32_t at, std::uint32_t pattern) {
    const Node& n = nodes_[at];
    if (!n.choices.empty()) {
        for (const std::uint32_t choice : std::vector(n.choices))
            index(choice, pattern);
        return;
    }
    if (n.kind == Kind::Start)
        return index(n.next, pattern);
    const std::size_t word = n.kind == Kind::Word ? n.word : 0;
    if (by_word_.size() <= word)
        by_word_.resize(word + 1);
    if (by_word_[word].empty() || by_word_[word].back() != pattern)
        by_word_[word].push_back(pattern);
}

std::size_t PatternSet::take(const Text& text, const Node& n, std::size_t at) const {
    const auto length = [&](const auto& found) { return found ? found->span.end - at : 0; };
    switch (n.kind) {
        case Kind::Word: return text.ids[at] == n.word ? 1 : 0;
        case Kind::Money: return length(money_at(text.tokens, at));
        case Kind::Percent: return length(percent_at(text.tokens, at));
        case Kind::Number: return length(number_at(text.tokens, at));
        case Kind::Time: return length(duration_at(text.tokens, at));
        default: return 0;
    }
}

/// The end of the match, or kNoMatch. `first`: nothing has been taken yet.
std::size_t PatternSet::run(const Text& text, std::uint32_t id, std::size_t at, bool first) const {
    const Node& n = nodes_[id];
    if (!n.choices.empty()) {
        for (const std::uint32_t choice : n.choices)
            if (const std::size_t end = run(text, choice, at, first); end != kNoMatch)
                return end;
        return kNoMatch;
    }
    const std::size_t size = text.tokens.size();
    const bool sentence_over = at == size || (!first && text.tokens[at].starts_sentence);
    switch (n.kind) {
        case Kind::Accept: return at;
        case Kind::End:
            for (std::size_t i = at; i < size && !text.tokens[i].starts_sentence; ++i)
                if (!text.fillers[i])
                    return kNoMatch;
            return run(text, n.next, at, first);
        case Kind::Start: {
            std::size_t i = at;
            while (i > 0 && !text.tokens[i].starts_sentence && !text.tokens[i].after_pause &&
                   (text.fillers[i - 1] || is_lead_in(text.tokens[i - 1].word)))
                --i;
            const bool start = i == 0 || text.tokens[i].starts_sentence || text.tokens[i].after_pause;
            return start ? run(text, n.next, at, first) : kNoMatch;
        }
        case Kind::Gap:
            for (std::size_t skipped = 0; skipped <= n.gap && at + skipped <= size; ++skipped) {
                if (const std::size_t end = run(text, n.next, at + skipped, first); end != kNoMatch)
                    return end;
                if (at + skipped < size && text.tokens[at + skipped].starts_sentence && !first)
                    return kNoMatch;
            }
            return kNoMatch;
        default: break;
    }
    if (sentence_over)
        return kNoMatch;
    if (const std::size_t taken = take(text, n, at); taken > 0)
        if (const std::size_t end = run(text, n.next, at + taken, false); end != kNoMatch)
            return end;
    return !first && text.fillers[at] ? run(text, id, at + 1, first) : kNoMatch;
}

std::vector<PatternSet::Match> PatternSet::match(const std::vector<Token>& tokens) const {
    Text text{tokens, {}, {}};
    text.ids.reserve(tokens.size());
    text.fillers.reserve(tokens.size());
    for (const Token& token : tokens) {
        const auto known = words_.find(token.stem);
        text.ids.push_back(known == words_.end() ? WordId{0} : known->second);
        text.fillers.push_back(is_filler(token.word));
    }
    std::vector<bool> present(words_.size() + 1);
    for (const WordId id : text.ids)
        present[id] = true;
    const auto possible = [&](std::uint32_t pattern) {
        return std::ranges::all_of(needs_[pattern], [&](const std::vector<WordId>& words) {
            return std::ranges::any_of(words, [&](WordId id) { return present[id]; });
        });
    };
    std::vector<Match> found;
    const auto attempt = [&](std::uint32_t pattern, std::size_t at) {
        if (!possible(pattern))
            return;
        if (const std::size_t end = run(text, starts_[pattern], at, true); end != kNoMatch)
            found.push_back({pattern, {at, end}});
    };
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        const WordId id = text.ids[at];
        if (id != 0 && id < by_word_.size())
            for (const std::uint32_t pattern : by_word_[id])
                attempt(pattern, at);
        if (!by_word_.empty())
            for (const std::uint32_t pattern : by_word_.front())
                attempt(pattern, at);
    }
    return found;
}

}  // namespace mockcall
