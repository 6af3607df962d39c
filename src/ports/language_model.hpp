// A language model: a prompt in, text out as it comes. Asynchronous; listeners are called from any thread, one call at
// a time for a session, and never after cancel() or the session's end has returned.
//
// A model may speak its words itself. It then keeps the conversation, told in `heard`, and is asked in plain words; its
// answer comes in the form of the schema all the same, and the voice that goes with it has the sound of each sentence.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"

namespace mockcall {

struct ModelPrompt {
    std::string system;
    std::string user;
    std::string schema_name;  ///< of the answer: letters, digits, _
    std::string schema;       ///< JSON Schema, closed, everything required
    int most_tokens = 200;    ///< of the answer
    double temperature = 0.7;
};

/// What was said in a call, as it was heard.
struct ModelTurn {
    bool customer = false;
    std::string text;
};

/// For a model that speaks.
struct SpokenReply {
    std::vector<ModelTurn> heard{};  ///< all of the call
    std::string voice{};             ///< the scenario's (VoiceSpec::name)
    bool decides = false;            ///< an offer is to be answered: how is told before a word is
    bool leaving = false;            ///< the customer hangs up after this
};

struct ModelRequest {
    CallId call;
    ModelPrompt prompt;
    Milliseconds within{};  ///< 0: the service's own deadline; else the whole answer
    bool stream = true;
    SpokenReply spoken{};
};

class ModelSession {
  public:
    struct Listener {
        std::function<void(std::string_view)> on_text;  ///< pieces of the answer, cut between characters or not
        std::function<void()> on_done;
        std::function<void(std::string)> on_error;  ///< a word that says why; at most once, nothing follows
    };
    virtual ~ModelSession() = default;
    virtual void cancel() = 0;
    /// The answer made no sense: the service is to blame. Ends like cancel().
    virtual void refuse() = 0;
};

class LanguageModel {
  public:
    virtual ~LanguageModel() = default;
    [[nodiscard]] virtual std::unique_ptr<ModelSession> ask(ModelRequest request, ModelSession::Listener listener) = 0;
    [[nodiscard]] virtual bool up() const = 0;  ///< false while it is known to be down
    [[nodiscard]] virtual bool speaks() const { return false; }
    [[nodiscard]] virtual std::string_view name() const { return "openai"; }  ///< as timings tell it
};

}  // namespace mockcall
