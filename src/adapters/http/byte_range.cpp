#include "adapters/http/byte_range.hpp"

#include <algorithm>
#include <charconv>

namespace mockcall::http {
namespace {

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto end = text.data() + text.size();
    const auto [at, ec] = std::from_chars(text.data(), end, value);
    if (ec != std::errc{} || at != end || text.empty())
        return std::nullopt;
    return value;
}

}  // namespace

ByteRange byte_range(std::string_view header, std::uint64_t total) {
    constexpr std::string_view kUnit = "bytes=";
    const ByteRange whole{ByteRange::Kind::Whole, 0, total};
    constexpr ByteRange kNone{ByteRange::Kind::Unsatisfiable, 0, 0};
    if (!header.starts_with(kUnit))
        return whole;
    header.remove_prefix(kUnit.size());
    const auto dash = header.find('-');
    if (dash == std::string_view::npos)
        return whole;
    const auto first = number(header.substr(0, dash));
    const auto last = number(header.substr(dash + 1));
    if (dash == 0) {  // the last so many bytes
        if (!last)
            return whole;
        const auto length = std::min(*last, total);
        return length == 0 ? kNone : ByteRange{ByteRange::Kind::Part, total - length, length};
    }
    const bool open_ended = dash + 1 == header.size();
    if (!first || (!last && !open_ended) || (last && *last < *first))
        return whole;
    if (*first >= total)
        return kNone;
    const auto end = open_ended ? total : std::min(*last, total - 1) + 1;
    return {ByteRange::Kind::Part, *first, end - *first};
}

}  // namespace mockcall::http
