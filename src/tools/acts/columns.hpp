// The features that count, numbered.
#pragma once

#include <span>
#include <vector>

#include "tools/acts/logistic.hpp"
#include "tools/acts/sightings.hpp"

namespace mockcall::acts {

class Columns {
  public:
    /// Features that at least `least` examples show.
    Columns(std::span<const Sighting* const> seen, std::size_t least);

    [[nodiscard]] const std::vector<FeatureId>& ids() const { return ids_; }  ///< ascending
    /// The last column is the constant's.
    [[nodiscard]] std::size_t count() const { return ids_.size() + 1; }
    /// As the model weighs them: words share among themselves, a sign counts `sign_scale`.
    [[nodiscard]] Row row(const ActFeatures& features, float sign_scale) const;
    [[nodiscard]] bool is_sign(std::size_t column) const { return signs_[column]; }

  private:
    void add(Row& row, FeatureId id, float value) const;

    std::vector<FeatureId> ids_;
    std::vector<bool> signs_;
};

}  // namespace mockcall::acts
