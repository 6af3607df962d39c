#include "engine/call_recorder.hpp"

namespace mockcall {
namespace {

constexpr int kBitrate = 24'000;
constexpr int kComplexity = 2;

}  // namespace

CallRecorder::CallRecorder(std::unique_ptr<AppendLog> log, CallTime origin)
    : log_(std::move(log)),
      origin_(origin),
      agent_(audio::Channel::Agent, kBitrate, kComplexity),
      customer_(audio::Channel::Customer, kBitrate, kComplexity) {}

void CallRecorder::agent(CallTime at, SampleView pcm) {
    if (log_ && at >= origin_)
        agent_.write(at - origin_, pcm);
}

void CallRecorder::customer(CallTime at, SampleView pcm) {
    if (log_ && at >= origin_)
        customer_.write(at - origin_, pcm);
}

void CallRecorder::customer_unheard(CallTime from) {
    if (log_)
        customer_.erase_from(from - origin_);
}

Result<void> CallRecorder::settle(CallTime now) {
    if (!log_ || now - origin_ < kSettled)
        return {};
    return write(now - origin_ - kSettled);
}

Result<void> CallRecorder::close(CallTime end) {
    if (!log_)
        return {};
    constexpr Ticks kFrame = ticks_of(Milliseconds{20});
    auto written = write(end - origin_ + kFrame);
    if (!written)
        return written;
    return log_ ? log_->sync() : Result<void>{};
}

Result<void> CallRecorder::write(Ticks until) {
    std::vector<audio::RecordedPacket> packets;
    agent_.settle(until, packets);
    customer_.settle(until, packets);
    if (packets.empty())
        return {};
    Bytes records;
    for (const auto& packet : packets)
        audio::append_packet_record(packet, records);
    auto ok = log_->append(records);
    if (!ok)
        log_.reset();
    return ok;
}

}  // namespace mockcall
