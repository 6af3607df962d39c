#include "engine/word_finder.hpp"

#include <utility>

#include "domain/call/sentences.hpp"
#include "protocol/streamed_object.hpp"

namespace mockcall {
namespace {

constexpr const char* kBroken = "broken_answer";

}  // namespace

/// One question under way. Its listener runs on the model's thread; what it has to tell goes to the loop.
struct WordFinder::Asked {
    UtteranceId utterance = 0;
    int attempt = 1;
    std::function<void(CallInput)> tell;  ///< to the loop
    std::unique_ptr<ModelSession> session;

    // On the model's thread.
    Sentences sentences;
    InWords words;
    std::string answer;
    bool over = false;
    std::unique_ptr<protocol::StreamedObject> object;

    void begin_words();
    void say(std::string sentence);
    void on_text(std::string_view piece);
    void on_done();
    void on_error(std::string reason);
};

void WordFinder::Asked::begin_words() {
    words.utterance = utterance;
    words.attempt = attempt;
    protocol::StreamedObject::Listener listener;
    listener.on_text = [this](const std::string& name, std::string_view piece) {
        constexpr std::size_t kShort = 32;
        if (name == "decision" && words.decision.size() < kShort)
            words.decision += piece;
        else if (name == "emotion" && words.emotion.size() < kShort)
            words.emotion += piece;
        else if (name == "words")
            for (std::string& sentence : sentences.feed(piece))
                say(std::move(sentence));
    };
    listener.on_end = [this](const std::string& name) {
        if (name == "words")
            for (std::string& sentence : sentences.finish())
                say(std::move(sentence));
    };
    object = std::make_unique<protocol::StreamedObject>(std::move(listener));
}

void WordFinder::Asked::say(std::string sentence) {
    InWords in = words;
    in.text = std::move(sentence);
    tell(in);
}

void WordFinder::Asked::on_text(std::string_view piece) {
    if (over)
        return;
    if (!object) {
        answer += piece;
    } else if (!object->feed(piece)) {
        on_error(kBroken);
    }
}

void WordFinder::Asked::on_done() {
    if (over)
        return;
    if (object) {
        if (!object->complete())
            return on_error(kBroken);
        over = true;
        return tell(words);  // without text: that was all
    }
    auto meaning = read_meaning(answer);
    if (!meaning)
        return on_error(kBroken);
    over = true;
    tell(InMeaning{utterance, std::move(*meaning)});
}

void WordFinder::Asked::on_error(std::string reason) {
    if (!std::exchange(over, true))
        tell(InModelFailed{utterance, attempt, std::move(reason)});
}

WordFinder::WordFinder(Loop& loop, LanguageModel& model, CallId call, std::function<void(CallInput)> tell)
    : loop_(loop),
      model_(model),
      call_(std::move(call)),
      tell_(std::make_shared<std::function<void(CallInput)>>([this, tell = std::move(tell)](CallInput input) {
          settle(input);
          tell(std::move(input));
      })) {}

WordFinder::~WordFinder() { clear(); }

void WordFinder::ask(const OutAskWords& out, const Scenario& scenario, const std::vector<TranscriptTurn>& heard) {
    auto asked = std::make_shared<Asked>();
    asked->utterance = out.utterance;
    asked->attempt = out.attempt;
    asked->begin_words();
    const WordsWanted wanted{out.own, out.emotion, out.fault, out.brief};
    PromptText text = model_.speaks() ? spoken_prompt(scenario, wanted) : words_prompt(scenario, heard, wanted);
    ModelRequest request;
    if (model_.speaks()) {
        for (const TranscriptTurn& turn : heard)
            request.spoken.heard.push_back({turn.speaker == Speaker::Customer, turn.text});
        request.spoken.voice = scenario.persona.voice.name;
        request.spoken.decides = out.brief.decision != "none";
        request.spoken.leaving = out.brief.leaving;
    }
    request.prompt = {std::move(text.system), std::move(text.user), "customer_line", std::move(text.schema)};
    send(std::move(asked), std::move(request));
}

void WordFinder::ask(const OutAskMeaning& out, const Scenario& scenario, const std::vector<TranscriptTurn>& heard,
                     Milliseconds within) {
    auto asked = std::make_shared<Asked>();
    asked->utterance = out.utterance;
    PromptText text = meaning_prompt(scenario, heard, out.text);
    ModelRequest request;
    request.prompt = {std::move(text.system), std::move(text.user), "agent_turn", std::move(text.schema), 150, 0};
    request.within = within;
    request.stream = false;
    send(std::move(asked), std::move(request));
}

void WordFinder::send(std::shared_ptr<Asked> asked, ModelRequest request) {
    forget(asked->utterance);
    asked_[asked->utterance] = asked;
    request.call = call_;
    asked->tell = [&loop = loop_, weak = std::weak_ptr(tell_), still = std::weak_ptr(asked)](CallInput input) {
        loop.post([weak, still, input = std::move(input)]() mutable {
            if (const auto to = weak.lock(); to && !still.expired())
                (*to)(std::move(input));
        });
    };
    ModelSession::Listener listener;
    // The session ends with what it is a part of, and calls nobody then.
    listener.on_text = [a = asked.get()](std::string_view piece) { a->on_text(piece); };
    listener.on_done = [a = asked.get()] { a->on_done(); };
    listener.on_error = [a = asked.get()](std::string reason) { a->on_error(std::move(reason)); };
    asked->session = model_.ask(std::move(request), std::move(listener));
}

void WordFinder::forget(UtteranceId utterance) {
    const auto it = asked_.find(utterance);
    if (it == asked_.end())
        return;
    it->second->session->cancel();
    asked_.erase(it);
}

/// Lets go of what has been answered.
void WordFinder::settle(const CallInput& input) {
    if (const auto* words = std::get_if<InWords>(&input); words != nullptr && words->text.empty())
        return forget(words->utterance);
    if (const auto* meaning = std::get_if<InMeaning>(&input))
        return forget(meaning->utterance);
    const auto* failed = std::get_if<InModelFailed>(&input);
    if (failed == nullptr)
        return;
    if (const auto it = asked_.find(failed->utterance); it != asked_.end() && failed->reason == kBroken)
        it->second->session->refuse();
    forget(failed->utterance);
}

void WordFinder::clear() {
    while (!asked_.empty())
        forget(asked_.begin()->first);
}

}  // namespace mockcall
