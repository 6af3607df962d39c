// Dialogue acts of the agent: what an utterance does. Multi-label; pure; thread-safe.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>

namespace mockcall {

enum class Act : std::uint8_t {
    Greeting,
    CompanyName,
    VerifyIdentity,
    Empathy,
    Apology,
    OpenQuestion,
    HoldRequest,
    OfferCompensation,
    ExplainPolicy,
    Transfer,
    Escalate,
    Upsell,
    ConfirmResolution,
    Closing,
    Blame,
    Dismissive,
    Jargon,
    Rude,
    Interrupting,
    Other
};
inline constexpr std::size_t kActCount = 20;

/// The label guide's name, e.g. "verify_identity".
[[nodiscard]] std::string_view to_string(Act act);
[[nodiscard]] std::optional<Act> act_of(std::string_view name);

class ActSet {
  public:
    void add(Act a) { bits_.set(static_cast<std::size_t>(a)); }
    void remove(Act a) { bits_.reset(static_cast<std::size_t>(a)); }
    [[nodiscard]] bool has(Act a) const { return bits_.test(static_cast<std::size_t>(a)); }
    [[nodiscard]] bool empty() const { return bits_.none(); }
    [[nodiscard]] std::uint32_t mask() const { return static_cast<std::uint32_t>(bits_.to_ulong()); }
    bool operator==(const ActSet&) const = default;

  private:
    std::bitset<kActCount> bits_;
};

struct ActScores {
    ActSet acts;                            ///< those at or over their threshold; Other alone when none is
    std::array<float, kActCount> scores{};  ///< 0-1 for each
};

/// `text`: one agent turn as written or recognised (case and punctuation may be missing).
/// `prev_customer`: the customer's turn before it, may be empty. `company`: the company's name when known, may be
/// empty.
[[nodiscard]] ActScores classify_acts(std::string_view text, std::string_view prev_customer, std::string_view company);

}  // namespace mockcall
