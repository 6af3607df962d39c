#include "domain/evaluation/timeline.hpp"

#include <algorithm>
#include <optional>

#include "domain/evaluation/rubric.hpp"
#include "domain/evaluation/wording.hpp"

namespace mockcall::judging {
namespace {

Ticks length_of(const TranscriptTurn& t) { return std::max(Ticks{}, t.end - t.start); }

Ticks overlap(CallTime a0, CallTime a1, CallTime b0, CallTime b1) {
    return std::max(Ticks{}, std::min(a1, b1) - std::max(a0, b0));
}

CallTime end_of(const HoldSpan& h, const CallRecord& call) {
    return h.end > h.start ? h.end : std::max(h.start, call.ended);
}

Ticks held_between(const CallRecord& call, CallTime from, CallTime to) {
    Ticks sum{};
    for (const auto& h : call.holds)
        sum += overlap(from, to, h.start, end_of(h, call));
    return sum;
}

// From one agent turn (or the answer) to the next (or the end): the time in which the customer may have waited.
struct Gap {
    const TranscriptTurn* before = nullptr;  ///< the agent's, none at the start
    CallTime from{};
    CallTime to{};
    bool last = false;
};

std::vector<Gap> gaps_of(const CallRecord& call) {
    std::vector<Gap> gaps;
    Gap gap{.from = call.answered.value_or(CallTime{})};
    for (const auto& t : call.turns) {
        if (t.speaker != Speaker::Agent)
            continue;
        gap.to = t.start;
        gaps.push_back(gap);
        gap = Gap{.before = &t, .from = std::max(t.start, t.end)};
    }
    gap.to = call.ended;
    gap.last = true;
    gaps.push_back(gap);
    return gaps;
}

// The silence in `gap` that waited for the agent: it begins when the customer has finished, and the customer's
// wondering aloud ("hello?") does not break it into harmless pieces.
std::optional<Moment> silence_in(const CallRecord& call, const Gap& gap, const RubricLimits& limits) {
    CallTime begin = gap.from;
    bool customer_spoke = false;
    Ticks customer{};
    for (const auto& t : call.turns) {
        if (t.speaker != Speaker::Customer || t.start >= gap.to || t.end <= gap.from)
            continue;
        if (!customer_spoke)
            begin = std::max(gap.from, t.end);
        else
            customer += overlap(begin, gap.to, t.start, t.end);
        customer_spoke = true;
    }
    const bool closed = gap.before != nullptr && gap.before->acts.has(Act::Closing);
    if (gap.last && gap.before != nullptr && (!customer_spoke || closed))
        return std::nullopt;
    const Ticks silence = gap.to - begin - customer - held_between(call, begin, gap.to);
    const bool explained = gap.before != nullptr && gap.before->acts.has(Act::HoldRequest);
    if (seconds_of(silence) <= (explained ? limits.announced_silence_s : limits.silence_s))
        return std::nullopt;
    return Moment{timestamp_of(call, begin), seconds_of(silence)};
}

void measure_dead_air(const CallRecord& call, const RubricLimits& limits, Timeline& out) {
    if (!call.answered ||
        (!out.spoken && std::ranges::any_of(call.turns, [](const auto& t) { return t.speaker == Speaker::Agent; })))
        return;
    double over = 0;
    for (const auto& gap : gaps_of(call))
        if (const auto silence = silence_in(call, gap, limits)) {
            out.dead_air.push_back(*silence);
            over += silence->seconds - limits.silence_s;
        }
    out.metrics.dead_air = std::max(0.0, over - seconds_of(call.system_delay));
    if (out.metrics.dead_air == 0)
        out.dead_air.clear();
}

void measure_speech(const CallRecord& call, Timeline& out) {
    Ticks agent{}, customer{}, run{}, longest{};
    std::size_t agent_words = 0, customer_words = 0;
    const TranscriptTurn* previous = nullptr;
    for (const auto& t : call.turns) {
        if (t.speaker == Speaker::System)
            continue;
        const auto count = words_of(t.text).size();
        if (t.speaker == Speaker::Customer) {
            customer += length_of(t);
            customer_words += count;
        } else {
            agent += length_of(t);
            agent_words += count;
            if (length_of(t) > Ticks{})
                out.words_spoken += static_cast<int>(count);
            const bool goes_on = previous != nullptr && previous->speaker == Speaker::Agent &&
                                 t.start - previous->end < ticks_of_seconds(1.5);
            run = goes_on ? run + length_of(t) : length_of(t);
            longest = std::max(longest, run);
        }
        previous = &t;
    }
    auto& m = out.metrics;
    out.spoken = agent > Ticks{};
    m.longest_monologue = seconds_of(longest);
    if (out.spoken)
        m.words_per_minute = out.words_spoken * 60.0 / seconds_of(agent);
    // A typed call has no speaking time: the shares of words stand for it.
    const double mine = out.spoken ? seconds_of(agent) : static_cast<double>(agent_words);
    const double theirs = out.spoken ? seconds_of(customer) : static_cast<double>(customer_words);
    m.talk_ratio = mine + theirs > 0 ? mine / (mine + theirs) : 0;
}

void measure_overtalk(const CallRecord& call, Timeline& out) {
    for (const auto& a : call.turns) {
        if (a.speaker != Speaker::Agent || !a.talked_over)
            continue;
        Ticks both{};
        for (const auto& c : call.turns)
            if (c.speaker == Speaker::Customer && c.start < a.start)
                both = std::max(both, overlap(a.start, a.end, c.start, c.end));
        out.overtalk.push_back({timestamp_of(call, a.start), seconds_of(both)});
        out.metrics.overtalk += seconds_of(both);
    }
}

double median_latency(const CallRecord& call) {
    std::vector<double> waits;
    const TranscriptTurn* previous = nullptr;
    for (const auto& t : call.turns) {
        if (t.speaker == Speaker::System)
            continue;
        if (t.speaker == Speaker::Agent && previous != nullptr && previous->speaker == Speaker::Customer)
            waits.push_back(
                std::max(0.0, seconds_of(t.start - previous->end - held_between(call, previous->end, t.start))));
        previous = &t;
    }
    if (waits.empty())
        return 0;
    std::ranges::sort(waits);
    const auto mid = waits.size() / 2;
    return waits.size() % 2 == 1 ? waits[mid] : (waits[mid - 1] + waits[mid]) / 2;
}

}  // namespace

Timeline measure(const CallRecord& call, const RubricLimits& limits) {
    Timeline out;
    auto& m = out.metrics;
    const auto answered = call.answered.value_or(call.ended);
    m.time_to_answer = std::max(0.0, seconds_of(answered - call.ringing_since));
    out.answer_measured = m.time_to_answer > 0;
    m.turns =
        static_cast<int>(std::ranges::count_if(call.turns, [](const auto& t) { return t.speaker != Speaker::System; }));
    m.hold_count = static_cast<int>(call.holds.size());
    for (const auto& h : call.holds)
        m.hold_time += seconds_of(end_of(h, call) - h.start);
    m.response_latency = median_latency(call);
    measure_speech(call, out);
    measure_overtalk(call, out);
    measure_dead_air(call, limits, out);
    return out;
}

}  // namespace mockcall::judging
