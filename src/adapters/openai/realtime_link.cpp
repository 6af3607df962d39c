#include "adapters/openai/realtime_link.hpp"

#include <utility>

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

namespace mockcall::openai {
namespace {

/// Names of failures: some come from the service.
constexpr std::size_t kMostReasons = 32;

std::string as_socket(std::string url) {
    if (url.starts_with("http"))
        url.replace(0, 4, "ws");
    return url + "/realtime";
}

double seconds_between(SteadyTime from, SteadyTime to) { return std::chrono::duration<double>(to - from).count(); }

}  // namespace

std::string realtime_url(const std::string& base_url) { return as_socket(base_url) + "?intent=transcription"; }

std::string conversation_url(const std::string& base_url, const std::string& model) {
    return as_socket(base_url) + "?model=" + boost::urls::encode(model, boost::urls::unreserved_chars);
}

RealtimeService::RealtimeService(SocketClient& c, const Clock& k, UsageMeter& m, RealtimeOptions o)
    : client(c), clock(k), meter(m), options(std::move(o)), breaker(options.breaker) {
    figures_.part = options.part;
}

bool RealtimeService::up() const { return clock.steady().time_since_epoch().count() >= down_until_.load(); }

ServiceFigures RealtimeService::figures() const {
    const std::lock_guard lock(figures_mutex_);
    ServiceFigures figures = figures_;
    figures.breaker = up() ? remote::BreakerState::Closed : remote::BreakerState::Open;
    return figures;
}

void RealtimeService::asked() {
    const std::lock_guard lock(figures_mutex_);
    ++figures_.requests;
}

void RealtimeService::succeeded(SteadyTime asked, SteadyTime first) {
    breaker.succeeded();
    down_until_ = 0;
    if (std::exchange(told_down_, false) && options.on_change)
        options.on_change(options.part, {});
    const std::lock_guard lock(figures_mutex_);
    ++figures_.succeeded;
    ++figures_.first_bytes;
    figures_.first_byte_seconds += seconds_between(asked, first);
    figures_.total_seconds += seconds_between(asked, clock.steady());
}

void RealtimeService::failed(std::string_view why) {
    const std::lock_guard lock(figures_mutex_);
    const bool known = figures_.failures.contains(std::string(why)) || figures_.failures.size() < kMostReasons;
    ++figures_.failures[known ? std::string(why) : "other"];
}

void RealtimeService::blame(std::string_view why) {
    breaker.failed(clock.steady());
    if (breaker.state(clock.steady()) != remote::BreakerState::Open)
        return;
    down_until_ = breaker.open_until().time_since_epoch().count();
    if (!std::exchange(told_down_, true) && options.on_change)
        options.on_change(options.part, std::string(why));
}

void RealtimeService::used(const CallId& call, const std::string& part, remote::Usage usage) {
    meter.add(call, part, usage);
    const std::lock_guard lock(figures_mutex_);
    figures_.usage += usage;
}

RealtimeLink::RealtimeLink(std::shared_ptr<RealtimeService> service, std::string hello, Listener listener)
    : service_(std::move(service)), hello_(std::move(hello)), listener_(std::move(listener)) {}

RealtimeLink::~RealtimeLink() {
    // It is in no call of its connection, which may go at once: a loop that is taken down runs no more posts.
    if (std::exchange(link_, nullptr))
        --service_->open;
    if (trying_)
        service_->breaker.abandoned();
}

bool RealtimeLink::open() {
    if (link_)
        return true;
    if (service_->open >= service_->options.most_open || !service_->breaker.admit(service_->clock.steady()))
        return false;
    trying_ = true;
    proven_ = false;
    const RealtimeOptions& options = service_->options;
    SocketRequest request;
    request.url = options.url;
    request.connect = options.connect;
    if (!options.api_key.empty())
        request.headers.emplace_back("Authorization", "Bearer " + options.api_key);
    SocketClientListener to;
    // What an earlier connection still has to say is about nobody any more.
    to.on_text = [this, mine = ++connection_](std::string_view said) {
        if (mine == connection_)
            text(said);
    };
    to.on_end = [this, mine = connection_](SocketEnd how) {
        if (mine == connection_)
            end(to_string(how));
    };
    link_ = service_->client.connect(std::move(request), std::move(to));
    ++service_->open;
    link_->send(hello_);
    return true;
}

void RealtimeLink::send(std::string text) {
    if (link_)
        link_->send(std::move(text));
}

void RealtimeLink::answered() {
    trying_ = false;
    proven_ = true;
}

void RealtimeLink::text(std::string_view said) {
    const auto read = protocol::openai::read_realtime_event(said);
    if (!read)
        return end("broken_answer");
    listener_.on_event(*read);
}

void RealtimeLink::drop() {
    if (!link_)
        return;
    --service_->open;
    ++connection_;
    service_->client.loop().post(
        [link = std::shared_ptr<SocketLink>(std::move(link_))] {});  // it may be the one that calls
}

void RealtimeLink::end(std::string_view why) {
    if (!link_)
        return;
    drop();
    const bool tried = std::exchange(trying_, false);
    if (listener_.waited_for())  // a service may close a line on which nobody speaks
        service_->blame(why);
    else if (tried)
        service_->breaker.abandoned();
    listener_.on_end(why);
}

void RealtimeLink::close() {
    drop();
    if (std::exchange(trying_, false))
        service_->breaker.abandoned();
}

}  // namespace mockcall::openai
