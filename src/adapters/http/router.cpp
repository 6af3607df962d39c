#include "adapters/http/router.hpp"

#include <span>

namespace mockcall::http {
namespace {

struct Method {
    std::string_view name;
    Route route;
};
struct Pattern {
    std::string_view before;  ///< of the variable, or the whole path
    std::string_view after;
    bool variable;
    std::string_view label;
    std::string_view allow;
    std::array<Method, 2> methods;
    bool part = false;  ///< a second variable follows `after`
};

#define API "/api/ai/mock-call"
constexpr std::string_view kRead = "GET, HEAD, OPTIONS";
constexpr Pattern kPatterns[] = {
    {API "/scenarios", "", false, "/scenarios", kRead, {{{"GET", Route::Scenarios}}}},
    {API "/scenarios/", "", true, "/scenarios/:id", kRead, {{{"GET", Route::Scenario}}}},
    {API "/kb/", "", true, "/kb/:slug", kRead, {{{"GET", Route::Knowledge}}}},
    {API "/scripts/", "", true, "/scripts/:slug", kRead, {{{"GET", Route::Script}}}},
    {API "/start", "", false, "/start", "POST, OPTIONS", {{{"POST", Route::Start}}}},
    {API "/session/", "/status", true, "/session/:id/status", "PUT, OPTIONS", {{{"PUT", Route::Status}}}},
    {API "/session/", "/end", true, "/session/:id/end", "POST, OPTIONS", {{{"POST", Route::End}}}},
    {API "/session/", "/recording", true, "/session/:id/recording", kRead, {{{"GET", Route::Recording}}}},
    {API "/session/", "/timings", true, "/session/:id/timings", kRead, {{{"GET", Route::Timings}}}},
    {API "/session/",
     "/crm",
     true,
     "/session/:id/crm",
     "GET, HEAD, POST, OPTIONS",
     {{{"GET", Route::CrmRecord}, {"POST", Route::Crm}}}},
    {API "/session/",
     "",
     true,
     "/session/:id",
     "GET, HEAD, DELETE, OPTIONS",
     {{{"GET", Route::Session}, {"DELETE", Route::EraseSession}}}},
    {API "/session/",
     "/comments",
     true,
     "/session/:id/comments",
     "GET, HEAD, POST, OPTIONS",
     {{{"GET", Route::Comments}, {"POST", Route::AddComment}}}},
    {API "/session/",
     "/comments/",
     true,
     "/session/:id/comments/:comment",
     "DELETE, OPTIONS",
     {{{"DELETE", Route::RemoveComment}}},
     true},
    {API "/session/",
     "/evaluation/criteria/",
     true,
     "/session/:id/evaluation/criteria/:criterion",
     "PUT, DELETE, OPTIONS",
     {{{"PUT", Route::Override}, {"DELETE", Route::WithdrawOverride}}},
     true},
    {API "/org/sessions", "", false, "/org/sessions", kRead, {{{"GET", Route::OrgSessions}}}},
    {API "/org/summary", "", false, "/org/summary", kRead, {{{"GET", Route::OrgSummary}}}},
    {API "/me/progress", "", false, "/me/progress", kRead, {{{"GET", Route::Progress}}}},
    {API "/sessions", "", false, "/sessions", kRead, {{{"GET", Route::Sessions}}}},
    {API "/me", "", false, "/me", kRead, {{{"GET", Route::Me}}}},
    {API "/me/preferences", "", false, "/me/preferences", "PUT, OPTIONS", {{{"PUT", Route::SetPreferences}}}},
    {API "/auth/guest", "", false, "/auth/guest", "POST, OPTIONS", {{{"POST", Route::Guest}}}},
    {API "/recordings/", ".webm", true, "/recordings/:id.webm", kRead, {{{"GET", Route::RecordingFile}}}},
    {API "/transcripts/", ".json", true, "/transcripts/:id.json", kRead, {{{"GET", Route::TranscriptFile}}}},
    {"/ws/mock-call", "", false, "/ws/mock-call", "GET", {{{"GET", Route::Socket}}}},
    {"/healthz", "", false, "/healthz", kRead, {{{"GET", Route::Health}}}},
    {"/readyz", "", false, "/readyz", kRead, {{{"GET", Route::Ready}}}},
    {"/metrics", "", false, "/metrics", kRead, {{{"GET", Route::Metrics}}}},
};

struct Variables {
    std::string_view id, part;
};

bool is_segment(std::string_view text) { return !text.empty() && text.find('/') == std::string_view::npos; }

bool matches(const Pattern& p, std::string_view path, Variables& found) {
    if (!p.variable)
        return path == p.before;
    if (!path.starts_with(p.before))
        return false;
    path.remove_prefix(p.before.size());
    if (p.part) {
        const auto middle = path.find(p.after);
        if (middle == std::string_view::npos)
            return false;
        found = {path.substr(0, middle), path.substr(middle + p.after.size())};
        return is_segment(found.id) && is_segment(found.part);
    }
    if (!path.ends_with(p.after))
        return false;
    found = {path.substr(0, path.size() - p.after.size()), {}};
    return is_segment(found.id);
}

int hex(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

}  // namespace

std::string percent_decoded(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
            out += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
            i += 2;
        } else {
            out += plus_is_space && text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

Match match(std::string_view method, std::string_view path) {
    const std::string_view wanted = method == "HEAD" ? "GET" : method;
    for (const Pattern& p : kPatterns) {
        Variables found;
        if (!matches(p, path, found))
            continue;
        Match m{Route::NoMethod, percent_decoded(found.id), percent_decoded(found.part), p.label, p.allow};
        if (method == "OPTIONS")
            m.route = Route::Preflight;
        for (const Method& known : p.methods) {
            if (!known.name.empty() && known.name == wanted)
                m.route = known.route;
        }
        return m;
    }
    if (!path.starts_with(API) && (method == "GET" || method == "HEAD"))
        return {Route::StaticFile, std::string(path), {}, "(file)", kRead};
    return {Route::None, {}, {}, "(none)", {}};
}

#undef API

}  // namespace mockcall::http
