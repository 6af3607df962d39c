#include "adapters/speech/silence_trim.hpp"

#include <algorithm>
#include <cmath>

namespace mockcall::speech {
namespace {

constexpr double kSilence =
    110;  ///< root mean square of 10 ms; breathy first sounds lie above, what voices leave between words below

double rms(SampleView samples) {
    double sum = 0;
    for (const auto sample : samples) {
        sum += static_cast<double>(sample) * sample;
    }
    return samples.empty() ? 0 : std::sqrt(sum / static_cast<double>(samples.size()));
}

}  // namespace

SilenceTrim::SilenceTrim(int sample_rate)
    : frame_(static_cast<std::size_t>(sample_rate) / 100),
      before_(static_cast<std::size_t>(sample_rate) * 15 / 1000),
      after_(static_cast<std::size_t>(sample_rate) * 60 / 1000) {}

void SilenceTrim::process(SampleView in, Samples& out) {
    rest_.insert(rest_.end(), in.begin(), in.end());
    std::size_t done = 0;
    for (; rest_.size() - done >= frame_; done += frame_) {
        frame(SampleView(rest_).subspan(done, frame_), out);
    }
    rest_.erase(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(done));
}

void SilenceTrim::frame(SampleView samples, Samples& out) {
    if (rms(samples) < kSilence) {
        quiet_.insert(quiet_.end(), samples.begin(), samples.end());
        if (!begun_ && quiet_.size() > before_) {
            quiet_.erase(quiet_.begin(), quiet_.end() - static_cast<std::ptrdiff_t>(before_));
        }
        return;
    }
    begun_ = true;
    out.insert(out.end(), quiet_.begin(), quiet_.end());
    quiet_.clear();
    out.insert(out.end(), samples.begin(), samples.end());
}

void SilenceTrim::flush(Samples& out) {
    quiet_.insert(quiet_.end(), rest_.begin(), rest_.end());
    rest_.clear();
    if (begun_) {
        out.insert(out.end(), quiet_.begin(),
                   quiet_.begin() + static_cast<std::ptrdiff_t>(std::min(after_, quiet_.size())));
    }
    quiet_.clear();
}

}  // namespace mockcall::speech
