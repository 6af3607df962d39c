// Takes away the silence that a voice puts before its first and after its last word: the customer answers when they
// answer, and a line in the transcript begins where it is heard. Pauses between words stay.
#pragma once

#include "base/bytes.hpp"

namespace mockcall::speech {

/// One stream of samples of one channel, at any rate. One owner.
class SilenceTrim {
  public:
    explicit SilenceTrim(int sample_rate);
    /// Appends to `out` what is known to be inside the line.
    void process(SampleView in, Samples& out);
    /// No more will come: appends the short silence that ends the line.
    void flush(Samples& out);

  private:
    void frame(SampleView samples, Samples& out);

    std::size_t frame_;   ///< samples of 10 ms
    std::size_t before_;  ///< of silence kept before the first sound
    std::size_t after_;   ///< and after the last
    bool begun_ = false;
    Samples rest_;   ///< an incomplete frame
    Samples quiet_;  ///< silence that may turn out to be a pause
};

}  // namespace mockcall::speech
