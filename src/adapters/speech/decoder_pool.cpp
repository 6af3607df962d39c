#include "adapters/speech/decoder_pool.hpp"

#include <algorithm>

namespace mockcall::speech {

DecoderPool::Ticket::~Ticket() {
    const std::lock_guard lock(pool_->mutex_);
    --pool_->reserved_;
}

std::unique_ptr<DecoderPool::Ticket> DecoderPool::reserve(const std::shared_ptr<DecoderPool>& pool) {
    const std::lock_guard lock(pool->mutex_);
    if (pool->reserved_ >= pool->options_.max_decoders) {
        return nullptr;
    }
    ++pool->reserved_;
    return std::make_unique<Ticket>(pool);
}

Result<std::unique_ptr<Decoder>> DecoderPool::take(const std::shared_ptr<const CallVocabulary>& vocabulary) {
    std::unique_ptr<Decoder> stale;  // freed outside the lock
    {
        const std::lock_guard lock(mutex_);
        const auto same =
            std::ranges::find_if(idle_, [&](const auto& d) { return d->vocabulary().key == vocabulary->key; });
        if (same != idle_.end()) {
            auto found = std::move(*same);
            idle_.erase(same);
            return found;
        }
        // Idle ones and those at work together never exceed max_decoders: each at work holds a ticket.
        if (static_cast<int>(idle_.size()) + reserved_ > options_.max_decoders && !idle_.empty()) {
            stale = std::move(idle_.front());
            idle_.erase(idle_.begin());
        }
    }
    stale.reset();
    return Decoder::load(options_, vocabulary);
}

void DecoderPool::give_back(std::unique_ptr<Decoder> decoder) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(decoder));
}

}  // namespace mockcall::speech
