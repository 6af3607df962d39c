#include <array>

#include "domain/dialogue/acts.hpp"

namespace mockcall {

namespace {

constexpr std::array<std::string_view, kActCount> kNames{"greeting",
                                                         "company_name",
                                                         "verify_identity",
                                                         "empathy",
                                                         "apology",
                                                         "open_question",
                                                         "hold_request",
                                                         "offer_compensation",
                                                         "explain_policy",
                                                         "transfer",
                                                         "escalate",
                                                         "upsell",
                                                         "confirm_resolution",
                                                         "closing",
                                                         "blame",
                                                         "dismissive",
                                                         "jargon",
                                                         "rude",
                                                         "interrupting",
                                                         "other"};

}  // namespace

std::string_view to_string(Act act) { return kNames[static_cast<std::size_t>(act)]; }

std::optional<Act> act_of(std::string_view name) {
    for (std::size_t i = 0; i < kActCount; ++i)
        if (kNames[i] == name)
            return static_cast<Act>(i);
    return std::nullopt;
}

}  // namespace mockcall
