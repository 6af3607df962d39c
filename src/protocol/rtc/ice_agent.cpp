#include "protocol/rtc/ice_agent.hpp"

#include <algorithm>
#include <utility>

namespace mockcall::rtc {
namespace {

constexpr std::uint32_t kPriority = 0x6E7F1EFF;  ///< of a host's peer-reflexive candidate

}  // namespace

IceAgent::IceAgent(IceCredentials local, IceCredentials remote)
    : local_(std::move(local)), remote_(std::move(remote)) {}

const IceCredentials* IceAgent::addressee(const StunMessage& m) const {
    const auto colon = m.username.find(':');
    if (colon == std::string_view::npos)
        return nullptr;
    const std::string_view to = m.username.substr(0, colon);
    const std::string_view sender = m.username.substr(colon + 1);
    if (to == local_.ufrag && sender == remote_.ufrag)
        return &local_;
    return former_ && to == former_->ufrag ? &*former_ : nullptr;
}

std::optional<IceAgent::Answer> IceAgent::check(ByteView datagram, const Address& from, SteadyTime now) {
    const auto message = parse_stun(datagram);
    if (!message || message->kind != StunClass::Request || message->has_unknown_required)
        return std::nullopt;
    const IceCredentials* credentials = addressee(*message);
    if (credentials == nullptr || !verify_integrity(*message, credentials->password))
        return std::nullopt;
    if (credentials == &local_ && former_) {
        former_.reset();
        nominated_ = false;
    }
    Answer answer;
    answer.first_from_there = learn(from, now);
    consent_until_ = now + kConsent;
    // A former generation is kept alive but no longer chooses.
    const bool chooses = credentials == &local_ && (message->use_candidate || !nominated_);
    if (chooses) {
        nominated_ = nominated_ || message->use_candidate;
        answer.moved = selected_ != from;
        selected_ = from;
    }
    answer.datagram = stun_success(*message, from, credentials->password);
    return answer;
}

std::optional<Bytes> IceAgent::ask(const Address& there, const StunTransaction& fresh, SteadyTime now) {
    if (!question_ || question_->address != there)
        question_ = {there, fresh, now};
    else if (now - question_->sent < kAskEvery)
        return std::nullopt;
    question_->sent = now;
    StunRequest request;
    request.transaction = question_->transaction;
    request.username = remote_.ufrag + ":" + local_.ufrag;
    request.priority = kPriority;
    request.controlled = true;
    return stun_request(request, remote_.password);
}

std::optional<StunTransaction> IceAgent::asked() const {
    return question_ ? std::optional(question_->transaction) : std::nullopt;
}

bool IceAgent::answered(ByteView datagram, const Address& from, SteadyTime now) {
    if (!question_ || from != question_->address)
        return false;
    const auto message = parse_stun(datagram);
    if (!message || message->kind != StunClass::Success || message->transaction != question_->transaction ||
        !verify_integrity(*message, remote_.password))
        return false;
    question_.reset();
    learn(from, now);
    consent_until_ = now + kConsent;
    selected_ = from;
    return true;
}

bool IceAgent::learn(const Address& from, SteadyTime now) {
    if (const auto it = std::ranges::find(known_, from, &Known::address); it != known_.end()) {
        it->last = now;
        return false;
    }
    if (known_.size() >= kMostAddresses) {  // the one that has been silent longest makes room
        const auto oldest = std::ranges::min_element(
            known_, {}, [this](const Known& k) { return k.address == selected_ ? SteadyTime::max() : k.last; });
        known_.erase(oldest);
    }
    known_.push_back({from, now});
    return true;
}

bool IceAgent::validated(const Address& address) const {
    return std::ranges::find(known_, address, &Known::address) != known_.end();
}

std::vector<Address> IceAgent::addresses() const {
    std::vector<Address> all;
    for (const Known& k : known_)
        all.push_back(k.address);
    return all;
}

void IceAgent::restart(IceCredentials local, IceCredentials remote) {
    former_ = std::exchange(local_, std::move(local));
    remote_ = std::move(remote);
    question_.reset();
}

std::string_view stun_addressee(ByteView datagram) {
    const auto message = parse_stun(datagram);
    if (!message || message->integrity_at == 0)
        return {};
    if (message->kind == StunClass::Request)
        return message->username.substr(0, message->username.find(':'));
    return message->kind == StunClass::Success ? text_of(datagram.subspan(8, message->transaction.size()))
                                               : std::string_view{};
}

}  // namespace mockcall::rtc
