// An HTTP client in virtual time: requests are kept, and the test answers them.
#pragma once

#include <memory>
#include <vector>

#include "ports/http_client.hpp"
#include "virtual_world.hpp"

namespace mockcall::fakes {

class FakeHttp final : public HttpClient {
  public:
    struct Sent {
        HttpRequest request;
        HttpListener listener;
        bool cancelled = false;
        void answer(int status, std::string_view body, std::optional<Milliseconds> retry_after = {}) {
            listener.on_head({status, "application/json", retry_after});
            if (!cancelled && listener.on_body && !body.empty())
                listener.on_body(body);
            if (!cancelled)
                listener.on_done();
        }
        void fail(HttpFailureKind kind) { listener.on_failure(kind); }
    };
    explicit FakeHttp(VirtualWorld& world) : world_(world) {}

    std::vector<std::shared_ptr<Sent>> sent;

    std::unique_ptr<HttpExchange> send(HttpRequest request, HttpListener listener) override {
        sent.push_back(std::make_shared<Sent>(std::move(request), std::move(listener)));
        class Exchange final : public HttpExchange {
          public:
            explicit Exchange(std::shared_ptr<Sent> what) : what_(std::move(what)) {}
            ~Exchange() override { cancel(); }
            void cancel() override { what_->cancelled = true; }

          private:
            std::shared_ptr<Sent> what_;
        };
        return std::make_unique<Exchange>(sent.back());
    }
    Loop& loop() override { return world_.loop(); }

  private:
    VirtualWorld& world_;
};

}  // namespace mockcall::fakes
