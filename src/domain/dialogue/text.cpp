#include "domain/dialogue/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "domain/dialogue/slots.hpp"

namespace mockcall {

namespace {

bool alnum(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }
bool digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

struct Expansion {
    std::string_view from;
    std::string_view first;
    std::string_view second;
};
/// Contractions that recognisers and typists write without their apostrophe, and spellings of one word.
constexpr auto kExpansions = std::to_array<Expansion>({{"acct", "account", ""},
                                                       {"aint", "is", "not"},
                                                       {"apologise", "apologize", ""},
                                                       {"arent", "are", "not"},
                                                       {"cancelled", "canceled", ""},
                                                       {"cannot", "can", "not"},
                                                       {"cant", "can", "not"},
                                                       {"couldnt", "could", "not"},
                                                       {"cuz", "because", ""},
                                                       {"didnt", "did", "not"},
                                                       {"doesnt", "does", "not"},
                                                       {"dont", "do", "not"},
                                                       {"gimme", "give", "me"},
                                                       {"gonna", "going", "to"},
                                                       {"gotta", "got", "to"},
                                                       {"hadnt", "had", "not"},
                                                       {"hasnt", "has", "not"},
                                                       {"havent", "have", "not"},
                                                       {"heres", "here", "is"},
                                                       {"hows", "how", "is"},
                                                       {"im", "i", "am"},
                                                       {"isnt", "is", "not"},
                                                       {"itll", "it", "will"},
                                                       {"ive", "i", "have"},
                                                       {"kay", "ok", ""},
                                                       {"lemme", "let", "me"},
                                                       {"lets", "let", "us"},
                                                       {"maam", "ma'am", ""},
                                                       {"mam", "ma'am", ""},
                                                       {"okay", "ok", ""},
                                                       {"okey", "ok", ""},
                                                       {"pls", "please", ""},
                                                       {"plz", "please", ""},
                                                       {"shouldnt", "should", "not"},
                                                       {"sry", "sorry", ""},
                                                       {"thatll", "that", "will"},
                                                       {"thats", "that", "is"},
                                                       {"theres", "there", "is"},
                                                       {"theyre", "they", "are"},
                                                       {"theyve", "they", "have"},
                                                       {"thx", "thanks", ""},
                                                       {"ty", "thanks", ""},
                                                       {"u", "you", ""},
                                                       {"ur", "your", ""},
                                                       {"wanna", "want", "to"},
                                                       {"wasnt", "was", "not"},
                                                       {"werent", "were", "not"},
                                                       {"weve", "we", "have"},
                                                       {"whats", "what", "is"},
                                                       {"wheres", "where", "is"},
                                                       {"whos", "who", "is"},
                                                       {"wont", "will", "not"},
                                                       {"wouldnt", "would", "not"},
                                                       {"ya", "you", ""},
                                                       {"youd", "you", "would"},
                                                       {"youll", "you", "will"},
                                                       {"youre", "you", "are"},
                                                       {"youve", "you", "have"}});
static_assert(std::ranges::is_sorted(kExpansions, {}, &Expansion::from));

const Expansion* expansion_of(std::string_view word) {
    const auto at = std::ranges::lower_bound(kExpansions, word, {}, &Expansion::from);
    return at != kExpansions.end() && at->from == word ? &*at : nullptr;
}

/// Words whose 's is "is"; after any other it is the possessive and goes.
bool is_contracted(std::string_view word) {
    constexpr std::array<std::string_view, 13> kWords{"it",    "that", "what", "here", "there", "he",        "she",
                                                      "where", "who",  "how",  "when", "why",   "everything"};
    return std::ranges::find(kWords, word) != kWords.end();
}

std::string stem_of(std::string_view word) {
    std::string s(word);
    if (s.size() <= 3 || !std::ranges::all_of(s, [](char c) { return c >= 'a' && c <= 'z'; }))
        return s;
    const auto ends = [&](std::string_view suffix) { return s.ends_with(suffix); };
    if (ends("ies") || ends("ied"))
        s.replace(s.size() - 3, 3, "y");
    else if (ends("s") && !ends("ss") && !ends("us") && !ends("is"))
        s.pop_back();
    if (s.size() >= 6 && ends("ing"))
        s.resize(s.size() - 3);
    else if (s.size() >= 5 && ends("ed"))
        s.resize(s.size() - 2);
    else if (s.size() >= 6 && ends("ly"))
        s.resize(s.size() - 2);
    if (s.size() > 3 && ends("e"))
        s.pop_back();
    if (s.size() > 3 && s[s.size() - 1] == s[s.size() - 2])
        s.pop_back();
    if (s.size() > 3 && s.back() == 'y')
        s.back() = 'i';
    return s;
}

/// Splits text into tokens in one pass over the bytes.
class Tokenizer {
  public:
    explicit Tokenizer(std::string_view text) : text_(text) {}

