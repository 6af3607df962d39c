#include "adapters/curl/transfer.hpp"

namespace mockcall {

CurlHttpClient::Transfer::Transfer(const Clock& clock, std::shared_ptr<Exchange> whose, HttpRequest what)
    : clock_(clock),
      exchange(std::move(whose)),
      request(std::move(what)),
      deadlines({request.deadlines.connect, request.deadlines.first_byte, request.deadlines.between_bytes,
                 request.deadlines.whole},
                clock.steady()) {}

CurlHttpClient::Transfer::~Transfer() {
    curl_easy_cleanup(easy);
    curl_slist_free_all(headers);
}

void CurlHttpClient::Transfer::set_up(const CurlOptions& options) {
    const auto set = [this](CURLoption option, auto value) { curl_easy_setopt(easy, option, value); };
    for (const auto& [name, value] : request.headers)
        headers = curl_slist_append(headers, (name + ": " + value).c_str());
    // libcurl would wait for a 100 Continue that many servers do not send.
    headers = curl_slist_append(headers, "Expect:");
    set(CURLOPT_URL, request.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    set(CURLOPT_HTTPHEADER, headers);
    set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
    if (!request.body.empty() || request.method == "POST") {
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        set(CURLOPT_POSTFIELDS, request.body.c_str());
    }
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_TCP_NODELAY, 1L);
    set(CURLOPT_TCP_KEEPALIVE, 1L);
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    // An empty proxy also keeps the environment's out: only the configuration speaks.
    set(CURLOPT_PROXY, options.proxy.c_str());
    set(CURLOPT_NOPROXY, "localhost,127.0.0.1,::1");
    if (!options.ca_file.empty())
        set(CURLOPT_CAINFO, options.ca_file.c_str());
    // The finer deadlines are ours; this one bounds what we cannot see, such as a resolver's thread.
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.deadlines.connect.count()) + 1'000);
    set(CURLOPT_PREREQFUNCTION, &Transfer::connected);
    set(CURLOPT_PREREQDATA, this);
    set(CURLOPT_WRITEFUNCTION, &Transfer::body);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_PRIVATE, this);
}

bool CurlHttpClient::Transfer::tell_head() {
    if (std::exchange(head_told, true))
        return !exchange->cancelled();
    HttpHead head;
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    head.status = static_cast<int>(status);
    const char* type = nullptr;
    curl_easy_getinfo(easy, CURLINFO_CONTENT_TYPE, &type);
    head.content_type = type == nullptr ? "" : type;
    curl_off_t seconds = 0;
    curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, &seconds);
    if (seconds > 0)
        head.retry_after = std::chrono::seconds(std::min<curl_off_t>(seconds, 86'400));
    return exchange->tell([&head](HttpListener& l) {
        if (l.on_head)
            l.on_head(head);
    });
}

int CurlHttpClient::Transfer::connected(void* self, char*, char*, int, int) {
    auto& transfer = *static_cast<Transfer*>(self);
    transfer.deadlines.connected(transfer.clock_.steady());
    return CURL_PREREQFUNC_OK;
}

std::size_t CurlHttpClient::Transfer::body(const char* data, std::size_t, std::size_t size, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    transfer.deadlines.byte(transfer.clock_.steady());
    transfer.received += size;
    transfer.too_large = transfer.received > transfer.request.max_response;
    if (transfer.too_large || !transfer.tell_head())
        return 0;
    const bool goes_on = transfer.exchange->tell([&](HttpListener& l) {
        if (l.on_body)
            l.on_body({data, size});
    });
    return goes_on ? size : 0;
}

}  // namespace mockcall
