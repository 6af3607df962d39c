#include "adapters/openai/chat_model.hpp"

#include <mutex>
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

/// A question, and its answer; asked again where the service does not take how it was put.
class Question : public std::enable_shared_from_this<Question> {
  public:
    Question(std::shared_ptr<Service> service, std::shared_ptr<ChatModel::Dialect> dialect, ModelRequest request,
             ModelSession::Listener listener)
        : service_(std::move(service)),
          dialect_(std::move(dialect)),
          answer_(std::make_shared<Answer>(service_, request, std::move(listener))),
          request_(std::move(request)) {}

    void send();
    void end(void (ServiceCall::*how)()) {
        std::unique_ptr<ServiceCall> call;
        {
            const std::lock_guard lock(mutex_);
            over_ = true;
            call = std::move(call_);
        }
        if (call)
            ((*call).*how)();  // not under the lock: it waits for the listener
    }

  private:
    [[nodiscard]] ServiceRequest http() const;

    const std::shared_ptr<Service> service_;
    const std::shared_ptr<ChatModel::Dialect> dialect_;
    const std::shared_ptr<Answer> answer_;
    const ModelRequest request_;
    std::mutex mutex_;
    std::unique_ptr<ServiceCall> call_;
    bool over_ = false;
};

class Session final : public ModelSession {
  public:
    explicit Session(std::shared_ptr<Question> question) : question_(std::move(question)) {}
    ~Session() override { question_->end(&ServiceCall::cancel); }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    void cancel() override { question_->end(&ServiceCall::cancel); }
    void refuse() override { question_->end(&ServiceCall::broken); }

  private:
    std::shared_ptr<Question> question_;
};

}  // namespace

class ChatModel::Dialect {
  public:
    explicit Dialect(std::string effort) { now_.reasoning_effort = std::move(effort); }
    [[nodiscard]] protocol::ChatDialect now() const {
        const std::lock_guard lock(mutex_);
        return now_;
    }
    /// False when `used` could not have been put otherwise.
    bool learn(protocol::ChatDialect used, const std::string& refused) {
        if (!used.without(refused))
            return false;
        const std::lock_guard lock(mutex_);
        now_.without(refused);  // another question may have learnt it in the meantime
        return true;
    }

  private:
    mutable std::mutex mutex_;
    protocol::ChatDialect now_;
};

ServiceRequest Question::http() const {
    const ModelPrompt& prompt = request_.prompt;
    ServiceRequest http;
    http.call = request_.call;
    http.path = "/chat/completions";
    http.accept = request_.stream ? "text/event-stream" : "application/json";
    http.max_response = kMostAnswer;
    http.retries = 1;
    if (request_.within.count() > 0) {
        HttpDeadlines deadlines = service_->options().deadlines;
        deadlines.whole = std::min(deadlines.whole, request_.within);
        // An answer that is not streamed begins when it is ready.
        if (!request_.stream)
            deadlines.first_byte = deadlines.whole;
        http.deadlines = deadlines;
    }
    http.body = protocol::chat_body({service_->options().model, prompt.system, prompt.user, prompt.schema_name,
                                     prompt.schema, prompt.most_tokens, prompt.temperature, request_.stream},
                                    dialect_->now());
    return http;
}

void Question::send() {
    ServiceListener to;
    to.on_body = [answer = answer_](std::string_view bytes) { answer->body(bytes); };
    to.on_done = [answer = answer_] { answer->done(); };
    to.on_failure = [weak = weak_from_this(), answer = answer_, used = dialect_->now()](const Failure& failure) {
        const auto self = weak.lock();
        if (self && !failure.parameter.empty() && self->dialect_->learn(used, failure.parameter))
            return self->send();
        answer->failed(failure);
    };
    auto call = service_->send(http(), std::move(to));
    {
        const std::lock_guard lock(mutex_);
        std::swap(call, call_);
        if (over_)
            call = std::move(call_);
    }  // what is not wanted ends here, and not under the lock
}

ChatModel::ChatModel(std::shared_ptr<Service> service, std::string reasoning_effort)
    : service_(std::move(service)), dialect_(std::make_shared<Dialect>(std::move(reasoning_effort))) {}
ChatModel::~ChatModel() = default;

std::unique_ptr<ModelSession> ChatModel::ask(ModelRequest request, ModelSession::Listener listener) {
    auto question = std::make_shared<Question>(service_, dialect_, std::move(request), std::move(listener));
    question->send();
    return std::make_unique<Session>(std::move(question));
}

}  // namespace mockcall::openai