    std::vector<Token> run() {
        tokens_.reserve(text_.size() / 5 + 4);
        while (at_ < text_.size())
            step();
        return std::move(tokens_);
    }

  private:
    void step() {
        const char c = text_[at_];
        if (alnum(c) || (c == '$' && at_ + 1 < text_.size() && digit(text_[at_ + 1])))
            word();
        else
            sign(c);
    }

    void sign(char c) {
        if (c == '.' || c == '!' || c == '?' || c == '\n') {
            if (c == '?')
                for (std::size_t i = sentence_; i < tokens_.size(); ++i)
                    tokens_[i].in_question = true;
            sentence_ = tokens_.size();
        } else if (c == ',' || c == ';' || c == ':' || c == '(' || c == ')') {
            pause_ = true;
        }
        ++at_;
    }

    /// The apostrophe's bytes at `i`: 1 for ', 3 for its typographic form, 0 for none.
    [[nodiscard]] std::size_t apostrophe(std::size_t i) const {
        if (text_[i] == '\'')
            return 1;
        return text_.substr(i, 3) == "\xE2\x80\x99" ? 3 : 0;
    }

    void word() {
        const std::size_t begin = at_;
        std::string w;
        if (text_[at_] == '$') {
            w += '$';
            ++at_;
        }
        const bool number = digit(text_[at_]);
        while (at_ < text_.size() && (alnum(text_[at_]) || joins_number(number)))
            take(w);
        if (number && at_ < text_.size() && text_[at_] == '%') {
            w += '%';
            ++at_;
        }
        std::string suffix;
        if (at_ < text_.size())
            if (const std::size_t n = apostrophe(at_); n > 0 && at_ + n < text_.size() && alnum(text_[at_ + n])) {
                at_ += n;
                while (at_ < text_.size() && alnum(text_[at_]))
                    suffix += lower(text_[at_++]);
            }
        emit(std::move(w), suffix, begin);
    }

    /// "1,500" and "89.99" are one number each.
    [[nodiscard]] bool joins_number(bool number) const {
        return number && (text_[at_] == ',' || text_[at_] == '.') && at_ + 1 < text_.size() && digit(text_[at_ + 1]) &&
               digit(text_[at_ - 1]);
    }

    void take(std::string& w) {
        if (text_[at_] != ',')
            w += lower(text_[at_]);
        ++at_;
    }

    void emit(std::string w, const std::string& suffix, std::size_t begin) {
        if (suffix.empty()) {
            if (const Expansion* e = expansion_of(w)) {
                push(std::string(e->first), begin);
                if (!e->second.empty())
                    push(std::string(e->second), begin);
            } else if (w == "e" && text_.substr(at_, 1) == "-" && at_ + 4 < text_.size() &&
                       lower(text_[at_ + 1]) == 'm') {
                ++at_;
                std::string mail = "e";
                while (at_ < text_.size() && alnum(text_[at_]))
                    mail += lower(text_[at_++]);
                push(std::move(mail), begin);
            } else {
                push(std::move(w), begin);
            }
            return;
        }
        contracted(std::move(w), suffix, begin);
    }

    void contracted(std::string w, const std::string& suffix, std::size_t begin) {
        if (suffix == "t" && w.ends_with('n')) {
            const std::string verb = w == "can"    ? "can"
                                     : w == "won"  ? "will"
                                     : w == "shan" ? "shall"
                                     : w == "ain"  ? "is"
                                                   : w.substr(0, w.size() - 1);
            push(verb, begin);
            push("not", begin);
        } else if (suffix == "am" && w == "ma") {
            push("ma'am", begin);
        } else if (suffix == "s" && w == "let") {
            push("let", begin);
            push("us", begin);
        } else {
            const bool is = suffix == "s" && is_contracted(w);
            push(std::move(w), begin);
            const std::string_view second = suffix == "re"   ? "are"
                                            : suffix == "m"  ? "am"
                                            : suffix == "ll" ? "will"
                                            : suffix == "ve" ? "have"
                                            : suffix == "d"  ? "would"
                                            : is             ? "is"
                                                             : "";
            if (!second.empty())
                push(std::string(second), begin);
        }
    }

