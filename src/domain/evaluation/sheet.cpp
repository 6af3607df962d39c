#include "domain/evaluation/sheet.hpp"

#include <algorithm>
#include <cmath>

#include "domain/evaluation/model_judge.hpp"

namespace mockcall::judging {
namespace {

// The first turn of the window that was recognised too badly to say what was in it.
const Line* unclear_line(const Case& c, Window w) {
    for (auto i = w.first; i < std::min(w.last, c.agent.size()); ++i)
        if (!c.agent[i]->clear)
            return c.agent[i];
    return nullptr;
}

std::string capitalised(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
        text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::string note_of(bool met, const Verdict& v) {
    if (met || v.say.empty())
        return v.why;
    std::string say = v.say;
    // Dots that stand for what nobody knows may end a sentence: three of them do.
    for (auto at = say.find("…."); at != std::string::npos; at = say.find("…."))
        say.replace(at, std::string_view("….").size(), "…");
    return v.why + (v.why.empty() ? "" : " ") + "You could have said: “" + say + "”";
}

}  // namespace

void Sheet::enter(Judged j, Verdict v) {
    auto& r = j.result;
    r.full_weight = std::max(r.full_weight, r.weight);
    std::erase_if(v.evidence, [](const Evidence& e) { return e.text.empty(); });
    r.score = v.evidence.empty() ? 0 : std::round(std::clamp(v.score, 0.0, 100.0) * 10) / 10;
    r.met = r.score >= case_.rubric.limits.met;
    if (!r.met && v.could_be_in)
        if (const auto* line = unclear_line(case_, *v.could_be_in)) {
            r.weight = 0;
            v.say.clear();
            v.why = "Your words at " + clock(line->at) +
                    " were not recognised well enough to judge this, so it does not count.";
        }
    v.why = capitalised(std::move(v.why));
    r.note = note_of(r.met, v);
    r.evidence = std::move(v.evidence);
    j.why = std::move(v.why);
    j.say = std::move(v.say);
    judged_.push_back(std::move(j));
}

/// What was found to apply is judged as the model says, as far as its quote stands.
void Sheet::take_answer(std::string_view check_id, Verdict& v) const {
    if (answers_ == nullptr)
        return;
    const auto answer = answers_->find(check_id);
    if (answer == answers_->end())
        return;
    const double before = v.evidence.empty() ? 0 : v.score;
    v.score = 100 * answer->second.share;
    if (answer->second.evidence) {
        if (before < v.score)
            v.why = "You did, at " + clock(answer->second.evidence->timestamp) + ".";
        v.evidence = {*answer->second.evidence};
    } else if (before >= case_.rubric.limits.met) {
        v.why = "Nothing you said was found to do this.";
        v.evidence.clear();
    }
}

void Sheet::judge(std::string_view check_id, Verdict v) {
    take_answer(check_id, v);
    if (const auto* check = find_check(case_.rubric, check_id))
        judge_as(check_id, check->id, check->label, 1, std::move(v));
}

void Sheet::judge_as(std::string_view check_id, std::string id, std::string label, double weight_factor, Verdict v) {
    const auto* check = find_check(case_.rubric, check_id);
    if (check == nullptr)
        return;
    Judged j{.result = {}, .praise = check->praise, .tip = check->tip, .why = {}, .say = {}};
    j.result.id = std::move(id);
    j.result.dimension = check->dimension;
    j.result.label = std::move(label);
    j.result.weight = check->weight * weight_factor;
    enter(std::move(j), std::move(v));
}

void Sheet::judge_own(const Criterion& own, Dimension dimension, Demand demand, Verdict v) {
    Judged j;
    j.result.id = (demand == Demand::Bonus ? "bonus." : "required.") + own.id;
    j.result.dimension = dimension;
    j.result.label = own.label;
    j.result.weight = j.result.full_weight = own.weight;
    j.result.bonus = demand == Demand::Bonus;
    const bool earned = v.score >= case_.rubric.limits.met && !v.evidence.empty();
    if (demand == Demand::Bonus && !earned) {
        j.result.weight = 0;
        v.why += (v.why.empty() ? "" : " ") + std::string("A bonus: leaving it out costs nothing.");
    }
    enter(std::move(j), std::move(v));
}

void Sheet::critical(GateKind kind, std::string id, std::string description, Evidence e) {
    const auto same = [&](const CriticalError& x) { return x.id == id && x.evidence.text == e.text; };
    if (std::ranges::none_of(critical_, same))
        critical_.push_back({kind, std::move(id), std::move(description), std::move(e)});
}

bool Sheet::met(std::string_view id) const {
    return std::ranges::any_of(judged_, [&](const Judged& j) { return j.result.id == id && j.result.met; });
}

}  // namespace mockcall::judging
