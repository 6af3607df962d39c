#include "adapters/sockets/beast_socket_client.hpp"

#include <deque>
#include <map>
#include <optional>
#include <thread>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <boost/url/parse.hpp>

namespace mockcall {
namespace {

namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;
using tcp = asio::ip::tcp;

class ClientLoop final : public Loop {
  public:
    explicit ClientLoop(asio::io_context& context) : context_(context) {}
    void post(Task task) override { asio::post(context_, std::move(task)); }
    TimerId run_at(SteadyTime when, Task task) override {
        const TimerId id = ++last_;
        auto& timer = timers_.try_emplace(id, context_).first->second;
        timer.expires_at(when);
        timer.async_wait([this, id, task = std::move(task)](error_code ec) mutable {
            if (ec || timers_.erase(id) == 0)
                return;
            task();
        });
        return id;
    }
    void cancel(TimerId id) override { timers_.erase(id); }

  private:
    asio::io_context& context_;
    std::map<TimerId, asio::steady_timer> timers_;
    TimerId last_ = 0;
};

struct Target {
    std::string host;
    std::string port;
    std::string resource;
    bool secure = false;
};

std::optional<Target> target_of(const std::string& text) {
    const auto url = boost::urls::parse_uri(text);
    if (!url || (url->scheme() != "ws" && url->scheme() != "wss") || url->host_address().empty())
        return std::nullopt;
    Target t;
    t.secure = url->scheme() == "wss";
    t.host = url->host_address();
    t.port = url->has_port() && !url->port().empty() ? std::string(url->port()) : t.secure ? "443" : "80";
    t.resource = std::string(url->encoded_resource());
    if (!t.resource.starts_with('/'))
        t.resource = "/" + t.resource;
    return t;
}

/// One connection, on the client's thread. Lives as long as an operation of its own is under way.
class Connection {
  public:
    virtual ~Connection() = default;
    virtual void send(std::string text) = 0;
    virtual void abandon() = 0;
};

template <class Stream>
class Conversation final : public Connection, public std::enable_shared_from_this<Conversation<Stream>> {
  public:
    template <class... Parts>
    Conversation(asio::io_context& context, std::size_t max_message, SocketRequest request, Target target,
                 SocketClientListener listener, Parts&... parts)
        : resolver_(context),
          deadline_(context),
          ws_(context, parts...),
          request_(std::move(request)),
          target_(std::move(target)),
          listener_(std::move(listener)) {
        ws_.read_message_max(max_message);
        ws_.auto_fragment(false);
    }

    void begin() {
        deadline_.expires_after(request_.connect);
        deadline_.async_wait([self = self_()](error_code ec) {
            if (!ec && !self->open_)
                self->end(SocketEnd::ConnectTimeout);
        });
        resolver_.async_resolve(target_.host, target_.port, [self = self_()](error_code ec, const auto& found) {
            if (ec || self->over_)
                return self->end(SocketEnd::CannotConnect);
            self->try_next(std::make_shared<std::vector<tcp::endpoint>>(found.begin(), found.end()), 0);
        });
    }
    void send(std::string text) override {
        if (over_)
            return;
        waiting_bytes_ += text.size();
        waiting_.push_back(std::move(text));
        if (waiting_bytes_ > request_.most_waiting)
            return end(SocketEnd::TooMuch);
        write_next();
    }
    void abandon() override {
        listener_ = {};
        end(SocketEnd::Closed);
    }

  private:
    std::shared_ptr<Conversation> self_() { return this->shared_from_this(); }
    tcp::socket& socket() { return boost::beast::get_lowest_layer(ws_); }

    void try_next(const std::shared_ptr<std::vector<tcp::endpoint>>& endpoints, std::size_t at) {
        if (over_ || at >= endpoints->size())
            return end(SocketEnd::CannotConnect);
        error_code ignored;
        socket().close(ignored);
        socket().async_connect((*endpoints)[at], [self = self_(), endpoints, at](error_code ec) {
            if (ec)
                return self->try_next(endpoints, at + 1);
            error_code none;
            self->socket().set_option(tcp::no_delay(true), none);
            self->secure();
        });
    }

    void secure() {
        if (over_)
            return;
        if constexpr (std::is_same_v<Stream, tcp::socket>) {
            handshake();
        } else {
            auto& tls = ws_.next_layer();
            tls.set_verify_callback(asio::ssl::host_name_verification(target_.host));
            if (SSL_set_tlsext_host_name(tls.native_handle(), target_.host.c_str()) != 1)
                return end(SocketEnd::CannotConnect);
            tls.async_handshake(asio::ssl::stream_base::client, [self = self_()](error_code ec) {
                if (ec)
                    return self->end(SSL_get_verify_result(self->ws_.next_layer().native_handle()) == X509_V_OK
                                         ? SocketEnd::CannotConnect
                                         : SocketEnd::BadCertificate);
                self->handshake();
            });
        }
    }

