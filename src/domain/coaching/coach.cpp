#include "domain/coaching/coach.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "domain/crm/fitting.hpp"

namespace mockcall {

std::string_view to_string(FeedbackKind v) {
    switch (v) {
        case FeedbackKind::Positive: return "positive";
        case FeedbackKind::Negative: return "negative";
        case FeedbackKind::Tip: return "tip";
    }
    return "tip";
}

std::string_view to_string(Severity v) {
    switch (v) {
        case Severity::Info: return "info";
        case Severity::Warning: return "warning";
        case Severity::Critical: return "critical";
    }
    return "info";
}

namespace {

constexpr double kBetween = 8;        // seconds between two feedbacks that are not critical
constexpr double kStale = 15;         // what waited longer than this is about a moment that has passed
constexpr double kSureOfWords = 0.5;  // below this confidence no word is held against the trainee
constexpr double kQuietTip = 9;       // silence after which it helps to say what one is doing
constexpr double kQuietWarning = 15;  // ... and after which the customer takes it ill
constexpr double kHoldUpdate = 30;    // on hold without a word

bool upset(Emotion e) { return e == Emotion::Angry || e == Emotion::Frustrated; }

const CallFact* fact_in(const CustomerMove& move, CallFactKind kind) {
    const auto found = std::ranges::find(move.facts, kind, &CallFact::kind);
    return found == move.facts.end() ? nullptr : &*found;
}

int mood_gain(const CustomerMove& move) {
    int sum = 0;
    for (const auto& change : move.changes)
        sum += change.mood_delta;
    return sum;
}

std::string form_of_address(std::string_view name) {
    for (const std::string_view title : {"Mr ", "Mr. ", "Mrs ", "Mrs. ", "Ms ", "Ms. ", "Dr ", "Dr. "})
        if (name.starts_with(title))
            return std::string(name);
    return std::string(name.substr(0, name.find(' ')));
}

std::string dollars(std::int64_t cents) {
    auto text = "$" + std::to_string(cents / 100);
    if (cents % 100 != 0)
        text += '.' + std::to_string(cents % 100 / 10) + std::to_string(cents % 10);
    return text;
}

}  // namespace

struct Coach::State {
    std::shared_ptr<const Scenario> scenario;
    bool assessed = false;
    std::string name;  // how to address the customer; "the customer" when unknown
    std::string company;
    std::set<std::string> spoken;  // rules
    std::optional<CallTime> last;
    std::optional<Feedback> waiting;
    CallTime waiting_since{};
    Emotion emotion = Emotion::Neutral;  // of the customer's last line before the agent's turn
    bool acknowledged = false;
    bool confirmed = false;  // the agent asked whether it is solved, or for anything else
    int turns = 0;
    bool verified = false;
    bool uses_record = false;
    std::vector<const Resolution*> promised;  // and not done in the record

    // The first candidate is the most important one.
    std::vector<Feedback> candidates;

    [[nodiscard]] bool fresh(const std::string& rule) const { return !spoken.contains(rule); }
    void propose(FeedbackKind kind, Severity severity, std::string rule, std::string message) {
        if (fresh(rule))
            candidates.push_back({kind, severity, std::move(message), std::move(rule)});
    }

