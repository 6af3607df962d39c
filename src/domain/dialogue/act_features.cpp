#include "domain/dialogue/act_features.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "domain/dialogue/act_words.hpp"

namespace mockcall {

namespace {

constexpr std::uint32_t kBasis = 2166136261U;
constexpr std::uint32_t kPrime = 16777619U;

constexpr std::uint32_t hash_of(std::string_view text, std::uint32_t h = kBasis) {
    for (const char c : text)
        h = (h ^ static_cast<unsigned char>(c)) * kPrime;
    return h;
}
constexpr std::uint32_t join(std::uint32_t a, std::uint32_t b) {
    std::uint32_t h = (a ^ (b + 0x9E3779B9U + (a << 6U) + (a >> 2U))) * kPrime;
    h ^= h >> 15U;
    return h * 0x2C1B3C6DU;
}

constexpr std::uint32_t kSentenceEdge = hash_of("<s>");
constexpr std::uint32_t kNumber = hash_of("<number>");
constexpr std::uint32_t kMoney = hash_of("<money>");

/// Kinds of features: two that look alike stay apart.
enum class From : std::uint32_t {
    Stem = 1,
    Pair,
    Triple,
    Kind,
    KindPair,
    KindTriple,
    Skip,
    Near,
    Prefix,
    Grams,
    BeforeCapital,
    AfterCapital,
    TwoBeforeCapital,
    Capitals,
    Shouted,
    Customer,
    CustomerLast,
    CustomerKind,
    CustomerNumber,
    CustomerAndFirst,
    CustomerAndKind,
    CustomerAndLength,
    Verdict,
    NoVerdict,
    Phrasing,
    Length,
    Questions,
    Sentences,
    Exclamation
};

class Collector {
  public:
    Collector(const Utterance& said, const ActEvidence& rules) : said_(said), rules_(rules) {}

    ActFeatures run() {
        read_words();
        sequences();
        together();
        spelling();
        names();
        customer();
        verdicts();
        shape();
        unique(out_.words);
        unique(out_.signs);
        return std::move(out_);
    }

  private:
    static void unique(std::vector<FeatureId>& ids) {
        std::ranges::sort(ids);
        const auto tail = std::ranges::unique(ids);
        ids.erase(tail.begin(), tail.end());
    }
    template <class... Parts>
    static FeatureId id(From from, Parts... parts) {
        std::uint32_t h = static_cast<std::uint32_t>(from) * 0x85EBCA6BU;
        ((h = join(h, static_cast<std::uint32_t>(parts))), ...);
        return h;
    }
    template <class... Parts>
    void word(From from, Parts... parts) {
        out_.words.push_back(id(from, parts...));
    }
    template <class... Parts>
    void sign(From from, Parts... parts) {
        out_.signs.push_back(id(from, parts...));
    }

    static std::uint32_t plain(const Token& token) {
        if (token.word.starts_with('$'))
            return kMoney;
        const bool number = !token.word.empty() && token.word.front() >= '0' && token.word.front() <= '9';
        return number ? kNumber : hash_of(token.stem);
    }

    void read_words() {
        for (const Token& token : said_.tokens) {
            if (token.starts_sentence && !stems_.empty())
                edge();
            stems_.push_back(plain(token));
            const std::uint8_t kind = word_kind(token.stem);
            kinds_.push_back(kind);
            general_.push_back(kind != 0 ? kind : stems_.back());
        }
    }
    void edge() {
        stems_.push_back(kSentenceEdge);
        kinds_.push_back(0);
        general_.push_back(kSentenceEdge);
    }

    void sequences() {
        const std::size_t n = stems_.size();
        const auto stem = [&](std::size_t i) { return i < n ? stems_[i] : kSentenceEdge; };
        const auto general = [&](std::size_t i) { return i < n ? general_[i] : kSentenceEdge; };
        if (n > 0) {
            word(From::Pair, kSentenceEdge, stem(0));
            word(From::Triple, kSentenceEdge, stem(0), stem(1));
            word(From::KindPair, kSentenceEdge, general(0));
            word(From::KindTriple, kSentenceEdge, general(0), general(1));
        }
        for (std::size_t i = 0; i < n; ++i) {
            if (stems_[i] != kSentenceEdge)
                word(From::Stem, stems_[i]);
            word(From::Pair, stem(i), stem(i + 1));
            word(From::Triple, stem(i), stem(i + 1), stem(i + 2));
            if (kinds_[i] != 0)
                word(From::Kind, kinds_[i]);
            word(From::KindPair, general(i), general(i + 1));
            word(From::KindTriple, general(i), general(i + 1), general(i + 2));
            word(From::Skip, general(i), general(i + 2));
            word(From::Skip, general(i), general(i + 3));
        }
    }

    /// Kinds anywhere in one utterance, in their order.
    void together() {
        for (std::size_t i = 0; i < kinds_.size(); ++i)
            for (std::size_t j = i + 1; j < kinds_.size() && j < i + 8; ++j)
                if (kinds_[i] != 0 && kinds_[j] != 0)
                    word(From::Near, kinds_[i], kinds_[j]);
    }

