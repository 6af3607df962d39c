// The phrasings by which each act is known. Data; src/domain/dialogue/act_rules.cpp applies them.
#pragma once

#include <span>

#include "domain/dialogue/acts.hpp"

namespace mockcall {

struct PatternGroup {
    const char* name;
    const char* alternatives;
};
/// `weight` > 0: how surely the words are the act, 0-1. `weight` < 0: the words are not the act, however they look
/// (matches of the act inside them do not count).
struct ActPattern {
    Act act;
    float weight;
    const char* pattern;
};

[[nodiscard]] std::span<const PatternGroup> act_pattern_groups();
/// Acts that keep a call in order: greeting to closing.
[[nodiscard]] std::span<const ActPattern> courtesy_patterns();
/// Acts about the matter itself: identity, offers, policies, handing on.
[[nodiscard]] std::span<const ActPattern> business_patterns();
/// What an agent should not do.
[[nodiscard]] std::span<const ActPattern> misconduct_patterns();
/// All of them in a roundabout way.
[[nodiscard]] std::span<const ActPattern> indirect_courtesy_patterns();
[[nodiscard]] std::span<const ActPattern> indirect_business_patterns();
[[nodiscard]] std::span<const ActPattern> indirect_misconduct_patterns();
[[nodiscard]] std::span<const ActPattern> plain_speech_patterns();
[[nodiscard]] std::span<const ActPattern> trade_patterns();

}  // namespace mockcall
