// What the customer had told already and was asked for once more, read off the words alone. Pure.
#pragma once

#include <vector>

#include "domain/evaluation/case.hpp"

namespace mockcall::judging {

/// The agent's lines that ask for a thing told before, and the customer's that had to say it again, in order.
/// Asking to confirm, or with an apology, is no asking again.
[[nodiscard]] std::vector<Hit> asked_again(const Case& c);

}  // namespace mockcall::judging
