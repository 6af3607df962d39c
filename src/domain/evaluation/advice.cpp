#include "domain/evaluation/advice.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace mockcall::judging {
namespace {

constexpr std::size_t kMost = 4;
constexpr std::size_t kUsual = 3;
constexpr int kPerDimension = 2;

struct Ranked {
    const Judged* judged;
    double value;       ///< points of the overall score
    std::size_t order;  ///< among the checks, which settles ties
};

double weight_in(const Sheet& sheet, Dimension d) {
    double sum = 0;
    for (const auto& j : sheet.judged())
        if (j.result.dimension == d)
            sum += j.result.weight;
    return sum;
}

enum class Side : std::uint8_t { Won, Lost };

// What each check brought or cost in points of the overall score, dearest first.
std::vector<Ranked> ranked(const Case& c, const Sheet& sheet, Side side) {
    std::vector<Ranked> out;
    for (const auto& j : sheet.judged()) {
        if (j.result.weight <= 0)
            continue;
        const double points = c.rubric.weights[static_cast<std::size_t>(j.result.dimension)] * j.result.weight /
                              weight_in(sheet, j.result.dimension);
        const double share = side == Side::Won ? j.result.score / 100 : 1 - j.result.score / 100;
        out.push_back({&j, points * share, out.size()});
    }
    std::ranges::sort(out, {}, [](const Ranked& r) { return std::pair(-r.value, r.order); });
    return out;
}

std::string moment(const Evidence& e) {
    if (e.speaker == Speaker::System || e.text.starts_with("action: "))
        return " (" + e.text + ").";
    const std::string_view who = e.speaker == Speaker::Agent ? "you said" : "the customer said";
    const bool ended = e.text.ends_with('.') || e.text.ends_with('?') || e.text.ends_with('!');
    return ": at " + clock(e.timestamp) + " " + std::string(who) + " “" + e.text + (ended ? "”" : "”.");
}

std::vector<std::string> strengths_of(const Case& c, const Sheet& sheet,
                                      const std::array<double, kDimensionCount>& scores) {
    constexpr double kStrong = 80, kSoundDimension = 50;
    std::vector<std::string> out;
    std::map<Dimension, int> taken;
    std::set<std::string> quoted;              // each moment is praised once
    for (const bool measured : {false, true})  // words first: figures only where there are few words to praise
        for (const auto& r : ranked(c, sheet, Side::Won)) {
            const auto& result = r.judged->result;
            const bool figure = !result.evidence.empty() && result.evidence.front().speaker == Speaker::System;
            if (out.size() >= kUsual || !result.met || result.score < kStrong || r.judged->praise.empty() ||
                figure != measured)
                continue;
            if (scores[static_cast<std::size_t>(result.dimension)] < kSoundDimension ||
                quoted.contains(result.evidence.front().text) || quoted.contains(std::string(r.judged->praise)) ||
                taken[result.dimension]++ >= kPerDimension)
                continue;
            quoted.insert(result.evidence.front().text);
            quoted.insert(std::string(r.judged->praise));
            out.push_back(std::string(r.judged->praise) + moment(result.evidence.front()));
        }
    if (!out.empty())
        return out;
    // A weak call: the best single thing, if there was one at all.
    for (const auto& r : ranked(c, sheet, Side::Won))
        if (r.judged->result.met && !r.judged->praise.empty())
            return {std::string(r.judged->praise) + moment(r.judged->result.evidence.front())};
    return {c.silent() ? "Nothing of yours was heard in this call, so there is nothing to praise yet."
                       : "Nothing in this call stands out yet; take the first point below into the next one."};
}

std::string improvement(const Judged& j) {
    std::string text = j.why;
    if (text.empty())
        text = j.result.label + '.';
    if (!j.say.empty())
        text += " Better: “" + j.say + "”";
    return text;
}

std::vector<const Judged*> losses(const Case& c, const Sheet& sheet) {
    constexpr double kGood = 85, kWorthALine = 0.3;
    std::vector<const Judged*> out;
    std::map<Dimension, int> taken;
    for (const auto& r : ranked(c, sheet, Side::Lost))
        if (r.judged->result.score < kGood && r.value >= kWorthALine &&
            taken[r.judged->result.dimension]++ < kPerDimension)
            out.push_back(r.judged);
    return out;
}

// What no score makes good comes first, once for each kind.
std::vector<const Judged*> with_critical_first(const Sheet& sheet, const std::vector<const Judged*>& lost) {
    std::vector<const Judged*> out;
    const auto add = [&](const Judged* j) {
        if (std::ranges::find(out, j) == out.end())
            out.push_back(j);
    };
    for (const auto& error : sheet.critical_errors())
        for (const auto& j : sheet.judged())
            if (!j.result.met && j.result.weight > 0 &&
                std::ranges::any_of(j.result.evidence, [&](const auto& e) { return e.text == error.evidence.text; })) {
                add(&j);
                break;
            }
    for (const auto* j : lost)
        add(j);
    return out;
}

}  // namespace

Advice advise(const Case& c, const Sheet& sheet, const std::array<double, kDimensionCount>& scores) {
    Advice out{.strengths = strengths_of(c, sheet, scores), .improvements = {}, .tips = {}};
    const auto add = [](std::vector<std::string>& list, std::string text) {
        if (list.size() < kMost && std::ranges::find(list, text) == list.end())
            list.push_back(std::move(text));
    };
    const auto lost = with_critical_first(sheet, losses(c, sheet));
    for (const auto* j : lost) {
        if (out.improvements.size() < kMost)
            add(out.improvements, improvement(*j));
        if (!j->tip.empty() && out.tips.size() < kUsual)
            add(out.tips, std::string(j->tip));
    }
    if (out.improvements.empty())
        out.improvements.push_back("No check was missed in this call: try a harder customer next.");
    if (out.tips.empty())
        for (const auto& r : ranked(c, sheet, Side::Lost))
            if (!r.judged->tip.empty()) {
                add(out.tips, std::string(r.judged->tip));
                break;
            }
    if (out.tips.empty())
        out.tips.push_back("Listen to the recording once and note the moment you would handle differently.");
    return out;
}

}  // namespace mockcall::judging
