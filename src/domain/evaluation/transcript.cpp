#include "domain/evaluation/transcript.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "domain/dialogue/acts.hpp"

namespace mockcall {

namespace {

/// Where times are given but no lengths, a turn lasts as long as its words at 150 a minute, at most to the next one.
constexpr double kSecondsAWord = 0.4;
/// Turns without times stand so far apart that each has a moment of its own to be quoted with.
constexpr double kStep = 5.0;

std::string letters_of(std::string_view label) {
    std::string out;
    for (const char c : label)
        if (std::isalpha(static_cast<unsigned char>(c)) != 0)
            out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

template <std::size_t N>
bool holds_one(std::string_view label, const std::array<std::string_view, N>& names) {
    return std::ranges::any_of(names, [&](std::string_view n) { return label.find(n) != std::string_view::npos; });
}

/// Labels that are neither side's words: events, machines.
bool is_machine(std::string_view label) {
    constexpr std::array<std::string_view, 9> kMachines{"system", "action", "ivr",  "bot", "event",
                                                        "note",   "music",  "hold", "crm"};
    return holds_one(letters_of(label), kMachines) || letters_of(label).empty();
}

/// How much a line sounds like the one who serves.
int serves(std::string_view text) {
    const ActSet acts = classify_acts(text, "", "").acts;
    int n = 0;
    for (const Act a : {Act::OpenQuestion, Act::VerifyIdentity, Act::CompanyName, Act::HoldRequest,
                        Act::OfferCompensation, Act::ConfirmResolution, Act::Closing, Act::Transfer})
        n += static_cast<int>(acts.has(a));
    return n;
}

/// Two people known by their names only: the one who serves is the agent.
std::vector<Speaker> speakers_of(const std::vector<TranscriptLine>& lines) {
    std::vector<Speaker> speakers;
    std::vector<std::pair<std::string, int>> unknown;  // label, how it serves
    bool agent = false, customer = false;
    for (const TranscriptLine& line : lines) {
        const Speaker s = speaker_named(line.speaker);
        speakers.push_back(s);
        agent = agent || s == Speaker::Agent;
        customer = customer || s == Speaker::Customer;
        if (s != Speaker::System || is_machine(line.speaker))
            continue;
        const auto known = std::ranges::find(unknown, line.speaker, &std::pair<std::string, int>::first);
        if (known == unknown.end())
            unknown.emplace_back(line.speaker, serves(line.text));
        else
            known->second += serves(line.text);
    }
    if (unknown.empty() || (agent && customer))
        return speakers;
    const auto& server = std::ranges::max_element(unknown, {}, &std::pair<std::string, int>::second)->first;
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (speakers[i] == Speaker::System && !is_machine(lines[i].speaker))
            speakers[i] = agent || (!customer && lines[i].speaker != server) ? Speaker::Customer : Speaker::Agent;
    return speakers;
}

}  // namespace

Speaker speaker_named(std::string_view label) {
    // The customer first: "customer service" is the other side.
    constexpr std::array<std::string_view, 18> kAgents{
        "agent",    "representative",  "advisor",    "adviser", "operator", "assistant", "support",
        "employee", "servicerep",      "csr",        "wizard",  "staff",    "salesrep",  "helpdesk",
        "teller",   "customerservice", "dispatcher", "clerk"};
    constexpr std::array<std::string_view, 10> kCustomers{"customer", "caller", "client", "user",    "member",
                                                          "patient",  "guest",  "buyer",  "shopper", "consumer"};
    const std::string name = letters_of(label);
    if (holds_one(name, kAgents) || name == "a" || name == "rep" || name == "cs")
        return Speaker::Agent;
    if (holds_one(name, kCustomers) || name == "c" || name == "u")
        return Speaker::Customer;
    return Speaker::System;
}

CallRecord record_of(const std::vector<TranscriptLine>& lines, std::string_view company) {
    CallRecord record;
    record.answered = CallTime{};
    record.end_reason = "resolved";
    const std::vector<Speaker> speakers = speakers_of(lines);
    const bool timed = std::ranges::any_of(lines, [](const auto& l) { return l.timestamp.has_value(); });
    double clock = 0;
    std::string previous_customer;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const TranscriptLine& line = lines[i];
        TranscriptTurn turn;
        turn.id = i + 1;
        turn.speaker = speakers[i];
        turn.text = line.text;
        const double start = line.timestamp.value_or(clock);
        const auto words = static_cast<double>(std::ranges::count(line.text, ' ') + 1);
        double length = line.duration.value_or(timed ? words * kSecondsAWord : 0);
        if (!line.duration && i + 1 < lines.size() && lines[i + 1].timestamp)
            length = std::clamp(*lines[i + 1].timestamp - start, 0.0, length);
        turn.start = CallTime{} + ticks_of_seconds(start);
        turn.end = turn.start + ticks_of_seconds(length);
        clock = start + std::max(length, timed ? 0.0 : kStep);
        if (turn.speaker == Speaker::Agent)
            turn.acts = classify_acts(turn.text, previous_customer, company).acts;
        else if (turn.speaker == Speaker::Customer)
            previous_customer = turn.text;
        record.ended = std::max(record.ended, turn.end);
        record.turns.push_back(std::move(turn));
    }
    return record;
}

}  // namespace mockcall
