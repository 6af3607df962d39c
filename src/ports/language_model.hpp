// A language model: a prompt in, text out as it comes. Asynchronous; listeners are called from any thread, one call at
// a time for a session, and never after cancel() or the session's end has returned.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

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

struct ModelRequest {
    CallId call;
    ModelPrompt prompt;
    Milliseconds within{};  ///< 0: the service's own deadline; else the whole answer
    bool stream = true;
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
};

}  // namespace mockcall
