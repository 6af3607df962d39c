// Communication: pace, silence, holds, plain words, courtesy. Timing is measured; words count only where they were
// clear.
#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "domain/dialogue/slots.hpp"
#include "domain/evaluation/lexicon.hpp"
#include "domain/evaluation/sheet.hpp"

namespace mockcall::judging {
namespace {

double pace_score(double wpm, const RubricLimits& l) {
    if (wpm >= l.pace_good_low && wpm <= l.pace_good_high)
        return 100;
    // 70 at the flagged borders, nothing at half or at one and a half times them.
    if (wpm < l.pace_good_low)
        return wpm >= l.pace_flag_low ? 70 + 30 * (wpm - l.pace_flag_low) / (l.pace_good_low - l.pace_flag_low)
                                      : 69 * std::max(0.0, wpm * 2 / l.pace_flag_low - 1);
    return wpm <= l.pace_flag_high ? 70 + 30 * (l.pace_flag_high - wpm) / (l.pace_flag_high - l.pace_good_high)
                                   : 69 * std::max(0.0, 3 - wpm * 2 / l.pace_flag_high);
}

void judge_pace(const Case& c, Sheet& sheet) {
    const auto& limits = c.rubric.limits;
    if (!c.timeline.spoken || c.timeline.words_spoken < limits.pace_words)
        return;
    const double wpm = c.timeline.metrics.words_per_minute;
    const auto figure = std::to_string(std::lround(wpm));
    sheet.judge("communication.pace",
                {.score = pace_score(wpm, limits),
                 .evidence = {metric(c, "pace: " + figure + " words a minute")},
                 .why = "You spoke at " + figure + " words a minute; 120 to 150 is easy to follow.",
                 .say = {}});
}

void judge_dead_air(const Case& c, Sheet& sheet) {
    // Typing takes time: without spoken turns only a wholly silent agent can be blamed for silence.
    if ((!c.timeline.spoken && !c.silent()) || !c.call.answered || c.call.ended <= *c.call.answered)
        return;
    const auto total = decimal(c.timeline.metrics.dead_air);
    if (c.timeline.dead_air.empty()) {
        if (!c.silent())
            sheet.judge("communication.dead_air", {.score = 100,
                                                   .evidence = {metric(c, "dead air over 15 s: " + total + " s")},
                                                   .why = "No silence ran too long."});
        return;
    }
    const auto worst = *std::ranges::max_element(c.timeline.dead_air, {}, &Moment::seconds);
    const auto count = static_cast<double>(c.timeline.dead_air.size());
    sheet.judge("communication.dead_air",
                {.score = c.silent() ? 0 : 60 - 20 * (count - 1) - 2 * std::max(0.0, c.timeline.metrics.dead_air - 5),
                 .evidence = {metric(c, "dead air: " + decimal(worst.seconds) + " s", worst.at)},
                 .why = "From " + clock(worst.at) + " " + the_customer(c) + " heard nothing from you for " +
                        decimal(worst.seconds) + " s.",
                 .say = "I'm still with you" + comma_name(c) +
                        "; this takes me about a minute, because I am checking your details."});
}

void judge_monologue(const Case& c, Sheet& sheet) {
    const auto& l = c.rubric.limits;
    if (!c.timeline.spoken || c.timeline.words_spoken < l.pace_words)
        return;
    const double longest = c.timeline.metrics.longest_monologue;
    const double over =
        std::clamp((longest - l.monologue_good_s) / (l.monologue_worst_s - l.monologue_good_s), 0.0, 1.0);
    sheet.judge("communication.monologue", {.score = 100 * (1 - over),
                                            .evidence = {metric(c, "longest stretch: " + decimal(longest) + " s")},
                                            .why = "Your longest stretch without a pause for " + the_customer(c) +
                                                   " was " + decimal(longest) + " s.",
                                            .say = "Does that make sense so far" + comma_name(c) + "?"});
}

const Line* agent_line_before(const Case& c, CallTime t) {
    const Line* found = nullptr;
    for (const auto* line : c.agent)
        if (line->turn->start <= t)
            found = line;
    return found;
}

const Line* agent_line_after(const Case& c, CallTime t) {
    const auto found = std::ranges::find_if(c.agent, [&](const Line* l) { return l->turn->start >= t; });
    return found == c.agent.end() ? nullptr : *found;
}

struct HoldManners {
    double score = 0;
    std::vector<std::string> missing;
};

HoldManners manners_of(const Case& c, const HoldSpan& h) {
    HoldManners m;
    const auto credit = [&](bool good, double points, std::string what) {
        good ? void(m.score += points) : m.missing.push_back(std::move(what));
    };
    const auto* before = agent_line_before(c, h.start);
    const auto* after = agent_line_after(c, std::max(h.start, h.end));
    const bool promised = before != nullptr && !durations_in(tokenize(before->turn->text)).empty();
    const double held = seconds_of(std::max(h.start, h.end) - h.start);
    credit(h.announced, 40, "asking first");
    credit(h.has_reason, 25, "the reason");
    credit(promised || held <= c.rubric.limits.hold_kept_s, 20, "how long it takes");
    credit(after != nullptr && find_any(after->words, lexicon::kThanksForHolding), 15, "thanks for waiting");
    return m;
}

void judge_holds(const Case& c, Sheet& sheet) {
    if (c.call.holds.empty())
        return;
    double sum = 0;
    const HoldSpan* worst = nullptr;
    HoldManners worst_manners{.score = 101, .missing = {}};
    std::vector<Evidence> evidence;
    for (const auto& h : c.call.holds) {
        auto m = manners_of(c, h);
        sum += m.score;
        const double held = seconds_of(std::max(h.start, h.end) - h.start);
        evidence.push_back(metric(c, "hold: " + decimal(held) + " s" + (h.announced ? ", announced" : ", unannounced"),
                                  timestamp_of(c.call, h.start)));
        if (m.score < worst_manners.score) {
            worst = &h;
            worst_manners = std::move(m);
        }
    }
    std::string missing;
    for (const auto& what : worst_manners.missing)
        missing += (missing.empty() ? "" : ", ") + what;
    sheet.judge("communication.hold_etiquette",
                {.score = sum / static_cast<double>(c.call.holds.size()),
                 .evidence = std::move(evidence),
                 .why = missing.empty()
                            ? "The hold was asked for, explained and thanked for."
                            : "The hold at " + clock(timestamp_of(c.call, worst->start)) + " lacked " + missing + '.',
                 .say = "May I put you on hold for about a minute" + comma_name(c) +
                        ", while I check this with billing? … Thank you for holding.",
                 .could_be_in = c.whole()});
}

struct Offence {
    const Line* line;
    Act act;
};

std::vector<Offence> offences(const Case& c, std::initializer_list<Act> acts) {
    std::vector<Offence> out;
    for (const auto* line : c.agent)
        for (const auto act : acts)  // the worst first: one line is one offence
            if (has_clear_act(*line, act)) {
                out.push_back({line, act});
                break;
            }
    return out;
}

Evidence quote_of(const Offence& o) { return quote(place_of_act(*o.line, o.act)); }

constexpr auto kEverydayLetters = std::to_array<std::string_view>(
    {"OK",  "ID",  "PIN", "SMS", "TV", "USB", "FAQ",  "AM",  "PM",  "US",  "UK",  "EU",  "USA", "PDF",  "PC",   "GPS",
     "ATM", "CEO", "IT",  "ZIP", "DM", "UPS", "USPS", "DHL", "HD",  "SIM", "QR",  "VAT", "ETA", "ASAP", "WIFI", "LED",
     "CD",  "DVD", "AC",  "NYC", "LA", "DC",  "GMT",  "EST", "PST", "PO",  "CVV", "MRS", "MR",  "DR",   "VIP",  "BBQ"});

/// "CPE", "DNS": letters that the customer did not use first and nobody explained.
std::optional<Hit> unexplained_letters(const Case& c, const Line& line) {
    constexpr std::size_t kFewest = 3, kMost = 5;
    const auto& text = line.turn->text;
    if (std::ranges::none_of(text, [](char ch) { return ch >= 'a' && ch <= 'z'; }))
        return std::nullopt;
    const auto known = customer_words_before(c, line);
    for (std::size_t i = 0; i < line.words.size(); ++i) {
        const Word& w = line.words[i];
        const auto letters = std::string_view(text).substr(w.begin, w.end - w.begin);
        const bool capitals = letters.size() >= kFewest && letters.size() <= kMost &&
                              std::ranges::all_of(letters, [](char ch) { return ch >= 'A' && ch <= 'Z'; });
        // Part of a number ("TH 55 902"), a signature ("^KLM"), a name the customer used, or explained in brackets.
        const bool coded =
            i + 1 < line.words.size() && std::isdigit(static_cast<unsigned char>(line.words[i + 1].norm[0])) != 0;
        const bool signed_by = w.begin > 0 && (text[w.begin - 1] == '^' || text[w.begin - 1] == '(');
        const bool explained = text.find('(', w.end) == w.end + 1 || text.substr(w.end, 8) == ", that's";
        if (capitals && !coded && !signed_by && !explained && !known.contains(w.norm) &&
            std::ranges::find(kEverydayLetters, letters) == kEverydayLetters.end())
            return Hit{&line, {w.begin, w.end}};
    }
    return std::nullopt;
}

std::vector<Evidence> unexplained_terms(const Case& c) {
    std::vector<Evidence> out;
    for (const Line* line : c.agent) {
        if (has_clear_act(*line, Act::Jargon))
            out.push_back(quote_of({line, Act::Jargon}));
        else if (c.scenario == nullptr && line->clear)
            if (const auto hit = unexplained_letters(c, *line))
                out.push_back(quote(*hit));
    }
    return out;
}

void judge_jargon(const Case& c, Sheet& sheet) {
    const auto evidence = unexplained_terms(c);
    if (evidence.empty()) {
        sheet.judge("communication.no_jargon",
                    {.score = 100,
                     .evidence = {metric(c, "unexplained terms: 0 in " + std::to_string(c.agent.size()) + " turns")},
                     .why = "No unexplained term was used."});
        return;
    }
    const auto& e = evidence.front();
    const auto why = "At " + clock(e.timestamp) + " you used a term without explaining it: “" + e.text + "”.";
    // Who is talked to in foreign words is hardly talked to.
    const double weighs = c.scenario == nullptr ? 2 : 1;
    const auto* check = find_check(c.rubric, "communication.no_jargon");
    sheet.judge_as(check->id, std::string(check->id), std::string(check->label), weighs,
                   {.score = 100 - 40 * static_cast<double>(evidence.size()),
                    .evidence = evidence,
                    .why = why,
                    .say = "In plain words" + comma_name(c) + ", that means …"});
}

std::string_view fault_of(Act act) {
    switch (act) {
        case Act::Rude: return "was rude";
        case Act::Blame: return "put the blame on the customer";
        case Act::Dismissive: return "brushed the customer off";
        default: return "was out of place";
    }
}

std::string better_than(const Case& c, Act act) {
    if (act == Act::Blame)
        return "Let me see how this came about" + comma_name(c) + ", and put it right.";
    if (act == Act::Dismissive)
        return "That matters" + comma_name(c) + ". Here is what I can do about it: …";
    return "I hear you" + comma_name(c) + ". Let me see what I can do about it right now.";
}

void judge_courtesy(const Case& c, Sheet& sheet) {
    const auto found = offences(c, {Act::Rude, Act::Blame, Act::Dismissive});
    if (c.silent()) {
        sheet.judge("communication.professional", {.why = "You said nothing to " + the_customer(c) + '.',
                                                   .say = "Hello" + comma_name(c) + ", I'm here. How may I help you?"});
        return;
    }
    if (found.empty()) {
        sheet.judge(
            "communication.professional",
            {.score = 100,
             .evidence = {metric(c, "rude, blaming or dismissive: 0 of " + std::to_string(c.agent.size()) + " turns")},
             .why = "You stayed courteous in every turn."});
        return;
    }
    double score = 100;
    std::vector<Evidence> evidence;
    for (const auto& o : found) {
        evidence.push_back(quote_of(o));
        score -= o.act == Act::Rude ? 60 : 35;
        if (o.act == Act::Rude)
            sheet.critical(GateKind::Customer, "rudeness", "The customer was treated rudely.", evidence.back());
    }
    const auto why = "At " + clock(evidence.front().timestamp) + " you said “" + evidence.front().text + "”: that " +
                     std::string(fault_of(found.front().act)) + '.';
    // Losses outweigh gains: one offence undoes more than a courteous call earns.
    constexpr double kOffenceWeighs = 2;
    const auto* check = find_check(c.rubric, "communication.professional");
    sheet.judge_as(check->id, std::string(check->id), std::string(check->label), kOffenceWeighs,
                   {.score = score, .evidence = evidence, .why = why, .say = better_than(c, found.front().act)});
}

}  // namespace

void judge_communication(const Case& c, Sheet& sheet) {
    judge_pace(c, sheet);
    judge_dead_air(c, sheet);
    judge_monologue(c, sheet);
    judge_holds(c, sheet);
    judge_courtesy(c, sheet);
    if (!c.silent())
        judge_jargon(c, sheet);
}

}  // namespace mockcall::judging
