// What the melody at the end of a stretch of speech says about whether the speaker is done: a pitch that fell to the
// bottom says yes, one that was kept up says no. Not everybody's does, so what a speaker's melody tells is learned from
// their own pauses and ends. Pure; one owner.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

namespace mockcall {

enum class Melody : std::uint8_t {
    Unclear,  ///< no pitch, or one that says nothing
    Fell,
    KeptUp,
};

/// `cents`: where the pitch ended against its height before, in hundredths of a semitone.
[[nodiscard]] Melody melody_of(std::optional<int> cents);

class MelodyHabits {
  public:
    /// The natural logarithm of how much likelier this melody is at the end of a turn than in a pause.
    [[nodiscard]] double evidence_of_end(Melody melody) const;
    void note(Melody melody, bool end);
    /// What was noted last as an end was a pause.
    void end_was_pause(Melody melody);

  private:
    struct Seen {
        double fell;
        double kept_up;
        [[nodiscard]] double& of(Melody m) { return m == Melody::Fell ? fell : kept_up; }
        [[nodiscard]] double share(Melody m) const { return (m == Melody::Fell ? fell : kept_up) / (fell + kept_up); }
    };
    /// As most people speak, as sure as of four pauses and four ends heard.
    Seen ends_{3, 1};
    Seen pauses_{1, 3};
};

}  // namespace mockcall
