#include <algorithm>
#include <array>
#include <cctype>

#include "domain/dialogue/text.hpp"

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
                                                       {"coulda", "could", "have"},
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
                                                       {"shoulda", "should", "have"},
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
                                                       {"woulda", "would", "have"},
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

}  // namespace mockcall
