#include "protocol/events_wire.hpp"

#include <algorithm>
#include <cstring>
#include <new>

namespace mockcall::protocol {

const WireValue* WireValue::member(std::string_view name) const {
    if (kind != Kind::Map)
        return nullptr;
    const WireValue* found = nullptr;
    for (const WireValue* at = first; at != nullptr; at = at->next) {
        if (at->key == name)
            found = at;
    }
    return found;
}

WireValue* WireBuilder::append(const WireValue& v) {
    if (++values_ > limits_.values)
        return nullptr;
    auto* made = new (arena_.allocate(sizeof(WireValue), alignof(WireValue))) WireValue(v);
    if (depth_ == 0) {
        root_ = made;
        return made;
    }
    Open& open = open_[depth_ - 1];
    if (open.container->kind == WireValue::Kind::Map)
        made->key = key_;
    (open.last == nullptr ? open.container->first : open.last->next) = made;
    open.last = made;
    ++open.container->count;
    return made;
}

bool WireBuilder::begin(WireValue::Kind kind) {
    if (depth_ >= std::min(limits_.depth, kDeepest))
        return false;
    WireValue* made = append({.kind = kind});
    if (made == nullptr)
        return false;
    open_[depth_++] = {made, nullptr};
    return true;
}

void WireBuilder::end() {
    if (depth_ > 0)
        --depth_;
}

std::string_view WireBuilder::keep(std::string_view text) {
    if (text.empty())
        return {};
    auto* copy = static_cast<char*>(arena_.allocate(text.size(), 1));
    std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
}

Result<const WireValue*> WireDocument::parse(Encoding encoding, ByteView frame) {
    WireBuilder builder(arena_, limits_);
    const std::string_view wrong = encoding == Encoding::Json ? parse_json(text_of(frame), builder, arena_)
                                                              : parse_msgpack(text_of(frame), builder);
    if (!wrong.empty())
        return fail(ErrorCode::ValidationError, std::string(wrong));
    return builder.root();
}

namespace {

/// The length of the UTF-8 sequence that `lead` begins and the range its second byte must be in (RFC 3629, section 4).
struct Sequence {
    std::size_t length = 0;
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
};
Sequence sequence_of(unsigned char lead) {
    if (lead >= 0xC2 && lead <= 0xDF)
        return {2};
    if (lead == 0xE0)
        return {3, 0xA0};
    if (lead == 0xED)
        return {3, 0x80, 0x9F};  // no surrogates
    if (lead >= 0xE1 && lead <= 0xEF)
        return {3};
    if (lead == 0xF0)
        return {4, 0x90};
    if (lead == 0xF4)
        return {4, 0x80, 0x8F};
    if (lead >= 0xF1 && lead <= 0xF3)
        return {4};
    return {};
}

}  // namespace

bool is_utf8(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    for (std::size_t i = 0; i < text.size();) {
        if (byte(i) < 0x80) {
            ++i;
            continue;
        }
        const Sequence s = sequence_of(byte(i));
        if (s.length == 0 || i + s.length > text.size() || byte(i + 1) < s.low || byte(i + 1) > s.high)
            return false;
        for (std::size_t k = 2; k < s.length; ++k) {
            if ((byte(i + k) & 0xC0) != 0x80)
                return false;
        }
        i += s.length;
    }
    return true;
}

}  // namespace mockcall::protocol
