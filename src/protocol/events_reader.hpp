// Reads an object's members into fields and gathers everything that is wrong with them. Pure.
#pragma once

#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/events_wire.hpp"

namespace mockcall::protocol {

enum class Need : std::uint8_t { Required, Optional };
struct TextRule {
    std::size_t min = 0;
    std::size_t max = 16 * 1024;  ///< bytes
};
struct NumberRule {
    double min = std::numeric_limits<double>::lowest();
    double max = std::numeric_limits<double>::max();
};
using Words = std::initializer_list<std::string_view>;

/// One ValidationError with every problem.
[[nodiscard]] std::unexpected<Error> invalid(std::vector<FieldProblem> problems);

/// A member that is absent or null leaves an optional field as it was.
class WireReader {
  public:
    static constexpr bool kReads = true;

    WireReader(const WireValue& map, std::string prefix, std::vector<FieldProblem>& problems)
        : map_(map), prefix_(std::move(prefix)), problems_(problems) {}

    void text(std::string_view name, std::string& out, Need need, TextRule rule = {});
    void choice(std::string_view name, std::string& out, Need need, Words words);
    void integer(std::string_view name, int& out, Need need, NumberRule rule);
    void integer(std::string_view name, std::uint32_t& out, Need need);
    void rate(std::string_view name, int& out, Need need, std::initializer_list<int> rates);
    void number(std::string_view name, double& out, Need need, NumberRule rule = {});
    void number(std::string_view name, std::optional<double>& out, NumberRule rule = {});
    void flag(std::string_view name, bool& out, Need need);
    void binary(std::string_view name, Bytes& out);
    void json(std::string_view name, std::string& out);  ///< whatever it is; must be there, may be null
    void code(std::string_view name, ErrorCode& out);

    /// A nested object: `describe(inner)`.
    template <class Describe>
    void group(std::string_view name, Need need, Describe&& describe) {
        if (const WireValue* at = object(name, need)) {
            WireReader inner(*at, path(name) + ".", problems_);
            describe(inner);
        }
    }
    /// A nested object that may be missing: `describe(inner, value)`.
    template <class T, class Describe>
    void maybe(std::string_view name, std::optional<T>& out, Describe&& describe) {
        if (const WireValue* at = object(name, Need::Optional)) {
            WireReader inner(*at, path(name) + ".", problems_);
            out = T{};
            describe(inner, *out);
        }
    }
    [[nodiscard]] const WireValue& map() const { return map_; }
    void problem(std::string_view name, std::string what) { problems_.push_back({path(name), std::move(what)}); }

  private:
    [[nodiscard]] const WireValue* find(std::string_view name, Need need);
    [[nodiscard]] const WireValue* object(std::string_view name, Need need);
    [[nodiscard]] std::optional<double> finite(std::string_view name, Need need, NumberRule rule);
    [[nodiscard]] std::string path(std::string_view name) const { return prefix_ + std::string(name); }

    const WireValue& map_;
    std::string prefix_;
    std::vector<FieldProblem>& problems_;
};

/// "a, b or c".
[[nodiscard]] std::string one_of(Words words);

/// Parses `json` as an object and reads it: `describe(reader)`. Errors: ValidationError with every problem.
template <class Describe>
[[nodiscard]] Result<void> read_json_object(std::string_view json, Describe&& describe) {
    WireDocument document;
    auto root = document.parse(Encoding::Json, bytes_of(json));
    if (!root)
        return std::unexpected(std::move(root.error()));
    if ((*root)->kind != WireValue::Kind::Map)
        return fail(ErrorCode::ValidationError, "The body must be a JSON object.");
    std::vector<FieldProblem> problems;
    WireReader reader(**root, "", problems);
    describe(reader);
    if (!problems.empty())
        return invalid(std::move(problems));
    return {};
}

}  // namespace mockcall::protocol
