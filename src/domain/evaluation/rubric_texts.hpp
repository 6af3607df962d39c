// The files under rubrics/, put into the program when it is built.
#pragma once

#include <string_view>

namespace mockcall::judging {

extern const std::string_view kDefaultRubric, kTranscriptRubric;

}  // namespace mockcall::judging
