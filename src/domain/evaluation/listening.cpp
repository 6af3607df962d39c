// Listening: the problem said back, questions that lead somewhere, nothing asked twice, nobody talked over.
#include <algorithm>

#include "domain/evaluation/asked_again.hpp"
#include "domain/evaluation/lexicon.hpp"
#include "domain/evaluation/sheet.hpp"

namespace mockcall::judging {
namespace {

struct Paraphrase {
    double score = 0;
    Hit hit;
};

bool assents(const Line* reply) {
    return reply != nullptr &&
           find_any(std::vector<Word>(reply->words.begin(),
                                      reply->words.begin() + std::min<std::ptrdiff_t>(3, std::ssize(reply->words))),
                    lexicon::kAssent)
               .has_value();
}

// Their words in your sentence, marked as said back, and confirmed: each is a part of the credit.
Paraphrase paraphrase_in(const Case& c, const Line& line) {
    const auto theirs = customer_words_before(c, line);
    const auto overlap = shared(line.content, theirs);
    const auto marker = find_any(line.words, lexicon::kSayBack);
    const auto question = find_any(line.words, lexicon::kConfirmRight);
    if (theirs.empty() || (!marker && !question))
        return {overlap >= 3 && !theirs.empty() ? 55.0 : 0.0, whole_line(line)};
    const Hit hit{&line, marker ? *marker : *question};
    if (overlap < 2)
        return {has_act(line, Act::VerifyIdentity) ? 0.0 : overlap == 1 ? 60.0 : 35.0, hit};
    return {question || assents(next_customer_line(c, line)) ? 100.0 : 85.0, hit};
}

void judge_paraphrase(const Case& c, Sheet& sheet) {
    Paraphrase best;
    for (const auto* line : c.agent)
        if (const auto p = paraphrase_in(c, *line); p.score > best.score)
            best = p;
    const auto said = complaint(c);
    std::string after =
        said ? "After " + the_customer(c) + " said “" + quote(*said).text + "” (" + clock(said->line->at) + "), " : "";
    const std::string say =
        "Let me make sure I have this right" + comma_name(c) + ": " + trouble_or_dots(c) + ". Is that correct?";
    if (best.score == 0) {
        sheet.judge("listening.paraphrase",
                    {.why = after.empty() ? "The problem was never said back." : after + "nobody said it back.",
                     .say = say,
                     .could_be_in = c.whole()});
        return;
    }
    const auto e = quote(best.hit);
    const bool full = best.score >= 85;
    sheet.judge("listening.paraphrase",
                {.score = best.score,
                 .evidence = {e},
                 .why = full ? "Said back at " + clock(e.timestamp) + '.'
                             : "At " + clock(e.timestamp) + " you came near it with “" + e.text +
                                   "”, but did not say the problem back in full and ask whether it is right.",
                 .say = say,
                 .could_be_in = c.whole()});
}

bool is_probe(const Line& line, std::size_t number) {
    if (!earns(line) || has_act(line, Act::VerifyIdentity) || has_act(line, Act::ConfirmResolution) ||
        has_act(line, Act::Closing))
        return false;
    if (number < 2 && find_any(line.words, lexicon::kOfferHelp))
        return false;
    if (find_any(line.words, lexicon::kAnythingElse) || find_any(line.words, lexicon::kResolutionCheck))
        return false;
    return find_any(line.words, lexicon::kProbe) &&
           (line.turn->text.find('?') != std::string::npos ||
            !std::ranges::any_of(line.turn->text, [](char ch) { return ch == '.'; }));
}

std::string question_for(const Case& c) {
    if (c.scenario != nullptr)
        for (const auto& p : c.scenario->problems)
            for (const auto& s : p.steps)
                if (facts_of(c, CallFactKind::StepTaken, s.id).empty() && !s.label.empty())
                    return "Since when has this been happening" + comma_name(c) +
                           ", and may we look at one thing together: " + lower_first(s.label) + '?';
    return "Since when has this been happening" + comma_name(c) + ", and what have you tried so far?";
}

void judge_probing(const Case& c, Sheet& sheet) {
    std::vector<const Line*> probes;
    for (std::size_t i = 0; i < c.agent.size(); ++i)
        if (is_probe(*c.agent[i], i))
            probes.push_back(c.agent[i]);
    for (const auto kind : {CallFactKind::StepTaken, CallFactKind::FactTold})
        for (const auto* f : facts_of(c, kind))
            if (const auto* line = line_of(c, f->utterance);
                line != nullptr && line->turn->speaker == Speaker::Agent && !has_act(*line, Act::VerifyIdentity))
                probes.push_back(line);
    // "And the email on your account?" asks who it is, whatever fact it brings.
    std::erase_if(probes,
                  [](const Line* l) { return has_act(*l, Act::Greeting) || find_any(l->words, lexicon::kIdentifies); });
    std::ranges::sort(probes);
    probes.erase(std::ranges::unique(probes).begin(), probes.end());
    std::vector<Evidence> evidence;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, probes.size()); ++i) {
        const auto span = find_any(probes[i]->words, lexicon::kProbe);
        evidence.push_back(quote(span ? Hit{probes[i], *span} : whole_line(*probes[i])));
    }
    const auto n = probes.size();
    // Without a scenario nobody knows whether there was anything to find out.
    const bool only_words = c.scenario == nullptr && !c.observed();
    if (only_words && n == 0 && !c.silent())
        evidence.push_back(metric(c, "questions about the matter: 0"));
    sheet.judge("listening.probing",
                {.score = n >= 2   ? 100.0
                          : n == 1 ? (only_words ? 75.0 : 60.0)
                                   : (only_words ? 40.0 : 0.0),
                 .evidence = std::move(evidence),
                 .why = n >= 2   ? std::to_string(n) + " questions led into the problem."
                        : n == 1 ? "Only one question, at " + clock(probes.front()->at) + ", went into the problem."
                                 : "No question of yours went into the problem.",
                 .say = question_for(c),
                 .could_be_in = c.whole()});
}

