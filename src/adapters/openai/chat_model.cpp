#include "adapters/openai/chat_model.hpp"

#include <utility>

#include "protocol/chat.hpp"
#include "protocol/sse.hpp"

namespace mockcall::openai {
namespace {

constexpr const char* kBroken = "broken_answer";
constexpr std::size_t kMostAnswer = 256 * 1024;

/// What comes back of one request; on the HTTP client's thread.
class Answer {
  public:
    Answer(std::weak_ptr<Service> service, const ModelRequest& request, ModelSession::Listener listener)
        : service_(std::move(service)),
          call_(request.call),
          stream_(request.stream),
          asked_(request.prompt.system.size() + request.prompt.user.size()),
          listener_(std::move(listener)) {}

    void body(std::string_view bytes) {
        began_ = true;
        if (over_)
            return;
        if (!stream_) {
            whole_ += bytes;
            return;
        }
        const auto events = sse_.feed(bytes);
        if (!events)
            return fail(kBroken);
        for (const protocol::SseEvent& event : *events)
            if (!over_)
                take(event.data);
    }
    void done() {
        if (over_)
            return;
        if (!stream_) {
            const auto answer = protocol::chat_answer(whole_);
            if (!answer)
                return fail(kBroken);
            piece(*answer);
        }
        if (over_)
            return;
        if (!finished_)
            return fail(kBroken);
        over_ = true;
        count();
        listener_.on_done();
    }
    void failed(const Failure& failure) {
        if (!over_)
            fail(name_of(failure));
    }
    /// Tokens were used though nobody waits for the rest.
    ~Answer() { count(); }

  private:
    void take(const std::string& data) {
        if (data == "[DONE]") {
            finished_ = true;
            return;
        }
        const auto chunk = protocol::chat_chunk(data);
        if (!chunk)
            return fail(kBroken);
        piece(*chunk);
    }
    void piece(const protocol::ChatPiece& p) {
        if (p.usage)
            usage_ = p.usage;
        if (p.cut)
            return fail(kBroken);
        finished_ = finished_ || p.finished;
        said_ += p.text.size();
        if (!p.text.empty())
            listener_.on_text(p.text);
    }
    void fail(const std::string& reason) {
        over_ = true;
        listener_.on_error(reason);
    }
    void count() {
        if (!began_ || std::exchange(counted_, true))
            return;
        // Not told when it was given up half way: English has about four characters a token.
        const auto tokens = [](std::size_t characters) { return static_cast<std::int64_t>(characters / 4 + 1); };
        const protocol::ChatUsage used = usage_.value_or(protocol::ChatUsage{tokens(asked_), tokens(said_)});
        if (const auto service = service_.lock())
            service->used(call_, {1, used.input_tokens, used.output_tokens, 0, 0, 0});
    }

    std::weak_ptr<Service> service_;
    CallId call_;
    bool stream_;
    std::size_t asked_;  ///< characters
    std::size_t said_ = 0;
    bool began_ = false;
    ModelSession::Listener listener_;
    protocol::SseParser sse_;
    std::string whole_;
    std::optional<protocol::ChatUsage> usage_;
    bool finished_ = false;
    bool over_ = false;
    bool counted_ = false;
};

class Session final : public ModelSession {
  public:
    explicit Session(std::unique_ptr<ServiceCall> call) : call_(std::move(call)) {}
    void cancel() override { call_->cancel(); }
    void refuse() override { call_->broken(); }

  private:
    std::unique_ptr<ServiceCall> call_;
};

}  // namespace

std::unique_ptr<ModelSession> ChatModel::ask(ModelRequest request, ModelSession::Listener listener) {
    auto answer = std::make_shared<Answer>(service_, request, std::move(listener));
    ModelPrompt& prompt = request.prompt;
    ServiceRequest http;
    http.call = request.call;
    http.path = "/chat/completions";
    http.accept = request.stream ? "text/event-stream" : "application/json";
    http.body = protocol::chat_body({service_->options().model, std::move(prompt.system), std::move(prompt.user),
                                     std::move(prompt.schema_name), std::move(prompt.schema), prompt.most_tokens,
                                     prompt.temperature, request.stream});
    http.max_response = kMostAnswer;
    http.retries = 1;
    if (request.within.count() > 0) {
        HttpDeadlines deadlines = service_->options().deadlines;
        deadlines.whole = std::min(deadlines.whole, request.within);
        // An answer that is not streamed begins when it is ready.
        if (!request.stream)
            deadlines.first_byte = deadlines.whole;
        http.deadlines = deadlines;
    }
    ServiceListener to;
    to.on_body = [answer](std::string_view bytes) { answer->body(bytes); };
    to.on_done = [answer] { answer->done(); };
    to.on_failure = [answer](const Failure& failure) { answer->failed(failure); };
    return std::make_unique<Session>(service_->send(std::move(http), std::move(to)));
}

}  // namespace mockcall::openai
