// A line that is spoken part by part: how much of its text has been heard when so much of its sound has. Pure; one
// owner.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace mockcall {

class SpokenParts {
  public:
    /// Another part of the text; a space lies between two.
    void text(std::size_t characters) { parts_.push_back({characters + (parts_.empty() ? 0 : 1), 0}); }
    /// Samples of the part that is being made: the first until next().
    void sound(std::size_t samples) {
        if (made_ < parts_.size())
            parts_[made_].samples += samples;
    }
    /// The part at hand has all its sound.
    void next() { ++made_; }

    [[nodiscard]] std::size_t samples() const {  ///< of all parts
        std::size_t all = 0;
        for (const Part& p : parts_)
            all += p.samples;
        return all;
    }
    /// `share` of all the sound there is; the share of all the text there is.
    [[nodiscard]] double share_of_text(double share) const {
        double samples = 0, characters = 0;
        for (const Part& p : parts_) {
            samples += static_cast<double>(p.samples);
            characters += static_cast<double>(p.characters);
        }
        if (characters <= 0)
            return 0;
        double left = share * samples, heard = 0;
        for (const Part& p : parts_) {
            const auto own = static_cast<double>(p.samples);
            if (own <= 0)
                continue;
            heard += static_cast<double>(p.characters) * std::min(1.0, left / own);
            left = std::max(0.0, left - own);
        }
        return heard / characters;
    }

  private:
    struct Part {
        std::size_t characters = 0;
        std::size_t samples = 0;
    };
    std::vector<Part> parts_;
    std::size_t made_ = 0;
};

}  // namespace mockcall
