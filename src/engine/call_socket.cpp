#include "engine/call_socket.hpp"

namespace mockcall {

void CallSocket::attach(std::shared_ptr<CallClient> client, protocol::AudioPreference audio) {
    client_ = std::move(client);
    audio_ = std::move(audio);
}

void CallSocket::send(protocol::ServerEvent event) {
    if (client_)
        client_->send(std::move(event));
}

void CallSocket::send_audio(protocol::AudioCustomer event) {
    if (client_ && (client_->backlog() < kMostAudioBacklog || event.final))
        client_->send(std::move(event));
}

void CallSocket::error(const Error& error, bool recoverable, std::string request_id) {
    send(protocol::ErrorEvent{error.code, error.message, recoverable, std::move(request_id)});
}

void CallSocket::close(int code, std::string reason) {
    if (client_)
        client_->close(code, std::move(reason));
    client_.reset();
}

void CallSocket::send_missed() {
    for (const auto& transcript : said_)
        send(transcript);
}

}  // namespace mockcall
