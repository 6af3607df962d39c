#include "adapters/openai/conversation_history.hpp"

#include <algorithm>

#include <fmt/core.h>

namespace mockcall::openai {

void ConversationHistory::said(const std::string& item, const std::string& words) {
    const auto it = std::ranges::find(items_, item, &Item::id);
    if (it != items_.end())
        it->text = words;
}

void ConversationHistory::gone(const std::string& item) {
    const auto it = std::ranges::find(items_, item, &Item::id);
    if (it == items_.end())
        return;
    if (static_cast<std::size_t>(it - items_.begin()) < cursor_)
        --cursor_;
    items_.erase(it);
    if (after_ == item)
        after_ = cursor_ == 0 ? "root" : items_[cursor_ - 1].id;
}

void ConversationHistory::reset() {
    items_.clear();
    cursor_ = told_ = 0;
    after_ = "root";
}

/// A line is known by its beginning: some of it may not have been heard, or have been said by another voice.
const ConversationHistory::Item* ConversationHistory::find(const ModelTurn& turn) {
    for (std::size_t i = cursor_; i < items_.size(); ++i) {
        const Item& item = items_[i];
        if (item.customer != turn.customer || item.text.empty())
            continue;
        const bool same = turn.customer ? turn.text.starts_with(item.text) || item.text.starts_with(turn.text)
                                        : turn.text == item.text;
        if (!same)
            continue;
        cursor_ = i + 1;
        return &item;
    }
    return nullptr;
}

std::vector<protocol::openai::SaidText> ConversationHistory::catch_up(const std::vector<ModelTurn>& heard) {
    std::vector<protocol::openai::SaidText> missing;
    if (told_ == 0 && heard.size() > kMostTurns)
        told_ = heard.size() - kMostTurns;
    for (; told_ < heard.size(); ++told_) {
        const ModelTurn& turn = heard[told_];
        if (const Item* known = find(turn)) {
            after_ = known->id;
            continue;
        }
        Item item{fmt::format("told_{}", ++made_), turn.customer, turn.text};
        missing.push_back({item.id, after_, item.customer, item.text});
        after_ = item.id;
        items_.insert(items_.begin() + static_cast<std::ptrdiff_t>(cursor_), std::move(item));
        ++cursor_;
    }
    return missing;
}

}  // namespace mockcall::openai
