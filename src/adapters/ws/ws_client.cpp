#include "adapters/ws/ws_client.hpp"

namespace mockcall::ws {

void WsClient::send(protocol::ServerEvent event) {
    std::string frame;
    protocol::encode_server_event(encoding_, event, frame);
    {
        const std::lock_guard lock(mutex_);
        if (closing_)
            return;
        waiting_bytes_ += frame.size();
        waiting_.push_back(std::move(frame));
    }
    schedule();
}

void WsClient::close(int code, std::string reason) {
    {
        const std::lock_guard lock(mutex_);
        if (closing_)
            return;
        closing_.emplace(code, std::move(reason));
    }
    schedule();
}

void WsClient::schedule() {
    {
        const std::lock_guard lock(mutex_);
        if (std::exchange(scheduled_, true))
            return;
    }
    peer_->loop().post([self = shared_from_this()] { self->flush(); });
}

void WsClient::flush() {
    std::vector<std::string> frames;
    std::optional<std::pair<int, std::string>> closing;
    {
        const std::lock_guard lock(mutex_);
        frames.swap(waiting_);
        waiting_bytes_ = 0;
        closing = closing_;
        scheduled_ = false;
    }
    for (std::string& frame : frames)
        peer_->send(frame_kind(encoding_), std::move(frame));
    if (closing)
        peer_->close(closing->first, std::move(closing->second));
}

std::size_t WsClient::backlog() const {
    const std::lock_guard lock(mutex_);
    return waiting_bytes_ + peer_->backlog();
}

}  // namespace mockcall::ws
