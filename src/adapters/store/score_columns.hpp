// A call's scores as columns of its row.
#pragma once

#include <array>
#include <string>

#include "domain/evaluation/scores.hpp"

namespace soci {
class session;
}

namespace mockcall::store {

/// By enumerator of Dimension.
inline constexpr std::array kScoreColumns = {"greeting",      "listening", "solution",
                                             "communication", "empathy",   "closing"};
static_assert(kScoreColumns.size() == kDimensionCount);

void set_scores(soci::session& sql, const std::string& call_id, const Scores& scores, int gates_closed);
/// For calls that were finished before there were such columns: reads them out of the kept results.
void fill_scores(soci::session& sql);

}  // namespace mockcall::store
