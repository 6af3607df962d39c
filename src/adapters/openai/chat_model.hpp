// POST /chat/completions as a language model. Thread-safe.
#pragma once

#include "adapters/openai/service.hpp"
#include "ports/language_model.hpp"

namespace mockcall::openai {

class ChatModel final : public LanguageModel {
  public:
    explicit ChatModel(std::shared_ptr<Service> service) : service_(std::move(service)) {}
    [[nodiscard]] std::unique_ptr<ModelSession> ask(ModelRequest request, ModelSession::Listener listener) override;
    [[nodiscard]] bool up() const override { return service_->up(); }

  private:
    std::shared_ptr<Service> service_;
};

}  // namespace mockcall::openai
