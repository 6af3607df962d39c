// A chunk of a container can hold good and bad packets: all good ones are used, the first problem is reported.
#pragma once

#include "base/error.hpp"

namespace mockcall::audio {

class FirstError {
  public:
    void note(Result<void> result) {
        if (!result && first_) {
            first_ = std::move(result);
        }
    }
    [[nodiscard]] Result<void> take() { return std::exchange(first_, Result<void>{}); }

  private:
    Result<void> first_;
};

}  // namespace mockcall::audio
