// The phrases by which the judge finds the place of a thing in a turn. Patterns as in wording.hpp. Data, no logic.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "domain/dialogue/acts.hpp"

namespace mockcall::judging {

using Phrases = std::span<const std::string_view>;

namespace lexicon {
extern const Phrases kOfferHelp, kSayBack, kConfirmRight, kProbe, kAskedAgain;
extern const Phrases kOwner, kTime, kNoteSpoken, kAction, kSatisfied, kDissatisfied;
extern const Phrases kFeeling, kAssent, kFeelingNamed, kBareUnderstanding, kPerspective, kApology, kSpecificApology;
extern const Phrases kIdentifies, kRecap, kNextStep, kResolutionCheck, kAnythingElse, kThanks, kFarewell,
    kThanksForHolding, kDisclosure, kTransferSpoken;
// How a transcript's customer takes leave, and what its agent did (lexicon_transcript.cpp).
extern const Phrases kUpset, kDelighted, kResigned, kThankful, kLost, kDone, kRefusal, kQuestionStart, kReply,
    kCourtesy, kWarmth, kDistress, kWillingness, kUnheard, kCarelessness, kPleading, kAsksFor, kDeclines, kLeftOpen,
    kAllDone, kOfficialese, kSuccess, kInstruction, kWantsToKnow, kEndsChat, kSendsAway, kAlternative, kReason,
    kPurpose, kHedge, kStepMore;
// What an answer met with (lexicon_pushback.cpp).
extern const Phrases kPutsRight, kBaffled, kGivesUp, kIncredulous, kUnderstood, kTakesLeave, kAlone, kAcceptsNo,
    kCounters;
}  // namespace lexicon

/// What shows an act in a turn's words; may be empty.
[[nodiscard]] Phrases cues_of(Act act);

}  // namespace mockcall::judging
