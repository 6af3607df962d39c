#include "domain/evaluation/transcript.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <ranges>

#include "base/one_of.hpp"
#include "domain/dialogue/acts.hpp"
#include "domain/evaluation/transcript_text.hpp"
#include "domain/evaluation/wording.hpp"

namespace mockcall {

namespace {

/// Where times are given but no lengths, a turn lasts as long as its words at 150 a minute, at most to the next one.
constexpr double kSecondsAWord = 0.4;
/// Turns without times stand so far apart that each has a moment of its own to be quoted with.
constexpr double kStep = 5.0;

constexpr auto kAgents = std::to_array<std::string_view>(
    {"agent",         "representative", "advisor",      "adviser",    "operator",        "assistant",
     "support",       "employee",       "servicerep",   "csr",        "wizard",          "staff",
     "salesrep",      "helpdesk",       "teller",       "dispatcher", "customerservice", "clerk",
     "reception",     "consultant",     "associate",    "officer",    "technician",      "supervisor",
     "specialist",    "manager",        "customercare", "nurse",      "concierge",       "customersuccess",
     "guestrelations"});
constexpr auto kCustomers = std::to_array<std::string_view>(
    {"customer", "caller", "client", "user", "member", "patient", "guest", "buyer", "shopper", "consumer", "passenger",
     "policyholder", "subscriber", "tenant", "resident", "visitor", "citizen"});
constexpr auto kShortForAgent = std::to_array<std::string_view>({"a", "rep", "cs"});
constexpr auto kShortForCustomer = std::to_array<std::string_view>({"c", "u", "cust"});

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

/// A machine that talks to a "user": where nobody else serves, it is the one who does.
bool may_serve(std::string_view label) {
    constexpr std::array<std::string_view, 2> kTalking{"system", "bot"};
    return holds_one(letters_of(label), kTalking);
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

/// How much it sounds like the one who is served: tells of a matter of their own.
int is_served(std::string_view text) {
    constexpr std::array<std::string_view, 12> kOwn{"my account",       "my order",  "my card",    "i'd like to",
                                                    "i need",           "i want",    "i bought",   "i was charged",
                                                    "i have a problem", "i ordered", "my booking", "i'm calling"};
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return static_cast<int>(std::ranges::count_if(kOwn, [&](auto w) { return lower.find(w) != std::string::npos; }));
}

/// People known by their names only: the one who serves is the agent.
std::vector<Speaker> speakers_of(const std::vector<TranscriptLine>& lines) {
    std::vector<Speaker> speakers;
    std::vector<std::pair<std::string, int>> unknown;  // label, how it serves
    bool agent = false, customer = false;
    for (const TranscriptLine& line : lines) {
        const Speaker s = speaker_named(line.speaker);
        speakers.push_back(s);
        agent = agent || s == Speaker::Agent;
        customer = customer || s == Speaker::Customer;
        if (s != Speaker::System || is_machine_label(line.speaker))
            continue;
        const auto known = std::ranges::find(unknown, line.speaker, &std::pair<std::string, int>::first);
        const int weight = serves(line.text) - is_served(line.text);
        if (known == unknown.end())
            unknown.emplace_back(line.speaker, weight);
        else
            known->second += weight;
    }
    const bool user =
        std::ranges::any_of(lines, [](const TranscriptLine& l) { return letters_of(l.speaker).starts_with("user"); });
    if (user && !agent && unknown.empty())
        for (std::size_t i = 0; i < lines.size(); ++i)
            if (speakers[i] == Speaker::System && may_serve(lines[i].speaker))
                speakers[i] = Speaker::Agent;
    if (unknown.empty() || (agent && customer))
        return speakers;
    // One of them is served; whoever else is on the line serves, as after a transfer. Who spoke first mostly serves.
    const auto& served =
        std::ranges::min_element(unknown | std::views::reverse, {}, &std::pair<std::string, int>::second)->first;
    const auto& server = std::ranges::max_element(unknown, {}, &std::pair<std::string, int>::second)->first;
    const auto as = [&](const std::string& label) {
        return !customer && label == served && (agent || label != server) ? Speaker::Customer : Speaker::Agent;
    };
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (speakers[i] == Speaker::System && !is_machine_label(lines[i].speaker))
            speakers[i] = as(lines[i].speaker);
    return speakers;
}

/// "Account has been pulled up for Ines Roth.", "Identity verification in progress ...": what a system writes between
/// the agent's words. It speaks to nobody and of nobody who speaks.
bool reads_like_an_event(std::string_view text) {
    constexpr auto kPersons = std::to_array<std::string_view>(
        {"i",    "i'm", "i've",   "i'll",   "i'd",    "me",   "my",   "we",   "we've", "we'll",  "our",
         "us",   "you", "you're", "you'll", "you've", "your", "it",   "it's", "that",  "that's", "this",
         "they", "he",  "she",    "so",     "and",    "ok",   "okay", "yes",  "no"});
    constexpr auto kUnderWay = std::to_array<std::string_view>({"in progress", "querying the system", "searching the"});
    constexpr auto kPassive = std::to_array<std::string_view>({"has been"});
    constexpr std::size_t kFewest = 4, kMost = 24;
    const auto words = judging::words_of(text);
    if (words.size() < kFewest || words.size() > kMost || !text.ends_with('.') ||
        std::ranges::any_of(words, [&](const auto& w) { return one_of(w.norm, kPersons); }))
        return false;
    const auto at = judging::find_any(words, kPassive);
    return judging::find_any(words, kUnderWay) || (at && at->begin <= words[3].begin);
}

}  // namespace

bool is_machine_label(std::string_view label) {
    constexpr std::array<std::string_view, 9> kMachines{"system", "action", "ivr",  "bot", "event",
                                                        "note",   "music",  "hold", "crm"};
    // "1" and "2" are people.
    const bool digits = std::ranges::any_of(label, [](unsigned char c) { return std::isdigit(c) != 0; });
    return holds_one(letters_of(label), kMachines) || (letters_of(label).empty() && !digits);
}

Speaker speaker_named(std::string_view label) {
    // "Customer (Stafford)": what stands in brackets is who it is, unless it alone tells the role.
    if (const auto open = label.find('('); open != std::string_view::npos && open > 0)
        if (const Speaker s = speaker_named(label.substr(0, open)); s != Speaker::System)
            return s;
    // The agents first: "customer service" is no customer.
    const std::string name = letters_of(label);
    if (holds_one(name, kAgents) || one_of(name, kShortForAgent))
        return Speaker::Agent;
    if (holds_one(name, kCustomers) || one_of(name, kShortForCustomer))
        return Speaker::Customer;
    return Speaker::System;
}

bool is_role(std::string_view label) {
    const std::string name = letters_of(label);
    return one_of(name, kAgents) || one_of(name, kCustomers) || one_of(name, kShortForAgent) ||
           one_of(name, kShortForCustomer);
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
        turn.text = std::string(without_label(line.text));
        if (turn.speaker == Speaker::Agent && reads_like_an_event(turn.text))
            turn.speaker = Speaker::System;
        const double start = line.timestamp.value_or(clock);
        const auto words = static_cast<double>(judging::words_of(turn.text).size());
        double length = line.duration.value_or(timed ? words * kSecondsAWord : 0);
        if (!line.duration && i + 1 < lines.size() && lines[i + 1].timestamp)
            length = std::clamp(*lines[i + 1].timestamp - start, 0.0, length);
        turn.start = CallTime{} + ticks_of_seconds(start);
        turn.end = turn.start + ticks_of_seconds(length);
        clock = start + std::max(length, timed ? 0.0 : kStep);
        if (turn.speaker == Speaker::Agent)
            turn.acts = classify_acts(judging::without_marks(turn.text), previous_customer, company).acts;
        else if (turn.speaker == Speaker::Customer)
            previous_customer = judging::without_marks(turn.text);
        record.ended = std::max(record.ended, turn.end);
        record.turns.push_back(std::move(turn));
    }
    return record;
}

}  // namespace mockcall
