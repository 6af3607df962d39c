#include "domain/customer/mood_ledger.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace mockcall::customer_detail {

namespace {

// Directions from published work (SQM one-contact resolution; Marinova 2018; Roschk & Kaiser 2013; Clark 2013; CEB
// effort); the sizes are our judgement. Losses outweigh gains about 2 : 1. In the enumeration's order.
constexpr std::array kRules{
    MoodRule{Cause::ResolutionConfirmed, "resolution_confirmed", 25, 22},
    MoodRule{Cause::OptionAccepted, "option_accepted", 9, 14},
    MoodRule{Cause::SolvingStep, "solving_step", 6, 3},
    MoodRule{Cause::SolvingStepLater, "solving_step_later", 9, 4},
    MoodRule{Cause::ApologyEarly, "apology_first", 6, 2},
    MoodRule{Cause::ApologyLate, "apology_late", 2, 1},
    MoodRule{Cause::ApologyWithEmpathy, "apology_with_empathy", 10, 4},
    MoodRule{Cause::ApologyUnspecific, "apology_unspecific", 1, 0},
    MoodRule{Cause::ApologyAgain, "apology_again", 1, 0},
    MoodRule{Cause::ApologyWornOut, "apology_worn_out", -2, -1},
    MoodRule{Cause::Paraphrase, "paraphrase", 8, 4},
    MoodRule{Cause::ParaphraseAgain, "paraphrase_again", 2, 1},
    MoodRule{Cause::PerspectiveTaking, "perspective_taking", 8, 4},
    MoodRule{Cause::SympathyAgain, "sympathy_again", 1, 0},
    MoodRule{Cause::Sympathy, "sympathy", 3, 2},
    MoodRule{Cause::BareUnderstanding, "understanding_bare", 1, 0},
    MoodRule{Cause::HoldAnnounced, "hold_announced", -2, -1},
    MoodRule{Cause::HoldLong, "hold_long", -1, -1},
    MoodRule{Cause::HoldUnannounced, "hold_unannounced", -8, -5},
    MoodRule{Cause::HoldOverrun, "hold_overrun", -5, -3},
    MoodRule{Cause::TransferCold, "transfer_cold", -12, -12},
    MoodRule{Cause::TransferWarm, "transfer_warm", -6, -6},
    MoodRule{Cause::AskedAgain, "asked_again", -6, -4},
    MoodRule{Cause::AskedAgainStill, "asked_again_still", -10, -6},
    MoodRule{Cause::TalkedOver, "talked_over", -4, -2},
    MoodRule{Cause::Silence, "silence", -3, -2},
    MoodRule{Cause::WrongInformation, "wrong_information", -12, -8},
    MoodRule{Cause::RefusalBare, "refusal_bare", -10, -8},
    MoodRule{Cause::RefusalExplained, "refusal_explained", -3, -2},
    MoodRule{Cause::Blame, "blame", -15, -10},
    MoodRule{Cause::Rudeness, "rudeness", -15, -12},
    MoodRule{Cause::Dismissal, "dismissal", -8, -6},
    MoodRule{Cause::Jargon, "jargon", -4, -2},
    MoodRule{Cause::OfferTooLow, "offer_too_low", -3, -2},
    MoodRule{Cause::NoProgress, "no_progress", -5, -3},
    MoodRule{Cause::SupervisorIgnored, "supervisor_ignored", -5, -4},
    MoodRule{Cause::SupervisorGranted, "supervisor_granted", 6, 2},
    MoodRule{Cause::LeftUnsolved, "left_unsolved", -10, -10},
    MoodRule{Cause::Goodbye, "goodbye", 0, 0},
};

constexpr bool in_order() {
    for (std::size_t i = 0; i < kRules.size(); ++i)
        if (static_cast<std::size_t>(kRules[i].cause) != i)
            return false;
    return true;
}
static_assert(in_order());

int moved(int from, double by) { return std::clamp(from + static_cast<int>(std::lround(by)), 0, 100); }

/// The better the mood, the less the next kindness adds: what is good cannot get twice as good.
double headroom(int level, double least) {
    constexpr double kFullUntil = 55;
    return std::clamp((100 - level) / (100 - kFullUntil), least, 1.0);
}

}  // namespace

const MoodRule& rule_of(Cause cause) { return kRules[static_cast<std::size_t>(cause)]; }

MoodLedger::MoodLedger(const Persona& persona, double loss_factor)
    : mood_(persona.start_mood),
      satisfaction_(persona.start_satisfaction),
      drift_(persona.mood_drift),
      loss_factor_(loss_factor) {}

void MoodLedger::apply(Cause cause, UtteranceId utterance, double share) {
    const MoodRule& rule = rule_of(cause);
    const double factor = drift_ * share * (rule.mood < 0 ? loss_factor_ : 1.0);
    // What settles the matter is felt at any level.
    const bool settles = cause == Cause::ResolutionConfirmed || cause == Cause::OptionAccepted;
    const double least = settles ? 0.5 : 0.15;
    const double lift = rule.mood > 0 ? headroom(mood_, least) : 1.0;
    const double content = rule.satisfaction > 0 ? headroom(satisfaction_, least) : 1.0;
    const int risen = moved(mood_, rule.mood * factor * lift);
    const int mood = rule.mood > 0 && !settles ? std::max(mood_, std::min(risen, ceiling_)) : risen;
    const int satisfaction = moved(satisfaction_, rule.satisfaction * factor * content);
    changes_.push_back(
        {std::string(rule.name), mood - mood_, satisfaction - satisfaction_, mood, satisfaction, utterance});
    mood_ = mood;
    satisfaction_ = satisfaction;
}

std::vector<MoodChange> MoodLedger::take() { return std::exchange(changes_, {}); }

}  // namespace mockcall::customer_detail
