// How mood and satisfaction move, and the ledger of every change. The sizes stand in one table (mood_ledger.cpp).
#pragma once

#include <string_view>
#include <vector>

#include "domain/customer/customer.hpp"

namespace mockcall::customer_detail {

enum class Cause : std::uint8_t {
    ResolutionConfirmed,
    OptionAccepted,
    SolvingStep,
    SolvingStepLater,
    ApologyEarly,
    ApologyLate,
    ApologyWithEmpathy,
    ApologyUnspecific,
    ApologyAgain,
    ApologyWornOut,
    Paraphrase,
    ParaphraseAgain,
    PerspectiveTaking,
    SympathyAgain,
    Sympathy,
    BareUnderstanding,
    HoldAnnounced,
    HoldLong,
    HoldUnannounced,
    HoldOverrun,
    TransferCold,
    TransferWarm,
    AskedAgain,
    AskedAgainStill,
    TalkedOver,
    Silence,
    WrongInformation,
    RefusalBare,
    RefusalExplained,
    Blame,
    Rudeness,
    Dismissal,
    Jargon,
    OfferTooLow,
    NoProgress,
    SupervisorIgnored,
    SupervisorGranted,
    LeftUnsolved,
    Goodbye
};

struct MoodRule {
    Cause cause;
    std::string_view name;  ///< MoodChange::cause
    int mood;               ///< before the persona's drift
    int satisfaction;
};
[[nodiscard]] const MoodRule& rule_of(Cause cause);

class MoodLedger {
  public:
    /// `loss_factor` weighs losses only (dynamic difficulty); 1 leaves the table as it is.
    MoodLedger(const Persona& persona, double loss_factor);

    /// Kind words lift the mood so far and no further, until something has been settled.
    void set_ceiling(int mood) { ceiling_ = mood; }
    /// `share` scales both figures, e.g. with how far a resolution settles the problem.
    void apply(Cause cause, UtteranceId utterance, double share = 1.0);
    /// The changes since the last call.
    [[nodiscard]] std::vector<MoodChange> take();
    [[nodiscard]] int mood() const { return mood_; }
    [[nodiscard]] int satisfaction() const { return satisfaction_; }

  private:
    int mood_;
    int satisfaction_;
    double drift_;
    double loss_factor_;
    int ceiling_ = 100;
    std::vector<MoodChange> changes_;
};

}  // namespace mockcall::customer_detail