    void push(std::string w, std::size_t begin) {
        Token token;
        token.stem = stem_of(w);
        token.word = std::move(w);
        token.begin = begin;
        token.end = at_;
        token.starts_sentence = tokens_.size() == sentence_;
        token.after_pause = pause_;
        pause_ = false;
        tokens_.push_back(std::move(token));
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t sentence_ = 0;  ///< index of the current sentence's first token
    bool pause_ = false;
    std::vector<Token> tokens_;
};

bool is_article(std::string_view w) { return w == "the" || w == "a" || w == "an" || w == "your" || w == "my"; }

}  // namespace

std::vector<Token> tokenize(std::string_view text) { return Tokenizer(text).run(); }

std::string normalize(std::string_view text) {
    std::string out;
    for (const Token& token : tokenize(text)) {
        if (!out.empty())
            out += ' ';
        out += token.word;
    }
    return out;
}

Phrase::Phrase(std::string_view text) {
    constexpr std::size_t kGap = 2, kWideGap = 6;
    std::size_t gap = kGap;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string_view piece = text.substr(at, end - at);
        at = end + 1;
        if (piece.empty())
            continue;
        if (piece == "...") {
            gap = kWideGap;
            continue;
        }
        add_piece(piece, gap);
        gap = kGap;
    }
    // Articles carry nothing and are what recognisers lose first.
    if (parts_.size() > 1) {
        auto kept = parts_;
        std::erase_if(kept, [](const Part& p) {
            return p.kind == Kind::Word && p.stems.size() == 1 && is_article(p.stems.front());
        });
        if (!kept.empty())
            parts_ = std::move(kept);
    }
}

void Phrase::add_piece(std::string_view piece, std::size_t gap) {
    Part part;
    part.gap = gap;
    if (piece == "$" || piece == "%" || piece == "#") {
        part.kind = piece == "$" ? Kind::Money : piece == "%" ? Kind::Percent : Kind::Number;
        parts_.push_back(std::move(part));
        return;
    }
    if (piece.find('|') == std::string_view::npos) {
        for (const Token& token : tokenize(piece)) {
            Part word;
            word.gap = gap;
            gap = 0;
            const std::vector<Token> alone{token};
            if (const auto sum = money_at(alone, 0)) {
                word.kind = Kind::Money;
                word.value = static_cast<double>(sum->value);
            } else if (const auto percent = percent_at(alone, 0)) {
                word.kind = Kind::Percent;
                word.value = percent->value;
            } else if (digit(token.word.front()) && number_at(alone, 0)) {
                word.kind = Kind::Number;
                word.value = number_at(alone, 0)->value;
            }
            word.stems.push_back(token.stem);
            parts_.push_back(std::move(word));
        }
        return;
    }
    for (std::size_t at = 0; at <= piece.size();) {
        const std::size_t end = std::min(piece.find('|', at), piece.size());
        for (const Token& token : tokenize(piece.substr(at, end - at)))
            part.stems.push_back(token.stem);
        at = end + 1;
    }
    if (!part.stems.empty())
        parts_.push_back(std::move(part));
}

std::size_t Phrase::fits(const Part& part, const std::vector<Token>& tokens, std::size_t at) {
    const auto same = [&](double value) { return !part.value || std::abs(*part.value - value) < 0.005; };
    switch (part.kind) {
        case Kind::Word: return std::ranges::find(part.stems, tokens[at].stem) != part.stems.end() ? 1 : 0;
        case Kind::Money:
            if (const auto sum = money_at(tokens, at); sum && same(static_cast<double>(sum->value)))
                return sum->span.end - at;
            return 0;
        case Kind::Percent:
            if (const auto percent = percent_at(tokens, at); percent && same(percent->value))
                return percent->span.end - at;
            return 0;
        case Kind::Number:
            if (const auto number = number_at(tokens, at); number && same(number->value))
                return number->span.end - at;
            return 0;
    }
    return 0;
}

std::optional<std::size_t> Phrase::match_from(const std::vector<Token>& tokens, std::size_t part,
                                              std::size_t at) const {
    if (part == parts_.size())
        return at;
    const std::size_t last = std::min(tokens.size(), at + parts_[part].gap + 1);
    for (std::size_t i = at; i < last; ++i) {
        // A phrase does not reach across the end of a sentence.
        if (i > 0 && part > 0 && tokens[i].starts_sentence)
            return std::nullopt;
        const std::size_t length = fits(parts_[part], tokens, i);
        if (length == 0)
            continue;
        if (const auto end = match_from(tokens, part + 1, i + length))
            return end;
    }
    return std::nullopt;
}

std::optional<Span> Phrase::find(const std::vector<Token>& tokens, std::size_t from) const {
    if (parts_.empty())
        return std::nullopt;
    for (std::size_t i = from; i < tokens.size(); ++i) {
        const std::size_t length = fits(parts_.front(), tokens, i);
        if (length == 0)
            continue;
        if (const auto end = match_from(tokens, 1, i + length))
            return Span{i, *end};
    }
    return std::nullopt;
}

bool says(std::string_view text, std::string_view phrase) { return Phrase(phrase).find(tokenize(text)).has_value(); }

bool says_any(const std::vector<Token>& tokens, const std::vector<std::string>& phrases, std::string* which) {
    for (const std::string& phrase : phrases) {
        if (!Phrase(phrase).find(tokens))
            continue;
        if (which != nullptr)
            *which = phrase;
        return true;
    }
    return false;
}

bool asserts_any(const std::vector<Token>& tokens, const std::vector<std::string>& phrases) {
    for (const std::string& text : phrases) {
        const Phrase phrase(text);
        for (auto span = phrase.find(tokens); span; span = phrase.find(tokens, span->begin + 1))
            if (!denied(tokens, span->begin))
                return true;
    }
    return false;
}

bool denied(const std::vector<Token>& tokens, std::size_t at) {
    constexpr std::size_t kReach = 8;
    const auto word = [&](std::size_t i) {
        return i < tokens.size() ? std::string_view(tokens[i].word) : std::string_view{};
    };
    for (std::size_t back = 0; back < kReach && back <= at; ++back) {
        const std::size_t i = at - back;
        if (i >= tokens.size())
            continue;
        const std::string_view w = word(i);
        if (back > 0 && (w == "but" || w == "however" || w == "instead"))
            return false;
        const std::string_view next = word(i + 1);
        const bool no = w == "no" && back > 0 && next != "i" && next != "we" && next != "you" && next != "it" &&
                        next != "that" && next != "problem" && next != "worries";
        const bool asks_why_not = i >= 2 && (word(i - 2) == "why" || word(i - 2) == "if");
        const bool is_not = back > 0 && w == "not" && next != "only" && next != "worry" && next != "a" && !asks_why_not;
        if (no || is_not ||
            (back > 0 && (w == "never" || w == "unable" || w == "without" || w == "neither" || w == "nor")))
            return true;
        if (tokens[i].starts_sentence || tokens[i].after_pause)
            return false;
    }
    return false;
}

PhraseList::PhraseList(std::initializer_list<const char*> texts) {
    for (const char* text : texts)
        phrases_.emplace_back(text);
}

PhraseList::PhraseList(const std::vector<std::string>& texts) {
    for (const std::string& text : texts)
        phrases_.emplace_back(text);
}

bool PhraseList::in(const std::vector<Token>& tokens) const {
    return std::ranges::any_of(phrases_, [&](const Phrase& p) { return p.find(tokens).has_value(); });
}

RecordValue::RecordValue(std::string_view value) : tokens_(tokenize(value)) {
    if (const auto sum = money_at(tokens_, 0); sum && sum->span.end == tokens_.size())
        cents_ = sum->value;
    // Only values long enough not to be met by chance are looked for letter by letter.
    constexpr std::size_t kLongEnough = 5;
    std::string code = squash(tokens_);
    if (code.size() >= kLongEnough && std::ranges::any_of(code, digit))
        code_ = std::move(code);
}

bool RecordValue::in(const std::vector<Token>& line) const {
    if (tokens_.empty())
        return false;
    if (cents_)
        return std::ranges::any_of(amounts_in(line), [&](const auto& found) { return found.value == *cents_; });
    const auto same = [](const Token& a, const Token& b) { return a.word == b.word; };
    if (!std::ranges::search(line, tokens_, same).empty())
        return true;
    return !code_.empty() && squash(line).find(code_) != std::string::npos;
}

bool mentions(std::string_view text, std::string_view value) { return RecordValue(value).in(tokenize(text)); }

}  // namespace mockcall
