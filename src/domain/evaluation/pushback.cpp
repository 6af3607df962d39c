#include "domain/evaluation/pushback.hpp"

#include <algorithm>
#include <array>

#include "base/one_of.hpp"
#include "domain/evaluation/ending.hpp"
#include "domain/evaluation/lexicon.hpp"

namespace mockcall::judging {
namespace {

/// What the agent said last before `line`, also where the customer said something else in between.
std::vector<const Line*> answer_before(const Case& c, const Line& line) {
    std::vector<const Line*> out;
    const Line* l = &line;
    while (l > c.lines.data() && (l - 1)->turn->speaker == Speaker::Customer)
        --l;
    for (; l > c.lines.data() && (l - 1)->turn->speaker != Speaker::Customer; --l)
        out.push_back(l - 1);
    return out;
}

/// "No. I have the ticket, I want to contest it": a no, or a but, that nobody asked for.
bool contradicts(const Case& c, const Line& line) {
    constexpr std::size_t kMoreThanNo = 3;
    constexpr auto kNo = std::to_array<std::string_view>({"no", "nope", "nah", "but"});
    if (line.words.size() <= kMoreThanNo || find_any(line.words, lexicon::kTakesLeave))
        return false;
    // "Right, but the fee?" grants the one thing to come to the other.
    constexpr auto kGrants = std::to_array<std::string_view>({"right", "yes", "yeah", "ok", "okay", "well", "sure"});
    const std::size_t at = one_of(line.words.front().norm, kGrants) ? 1 : 0;
    if (!one_of(line.words[at].norm, kNo) || (at == 1 && line.words[at].norm != "but"))
        return false;
    const auto answer = answer_before(c, line);
    return std::ranges::none_of(answer, [](const Line* l) { return is_question(*l); });
}

/// "It says valid until the 30th", to an answer that said something else and asked for nothing.
bool counters(const Case& c, const Line& line) {
    constexpr auto kChecked = std::to_array<std::string_view>({"of course i did", "of course i have"});
    if (find_any(line.words, kChecked))
        return true;
    const auto answer = answer_before(c, line);
    // "Ok, it says 4471": read out because it was told to look.
    constexpr auto kFollows =
        std::to_array<std::string_view>({"ok", "okay", "yes", "yeah", "done", "right", "alright"});
    return find_any(line.words, lexicon::kCounters) && !answer.empty() && !one_of(line.words.front().norm, kFollows) &&
           std::ranges::none_of(answer,
                                [](const Line* l) { return is_question(*l) || has_act(*l, Act::OpenQuestion); });
}

/// "And what do I do until then?" is a question of its own.
bool asks_whole(const Line& line) {
    constexpr auto kAsks = std::to_array<std::string_view>({"what", "how", "when", "where", "who", "why", "which"});
    constexpr auto kVerbs =
        std::to_array<std::string_view>({"do", "does", "did", "is", "are", "was", "will", "can", "should", "would"});
    for (std::size_t i = 0; i + 1 < line.words.size(); ++i)
        if (one_of(line.words[i].norm, kAsks) && one_of(line.words[i + 1].norm, kVerbs))
            return true;
    return false;
}

/// The trouble told once more, to an answer that held not a word of it.
bool restates(const Case& c, const Line& line) {
    constexpr std::size_t kSame = 2, kWhole = 5;
    if (line.words.size() < kWhole || c.customer.empty())
        return false;
    std::set<std::string> told;
    for (const Line* l : answer_before(c, line)) {
        // What was asked for is given; "how can I help?" asks for what was told already.
        if (is_question(*l) && !find_any(l->words, lexicon::kOfferHelp))
            return false;
        told.insert(l->content.begin(), l->content.end());
    }
    const auto stated = complaint(c);
    return stated && stated->line < &line && shared(stated->line->content, line.content) >= kSame &&
           shared(told, line.content) == 0;
}

/// "Okay. And the bill?": back to a matter of theirs that the answer did not touch.
bool comes_back(const Case& c, const Line& line) {
    constexpr std::size_t kShort = 9;
    constexpr auto kTurns = std::to_array<std::string_view>({"and", "but", "so", "ok", "okay", "well", "alright"});
    if (line.words.size() > kShort || line.content.empty() || !one_of(line.words.front().norm, kTurns) ||
        asks_whole(line))
        return false;
    std::set<std::string> told;
    for (const Line* l : answer_before(c, line)) {
        // What was asked for is given: that is no coming back.
        if (is_question(*l) && !find_any(l->words, lexicon::kAnythingElse))
            return false;
        told.insert(l->content.begin(), l->content.end());
    }
    return std::ranges::includes(customer_words_before(c, line), line.content) && shared(told, line.content) == 0;
}

/// "I don't understand" is said of an answer, "I don't understand why I was charged" of the matter.
std::optional<Span> lost_in(const Case& c, const Line& line) {
    const auto span = find_any(line.words, lexicon::kBaffled);
    if (!span)
        return std::nullopt;
    // Asked for the matter, one tells of it: "I just don't understand!"
    constexpr auto kAtALoss =
        std::to_array<std::string_view>({"don't understand", "do not understand", "i'm confused"});
    const auto answer = answer_before(c, line);
    if (find_any(line.words, kAtALoss) && std::ranges::any_of(answer, [](const Line* l) { return is_question(*l); }))
        return std::nullopt;
    for (const Word& w : line.words)
        if (w.begin >= span->end)
            return w.norm == "why" || w.norm == "how" ? std::nullopt : span;
    return span;
}

/// "Wow" for a good thing is no disbelief.
std::optional<Span> disbelief_in(const Line& line) {
    const auto span = find_any(line.words, lexicon::kIncredulous);
    constexpr auto kGlad =
        std::to_array<std::string_view>({"yes", "please", "thank*", "great", "nice", "good", "cool"});
    constexpr std::size_t kBare = 2;
    const bool wow = span && line.turn->text.size() >= span->end && span->end - span->begin == 3;
    return wow && (line.words.size() <= kBare || find_any(line.words, kGlad)) ? std::nullopt : span;
}

Reacted reaction_in(const Case& c, const Line& line) {
    if (line.words.empty())
        return {};
    // "You are the best, seriously" doubts nothing.
    if (!is_question(line) && find_any(line.words, lexicon::kDelighted))
        return find_any(line.words, lexicon::kUnderstood) ? Reacted{Reaction::Understood, whole_line(line)} : Reacted{};
    const auto shown = [&](Reaction r, const std::optional<Span>& span) {
        return span ? Reacted{r, {&line, *span}} : Reacted{};
    };
    for (const auto& [reaction, span] : {std::pair{Reaction::Incredulous, disbelief_in(line)},
                                         std::pair{Reaction::GivesUp, find_any(line.words, lexicon::kGivesUp)},
                                         std::pair{Reaction::Lost, lost_in(c, line)},
                                         std::pair{Reaction::PutsRight, find_any(line.words, lexicon::kPutsRight)},
                                         std::pair{Reaction::Insists, find_any(line.words, lexicon::kUnheard)},
                                         std::pair{Reaction::Insists, find_any(line.words, lexicon::kPleading)}})
        if (span)
            return shown(reaction, span);
    if (contradicts(c, line) || counters(c, line))
        return {Reaction::PutsRight, whole_line(line)};
    if (comes_back(c, line) || restates(c, line))
        return {Reaction::Insists, whole_line(line)};
    return shown(Reaction::Understood, find_any(line.words, lexicon::kUnderstood));
}

}  // namespace

std::vector<Reacted> reactions_of(const Case& c) {
    std::vector<Reacted> out;
    for (std::size_t i = 1; i < c.customer.size(); ++i)
        if (const auto r = reaction_in(c, *c.customer[i]); r.reaction != Reaction::None)
            out.push_back(r);
    return out;
}

bool missed(Reaction r) { return r == Reaction::Lost || r == Reaction::PutsRight || r == Reaction::Insists; }

std::size_t pushbacks(const std::vector<Reacted>& reactions) {
    return static_cast<std::size_t>(std::ranges::count_if(reactions, [](const Reacted& r) {
        return r.reaction == Reaction::PutsRight || r.reaction == Reaction::Insists;
    }));
}

}  // namespace mockcall::judging
