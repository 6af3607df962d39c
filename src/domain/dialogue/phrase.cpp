#include <algorithm>
#include <cctype>
#include <cmath>

#include "domain/dialogue/slots.hpp"
#include "domain/dialogue/text.hpp"

namespace mockcall {

namespace {

bool digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool is_possessive(std::string_view w) { return w == "your" || w == "my"; }
bool is_article(std::string_view w) { return w == "the" || w == "a" || w == "an" || is_possessive(w); }

}  // namespace

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
    // Articles carry nothing and are what recognisers lose first; only whose a thing is tells something in a phrase of
    // two words ("your name" is not "name").
    if (parts_.size() > 1) {
        const auto without = [this](auto carries_nothing) {
            auto kept = parts_;
            std::erase_if(kept, [&](const Part& p) {
                return p.kind == Kind::Word && p.stems.size() == 1 && carries_nothing(p.stems.front());
            });
            return kept;
        };
        auto kept = without(is_article);
        if (kept.size() <= 1)
            kept = without([](std::string_view w) { return is_article(w) && !is_possessive(w); });
        if (!kept.empty())
            parts_ = std::move(kept);
    }
    parts_.shrink_to_fit();
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
