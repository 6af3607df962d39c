#include "domain/scenario/yaml_fields.hpp"

#include <charconv>
#include <cmath>
#include <set>

#include <fmt/format.h>

namespace mockcall::scenario_detail {

namespace {

std::optional<double> number_in(const std::string& text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

bool blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

void Report::add(int line, std::string path, std::string problem) {
    problems.push_back({line, std::move(path), std::move(problem)});
}

void Report::at(const std::string& path, std::string problem) {
    const auto found = lines.find(path);
    add(found == lines.end() ? 0 : found->second, path, std::move(problem));
}

int line_of(const YAML::Node& node) {
    const YAML::Mark mark = node.Mark();
    return mark.is_null() ? 0 : mark.line + 1;
}

std::string list_names(std::span<const std::string_view> names) { return fmt::format("{}", fmt::join(names, ", ")); }

Fields::Fields(Report& report, const YAML::Node& node, std::string path)
    : report_(report), node_(node), path_(std::move(path)) {
    report_.lines[path_] = line_of(node);
    if (node.IsMap())
        return;
    report_.add(line_of(node), path_, "must be a map of members (key: value)");
    node_ = YAML::Node(YAML::NodeType::Map);
}

std::string Fields::path_of(std::string_view key) const {
    return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
}

YAML::Node Fields::take(const char* key, Need need) {
    known_.emplace_back(key);
    // Indexing a map that was made here must not add the key to it: go through the const overload.
    const YAML::Node& map = node_;
    YAML::Node found = map[key];
    if (found.IsDefined() && !found.IsNull()) {
        report_.lines[path_of(key)] = line_of(found);
        return found;
    }
    if (need == Need::Required)
        report_.add(report_.lines[path_], path_of(key), "is missing");
    return YAML::Node(YAML::NodeType::Undefined);
}

void Fields::wrong(const YAML::Node& node, std::string_view key, std::string problem) {
    report_.add(line_of(node), path_of(key), std::move(problem));
}

YAML::Node Fields::map_of(const char* key) {
    const YAML::Node node = take(key, Need::Optional);
    if (!node.IsDefined())
        return YAML::Node(YAML::NodeType::Map);
    if (!node.IsMap()) {
        wrong(node, key, "must be a map (name: text)");
        return YAML::Node(YAML::NodeType::Map);
    }
    return node;
}

YAML::Node Fields::sequence_of(const char* key, Need need) {
    const YAML::Node node = take(key, need);
    if (!node.IsDefined())
        return YAML::Node(YAML::NodeType::Sequence);
    if (!node.IsSequence()) {
        wrong(node, key, "must be a list");
        return YAML::Node(YAML::NodeType::Sequence);
    }
    if (need == Need::Required && node.size() == 0)
        wrong(node, key, "must have at least one entry");
    return node;
}

std::optional<std::string> Fields::scalar(const char* key, Need need, const char* wanted) {
    const YAML::Node node = take(key, need);
    if (!node.IsDefined())
        return std::nullopt;
    if (!node.IsScalar()) {
        wrong(node, key, fmt::format("must be {}", wanted));
        return std::nullopt;
    }
    return node.Scalar();
}

void Fields::text(const char* key, std::string& out, Need need) {
    auto value = scalar(key, need, "a text");
    if (!value)
        return;
    if (need == Need::Required && blank(*value))
        report_.at(path_of(key), "must not be empty");
    out = std::move(*value);
}

void Fields::texts(const char* key, std::vector<std::string>& out, Need need) {
    const YAML::Node node = sequence_of(key, need);
    std::size_t i = 0;
    for (const auto& item : node) {
        const std::string path = fmt::format("{}[{}]", path_of(key), i++);
        report_.lines[path] = line_of(item);
        if (!item.IsScalar() || blank(item.Scalar()))
            report_.at(path, "must be a text that is not empty (quote it if it holds ': ' or starts with a sign)");
        else
            out.push_back(item.Scalar());
    }
}

std::optional<double> Fields::number(const char* key, double low, double high, Need need) {
    const auto value = scalar(key, need, "a number");
    if (!value)
        return std::nullopt;
    const auto parsed = number_in(*value);
    if (!parsed || *parsed < low || *parsed > high) {
        report_.at(path_of(key), fmt::format("must be a number from {} to {}", low, high));
        return std::nullopt;
    }
    return parsed;
}

void Fields::integer(const char* key, int& out, int low, int high, Need need) {
    const auto value = number(key, low, high, need);
    if (value && *value != std::floor(*value))
        report_.at(path_of(key), "must be a whole number");
    else if (value)
        out = static_cast<int>(*value);
}

void Fields::real(const char* key, double& out, double low, double high, Need need) {
    if (const auto value = number(key, low, high, need))
        out = *value;
}

void Fields::percent(const char* key, std::optional<double>& out) {
    if (const auto value = number(key, 0, 100, Need::Optional))
        out = *value;
}

void Fields::dollars(const char* key, std::optional<std::int64_t>& cents) {
    constexpr double kMost = 1e9;
    if (const auto value = number(key, 0, kMost, Need::Optional))
        cents = std::llround(*value * 100.0);
}

void Fields::flag(const char* key, bool& out) {
    const auto value = scalar(key, Need::Optional, "true or false");
    if (value && *value != "true" && *value != "false")
        report_.at(path_of(key), "must be true or false");
    else if (value)
        out = *value == "true";
}

int Fields::index_of(const char* key, std::span<const std::string_view> names, Need need) {
    const auto value = scalar(key, need, "a name");
    if (!value)
        return -1;
    const auto found = std::ranges::find(names, *value);
    if (found != names.end())
        return static_cast<int>(found - names.begin());
    const std::string_view near = nearest_name(*value, names);
    report_.at(path_of(key),
               near.empty() ? fmt::format("'{}' is none of {}", *value, list_names(names))
                            : fmt::format("'{}' is none of {}; did you mean '{}'?", *value, list_names(names), near));
    return -1;
}

void Fields::close() {
    std::set<std::string> seen;
    for (const auto& item : node_) {
        const std::string key = item.first.IsScalar() ? item.first.Scalar() : std::string("?");
        if (!seen.insert(key).second)
            report_.add(line_of(item.first), path_of(key), "is written twice");
        if (std::ranges::find(known_, key) != known_.end())
            continue;
        const std::string_view near = nearest_name(key, known_);
        report_.add(line_of(item.first), path_of(key),
                    near.empty() ? fmt::format("is not a known key here; known are {}", list_names(known_))
                                 : fmt::format("is not a known key; did you mean '{}'?", near));
    }
}

}  // namespace mockcall::scenario_detail