/// The moments in which the customer had to give something again: what they say of it, and the question that asked for
/// it, are one.
std::vector<Hit> given_again(const Case& c) {
    std::vector<Hit> out;
    if (c.scenario == nullptr)
        out = asked_again(c);
    for (const auto* line : c.customer) {
        const auto told_already = [&](const Hit& hit) {
            return hit.line == line || next_customer_line(c, *hit.line) == line;
        };
        if (const auto span = find_any(line->words, lexicon::kAskedAgain);
            span && std::ranges::none_of(out, told_already))
            out.push_back({line, *span});
    }
    std::ranges::sort(out, {}, &Hit::line);
    return out;
}

void judge_repeats(const Case& c, Sheet& sheet) {
    std::vector<Evidence> repeats;
    for (const auto* f : facts_of(c, CallFactKind::Repeated)) {
        const auto* line = line_of(c, f->utterance);
        if (line == nullptr || line->clear)
            repeats.push_back(evidence_of(c, *f));
    }
    if (!c.observed())
        for (const Hit& hit : given_again(c))
            repeats.push_back(quote(hit));
    const auto n = repeats.size();
    if (n == 0) {
        sheet.judge("listening.nothing_asked_twice",
                    {.score = 100,
                     .evidence = {metric(c, "asked again: 0 times in " + std::to_string(c.agent.size()) + " turns")},
                     .why = "Nothing was asked twice."});
        return;
    }
    const auto& e = repeats.front();
    sheet.judge(
        "listening.nothing_asked_twice",
        {.score = 100.0 - 50.0 * static_cast<double>(n),
         .evidence = repeats,
         .why = "At " + clock(e.timestamp) + " (“" + e.text + "”) " + the_customer(c) + " had to give something again.",
         .say = "You gave me that already" + comma_name(c) + ", thank you; I have it here."});
}

void judge_overtalk(const Case& c, Sheet& sheet) {
    std::vector<const Line*> over;
    for (const auto* line : c.agent)
        if (line->clear && (line->turn->talked_over || has_act(*line, Act::Interrupting)))
            over.push_back(line);
    if (!c.timeline.spoken && over.empty())
        return;
    if (over.empty()) {
        sheet.judge("listening.no_talking_over",
                    {.score = 100,
                     .evidence = {metric(c, "overtalk: " + decimal(c.timeline.metrics.overtalk) + " s")},
                     .why = "You never spoke over the customer."});
        return;
    }
    const auto e = quote(whole_line(*over.front()));
    std::vector<Evidence> evidence{e, metric(c, "overtalk: " + decimal(c.timeline.metrics.overtalk) + " s")};
    sheet.judge("listening.no_talking_over", {.score = 100.0 - 35.0 * static_cast<double>(over.size()),
                                              .evidence = std::move(evidence),
                                              .why = "At " + clock(e.timestamp) + " you began “" + e.text + "” while " +
                                                     the_customer(c) + " was still speaking.",
                                              .say = "I'm sorry, I cut you off" + comma_name(c) + ". Please go on."});
}

void judge_hidden_need(const Case& c, Sheet& sheet) {
    if (c.scenario == nullptr || !c.observed())
        return;
    for (const auto& p : c.scenario->problems) {
        if (!p.hidden)
            continue;
        const auto stated = facts_of(c, CallFactKind::ProblemStated, p.id);
        Verdict v{.why = the_customer(c) + " had a second concern that never came up: " + lower_first(p.label) + '.',
                  .say = "What else have you noticed" + comma_name(c) + ", apart from this?",
                  .could_be_in = c.whole()};
        if (!stated.empty())
            v = {.score = 100,
                 .evidence = {evidence_of(c, *stated.front())},
                 .why = "It came up at " + clock(timestamp_of(c.call, stated.front()->at)) + '.'};
        sheet.judge("listening.hidden_need", std::move(v));
        return;
    }
}

}  // namespace

void judge_listening(const Case& c, Sheet& sheet) {
    judge_paraphrase(c, sheet);
    judge_probing(c, sheet);
    judge_hidden_need(c, sheet);
    if (c.silent())
        return;
    judge_repeats(c, sheet);
    judge_overtalk(c, sheet);
}

}  // namespace mockcall::judging
