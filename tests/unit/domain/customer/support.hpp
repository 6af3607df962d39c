// Scenarios and a typed agent for tests of the customer.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "domain/customer/customer.hpp"

namespace mockcall::testing {

inline std::filesystem::path scenario_dir() {
    const char* dir = std::getenv("MOCKCALL_SOURCE_DIR");
    return std::filesystem::path(dir == nullptr ? "." : dir) / "scenarios";
}

inline std::string read_text(const std::filesystem::path& path) {
    std::ifstream in(path);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

inline std::shared_ptr<const Scenario> scenario_from(const std::string& yaml) {
    auto parsed = parse_scenario(yaml);
    if (!parsed)
        throw std::runtime_error(parsed.error().front().path + ": " + parsed.error().front().problem);
    return std::make_shared<const Scenario>(std::move(*parsed));
}

inline std::shared_ptr<const Scenario> billing_dispute() {
    static const auto scenario = scenario_from(read_text(scenario_dir() / "angry_customer_billing_dispute.yaml"));
    return scenario;
}

inline std::vector<std::shared_ptr<const Scenario>> library() {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(scenario_dir()))
        if (entry.path().extension() == ".yaml")
            paths.push_back(entry.path());
    std::ranges::sort(paths);
    std::vector<std::shared_ptr<const Scenario>> all;
    for (const auto& path : paths)
        if (auto parsed = parse_scenario(read_text(path)))
            all.push_back(std::make_shared<const Scenario>(std::move(*parsed)));
    return all;
}

/// A call in which the agent types.
class TypedCall {
  public:
    explicit TypedCall(std::shared_ptr<const Scenario> scenario, std::uint64_t seed = 1)
        : customer(std::move(scenario), {seed, false, true, 0.5}) {}

    CustomerMove say(const std::string& text) { return note(customer.on_agent_turn(utterance(text))); }
    CustomerMove say(AgentUtterance turn) {
        turn.id = ++id;
        return note(customer.on_agent_turn(turn));
    }
    [[nodiscard]] AgentUtterance utterance(const std::string& text) { return {++id, text, 1.0, {}, {}, false, true}; }

    CustomerMove note(CustomerMove move) {
        facts.insert(facts.end(), move.facts.begin(), move.facts.end());
        changes.insert(changes.end(), move.changes.begin(), move.changes.end());
        if (move.say)
            lines.push_back(move.say->text);
        last = move;
        return move;
    }
    [[nodiscard]] bool has(CallFactKind kind, const std::string& of = "") const {
        for (const CallFact& f : facts)
            if (f.kind == kind && (of.empty() || f.id == of))
                return true;
        return false;
    }
    [[nodiscard]] bool caused(const std::string& cause) const { return count(cause) > 0; }
    [[nodiscard]] int count(const std::string& cause) const {
        int n = 0;
        for (const MoodChange& c : changes)
            n += static_cast<int>(c.cause == cause);
        return n;
    }

    Customer customer;
    UtteranceId id = 0;
    CustomerMove last;
    std::vector<CallFact> facts;
    std::vector<MoodChange> changes;
    std::vector<std::string> lines;
};

}  // namespace mockcall::testing
