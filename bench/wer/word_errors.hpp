// The word error rate: the least number of words put in, left out or replaced, by the words that were said.
#pragma once

#include <string>
#include <vector>

namespace mockcall::bench {

struct WordErrors {
    int said = 0;
    int replaced = 0;
    int left_out = 0;
    int put_in = 0;
    std::vector<bool> right;  ///< of each recognised word
    [[nodiscard]] int errors() const { return replaced + left_out + put_in; }
};

[[nodiscard]] WordErrors count_word_errors(const std::vector<std::string>& said, const std::vector<std::string>& heard);

}  // namespace mockcall::bench
