// A language model that says what the test wants: at once, piece by piece, or never.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ports/language_model.hpp"

namespace mockcall::fakes {

class FakeModel final : public LanguageModel {
  public:
    struct Asked {
        ModelRequest request;
        ModelSession::Listener listener;
        bool cancelled = false;
        bool refused = false;
        void say(std::string_view piece) const {
            if (!cancelled)
                listener.on_text(piece);
        }
        void finish() const {
            if (!cancelled)
                listener.on_done();
        }
        void fail(std::string reason) const {
            if (!cancelled)
                listener.on_error(std::move(reason));
        }
    };
    std::vector<std::shared_ptr<Asked>> asked;
    /// Answers at once; nothing: the test answers, or nobody does.
    std::function<std::optional<std::string>(const ModelRequest&)> answer;
    std::string failure;  ///< fails at once with this reason
    bool is_up = true;

    std::unique_ptr<ModelSession> ask(ModelRequest request, ModelSession::Listener listener) override {
        auto one = std::make_shared<Asked>(std::move(request), std::move(listener));
        asked.push_back(one);
        if (!failure.empty()) {
            one->fail(failure);
        } else if (const auto text = answer ? answer(one->request) : std::nullopt) {
            for (std::size_t at = 0; at < text->size(); at += 7)
                one->say(std::string_view(*text).substr(at, 7));
            one->finish();
        }
        class Session final : public ModelSession {
          public:
            explicit Session(std::shared_ptr<Asked> what) : what_(std::move(what)) {}
            ~Session() override { what_->cancelled = true; }
            void cancel() override { what_->cancelled = true; }
            void refuse() override { what_->cancelled = what_->refused = true; }

          private:
            std::shared_ptr<Asked> what_;
        };
        return std::make_unique<Session>(one);
    }
    [[nodiscard]] bool up() const override { return is_up; }

    [[nodiscard]] std::vector<std::shared_ptr<Asked>> for_words() const {
        std::vector<std::shared_ptr<Asked>> found;
        for (const auto& a : asked)
            if (a->request.prompt.schema_name == "customer_line")
                found.push_back(a);
        return found;
    }
};

}  // namespace mockcall::fakes
