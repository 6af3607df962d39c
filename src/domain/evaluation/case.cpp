#include "domain/evaluation/case.hpp"

#include <algorithm>
#include <cmath>

#include "domain/dialogue/text.hpp"
#include "domain/evaluation/lexicon.hpp"

namespace mockcall::judging {
namespace {

double to_milliseconds(double seconds) { return std::round(seconds * 1000) / 1000; }

std::string first_word(std::string_view text) { return std::string(text.substr(0, text.find(' '))); }

// "Mr Johnson" or "Dr. Amara Osei" is addressed as written, anybody else by the first name.
std::string form_of_address(std::string_view name) {
    for (const std::string_view title : {"Mr ", "Mr. ", "Mrs ", "Mrs. ", "Ms ", "Ms. ", "Dr ", "Dr. "})
        if (name.starts_with(title))
            return std::string(name);
    return first_word(name);
}

}  // namespace

Case::Case(const CallRecord& record, const Scenario* the_scenario, const Rubric& the_rubric)
    : call(record), scenario(the_scenario), rubric(the_rubric), timeline(measure(record, the_rubric.limits)) {
    lines.reserve(call.turns.size());  // the pointers below stay good
    for (const auto& t : call.turns) {
        if (t.speaker == Speaker::System)
            continue;
        auto words = words_of(t.text);
        if (words.empty())
            continue;
        const bool clear = t.speaker != Speaker::Agent || t.confidence >= rubric.limits.confidence;
        auto content = content_words(words);
        lines.push_back(
            {&t, std::move(words), std::move(content), to_milliseconds(timestamp_of(call, t.start)), clear});
        (t.speaker == Speaker::Agent ? agent : customer).push_back(&lines.back());
    }
    if (scenario != nullptr) {
        company = scenario->company.name;
        first_name = form_of_address(scenario->persona.name);
    }
}

bool Case::transferred() const {
    return call.end_reason == "transferred" ||
           std::ranges::any_of(call.actions, [](const auto& a) { return a.kind == AgentActionKind::Transfer; });
}

bool Case::abandoned() const {
    if (!call.customer_hung_up)
        return false;
    constexpr int kNotAngry = 40;
    const Window last{agent.size() - std::min<std::size_t>(2, agent.size()), agent.size()};
    const bool goodbye = agent_did(*this, last, Act::Closing) || agent_said(*this, last, lexicon::kFarewell);
    return !goodbye || call.mood < kNotAngry;
}

Window Case::opening() const { return {0, std::min<std::size_t>(2, agent.size())}; }
Window Case::closing() const { return {agent.size() - std::min<std::size_t>(4, agent.size()), agent.size()}; }
Window Case::late() const { return {agent.size() / 2, agent.size()}; }

std::optional<Hit> agent_said(const Case& c, Window w, std::span<const std::string_view> patterns) {
    for (auto i = w.first; i < std::min(w.last, c.agent.size()); ++i)
        if (const auto span = find_any(c.agent[i]->words, patterns); span && earns(*c.agent[i]))
            return Hit{c.agent[i], *span};
    return std::nullopt;
}

std::optional<Hit> asserts(const Line& line, const std::vector<std::string>& phrases) {
    const auto tokens = tokenize(line.turn->text);
    for (const auto& phrase : phrases) {
        const auto found = Phrase(phrase).find(tokens);
        if (found && found->end > found->begin && !denied(tokens, found->begin))
            return Hit{&line, {tokens[found->begin].begin, tokens[found->end - 1].end}};
    }
    return std::nullopt;
}

std::optional<Hit> agent_asserted(const Case& c, Window w, const std::vector<std::string>& phrases) {
    for (auto i = w.first; i < std::min(w.last, c.agent.size()); ++i)
        if (auto hit = asserts(*c.agent[i], phrases))
            return hit;
    return std::nullopt;
}

Hit whole_line(const Line& line) { return {&line, {line.words.front().begin, line.words.front().end}}; }
Hit place_about(const Line& line, const std::set<std::string>& matter) {
    Hit hit = whole_line(line);
    std::size_t most = 0, seen = 0;
    for (const auto& w : line.words) {
        if (w.end <= seen)
            continue;  // the clause of an earlier word holds this one
        const auto clause = quote_around(line.turn->text, {w.begin, w.end});
        seen = w.begin + clause.size();
        if (const auto n = shared(content_words(words_of(clause)), matter); n > most) {
            most = n;
            hit.span = {w.begin, w.end};
        }
    }
    return hit;
}

Hit place_of_act(const Line& line, Act act) {
    if (const auto span = find_any(line.words, cues_of(act)))
        return {&line, *span};
    // The sentence that is the act by itself, where there are several.
    const std::string_view text = line.turn->text;
    for (std::size_t from = 0; from < line.words.size();) {
        const Span first_word{line.words[from].begin, line.words[from].end};
        const Span sentence = clause_around(text, first_word);
        if (from == 0 && line.words.back().begin < sentence.end)
            break;
        if (classify_acts(text.substr(sentence.begin, sentence.end - sentence.begin), {}, {}).acts.has(act))
            return {&line, first_word};
        do
            ++from;
        while (from < line.words.size() && line.words[from].begin < sentence.end);
    }
    return whole_line(line);
}

bool earns(const Line& line) {
    return !has_clear_act(line, Act::Rude) && !has_clear_act(line, Act::Blame) && !has_clear_act(line, Act::Dismissive);
}

bool has_act(const Line& line, Act act) { return line.turn->acts.has(act); }
bool has_clear_act(const Line& line, Act act) { return line.clear && has_act(line, act); }

std::optional<Hit> agent_did(const Case& c, Window w, Act act) {
    for (auto i = w.first; i < std::min(w.last, c.agent.size()); ++i) {
        const auto& line = *c.agent[i];
        if (!has_act(line, act) || !earns(line))
            continue;
        return place_of_act(line, act);
    }
    return std::nullopt;
}

const Line* line_of(const Case& c, UtteranceId id) {
    const auto found = std::ranges::find_if(c.lines, [&](const Line& l) { return id != 0 && l.turn->id == id; });
    return found == c.lines.end() ? nullptr : &*found;
}

const Line* next_customer_line(const Case& c, const Line& after) {
    for (const auto* l = &after + 1; l < c.lines.data() + c.lines.size(); ++l)
        if (l->turn->speaker == Speaker::Customer)
            return l;
    return nullptr;
}

const Line* previous_customer_line(const Case& c, const Line& before) {
    for (const auto* l = &before; l-- != c.lines.data();)
        if (l->turn->speaker == Speaker::Customer)
            return l;
    return nullptr;
}

std::set<std::string> customer_words_before(const Case& c, const Line& before) {
    std::set<std::string> out;
    for (const auto* l = c.lines.data(); l != &before; ++l)
        if (l->turn->speaker == Speaker::Customer)
            out.insert(l->content.begin(), l->content.end());
    return out;
}

std::vector<const FactEntry*> facts_of(const Case& c, CallFactKind kind, std::string_view id) {
    std::vector<const FactEntry*> out;
    for (const auto& f : c.call.facts)
        if (f.fact.kind == kind && (id.empty() || f.fact.id == id))
            out.push_back(&f);
    return out;
}

namespace {

// What a fact is about, in the scenario's words.
std::string matter_of(const Scenario& s, const CallFact& fact) {
    std::string out;
    for (const auto& f : s.facts)
        if (f.id == fact.id)
            for (const auto& ask : f.asks)
                out += ask + ' ';
    for (const auto& p : s.problems) {
        if (p.id == fact.id)
            for (const auto& r : p.resolutions)
                out += r.label + ' ' + (r.phrases.empty() ? std::string{} : r.phrases.front()) + ' ';
        for (const auto& r : p.resolutions)
            if (r.id == fact.id)
                out += r.label + ' ';
        for (const auto& step : p.steps)
            if (step.id == fact.id)
                out += step.label + ' ';
    }
    return out;
}

}  // namespace

Evidence evidence_of(const Case& c, const FactEntry& fact) {
    if (const auto* line = line_of(c, fact.utterance)) {
        std::string matter = c.scenario != nullptr ? matter_of(*c.scenario, fact.fact) : std::string{};
        if (fact.fact.kind == CallFactKind::IdentityVerified)
            matter += " name account number identity verify";
        return quote(place_about(*line, content_words(words_of(matter))));
    }
    std::string text(to_string(fact.fact.kind));
    return metric(c, text + ": " + (fact.fact.id.empty() ? std::string("yes") : fact.fact.id),
                  timestamp_of(c.call, fact.at));
}

Evidence quote(const Hit& hit) {
    return {hit.line->turn->speaker, hit.line->at, quote_around(hit.line->turn->text, hit.span)};
}

Evidence action(const Case& c, const AgentActionRecord& a) {
    std::string text = "action: " + std::string(to_string(a.kind));
    std::string detail = a.target;
    if (!a.text.empty())
        detail += (detail.empty() ? "" : ", ") + quote_around(a.text, {});
    if (!detail.empty())
        text += " (" + detail + ')';
    return {Speaker::Agent, to_milliseconds(timestamp_of(c.call, a.at)), std::move(text)};
}

Evidence metric(const Case& c, std::string text, std::optional<double> at) {
    return {Speaker::System, to_milliseconds(at.value_or(timestamp_of(c.call, c.call.ended))), std::move(text)};
}

namespace {

/// The customer speaks of the problem, as its author has it told.
bool tells(const Line& line, const Problem& problem) {
    constexpr std::size_t kFewest = 2;
    std::set<std::string> matter = content_words(words_of(problem.label));
    for (const auto* texts : {&problem.statement, &problem.details})
        for (const std::string& text : *texts)
            matter.merge(content_words(words_of(text)));
    return shared(line.content, matter) >= std::min(kFewest, matter.size());
}

// Where the customer stated the first problem, as the customer engine knows it. Where the agent named it first nobody
// has to state it any more: then it is what the customer opened with.
const Line* stated_in(const Case& c) {
    if (c.scenario == nullptr || c.scenario->problems.empty())
        return nullptr;
    const Problem& problem = c.scenario->problems.front();
    const auto facts = facts_of(c, CallFactKind::ProblemStated, problem.id);
    for (const auto* f : facts)
        if (const auto* line = line_of(c, f->utterance)) {
            const auto* theirs = line->turn->speaker == Speaker::Customer ? line : next_customer_line(c, *line);
            if (theirs != nullptr && tells(*theirs, problem))
                return theirs;
        }
    return facts.empty() || c.customer.empty() ? nullptr : c.customer.front();
}

/// What answers an insult, a blame or a brush-off is about that, not about what one called for.
bool answers_misconduct(const Case& c, const Line& line) {
    const Line* before = &line > c.lines.data() ? &line - 1 : nullptr;
    return before != nullptr && before->turn->speaker == Speaker::Agent && !earns(*before);
}

}  // namespace

std::optional<Hit> complaint(const Case& c) {
    if (const auto* line = stated_in(c); line != nullptr && line->content.size() >= 2)
        return place_about(*line, line->content);
    const Line* best = nullptr;
    std::size_t most = 2;  // "Hello?" and "Yes, hi" state nothing
    for (std::size_t i = 0; i < std::min<std::size_t>(3, c.customer.size()); ++i) {
        // What answers an insult is about the insult.
        if (best != nullptr && answers_misconduct(c, *c.customer[i]))
            break;
        if (const auto n = c.customer[i]->content.size(); n > most) {
            best = c.customer[i];
            most = n;
        }
    }
    if (best == nullptr)
        return std::nullopt;
    return place_about(*best, best->content);
}

std::string comma_name(const Case& c) { return c.first_name.empty() ? "" : ", " + c.first_name; }
std::string the_customer(const Case& c) { return c.first_name.empty() ? "the customer" : c.first_name; }

namespace {

/// In the agent's words; empty where no trouble is stated: a question asks, and is not said back.
std::string stated_trouble(const Case& c, const Hit& hit) {
    const std::string text = quote(hit).text;
    if (text.size() > 120 || text.ends_with('?') || answers_misconduct(c, *hit.line))
        return {};
    const auto clause = said_back(text);
    return is_clause(clause) ? clause : std::string{};
}

}  // namespace

std::string trouble(const Case& c) {
    if (const auto said = complaint(c))
        if (auto stated = stated_trouble(c, *said); !stated.empty())
            return stated;
    return c.customer.empty() ? std::string{} : stated_trouble(c, whole_line(*c.customer.front()));
}

std::string trouble_or_dots(const Case& c) {
    auto text = trouble(c);
    return text.empty() ? "…" : text;
}

}  // namespace mockcall::judging
