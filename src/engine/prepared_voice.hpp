// One line that is spoken before it is wanted, and kept until it is known whether it will be. Everything is called on
// the call's loop. What is kept is bounded by the length of a line.
#pragma once

#include <memory>
#include <optional>

#include "ports/runtime.hpp"
#include "ports/speech.hpp"

namespace mockcall {

class PreparedVoice {
  public:
    /// Both outlive it.
    PreparedVoice(Loop& loop, Synthesizer& synthesizer) : loop_(loop), synthesizer_(synthesizer) {}

    /// Begins with the line, unless it has; lets go of the one before.
    void prepare(const SpeechRequest& request);
    /// Speaks a line. If it is the one that was prepared, what there is of it comes at once; else what was prepared is
    /// let go of.
    [[nodiscard]] std::unique_ptr<SynthesisSession> speak(const SpeechRequest& request,
                                                          SynthesisSession::Listener listener);
    void forget() { line_.reset(); }

  private:
    class Line;
    class Taken;

    Loop& loop_;
    Synthesizer& synthesizer_;
    std::shared_ptr<Line> line_;
};

}  // namespace mockcall
