#include "domain/customer/wording.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "domain/customer/everyday_words.hpp"
#include "domain/dialogue/text.hpp"

namespace mockcall::customer_detail {

namespace {

std::uint8_t mask_of(Emotion temper) {
    switch (temper) {
        case Emotion::Angry: return kAngry;
        case Emotion::Frustrated: return kFrustrated;
        case Emotion::Happy: return kHappy;
        case Emotion::Neutral: break;
    }
    return kNeutral;
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

/// "Look, that's not it.": the sentence goes on in lower case, unless it begins with "I" or a name.
std::string led_in(std::string_view lead, std::string_view sentence) {
    const std::string_view word = sentence.substr(0, sentence.find_first_of(" ,.'!?"));
    std::string text(sentence);
    if (lead.ends_with(',') && word != "I" && is_everyday(normalize(word)))
        text.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(text.front())));
    return std::string(lead) + " " + text;
}

const std::vector<const StockPhrase*>& stock_of(Say say) {
    static const auto by_say = [] {
        std::array<std::vector<const StockPhrase*>, static_cast<std::size_t>(Say::Count)> lists;
        for (const auto list : {phrases_of_talk(), phrases_of_matter(), phrases_of_trouble(), phrases_of_exchange(),
                                phrases_of_manner(), phrases_of_questions(), phrases_of_daily_life()})
            for (const StockPhrase& p : list)
                lists[static_cast<std::size_t>(p.say)].push_back(&p);
        return lists;
    }();
    return by_say[static_cast<std::size_t>(say)];
}

/// The sentences of a line that are long enough to be noticed when they come again, normalised.
std::vector<std::string> sentences_in(std::string_view line) {
    constexpr std::size_t kNoticed = 3;
    std::vector<std::string> out;
    std::string words;
    std::size_t count = 0;
    const auto close = [&] {
        if (count >= kNoticed)
            out.push_back(words);
        words.clear();
        count = 0;
    };
    for (const Token& token : tokenize(line)) {
        if (token.starts_sentence)
            close();
        words += (words.empty() ? "" : " ") + token.word;
        ++count;
    }
    close();
    return out;
}

/// Puts the value in, with a capital where a sentence begins with it.
void put_value(std::string& text, const std::string& value) {
    constexpr std::string_view kSlot = "{value}";
    for (std::size_t at = text.find(kSlot); at != std::string::npos; at = text.find(kSlot, at + value.size())) {
        const bool begins =
            at == 0 || (at > 1 && text[at - 1] == ' ' && std::string_view(".!?").contains(text[at - 2]));
        std::string word = value;
        if (begins && word.find('@') == std::string::npos && !word.empty())
            word.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(word.front())));
        text.replace(at, kSlot.size(), word);
    }
}

std::string first_word(const std::string& name) { return name.substr(0, name.find(' ')); }
std::string last_word(const std::string& name) {
    const std::size_t space = name.rfind(' ');
    return space == std::string::npos ? name : name.substr(space + 1);
}

/// How somebody talks, from what the persona says about them.
std::uint8_t manner_of(const Persona& p) {
    struct Trait {
        std::string_view word;
        std::uint8_t manner;
    };
    constexpr auto kTraits = std::to_array<Trait>({
        {"shy", kGentle},      {"gentle", kGentle},       {"kind", kGentle},          {"warm", kGentle},
        {"polite", kGentle},   {"timid", kGentle},        {"anxious", kGentle},       {"soft", kGentle},
        {"patient", kGentle},  {"friendly", kGentle},     {"courteous", kGentle},     {"blunt", kBlunt},
        {"demanding", kBlunt}, {"direct", kBlunt},        {"proud", kBlunt},          {"plain-spoken", kBlunt},
        {"impatient", kBlunt}, {"used to being", kBlunt}, {"gruff", kBlunt},          {"brisk", kBlunt},
        {"dry", kDry},         {"ironic", kDry},          {"sarcastic", kDry},        {"witty", kDry},
        {"humour", kDry},      {"talkative", kChatty},    {"chatty", kChatty},        {"sparing", kTerse},
        {"few words", kTerse}, {"quiet", kTerse},         {"taciturn", kTerse},       {"matter-of-fact", kTerse},
        {"rambling", kChatty}, {"bubbly", kChatty},       {"theatrical", kChatty},    {"operatic", kChatty},
        {"wry", kDry},         {"soft-spoken", kGentle},  {"well-mannered", kGentle}, {"easygoing", kGentle},
        {"frank", kBlunt},     {"tough", kBlunt},         {"loud", kBlunt},
    });
    constexpr int kOldFrom = 64, kYoungUntil = 29;
    constexpr double kTalks = 0.6, kSays = 0.35;
    std::uint8_t manner = 0;
    if (p.age >= kOldFrom)
        manner |= kOld;
    if (p.age <= kYoungUntil)
        manner |= kYoung;
    if (p.talkativeness >= kTalks)
        manner |= kChatty;
    if (p.talkativeness <= kSays)
        manner |= kTerse;
    for (const Trait& t : kTraits)
        if (p.personality.find(t.word) != std::string::npos)
            manner |= t.manner;
    return manner;
}

}  // namespace

