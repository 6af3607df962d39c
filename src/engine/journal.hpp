// The journal: one JSON line for each input of a call, followed by the lines of what came out. The inputs are enough to
// have the call again; the outputs are there to be compared with, and to be read. The same call gives the same bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "domain/call/call_machine.hpp"
#include "domain/call/messages.hpp"
#include "ports/store.hpp"

namespace mockcall {

/// The first line: what the machine was made from.
struct JournalHeader {
    CallId id;
    ScenarioId scenario;
    int scenario_version = 1;
    WallTime created{};
    CallConfig config;
};

[[nodiscard]] std::string encode_header(const JournalHeader& header);
[[nodiscard]] std::string encode_input(const CallInput& input, CallTime now);
[[nodiscard]] std::string encode_output(const CallOutput& output);

[[nodiscard]] Result<JournalHeader> decode_header(std::string_view line);
struct TimedInput {
    CallTime now{};
    CallInput input;
};
/// Nothing for an output's line. Errors: InternalError for a torn or foreign line.
[[nodiscard]] Result<std::optional<TimedInput>> decode_input(std::string_view line);

/// The machine after every whole input of the journal, and whether every output was the same, byte for byte.
struct Replayed {
    JournalHeader header;
    std::unique_ptr<CallMachine> machine;
    CallTime last{};  ///< of the last input
    std::size_t inputs = 0;
    std::size_t differences = 0;  ///< lines that came out otherwise
    std::string journal;          ///< as it came out this time
};
/// `find`: the scenario of an id, null if there is none. `after`: called after each input, with its instant. A torn
/// last line is left out.
[[nodiscard]] Result<Replayed> replay_journal(
    std::string_view journal, const std::function<std::shared_ptr<const Scenario>(const ScenarioId&)>& find,
    const std::function<void(const CallMachine&, CallTime)>& after = {});

}  // namespace mockcall
