#include "domain/dialogue/act_rules.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "domain/dialogue/act_patterns.hpp"
#include "domain/dialogue/pattern.hpp"

namespace mockcall {

namespace {

struct Compiled {
    PatternSet set;
    std::vector<ActPattern> patterns;  ///< by the set's number
};

const Compiled& compiled() {
    static const Compiled all = [] {
        Compiled c;
        for (const PatternGroup& group : act_pattern_groups())
            c.set.define(group.name, group.alternatives);
        for (const auto list :
             {courtesy_patterns(), business_patterns(), misconduct_patterns(), indirect_courtesy_patterns(),
              indirect_business_patterns(), indirect_misconduct_patterns(), plain_speech_patterns(), trade_patterns()})
            for (const ActPattern& p : list) {
                c.set.add(p.pattern);
                c.patterns.push_back(p);
            }
        return c;
    }();
    return all;
}

bool overlap(const Span& a, const Span& b) { return a.begin < b.end && b.begin < a.end; }

/// Words of companies' legal forms and kinds, which alone name nobody.
bool names_no_company(std::string_view w) {
    constexpr std::array<std::string_view, 14> kWords{"inc", "ltd", "llc",  "corp",  "co",  "company", "corporation",
                                                      "the", "plc", "gmbh", "group", "and", "of",      "limited"};
    return std::ranges::find(kWords, w) != kWords.end();
}

/// Recognisers split names they do not know: "tech support" is TechSupport.
bool names_company(const std::vector<Token>& tokens, std::string_view company) {
    std::string wanted;
    for (const Token& token : tokenize(company))
        if (!names_no_company(token.word))
            wanted += token.word;
    if (wanted.size() < 2)
        return false;
    for (std::size_t from = 0; from < tokens.size(); ++from) {
        std::string said;
        for (std::size_t i = from; i < tokens.size() && said.size() < wanted.size(); ++i)
            if (!names_no_company(tokens[i].word))
                said += tokens[i].word;
        if (said == wanted)
            return true;
    }
    return false;
}

/// "thank you for calling Acme": whatever stands there and is no common word is a name.
bool names_some_company(const std::vector<Token>& tokens) {
    constexpr std::array<std::string_view, 33> kCommon{
        "us",    "me",   "in",     "today", "about", "back", "and",   "my",   "how", "this", "customer",
        "i",     "we",   "the",    "our",   "to",    "with", "again", "out",  "for", "sir",  "support",
        "ma'am", "what", "please", "you",   "it",    "on",   "so",    "over", "may", "can",  "regarding"};
    for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
        const bool calling =
            tokens[i].word == "for" && (tokens[i + 1].stem == "cal" || tokens[i + 1].stem == "contact" ||
                                        tokens[i + 1].stem == "chos" || tokens[i + 1].stem == "choos");
        if (calling && !tokens[i + 2].starts_sentence && !tokens[i + 2].after_pause &&
            std::ranges::find(kCommon, tokens[i + 2].word) == kCommon.end())
            return true;
    }
    return false;
}

bool is_capital(std::string_view text, const Token& token) {
    return token.begin < text.size() && text[token.begin] >= 'A' && text[token.begin] <= 'Z';
}

/// "We at Northwind", "you're through to Maya at Brightline", "Norbank customer service here": a capital where only a
/// name has one.
bool names_company_by_capital(std::string_view text, const std::vector<Token>& tokens) {
    const auto word = [&](std::size_t i) {
        return i < tokens.size() ? std::string_view(tokens[i].word) : std::string_view{};
    };
    constexpr std::array<std::string_view, 6> kKinds{"support", "customer", "bank", "billing", "insurance", "helpdesk"};
    constexpr std::array<std::string_view, 6> kIntroduces{"here", "speaking", "this", "how", "my", "what"};
    const auto introduces = [&](std::size_t from) {
        for (std::size_t i = from; i < from + 3; ++i)
            if (std::ranges::find(kIntroduces, word(i)) != kIntroduces.end())
                return true;
        return false;
    };
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (!is_capital(text, tokens[i]) || word(i) == "i")
            continue;
        const std::string_view before = i > 0 ? word(i - 1) : std::string_view{};
        const std::string_view earlier = i > 1 ? word(i - 2) : std::string_view{};
        const bool after_name = i > 1 && is_capital(text, tokens[i - 2]) && !tokens[i - 2].starts_sentence;
        const bool at = before == "at" && (earlier == "we" || earlier == "here" || earlier == "us" ||
                                           earlier == "team" || earlier == "desk" || after_name);
        const bool to = before == "to" && (earlier == "welcome" || earlier == "through");
        const bool from = before == "from" && (earlier == "calling" || after_name);
        const bool kind = std::ranges::find(kKinds, word(i + 1)) != kKinds.end() && !tokens[i + 1].starts_sentence &&
                          introduces(i + 2) && word(i) != "the" && word(i) != "our";
        if (at || to || from || kind)
            return true;
    }
    return false;
}

/// A bare "I understand" is an acknowledgement, unless it answers somebody who has just told what troubles them.
bool says_i_understand(const std::vector<Token>& tokens) {
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i)
        if (tokens[i].word == "i" &&
            (tokens[i + 1].word == "understand" ||
             (i + 2 < tokens.size() && tokens[i + 2].word == "understand" && tokens[i + 1].word != "not")))
            return true;
    return false;
}

