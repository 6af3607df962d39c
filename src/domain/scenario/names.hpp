// The closed lists of names an author may use, each in its enumeration's order.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace mockcall {

inline constexpr std::array<std::string_view, 5> kCategoryNames{"complaint", "technical", "sales", "billing",
                                                                "retention"};
inline constexpr std::array<std::string_view, 4> kDifficultyNames{"beginner", "intermediate", "advanced", "expert"};
inline constexpr std::array<std::string_view, 4> kIndustryNames{"telecom", "banking", "healthcare", "ecommerce"};
inline constexpr std::array<std::string_view, 4> kEmotionNames{"neutral", "happy", "angry", "frustrated"};
inline constexpr std::array<std::string_view, 14> kResolutionKindNames{
    "credit", "refund",   "discount", "replacement",  "fix",         "explanation", "plan_change",
    "ticket", "callback", "sale",     "cancellation", "appointment", "waiver",      "escalation"};
inline constexpr std::array<std::string_view, 4> kFactKindNames{"identity", "detail", "promise", "hidden"};
inline constexpr std::array<std::string_view, 8> kCheckKindNames{"act",      "phrase", "verified", "documented",
                                                                 "resolved", "step",   "fact",     "retained"};
inline constexpr std::array<std::string_view, 6> kDimensionNames{"greeting",      "listening", "solution",
                                                                 "communication", "empathy",   "closing"};
inline constexpr std::array<std::string_view, 4> kVoiceNames{"awb", "slt", "rms", "kal16"};

/// The name closest to `wrong`, empty when none is close enough to be what was meant.
[[nodiscard]] std::string_view nearest_name(std::string_view wrong, std::span<const std::string_view> names);

}  // namespace mockcall
