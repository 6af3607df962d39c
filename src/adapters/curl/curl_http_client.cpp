#include "adapters/curl/curl_http_client.hpp"

#include <algorithm>
#include <utility>

#include "adapters/curl/transfer.hpp"

namespace mockcall {
namespace {

HttpFailureKind kind_of(remote::RequestDeadlines::Missed missed) {
    using Missed = remote::RequestDeadlines::Missed;
    switch (missed) {
        case Missed::Connect: return HttpFailureKind::ConnectTimeout;
        case Missed::FirstByte: return HttpFailureKind::FirstByteTimeout;
        case Missed::BetweenBytes: return HttpFailureKind::IdleTimeout;
        case Missed::Whole: break;
    }
    return HttpFailureKind::WholeTimeout;
}

}  // namespace

/// What the asker holds.
class CurlHttpClient::Handle final : public HttpExchange {
  public:
    Handle(CurlHttpClient& client, std::shared_ptr<Exchange> exchange)
        : client_(client), exchange_(std::move(exchange)) {}
    ~Handle() override { cancel(); }
    void cancel() override {
        if (std::exchange(cancelled_, true))
            return;
        exchange_->cancel();
        client_.loop_.post([&client = client_, exchange = exchange_] { client.drop(exchange.get()); });
    }

  private:
    CurlHttpClient& client_;
    std::shared_ptr<Exchange> exchange_;
    bool cancelled_ = false;
};

void CurlHttpClient::OwnLoop::post(Task task) {
    {
        const std::lock_guard lock(client_.mutex_);
        if (client_.stopping_)
            return;
        client_.posted_.push_back(std::move(task));
    }
    curl_multi_wakeup(client_.multi_);
}

Loop::TimerId CurlHttpClient::OwnLoop::run_at(SteadyTime when, Task task) {
    timers_.emplace(std::pair{when, ++last_timer_}, std::move(task));
    return last_timer_;
}

void CurlHttpClient::OwnLoop::cancel(TimerId id) {
    std::erase_if(timers_, [id](const auto& timer) { return timer.first.second == id; });
}

CurlHttpClient::CurlHttpClient(const Clock& clock, CurlOptions options) : clock_(clock), options_(std::move(options)) {
    // Initialised once for the process, by whichever thread comes first.
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    (void)ready;
    multi_ = curl_multi_init();
    curl_multi_setopt(multi_, CURLMOPT_PIPELINING, static_cast<long>(CURLPIPE_MULTIPLEX));
    curl_multi_setopt(multi_, CURLMOPT_MAX_TOTAL_CONNECTIONS, static_cast<long>(options_.most_connections));
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, static_cast<long>(options_.most_connections));
    thread_ = std::thread([this] { run(); });
}

CurlHttpClient::~CurlHttpClient() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    curl_multi_wakeup(multi_);
    thread_.join();
    while (!transfers_.empty())
        remove(transfers_.begin()->first);
    curl_multi_cleanup(multi_);
}

std::unique_ptr<HttpExchange> CurlHttpClient::send(HttpRequest request, HttpListener listener) {
    auto exchange = std::make_shared<Exchange>(std::move(listener));
    loop_.post([this, exchange, request = std::move(request)]() mutable { begin(exchange, std::move(request)); });
    return std::make_unique<Handle>(*this, std::move(exchange));
}

void CurlHttpClient::run() {
    for (;;) {
        {
            const std::lock_guard lock(mutex_);
            if (stopping_)
                return;
        }
        run_posted();
        run_timers();
        int running = 0;
        curl_multi_perform(multi_, &running);
        collect_finished();
        check_deadlines();
        curl_multi_poll(multi_, nullptr, 0, wait_ms(), nullptr);
    }
}

void CurlHttpClient::run_posted() {
    std::deque<Task> tasks;
    {
        const std::lock_guard lock(mutex_);
        tasks.swap(posted_);
    }
    for (Task& task : tasks)
        task();
}

void CurlHttpClient::run_timers() {
    auto& timers = loop_.timers_;
    while (!timers.empty() && timers.begin()->first.first <= clock_.steady()) {
        Task task = std::move(timers.begin()->second);
        timers.erase(timers.begin());
        task();
    }
}

int CurlHttpClient::wait_ms() const {
    SteadyTime next = clock_.steady() + std::chrono::seconds(10);
    if (!loop_.timers_.empty())
        next = std::min(next, loop_.timers_.begin()->first.first);
    for (const auto& [easy, transfer] : transfers_)
        next = std::min(next, transfer->deadlines.next().at);
    const auto wait = std::chrono::ceil<Milliseconds>(next - clock_.steady()).count();
    return static_cast<int>(std::max<std::int64_t>(0, wait));
}

void CurlHttpClient::begin(const std::shared_ptr<Exchange>& exchange, HttpRequest request) {
    if (exchange->cancelled())
        return;
    auto transfer = std::make_unique<Transfer>(clock_, exchange, std::move(request));
    transfer->set_up(options_);
    CURL* easy = transfer->easy;
    transfers_[easy] = std::move(transfer);
    if (curl_multi_add_handle(multi_, easy) != CURLM_OK)
        fail_transfer(easy, HttpFailureKind::CannotConnect);
}

void CurlHttpClient::collect_finished() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left))
        if (message->msg == CURLMSG_DONE)
            finish(message->easy_handle, message->data.result);
}

void CurlHttpClient::finish(CURL* easy, CURLcode code) {
    const auto it = transfers_.find(easy);
    if (it == transfers_.end())
        return;
    Transfer& transfer = *it->second;
    if (code == CURLE_OK) {
        if (transfer.tell_head())
            transfer.exchange->tell([](HttpListener& l) {
                if (l.on_done)
                    l.on_done();
            });
        return remove(easy);
    }
    if (transfer.too_large)
        return fail_transfer(easy, HttpFailureKind::TooLarge);
    if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE)
        return fail_transfer(easy, HttpFailureKind::BadCertificate);
    const bool connecting = transfer.deadlines.phase() == remote::RequestPhase::Connecting;
    if (code == CURLE_OPERATION_TIMEDOUT)
        return fail_transfer(easy, HttpFailureKind::ConnectTimeout);
    fail_transfer(easy, connecting ? HttpFailureKind::CannotConnect : HttpFailureKind::Broken);
}

void CurlHttpClient::fail_transfer(CURL* easy, HttpFailureKind kind) {
    const auto exchange = transfers_.at(easy)->exchange;
    remove(easy);
    exchange->tell([kind](HttpListener& l) {
        if (l.on_failure)
            l.on_failure(kind);
    });
}

void CurlHttpClient::check_deadlines() {
    const SteadyTime now = clock_.steady();
    std::vector<std::pair<CURL*, HttpFailureKind>> missed;
    for (const auto& [easy, transfer] : transfers_)
        if (const auto due = transfer->deadlines.next(); due.at <= now)
            missed.emplace_back(easy, kind_of(due.what));
    for (const auto& [easy, kind] : missed)
        fail_transfer(easy, kind);
}

void CurlHttpClient::drop(const Exchange* exchange) {
    const auto it =
        std::ranges::find_if(transfers_, [exchange](const auto& t) { return t.second->exchange.get() == exchange; });
    if (it != transfers_.end())
        remove(it->first);
}

void CurlHttpClient::remove(CURL* easy) {
    curl_multi_remove_handle(multi_, easy);
    transfers_.erase(easy);
}

}  // namespace mockcall
