// The embedded voice: Flite on the worker pool, streamed sentence by sentence.
#pragma once

#include <memory>

#include "ports/runtime.hpp"
#include "ports/speech.hpp"

namespace mockcall {

struct FliteOptions {
    int chunk_ms = 40;       ///< length of a chunk (the last may be shorter), 20-200
    int max_sentence = 400;  ///< characters: longer text without a full stop is cut at a blank
};

/// Voices: awb (m), slt (f), rms (m), kal16 (m); an unknown name speaks as awb. `pitch` and `rate` of the VoiceSpec are
/// clamped to 0.7-1.4. Thread-safe. When the pool refuses the work, on_error is called before speak() returns. `pool`
/// must outlive this.
class FliteSynthesizer : public Synthesizer {
  public:
    explicit FliteSynthesizer(WorkerPool& pool, FliteOptions options = {});
    [[nodiscard]] std::unique_ptr<SynthesisSession> speak(const SpeechRequest& request,
                                                          SynthesisSession::Listener listener) override;
    [[nodiscard]] bool ready() const override;

  private:
    WorkerPool& pool_;
    FliteOptions options_;
};

}  // namespace mockcall
