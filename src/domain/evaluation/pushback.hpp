// What a customer's next words say about the answer before them, read off the words alone: that it was understood, or
// that they were lost, had to put it right or to insist, or gave up. Pure.
#pragma once

#include "domain/evaluation/case.hpp"

namespace mockcall::judging {

enum class Reaction : std::uint8_t { None, Understood, Lost, PutsRight, Insists, GivesUp, Incredulous };
struct Reacted {
    Reaction reaction = Reaction::None;
    Hit shown_by;
};

/// Of each customer line after the first, in order; lines that show nothing are left out.
[[nodiscard]] std::vector<Reacted> reactions_of(const Case& c);
/// The answer before it missed: lost, put right or insisted.
[[nodiscard]] bool missed(Reaction r);
/// The number of lines that put right or insist.
[[nodiscard]] std::size_t pushbacks(const std::vector<Reacted>& reactions);

}  // namespace mockcall::judging
