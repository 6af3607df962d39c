#include "domain/evaluation/outcome.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "domain/dialogue/slots.hpp"
#include "domain/evaluation/ending.hpp"
#include "domain/evaluation/in_record.hpp"
#include "domain/evaluation/lexicon.hpp"
#include "domain/evaluation/pushback.hpp"

namespace mockcall::judging {
namespace {

// How much of `r` the words at hand promise: a sum or percentage below what is accepted settles only part.
double share_of(const Resolution& r, const Line& line) {
    const auto tokens = tokenize(line.turn->text);
    if (r.min_cents) {
        std::int64_t most = 0;
        for (const auto& a : amounts_in(tokens))
            most = std::max(most, a.value);
        return most >= *r.min_cents ? r.value : most > 0 ? r.value * 0.4 : r.value * 0.7;
    }
    if (r.min_percent) {
        double most = 0;
        for (const auto& p : percents_in(tokens))
            most = std::max(most, p.value);
        return most >= *r.min_percent ? r.value : most > 0 ? r.value * 0.4 : r.value * 0.7;
    }
    return r.value;
}

// Only words to go by: what the agent promised counts.
void settle_by_words(const Case& c, ProblemOutcome& out) {
    out.stated = !out.problem->hidden;
    for (const auto& r : out.problem->resolutions)
        for (const auto* line : c.agent) {
            const auto hit = asserts(*line, r.phrases);
            if (!hit)
                continue;
            if (const double value = share_of(r, *line); value > out.value) {
                out.value = value;
                out.resolution = &r;
                out.evidence = {quote(*hit)};
            }
        }
}

const Resolution* resolution_of(const Problem& p, std::string_view id) {
    const auto found = std::ranges::find(p.resolutions, id, &Resolution::id);
    return found == p.resolutions.end() ? nullptr : &*found;
}

const Resolution* accepted_for(const Case& c, const Problem& p) {
    for (const auto* f : facts_of(c, CallFactKind::OfferAccepted))
        if (const auto* r = resolution_of(p, f->fact.id))
            return r;
    return nullptr;
}

void settle_by_facts(const Case& c, ProblemOutcome& out) {
    const auto& p = *out.problem;
    out.stated = !p.hidden || !facts_of(c, CallFactKind::ProblemStated, p.id).empty();
    for (const auto* f : facts_of(c, CallFactKind::ProblemSettled, p.id)) {
        if (f->fact.value < out.value)
            continue;
        out.value = std::clamp(f->fact.value, 0.0, 1.0);
        out.evidence = {evidence_of(c, *f)};
        if (const auto* line = line_of(c, f->utterance))
            if (const auto* reply = next_customer_line(c, *line))
                out.evidence.push_back(quote(whole_line(*reply)));
    }
    out.resolution = accepted_for(c, p);
    // What one may not offer settles nothing rightly: the promise will be broken.
    for (const auto* breach : facts_of(c, CallFactKind::PolicyBreached))
        for (const auto* f : facts_of(c, CallFactKind::ProblemSettled, p.id))
            if (breach->utterance != 0 && breach->utterance == f->utterance)
                out.value = std::min(out.value, 0.3);
}

// What was agreed and left no trace in the record is half done.
void look_in_record(const Case& c, ProblemOutcome& out, const std::vector<Promise>& promises) {
    if (out.value <= 0)
        return;
    out.value *= done_share(*out.problem, promises);
    for (const Promise& p : promises) {
        if (p.problem != out.problem)
            continue;
        for (const CrmEntry* e : p.done)
            out.evidence.push_back(receipt(c, *e));
        if (p.done.empty() && p.refused == nullptr)
            out.evidence.push_back(absence(c, *p.resolution));
        if (p.kept != Promise::Kept::Whole && out.not_done == nullptr)
            out.not_done = p.resolution;
    }
}

// Where the wish cannot be granted, handing it to somebody who may decide is the right end.
void escalate_forbidden(const Case& c, ProblemOutcome& out) {
    if (!out.problem->policy_forbids || out.value >= c.rubric.limits.settled || !out.stated)
        return;
    for (const auto& a : c.call.actions)
        if (a.kind == AgentActionKind::Escalate || (a.kind == AgentActionKind::Transfer && a.target == "supervisor")) {
            out.value = 0.9;
            out.evidence = {action(c, a)};
            return;
        }
    if (const auto said = agent_did(c, c.whole(), Act::Escalate)) {
        out.value = 0.85;
        out.evidence = {quote(*said)};
    }
}

/// The customer came back to a matter, or put the agent right, and nothing was done or promised after it.
std::optional<Hit> left_insisting(const Case& c) {
    std::optional<Hit> last;
    for (const Reacted& r : reactions_of(c))
        if (r.reaction == Reaction::PutsRight || r.reaction == Reaction::Insists)
            last = r.shown_by;
    if (!last || ending_of(c).mood == Mood::Delighted || success_told(c))
        return std::nullopt;
    const bool acted = std::ranges::any_of(c.agent, [&](const Line* l) {
        return l > last->line && earns(*l) && !said_before(c, *l) &&
               (done_in(*l) || find_any(l->words, lexicon::kAction));
    });
    return acted ? std::nullopt : last;
}

/// The agent owns up to not knowing, or keeps the matter for later: well done or not, it is not over.
bool left_open(const Case& c) {
    const auto open = agent_said(c, c.late(), lexicon::kLeftOpen);
    if (!open || ending_of(c).mood == Mood::Delighted || agent_said(c, c.closing(), lexicon::kAllDone))
        return false;
    // "I've set that up" for a message once there is news closes nothing.
    std::set<std::string> matter = open->line->content;
    if (const auto stated = complaint(c))
        matter.insert(stated->line->content.begin(), stated->line->content.end());
    return std::ranges::none_of(c.agent, [&](const Line* l) {
        const auto done = l > open->line && earns(*l) ? done_in(*l) : std::nullopt;
        return done && shared(content_words(words_of(quote_around(l->turn->text, *done))), matter) > 0;
    });
}

bool satisfied_at_end(const Case& c) {
    const auto n = c.customer.size();
    for (std::size_t i = n - std::min<std::size_t>(3, n); i < n; ++i)
        if (find_any(c.customer[i]->words, lexicon::kSatisfied))
            return true;
    return false;
}

bool callback_was_avoidable(const std::vector<ProblemOutcome>& outcomes) {
    return std::ranges::any_of(outcomes, [](const ProblemOutcome& o) {
        const bool called_back = o.resolution != nullptr && o.resolution->kind == ResolutionKind::Callback;
        return called_back && std::ranges::any_of(o.problem->resolutions, [](const Resolution& r) {
                   return r.kind != ResolutionKind::Callback && r.value >= 0.8;
               });
    });
}

bool all_settled(const Case& c, const std::vector<ProblemOutcome>& outcomes) {
    return !outcomes.empty() && std::ranges::all_of(outcomes, [&](const ProblemOutcome& o) {
        return o.stated && o.value >= c.rubric.limits.settled;
    });
}

bool passed_on_rightly(const std::vector<ProblemOutcome>& outcomes) {
    return std::ranges::any_of(outcomes, [](const ProblemOutcome& o) {
        return o.problem->policy_forbids ||
               (o.resolution != nullptr && o.resolution->kind == ResolutionKind::Escalation);
    });
}

bool customer_critical(const Sheet& sheet) {
    return std::ranges::any_of(sheet.critical_errors(),
                               [](const CriticalError& e) { return e.kind == GateKind::Customer; });
}

}  // namespace

std::vector<ProblemOutcome> outcomes_of(const Case& c) {
    std::vector<ProblemOutcome> out;
    if (c.scenario == nullptr)
        return out;
    const auto promises = promises_of(c);
    for (const auto& p : c.scenario->problems) {
        ProblemOutcome o{.problem = &p};
        c.observed() ? settle_by_facts(c, o) : settle_by_words(c, o);
        look_in_record(c, o, promises);
        escalate_forbidden(c, o);
        out.push_back(std::move(o));
    }
    return out;
}

namespace {

enum class Deed : std::uint8_t { None, Told, Promised, Done };

// By the customer's leave-taking and what the agent did: upset, resigned, neutral, thankful, delighted.
constexpr std::array<std::array<double, 4>, 5> kOutcome{
    {{8, 16, 24, 32}, {18, 34, 44, 56}, {15, 46, 58, 74}, {46, 68, 82, 91}, {70, 84, 93, 100}}};

/// "You should see it within three days."
bool told_in_figures(const Case& c) {
    return std::ranges::any_of(c.agent, [](const Line* l) {
        const auto tokens = tokenize(l->turn->text);
        return earns(*l) && !is_question(*l) && (!amounts_in(tokens).empty() || !durations_in(tokens).empty());
    });
}

std::string_view in_words(Deed deed) {
    switch (deed) {
        case Deed::Done: return "You said what you had done";
        case Deed::Promised: return "You said what you would do";
        case Deed::Told: return "You told the customer something, but did nothing";
        case Deed::None: break;
    }
    return "No solution was put into words";
}

}  // namespace

Verdict outcome_by_words(const Case& c) {
    Verdict v{.say = "Here is what I'll do about it" + comma_name(c) + ": I will … by …. Does that solve it for you?",
              .could_be_in = c.whole()};
    if (c.silent()) {
        v.why = "You said nothing, so nothing was solved.";
        return v;
    }
    Deed deed = Deed::None;
    if (const auto done = agent_has_done(c)) {
        deed = Deed::Done;
        v.evidence.push_back(quote(*done));
    } else if (const auto success = success_told(c)) {
        deed = Deed::Done;
        v.evidence.push_back(quote(*success));
    } else if (const auto* event = deed_in_events(c)) {
        deed = Deed::Done;
        v.evidence.push_back({Speaker::System, timestamp_of(c.call, event->start), event->text});
    } else if (const auto promised = agent_has_promised(c)) {
        deed = Deed::Promised;
        v.evidence.push_back(quote(*promised));
    } else {
        for (const auto* line : c.agent)
            if (deed == Deed::None && earns(*line) && informs(*line)) {
                deed = Deed::Told;
                v.evidence.push_back(quote(whole_line(*line)));
            }
    }
    const bool open = left_open(c);
    if (open && deed == Deed::Done && !success_told(c))
        deed = Deed::Promised;
    if (const auto insisting = left_insisting(c); insisting && deed > Deed::Told) {
        deed = Deed::Told;
        v.evidence.push_back(quote(*insisting));
    }
    Ending end = ending_of(c);
    // Declining more is no word about what was not done.
    if (end.mood == Mood::Thankful && deed != Deed::Done && end.shown_by && only_declines(c, *end.shown_by->line))
        end.mood = Mood::Neutral;
    // Who only wanted to know something is served when it was told.
    const auto question = complaint(c);
    const bool wants_to_know =
        question && (find_any(question->line->words, lexicon::kWantsToKnow) || asks_for_information(c));
    if (deed == Deed::Told && (wants_to_know || (end.mood >= Mood::Thankful && told_in_figures(c))))
        deed = Deed::Promised;
    v.score = kOutcome[static_cast<std::size_t>(end.mood)][static_cast<std::size_t>(deed)];
    if (const auto refused = agent_has_refused(c); refused && deed != Deed::Done) {
        const auto softened = softened_refusal(c);
        v.score += softened && end.mood >= Mood::Neutral ? 6 : explained_refusal(c) ? 0 : -8;
        v.evidence.push_back(quote(softened ? *softened : *refused));
    }
    // Told where to go instead of being helped: the trouble is theirs as before.
    if (const auto away = sent_away(c); away && end.mood < Mood::Thankful && !success_told(c)) {
        constexpr double kSentAway = 30;
        v.score = std::min(v.score, kSentAway);
        v.evidence.push_back(quote(*away));
    }
    // Sent from desk to desk: whatever was said, nobody took it on.
    const auto sent_on = std::ranges::count_if(c.agent, [](const Line* l) { return has_act(*l, Act::Transfer); });
    if (sent_on >= 2 && end.mood < Mood::Thankful)
        v.score = std::min(v.score, 15.0);
    v.why = std::string(in_words(deed));
    if (end.shown_by) {
        v.evidence.push_back(quote(*end.shown_by));
        const auto& e = v.evidence.back();
        const bool glad = end.mood >= Mood::Thankful;
        v.why += (glad == (deed >= Deed::Promised) ? ", and" : ", but") + std::string(" at ") + clock(e.timestamp) +
                 (glad ? " the customer took it: “" : " the customer was not content: “") + e.text + "”.";
    } else {
        v.why += ", and the customer never said that it solves it.";
    }
    return v;
}

double reached(const Case& c) {
    constexpr double kNothing = 0.4, kEnough = 75;
    return kNothing + (1 - kNothing) * std::min(1.0, outcome_by_words(c).score / kEnough);
}

bool first_call_resolution(const Case& c, const Sheet& sheet, const std::vector<ProblemOutcome>& outcomes) {
    if (c.silent() || c.abandoned() || !facts_of(c, CallFactKind::WrongInformation).empty())
        return false;
    if (c.transferred() && !passed_on_rightly(outcomes))
        return false;
    if (c.call.reported && c.call.reported->follow_up_required && !passed_on_rightly(outcomes))
        return false;
    const bool confirmed = sheet.met("closing.resolution_confirmed") ||
                           agent_did(c, c.whole(), Act::ConfirmResolution) || satisfied_at_end(c) ||
                           (c.scenario == nullptr && ending_of(c).mood >= Mood::Thankful);
    if (c.scenario == nullptr)
        return confirmed && sheet.met("solution.problem") && !left_open(c) && !left_insisting(c);
    return confirmed && all_settled(c, outcomes) && !callback_was_avoidable(outcomes);
}

double satisfaction_score(const Case& c, const Sheet& sheet, int overall, int solution, bool fcr) {
    struct Point {
        double satisfaction, csat;
    };
    static constexpr std::array<Point, 5> kCurve{{{0, 1}, {30, 2}, {50, 3}, {70, 4}, {85, 5}}};
    // Where nobody measured it: whether it was solved, how they took leave, and the call as a whole.
    constexpr std::array<double, 5> kLeaving{10, 35, 60, 80, 95};
    constexpr double kCautious = 0.93;  // words alone seldom tell of a five
    const double by_words =
        kCautious * (0.2 * overall + 0.5 * solution + 0.3 * kLeaving[static_cast<std::size_t>(ending_of(c).mood)]);
    const double s = std::clamp<double>(c.observed() ? c.call.satisfaction : by_words, 0, 100);
    double csat = kCurve.back().csat;
    for (std::size_t i = 1; i < kCurve.size(); ++i)
        if (s < kCurve[i].satisfaction) {
            const auto& a = kCurve[i - 1];
            csat =
                a.csat + (s - a.satisfaction) / (kCurve[i].satisfaction - a.satisfaction) * (kCurve[i].csat - a.csat);
            break;
        }
    // Unsolved is at most 3. Read off words it comes near it by degrees: it is an estimate, and not all that is open is
    // equally bad.
    if (!fcr)
        csat = c.observed() ? std::min(csat, 3.0) : std::min(csat, 2 + (csat - 2) / 3);
    if (customer_critical(sheet) || c.abandoned())
        csat = std::min(csat, 2.0);
    return std::round(csat * 10) / 10;
}

}  // namespace mockcall::judging
