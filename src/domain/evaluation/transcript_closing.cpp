// Closing, read off the words alone: ended by both, or left hanging.
#include <algorithm>
#include <array>

#include "domain/evaluation/ending.hpp"
#include "domain/evaluation/pushback.hpp"
#include "domain/evaluation/transcript_checks.hpp"

namespace mockcall::judging {
namespace {

/// Thanks for the call, or to somebody who takes leave; thanks for a number are none.
bool thanks_at_parting(const Case& c, const Line& last) {
    constexpr auto kFor = std::to_array<std::string_view>({"thank you for", "thanks for", "thank you so much for"});
    const Line* theirs = previous_customer_line(c, last);
    return find_any(last.words, kFor) || (find_any(last.words, lexicon::kThanks) && theirs != nullptr &&
                                          find_any(theirs->words, lexicon::kTakesLeave));
}

/// Asked or objected last, and all that came was a goodbye.
bool hung_up_on(const Case& c, const Line& theirs) {
    const auto reactions = reactions_of(c);
    const bool objects = std::ranges::any_of(
        reactions, [&](const Reacted& r) { return r.shown_by.line == &theirs && missed(r.reaction); });
    if (!objects && !is_question(theirs))
        return false;
    return std::ranges::none_of(c.agent, [&](const Line* l) {
        return l > &theirs && (done_in(*l) || shared(l->content, theirs.content) > 0 || is_question(*l));
    });
}

/// Ended by both, or left hanging.
void judge_completed(const Case& c, Sheet& sheet) {
    const Line& last = c.lines.back();
    const Ending end = ending_of(c);
    Verdict v{.say = "Is there anything else I can do for you? … Have a good day!"};
    const auto said_bye = [](const Line& l) {
        return find_any(l.words, lexicon::kFarewell) ||
               (has_act(l, Act::Closing) && !find_any(l.words, lexicon::kEndsChat));
    };
    v.evidence = {quote(whole_line(last))};
    if (last.turn->speaker == Speaker::Agent) {
        // "Have a nice day" - "you too, and enjoy the hats": a last word after goodbye undoes none.
        const auto n = c.agent.size();
        const bool before = std::any_of(c.agent.end() - static_cast<std::ptrdiff_t>(std::min<std::size_t>(2, n)),
                                        c.agent.end(), [&](const Line* l) { return said_bye(*l); });
        v.score = said_bye(last) || (before && !is_question(last)) ? 100
                  : thanks_at_parting(c, last)                     ? 80
                  : is_question(last)                              ? 10
                  : wishes_well(last) || invites_back(last)        ? (end.mood >= Mood::Thankful ? 95 : 75)
                  : has_act(last, Act::Closing)                    ? 45
                  : end.mood == Mood::Delighted                    ? 70
                  : end.mood == Mood::Thankful                     ? (welcomes_thanks(last) ? 70 : 55)
                                                                   : 10;
    } else {
        v.score = end.mood >= Mood::Thankful ? 65 : end.mood == Mood::Neutral ? 45 : 5;
    }
    // A goodbye that answers a question, or an objection, is hanging up on somebody.
    if (const Line* theirs = c.customer.empty() ? nullptr : c.customer.back();
        theirs != nullptr && said_bye(last) && hung_up_on(c, *theirs))
        v.score = std::min(v.score, 25.0);
    if (end.mood == Mood::Upset)
        v.score = std::min(v.score, 20.0);
    else if (end.mood == Mood::Resigned)
        v.score *= 0.7;
    v.why =
        v.score >= 70 ? "The talk was brought to an end." : "The talk ended with “" + v.evidence.front().text + "”.";
    sheet.judge("closing.completed", std::move(v));
}

}  // namespace

void judge_transcript_closing(const Case& c, Sheet& sheet) { judge_completed(c, sheet); }

}  // namespace mockcall::judging
