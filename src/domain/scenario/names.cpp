// The names authors and clients use for the scenario's enumerations.
#include "domain/scenario/names.hpp"

#include <array>

#include "domain/scenario/scenario.hpp"

namespace mockcall {

namespace {

template <class T>
std::string_view name_in(std::span<const std::string_view> names, T v) {
    const auto i = static_cast<std::size_t>(v);
    return i < names.size() ? names[i] : std::string_view{};
}

template <class T>
std::optional<T> value_in(std::span<const std::string_view> names, std::string_view name) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name)
            return static_cast<T>(i);
    return std::nullopt;
}

}  // namespace

std::string_view to_string(Category v) { return name_in(kCategoryNames, v); }
std::string_view to_string(Difficulty v) { return name_in(kDifficultyNames, v); }
std::string_view to_string(Industry v) { return name_in(kIndustryNames, v); }
std::string_view to_string(Emotion v) { return name_in(kEmotionNames, v); }
std::string_view to_string(ResolutionKind v) { return name_in(kResolutionKindNames, v); }
std::optional<Category> category_of(std::string_view name) { return value_in<Category>(kCategoryNames, name); }
std::optional<Difficulty> difficulty_of(std::string_view name) { return value_in<Difficulty>(kDifficultyNames, name); }
std::optional<Industry> industry_of(std::string_view name) { return value_in<Industry>(kIndustryNames, name); }
std::optional<ResolutionKind> resolution_kind_of(std::string_view name) {
    return value_in<ResolutionKind>(kResolutionKindNames, name);
}

}  // namespace mockcall
