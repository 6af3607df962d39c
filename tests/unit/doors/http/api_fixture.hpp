// The API without sockets: a request in, a response out, in virtual time.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <prometheus/registry.h>

#include "adapters/http/api.hpp"
#include "adapters/http/status.hpp"
#include "fakes/fake_call_service.hpp"
#include "fakes/virtual_world.hpp"

namespace mockcall::http {

/// Takes "token-<user>" and says who that is; counts how often it is asked.
class FakeVerifier final : public JwtVerifier {
  public:
    Result<Claims> verify(std::string_view token, WallTime now) const override {
        ++asked;
        if (!token.starts_with("token-"))
            return fail(ErrorCode::Unauthorized, "This token is not valid.");
        return Claims{{UserId{std::string(token.substr(6))}, OrgId{"default"}, Role::Trainee, ""}, now + life};
    }
    mutable int asked = 0;
    Milliseconds life{std::chrono::hours{1}};
};

struct Answer {
    int status = 0;
    std::string body;
    std::multimap<std::string, std::string> headers;
    bool head_only = false;
    bool close = false;
    std::unique_ptr<BodySource> stream;
    std::uint64_t length = 0;

    [[nodiscard]] std::string header(const std::string& name) const {
        const auto at = headers.find(name);
        return at == headers.end() ? "" : at->second;
    }
    [[nodiscard]] std::string code() const {
        return std::string(boost::json::parse(body).at("error").at("code").as_string());
    }
    /// Every field that is said to be wrong.
    [[nodiscard]] std::vector<std::string> fields() const {
        std::vector<std::string> out;
        for (const auto& detail : boost::json::parse(body).at("error").at("details").as_array())
            out.emplace_back(detail.at("field").as_string());
        return out;
    }
};

class ApiTest : public ::testing::Test {
  protected:
    ApiTest() { rebuild(); }

    void rebuild() {
        figures_ = std::make_unique<TransportFigures>();
        metrics_ = std::make_unique<Metrics>(std::make_shared<prometheus::Registry>(), *figures_);
        api_ = std::make_unique<Api>(
            options_, ApiParts{service_, world_, entropy_, [this] { return verifier_; }, *metrics_,
                               [this](const AccessRecord& r) { log_.push_back(to_json(r)); }, StaticFiles(files_)});
    }

    struct Extra {
        std::map<Header, std::string> headers{};
        bool signed_in = true;
        Trouble trouble = Trouble::None;
    };
    void send(const std::string& method, const std::string& target, const std::string& body, Extra extra) {
        HttpRequest r;
        r.method = method;
        r.target = target;
        r.body = body;
        r.trouble = extra.trouble;
        if (extra.signed_in)
            r.header(Header::Authorization) = "Bearer token-user_1";
        if (!body.empty())
            r.header(Header::ContentType) = "application/json";
        for (auto& [header, value] : extra.headers)
            r.header(header) = value;
        answer_.reset();
        api_->handle(std::move(r), [this](HttpResponse response) { answer_ = read(std::move(response)); });
    }
    Answer& ask(const std::string& method, const std::string& target, const std::string& body, Extra extra) {
        send(method, target, body, std::move(extra));
        if (!answer_) {
            ADD_FAILURE() << method << " " << target << " was not answered";
            answer_.emplace();
        }
        return *answer_;
    }
    Answer& ask(const std::string& method, const std::string& target, const std::string& body = "") {
        return ask(method, target, body, Extra{});
    }
    /// Below the API's base.
    Answer& api(const std::string& method, const std::string& path, const std::string& body, Extra extra) {
        return ask(method, "/api/ai/mock-call" + path, body, std::move(extra));
    }
    Answer& api(const std::string& method, const std::string& path, const std::string& body = "") {
        return api(method, path, body, Extra{});
    }

    static Answer read(HttpResponse r) {
        Answer a;
        a.status = r.status;
        a.body = std::string(r.before) + std::string(r.middle()) + std::string(r.after);
        a.head_only = r.head_only;
        a.close = r.close;
        a.length = r.length();
        a.stream = std::move(r.stream);
        std::string_view lines = r.headers;
        while (!lines.empty()) {
            const auto end = lines.find("\r\n");
            const std::string_view line = lines.substr(0, end);
            const auto colon = line.find(": ");
            EXPECT_NE(colon, std::string_view::npos) << line;
            a.headers.emplace(line.substr(0, colon), line.substr(colon + 2));
            lines.remove_prefix(end + 2);
        }
        return a;
    }

    fakes::VirtualWorld world_;
    fakes::SeededEntropy entropy_;
    fakes::FakeCallService service_;
    std::shared_ptr<FakeVerifier> verifier_ = std::make_shared<FakeVerifier>();
    ApiOptions options_{
        {}, "http://127.0.0.1:3000", GuestSignIn{"secret-of-32-bytes-for-guests-only", "", ""}, "link-secret", {}};
    std::map<std::string, std::string> files_{{"/index.html", "<p>hello"},
                                              {"/main.mjs", "import 'x'"},
                                              {"/assets/app-1a2b.js", "export {}"},
                                              {"/assets/app-1a2b.js.gz", "(packed)"}};
    std::unique_ptr<TransportFigures> figures_;
    std::unique_ptr<Metrics> metrics_;
    std::unique_ptr<Api> api_;
    std::vector<std::string> log_;
    std::optional<Answer> answer_;
};

}  // namespace mockcall::http
