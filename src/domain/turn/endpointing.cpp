#include "domain/turn/endpointing.hpp"

#include <algorithm>

#include "domain/turn/completeness.hpp"

namespace mockcall {
namespace {

// Of the pauses inside of turns one in seven is longer than 600 ms, one in twenty than 800 (bench/turns). A recogniser
// that mishears the end of a sentence makes it seem unfinished, and nobody likes to be left waiting for a second.
constexpr Milliseconds kNothing{600};
constexpr Milliseconds kClosed{350};
constexpr Milliseconds kBreath{400};
constexpr Milliseconds kFinished{440};
constexpr Milliseconds kMayGoOn{770};
constexpr Milliseconds kMidNumber{800};
constexpr Milliseconds kUnfinished{800};
/// The same, of a speaker who hesitates much.
constexpr Milliseconds kLongest{825};
/// The same, of one whose voice says that more is to come.
constexpr Milliseconds kLongestKeptUp{950};
/// A pause as long as this is what the usual silences were made for.
constexpr Ticks kUsualPause = ticks_of(Milliseconds{400});
/// A melody three times as likely at an end takes a quarter off the silence; one three times as likely in a pause adds
/// four tenths: who is cut off is hurt more than who waits.
constexpr double kFallCounts = 0.23;
constexpr double kHeightCounts = 0.4;

}  // namespace

Milliseconds Endpointing::usual(std::string_view partial) const {
    const auto patient = [this](Milliseconds usual) {
        return Milliseconds{static_cast<Milliseconds::rep>(static_cast<double>(usual.count()) * patience_)};
    };
    switch (completeness(partial)) {
        case Completeness::Nothing: return kNothing;
        case Completeness::Unfinished: return std::clamp(patient(kUnfinished), kUnfinished, kLongest);
        case Completeness::MidNumber: return std::clamp(patient(kMidNumber), kMidNumber, kLongest);
        case Completeness::MayGoOn: return std::min(patient(kMayGoOn), kLongest);
        case Completeness::Finished: return patient(kFinished);
        case Completeness::Closed: return kClosed;
    }
    return kMayGoOn;
}

Milliseconds Endpointing::silence(std::string_view partial, Melody melody) const {
    const double end = habits_.evidence_of_end(melody);
    const Milliseconds by_words = usual(partial);
    // A voice falls at the end of a sentence that another one follows, too: no sooner than a speaker takes a breath,
    // and not where no words are known that could be all.
    if (end > 0 && partial.empty())
        return by_words;
    const double times = 1 - end * (end > 0 ? kFallCounts : kHeightCounts);
    const auto heard = Milliseconds{static_cast<Milliseconds::rep>(static_cast<double>(by_words.count()) * times)};
    return std::clamp(heard, std::min(by_words, kBreath), end < 0 ? kLongestKeptUp : kLongest);
}

void Endpointing::paused(Ticks length, Melody before) {
    const double wanted = static_cast<double>(length.count()) / static_cast<double>(kUsualPause.count());
    patience_ = std::clamp(patience_ + 0.2 * (wanted - patience_), kFluent, kHesitant);
    habits_.note(before, false);
}

void Endpointing::ended(Melody melody) {
    patience_ = std::max(kFluent, patience_ * 0.98);
    habits_.note(melody, true);
}

void Endpointing::cut_off(Melody before) {
    patience_ = std::min(kHesitant, patience_ * 1.15);
    habits_.end_was_pause(before);
}

}  // namespace mockcall
