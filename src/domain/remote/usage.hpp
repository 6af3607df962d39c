// What remote services were used for, what it cost, and how much of it a call and a day may use. Pure. One owner.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "base/ids.hpp"
#include "base/time.hpp"

namespace mockcall::remote {

struct Usage {
    std::int64_t requests = 0;
    std::int64_t input_tokens = 0;
    std::int64_t output_tokens = 0;
    double seconds = 0;           ///< of audio, heard or spoken
    std::int64_t characters = 0;  ///< of text spoken
    double cost = 0;              ///< in the currency of the prices
    Usage& operator+=(const Usage& o);
    bool operator==(const Usage&) const = default;
};

/// In one currency, whichever the operator counts in.
struct Prices {
    double per_million_input_tokens = 0;
    double per_million_output_tokens = 0;
    double per_minute = 0;
    double per_million_characters = 0;
};
[[nodiscard]] double cost_of(const Usage& usage, const Prices& prices);

/// 0: no limit.
struct Budget {
    std::int64_t call_tokens = 0;
    std::int64_t day_tokens = 0;
    double call_seconds = 0;
    double day_seconds = 0;
};

using UsageByPart = std::map<std::string, Usage>;  ///< by part: "customer", "evaluator", "recognizer", "synthesizer"

class UsageBook {
  public:
    explicit UsageBook(Budget budget = {}) : budget_(budget) {}
    /// Counts a call by itself from here on, until forget().
    void open(const CallId& call) { calls_.try_emplace(call); }
    void add(const CallId& call, const std::string& part, const Usage& usage, WallTime now);
    /// False when the call or the day (UTC) has used up what it may.
    [[nodiscard]] bool allows(const CallId& call, WallTime now) const;
    [[nodiscard]] UsageByPart of(const CallId& call) const;
    void forget(const CallId& call) { calls_.erase(call); }

  private:
    Budget budget_;
    std::map<CallId, UsageByPart> calls_;  ///< of running calls
    std::int64_t day_ = 0;
    Usage today_;
};

}  // namespace mockcall::remote
