// An HTTP client in virtual time that answers by itself, as the test's handler says.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "fakes/virtual_world.hpp"
#include "ports/http_client.hpp"

namespace mockcall::fakes {

class ScriptedHttp final : public HttpClient {
  public:
    struct Answer {
        int status = 200;
        std::vector<std::string> pieces;           ///< of the body
        std::optional<HttpFailureKind> failure{};  ///< after them, instead of the end
        bool silent = false;                       ///< after them, nothing
    };
    using Handler = std::function<Answer(const HttpRequest&)>;
    ScriptedHttp(VirtualWorld& world, Handler handler) : world_(world), handler_(std::move(handler)) {}

    std::vector<HttpRequest> requests;

    std::unique_ptr<HttpExchange> send(HttpRequest request, HttpListener listener) override {
        auto exchange = std::make_shared<State>();
        requests.push_back(request);
        const Answer answer = handler_(request);
        world_.loop().post([exchange, answer, listener = std::move(listener)] {
            if (exchange->cancelled)
                return;
            if (!answer.failure || !answer.pieces.empty())
                listener.on_head({answer.status, "application/json", {}});
            for (const std::string& piece : answer.pieces)
                if (!exchange->cancelled)
                    listener.on_body(piece);
            if (exchange->cancelled || answer.silent)
                return;
            if (answer.failure)
                listener.on_failure(*answer.failure);
            else
                listener.on_done();
        });
        return std::make_unique<Exchange>(std::move(exchange));
    }
    Loop& loop() override { return world_.loop(); }

  private:
    struct State {
        bool cancelled = false;
    };
    class Exchange final : public HttpExchange {
      public:
        explicit Exchange(std::shared_ptr<State> state) : state_(std::move(state)) {}
        ~Exchange() override { cancel(); }
        void cancel() override { state_->cancelled = true; }

      private:
        std::shared_ptr<State> state_;
    };
    VirtualWorld& world_;
    Handler handler_;
};

}  // namespace mockcall::fakes