    void critical_rules(const AgentUtterance& turn, const ActSet& acts, const CustomerMove& move);
    void warning_rules(const AgentUtterance& turn, const ActSet& acts, const CustomerMove& move);
    void praise_rules(const ActSet& acts, const CustomerMove& move);
    void tip_rules(const ActSet& acts, const CustomerMove& move, CallStage stage);
    void greeting_rules(const ActSet& acts);
    void record_rules(const CrmEntry& entry);
    void promise_rule(const ActSet& acts, const CustomerMove& move);
    std::optional<Feedback> choose(CallTime now);
    std::optional<Feedback> say(Feedback f, CallTime now);
    [[nodiscard]] bool too_soon(CallTime now) const { return last && seconds_of(now - *last) < kBetween; }
    [[nodiscard]] std::string limit_in_words(const CallFact& breach) const;
    [[nodiscard]] const Problem* problem(std::string_view id) const;
};

const Problem* Coach::State::problem(std::string_view id) const {
    if (scenario == nullptr)
        return nullptr;
    const auto found = std::ranges::find(scenario->problems, id, &Problem::id);
    return found == scenario->problems.end() ? nullptr : &*found;
}

std::string Coach::State::limit_in_words(const CallFact& breach) const {
    if (scenario == nullptr)
        return "your limit";
    for (const auto& p : scenario->problems)
        for (const auto& r : p.resolutions)
            if (r.id == breach.id && r.max_cents)
                return dollars(*r.max_cents);
    for (const auto& l : scenario->limits) {
        if (l.max_cents)
            return dollars(*l.max_cents);
        if (l.max_percent)
            return std::to_string(static_cast<int>(*l.max_percent)) + " percent";
    }
    return "your limit";
}

void Coach::State::critical_rules(const AgentUtterance& turn, const ActSet& acts, const CustomerMove& move) {
    const bool sure = turn.confidence >= kSureOfWords;
    if (!sure)
        return;
    if (acts.has(Act::Rude))
        propose(
            FeedbackKind::Negative, Severity::Critical, "rudeness",
            "That came across as rude. Take a breath: “I hear you, " + name + ". Let me see what I can do right now.”");
    if (fact_in(move, CallFactKind::DisclosedUnverified) != nullptr)
        propose(FeedbackKind::Negative, Severity::Critical, "disclosed_unverified",
                "Stop: " + name +
                    " is not verified yet. Ask first: “Before I open your account, may I have your full name and "
                    "account number?”");
    if (const auto* breach = fact_in(move, CallFactKind::PolicyBreached))
        propose(FeedbackKind::Negative, Severity::Critical, "unauthorised_offer",
                "That offer goes beyond " + limit_in_words(*breach) +
                    ", which is what you may give on your own. Correct it: “Let me get that approved before I promise "
                    "it, " +
                    name + ".”");
}

void Coach::State::warning_rules(const AgentUtterance& turn, const ActSet& acts, const CustomerMove& move) {
    if (turn.confidence < kSureOfWords)
        return;
    const auto warn = [&](std::string rule, std::string message) {
        propose(FeedbackKind::Negative, Severity::Warning, std::move(rule), std::move(message));
    };
    if (fact_in(move, CallFactKind::WrongInformation) != nullptr)
        warn("wrong_information", "That was not right. Put it straight now: “Let me correct myself, " + name + ": …”");
    if (acts.has(Act::Blame))
        warn("blame", name + " hears blame. Try: “Let me see how this came about, and put it right.”");
    if (acts.has(Act::Dismissive))
        warn("dismissive",
             name + " feels brushed off. Try: “That matters, " + name + ". Here is what I can do about it.”");
    if (fact_in(move, CallFactKind::Repeated) != nullptr)
        warn("asked_twice",
             name + " already gave you that. Say so: “You told me that already, thank you; I have it here.”");
    // The clock knows who spoke over whom; words only suggest it.
    if (turn.talked_over_customer)
        warn("talked_over", "You spoke over " + name + ". Hand the turn back: “Sorry, I cut you off. Please go on.”");
    if (acts.has(Act::Jargon))
        warn("jargon", name + " may not know that term. Add: “In plain words, that means …”");
    for (const auto& change : move.changes)
        if (change.cause == "hold_unannounced")
            warn("hold_unannounced", "Ask before a hold: “May I put you on hold for a minute while I check this?”");
}

void Coach::State::greeting_rules(const ActSet& acts) {
    const bool brand = acts.has(Act::CompanyName);
    if (acts.has(Act::Greeting) && brand)
        propose(FeedbackKind::Positive, Severity::Info, "greeting",
                "Good opening: " + name + " knows whom they have reached.");
    else if (!brand && !company.empty())
        propose(FeedbackKind::Tip, Severity::Info, "greeting_brand",
                "Say whom " + name + " has reached: “Thank you for calling " + company + ", my name is …”");
}

void Coach::State::praise_rules(const ActSet& acts, const CustomerMove& move) {
    const auto praise = [&](std::string rule, std::string message) {
        propose(FeedbackKind::Positive, Severity::Info, std::move(rule), std::move(message));
    };
    for (const auto& f : move.facts) {
        const auto* p = problem(f.id);
        const std::string next =
            acts.has(Act::ConfirmResolution) ? "" : " Now recap it and ask whether it works for " + name + '.';
        if (f.kind == CallFactKind::ProblemSettled && f.value >= 0.8)
            praise("settled_" + f.id, (p != nullptr ? "Settled: " + p->label + '.' : "That settles it.") + next);
        if (f.kind == CallFactKind::ProblemStated && p != nullptr && p->hidden)
            praise("hidden_need", "Well asked: you found what " + name + " had not said: " + p->label + '.');
    }
    if (fact_in(move, CallFactKind::IdentityVerified) != nullptr)
        praise("verified", name + " is verified: you may open the account now.");
    const bool was_upset = upset(emotion);
    constexpr int kReached = 3, kLifted = 8;
    if (was_upset && acts.has(Act::Empathy) && mood_gain(move) >= kReached)
        praise("empathy", "That reached " + name + ": you named the feeling before the facts.");
    else if (was_upset && acts.has(Act::Apology) && mood_gain(move) >= kReached)
        praise("apology", "A sorry for the very thing that went wrong: " + name + " took it.");
    if (mood_gain(move) >= kLifted)
        praise("mood_up", name + (was_upset ? " is calming down. Keep going like this." : " likes how this is going."));
}

void Coach::State::tip_rules(const ActSet& acts, const CustomerMove& move, CallStage stage) {
    const auto tip = [&](std::string rule, std::string message) {
        propose(FeedbackKind::Tip, Severity::Info, std::move(rule), std::move(message));
    };
    if (upset(emotion) && !acknowledged && turns >= 2)
        tip("acknowledge",
            name + " is upset. Name it before you go on: “I can hear how frustrating this is, " + name + ".”");
    if (fact_in(move, CallFactKind::OfferRefused) != nullptr)
        tip("offer_refused",
            name + " wants more than that. Ask: “What would make this right for you?”, within " +
                (scenario != nullptr && !scenario->limits.empty() ? limit_in_words({}) : std::string("policy")) + '.');
    if (std::ranges::find(move.changes, "apology_worn_out", &MoodChange::cause) != move.changes.end())
        tip("apologies", "Enough sorry: say what you will do for " + name + " now, and by when.");
    if (stage == CallStage::Closing && acts.has(Act::Closing) && !confirmed && fresh("closing"))
        tip("closing", "Before you let " + name + " go: recap, next step, and “Is there anything else?”");
    if (stage == CallStage::Agreement)
        tip("note", "Leave a note while it is fresh: what was wrong, what you did, what is open.");
}

std::optional<Feedback> Coach::State::say(Feedback f, CallTime now) {
    spoken.insert(f.rule);
    last = now;
    waiting.reset();
    return f;
}

std::optional<Feedback> Coach::State::choose(CallTime now) {
    auto found = std::exchange(candidates, {});
    if (assessed || found.empty())
        return std::nullopt;
    auto& best = found.front();
    if (best.severity == Severity::Critical || !too_soon(now))
        return say(std::move(best), now);
    if (!waiting || best.severity > waiting->severity || seconds_of(now - waiting_since) > kStale) {
        waiting = std::move(best);
        waiting_since = now;
    }
    return std::nullopt;
}

void Coach::State::record_rules(const CrmEntry& entry) {
    const bool asks_identity = scenario != nullptr && std::ranges::any_of(scenario->facts, [](const Fact& f) {
                                   return f.kind == FactKind::Identity;
                               });
    if (entry.done && changes_account(entry.operation.kind) && asks_identity && !verified)
        propose(FeedbackKind::Negative, Severity::Critical, "changed_unverified",
                "You changed the account before you knew who is calling. Verify " + name + " first, then change.");
    if (!entry.done)
        propose(FeedbackKind::Negative, Severity::Warning, "record_refused",
                entry.message + " For more, bring in your supervisor before you promise it.");
}

/// Before the goodbye, what was promised is entered.
void Coach::State::promise_rule(const ActSet& acts, const CustomerMove& move) {
    if (scenario == nullptr)
        return;
    for (const CallFact& f : move.facts)
        for (const Problem& p : scenario->problems)
            for (const Resolution& r : p.resolutions)
                if (f.kind == CallFactKind::OfferAccepted && r.id == f.id && wants_operation(r.kind))
                    promised.push_back(&r);
    const bool ends = acts.has(Act::Closing) || acts.has(Act::ConfirmResolution);
    if (uses_record && ends && !promised.empty())
        propose(FeedbackKind::Tip, Severity::Warning, "record_promise",
                "You promised this and have not entered it yet: " + promised.front()->label + ".");
}

Coach::Coach(std::shared_ptr<const Scenario> scenario, bool assessed) : state_(std::make_unique<State>()) {
    state_->assessed = assessed;
    if (scenario != nullptr) {
        state_->name = form_of_address(scenario->persona.name);
        state_->company = scenario->company.name;
    }
    if (state_->name.empty())
        state_->name = "the customer";
    state_->scenario = std::move(scenario);
}
Coach::~Coach() = default;
Coach::Coach(const Coach& other) : state_(std::make_unique<State>(*other.state_)) {}
Coach::Coach(Coach&&) noexcept = default;
Coach& Coach::operator=(Coach&&) noexcept = default;

std::optional<Feedback> Coach::on_turn(const AgentUtterance& turn, const ActSet& acts, const CustomerMove& move,
                                       CallStage stage, CallTime now) {
    auto& s = *state_;
    ++s.turns;
    s.confirmed = s.confirmed || acts.has(Act::ConfirmResolution);
    s.acknowledged = s.acknowledged || acts.has(Act::Empathy) || acts.has(Act::Apology);
    s.verified = s.verified || fact_in(move, CallFactKind::IdentityVerified) != nullptr;
    s.critical_rules(turn, acts, move);
    s.warning_rules(turn, acts, move);
    s.promise_rule(acts, move);
    s.praise_rules(acts, move);
    s.tip_rules(acts, move, stage);
    if (s.turns == 1 && turn.confidence >= kSureOfWords)
        s.greeting_rules(acts);
    if (move.say)
        s.emotion = move.say->emotion;
    return s.choose(now);
}

std::optional<Feedback> Coach::on_operation(const CrmEntry& entry, bool agent_speaks, CallTime now) {
    auto& s = *state_;
    s.uses_record = true;
    if (entry.done)
        std::erase_if(s.promised, [&](const Resolution* r) { return carries_out(entry.operation, *r); });
    s.record_rules(entry);
    if (!agent_speaks || s.assessed || s.candidates.empty())
        return s.choose(now);
    s.waiting = std::move(s.candidates.front());
    s.waiting_since = now;
    s.candidates.clear();
    return std::nullopt;
}

std::optional<Feedback> Coach::on_quiet(Ticks silence, bool on_hold, CallStage stage, CallTime now) {
    auto& s = *state_;
    if (s.assessed)
        return std::nullopt;
    const double quiet = seconds_of(silence);
    if (on_hold) {
        if (quiet >= kHoldUpdate)
            s.propose(FeedbackKind::Tip, Severity::Warning, "hold_update",
                      s.name + " has been on hold for half a minute. Go back with a word on how far you are.");
    } else {
        if (quiet >= kQuietWarning)
            s.propose(FeedbackKind::Negative, Severity::Warning, "dead_air",
                      s.name + " hears nothing. Say: “I'm still here, " + s.name + "; I'm checking this for you.”");
        if (quiet >= kQuietTip && stage != CallStage::Opening)
            s.propose(FeedbackKind::Tip, Severity::Info, "quiet",
                      "Say aloud what you are doing, so that " + s.name + " knows you are on it.");
        if (quiet >= kQuietTip && stage == CallStage::Opening && s.turns == 0)
            s.propose(
                FeedbackKind::Tip, Severity::Info, "open_the_call",
                "The line is open: greet " + s.name + (s.company.empty() ? "." : " in the name of " + s.company + '.'));
    }
    if (s.too_soon(now)) {
        s.candidates.clear();
        return std::nullopt;
    }
    const bool kept = s.waiting && s.fresh(s.waiting->rule) && seconds_of(now - s.waiting_since) <= kStale;
    if (kept && (s.candidates.empty() || s.waiting->severity >= s.candidates.front().severity)) {
        s.candidates.clear();
        return s.say(*std::exchange(s.waiting, std::nullopt), now);
    }
    return s.choose(now);
}

}  // namespace mockcall
