#include "adapters/store/score_columns.hpp"

#include <utility>
#include <vector>

#include <boost/json.hpp>
#include <soci/soci.h>

namespace mockcall::store {
namespace {

namespace json = boost::json;

struct Kept {
    Scores scores;
    int gates_closed = 0;
};

std::optional<Kept> scores_in(const std::string& result) {
    boost::system::error_code bad;
    const json::value parsed = json::parse(result, bad);
    if (bad)
        return std::nullopt;
    const auto* overall = parsed.find_pointer("/evaluation/overallScore", bad);
    if (overall == nullptr || !overall->is_int64())
        return std::nullopt;
    Kept kept;
    kept.scores.overall = static_cast<int>(overall->get_int64());
    for (std::size_t d = 0; d < kDimensionCount; ++d) {
        const auto* score = parsed.find_pointer(std::string("/evaluation/breakdown/") + kScoreColumns[d], bad);
        if (score == nullptr || !score->is_int64())
            return std::nullopt;
        kept.scores.breakdown[d] = static_cast<int>(score->get_int64());
    }
    const auto* gates = parsed.find_pointer("/evaluation/gates", bad);
    if (gates != nullptr && gates->is_array())
        for (const json::value& gate : gates->get_array())
            if (const auto* passed = gate.find_pointer("/passed", bad); passed && passed->is_bool())
                kept.gates_closed += passed->get_bool() ? 0 : 1;
    return kept;
}

}  // namespace

void set_scores(soci::session& sql, const std::string& call_id, const Scores& s, int gates_closed) {
    const auto& b = s.breakdown;
    sql << "UPDATE calls SET overall = :overall, greeting = :a, listening = :b, solution = :c, communication = :d,"
           " empathy = :e, closing = :f, gates_closed = :gates WHERE id = :id",
        soci::use(s.overall), soci::use(b[0]), soci::use(b[1]), soci::use(b[2]), soci::use(b[3]), soci::use(b[4]),
        soci::use(b[5]), soci::use(gates_closed), soci::use(call_id);
}

void fill_scores(soci::session& sql) {
    std::vector<std::string> ids;
    std::string id, result;
    soci::statement select = (sql.prepare << "SELECT call_id FROM call_texts", soci::into(id));
    select.execute();
    while (select.fetch())
        ids.push_back(id);
    for (const std::string& call : ids) {
        sql << "SELECT result_json FROM call_texts WHERE call_id = :id", soci::use(call), soci::into(result);
        if (const auto kept = scores_in(result))
            set_scores(sql, call, kept->scores, kept->gates_closed);
    }
}

}  // namespace mockcall::store
