// Reading a closed YAML map member by member: every defect is noted with its line, none stops the reading.
// Used by the scenario's parser only.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include <yaml-cpp/yaml.h>

#include "domain/scenario/names.hpp"
#include "domain/scenario/scenario.hpp"

namespace mockcall::scenario_detail {

/// Where defects and the lines of everything read are collected.
struct Report {
    std::vector<ScenarioProblem> problems;
    std::map<std::string, int> lines;  ///< path to its 1-based line

    void add(int line, std::string path, std::string problem);
    /// A defect at a path already read.
    void at(const std::string& path, std::string problem);
};

enum class Need : std::uint8_t { Required, Optional };

[[nodiscard]] int line_of(const YAML::Node& node);
[[nodiscard]] std::string list_names(std::span<const std::string_view> names);

class Fields {
  public:
    /// `path` is empty for the document itself.
    Fields(Report& report, const YAML::Node& node, std::string path);

    void text(const char* key, std::string& out, Need need = Need::Optional);
    void texts(const char* key, std::vector<std::string>& out, Need need = Need::Optional);
    void integer(const char* key, int& out, int low, int high, Need need = Need::Optional);
    void real(const char* key, double& out, double low, double high, Need need = Need::Optional);
    void percent(const char* key, std::optional<double>& out);
    void dollars(const char* key, std::optional<std::int64_t>& cents);
    void flag(const char* key, bool& out);
    template <class T>
    void one_of(const char* key, T& out, std::span<const std::string_view> names, Need need = Need::Optional) {
        const int i = index_of(key, names, need);
        if (i >= 0)
            out = static_cast<T>(i);
    }
    /// A map in the author's order; `visit(key, value, path)`.
    template <class Visit>
    void pairs(const char* key, Visit visit) {
        const YAML::Node node = map_of(key);
        for (const auto& item : node)
            visit(item.first.Scalar(), item.second, path_of(key) + "." + item.first.Scalar());
    }
    /// A map of its own members.
    template <class Read>
    void nested(const char* key, Read read, Need need = Need::Optional) {
        const YAML::Node node = take(key, need);
        if (!node.IsDefined() || node.IsNull())
            return;
        Fields inner(report_, node, path_of(key));
        read(inner);
        inner.close();
    }
    /// A list of maps.
    template <class T, class Read>
    void list(const char* key, std::vector<T>& out, Read read, Need need = Need::Optional) {
        const YAML::Node node = sequence_of(key, need);
        std::size_t i = 0;
        for (const auto& item : node) {
            Fields inner(report_, item, path_of(key) + "[" + std::to_string(i++) + "]");
            read(inner, out.emplace_back());
            inner.close();
        }
    }
    /// A list of texts and maps; at least one.
    template <class T, class Take, class Read>
    void texts_or_maps(const char* key, std::vector<T>& out, Take take, Read read) {
        std::size_t i = 0;
        for (const auto& item : sequence_of(key, Need::Required)) {
            const std::string path = path_of(key) + "[" + std::to_string(i++) + "]";
            report_.lines[path] = line_of(item);
            if (item.IsMap()) {
                Fields inner(report_, item, path);
                read(inner, out.emplace_back());
                inner.close();
            } else if (item.IsScalar() && !item.Scalar().empty()) {
                take(item.Scalar(), out.emplace_back());
            } else {
                report_.at(path, "must be a text that is not empty, or a map");
            }
        }
    }
    /// Call last: names every member that was not asked for.
    void close();

    [[nodiscard]] std::string path_of(std::string_view key) const;
    [[nodiscard]] Report& report() { return report_; }

  private:
    YAML::Node take(const char* key, Need need);
    YAML::Node map_of(const char* key);
    YAML::Node sequence_of(const char* key, Need need);
    /// The scalar's text, or null after noting what is wrong.
    std::optional<std::string> scalar(const char* key, Need need, const char* wanted);
    std::optional<double> number(const char* key, double low, double high, Need need);
    int index_of(const char* key, std::span<const std::string_view> names, Need need);
    void wrong(const YAML::Node& node, std::string_view key, std::string problem);

    Report& report_;
    YAML::Node node_;
    std::string path_;
    std::vector<std::string_view> known_;
};

}  // namespace mockcall::scenario_detail
