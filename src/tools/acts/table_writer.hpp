// The trained table as C++ source.
#pragma once

#include <string>

#include "tools/acts/training.hpp"

namespace mockcall::acts {

[[nodiscard]] std::string as_source(const Trained& trained);

}  // namespace mockcall::acts
