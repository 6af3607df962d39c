// The customer's stock phrases, by what they do and the temper they fit. Data: phrases_*.cpp.
// They hold {name}, {first_name}, {last_name} and {company}; some {echo} (words of the agent's) and {agent} (their
// name).
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
    Follows,     ///< "does that make sense?"
    AnswersYes,  ///< yes or no about the customer's own world
    AnswersNo,
    Either,         ///< "this or that?"
    Consents,       ///< "shall I set it up?"
    AgreesToTerms,  ///< "is that fair?", with something agreed
    WhatTerms,      ///< ... with nothing on the table
    Arrives,        ///< "did you get the code?"
    Prefers,        ///< \"which would you rather have?\"
    Considers,      ///< a recommendation where something is to be bought
    StillBroken,    ///< "is it working now?"
    WorksNow,
    DoesIt,          ///< told to do something
    HearsTime,       ///< a date or a wait was named: {echo}
    SettledAlready,  ///< another offer after one was taken
    WrongName,
    WrongMatter,  ///< the agent is about to solve another problem
    OffTopic,
    YesThisIsMe,
    Clarifies,  ///< leads in another wording of the last answer
    Welcome,    ///< the agent has thanked
    AsksWhenMoney,
    AsksWhenThing,
    AsksWhenCall,
    AsksInWriting,
    AsksNoRepeat,  ///< "it won't happen again, will it?"
    Hello,         ///< greets an agent who gave a name: {agent}
    ThanksByName,
    Picks,          ///< one of two that were offered: {echo}
    RatherIs,       ///< one of two that may be so: {echo}
    MyNameIs,       ///< the caller's own, where the account is somebody else's: {echo}
    VerifyMore,     ///< the same, after some of it was given
    VerifyFirst,    ///< asked for what only the verified customer tells
    UnknownWhen,    ///< a day to come
    UnknownMoment,  ///< a day gone by
    UnknownLength,
    UnknownClock,
    UnknownAge,
    UnknownOften,
    UnknownCount,
    UnknownSum,
    UnknownSize,
    UnknownPlace,
    UnknownOwner,
    UnknownSort,
    UnknownManner,
    UnknownWho,
    UnknownWhy,
    Wellbeing,   ///< "how is he taking it?"
    GoodTime,    ///< "when can we reach you?"
    OnFile,      ///< "which address shall it go to?"
    TellsTime,   ///< a date or a length the customer knows: {echo}
    CalledNone,  ///< "have you called before?"
    CalledOnce,
    CalledOften,  ///< {echo}: how many times
    // What anybody answers (daily_life.hpp)
    NoMoreQuestions,
    MyselfThere,  ///< "who will be home?"
    NoNameLeft,   ///< "who did you speak to?"
    SomebodyClose,
    MostlyMe,         ///< "who uses it?"
    SaysNothingMore,  ///< "what did they say?"
    WantsItSorted,    ///< "what would you like us to do?"
    WaitedAndCalled,  ///< "what did you do?"
    NotThoughtSoFar,  ///< "what are your plans with it?"
    Living,           ///< "what do you do?"
    PlainColours,
    UsualOne,  ///< "what do you use now?"
    OrdinaryDevice,
    WhichExactly,
    Spells,  ///< {echo}: the name, letter by letter
    NoCause,
    FromAFriend,
    OfficeHours,
    DayOrTwo,
    TheUsual,          ///< "what do you sell?"
    ThatSort,          ///< "bowls, mugs, that kind of thing?"
    SomebodyElseHere,  ///< "who can we call if you are not there?"
    AskForMe,
    SecondFloor,
    FewMiles,
    NearestOne,    ///< "which branch?"
    EasyToFind,    ///< "how does he find you?"
    EndOfMonth,    ///< "when do you get paid?"
    DependsOnDay,  ///< "what time do you get up?"
    ModestSum,     ///< "how much could you pay?"
    OnThisNumber,
    ByEmail,
    ByCard,
    Online,
    Noticed,  ///< "how did you find out?"
    WentAllRight,
    NothingSpecial,  ///< "what does it look like?"
    HandfulOfUs,
    HereWithMe,
    WhereverEasy,
    SoonAs,
    WhileAgo,
    DidNotThink,   ///< "why did you not ...?"
    CouldNotGoOn,  ///< "why do you want to ...?"
    SameThere,     ///< "and your wife?"
    ShortYes,      ///< about the customer: {echo} is "I do"
    ShortNo,       ///< {echo} is "I don't"
    BelievesYes,   ///< about anything else: {echo} is "it is"
    BelievesNo,    ///< {echo} is "it is" too
    WishedWell,
    Praised,
    TakesRemark,
    HearsDeed,  ///< the agent does something
    Count
};

/// Which tempers a phrase fits, as a mask.
inline constexpr std::uint8_t kAngry = 1, kFrustrated = 2, kNeutral = 4, kHappy = 8;
inline constexpr std::uint8_t kUpset = kAngry | kFrustrated, kCalm = kNeutral | kHappy, kAny = 15;

/// Who talks like that, as a mask; 0 is anybody.
inline constexpr std::uint8_t kOld = 1, kYoung = 2, kChatty = 4, kTerse = 8, kGentle = 16, kBlunt = 32, kDry = 64;

struct StockPhrase {
    Say say;
    std::uint8_t tempers;
    const char* text;
    std::uint8_t manner = 0;
};

[[nodiscard]] std::span<const StockPhrase> phrases_of_talk();
[[nodiscard]] std::span<const StockPhrase> phrases_of_matter();
[[nodiscard]] std::span<const StockPhrase> phrases_of_trouble();
[[nodiscard]] std::span<const StockPhrase> phrases_of_exchange();
[[nodiscard]] std::span<const StockPhrase> phrases_of_manner();
[[nodiscard]] std::span<const StockPhrase> phrases_of_questions();
[[nodiscard]] std::span<const StockPhrase> phrases_of_daily_life();

}  // namespace mockcall::customer_detail
