#include "engine/call_recorder.hpp"

#include <algorithm>

#include "audio/input_decoder.hpp"
#include "audio/opus_format.hpp"

namespace mockcall {
namespace {

constexpr int kBitrate = 24'000;
constexpr int kComplexity = 2;
constexpr Ticks kFrame = ticks_of(Milliseconds{20});
/// A packet of discontinuous transmission that holds no sound; so does a frame that is left out.
constexpr std::size_t kPause = 2;

}  // namespace

CallRecorder::CallRecorder(std::unique_ptr<AppendLog> log, CallTime origin)
    : log_(std::move(log)),
      origin_(origin),
      agent_(audio::Channel::Agent, kBitrate, kComplexity),
      customer_(audio::Channel::Customer, kBitrate, kComplexity) {}

void CallRecorder::agent(CallTime at, SampleView pcm, ByteView opus) {
    agent_end_ = std::max(agent_end_, keep(agent_, at, pcm, opus));
}

void CallRecorder::customer(CallTime at, SampleView pcm, ByteView opus) {
    customer_.encode(keep(customer_, at, pcm, opus) - origin_);
}

CallTime CallRecorder::keep(audio::ChannelTimeline& channel, CallTime at, SampleView pcm, ByteView opus) {
    const bool as_packet = audio::is_single_20ms_frame(opus);
    const CallTime end =
        at + (as_packet ? kFrame : ticks_of_samples(static_cast<std::int64_t>(pcm.size()), audio::kPipelineRate));
    if (!log_ || at < origin_)
        return end;
    if (!as_packet)
        channel.write(at - origin_, pcm);
    else if (opus.size() > kPause)
        channel.place(at - origin_, opus);
    return end;
}

void CallRecorder::customer_unheard(CallTime from) {
    if (log_)
        customer_.erase_from(from - origin_);
}

Result<void> CallRecorder::settle(CallTime now) {
    return log_ ? write(agent_end_ - origin_ - kOverlap, now - origin_ - kSettled) : Result<void>{};
}

Result<void> CallRecorder::close(CallTime end) {
    if (!log_)
        return {};
    auto written = write(end - origin_ + kFrame, end - origin_ + kFrame);
    if (!written)
        return written;
    return log_ ? log_->sync() : Result<void>{};
}

Result<void> CallRecorder::write(Ticks agent_until, Ticks customer_until) {
    std::vector<audio::RecordedPacket> packets;
    agent_.settle(agent_until, packets);
    customer_.settle(customer_until, packets);
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
