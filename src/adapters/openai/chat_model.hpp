// POST /chat/completions as a language model. Thread-safe.
#pragma once

#include "adapters/openai/service.hpp"
#include "ports/language_model.hpp"

namespace mockcall::openai {

class ChatModel final : public LanguageModel {
  public:
    /// `reasoning_effort`: "" left to the model. What else the service does not take is learnt from its refusals.
    explicit ChatModel(std::shared_ptr<Service> service, std::string reasoning_effort = {});
    ~ChatModel() override;
    [[nodiscard]] std::unique_ptr<ModelSession> ask(ModelRequest request, ModelSession::Listener listener) override;
    [[nodiscard]] bool up() const override { return service_->up(); }

    class Dialect;

  private:
    std::shared_ptr<Service> service_;
    std::shared_ptr<Dialect> dialect_;
};

}  // namespace mockcall::openai
