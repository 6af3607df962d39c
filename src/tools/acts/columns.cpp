#include "tools/acts/columns.hpp"

#include <algorithm>
#include <map>

#include "domain/dialogue/act_model.hpp"

namespace mockcall::acts {

namespace {

struct Times {
    const Example* last = nullptr;
    std::size_t examples = 0;
    bool sign = false;
};

void note(std::map<FeatureId, Times>& times, std::span<const FeatureId> ids, const Example* example, bool sign) {
    for (const FeatureId id : ids) {
        Times& t = times[id];
        t.examples += t.last == example ? 0 : 1;
        t.last = example;
        t.sign = sign;
    }
}

}  // namespace

Columns::Columns(std::span<const Sighting* const> seen, std::size_t least) {
    std::map<FeatureId, Times> times;
    for (const Sighting* s : seen) {
        note(times, s->features.words, s->example, false);
        note(times, s->features.signs, s->example, true);
    }
    for (const auto& [id, t] : times)
        if (t.examples >= least) {
            ids_.push_back(id);
            signs_.push_back(t.sign);
        }
}

Row Columns::row(const ActFeatures& features, float sign_scale) const {
    Row row;
    for (const FeatureId id : features.words)
        add(row, id, 1.0F);
    const float share = word_share(row.size());
    for (Term& term : row)
        term.value = share;
    for (const FeatureId id : features.signs)
        add(row, id, sign_scale);
    row.push_back({static_cast<std::uint32_t>(ids_.size()), 1.0F});
    return row;
}

void Columns::add(Row& row, FeatureId id, float value) const {
    const auto at = std::ranges::lower_bound(ids_, id);
    if (at != ids_.end() && *at == id)
        row.push_back({static_cast<std::uint32_t>(at - ids_.begin()), value});
}

}  // namespace mockcall::acts
