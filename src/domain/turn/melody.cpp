#include "domain/turn/melody.hpp"

#include <algorithm>
#include <cmath>

namespace mockcall {
namespace {

constexpr double kNeverCertain = 0.25;  // of a melody: so often it was heard at least

}  // namespace

Melody melody_of(std::optional<int> cents) {
    // Made on the sentences that the endpointing was made on (bench/turns): nine of ten ends are under the first, nine
    // of ten pauses over the second.
    constexpr int kFell = -300, kKeptUp = -230;
    if (!cents || (*cents > kFell && *cents < kKeptUp))
        return Melody::Unclear;
    return *cents <= kFell ? Melody::Fell : Melody::KeptUp;
}

double MelodyHabits::evidence_of_end(Melody melody) const {
    return melody == Melody::Unclear ? 0 : std::log(ends_.share(melody) / pauses_.share(melody));
}

void MelodyHabits::note(Melody melody, bool end) {
    if (melody == Melody::Unclear)
        return;
    // Old ones fade, so that there is a bound and a change of mood is followed.
    constexpr double kFades = 0.95;
    Seen& seen = end ? ends_ : pauses_;
    seen.fell = std::max(seen.fell * kFades, kNeverCertain);
    seen.kept_up = std::max(seen.kept_up * kFades, kNeverCertain);
    seen.of(melody) += 1;
}

void MelodyHabits::end_was_pause(Melody melody) {
    if (melody == Melody::Unclear)
        return;
    ends_.of(melody) = std::max(ends_.of(melody) - 1, kNeverCertain);
    note(melody, false);
}

}  // namespace mockcall
