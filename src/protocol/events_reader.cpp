#include "protocol/events_reader.hpp"

#include <cmath>

#include <fmt/format.h>

namespace mockcall::protocol {

std::unexpected<Error> invalid(std::vector<FieldProblem> problems) {
    std::string message = "The request is not valid:";
    for (std::size_t i = 0; i < problems.size() && i < 3; ++i)
        message += fmt::format("{} {} {}", i == 0 ? "" : ";", problems[i].field, problems[i].problem);
    message += problems.size() > 3 ? "; and more." : ".";
    return std::unexpected(Error{ErrorCode::ValidationError, std::move(message), std::move(problems)});
}

std::string one_of(Words words) {
    std::string out;
    std::size_t i = 0;
    for (const std::string_view word : words) {
        out += i == 0 ? "" : i + 1 == words.size() ? " or " : ", ";
        out += word;
        ++i;
    }
    return out;
}

const WireValue* WireReader::find(std::string_view name, Need need) {
    const WireValue* at = map_.member(name);
    if (at == nullptr || at->kind == WireValue::Kind::Null) {
        if (need == Need::Required)
            problem(name, "is missing");
        return nullptr;
    }
    return at;
}

const WireValue* WireReader::object(std::string_view name, Need need) {
    const WireValue* at = find(name, need);
    if (at != nullptr && at->kind != WireValue::Kind::Map) {
        problem(name, "must be an object");
        return nullptr;
    }
    return at;
}

void WireReader::text(std::string_view name, std::string& out, Need need, TextRule rule) {
    const WireValue* at = find(name, need);
    if (at == nullptr)
        return;
    if (at->kind != WireValue::Kind::Text)
        problem(name, "must be text");
    else if (at->text.size() < rule.min)
        problem(name, "must not be empty");
    else if (at->text.size() > rule.max)
        problem(name, fmt::format("must not be longer than {} bytes", rule.max));
    else
        out = at->text;
}

void WireReader::choice(std::string_view name, std::string& out, Need need, Words words) {
    const WireValue* at = find(name, need);
    if (at == nullptr)
        return;
    if (at->kind == WireValue::Kind::Text) {
        for (const std::string_view word : words) {
            if (at->text == word) {
                out = word;
                return;
            }
        }
    }
    problem(name, "must be " + one_of(words));
}

std::optional<double> WireReader::finite(std::string_view name, Need need, NumberRule rule) {
    const WireValue* at = find(name, need);
    if (at == nullptr)
        return std::nullopt;
    if (at->kind != WireValue::Kind::Number || !std::isfinite(at->number)) {
        problem(name, "must be a number");
        return std::nullopt;
    }
    if (at->number < rule.min || at->number > rule.max) {
        problem(name, fmt::format("must be from {} to {}", rule.min, rule.max));
        return std::nullopt;
    }
    return at->number;
}

void WireReader::integer(std::string_view name, int& out, Need need, NumberRule rule) {
    const auto value = finite(name, need, rule);
    if (!value)
        return;
    if (std::nearbyint(*value) != *value)
        problem(name, "must be a whole number");
    else
        out = static_cast<int>(*value);
}

void WireReader::integer(std::string_view name, std::uint32_t& out, Need need) {
    const auto value = finite(name, need, {0, 4294967295.0});
    if (!value)
        return;
    if (std::nearbyint(*value) != *value)
        problem(name, "must be a whole number");
    else
        out = static_cast<std::uint32_t>(*value);
}

void WireReader::rate(std::string_view name, int& out, Need need, std::initializer_list<int> rates) {
    const auto value = finite(name, need, {});
    if (!value)
        return;
    for (const int rate : rates) {
        if (*value == rate) {
            out = rate;
            return;
        }
    }
    problem(name, fmt::format("must be one of {}", fmt::join(rates, ", ")));
}

void WireReader::number(std::string_view name, double& out, Need need, NumberRule rule) {
    if (const auto value = finite(name, need, rule))
        out = *value;
}

void WireReader::number(std::string_view name, std::optional<double>& out, NumberRule rule) {
    if (const auto value = finite(name, Need::Optional, rule))
        out = *value;
}

void WireReader::flag(std::string_view name, bool& out, Need need) {
    const WireValue* at = find(name, need);
    if (at == nullptr)
        return;
    if (at->kind != WireValue::Kind::Boolean)
        problem(name, "must be true or false");
    else
        out = at->boolean;
}

void WireReader::binary(std::string_view name, Bytes& out) {
    const WireValue* at = find(name, Need::Required);
    if (at == nullptr)
        return;
    if (at->kind == WireValue::Kind::Binary) {
        const ByteView bytes = bytes_of(at->text);
        out.assign(bytes.begin(), bytes.end());
    } else if (at->kind != WireValue::Kind::Text || !base64_decode(at->text, out)) {
        problem(name, "must be binary data: base64 in JSON, bin in MessagePack");
    }
}

void WireReader::json(std::string_view name, std::string& out) {
    const WireValue* at = map_.member(name);
    if (at == nullptr)
        return problem(name, "is missing");
    out.clear();
    append_json(*at, out);
}

void WireReader::code(std::string_view name, ErrorCode& out) {
    std::string word;
    text(name, word, Need::Required);
    for (int i = 0; i <= static_cast<int>(ErrorCode::ConnectionLost); ++i) {
        if (to_string(static_cast<ErrorCode>(i)) == word) {
            out = static_cast<ErrorCode>(i);
            return;
        }
    }
    problem(name, "must be an error code");
}

}  // namespace mockcall::protocol
