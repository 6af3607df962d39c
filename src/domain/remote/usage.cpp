#include "domain/remote/usage.hpp"

namespace mockcall::remote {
namespace {

std::int64_t day_of(WallTime t) { return std::chrono::floor<std::chrono::days>(t).time_since_epoch().count(); }

bool used_up(const Usage& usage, std::int64_t tokens, double seconds) {
    return (tokens > 0 && usage.input_tokens + usage.output_tokens >= tokens) ||
           (seconds > 0 && usage.seconds >= seconds);
}

}  // namespace

Usage& Usage::operator+=(const Usage& o) {
    requests += o.requests;
    input_tokens += o.input_tokens;
    output_tokens += o.output_tokens;
    seconds += o.seconds;
    characters += o.characters;
    cost += o.cost;
    return *this;
}

double cost_of(const Usage& usage, const Prices& prices) {
    return static_cast<double>(usage.input_tokens) * prices.per_million_input_tokens / 1e6 +
           static_cast<double>(usage.output_tokens) * prices.per_million_output_tokens / 1e6 +
           usage.seconds * prices.per_minute / 60 +
           static_cast<double>(usage.characters) * prices.per_million_characters / 1e6;
}

void UsageBook::add(const CallId& call, const std::string& part, const Usage& usage, WallTime now) {
    if (const auto it = calls_.find(call); it != calls_.end())
        it->second[part] += usage;
    if (const std::int64_t day = day_of(now); day != day_) {
        day_ = day;
        today_ = {};
    }
    today_ += usage;
}

bool UsageBook::allows(const CallId& call, WallTime now) const {
    if (day_of(now) == day_ && used_up(today_, budget_.day_tokens, budget_.day_seconds))
        return false;
    Usage whole;
    if (const auto it = calls_.find(call); it != calls_.end())
        for (const auto& [part, usage] : it->second)
            whole += usage;
    return !used_up(whole, budget_.call_tokens, budget_.call_seconds);
}

UsageByPart UsageBook::of(const CallId& call) const {
    const auto it = calls_.find(call);
    return it == calls_.end() ? UsageByPart{} : it->second;
}

}  // namespace mockcall::remote
