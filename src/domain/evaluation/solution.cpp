// Solution: what became of each problem, the steps to it, policy, truth, an owner and a date, and a note.
#include <algorithm>

#include "domain/dialogue/slots.hpp"
#include "domain/evaluation/in_record.hpp"
#include "domain/evaluation/lexicon.hpp"
#include "domain/evaluation/outcome.hpp"

namespace mockcall::judging {
namespace {

std::string lead_in(const Case& c) { return "Here is what I'll do" + comma_name(c) + ": "; }

const Resolution* best_resolution(const Problem& p) {
    const auto best = std::ranges::max_element(p.resolutions, {}, &Resolution::value);
    return best == p.resolutions.end() ? nullptr : &*best;
}

std::string offer_for(const Case& c, const Problem& p) {
    const auto* r = best_resolution(p);
    return r == nullptr ? lead_in(c) + "…" : lead_in(c) + lower_first(r->label) + ". Does that settle it for you?";
}

std::vector<const FactEntry*> steps_taken(const Case& c, const Problem& p) {
    std::vector<const FactEntry*> out;
    for (const auto& s : p.steps)
        if (const auto taken = facts_of(c, CallFactKind::StepTaken, s.id); !taken.empty())
            out.push_back(taken.front());
    return out;
}

// Offers that the customer refused, and steps on the way, earn a part of what settling would.
Verdict attempt_at(const Case& c, const ProblemOutcome& o) {
    Verdict v{.say = offer_for(c, *o.problem), .could_be_in = c.whole()};
    for (const auto* f : facts_of(c, CallFactKind::OfferRefused))
        if (std::ranges::find(o.problem->resolutions, f->fact.id, &Resolution::id) != o.problem->resolutions.end()) {
            const auto e = evidence_of(c, *f);
            v.score = 30;
            v.evidence = {e};
            v.why = "Your offer at " + clock(e.timestamp) + " (“" + e.text + "”) did not settle “" + o.problem->label +
                    "”.";
            return v;
        }
    if (const auto* e = untold_for(c, *o.problem)) {
        const auto receipt_ = receipt(c, *e);
        v.score = 40;
        v.evidence = {receipt_};
        v.why = "You did it at " + clock(receipt_.timestamp) + " (" + receipt_.text + "), but never told " +
                the_customer(c) + ", for whom “" + o.problem->label + "” stays open.";
        return v;
    }
    const auto taken = steps_taken(c, *o.problem);
    if (!taken.empty() && !o.problem->steps.empty()) {
        v.score = 30.0 * static_cast<double>(taken.size()) / static_cast<double>(o.problem->steps.size());
        v.evidence = {evidence_of(c, *taken.back())};
        v.why = "You were on the way at " + clock(v.evidence.front().timestamp) + ", but “" + o.problem->label +
                "” was not settled.";
        return v;
    }
    v.why = c.silent() ? "You said nothing, so “" + o.problem->label + "” stays unsolved."
                       : "“" + o.problem->label + "” was not settled.";
    return v;
}

void judge_problems(const Case& c, Sheet& sheet, const std::vector<ProblemOutcome>& outcomes) {
    if (c.scenario == nullptr || outcomes.empty()) {
        sheet.judge("solution.problem", outcome_by_words(c));
        return;
    }
    for (const auto& o : outcomes) {
        // A hidden problem that never came up is a matter of listening, not of solving.
        if (!o.stated && o.problem->hidden)
            continue;
        const double factor = &o == &outcomes.front() ? 1.0 : 0.5;
        Verdict v = o.value > 0
                        ? Verdict{.score = 100 * o.value, .evidence = o.evidence, .say = offer_for(c, *o.problem)}
                        : attempt_at(c, o);
        if (o.value > 0)
            v.why = o.value >= c.rubric.limits.settled
                        ? "Settled" +
                              (o.resolution != nullptr ? ": " + lower_first(o.resolution->label) : std::string{}) + '.'
                    : o.not_done != nullptr ? "“" + o.not_done->label + "” was promised, but the record shows no " +
                                                  in_words(o.not_done->kind) + " that keeps it."
                                            : "“" + o.problem->label + "” was settled only in part.";
        sheet.judge_as("solution.problem", "solution." + o.problem->id, o.problem->label, factor, std::move(v));
    }
}

void judge_steps(const Case& c, Sheet& sheet, const std::vector<ProblemOutcome>& outcomes) {
    std::size_t known = 0;
    std::vector<Evidence> taken;
    const Step* missing = nullptr;
    for (const auto& o : outcomes)
        for (const auto& s : o.problem->steps) {
            if (!o.stated)
                continue;
            ++known;
            const auto facts = facts_of(c, CallFactKind::StepTaken, s.id);
            const auto hit = c.observed() ? std::nullopt : agent_asserted(c, c.whole(), s.phrases);
            if (!facts.empty())
                taken.push_back(evidence_of(c, *facts.front()));
            else if (hit)
                taken.push_back(quote(*hit));
            else if (missing == nullptr)
                missing = &s;
        }
    if (known == 0)
        return;
    Verdict v{.score = 100.0 * static_cast<double>(taken.size()) / static_cast<double>(known),
              .evidence = taken,
              .could_be_in = c.whole()};
    v.why = std::to_string(taken.size()) + " of " + std::to_string(known) + " steps were taken" +
            (missing != nullptr ? "; left out: " + lower_first(missing->label) : std::string{}) + '.';
    if (missing != nullptr)
        v.say = "Let me do one thing before we go on" + comma_name(c) + ": " + lower_first(missing->label) + '.';
    sheet.judge("solution.steps", std::move(v));
}

struct Breach {
    Evidence evidence;
    std::string what;
};

std::string limit_in_words(const PolicyLimit& l) {
    if (l.max_cents)
        return "$" + std::to_string(*l.max_cents / 100);
    if (l.max_percent)
        return decimal(*l.max_percent) + " %";
    return "the limit";
}

std::optional<Breach> breach_in(const Case& c, const Line& line) {
    const auto tokens = tokenize(line.turn->text);
    for (const auto& limit : c.scenario->limits) {
        const auto kind = std::string(to_string(limit.kind));
        if (!says_any(tokens, {kind}))
            continue;
        for (const auto& a : amounts_in(tokens))
            if (limit.max_cents && a.value > *limit.max_cents && !denied(tokens, a.span.begin))
                return Breach{quote(whole_line(line)), kind + " over " + limit_in_words(limit)};
        for (const auto& p : percents_in(tokens))
            if (limit.max_percent && p.value > *limit.max_percent && !denied(tokens, p.span.begin))
                return Breach{quote(whole_line(line)), kind + " over " + limit_in_words(limit)};
    }
    return std::nullopt;
}

std::optional<Breach> first_breach(const Case& c) {
    for (const auto* f : facts_of(c, CallFactKind::PolicyBreached)) {
        const auto* line = line_of(c, f->utterance);
        if (line == nullptr || line->clear)
            return Breach{evidence_of(c, *f), f->fact.id.empty() ? "more than you may offer" : f->fact.id};
    }
    if (c.scenario != nullptr && !c.observed())
        for (const auto* line : c.agent)
            if (line->clear && has_act(*line, Act::OfferCompensation))
                if (auto b = breach_in(c, *line))
                    return b;
    return std::nullopt;
}

std::string policy_words(const Case& c) {
    if (c.scenario == nullptr || c.scenario->limits.empty())
        return "Let me get that approved before I promise it to you" + comma_name(c) + '.';
    return "What I can do on my own is up to " + limit_in_words(c.scenario->limits.front()) + comma_name(c) +
           "; for more I will ask my supervisor now.";
}

void judge_policy(const Case& c, Sheet& sheet) {
    if (auto breach = first_breach(c)) {
        sheet.critical(GateKind::Business, "unauthorised_offer",
                       "An offer went beyond what policy allows (" + breach->what + ").", breach->evidence);
        const auto why = "At " + clock(breach->evidence.timestamp) + " you promised what you may not (“" +
                         breach->evidence.text + "”).";
        sheet.judge("solution.policy", {.evidence = {breach->evidence}, .why = why, .say = policy_words(c)});
        return;
    }
    const auto refused = std::ranges::find_if(c.call.crm, [](const CrmEntry& e) { return !e.done; });
    if (c.scenario != nullptr && refused != c.call.crm.end()) {
        const auto e = receipt(c, *refused);
        sheet.judge("solution.policy", {.score = 60,
                                        .evidence = {e},
                                        .why = "At " + clock(e.timestamp) + " you tried more than you may (" + e.text +
                                               "). Nothing happened, but it is noted.",
                                        .say = policy_words(c)});
        return;
    }
    auto hit = agent_did(c, c.whole(), Act::OfferCompensation);
    if (!hit)
        hit = agent_did(c, c.whole(), Act::ExplainPolicy);
    if (hit && c.scenario != nullptr)
        sheet.judge("solution.policy",
                    {.score = 100,
                     .evidence = {quote(*hit)},
                     .why = "What you offered and explained at " + clock(hit->line->at) + " is within policy."});
}

// Nobody can show that everything said was right: the check exists where something was found to be wrong.
void judge_accuracy(const Case& c, Sheet& sheet) {
    for (const auto* f : facts_of(c, CallFactKind::WrongInformation)) {
        const auto* line = line_of(c, f->utterance);
        if (line != nullptr && !line->clear)
            continue;
        const auto e = evidence_of(c, *f);
        sheet.critical(GateKind::Customer, "wrong_information", "The customer was told something wrong.", e);
        sheet.judge("solution.accuracy",
                    {.evidence = {e},
                     .why = "What you said at " + clock(e.timestamp) + " (“" + e.text + "”) is wrong.",
                     .say = "Let me check that" + comma_name(c) + ", so that I give you the right answer."});
        return;
    }
}

void judge_commitment(const Case& c, Sheet& sheet) {
    std::optional<Hit> both, owner, time;
    for (const auto* line : c.agent) {
        const auto who = find_any(line->words, lexicon::kOwner);
        const auto when = find_any(line->words, lexicon::kTime);
        const bool only_a_wait = has_act(*line, Act::HoldRequest);
        if (who && !owner)
            owner = Hit{line, *who};
        if (when && !time)
            time = Hit{line, *when};
        if (who && when && !only_a_wait)
            both = Hit{line, *who};
    }
    const std::string say =
        "I will take care of this myself" + comma_name(c) + ", and you will have it by [day] at the latest.";
    Verdict v{.why = "Nothing was promised with a name and a date.", .say = say, .could_be_in = c.whole()};
    if (both)
        v = {.score = 100, .evidence = {quote(*both)}, .why = "Promised at " + clock(both->line->at) + '.'};
    else if (owner)
        v = {.score = time ? 65.0 : 40.0,
             .evidence = {quote(*owner)},
             .why = "At " + clock(owner->line->at) + " you said “" + quote(*owner).text + "”, without saying by when.",
             .say = say,
             .could_be_in = c.whole()};
    sheet.judge("solution.owner_and_date", std::move(v));
}

struct Note {
    std::string text;
    Evidence evidence;
};

std::vector<Note> notes_of(const Case& c) {
    std::vector<Note> out;
    for (const auto& a : c.call.actions)
        if (a.kind == AgentActionKind::Note && !words_of(a.text).empty())
            out.push_back({a.text, action(c, a)});
    for (const auto& e : c.call.crm) {
        const bool writes = e.operation.kind == CrmOperationKind::Note || e.operation.kind == CrmOperationKind::Ticket;
        if (e.done && writes)
            out.push_back(
                {e.operation.text, {Speaker::System, receipt(c, e).timestamp, "record: " + e.operation.text}});
    }
    if (!words_of(c.call.agent_notes).empty())
        out.push_back({c.call.agent_notes,
                       action(c, {.kind = AgentActionKind::Note, .at = c.call.ended, .text = c.call.agent_notes})});
    return out;
}

std::string model_note(const Case& c) {
    const std::string problem = c.scenario != nullptr && !c.scenario->problems.empty()
                                    ? c.scenario->problems.front().label
                                    : trouble_or_dots(c);
    return the_customer(c) + ": " + lower_first(problem) + ". Cause: … Done: … Open, by whom, by when: …";
}

}  // namespace

Verdict note_verdict(const Case& c, const std::vector<std::string>& phrases) {
    Verdict best{.why = "No note was taken.", .say = model_note(c)};
    std::set<std::string> matter;
    for (const auto* line : c.customer)
        matter.insert(line->content.begin(), line->content.end());
    for (const auto& n : notes_of(c)) {
        const auto words = content_words(words_of(n.text));
        const bool named = phrases.empty() || says_any(tokenize(n.text), phrases);
        double score = words.size() >= 5 || shared(words, matter) >= 2 ? 100 : 60;
        if (!named)
            score = 50;
        if (score <= best.score)
            continue;
        best.score = score;
        best.evidence = {n.evidence};
        best.why = score >= 100 ? "A note is there."
                   : named      ? "The note is too thin for the next colleague to work from."
                                : "The note does not name what it is about.";
    }
    if (best.score < 50)
        if (const auto said = agent_said(c, c.whole(), lexicon::kNoteSpoken))
            best = {.score = 50,
                    .evidence = {quote(*said)},
                    .why = "At " + clock(said->line->at) + " you said that it is noted, but no note is there.",
                    .say = model_note(c)};
    return best;
}

void judge_solution(const Case& c, Sheet& sheet) {
    const auto outcomes = outcomes_of(c);
    judge_problems(c, sheet, outcomes);
    judge_steps(c, sheet, outcomes);
    judge_policy(c, sheet);
    judge_record(c, sheet);
    judge_accuracy(c, sheet);
    judge_commitment(c, sheet);
    // A bare transcript from elsewhere carries no notes: their absence there says nothing.
    auto note = note_verdict(c, {});
    if (c.scenario != nullptr || note.score > 0)
        sheet.judge("solution.documented", std::move(note));
}

}  // namespace mockcall::judging
