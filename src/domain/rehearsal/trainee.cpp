// The order in which a trainee does things; how the lines are found stands in trainee_lines.cpp.
#include "domain/rehearsal/trainee.hpp"

#include <algorithm>

#include "domain/dialogue/acts.hpp"
#include "domain/rehearsal/phrasing.hpp"

namespace mockcall::rehearsal {

namespace {

/// From here on the judge takes a problem as rightly dealt with.
constexpr double kSettled = 0.8;
constexpr int kAsks = 4, kSteps = 4, kOffers = 3, kDigs = 6;

}  // namespace

Trainee::Trainee(std::shared_ptr<const Scenario> scenario, const TraineeScript& script, std::uint64_t seed)
    : scenario_(std::move(scenario)), script_(script), random_(seed ^ stable_hash(script.id)) {}

void Trainee::heard(std::string line) { last_heard_ = std::move(line); }

void Trainee::noticed(const CallFact& fact) {
    switch (fact.kind) {
        case CallFactKind::FactTold: told_.insert(fact.id); break;
        case CallFactKind::ProblemStated: stated_.insert(fact.id); break;
        case CallFactKind::StepTaken: taken_.insert(fact.id); break;
        case CallFactKind::OfferAccepted:
            if (accepted_.insert(fact.id).second)
                agreed_.push_back(fact.id);
            break;
        case CallFactKind::PolicyBreached: breached_.insert(fact.id); break;
        case CallFactKind::ProblemSettled: settled_[fact.id] = std::max(settled_[fact.id], fact.value); break;
        default: break;
    }
}

double Trainee::settled(const Problem& problem) const {
    double sum = 0;
    for (const Resolution& r : problem.resolutions)
        if (accepted_.contains(r.id))
            sum += r.value;
    const auto told = settled_.find(problem.id);
    return std::min(1.0, std::max(sum, told == settled_.end() ? 0.0 : told->second));
}

bool Trainee::cares_for(const Problem& problem) const {
    return &problem - scenario_->problems.data() < script_.problems;
}

/// What the call is about is known from the briefing, even when the customer's first words leave it unsaid.
bool Trainee::known(const Problem& problem) const {
    return stated_.contains(problem.id) || &problem == &scenario_->problems.front();
}

const Problem* Trainee::current() const {
    for (const Problem& p : scenario_->problems)
        if (cares_for(p) && known(p) && settled(p) < kSettled && !done_.contains("given up " + p.id))
            return &p;
    return nullptr;
}

Turn Trainee::next() {
    const Problem& first = scenario_->problems.front();
    if (statement_.empty() && stated_.contains(first.id)) {
        const bool in_own_words = std::ranges::any_of(
            first.statement, [&](const std::string& line) { return last_heard_.find(line) != std::string::npos; });
        statement_ = in_own_words ? last_heard_ : first.statement.front();
    }
    const bool tired = ++turns_ > script_.turns;
    using Stage = Next (Trainee::*)();
    Next turn;
    if (!tired)
        for (const Stage stage : {&Trainee::in_record, &Trainee::opening, &Trainee::verification, &Trainee::solving,
                                  &Trainee::digging, &Trainee::remarks, &Trainee::bearing_on})
            if (!turn)
                turn = (this->*stage)();
    if (!turn)
        turn = winding_up();
    if (turn->kind == Turn::Kind::Say) {
        const ActSet acts = classify_acts(turn->text, last_heard_, scenario_->company.name).acts;
        for (std::size_t i = 0; i < kActCount; ++i)
            if (acts.has(static_cast<Act>(i)))
                acts_.add(static_cast<Act>(i));
    }
    return *turn;
}

Trainee::Next Trainee::opening() {
    if (auto turn = once("greeting"))
        return turn;
    const Problem& first = scenario_->problems.front();
    constexpr int kInvites = 3;
    if (!stated_.contains(first.id) && tries("invite") < kInvites && script_.said_for("invite")) {
        ++tries("invite");
        if (tries("invite") == 1)
            if (auto turn = once("sympathy"))
                return turn;
        return say("invite", "invite");
    }
    return once("sympathy");
}

Trainee::Next Trainee::verification() {
    for (const Fact& f : scenario_->facts)
        if (f.kind == FactKind::Identity && !told_.contains(f.id) && wanted("identity " + f.id, script_.identity))
            if (auto turn = ask("ask", f.id, f.asks))
                return turn;
    if (!statement_.empty())
        if (auto turn = once("say_back", {{"said_back", said_back(first_sentence(statement_))},
                                          {"problem", scenario_->problems.front().label}}))
            return turn;
    return fact_finding(2);
}

Trainee::Next Trainee::fact_finding(int most) {
    for (const Fact& f : scenario_->facts) {
        const bool due = std::ranges::all_of(f.gate.after, [&](const std::string& id) { return told_.contains(id); });
        if (f.kind == FactKind::Identity || told_.contains(f.id) || !due || !wanted("fact " + f.id, script_.facts) ||
            tries("ask " + f.id) >= most)
            continue;
        if (f.gate.asked || !f.asks.empty()) {
            if (auto turn = ask("ask", f.id, f.asks))
                return turn;
        } else {
            ++tries("ask " + f.id);
            return say("invite", "ask " + f.id);
        }
    }
    return std::nullopt;
}

Trainee::Next Trainee::solving() {
    const Problem* problem = current();
    if (problem == nullptr)
        return std::nullopt;
    if (auto turn = step_of(*problem))
        return turn;
    if (auto turn = fact_finding(kAsks))
        return turn;
    if (auto turn = offer_of(*problem))
        return turn;
    done_.insert("given up " + problem->id);
    return solving();
}

Trainee::Next Trainee::step_of(const Problem& problem) {
    for (const Step& step : problem.steps)
        if (!taken_.contains(step.id) && wanted("step " + step.id, script_.steps) && tries("step " + step.id) < kSteps)
            return derived("step", step.id, step.phrases, "step");
    return std::nullopt;
}

Trainee::Next Trainee::offer_of(const Problem& problem) {
    std::vector<const Resolution*> best;
    for (const Resolution& r : problem.resolutions) {
        const bool forbidden = (r.max_cents && *r.max_cents == 0) || (r.max_percent && *r.max_percent == 0);
        if (r.value > 0 && !forbidden && !accepted_.contains(r.id) && tries("offer " + r.id) < kOffers)
            best.push_back(&r);
    }
    const auto found = std::ranges::max_element(best, {}, &Resolution::value);
    if (found == best.end() || script_.said_for("offer") == nullptr)
        return std::nullopt;
    const Resolution& r = **found;
    if (r.min_cents || r.min_percent) {
        const std::string sum = r.min_cents
                                    ? (*r.min_cents % 100 == 0 ? "$" + std::to_string(*r.min_cents / 100)
                                                               : "$" + std::to_string(*r.min_cents / 100) + "." +
                                                                     std::to_string(100 + *r.min_cents % 100).substr(1))
                                    : std::to_string(static_cast<int>(*r.min_percent)) + "%";
        return derived("offer", r.id, r.phrases, "offer_sum", {{"sum", sum}});
    }
    return derived("offer", r.id, r.phrases, "offer");
}

/// Hidden problems: what brings them up, once what is known is settled.
Trainee::Next Trainee::digging() {
    if (script_.problems < 2)
        return std::nullopt;
    if (auto turn = fact_finding(kAsks))
        return turn;
    for (const Problem& p : scenario_->problems) {
        if (stated_.contains(p.id) || !cares_for(p) || tries("bring_up " + p.id) >= kDigs)
            continue;
        if (p.gate.asked)
            return ask("bring_up", p.id, p.asks);
        ++tries("bring_up " + p.id);
        return say("more", "bring_up " + p.id);
    }
    return std::nullopt;
}

/// What the score asks for besides: phrases and acts of the criteria.
Trainee::Next Trainee::remarks() {
    if (script_.said_for("remark") == nullptr)
        return std::nullopt;
    for (const auto* list : {&scenario_->required, &scenario_->bonus})
        for (const Criterion& c : *list) {
            const std::string key = "remark " + c.id;
            if (c.check == CheckKind::Phrase && tries(key) == 0)
                return derived("remark", c.id, c.phrases, "remark");
            const auto act = c.check == CheckKind::Act ? act_of(c.arg) : std::nullopt;
            if (act && !acts_.has(*act) && tries(key)++ == 0 && script_.said_for(c.arg))
                return say(c.arg.c_str(), key);
        }
    return std::nullopt;
}

Trainee::Next Trainee::bearing_on() {
    const auto* lines = script_.said_for("brush_off");
    if (lines == nullptr || turns_ >= script_.turns)
        return std::nullopt;
    return say("brush_off", "brush_off");
}

Trainee::Next Trainee::winding_up() {
    if (done_.contains("farewell"))
        return Turn{Turn::Kind::HangUp, {}, {}};
    if (script_.said_for("note") && done_.insert("note").second) {
        std::string about;
        for (const auto* list : {&scenario_->required, &scenario_->bonus})
            for (const Criterion& c : *list)
                if (c.check == CheckKind::Documented && !c.phrases.empty())
                    about += " " + spoken(c.phrases[random_.below(c.phrases.size())], random_) + ".";
        for (const Problem& p : scenario_->problems)
            if (stated_.contains(p.id))
                for (const Resolution& r : p.resolutions)
                    if (accepted_.contains(r.id))
                        about += " " + p.label + ": " + r.label + ".";
        auto turn = say("note", "note", {{"about", about}});
        turn->kind = Turn::Kind::Note;
        return turn;
    }
    for (const char* move : {"recap", "confirm", "more"}) {
        std::string done = "what we agreed";
        for (const Resolution& r : scenario_->problems.front().resolutions)
            if (accepted_.contains(r.id))
                done = r.label;
        if (auto turn = once(move, {{"done", done}, {"problem", scenario_->problems.front().label}}))
            return turn;
    }
    // "Anything else?" may have brought up something that one can still deal with.
    if (turns_ <= script_.turns && script_.problems > 1 && current() != nullptr && tries("again") < kDigs) {
        ++tries("again");
        if (auto turn = solving())
            return turn;
    }
    done_.insert("farewell");
    if (script_.hides)
        return Turn{Turn::Kind::Transfer, {}, "farewell"};
    if (auto turn = say("farewell", "farewell"))
        return turn;
    return Turn{Turn::Kind::HangUp, {}, {}};
}

}  // namespace mockcall::rehearsal
