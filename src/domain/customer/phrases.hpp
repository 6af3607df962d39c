// The customer's stock phrases, by what they do and the temper they fit. Data: phrases_*.cpp.
// They hold {name}, {first_name} and {company}.
#pragma once

#include <cstdint>
#include <span>

namespace mockcall::customer_detail {

enum class Say : std::uint8_t {
    NotCaught,
    NotUnderstood,
    ElaborateDone,
    UnknownQuestion,
    UnknownDetail,
    WhoAreYou,
    KeepsBack,
    AlreadyTold,
    RightSo,
    SaidBefore,
    Corrects,
    AckEmpathy,
    AckApology,
    ApologyWornOut,
    AckParaphrase,
    AckStatement,
    GoAhead,
    AskProgress,
    AskAmount,
    AcceptOffer,
    TooLittle,
    PartlyHelps,
    Doubts,
    AlreadyAgreed,
    OfferedBefore,
    OfferUnclear,
    StepDone,
    RefusedBare,
    RefusedSoft,
    Blamed,
    Insulted,
    Dismissed,
    Jargon,
    TalkedOver,
    HoldAllowed,
    HoldUnasked,
    StillHolding,
    BackFromHold,
    TransferBad,
    TransferOk,
    EscalateOk,
    Interrupt,
    AskSupervisor,
    SupervisorAgain,
    LeaveAngry,
    LeaveNeglected,
    AnyoneThere,
    AgentLeft,
    AgentBack,
    OneMoreThing,
    NothingElse,
    YesSolved,
    NotDone,
    StillOpen,
    ThanksAfterOffer,
    GoodbyeHappy,
    GoodbyePlain,
    GoodbyeUnsolved,
    SmallTalk,
    DeclineUpsell,
    Digression,
    LeadIn,
    Count
};

/// Which tempers a phrase fits, as a mask.
inline constexpr std::uint8_t kAngry = 1, kFrustrated = 2, kNeutral = 4, kHappy = 8;
inline constexpr std::uint8_t kUpset = kAngry | kFrustrated, kCalm = kNeutral | kHappy, kAny = 15;

struct StockPhrase {
    Say say;
    std::uint8_t tempers;
    const char* text;
};

[[nodiscard]] std::span<const StockPhrase> phrases_of_talk();
[[nodiscard]] std::span<const StockPhrase> phrases_of_matter();
[[nodiscard]] std::span<const StockPhrase> phrases_of_trouble();

}  // namespace mockcall::customer_detail
