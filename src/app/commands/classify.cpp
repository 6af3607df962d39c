#include <iostream>

#include <boost/json.hpp>
#include <fmt/core.h>

#include "app/commands/commands.hpp"
#include "domain/dialogue/acts.hpp"

namespace mockcall::app {
namespace {

namespace json = boost::json;

std::string text_of(const json::object& o, std::string_view key) {
    const auto* v = o.if_contains(key);
    return v != nullptr && v->is_string() ? std::string(v->as_string()) : std::string{};
}

std::string classified(const json::object& line) {
    const ActScores result =
        classify_acts(text_of(line, "text"), text_of(line, "prev_customer"), text_of(line, "company"));
    json::array acts;
    json::object scores;
    for (std::size_t i = 0; i < kActCount; ++i) {
        const Act act = static_cast<Act>(i);
        if (result.acts.has(act))
            acts.emplace_back(to_string(act));
        scores[to_string(act)] = result.scores[i];
    }
    return json::serialize(json::object{{"acts", std::move(acts)}, {"scores", std::move(scores)}});
}

}  // namespace

int classify() {
    std::ios::sync_with_stdio(false);
    std::string line;
    int number = 0;
    while (std::getline(std::cin, line)) {
        ++number;
        if (line.empty())
            continue;
        boost::system::error_code ec;
        const json::value v = json::parse(line, ec);
        if (ec || !v.is_object() || !v.as_object().contains("text")) {
            fmt::print(stderr, "line {}: expected an object with \"text\"\n", number);
            return 1;
        }
        std::cout << classified(v.as_object()) << '\n';
    }
    return 0;
}

}  // namespace mockcall::app
