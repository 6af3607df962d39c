// Does a sentence sound finished? By its words alone: they come from a recogniser, in lower case and without
// punctuation. Pure.
#pragma once

#include <cstdint>
#include <string_view>

namespace mockcall {

enum class Completeness : std::uint8_t {
    Nothing,     ///< no words yet
    Unfinished,  ///< "…and", "if you restart the router": more must come
    MidNumber,   ///< in a digit string or a spelled name
    MayGoOn,     ///< could be all, could be a clause of more
    Finished,    ///< ends like a sentence
    Closed,      ///< a question or a phrase of courtesy that hands the turn over
};

[[nodiscard]] Completeness completeness(std::string_view partial);

}  // namespace mockcall
