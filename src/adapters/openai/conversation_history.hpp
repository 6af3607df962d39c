// Which items a Realtime conversation holds, and what has to be added so that it is the conversation that was heard:
// typed words, lines of another voice, everything after a new connection. Pure; one owner.
#pragma once

#include <string>
#include <vector>

#include "ports/language_model.hpp"
#include "protocol/openai/conversation_wire.hpp"

namespace mockcall::openai {

class ConversationHistory {
  public:
    void agent_began(const std::string& item) { items_.push_back({item, false, {}}); }
    void agent_said(const std::string& item, const std::string& words) { said(item, words); }
    void customer_began(const std::string& item) { items_.push_back({item, true, {}}); }
    /// What may have been heard of it, or its beginning.
    void customer_said(const std::string& item, const std::string& words) { said(item, words); }
    void gone(const std::string& item);
    /// A new connection: the service knows nothing.
    void reset();
    /// What is missing of `heard`, in order.
    [[nodiscard]] std::vector<protocol::openai::SaidText> catch_up(const std::vector<ModelTurn>& heard);

  private:
    struct Item {
        std::string id;
        bool customer = false;
        std::string text;
    };
    static constexpr std::size_t kMostTurns = 24;  ///< of an earlier connection that are told again
    void said(const std::string& item, const std::string& words);
    [[nodiscard]] const Item* find(const ModelTurn& turn);

    std::vector<Item> items_;
    std::size_t cursor_ = 0;  ///< in items_: those before it are told
    std::size_t told_ = 0;    ///< turns of the call that the service knows
    std::string after_ = "root";
    std::size_t made_ = 0;
};

}  // namespace mockcall::openai
