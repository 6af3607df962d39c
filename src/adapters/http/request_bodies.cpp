#include "adapters/http/request_bodies.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "adapters/http/router.hpp"
#include "protocol/events_reader.hpp"

namespace mockcall::http {

using protocol::Need;
using protocol::WireReader;
using protocol::WireValue;

namespace {

template <class T>
Result<T> checked(Result<void> read, T value) {
    if (!read)
        return std::unexpected(std::move(read.error()));
    return value;
}

/// A list of enum words; `known` tells which are.
void read_words(WireReader& r, std::string_view name, std::vector<std::string>& out, bool (*known)(std::string_view),
                std::string_view problem) {
    const WireValue* list = r.map().member(name);
    if (list == nullptr || list->kind == WireValue::Kind::Null)
        return;
    if (list->kind != WireValue::Kind::List)
        return r.problem(name, "must be a list");
    for (const WireValue* at = list->first; at != nullptr; at = at->next) {
        if (at->kind != WireValue::Kind::Text || !known(at->text))
            return r.problem(name, std::string(problem));
        if (std::ranges::find(out, at->text) == out.end())
            out.emplace_back(at->text);
    }
}

constexpr std::string_view kCategories = "must be complaint, technical, sales, billing or retention";
constexpr std::string_view kIndustries = "must be telecom, banking, healthcare or ecommerce";
constexpr std::string_view kDifficulties = "must be beginner, intermediate, advanced or expert";

/// Gathers the problems of a query.
class QueryReader {
  public:
    explicit QueryReader(std::string_view query) : query_(query) {}

