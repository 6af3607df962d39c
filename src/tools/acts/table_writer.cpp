#include "tools/acts/table_writer.hpp"

#include <fmt/format.h>

namespace mockcall::acts {

namespace {

template <class Numbers>
void list(std::string& out, const Numbers& numbers, const char* format) {
    constexpr std::size_t kInLine = 24;
    std::size_t at = 0;
    for (const auto n : numbers)
        out += fmt::format(fmt::runtime(format), n) + (++at % kInLine == 0 ? ",\n" : ",");
}

}  // namespace

std::string as_source(const Trained& t) {
    std::string out = "#include \"domain/dialogue/act_judge.hpp\"\n\nnamespace mockcall {\n\nnamespace {\n\n";
    out += "constexpr FeatureId kIds[] = {\n";
    list(out, t.ids, "{}U");
    out += "};\n\nconstexpr std::int8_t kWeights[] = {\n";
    list(out, t.weights, "{}");
    // Hexadecimal: every bit of a float survives.
    out += "};\n\nconstexpr ActModelTable kTable{\n    kIds, kWeights,\n    {";
    list(out, t.steps, "{:a}F");
    out += "},\n    {";
    list(out, t.bias, "{:a}F");
    out += "},\n    {";
    list(out, t.trust, "{:a}F");
    out +=
        "}};\n\n}  // namespace\n\nconst ActModelTable& built_in_act_table() { return kTable; }\n\n}  // namespace "
        "mockcall\n";
    return out;
}

}  // namespace mockcall::acts
