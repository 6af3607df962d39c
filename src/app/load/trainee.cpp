#include "app/load/trainee.hpp"

#include <optional>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/json.hpp>
#include <fmt/core.h>

#include "base/moment.hpp"
#include "base/random.hpp"
#include "protocol/events.hpp"

namespace mockcall::app {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::awaitable;
using asio::use_awaitable;
using std::chrono::milliseconds;

constexpr milliseconds kFrame{20};
constexpr std::size_t kFrameSamples = 320;
constexpr milliseconds kLongestWait{15'000};
constexpr milliseconds kSpeakOverAfter{700};
constexpr milliseconds kThinks{500};
constexpr milliseconds kLate{60};
constexpr milliseconds kPathPatience{8'000};

double ms_between(SteadyPoint from, SteadyPoint to) {
    return std::chrono::duration<double, std::milli>(to - from).count();
}

class Trainee : public std::enable_shared_from_this<Trainee> {
  public:
    Trainee(asio::io_context& io, TraineePlan plan, Figures& figures)
        : io_(io), plan_(std::move(plan)), figures_(figures), dice_(plan_.seed), timer_(io) {
        room_at_ = dice_.below(plan_.room->pcm.size());
        said_ = plan_.lines->empty() ? 0 : dice_.below(plan_.lines->size());
    }

    awaitable<void> run() {
        try {
            co_await pause(plan_.from);
            co_await sign_in();
            while (std::chrono::steady_clock::now() < plan_.until)
                co_await call();
        } catch (const boost::system::system_error& e) {
            figures_.error(e.code().message());
        } catch (const std::exception& e) {
            figures_.error(e.what());
        }
    }

  private:
    struct Saying {  ///< a line on its way out of the microphone
        const AgentLine* line = nullptr;
        std::size_t sent = 0;
    };
    struct Hearing {  ///< a line of the customer's
        std::string utterance;
        SteadyPoint begun;
        double ms = 0;
        std::uint32_t next_sequence = 0;
        bool final = false;
    };

    awaitable<boost::json::value> ask(beast::http::verb verb, const std::string& target, const std::string& body,
                                      unsigned expected) {
        beast::tcp_stream stream(io_);
        asio::ip::tcp::resolver resolver(io_);
        stream.expires_after(std::chrono::seconds(40));
        const auto endpoints = co_await resolver.async_resolve(plan_.host, plan_.port, use_awaitable);
        co_await stream.async_connect(endpoints, use_awaitable);
        beast::http::request<beast::http::string_body> request{verb, "/api/ai/mock-call" + target, 11};
        request.set(beast::http::field::host, plan_.host);
        request.set(beast::http::field::content_type, "application/json");
        if (!plan_.token.empty())
            request.set(beast::http::field::authorization, "Bearer " + plan_.token);
        request.body() = body;
        request.prepare_payload();
        co_await beast::http::async_write(stream, request, use_awaitable);
        beast::flat_buffer buffer;
        beast::http::response<beast::http::string_body> response;
        co_await beast::http::async_read(stream, buffer, response, use_awaitable);
        if (response.result_int() != expected)
            throw std::runtime_error(fmt::format("{} answered {}", target, response.result_int()));
        co_return boost::json::parse(response.body()).at("data");
    }

    awaitable<void> sign_in() {
        if (!plan_.token.empty())
            co_return;
        const std::string target = "/auth/guest";
        const std::string body = R"({"name":"Load"})";
        const auto guest = co_await ask(beast::http::verb::post, target, body, 200);
        plan_.token = guest.at("token").as_string().c_str();
    }

    awaitable<void> call() {
        const SteadyPoint begun = std::chrono::steady_clock::now();
        if (plan_.scenario.empty()) {
            const std::string list = "/scenarios?limit=1";
            const std::string nothing;
            const auto page = co_await ask(beast::http::verb::get, list, nothing, 200);
            plan_.scenario = page.at("scenarios").at(0).at("id").as_string().c_str();
        }
        const std::string start = "/start";
        const std::string what = fmt::format(R"({{"scenarioId":"{}"}})", plan_.scenario);
        const auto started = co_await ask(beast::http::verb::post, start, what, 201);
        id_ = started.at("sessionId").as_string().c_str();
        socket_.emplace(io_);
        asio::ip::tcp::resolver resolver(io_);
        auto& tcp = beast::get_lowest_layer(*socket_);
        tcp.expires_after(std::chrono::seconds(20));
        const auto endpoints = co_await resolver.async_resolve(plan_.host, plan_.port, use_awaitable);
        co_await tcp.async_connect(endpoints, use_awaitable);
        tcp.socket().set_option(asio::ip::tcp::no_delay(true));
        tcp.expires_never();
        socket_->binary(true);
        co_await socket_->async_handshake(plan_.host, "/ws/mock-call", use_awaitable);
        const protocol::ClientEvent auth = protocol::Auth{started.at("sessionToken").as_string().c_str()};
        co_await send(auth);
        const protocol::ClientEvent join = protocol::Join{id_, std::nullopt};
        co_await send(join);
        closed_ = false;
        hearing_.reset();
        awaiting_.reset();
        saying_.reset();
        over_.reset();
        answers_ = 0;
        cleared_.reset();
        asio::co_spawn(io_, [self = shared_from_this()] { return self->listen(); }, asio::detached);
        if (plan_.dtls)
            co_await open_media();
        co_await speak();
        media_.reset();
        if (!closed_) {
            const auto asked = std::chrono::steady_clock::now();
            const std::string end = "/session/" + id_ + "/end";
            const std::string reason = R"({"endReason":"resolved"})";
            co_await ask(beast::http::verb::post, end, reason, 200);
            figures_.end_ms.push_back(ms_between(asked, std::chrono::steady_clock::now()));
        } else {
            ++figures_.left_by_customer;
        }
        ++figures_.calls;
        figures_.call_s += ms_between(begun, std::chrono::steady_clock::now()) / 1000;
        for (int waits = 0; !closed_ && waits < 500; ++waits)
            co_await next_frame();
        if (!closed_)
            beast::get_lowest_layer(*socket_).close();
        for (int waits = 0; !closed_ && waits < 50; ++waits)
            co_await next_frame();
    }

    awaitable<void> open_media() {
        media_ = std::make_unique<MediaLink>(plan_.dtls, *plan_.entropy, figures_,
                                             [this](MediaEar::Edge edge, SteadyPoint at) { on_edge(edge, at); });
        const protocol::ClientEvent offer = protocol::Offer{id_, media_->offer()};
        co_await send(offer);
        const SteadyPoint end = std::chrono::steady_clock::now() + kPathPatience;
        while (!closed_ && !media_->up() && std::chrono::steady_clock::now() < end) {
            media_->tick(std::chrono::steady_clock::now());
            co_await next_frame();
        }
        if (!media_->up())
            throw std::runtime_error("no media path was built in time");
    }

    awaitable<void> next_frame() {
        const SteadyPoint at = std::chrono::steady_clock::now() + kFrame;
        co_await pause(at);
    }

    awaitable<void> pause(SteadyPoint until) {
        timer_.expires_at(until);
        co_await timer_.async_wait(use_awaitable);
    }

    /// Only the call's own coroutine writes. (Arguments are named variables everywhere here: g++ 12 destroys
    /// temporaries of a co_await expression twice.)
    awaitable<void> send(const protocol::ClientEvent& event) {
        frame_.clear();
        protocol::encode_client_event(protocol::Encoding::MessagePack, event, frame_);
        boost::system::error_code ec;
        co_await socket_->async_write(asio::buffer(frame_), asio::redirect_error(use_awaitable, ec));
        if (ec && !closed_)
            throw std::runtime_error("writing: " + ec.message());
    }

    /// The microphone: a frame every 20 ms, silence where nothing is said.
    awaitable<void> speak() {
        const protocol::ClientEvent begin =
            protocol::AudioStart{id_, protocol::AudioFormat{"pcm_s16le", 16000, 1}, std::nullopt};
        if (!media_)
            co_await send(begin);
        // Trainees whose frames are due in the same moment are served in one go.
        const SteadyPoint origin = end_of_moment(std::chrono::steady_clock::now());
        next_line_at_ = origin + milliseconds{200 + static_cast<int>(dice_.below(1500))};
        for (std::int64_t n = 0; !closed_; ++n) {
            const SteadyPoint due = origin + n * kFrame;
            co_await pause(due);
            note_own_delay(due);
            if (due > plan_.until && !saying_)
                break;
            decide(due);
            if (media_) {
                media_->tick(due);
                media_->send(take_packet(due));
                continue;
            }
            std::int16_t samples[kFrameSamples] = {};
            take_frame(samples, due);
            const auto* raw = reinterpret_cast<const std::uint8_t*>(samples);
            const protocol::ClientEvent audio =
                protocol::AudioData{id_, Bytes(raw, raw + sizeof samples), static_cast<double>(n * 20)};
            co_await send(audio);
            if (hearing_ && hearing_->final && due >= played()) {
                const protocol::ClientEvent heard = protocol::AudioPlayed{id_, hearing_->utterance, hearing_->ms};
                co_await send(heard);
                if (over_)
                    ++figures_.barge_in_missed;
                over_.reset();
                if (hearing_ && hearing_->final)
                    hearing_.reset();
                next_line_at_ = due + kThinks + milliseconds{static_cast<int>(dice_.below(500))};
            }
            if (cleared_) {
                const protocol::ClientEvent heard = protocol::AudioPlayed{id_, *cleared_, cleared_ms_};
                co_await send(heard);
                cleared_.reset();
            }
        }
    }

    /// What the trainee itself is late with: its microphone's frame.
    void note_own_delay(SteadyPoint due) {
        const double late = ms_between(due, std::chrono::steady_clock::now());
        ++figures_.ticks;
        figures_.late_ticks += late > static_cast<double>(kFrame.count()) ? 1 : 0;
        figures_.latest_tick_ms = std::max(figures_.latest_tick_ms, late);
    }

    [[nodiscard]] SteadyPoint played() const {
        return hearing_->begun + std::chrono::duration_cast<SteadyPoint::duration>(
                                     std::chrono::duration<double, std::milli>(hearing_->ms));
    }

    void decide(SteadyPoint now) {
        if (saying_ || plan_.silent)
            return;
        if (hearing_) {
            const bool wants = plan_.barge_in_every > 0 && answers_ % plan_.barge_in_every == 0;
            const bool long_enough = media_ || now + kSpeakOverAfter < played();
            if (wants && !over_ && now - hearing_->begun >= kSpeakOverAfter && long_enough) {
                begin_line();
                over_ = now;
            }
            return;
        }
        if (awaiting_ && now - *awaiting_ > kLongestWait) {
            ++figures_.unanswered;
            awaiting_.reset();
        }
        if (!awaiting_ && now >= next_line_at_)
            begin_line();
    }

    void begin_line() {
        const auto& lines = *plan_.lines;
        const std::size_t which = said_++ % lines.size();
        saying_ = Saying{&lines[which], 0};
        words_came_ = false;
    }

    ByteView take_packet(SteadyPoint due) {
        if (!saying_)
            return plan_.room->opus[room_at_++ % plan_.room->opus.size()];
        const auto& packets = saying_->line->opus;
        const std::size_t which = std::min(saying_->sent / kFrameSamples, packets.size() - 1);
        std::int16_t unused[kFrameSamples];
        take_frame(unused, due);
        return packets[which];
    }

    void on_edge(MediaEar::Edge edge, SteadyPoint now) {
        if (edge == MediaEar::Edge::Began)
            return first_piece("media", 0, now);
        if (edge == MediaEar::Edge::Paused && over_ && cleared_) {  // 40 ms ago the customer fell silent
            figures_.barge_in_ms.push_back(ms_between(*over_, now) - 40);
            over_.reset();
        }
        if (edge != MediaEar::Edge::Ended)
            return;
        if (over_)
            ++figures_.barge_in_missed;
        over_.reset();
        cleared_.reset();
        hearing_.reset();
        next_line_at_ = now + milliseconds{static_cast<int>(dice_.below(500))};
    }

    void take_frame(std::int16_t* samples, SteadyPoint due) {
        if (!saying_) {
            const Samples& room = plan_.room->pcm;
            std::copy_n(room.begin() + static_cast<std::ptrdiff_t>(room_at_++ * kFrameSamples % room.size()),
                        kFrameSamples, samples);
            return;
        }
        const Samples& pcm = saying_->line->pcm;
        const std::size_t n = std::min(kFrameSamples, pcm.size() - saying_->sent);
        std::copy_n(pcm.begin() + static_cast<std::ptrdiff_t>(saying_->sent), n, samples);
        saying_->sent += n;
        if (saying_->sent < pcm.size())
            return;
        // A microphone hands a frame over when its last sample has been spoken: that was now.
        awaiting_ = due - kFrame + milliseconds{static_cast<std::int64_t>(n / 16)};
        saying_.reset();
    }

    awaitable<void> listen() {
        beast::flat_buffer buffer;
        boost::system::error_code ec;
        while (true) {
            buffer.clear();
            co_await socket_->async_read(buffer, asio::redirect_error(use_awaitable, ec));
            if (ec)
                break;
            const auto data = buffer.data();
            const auto event = protocol::decode_server_event(
                protocol::Encoding::MessagePack, ByteView(static_cast<const std::uint8_t*>(data.data()), data.size()));
            if (!event) {
                figures_.error("an event that is none: " + event.error().message);
                continue;
            }
            std::visit([this](const auto& e) { on(e); }, *event);
        }
        closed_ = true;
    }

    template <class Other>
    void on(const Other&) {}
    void on(const protocol::ErrorEvent& e) { figures_.error(fmt::format("{}: {}", to_string(e.code), e.message)); }
    void on(const protocol::Transcript& e) {
        if (e.speaker != "agent" || !e.final)
            return;
        if (saying_ && !over_)
            ++figures_.cut_off;
        if (awaiting_ && !words_came_) {
            words_came_ = true;
            figures_.words_ms.push_back(ms_between(*awaiting_, std::chrono::steady_clock::now()));
        }
    }
    void on(const protocol::Answer& e) {
        if (!media_)
            return;
        if (const auto ok = media_->accept(e.sdp); !ok)
            figures_.error("the answer: " + ok.error().message);
    }
    void on(const protocol::TransportEvent& e) {
        if (media_ && e.transport != "webrtc")
            figures_.error("the sound went back to the WebSocket");
    }
    void on(const protocol::AudioClear& e) {
        if (media_) {
            cleared_ = e.utterance_id;
            return;
        }
        const SteadyPoint now = std::chrono::steady_clock::now();
        if (!hearing_ || hearing_->utterance != e.utterance_id)
            return;
        if (over_)
            figures_.barge_in_ms.push_back(ms_between(*over_, now));
        over_.reset();
        cleared_ = cleared_last_ = e.utterance_id;
        cleared_ms_ = std::clamp(ms_between(hearing_->begun, now), 0.0, hearing_->ms);
        hearing_.reset();
        next_line_at_ = now + kThinks;
    }
    void on(const protocol::AudioCustomer& e) {
        if (e.utterance_id == "ambience")
            return;
        const SteadyPoint now = std::chrono::steady_clock::now();
        if (!hearing_ || hearing_->utterance != e.utterance_id)
            first_piece(e.utterance_id, e.sequence, now);
        Hearing& line = *hearing_;
        ++figures_.pieces;
        if (e.sequence != line.next_sequence)
            figures_.lost_pieces += static_cast<std::int64_t>(e.sequence) - line.next_sequence;
        line.next_sequence = e.sequence + 1;
        const double late = ms_between(played(), now);
        if (line.ms > 0 && late > 0) {
            figures_.latest_ms = std::max(figures_.latest_ms, late);
            if (late > static_cast<double>(kLate.count()))
                ++figures_.late_pieces;
            line.begun += now - played();
        }
        line.ms += static_cast<double>(e.data.size()) / 2 / e.sample_rate * 1000;
        line.final = line.final || e.final;
    }

    void first_piece(const std::string& utterance, std::uint32_t sequence, SteadyPoint now) {
        hearing_ = Hearing{utterance, now, 0, sequence, false};
        if (utterance == cleared_last_)
            return;  // a line that goes on
        hearing_->next_sequence = 0;
        if (saying_ || !awaiting_)
            return;  // the customer speaks of their own accord
        ++figures_.turns;
        ++answers_;
        figures_.turn_ms.push_back(ms_between(*awaiting_, now));
        awaiting_.reset();
    }

    asio::io_context& io_;
    TraineePlan plan_;
    Figures& figures_;
    Random dice_;
    asio::steady_timer timer_;
    std::optional<beast::websocket::stream<beast::tcp_stream>> socket_;
    std::unique_ptr<MediaLink> media_;
    std::string id_;
    std::string frame_;
    bool closed_ = true;
    std::size_t said_ = 0;
    std::size_t room_at_ = 0;
    int answers_ = 0;
    bool words_came_ = false;
    SteadyPoint next_line_at_;
    std::optional<Saying> saying_;
    std::optional<Hearing> hearing_;
    std::optional<SteadyPoint> awaiting_;  ///< the end of the line that waits for its answer
    std::optional<SteadyPoint> over_;      ///< the first word over the customer
    std::optional<std::string> cleared_;
    double cleared_ms_ = 0;
    std::string cleared_last_;
};

}  // namespace

void run_trainee(asio::io_context& io, TraineePlan plan, Figures& figures, std::function<void()> done) {
    auto trainee = std::make_shared<Trainee>(io, std::move(plan), figures);
    asio::co_spawn(
        io, [trainee] { return trainee->run(); }, [done = std::move(done)](const std::exception_ptr&) { done(); });
}

}  // namespace mockcall::app
