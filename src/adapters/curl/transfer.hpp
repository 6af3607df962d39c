// One request inside libcurl: its handle, and what libcurl calls back.
#pragma once

#include "adapters/curl/exchange.hpp"
#include "domain/remote/request_deadlines.hpp"

namespace mockcall {

struct CurlHttpClient::Transfer {
    Transfer(const Clock& clock, std::shared_ptr<Exchange> exchange, HttpRequest request);
    ~Transfer();
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;
    void set_up(const CurlOptions& options);
    /// Tells the head, once. False when the exchange was cancelled.
    bool tell_head();

    const Clock& clock_;
    std::shared_ptr<Exchange> exchange;
    HttpRequest request;
    remote::RequestDeadlines deadlines;
    CURL* easy = curl_easy_init();
    curl_slist* headers = nullptr;
    bool head_told = false;
    bool too_large = false;
    std::size_t received = 0;

  private:
    static int connected(void* self, char*, char*, int, int);
    static std::size_t body(const char* data, std::size_t, std::size_t size, void* self);
};

}  // namespace mockcall