    /// Beginnings of long words: forms and typing errors that the stem does not join.
    void spelling() {
        for (const Token& token : said_.tokens)
            if (token.word.size() >= 5) {
                word(From::Prefix, hash_of(std::string_view(token.word).substr(0, 4)));
                const std::string_view w = token.word;
                for (std::size_t i = 0; i + 4 <= w.size(); ++i)
                    word(From::Grams, hash_of(w.substr(i, 4)));
            }
    }

    [[nodiscard]] bool capital(const Token& token) const {
        return token.begin < said_.text.size() && said_.text[token.begin] >= 'A' && said_.text[token.begin] <= 'Z';
    }

    /// A capital inside a sentence, with the words about it.
    void names() {
        const auto& t = said_.tokens;
        int shouted = 0;
        int capitals = 0;
        for (std::size_t i = 0; i < t.size(); ++i) {
            if (!capital(t[i]) || t[i].word == "i")
                continue;
            const std::string_view written = said_.text.substr(t[i].begin, t[i].end - t[i].begin);
            const bool all = written.size() >= 2 && std::ranges::all_of(written, [](char c) {
                                 return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                             });
            shouted += all ? 1 : 0;
            if (t[i].starts_sentence)
                continue;
            ++capitals;
            word(From::BeforeCapital, i > 0 ? plain(t[i - 1]) : kSentenceEdge);
            word(From::AfterCapital, i + 1 < t.size() && !t[i + 1].starts_sentence ? plain(t[i + 1]) : kSentenceEdge);
            if (i > 1)
                word(From::TwoBeforeCapital, capital(t[i - 1]) ? 1U : plain(t[i - 1]),
                     capital(t[i - 2]) ? 1U : plain(t[i - 2]));
        }
        sign(From::Capitals, std::min(capitals, 3));
        sign(From::Shouted, std::min(shouted, 3));
    }

    void customer() {
        const auto& before = said_.before;
        const bool unfinished = is_unfinished(said_.prev_customer, before);
        const bool feels = tells_feelings(before);
        const std::uint32_t state = (before.empty() ? 1U : 0U) | (unfinished ? 2U : 0U) | (feels ? 4U : 0U) |
                                    (!before.empty() && before.back().in_question ? 8U : 0U);
        for (std::uint32_t bit = 1; bit <= 8; bit <<= 1U)
            if ((state & bit) != 0) {
                sign(From::Customer, bit);
                if (!stems_.empty())
                    word(From::CustomerAndFirst, bit, stems_[0]);
                sign(From::CustomerAndLength, bit, std::min<std::size_t>(said_.tokens.size() / 4, 4));
                for (const std::uint8_t kind : kinds_)
                    if (kind != 0)
                        word(From::CustomerAndKind, bit, kind);
            }
        if (!before.empty())
            sign(From::CustomerLast, plain(before.back()));
        bool digits = false;
        for (const Token& token : before) {
            digits = digits || plain(token) == kNumber;
            const std::uint8_t kind = word_kind(token.stem);
            if (kind != 0)
                word(From::CustomerKind, kind);
        }
        if (digits)
            sign(From::CustomerNumber);
    }

    void verdicts() {
        constexpr std::array kSteps{0.01F, 0.5F, 0.7F, 0.85F};
        for (std::uint32_t act = 0; act < kActCount; ++act)
            for (std::uint32_t step = 0; step < kSteps.size(); ++step)
                if (rules_.scores[act] >= kSteps[step])
                    sign(From::Verdict, act, step);
        for (const std::uint16_t pattern : rules_.patterns)
            word(From::Phrasing, hash_of(rule_of(pattern)));
        if (std::ranges::all_of(rules_.scores, [](float s) { return s < 0.5F; }))
            sign(From::NoVerdict);
    }

    void shape() {
        const std::size_t n = said_.tokens.size();
        constexpr std::array<std::size_t, 6> kLengths{2, 4, 7, 11, 17, 26};
        sign(From::Length, std::ranges::lower_bound(kLengths, n) - kLengths.begin());
        const auto questions =
            std::ranges::count_if(said_.tokens, [](const Token& t) { return t.in_question && t.starts_sentence; });
        const auto sentences = std::ranges::count_if(said_.tokens, &Token::starts_sentence);
        sign(From::Questions, std::min<long>(questions, 2));
        sign(From::Sentences, std::min<long>(sentences, 3));
        if (said_.text.find('!') != std::string_view::npos)
            sign(From::Exclamation);
    }

    const Utterance& said_;
    const ActEvidence& rules_;
    std::vector<std::uint32_t> stems_, general_;
    std::vector<std::uint8_t> kinds_;
    ActFeatures out_;
};

}  // namespace

ActFeatures act_features(const Utterance& said, const ActEvidence& rules) { return Collector(said, rules).run(); }

}  // namespace mockcall
