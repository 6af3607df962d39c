// Cuts a text that arrives in pieces into sentences, each as soon as it is complete. Pure; one owner.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mockcall {

class Sentences {
  public:
    /// The sentences that `piece` completes: those known to have ended, because the next one has begun.
    [[nodiscard]] std::vector<std::string> feed(std::string_view piece);
    /// What is left, if anything.
    [[nodiscard]] std::vector<std::string> finish();

  private:
    [[nodiscard]] bool ends_at(std::size_t at) const;
    std::string text_;
};

}  // namespace mockcall