std::string spelled(std::string_view value) {
    constexpr std::size_t kGroup = 3;
    std::string out;
    std::size_t in_group = 0;
    char before = 0;
    for (const char c : value) {
        const auto u = static_cast<unsigned char>(c);
        if (std::isalnum(u) == 0) {
            in_group = kGroup;
            continue;
        }
        const bool changes =
            before != 0 && (std::isdigit(u) != 0) != (std::isdigit(static_cast<unsigned char>(before)) != 0);
        if (!out.empty())
            out += in_group >= kGroup || changes ? ", " : " ";
        in_group = in_group >= kGroup || changes ? 1 : in_group + 1;
        out += static_cast<char>(std::toupper(u));
        before = c;
    }
    return out;
}

Wording::Wording(const Scenario& scenario, Random& random, std::function<bool(std::string_view)> keeps_back)
    : scenario_(scenario), random_(&random), keeps_back_(std::move(keeps_back)), manner_(manner_of(scenario.persona)) {}

std::string Wording::filled(std::string_view line, const Fact* fact) const {
    std::string text(line);
    replace_all(text, "{name}", scenario_.persona.name);
    replace_all(text, "{first_name}", first_word(scenario_.persona.name));
    replace_all(text, "{last_name}", last_word(scenario_.persona.name));
    replace_all(text, "{company}", scenario_.company.name);
    if (fact != nullptr) {
        put_value(text, fact->value);
        replace_all(text, "{spelled}", spelled(fact->value));
    }
    return text;
}

void Wording::belong_to(Random& random, std::function<bool(std::string_view)> keeps_back) {
    random_ = &random;
    keeps_back_ = std::move(keeps_back);
}

bool Wording::usable(const std::string& line) const { return !said_.contains(normalize(line)) && !keeps_back_(line); }

bool Wording::repeats_a_sentence(const std::string& line) const {
    return std::ranges::any_of(sentences_in(line), [&](const std::string& s) { return sentences_.contains(s); });
}

void Wording::remember(const std::string& line) {
    said_.insert(normalize(line));
    for (std::string& sentence : sentences_in(line))
        sentences_.insert(std::move(sentence));
}

std::optional<std::string> Wording::pick(std::vector<std::string> candidates) {
    std::erase_if(candidates, [&](const std::string& line) { return !usable(line); });
    if (candidates.empty())
        return std::nullopt;
    std::string line = std::move(candidates[random_->below(candidates.size())]);
    remember(line);
    return line;
}

std::optional<std::string> Wording::pick_stock(Say say, std::uint8_t tempers, const Fill& fill) {
    // What only somebody like this customer would say comes first, as often as not.
    constexpr double kInOwnManner = 0.6;
    std::vector<const char*> candidates, own;
    for (const StockPhrase* p : stock_of(say)) {
        const bool fits = p->manner == 0 || (p->manner & manner_) != 0;
        if ((p->tempers & tempers) != 0 && fits && !said_stock_.contains(p->text))
            (p->manner == 0 ? candidates : own).push_back(p->text);
    }
    if (!own.empty() && (candidates.empty() || random_->unit() < kInOwnManner))
        candidates = std::move(own);
    while (!candidates.empty()) {
        const std::size_t i = random_->below(candidates.size());
        std::string text = fill(candidates[i]);
        if (usable(text) && !repeats_a_sentence(text)) {
            said_stock_.insert(candidates[i]);
            remember(text);
            return text;
        }
        candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return std::nullopt;
}

std::string Wording::stock(Say say, Emotion temper) {
    return stock_filled(say, temper, [&](const char* phrase) { return filled(phrase, nullptr); });
}

std::string Wording::stock_filled(Say say, Emotion temper, const Fill& fill) {
    const std::uint8_t mask = mask_of(temper);
    if (auto line = pick_stock(say, mask, fill))
        return *line;
    // An upset customer may still say the calmer thing; a calm one does not turn angry for want of words.
    const auto& all = stock_of(say);
    const bool none_fits = std::ranges::none_of(all, [&](const StockPhrase* p) { return (p->tempers & mask) != 0; });
    if ((mask & kUpset) != 0 || none_fits)
        if (auto line = pick_stock(say, kAny, fill))
            return *line;
    std::vector<const char*> worn;
    for (const StockPhrase* p : all)
        if ((none_fits || (p->tempers & mask) != 0) && (p->manner == 0 || (p->manner & manner_) != 0))
            worn.push_back(p->text);
    return varied(fill(worn[random_->below(worn.size())]), temper);
}

std::string Wording::stock_about(Say say, Emotion temper, std::string_view slot, std::string_view value) {
    // Other words in the slot make another phrase: only what comes out may not have been said.
    const auto with_value = [&](const char* phrase) {
        std::string text = filled(phrase, nullptr);
        for (std::size_t at = text.find(slot); at != std::string::npos; at = text.find(slot, at + value.size())) {
            text.replace(at, slot.size(), value);
            if (const bool begins = at == 0 || (at > 1 && std::string_view(".!?").contains(text[at - 2])); begins)
                text[at] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[at])));
        }
        return text;
    };
    const std::uint8_t mask = mask_of(temper);
    std::vector<const char*> unused, used;
    for (const StockPhrase* p : stock_of(say)) {
        const bool fits = (p->tempers & mask) != 0 && (p->manner == 0 || (p->manner & manner_) != 0);
        const std::string text = with_value(p->text);
        if (fits && usable(text) && !repeats_a_sentence(text))
            (said_stock_.contains(p->text) ? used : unused).push_back(p->text);
    }
    const auto& candidates = unused.empty() ? used : unused;
    if (candidates.empty())
        return stock_filled(say, temper, with_value);
    const char* phrase = candidates[random_->below(candidates.size())];
    said_stock_.insert(phrase);
    std::string text = with_value(phrase);
    remember(text);
    return text;
}