    template <class T>
    void word(std::string_view name, std::optional<T>& out, std::optional<T> (*of)(std::string_view),
              std::string_view problem) {
        const auto text = query_member(query_, name);
        if (!text)
            return;
        out = of(*text);
        if (!out)
            problems_.push_back({std::string(name), std::string(problem)});
    }
    void integer(std::string_view name, int& out, int min, int max, std::string problem) {
        const auto text = query_member(query_, name);
        if (!text)
            return;
        int value = 0;
        const auto end = text->data() + text->size();
        const auto [at, ec] = std::from_chars(text->data(), end, value);
        if (ec != std::errc{} || at != end || value < min || value > max)
            problems_.push_back({std::string(name), std::move(problem)});
        else
            out = value;
    }
    void page(int& limit, int& offset) {
        integer("limit", limit, 1, 100, "must be a whole number from 1 to 100");
        integer("offset", offset, 0, 1'000'000'000, "must be a whole number, 0 or more");
    }
    void score(std::string_view name, std::optional<int>& out) {
        if (query_member(query_, name)) {
            int value = 0;
            integer(name, value, 0, 100, "must be a whole number from 0 to 100");
            out = value;
        }
    }
    void flag(std::string_view name, bool& out) { choice(name, out, {{"true", true}, {"false", false}}); }
    template <class T>
    void choice(std::string_view name, T& out, std::initializer_list<std::pair<std::string_view, T>> words) {
        const auto text = query_member(query_, name);
        if (!text)
            return;
        std::string known;
        for (const auto& [word, value] : words) {
            if (word == *text) {
                out = value;
                return;
            }
            known += (known.empty() ? "" : ", ") + std::string(word);
        }
        problem(name, "must be one of " + known);
    }
    /// "2025-10-14T15:30:00Z", or a day, which begins at its midnight in UTC.
    void instant(std::string_view name, std::optional<WallTime>& out) {
        const auto text = query_member(query_, name);
        if (!text)
            return;
        out = wall_time_of(*text);
        if (!out)
            problem(name, "must be a time like 2025-10-14T15:30:00Z or a day like 2025-10-14");
    }
    void problem(std::string_view name, std::string what) { problems_.push_back({std::string(name), std::move(what)}); }

    template <class T>
    Result<T> result(T value) {
        if (!problems_.empty())
            return protocol::invalid(std::move(problems_));
        return value;
    }

  private:
    std::string_view query_;
    std::vector<FieldProblem> problems_;
};

}  // namespace

Result<StartBody> read_start_body(std::string_view json) {
    StartBody body;
    auto read = protocol::read_json_object(json, [&](WireReader& r) {
        r.text("scenarioId", body.scenario.value, Need::Required, {1, 128});
        std::string user;
        r.text("userId", user, Need::Optional, {1, 256});
        if (!user.empty())
            body.user = UserId{user};
        r.group("settings", Need::Optional, [&](WireReader& s) {
            std::string adjustment = "dynamic";
            s.flag("recordCall", body.settings.record, Need::Optional);
            s.choice("difficultyAdjustment", adjustment, Need::Optional, {"dynamic", "fixed"});
            s.choice("audioQuality", body.settings.audio_quality, Need::Optional, {"low", "standard", "high"});
            s.flag("backgroundNoise", body.settings.background_noise, Need::Optional);
            s.flag("allowInterruptions", body.settings.allow_interruptions, Need::Optional);
            s.flag("crm", body.settings.crm, Need::Optional);
            body.settings.dynamic_difficulty = adjustment == "dynamic";
        });
    });
    return checked(std::move(read), std::move(body));
}

Result<Preferences> read_preferences_body(std::string_view json) {
    Preferences preferences;
    auto read = protocol::read_json_object(json, [&](WireReader& r) {
        read_words(
            r, "categories", preferences.categories, [](std::string_view w) { return category_of(w).has_value(); },
            kCategories);
        read_words(
            r, "industries", preferences.industries, [](std::string_view w) { return industry_of(w).has_value(); },
            kIndustries);
        r.choice("difficulty", preferences.difficulty, Need::Optional,
                 {"beginner", "intermediate", "advanced", "expert"});
    });
    return checked(std::move(read), std::move(preferences));
}

Result<GuestBody> read_guest_body(std::string_view json) {
    GuestBody body;
    if (json.empty())
        return body;
    std::string role = "trainee";
    auto read = protocol::read_json_object(json, [&](WireReader& r) {
        r.text("name", body.name, Need::Optional, {0, 400});
        r.choice("role", role, Need::Optional, {"trainee", "supervisor"});
    });
    body.role = role == "supervisor" ? Role::Supervisor : Role::Trainee;
    return checked(std::move(read), std::move(body));
}

Result<CommentBody> read_comment_body(std::string_view json) {
    constexpr double kDay = 24 * 3600.0;
    CommentBody body;
    auto read = protocol::read_json_object(json, [&](WireReader& r) {
        r.number("timestamp", body.timestamp);
        if (body.timestamp && (*body.timestamp < 0 || *body.timestamp > kDay))
            r.problem("timestamp", "must be seconds since the call was answered");
        r.text("text", body.text, Need::Required, {1, 4000});
    });
    return checked(std::move(read), std::move(body));
}

Result<OverrideBody> read_override_body(std::string_view json) {
    OverrideBody body;
    auto read = protocol::read_json_object(json, [&](WireReader& r) {
        r.number("score", body.score);
        if (body.score && (*body.score < 0 || *body.score > 100))
            r.problem("score", "must be a number from 0 to 100");
        if (const WireValue* met = r.map().member("met"); met != nullptr && met->kind != WireValue::Kind::Null) {
            bool value = false;
            r.flag("met", value, Need::Required);
            body.met = value;
        }
        if (!body.met && !body.score)
            r.problem("met", "or score must be given");
        r.text("reason", body.reason, Need::Required, {1, 2000});
    });
    return checked(std::move(read), std::move(body));
}

Result<OrgQuery> read_org_query(std::string_view query) {
    QueryReader r(query);
    OrgQuery out;
    OrgFilter& f = out.calls;
    if (auto user = query_member(query, "user"); user && !user->empty())
        f.user = UserId{std::move(*user)};
    if (auto scenario = query_member(query, "scenario"); scenario && !scenario->empty())
        out.scenario = ScenarioId{std::move(*scenario)};
    r.word<Category>("category", out.category, category_of, kCategories);
    r.word<Difficulty>("difficulty", out.difficulty, difficulty_of, kDifficulties);
    r.choice("status", f.state, {{"live", OrgFilter::State::Live}, {"ended", OrgFilter::State::Ended}});
    r.instant("from", f.from);
    r.instant("to", f.until);
    r.score("minScore", f.min_score);
    r.score("maxScore", f.max_score);
    r.flag("needsReview", f.needs_review);
    r.choice("sort", f.sort,
             {{"newest", OrgFilter::Sort::Newest},
              {"oldest", OrgFilter::Sort::Oldest},
              {"highest", OrgFilter::Sort::Highest},
              {"lowest", OrgFilter::Sort::Lowest}});
    r.page(f.limit, f.offset);
    return r.result(std::move(out));
}

Result<Period> read_period(std::string_view query) {
    QueryReader r(query);
    Period out;
    r.instant("from", out.from);
    r.instant("to", out.until);
    return r.result(out);
}

Result<ScenarioQuery> read_scenario_query(std::string_view query) {
    QueryReader r(query);
    ScenarioQuery out;
    r.word<Category>("category", out.category, category_of, kCategories);
    r.word<Difficulty>("difficulty", out.difficulty, difficulty_of, kDifficulties);
    r.word<Industry>("industry", out.industry, industry_of, kIndustries);
    r.page(out.limit, out.offset);
    if (auto sort = query_member(query, "sort")) {
        constexpr std::string_view kSorts[] = {"fit", "name", "difficulty", "playCount", "avgScore"};
        if (std::ranges::find(kSorts, *sort) == std::end(kSorts))
            r.problem("sort", "must be fit, name, difficulty, playCount or avgScore");
        out.sort = std::move(*sort);
    }
    return r.result(std::move(out));
}

Result<PageQuery> read_page_query(std::string_view query) {
    QueryReader r(query);
    PageQuery out;
    r.page(out.limit, out.offset);
    return r.result(out);
}

std::optional<std::string> query_member(std::string_view query, std::string_view name) {
    while (!query.empty()) {
        const std::string_view member = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), member.size() + 1));
        const auto equals = member.find('=');
        if (member.substr(0, equals) == name)
            return equals == std::string_view::npos ? std::string{} : percent_decoded(member.substr(equals + 1), true);
    }
    return std::nullopt;
}

Result<std::string> read_idempotency_key(std::string_view header) {
    const bool printable = std::ranges::all_of(header, [](char c) { return c >= 0x20 && c < 0x7F; });
    if (header.size() > 255 || !printable)
        return fail_validation("Idempotency-Key", "must be 1 to 255 printable characters");
    return std::string(header);
}

bool is_json_type(std::string_view content_type) {
    constexpr std::string_view kJson = "application/json";
    const std::string_view type = content_type.substr(0, content_type.find_first_of("; "));
    return std::ranges::equal(type, kJson, {}, [](char c) { return std::tolower(static_cast<unsigned char>(c)); });
}

}  // namespace mockcall::http
