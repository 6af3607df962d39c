// Listening, read off the words alone: taken up, answered, and nobody had to insist.
#include <algorithm>
#include <array>
#include <set>

#include "base/one_of.hpp"
#include "domain/evaluation/ending.hpp"
#include "domain/evaluation/outcome.hpp"
#include "domain/evaluation/pushback.hpp"
#include "domain/evaluation/transcript_checks.hpp"

namespace mockcall::judging {
namespace {

/// The agent's lines between this customer line and the next.
std::vector<const Line*> answer_to(const Case& c, const Line& customer) {
    std::vector<const Line*> out;
    for (const Line* l = &customer + 1; l < c.lines.data() + c.lines.size(); ++l) {
        if (l->turn->speaker == Speaker::Customer)
            break;
        out.push_back(l);
    }
    return out;
}

/// Courtesy, patience, a formula: words that tell nothing of the matter.
bool is_form(const Line& line) {
    constexpr std::array kForm{Act::Greeting,    Act::Empathy,           Act::Apology,
                               Act::HoldRequest, Act::ConfirmResolution, Act::Closing};
    if (done_in(line) || has_act(line, Act::ExplainPolicy) || has_act(line, Act::OfferCompensation))
        return false;
    if (find_any(line.words, lexicon::kOfficialese))
        return true;
    return std::ranges::any_of(kForm, [&](Act a) { return has_act(line, a); });
}

/// Goodbye, thanks, that's all: met by any kind word.
bool takes_leave(const Line& line) { return !is_question(line) && find_any(line.words, lexicon::kTakesLeave); }

bool tells_yes_or_no(const Line& line) {
    constexpr auto kPlain = std::to_array<std::string_view>({"yes", "no", "yeah", "yep", "nope", "correct", "exactly"});
    return !line.words.empty() && one_of(line.words.front().norm, kPlain);
}

/// "When?" - "in three days": a figure of the kind that was asked for.
bool gives_figure(const Line& customer, const Line& line) {
    constexpr auto kAsksFigure = std::to_array<std::string_view>(
        {"when", "how much", "how many", "how long", "how soon", "what time", "what day", "price", "cost*", "which"});
    const bool digits = std::ranges::any_of(line.turn->text, [](unsigned char ch) { return std::isdigit(ch) != 0; });
    return find_any(customer.words, kAsksFigure) && (digits || find_any(line.words, lexicon::kTime));
}

/// Speaks of what was asked: their words, a yes or no, a figure, a deed.
bool on_topic(const Line& customer, const Line& line) {
    return customer.content.empty() || shared(line.content, customer.content) > 0 || tells_yes_or_no(line) ||
           gives_figure(customer, line) || done_in(line);
}

/// 0-1: taken up (a word of reply, or their own words), and answered where they asked.
double responsiveness(const Case& c, const Line& customer, const std::vector<const Line*>& answer) {
    constexpr std::size_t kSentence = 4;
    bool taken_up = false, told = false, inquired = false, on = false;
    std::size_t words = 0;
    const bool asked = is_question(customer);
    for (const auto* line : answer) {
        if (!earns(*line))
            return 0;
        words += line->words.size();
        const std::vector<Word> start(line->words.begin(),
                                      line->words.begin() + std::min<std::ptrdiff_t>(6, std::ssize(line->words)));
        taken_up = taken_up || find_any(start, lexicon::kReply) || shared(line->content, customer.content) >= 1 ||
                   (!c.first_name.empty() && find_words(line->words, c.first_name).has_value());
        told = told || done_in(*line) || tells_yes_or_no(*line) ||
               (!is_form(*line) && (informs(*line) || (!is_question(*line) && line->words.size() >= kSentence)));
        inquired = inquired || is_question(*line);
        on = on || on_topic(customer, *line);
    }
    if (takes_leave(customer))
        return 1;
    if (asked)
        return (told ? (on ? 0.6 : 0.4) : inquired ? 0.45 : 0.15) + (taken_up ? 0.4 : 0.1);
    return (taken_up ? 0.75 : 0.3) + (words >= 5 ? 0.25 : 0.0);
}

void judge_responsive(const Case& c, Sheet& sheet) {
    double sum = 0;
    std::size_t n = 0;
    const Line* worst = nullptr;
    double least = 2;
    // The next words of the customer tell whether it was an answer.
    constexpr double kMissed = 0.3;
    std::set<const Line*> missed_by;
    for (const Reacted& r : reactions_of(c))
        if (missed(r.reaction) || r.reaction == Reaction::Incredulous)
            if (const Line* asked = previous_customer_line(c, *r.shown_by.line))
                missed_by.insert(asked);
    for (const auto* line : c.customer) {
        auto answer = answer_to(c, *line);
        const bool goodbye = line == &c.lines.back() && !is_question(*line);
        if (answer.empty() && (goodbye || line + 1 != c.lines.data() + c.lines.size()))
            continue;
        const double r =
            answer.empty() ? 0 : (missed_by.contains(line) ? kMissed : 1) * responsiveness(c, *line, answer);
        sum += r;
        ++n;
        if (r < least) {
            least = r;
            worst = line;
        }
    }
    if (n == 0)
        return;
    // Answers that left somebody unhelped were none to what they meant.
    const double score = 100 * reached(c) * sum / static_cast<double>(n);
    std::vector<Evidence> evidence{
        metric(c, "taken up and answered: " + decimal(score) + " % over " + std::to_string(n) + " customer turns")};
    if (least < 0.5)
        evidence.push_back(quote(whole_line(*worst)));
    sheet.judge("listening.responsive", {.score = score,
                                         .evidence = std::move(evidence),
                                         .why = least >= 0.5 ? "Each turn of the customer was taken up."
                                                             : "“" + quote(whole_line(*worst)).text + "” (" +
                                                                   clock(worst->at) + ") was passed over.",
                                         .say = "I see. Let me answer that first: …"});
}

/// "where is it?" - "ok so where is it": the same question word and verb, and nothing of a new matter.
bool asks_the_same(const Line& now, const Line& before) {
    constexpr auto kAsks = std::to_array<std::string_view>({"what", "how", "when", "where", "who", "why", "which"});
    if (!std::ranges::includes(before.content, now.content))
        return false;
    for (std::size_t i = 0; i + 1 < now.words.size(); ++i)
        for (std::size_t k = 0; one_of(now.words[i].norm, kAsks) && k + 1 < before.words.size(); ++k)
            if (before.words[k].norm == now.words[i].norm && before.words[k + 1].norm == now.words[i + 1].norm)
                return true;
    return false;
}

/// The customer's question comes back: the same words within a few turns, or one plea after the other with nothing
/// done in between.
bool asks_again(const Case& c, std::size_t i) {
    constexpr std::size_t kReach = 3, kSame = 2;
    const Line& now = *c.customer[i];
    if (!is_question(now))
        return false;
    for (std::size_t k = i - std::min(i, kReach); k < i; ++k) {
        const Line& before = *c.customer[k];
        if (!is_question(before))
            continue;
        const bool same = shared(now.content, before.content) >= kSame;
        const bool word_for_word = asks_the_same(now, before);
        const bool pleads = find_any(now.words, lexicon::kAsksFor) && find_any(before.words, lexicon::kAsksFor);
        const bool acted = std::ranges::any_of(
            c.agent, [&](const Line* l) { return l > &before && l < &now && earns(*l) && done_in(*l); });
        if (!acted && (same || word_for_word || (pleads && k + 1 == i)))
            return true;
    }
    return false;
}

/// The agent asks for the same thing twice, be it in other words.
bool asked_before(const Line& before, const Line& now) {
    if (!is_question(now) || now.content.empty())
        return false;
    const bool identifies = has_act(before, Act::VerifyIdentity) && has_act(now, Act::VerifyIdentity);
    return now.content == before.content ||
           (identifies && before.content.size() <= 3 && std::ranges::includes(now.content, before.content) &&
            !before.content.empty());
}

/// The customer has to insist: repeats themselves, pleads, asks whether anybody is there.
void judge_insisting(const Case& c, Sheet& sheet) {
    std::vector<Evidence> evidence;
    std::set<const Line*> insists;
    for (const Reacted& r : reactions_of(c))
        if (r.reaction == Reaction::PutsRight || r.reaction == Reaction::Insists ||
            r.reaction == Reaction::Incredulous) {
            insists.insert(r.shown_by.line);
            evidence.push_back(quote(r.shown_by));
        }
    for (std::size_t i = 1; i < c.customer.size(); ++i)
        if (!insists.contains(c.customer[i]) && asks_again(c, i))
            evidence.push_back(quote(whole_line(*c.customer[i])));
    for (std::size_t i = 1; i < c.agent.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (asked_before(*c.agent[k], *c.agent[i])) {
                evidence.push_back(quote(whole_line(*c.agent[i])));
                break;
            }
    // Selling on, after a no.
    for (const auto* line : c.agent)
        if (const auto* before = previous_customer_line(c, *line);
            before != nullptr && has_act(*line, Act::Upsell) && find_any(before->words, lexicon::kDeclines))
            evidence.push_back(quote(whole_line(*line)));
    if (evidence.empty()) {
        sheet.judge("listening.no_insisting",
                    {.score = 100,
                     .evidence = {metric(c, "had to insist: 0 of " + std::to_string(c.customer.size()) + " turns")},
                     .why = "The customer never had to insist."});
        return;
    }
    const auto e = evidence.front();
    sheet.judge("listening.no_insisting", {.score = 65 - 30.0 * static_cast<double>(evidence.size() - 1),
                                           .evidence = evidence,
                                           .why = "At " + clock(e.timestamp) + " (“" + e.text +
                                                  "”) the customer had to insist or was asked again.",
                                           .say = "You're right, let me come back to that."});
}

}  // namespace

void judge_transcript_listening(const Case& c, Sheet& sheet) {
    if (c.customer.empty())
        return;
    judge_responsive(c, sheet);
    judge_insisting(c, sheet);
}

}  // namespace mockcall::judging