std::optional<std::string> Wording::authored(const std::vector<std::string>& lines) {
    std::vector<std::string> candidates;
    for (const std::string& line : lines)
        candidates.push_back(filled(line, nullptr));
    return pick(std::move(candidates));
}

std::optional<std::string> Wording::next_authored(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) {
        const std::string text = filled(line, nullptr);
        if (!usable(text))
            continue;
        remember(text);
        return text;
    }
    return std::nullopt;
}

std::string Wording::authored_or(const std::vector<std::string>& lines, Say say, Emotion temper) {
    if (auto line = authored(lines))
        return *line;
    return stock(say, temper);
}

std::string Wording::tell(const Fact& fact, Emotion temper, const std::vector<Token>& question) {
    std::vector<std::string> ways, closest;
    std::size_t most = 0;
    for (const std::string& line : fact.say) {
        ways.push_back(filled(line, &fact));
        if (!usable(ways.back()))
            continue;
        std::size_t shared = 0;
        for (const Token& word : tokenize(line))
            shared += static_cast<std::size_t>(
                word.word.size() > 3 && !is_everyday(word.word) &&
                std::ranges::any_of(question, [&](const Token& asked) { return asked.stem == word.stem; }));
        if (shared > most)
            closest.clear();
        if (shared > 0 && shared >= most)
            closest.push_back(ways.back());
        most = std::max(most, shared);
    }
    // Of several ways the one that takes up the question's words.
    if (auto line = pick(std::move(closest)))
        return *line;
    if (auto line = pick(ways))
        return *line;
    // Code-like values are read out; anything else is said as it is written.
    const bool code =
        fact.value.find_first_of("0123456789") != std::string::npos && fact.value.find(' ') == std::string::npos;
    const std::string value = code ? spelled(fact.value) : fact.value;
    ways.clear();
    for (const char* frame :
         {"It's {}.", "{}.", "That's {}.", "I said {}.", "As I told you, {}.", "{}, that's what it is."}) {
        std::string way = frame;
        replace_all(way, "{}", value);
        ways.push_back(std::move(way));
    }
    if (auto line = pick(ways))
        return *line;
    return varied(ways[random_->below(ways.size())], temper);
}

std::optional<std::string> Wording::another_way(const Fact& fact) {
    std::vector<std::string> ways;
    for (const std::string& line : fact.say)
        ways.push_back(filled(line, &fact));
    return pick(std::move(ways));
}

std::string Wording::varied(std::string line, Emotion temper) {
    constexpr int kDeepest = 16;
    for (int depth = 0; depth < kDeepest; ++depth) {
        const std::string core = line;
        for (const StockPhrase* p : stock_of(Say::LeadIn)) {
            if ((p->tempers & mask_of(temper)) == 0)
                continue;
            line = led_in(p->text, core);
            if (said_.contains(normalize(line)))
                continue;
            remember(line);
            return line;
        }
    }
    return line;
}

std::string Wording::once(std::string reply, Emotion temper) {
    constexpr int kDeepest = 16;
    for (int depth = 0; depth < kDeepest; ++depth) {
        if (replies_.insert(normalize(reply)).second)
            return reply;
        const std::string core = reply;
        for (const StockPhrase* p : stock_of(Say::LeadIn)) {
            if ((p->tempers & mask_of(temper)) == 0)
                continue;
            reply = led_in(p->text, core);
            if (replies_.insert(normalize(reply)).second)
                return reply;
        }
    }
    return reply;
}

void Wording::forget(std::string_view unheard) {
    const std::string text = " " + normalize(unheard) + " ";
    std::erase_if(said_, [&](const std::string& line) { return text.find(" " + line + " ") != std::string::npos; });
    for (const std::string& sentence : sentences_in(unheard))
        sentences_.erase(sentence);
}

}  // namespace mockcall::customer_detail
