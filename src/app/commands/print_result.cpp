#include "app/commands/print_result.hpp"

#include <boost/json.hpp>
#include <fmt/core.h>

namespace mockcall::app {
namespace {

namespace json = boost::json;

std::string text(const json::value& v) { return std::string(v.as_string()); }

void print_list(const char* title, const json::value& items) {
    if (items.as_array().empty())
        return;
    fmt::print("\n{}\n", title);
    for (const auto& item : items.as_array())
        fmt::print("  - {}\n", text(item));
}

void print_criterion(const json::object& c) {
    fmt::print("  [{}] {:<14} {:>5.0f}  {}\n", c.at("met").as_bool() ? "x" : " ", text(c.at("dimension")),
               c.at("score").to_number<double>(), text(c.at("label")));
    for (const auto& e : c.at("evidence").as_array())
        fmt::print("        {:7.1f}  {}: {}\n", e.at("timestamp").to_number<double>(), text(e.at("speaker")),
                   text(e.at("text")));
    if (!c.at("note").as_string().empty())
        fmt::print("                 {}\n", text(c.at("note")));
}

}  // namespace

void print_result(const std::string& data) {
    const json::value result = json::parse(data);
    const auto& e = result.at("evaluation").as_object();
    fmt::print("\nScore {}   CSAT {:.1f}   first call resolution: {}   outcome: {}\n",
               e.at("overallScore").to_number<int>(), e.at("customerSatisfaction").to_number<double>(),
               e.at("firstCallResolution").as_bool() ? "yes" : "no", text(result.at("summary").at("outcome")));
    for (const auto& [dimension, score] : e.at("breakdown").as_object())
        fmt::print("  {:<14} {:>3}\n", std::string_view(dimension), score.to_number<int>());
    fmt::print("\nChecks, each with its receipts ({})\n", text(e.at("rubricVersion")));
    for (const auto& c : e.at("criteria").as_array())
        print_criterion(c.as_object());
    print_list("Strengths", result.at("feedback").at("strengths"));
    print_list("To improve", result.at("feedback").at("improvements"));
    print_list("Tips", result.at("feedback").at("tips"));
    for (const auto& a : result.at("achievements").as_array())
        fmt::print("\nAchievement: {} (+{} XP): {}\n", text(a.at("name")), a.at("xp").to_number<int>(),
                   text(a.at("description")));
}

}  // namespace mockcall::app