/// "Thank you for calling" opens a call when nothing was said before, and closes it otherwise.
bool opens_call(const std::vector<Token>& tokens, std::string_view prev_customer) {
    const std::string_view text = prev_customer;
    const bool nothing_before = text.find_first_not_of(" \t") == std::string_view::npos;
    const bool opens = std::ranges::any_of(tokens, [&](const Token& t) {
        return t.starts_sentence && (t.word == "hello" || t.word == "hi" || t.word == "good" || t.stem == "thank");
    });
    return nothing_before && tokens.size() >= 4 && opens;
}

class Judgement {
  public:
    explicit Judgement(const std::vector<Token>& tokens) : matches_(compiled().set.match(tokens)) {}

    void score(ActEvidence& out) const {
        const auto& patterns = compiled().patterns;
        for (const auto& match : matches_) {
            const ActPattern& p = patterns[match.pattern];
            out.patterns.push_back(static_cast<std::uint16_t>(match.pattern));
            if (p.weight <= 0 || vetoed(p.act, match.span))
                continue;
            float& score = out.scores[static_cast<std::size_t>(p.act)];
            score = 1.0F - (1.0F - score) * (1.0F - p.weight);
        }
    }

  private:
    [[nodiscard]] bool vetoed(Act act, const Span& span) const {
        const auto& patterns = compiled().patterns;
        return std::ranges::any_of(matches_, [&](const auto& m) {
            return patterns[m.pattern].weight < 0 && patterns[m.pattern].act == act && overlap(m.span, span);
        });
    }

    std::vector<PatternSet::Match> matches_;
};

float& score_of(ActEvidence& s, Act act) { return s.scores[static_cast<std::size_t>(act)]; }

void apply_context(ActEvidence& s, const Utterance& said) {
    const auto& [text, tokens, prev_customer, before, company] = said;
    if (!company.empty())
        score_of(s, Act::CompanyName) = names_company(tokens, company) ? 0.95F : 0.0F;
    else if (names_some_company(tokens) || names_company_by_capital(text, tokens))
        score_of(s, Act::CompanyName) = 0.8F;
    if (opens_call(tokens, prev_customer) && score_of(s, Act::Closing) > 0) {
        score_of(s, Act::Greeting) = std::max(score_of(s, Act::Greeting), 0.8F);
        score_of(s, Act::Closing) = 0.2F;
    }
    if (says_i_understand(tokens))
        score_of(s, Act::Empathy) = std::max(score_of(s, Act::Empathy), tells_feelings(before) ? 0.7F : 0.35F);
    // "44 20 18": "and the rest?" asks on for what identifies them.
    const bool gave_digits = std::ranges::any_of(prev_customer, [](unsigned char c) { return std::isdigit(c) != 0; });
    const bool asks_on = std::ranges::any_of(
        tokens, [](const Token& t) { return t.word == "rest" || t.word == "digits" || t.word == "remaining"; });
    if (gave_digits && asks_on)
        score_of(s, Act::VerifyIdentity) = std::max(score_of(s, Act::VerifyIdentity), 0.75F);
    if (is_unfinished(prev_customer, before))
        score_of(s, Act::Interrupting) = std::max(score_of(s, Act::Interrupting), 0.7F);
}

}  // namespace

bool is_unfinished(std::string_view customer, const std::vector<Token>& tokens) {
    while (!customer.empty() && std::isspace(static_cast<unsigned char>(customer.back())) != 0)
        customer.remove_suffix(1);
    if (customer.empty())
        return false;
    if (customer.ends_with("--") || customer.ends_with(" -") || customer.ends_with("\xE2\x80\x94") ||
        customer.ends_with("\xE2\x80\x93"))
        return true;
    if (customer.back() == '-')
        return true;
    if (std::ispunct(static_cast<unsigned char>(customer.back())) != 0 && !customer.ends_with("..."))
        return false;
    constexpr std::array<std::string_view, 14> kOpen{"and", "but", "because", "the", "a",  "an", "my",
                                                     "so",  "or",  "if",      "of",  "is", "i",  "when"};
    return tokens.size() >= 3 && std::ranges::find(kOpen, tokens.back().word) != kOpen.end();
}

bool tells_feelings(const std::vector<Token>& customer) {
    static const std::vector<Token> kFeelings = tokenize(
        "frustrated upset angry annoyed worried scared hate hurt sick lost tired stressed sad terrible horrible awful "
        "died dead broken stuck afraid crying unhappy ridiculous unacceptable worse worst nervous hope wish "
        "embarrassed alone pain trouble wasted desperate missing love ruined mad happy excited lonely anxious");
    return std::ranges::any_of(
        customer, [](const Token& t) { return std::ranges::find(kFeelings, t.stem, &Token::stem) != kFeelings.end(); });
}

Utterance utterance_of(std::string_view text, std::string_view prev_customer, std::string_view company) {
    return {text, tokenize(text), prev_customer, tokenize(prev_customer), company};
}

ActEvidence rule_evidence(const Utterance& said) {
    ActEvidence out;
    if (said.tokens.empty())
        return out;
    Judgement(said.tokens).score(out);
    apply_context(out, said);
    return out;
}

std::string_view rule_of(std::uint16_t pattern) { return compiled().patterns[pattern].pattern; }

}  // namespace mockcall
