// One utterance on its way through a decoder: samples queue up, at most one worker at a time drains them.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>

#include "adapters/speech/decoder_pool.hpp"
#include "adapters/speech/listener_gate.hpp"
#include "ports/runtime.hpp"

namespace mockcall::speech {

/// What the utterances of one call share.
struct CallVoice {
    std::shared_ptr<DecoderPool> decoders;
    std::shared_ptr<const CallVocabulary> vocabulary;
    std::mutex mutex;
    ChannelMean mean;  ///< guarded by mutex; empty before the first utterance
};

/// Thread-safe. Lives until its last worker task is done, longer than its session when that goes early.
class Utterance : public std::enable_shared_from_this<Utterance> {
  public:
    Utterance(WorkerPool& workers, std::shared_ptr<CallVoice> call, std::unique_ptr<DecoderPool::Ticket> ticket,
              RecognizerSearch search, RecognizerSession::Listener listener, int partial_ms);
    void feed(SampleView pcm);
    void finish();
    void cancel();

  private:
    enum class Phase { Listening, Finishing, Cancelled, Overrun, Over };
    void schedule();
    void refused();
    void run();
    [[nodiscard]] bool process(SampleView samples);
    [[nodiscard]] bool ensure_decoder();
    void look_for_partial();
    void conclude();
    void end_with(Error error);
    void release();

    WorkerPool& workers_;
    const std::shared_ptr<CallVoice> call_;
    const RecognizerSearch search_;
    const RecognizerSession::Listener listener_;
    const std::size_t partial_samples_;
    ListenerGate gate_;
    std::atomic<bool> cancelled_ = false;

    std::mutex mutex_;  ///< guards the next three
    Samples pending_;
    Phase phase_ = Phase::Listening;
    bool running_ = false;  ///< a worker, or the thread that could not get one, owns what follows

    std::unique_ptr<DecoderPool::Ticket> ticket_;
    std::unique_ptr<Decoder> decoder_;
    std::size_t since_partial_ = 0;
    std::string last_partial_;
};

}  // namespace mockcall::speech
