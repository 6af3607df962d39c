// Closing: recap, next step, resolution confirmed, anything else, thanks; a warm handover where the call goes on
// elsewhere.
#include <algorithm>
#include <array>
#include <set>

#include "domain/evaluation/ending.hpp"
#include "domain/evaluation/lexicon.hpp"
#include "domain/evaluation/sheet.hpp"

namespace mockcall::judging {
namespace {

// Why nothing was there to be found.
std::string cut_short(const Case& c, std::string_view otherwise) {
    if (c.silent())
        return "You said nothing in this call.";
    if (c.abandoned())
        return the_customer(c) + " hung up at " + clock(timestamp_of(c.call, c.call.ended)) +
               ", before the call could be closed.";
    return std::string(otherwise) + " Your last words, at " + clock(c.agent.back()->at) + ", were “" +
           quote(whole_line(*c.agent.back())).text + "”.";
}

void judge_said(const Case& c, Sheet& sheet, std::string_view id, std::optional<Hit> hit, double score,
                std::string_view missing, std::string say, Window w) {
    if (hit)
        sheet.judge(id, {.score = score,
                         .evidence = {quote(*hit)},
                         .why = score >= 90 ? "Said at " + clock(hit->line->at) + '.' : std::string(missing),
                         .say = std::move(say),
                         .could_be_in = w});
    else
        sheet.judge(id, {.why = cut_short(c, missing), .say = std::move(say), .could_be_in = w});
}

std::string solution_words(const Case& c) {
    for (const auto* f : facts_of(c, CallFactKind::OfferAccepted))
        for (const auto& p : c.scenario != nullptr ? c.scenario->problems : std::vector<Problem>{})
            for (const auto& r : p.resolutions)
                if (r.id == f->fact.id)
                    return lower_first(r.label);
    return "…";
}

bool is_question_only(const Line& line) {
    return line.turn->text.find('?') != std::string::npos && line.turn->text.find_first_of(".:;,") == std::string::npos;
}

std::optional<Hit> recap_in(const Case& c) {
    const auto w = c.closing();
    for (auto i = std::max<std::size_t>(w.first, 1); i < w.last; ++i)
        if (const auto span = find_any(c.agent[i]->words, lexicon::kRecap); span && c.agent[i]->content.size() >= 4)
            return Hit{c.agent[i], *span};
    // "So: $150 back today, the email is on its way": what was said before, in one breath.
    for (auto i = std::max<std::size_t>(w.first, 2); i < w.last; ++i) {
        const Line& line = *c.agent[i];
        std::set<std::string> said;
        for (std::size_t k = 0; k < i; ++k)
            said.insert(c.agent[k]->content.begin(), c.agent[k]->content.end());
        const bool leads_in =
            !line.words.empty() && (line.words.front().norm == "so" || line.words.front().norm == "then");
        constexpr std::size_t kPoints = 4;
        if (leads_in && !is_question_only(line) && shared(line.content, said) >= kPoints)
            return whole_line(line);
    }
    return std::nullopt;
}

std::optional<Hit> resolution_check_in(const Case& c) {
    const auto w = c.late();
    if (auto hit = agent_said(c, w, lexicon::kResolutionCheck))
        return hit;
    for (auto i = w.first; i < w.last; ++i)
        if (has_act(*c.agent[i], Act::ConfirmResolution) && !find_any(c.agent[i]->words, lexicon::kAnythingElse))
            return whole_line(*c.agent[i]);
    return std::nullopt;
}

/// "Have a good flight" wishes something, "bye" ends the talk; "thank you, Mr Moss" for a number is no leave-taking.
double parting_by_words(const Case& c, Window last, bool thanks, bool bye) {
    if (!bye)
        return 30;
    for (auto i = last.first; i < last.last; ++i)
        if (earns(*c.agent[i]) && wishes_well(*c.agent[i]))
            return thanks ? 100 : 95;
    if (!agent_said(c, last, lexicon::kFarewell))
        return 75;
    return thanks ? 88 : 65;
}

/// The customer left thankful, and the agent answered that.
bool parted_content(const Case& c) {
    if (c.silent())
        return false;
    const Ending end = ending_of(c);
    return end.mood >= Mood::Thankful && end.shown_by && c.agent.back() > end.shown_by->line &&
           !is_question(*c.agent.back());
}

void judge_thanks(const Case& c, Sheet& sheet) {
    const Window last{c.agent.size() - std::min<std::size_t>(2, c.agent.size()), c.agent.size()};
    // A call of one turn has a greeting, no closing: "thank you for calling" opens it.
    const bool only_greeting =
        c.agent.size() == 1 && has_act(*c.agent.front(), Act::Greeting) && !has_act(*c.agent.front(), Act::Closing);
    auto thanks = only_greeting ? std::nullopt : agent_said(c, last, lexicon::kThanks);
    auto bye = agent_said(c, last, lexicon::kFarewell);
    if (!bye)
        bye = agent_did(c, last, Act::Closing);
    for (auto i = last.first; i < last.last && !bye && c.scenario == nullptr; ++i)
        if (const auto wish = earns(*c.agent[i]) ? wishes_well(*c.agent[i]) : std::nullopt)
            bye = Hit{c.agent[i], *wish};
    const auto say = "Thank you for your patience" + comma_name(c) +
                     (c.company.empty() ? "" : ", and for being with " + c.company) + ". Have a good day!";
    const double hollow = left_unhelped(c) ? 0.8 : 1.0;
    double score = thanks && bye ? 100 : 65;
    if (c.scenario == nullptr)
        score = parting_by_words(c, last, thanks.has_value(), bye.has_value());
    if (!thanks && !bye && c.scenario == nullptr && parted_content(c))
        if (const auto welcome = welcomes_thanks(*c.agent.back())) {
            thanks = Hit{c.agent.back(), *welcome};
            score = 60;
        }
    score *= hollow;
    judge_said(c, sheet, "closing.thanks", thanks ? thanks : bye, score,
               hollow < 1 ? "It was said to somebody who went unhelped."
               : thanks   ? "A goodbye was missing."
                          : "Thanks were missing.",
               say, c.closing());
}

void judge_handover(const Case& c, Sheet& sheet) {
    const auto acted = std::ranges::find(c.call.actions, AgentActionKind::Transfer, &AgentActionRecord::kind);
    auto said = agent_said(c, c.whole(), lexicon::kTransferSpoken);
    if (!said)
        said = agent_did(c, c.whole(), Act::Transfer);
    Verdict v{.why = "The transfer came without a word to " + the_customer(c) + '.',
              .say = "I'm going to connect you with our billing team" + comma_name(c) +
                     ", because they can change this; I have told them everything, so you need not repeat it.",
              .could_be_in = c.whole()};
    if (acted != c.call.actions.end()) {
        v.evidence.push_back(action(c, *acted));
        v.score += (acted->target.empty() ? 0 : 15) + (acted->text.empty() ? 0 : 25);
    }
    if (said) {
        v.evidence.push_back(quote(*said));
        v.score += 60;
        v.why = v.score >= 85 ? "Announced at " + clock(said->line->at) + '.'
                              : "You announced it at " + clock(said->line->at) + ", without passing on the reason.";
    }
    sheet.judge("closing.handover", std::move(v));
}

}  // namespace

void judge_closing(const Case& c, Sheet& sheet) {
    const auto w = c.closing();
    const auto name = comma_name(c);
    const auto recap_say =
        "To recap" + name + ": " + trouble_or_dots(c) + "; we agreed that I will " + solution_words(c) + '.';
    judge_said(c, sheet, "closing.recap", recap_in(c), 100, "Nothing was summed up.", recap_say, w);
    if (c.transferred()) {
        judge_handover(c, sheet);
    } else {
        const auto skip_opening = Window{std::max<std::size_t>(w.first, std::min<std::size_t>(1, w.last)), w.last};
        judge_said(c, sheet, "closing.next_step", agent_said(c, skip_opening, lexicon::kNextStep), 100,
                   "No next step was named.", "What happens next" + name + ": you will see it by [day].", w);
        judge_said(c, sheet, "closing.resolution_confirmed", resolution_check_in(c), 100,
                   "Nobody asked whether it is solved.", "Does that solve it for you" + name + "?", c.late());
        auto more = agent_said(c, c.late(), lexicon::kAnythingElse);
        // "Anything else?" asks it, if barely.
        constexpr std::size_t kBare = 3;
        double asked = more && c.scenario == nullptr && more->line->words.size() <= kBare ? 75 : 100;
        if (!more && c.scenario == nullptr) {
            more = agent_did(c, c.late(), Act::ConfirmResolution);
            // "All set then?" asks after this matter, not after another.
            asked = more && is_question(*more->line) ? 75 : 60;
        }
        for (auto i = w.first; i < w.last && !more && c.scenario == nullptr; ++i)
            if (const auto back = earns(*c.agent[i]) ? invites_back(*c.agent[i]) : std::nullopt) {
                more = Hit{c.agent[i], *back};
                asked = 75;
            }
        // Whoever is content and takes leave has nothing else: it need not be asked.
        if (!more && c.scenario == nullptr && parted_content(c))
            return judge_thanks(c, sheet);
        // To somebody who was not helped yet it is the wrong question.
        judge_said(c, sheet, "closing.anything_else", std::move(more), left_unhelped(c) ? 55 : asked,
                   left_unhelped(c) ? "You asked for more before the first matter was helped."
                                    : "Nobody asked whether there is anything else.",
                   "Is there anything else I can help you with today" + name + "?", w);
    }
    judge_thanks(c, sheet);
}

}  // namespace mockcall::judging
