#include "domain/evaluation/in_record.hpp"

#include <algorithm>
#include <cmath>

#include "domain/crm/fitting.hpp"

namespace mockcall::judging {
namespace {

/// What an unkept promise is worth of what it would have settled.
constexpr double kOnlyPromised = 0.5;
constexpr double kInPart = 0.75;

bool for_problem(const CrmEntry& e, const Problem& p, double at_least) {
    return std::ranges::any_of(p.resolutions, [&](const Resolution& r) {
        return r.value > 0 && r.value >= at_least && carries_out(e.operation, r);
    });
}

const Resolution* agreed_in(const Problem& p, const FactEntry& f) {
    const auto r = std::ranges::find(p.resolutions, f.fact.id, &Resolution::id);
    return r == p.resolutions.end() || !wants_operation(r->kind) || r->value <= 0 ? nullptr : &*r;
}

bool by_sum(const Resolution& r) {
    const auto kind = operation_for(r.kind);
    return kind && gives_money(*kind);
}

void measure(Promise& p) {
    if (p.done.empty())
        return;
    p.kept = Promise::Kept::Whole;
    const Resolution& r = *p.resolution;
    if (by_sum(r)) {
        std::int64_t sum = 0;
        for (const CrmEntry* e : p.done)
            sum += e->operation.cents.value_or(0);
        const auto said =
            r.min_cents ? std::max<std::int64_t>(std::llround(p.agreed->fact.value), *r.min_cents) : std::int64_t{0};
        if (sum < said)
            p.kept = Promise::Kept::InPart;
        const std::int64_t most = std::max(said, r.max_cents.value_or(said));
        p.too_much = most > 0 && sum > most;
    } else if (r.min_percent) {
        double percent = 0;
        for (const CrmEntry* e : p.done)
            percent = std::max(percent, e->operation.percent.value_or(0));
        if (percent + 1e-9 < *r.min_percent)
            p.kept = Promise::Kept::InPart;
    }
}

bool identity_asked_for(const Case& c) {
    return std::ranges::any_of(c.scenario->facts, [](const Fact& f) { return f.kind == FactKind::Identity; });
}

const CrmEntry* first_unverified(const Case& c) {
    if (!identity_asked_for(c) || !c.observed())
        return nullptr;
    const auto verified = facts_of(c, CallFactKind::IdentityVerified);
    for (const CrmEntry& e : c.call.crm)
        if (e.done && changes_account(e.operation.kind) && (verified.empty() || e.at < verified.front()->at))
            return &e;
    return nullptr;
}

std::string promised_words(const Case& c, const Promise& p) {
    const auto e = evidence_of(c, *p.agreed);
    return "“" + p.resolution->label + "” was promised at " + clock(e.timestamp);
}

Verdict broken(const Case& c, const Promise& p) {
    const std::string name = in_words(p.resolution->kind);
    Verdict v{.evidence = {evidence_of(c, *p.agreed)}};
    for (const CrmEntry* e : p.done)
        v.evidence.push_back(receipt(c, *e));
    if (p.refused != nullptr)
        v.evidence.push_back(receipt(c, *p.refused));
    else if (p.done.empty())
        v.evidence.push_back(absence(c, *p.resolution));
    v.why = promised_words(c, p) +
            (p.kept == Promise::Kept::InPart ? ", but the record shows only a part of it ("
             : p.refused != nullptr          ? ", but the record refused it ("
                                             : ", but it was never done (") +
            v.evidence.back().text + ").";
    v.say = "I am entering the " + name + " now" + comma_name(c) + ", while you are on the line. There: it is done.";
    return v;
}

void judge_promises(const Case& c, Sheet& sheet, const std::vector<Promise>& promises) {
    if (promises.empty())
        return;
    double kept = 0;
    std::vector<Evidence> receipts;
    const Promise* worst = nullptr;
    for (const Promise& p : promises) {
        kept += p.kept == Promise::Kept::Whole ? 1 : p.kept == Promise::Kept::InPart ? 0.5 : 0;
        for (const CrmEntry* e : p.done)
            receipts.push_back(receipt(c, *e));
        if (p.kept != Promise::Kept::Whole && (worst == nullptr || p.resolution->value > worst->resolution->value))
            worst = &p;
    }
    Verdict v = worst != nullptr ? broken(c, *worst)
                                 : Verdict{.evidence = receipts, .why = "What was promised stands in the record."};
    v.score = 100 * kept / static_cast<double>(promises.size());
    sheet.judge("solution.record", std::move(v));
}

}  // namespace

bool record_counts(const Case& c) { return c.scenario != nullptr && (c.call.crm_expected || !c.call.crm.empty()); }

std::vector<Promise> promises_of(const Case& c) {
    std::vector<Promise> out;
    if (!record_counts(c))
        return out;
    for (const Problem& problem : c.scenario->problems)
        for (const FactEntry* f : facts_of(c, CallFactKind::OfferAccepted)) {
            const Resolution* r = agreed_in(problem, *f);
            if (r == nullptr || std::ranges::find(out, r, &Promise::resolution) != out.end())
                continue;
            Promise p{.problem = &problem, .resolution = r, .agreed = f};
            for (const CrmEntry& e : c.call.crm) {
                if (!carries_out(e.operation, *r) && !for_problem(e, problem, r->value))
                    continue;
                if (e.done)
                    p.done.push_back(&e);
                else
                    p.refused = &e;
            }
            measure(p);
            out.push_back(std::move(p));
        }
    return out;
}

double done_share(const Problem& problem, const std::vector<Promise>& promises) {
    double agreed = 0, lost = 0;
    for (const Promise& p : promises) {
        if (p.problem != &problem)
            continue;
        const double worth = p.kept == Promise::Kept::Whole    ? 1
                             : p.kept == Promise::Kept::InPart ? kInPart
                                                               : kOnlyPromised;
        agreed += p.resolution->value;
        lost += p.resolution->value * (1 - worth);
    }
    return std::max(0.0, 1 - lost / std::max(1.0, agreed));
}

Evidence receipt(const Case& c, const CrmEntry& entry) {
    return {Speaker::System, std::round(timestamp_of(c.call, entry.at) * 1000) / 1000, "record: " + entry.message};
}

Evidence absence(const Case& c, const Resolution& resolution) {
    return metric(c, "record: no " + in_words(resolution.kind) + " by the end of the call");
}

const CrmEntry* untold_for(const Case& c, const Problem& problem) {
    constexpr double kWorthTelling = 0.3;
    for (const CrmEntry& e : c.call.crm)
        if (e.done && changes_account(e.operation.kind) && for_problem(e, problem, kWorthTelling))
            return &e;
    return nullptr;
}

std::string in_words(ResolutionKind kind) {
    std::string name(to_string(kind));
    std::ranges::replace(name, '_', ' ');
    return name;
}

void judge_record(const Case& c, Sheet& sheet) {
    if (!record_counts(c))
        return;
    const auto promises = promises_of(c);
    judge_promises(c, sheet, promises);
    for (const CrmEntry& e : c.call.crm)
        if (e.done && is_misplaced(e.operation, *c.scenario))
            sheet.critical(GateKind::Business, "wrong_record_change", "Something was changed in the wrong place.",
                           receipt(c, e));
    for (const Promise& p : promises)
        if (p.too_much)
            sheet.critical(GateKind::Business, "wrong_record_change", "More was given back than was promised.",
                           receipt(c, *p.done.back()));
    if (const CrmEntry* e = first_unverified(c))
        sheet.critical(GateKind::Compliance, "changed_unverified",
                       "The record was changed before the caller was verified.", receipt(c, *e));
}

}  // namespace mockcall::judging
