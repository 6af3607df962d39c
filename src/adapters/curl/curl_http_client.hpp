// libcurl's multi interface on a thread of its own. Connections are kept and shared by all requests; HTTP/2 where a TLS
// server offers it. Certificates are always verified, redirects never followed: a key goes where it was meant to go.
#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include <curl/curl.h>

#include "ports/http_client.hpp"

namespace mockcall {

struct CurlOptions {
    std::string proxy;                   ///< http, https or socks5 URL; "" none. Loopback is always reached directly
    std::string ca_file;                 ///< PEM; "" the system's
    std::size_t most_connections = 512;  ///< at once; further requests wait within their deadlines
};

class CurlHttpClient final : public HttpClient {
  public:
    CurlHttpClient(const Clock& clock, CurlOptions options);
    /// Stops: requests under way end without a word.
    ~CurlHttpClient() override;
    [[nodiscard]] std::unique_ptr<HttpExchange> send(HttpRequest request, HttpListener listener) override;
    [[nodiscard]] Loop& loop() override { return loop_; }

  private:
    struct Transfer;
    class Exchange;
    class Handle;
    class OwnLoop final : public Loop {
      public:
        explicit OwnLoop(CurlHttpClient& client) : client_(client) {}
        void post(Task task) override;
        TimerId run_at(SteadyTime when, Task task) override;
        void cancel(TimerId id) override;

      private:
        friend class CurlHttpClient;
        CurlHttpClient& client_;
        std::map<std::pair<SteadyTime, TimerId>, Task> timers_;  ///< the client's thread only
        TimerId last_timer_ = 0;
    };

    void run();
    void run_posted();
    void run_timers();
    void collect_finished();
    void check_deadlines();
    [[nodiscard]] int wait_ms() const;
    void begin(const std::shared_ptr<Exchange>& exchange, HttpRequest request);
    void finish(CURL* easy, CURLcode code);
    void fail_transfer(CURL* easy, HttpFailureKind kind);
    void drop(const Exchange* exchange);
    void remove(CURL* easy);

    const Clock& clock_;
    CurlOptions options_;
    OwnLoop loop_{*this};
    CURLM* multi_ = nullptr;
    std::mutex mutex_;
    std::deque<Task> posted_;
    bool stopping_ = false;
    std::map<CURL*, std::unique_ptr<Transfer>> transfers_;  ///< the client's thread only
    std::thread thread_;                                    // last: it uses all of the above
};

}  // namespace mockcall
