// Empathy: met, missed, or no opportunity. Attentive and cognitive responses outrank "sorry" (Clark 2013, Marinova
// 2018). What the trainee feels is never inferred: words and their place only.
#include <algorithm>

#include "domain/evaluation/lexicon.hpp"
#include "domain/evaluation/sheet.hpp"

namespace mockcall::judging {
namespace {

// Who calls with a grievance gives the opportunity, however well they keep their temper.
bool troubled(const Scenario& s) {
    constexpr int kNeutralMood = 50;
    return s.category == Category::Complaint || s.persona.start_mood < kNeutralMood ||
           find_any(words_of(s.persona.mood), lexicon::kFeeling).has_value();
}

// The customer's turns that show a feeling.
std::vector<Hit> opportunities(const Case& c) {
    std::vector<Hit> out;
    for (const auto* line : c.customer) {
        const auto span = find_any(line->words, lexicon::kFeeling);
        const bool shown = line->turn->emotion == Emotion::Angry || line->turn->emotion == Emotion::Frustrated;
        if (span || shown)
            out.push_back(span ? Hit{line, *span} : place_about(*line, line->content));
    }
    if (out.empty() && !c.customer.empty() && c.scenario != nullptr && troubled(*c.scenario))
        out.push_back(complaint(c).value_or(whole_line(*c.customer.front())));
    return out;
}

std::string after_feeling(const Case& c, const Hit& feeling) {
    const auto e = quote(feeling);
    std::string text = "At " + clock(e.timestamp) + " " + the_customer(c) + " said “" + e.text + "”";
    for (const auto* line : c.agent)
        if (line > feeling.line)
            return text + ", and you went on with “" + quote(whole_line(*line)).text + "”.";
    return text + ", and no word of yours answered it.";
}

// ": you were charged twice", or nothing where the customer never got to say what is wrong.
std::string colon_trouble(const Case& c) { return trouble(c).empty() ? "" : ": " + trouble(c); }

std::string sorry_words(const Case& c) {
    const auto what = trouble(c);
    const auto name = c.first_name.empty() ? "" : ", " + c.first_name + ',';
    return "I'm sorry" + name + (what.empty() ? " for the trouble this has given you." : " that " + what + '.');
}

std::string feeling_words(const Case& c) {
    return "I can hear how frustrating this is" + comma_name(c) + colon_trouble(c) +
           ". Let me put that right with you.";
}

// How specific: names the feeling or the matter, or is a formula only.
double specificity(const Case& c, const Line& line) {
    const auto overlap = shared(line.content, customer_words_before(c, line));
    if (find_any(line.words, lexicon::kFeelingNamed) || overlap >= 2)
        return 100;
    const bool bare = find_any(line.words, lexicon::kBareUnderstanding) && line.content.size() <= 3;
    return bare ? 35 : 75;
}

// Agent turns between the feeling and the answer to it: the first may count in full.
double promptness(const Case& c, const Line& feeling, const Line& answer) {
    const auto between = std::ranges::count_if(c.agent, [&](const Line* l) { return l > &feeling && l < &answer; });
    return between <= 1 ? 1.0 : between <= 3 ? 0.9 : 0.75;
}

void judge_acknowledgement(const Case& c, Sheet& sheet, const Hit& first) {
    double best = 0;
    const Line* where = nullptr;
    for (const auto* line : c.agent) {
        if (line < c.customer.front() || !has_act(*line, Act::Empathy))
            continue;
        if (const double s = specificity(c, *line) * promptness(c, *first.line, *line); s > best) {
            best = s;
            where = line;
        }
    }
    if (where == nullptr) {
        sheet.judge("empathy.acknowledges",
                    {.why = after_feeling(c, first), .say = feeling_words(c), .could_be_in = c.whole()});
        return;
    }
    const auto span = find_any(where->words, cues_of(Act::Empathy));
    const auto e = quote(span ? Hit{where, *span} : whole_line(*where));
    sheet.judge("empathy.acknowledges",
                {.score = best,
                 .evidence = {e, quote(first)},
                 .why = best >= 90 ? "Acknowledged at " + clock(e.timestamp) + '.'
                                   : "“" + e.text + "” (" + clock(e.timestamp) +
                                         ") stays a formula or comes late: name the feeling and its cause.",
                 .say = feeling_words(c),
                 .could_be_in = c.whole()});
}

void judge_perspective(const Case& c, Sheet& sheet, const Hit& first) {
    const std::string say = "Anyone in your place would be upset" + comma_name(c) + colon_trouble(c) + '.';
    for (const auto* line : c.agent) {
        if (line < c.customer.front() || has_clear_act(*line, Act::Dismissive) || has_clear_act(*line, Act::Rude))
            continue;
        if (const auto span = find_any(line->words, lexicon::kPerspective)) {
            sheet.judge("empathy.perspective",
                        {.score = shared(line->content, customer_words_before(c, *line)) >= 1 ? 100.0 : 85.0,
                         .evidence = {quote({line, *span})},
                         .why = "Taken at " + clock(line->at) + '.'});
            return;
        }
    }
    const auto e = quote(first);
    sheet.judge("empathy.perspective", {.why = "After “" + e.text + "” (" + clock(e.timestamp) +
                                               ") nothing you said took " + the_customer(c) + "'s side of it.",
                                        .say = say,
                                        .could_be_in = c.whole()});
}

void judge_apology(const Case& c, Sheet& sheet, const Hit& first) {
    if (c.scenario != nullptr && c.scenario->category == Category::Sales)
        return;
    const std::string say = sorry_words(c);
    double best = 0;
    std::optional<Hit> where;
    int count = 0;
    for (const auto* line : c.agent) {
        const auto span = find_any(line->words, lexicon::kApology);
        if (!span || (!has_act(*line, Act::Apology) && !has_act(*line, Act::Empathy)) ||
            has_clear_act(*line, Act::Rude))
            continue;
        ++count;
        const bool specific = find_any(line->words, lexicon::kSpecificApology) ||
                              shared(line->content, customer_words_before(c, *line)) >= 2;
        const double s = (specific ? 100 : 60) * (line < first.line ? 1.0 : promptness(c, *first.line, *line));
        if (s > best) {
            best = s;
            where = Hit{line, *span};
        }
    }
    if (!where) {
        sheet.judge("empathy.apology", {.why = "Nobody said sorry for what " + the_customer(c) + " went through.",
                                        .say = say,
                                        .could_be_in = c.whole()});
        return;
    }
    const auto e = quote(*where);
    std::string why = best >= 90 ? "Said at " + clock(e.timestamp) + '.'
                                 : "“" + e.text + "” (" + clock(e.timestamp) +
                                       ") does not say sorry for what exactly, or comes late.";
    if (count > 3) {
        best -= 20;
        why += " Saying it " + std::to_string(count) + " times wears it out.";
    }
    sheet.judge("empathy.apology",
                {.score = best, .evidence = {e}, .why = std::move(why), .say = say, .could_be_in = c.whole()});
}

void judge_recovery(const Case& c, Sheet& sheet) {
    if (c.scenario == nullptr || c.call.ledger.empty() || c.scenario->persona.start_mood >= 50)
        return;
    const int start = c.scenario->persona.start_mood;
    constexpr double kCalm = 65;
    const auto from_to =
        "mood: " + std::to_string(start) + " at the start, " + std::to_string(c.call.mood) + " at the end";
    const double score = c.abandoned() ? 0 : 100 * (c.call.mood - start) / (kCalm - start);
    sheet.judge("empathy.mood_recovery",
                {.score = score,
                 .evidence = {metric(c, from_to)},
                 .why = score >= 70 ? the_customer(c) + " calmed down."
                                    : the_customer(c) + "'s mood went from " + std::to_string(start) + " to " +
                                          std::to_string(c.call.mood) + '.',
                 .say = feeling_words(c)});
}

}  // namespace

void judge_empathy(const Case& c, Sheet& sheet) {
    const auto found = opportunities(c);
    if (found.empty())
        return;
    judge_acknowledgement(c, sheet, found.front());
    judge_perspective(c, sheet, found.front());
    judge_apology(c, sheet, found.front());
    judge_recovery(c, sheet);
}

}  // namespace mockcall::judging