    void handshake() {
        if (over_)
            return;
        websocket::stream_base::timeout timeout;
        timeout.handshake_timeout = websocket::stream_base::none();  // ours covers it
        timeout.idle_timeout = request_.silence;
        timeout.keep_alive_pings = true;
        ws_.set_option(timeout);
        ws_.set_option(websocket::stream_base::decorator([this](websocket::request_type& head) {
            for (const auto& [name, value] : request_.headers)
                head.set(name, value);
        }));
        const bool usual = target_.port == (target_.secure ? "443" : "80");
        const std::string host = usual ? target_.host : target_.host + ":" + target_.port;
        ws_.async_handshake(host, target_.resource, [self = self_()](error_code ec) {
            if (ec)
                return self->end(ec == websocket::error::upgrade_declined ? SocketEnd::Refused
                                                                          : SocketEnd::CannotConnect);
            if (self->over_)
                return;
            self->open_ = true;
            self->deadline_.cancel();
            self->read_next();
            self->write_next();
            if (const auto on_open = self->listener_.on_open)
                on_open();
        });
    }

    void read_next() {
        ws_.async_read(buffer_, [self = self_()](error_code ec, std::size_t) {
            if (ec)
                return self->end(ec == boost::beast::error::timeout ? SocketEnd::Silent : SocketEnd::Closed);
            if (self->over_)
                return;
            const auto bytes = self->buffer_.cdata();
            if (const auto on_text = self->listener_.on_text)
                on_text({static_cast<const char*>(bytes.data()), bytes.size()});
            self->buffer_.consume(self->buffer_.size());
            if (!self->over_)
                self->read_next();
        });
    }

    void write_next() {
        if (!open_ || writing_ || over_ || waiting_.empty())
            return;
        writing_ = true;
        ws_.text(true);
        ws_.async_write(asio::buffer(waiting_.front()), [self = self_()](error_code ec, std::size_t) {
            self->writing_ = false;
            self->waiting_bytes_ -= self->waiting_.front().size();
            self->waiting_.pop_front();
            if (ec)
                return self->end(SocketEnd::Closed);
            self->write_next();
        });
    }

    /// The first time only. Whatever is under way ends with an error and finds it over.
    void end(SocketEnd how) {
        if (std::exchange(over_, true))
            return;
        deadline_.cancel();
        resolver_.cancel();
        error_code ignored;
        socket().close(ignored);
        if (const auto on_end = std::exchange(listener_, {}).on_end)
            on_end(how);
    }

    tcp::resolver resolver_;
    asio::steady_timer deadline_;
    websocket::stream<Stream> ws_;
    SocketRequest request_;
    Target target_;
    SocketClientListener listener_;
    boost::beast::flat_buffer buffer_;
    std::deque<std::string> waiting_;
    std::size_t waiting_bytes_ = 0;
    bool writing_ = false;
    bool open_ = false;
    bool over_ = false;
};

class Link final : public SocketLink {
  public:
    explicit Link(std::shared_ptr<Connection> connection) : connection_(std::move(connection)) {}
    ~Link() override {
        if (connection_)
            connection_->abandon();
    }
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;
    void send(std::string text) override {
        if (connection_)
            connection_->send(std::move(text));
    }

  private:
    std::shared_ptr<Connection> connection_;
};

}  // namespace

struct BeastSocketClient::Impl {
    explicit Impl(SocketClientOptions o) : options(std::move(o)) {
        tls.set_verify_mode(asio::ssl::verify_peer);
        error_code ignored;
        if (options.ca_file.empty())
            tls.set_default_verify_paths(ignored);
        else
            tls.load_verify_file(options.ca_file, ignored);
        thread = std::thread([this] { context.run(); });
    }

    SocketClientOptions options;
    asio::io_context context{1};
    asio::executor_work_guard<asio::io_context::executor_type> guard{context.get_executor()};
    ClientLoop loop{context};
    asio::ssl::context tls{asio::ssl::context::tls_client};
    std::thread thread;
};

BeastSocketClient::BeastSocketClient(SocketClientOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}

BeastSocketClient::~BeastSocketClient() {
    impl_->context.stop();
    impl_->thread.join();
}

Loop& BeastSocketClient::loop() { return impl_->loop; }

std::unique_ptr<SocketLink> BeastSocketClient::connect(SocketRequest request, SocketClientListener listener) {
    auto target = target_of(request.url);
    if (!target) {
        impl_->loop.post([on_end = listener.on_end] {
            if (on_end)
                on_end(SocketEnd::CannotConnect);
        });
        return std::make_unique<Link>(nullptr);
    }
    const auto begin = [&]<class Stream>(std::type_identity<Stream>, auto&... parts) -> std::unique_ptr<SocketLink> {
        auto conversation =
            std::make_shared<Conversation<Stream>>(impl_->context, impl_->options.max_message, std::move(request),
                                                   std::move(*target), std::move(listener), parts...);
        conversation->begin();
        return std::make_unique<Link>(std::move(conversation));
    };
    if (target->secure)
        return begin(std::type_identity<asio::ssl::stream<tcp::socket>>{}, impl_->tls);
    return begin(std::type_identity<tcp::socket>{});
}

}  // namespace mockcall
