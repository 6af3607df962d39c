// What can be judged of a transcript from elsewhere, of which nothing is known but its words: whether the customer was
// answered, treated kindly and told enough, and how they took leave.
#include <algorithm>
#include <cmath>
#include <set>

#include "domain/evaluation/ending.hpp"
#include "domain/evaluation/lexicon.hpp"
#include "domain/evaluation/pushback.hpp"
#include "domain/evaluation/sheet.hpp"

namespace mockcall::judging {
namespace {

double share(std::size_t part, std::size_t of) {
    return of == 0 ? 0 : static_cast<double>(part) / static_cast<double>(of);
}
double ramp(double v, double none, double full) { return 100 * std::clamp((v - none) / (full - none), 0.0, 1.0); }
std::string of(std::size_t part, std::size_t whole) { return std::to_string(part) + " of " + std::to_string(whole); }

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

/// 0-1: taken up (a word of reply, or their own words), and answered where they asked.
double responsiveness(const Case& c, const Line& customer, const std::vector<const Line*>& answer) {
    bool taken_up = false, told = false;
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
        told = told || informs(*line) || done_in(*line) || (!is_question(*line) && line->words.size() >= 4);
    }
    if (asked)
        return (told ? 0.6 : 0.15) + (taken_up ? 0.4 : 0.1);
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
        if (missed(r.reaction))
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
    const double reached = left_unhelped(c) ? 0.75 : 1.0;
    const double score = 100 * reached * sum / static_cast<double>(n);
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
        const bool pleads = find_any(now.words, lexicon::kAsksFor) && find_any(before.words, lexicon::kAsksFor);
        const bool acted = std::ranges::any_of(
            c.agent, [&](const Line* l) { return l > &before && l < &now && earns(*l) && done_in(*l); });
        if (!acted && (same || (pleads && k + 1 == i)))
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
        if (r.reaction == Reaction::PutsRight || r.reaction == Reaction::Insists) {
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

void judge_process(const Case& c, Sheet& sheet) {
    struct Part {
        std::string_view name;
        std::optional<Hit> hit;
        double points;
    };
    const auto line_where = [&](auto holds) -> std::optional<Hit> {
        for (std::size_t i = 0; i < c.agent.size(); ++i)
            if (holds(*c.agent[i], i))
                return whole_line(*c.agent[i]);
        return std::nullopt;
    };
    const auto asked_detail = line_where([&](const Line& l, std::size_t i) {
        return is_question(l) && earns(l) && !has_act(l, Act::VerifyIdentity) && !has_act(l, Act::ConfirmResolution) &&
               (i > 1 || !find_any(l.words, lexicon::kOfferHelp));
    });
    auto acted = agent_has_done(c);
    if (!acted)
        acted = agent_has_promised(c);
    if (!acted)
        acted = agent_said(c, c.whole(), lexicon::kInstruction);
    for (const auto& t : c.call.turns)
        if (t.speaker == Speaker::System && !acted && !c.agent.empty())
            acted = whole_line(*c.agent.back());
    const std::array<Part, 4> parts{
        {{"who is calling", agent_did(c, c.whole(), Act::VerifyIdentity), 15},
         {"what exactly is wrong", asked_detail, 20},
         {"something done", acted, 40},
         {"something told", line_where([&](const Line& l, std::size_t) { return earns(l) && informs(l); }), 25}}};
    Verdict v{.say = "Let me check that for you … I have … and you will …", .could_be_in = c.whole()};
    std::string missing;
    // "Are you open on Monday?" needs no name and no inquiry, only the answer.
    const bool only_asks = asks_for_information(c);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto& p = parts[i];
        const bool needed = !only_asks || i == 3;
        if (p.hit || !needed) {
            v.score += p.points;
            if (!p.hit)
                continue;
            v.evidence.push_back(quote(*p.hit));
        } else {
            missing += (missing.empty() ? "" : ", ") + std::string(p.name);
        }
    }
    if (only_asks && !parts.back().hit)
        v.score = 0;
    // Motions that led nowhere: whoever goes away upset was not helped by them.
    constexpr double kInVain = 30, kHardly = 45;
    if (left_unhelped(c))
        v.score = std::min(v.score, ending_of(c).mood == Mood::Upset ? kInVain : kHardly);
    v.why = missing.empty() ? "Asked, found out, acted and explained." : "Missing: " + missing + '.';
    sheet.judge("solution.process", std::move(v));
}

/// Not knowing, guessing, sending away: effort that the customer is left with.
void judge_care(const Case& c, Sheet& sheet) {
    std::vector<Evidence> evidence;
    for (const auto* line : c.agent)
        if (const auto span = find_any(line->words, lexicon::kCarelessness))
            evidence.push_back(quote({line, *span}));
    const double share_of_turns = share(evidence.size(), std::max<std::size_t>(1, c.agent.size()));
    if (evidence.empty())
        evidence.push_back(metric(c, "left to guess: 0 of " + std::to_string(c.agent.size()) + " turns"));
    const bool alone = left_unhelped(c);
    sheet.judge("solution.care",
                {.score = (alone ? 0.5 : 1.0) * (100 - 250 * share_of_turns),
                 .evidence = evidence,
                 .why = share_of_turns > 0 ? "“" + evidence.front().text + "” leaves the customer alone with it."
                        : alone            ? "The customer was left alone with it in the end."
                                           : "Nothing was left to the customer to guess.",
                 .say = "Let me find that out for you."});
}

std::size_t lines_with(const Case& c, Phrases phrases, std::vector<Evidence>& evidence) {
    std::size_t n = 0;
    for (const auto* line : c.agent)
        if (const auto span = earns(*line) ? find_any(line->words, phrases) : std::nullopt) {
            if (++n <= 3)
                evidence.push_back(quote({line, *span}));
        }
    return n;
}

void judge_courtesy_of(const Case& c, Sheet& sheet) {
    std::vector<Evidence> evidence;
    const auto n = lines_with(c, lexicon::kCourtesy, evidence);
    const double rate = share(n, c.agent.size());
    const double reached = ending_of(c).mood == Mood::Upset ? 0.7 : left_unhelped(c) ? 0.8 : 1.0;
    if (evidence.empty())
        evidence.push_back(metric(c, "please, thanks and the like: " + of(0, c.agent.size()) + " turns"));
    sheet.judge("communication.courtesy",
                {.score = reached * (15 + 0.85 * ramp(rate, 0, 0.55)),
                 .evidence = evidence,
                 .why = of(n, c.agent.size()) + " turns held a please, a thank you or the like.",
                 .say = "Could you please tell me …? Thank you."});
}

void judge_substance(const Case& c, Sheet& sheet) {
    std::size_t words = 0, longest = 0;
    for (const auto* line : c.agent) {
        words += line->words.size();
        longest = std::max(longest, line->words.size());
    }
    const double mean = static_cast<double>(words) / static_cast<double>(c.agent.size());
    constexpr double kLecture = 55, kFlood = 110;
    // Words a turn, and hardly their number: many are no merit.
    const double score = 0.85 * ramp(mean, 2, 11) + 0.15 * ramp(static_cast<double>(words), 10, 50) -
                         0.5 * ramp(static_cast<double>(longest), kLecture, kFlood) - 0.5 * ramp(mean, 27, 45);
    const auto figure = decimal(mean) + " words a turn, " + std::to_string(words) + " in all";
    sheet.judge("communication.substance",
                {.score = score,
                 .evidence = {metric(c, "length: " + figure)},
                 .why = mean < 6 ? "With " + figure + ", little was explained." : "You used " + figure + '.',
                 .say = "What I am doing now is …, because …."});
}

/// What was said reached the customer: they were not lost, did not have to put it right, and did not leave in anger.
void judge_understood(const Case& c, Sheet& sheet) {
    constexpr double kNothingShown = 78, kUnderstood = 14, kLost = 32, kPutRight = 18, kDisbelief = 15;
    double score = kNothingShown;
    std::vector<Evidence> astray, reached;
    for (const Reacted& r : reactions_of(c)) {
        const bool understood = r.reaction == Reaction::Understood;
        (understood ? reached : astray).push_back(quote(r.shown_by));
        score -= r.reaction == Reaction::Lost          ? kLost
                 : missed(r.reaction)                  ? kPutRight
                 : r.reaction == Reaction::Incredulous ? kDisbelief
                                                       : 0;
    }
    if (!reached.empty())
        score += kUnderstood;
    switch (ending_of(c).mood) {
        case Mood::Upset: score -= 30; break;
        case Mood::Resigned: score -= 15; break;
        case Mood::Delighted: score += 12; break;
        default: break;
    }
    auto& evidence = astray.empty() ? reached : astray;
    if (evidence.empty())
        evidence.push_back(metric(c, "lost or put right: 0 of " + std::to_string(c.customer.size()) + " turns"));
    const auto e = evidence.front();
    sheet.judge("communication.understood", {.score = score,
                                             .evidence = evidence,
                                             .why = astray.empty() ? "What you said was understood."
                                                                   : "At " + clock(e.timestamp) + " (“" + e.text +
                                                                         "”) your answer had not arrived.",
                                             .say = "Let me put that another way: … Does that make sense?"});
}

/// Formulas: whole strings of words that come back turn after turn.
void judge_own_words(const Case& c, Sheet& sheet) {
    constexpr std::size_t kString = 4, kFewest = 3;
    if (c.agent.size() < kFewest)
        return;
    std::set<std::string> said;
    std::vector<Evidence> evidence;
    for (const auto* line : c.agent) {
        std::set<std::string> here;
        std::optional<Span> again;
        for (std::size_t i = 0; i + kString <= line->words.size(); ++i) {
            std::string words;
            for (std::size_t k = i; k < i + kString; ++k)
                words += line->words[k].norm + ' ';
            if (said.contains(words) && !again)
                again = Span{line->words[i].begin, line->words[i + kString - 1].end};
            here.insert(std::move(words));
        }
        if (!again)
            again = find_any(line->words, lexicon::kOfficialese);
        if (again)
            evidence.push_back(quote({line, *again}));
        said.merge(here);
    }
    const double rate = share(evidence.size(), c.agent.size());
    if (evidence.empty())
        evidence.push_back(metric(c, "formulas repeated: " + of(0, c.agent.size()) + " turns"));
    sheet.judge("communication.own_words",
                {.score = 100 - ramp(rate, 0, 0.45),
                 .evidence = evidence,
                 .why = rate > 0 ? "“" + evidence.front().text + "” sounds read out." : "Nothing sounded read out.",
                 .say = "Let me look at your case itself: …"});
}

/// A name the customer gave when asked, said back: "Thank you, Marta."
std::optional<Hit> by_name(const Case& c) {
    std::set<std::string> names;
    for (const auto* line : c.customer) {
        const auto* before = line > c.lines.data() ? line - 1 : nullptr;
        if (before == nullptr || before->turn->speaker != Speaker::Agent || !has_act(*before, Act::VerifyIdentity))
            continue;
        for (const auto& w : line->words)
            if (w.norm.size() >= 3 && std::ranges::all_of(w.norm, [](char ch) { return ch >= 'a' && ch <= 'z'; }))
                names.insert(w.norm);
    }
    for (const std::string_view common :
         {"name",  "account", "order",   "email", "number", "username", "the",    "and",    "yes",       "sure", "it's",
          "com",   "user",    "address", "level", "can",    "you",      "that",   "this",   "for",       "have", "not",
          "order", "item",    "card",    "don't", "okay",   "thank",    "thanks", "please", "membership"})
        names.erase(std::string(common));
    for (const auto* line : c.agent)
        for (const auto& w : line->words)
            if (names.contains(w.norm) && earns(*line))
                return Hit{line, Span{w.begin, w.end}};
    return std::nullopt;
}

void judge_warmth(const Case& c, Sheet& sheet) {
    std::vector<Evidence> evidence;
    auto n = lines_with(c, lexicon::kWarmth, evidence);
    if (const auto named = by_name(c)) {
        ++n;
        evidence.push_back(quote(*named));
    }
    if (evidence.empty())
        evidence.push_back(metric(c, "kind words: " + of(0, c.agent.size()) + " turns"));
    const double rate = share(n, c.agent.size());
    // Kind words that did not reach the customer are half as kind.
    const Mood mood = ending_of(c).mood;
    const double reached = mood == Mood::Upset ? 0.5 : mood == Mood::Resigned ? 0.75 : left_unhelped(c) ? 0.85 : 1.0;
    sheet.judge("empathy.warmth",
                {.score = reached * (30 + 0.45 * ramp(static_cast<double>(n), 0, 5) + 0.25 * ramp(rate, 0, 0.5)),
                 .evidence = evidence,
                 .why = of(n, c.agent.size()) + " turns held a kind word.",
                 .say = "I'd be happy to help you with that."});
}

/// Trouble was told: was it met with a word for the person, soon?
void judge_meeting_trouble(const Case& c, Sheet& sheet) {
    const Line* trouble = nullptr;
    std::optional<Span> span;
    bool feeling = false;
    for (const auto* line : c.customer)
        if (!span) {
            span = find_any(line->words, lexicon::kFeeling);
            feeling = span.has_value();
            if (!span)
                span = find_any(line->words, lexicon::kDistress);
            trouble = line;
        }
    if (!span)
        return;
    Verdict v{.why = "“" + quote({trouble, *span}).text + "” (" + clock(trouble->at) + ") met no word for the person.",
              .say = "I'm sorry to hear that. Let's get this put right.",
              .could_be_in = c.whole()};
    int turn = 0;
    for (const auto* line : c.agent) {
        if (line < trouble || !earns(*line))
            continue;
        const bool kind = has_act(*line, Act::Empathy) || has_act(*line, Act::Apology) ||
                          find_any(line->words, lexicon::kFeelingNamed);
        const bool willing = find_any(line->words, lexicon::kWillingness).has_value();
        const double score = (kind      ? 100
                              : willing ? 60
                              : feeling ? 0
                                        : 30) *
                             (turn == 0   ? 1.0
                              : turn <= 2 ? 0.85
                                          : 0.6);
        ++turn;
        if (score <= v.score)
            continue;
        v.score = score;
        v.evidence = {quote(whole_line(*line)), quote({trouble, *span})};
        v.why = score >= 70 ? "Met at " + clock(line->at) + '.'
                            : "At " + clock(line->at) + " help was offered, but no word for the person.";
    }
    // A kind word to somebody who leaves unhelped was a formula.
    const Mood mood = ending_of(c).mood;
    v.score *= mood == Mood::Upset ? 0.65 : mood == Mood::Resigned ? 0.85 : 1.0;
    // A mishap told calmly asks for less than a feeling shown.
    const auto* check = find_check(c.rubric, "empathy.meets_trouble");
    sheet.judge_as(check->id, std::string(check->id), std::string(check->label), feeling ? 1.0 : 0.6, std::move(v));
}

/// Ended by both, or left hanging.
void judge_completed(const Case& c, Sheet& sheet) {
    const Line& last = c.lines.back();
    const Ending end = ending_of(c);
    Verdict v{.say = "Is there anything else I can do for you? … Have a good day!"};
    v.evidence = {quote(whole_line(last))};
    if (last.turn->speaker == Speaker::Agent) {
        const bool closes = has_act(last, Act::Closing) || find_any(last.words, lexicon::kFarewell) ||
                            find_any(last.words, lexicon::kThanks);
        v.score = closes ? 100 : is_question(last) ? 10 : 45;
    } else {
        v.score = end.mood >= Mood::Thankful ? 65 : end.mood == Mood::Neutral ? 45 : 5;
    }
    if (end.mood == Mood::Upset)
        v.score = std::min(v.score, 20.0);
    else if (end.mood == Mood::Resigned)
        v.score *= 0.75;
    v.why =
        v.score >= 70 ? "The talk was brought to an end." : "The talk ended with “" + v.evidence.front().text + "”.";
    sheet.judge("closing.completed", std::move(v));
}

}  // namespace

void judge_transcript(const Case& c, Sheet& sheet) {
    if (c.silent())
        return;
    judge_process(c, sheet);
    judge_care(c, sheet);
    judge_courtesy_of(c, sheet);
    judge_substance(c, sheet);
    judge_own_words(c, sheet);
    judge_warmth(c, sheet);
    judge_completed(c, sheet);
    if (c.customer.empty())
        return;
    judge_understood(c, sheet);
    judge_responsive(c, sheet);
    judge_insisting(c, sheet);
    judge_meeting_trouble(c, sheet);
}

}  // namespace mockcall::judging
