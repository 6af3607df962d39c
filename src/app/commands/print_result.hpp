// The result of a call for people: the score, six dimensions, every check with its receipts, what to do better.
#pragma once

#include <string>

namespace mockcall::app {

/// `data`: the `data` member of POST /end's answer.
void print_result(const std::string& data);

}  // namespace mockcall::app
