#include "adapters/speech/flite_synthesizer.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <optional>
#include <utility>

#include "adapters/speech/flite_voice.hpp"
#include "adapters/speech/listener_gate.hpp"
#include "adapters/speech/silence_trim.hpp"
#include "adapters/speech/spoken_text.hpp"
#include "audio/resampler.hpp"

namespace mockcall {
namespace {

using speech::FliteVoice;
using speech::ListenerGate;
using speech::SilenceTrim;

// Loud speech bends towards full scale instead of clipping.
std::int16_t louder(std::int16_t sample, double gain) {
    constexpr double knee = 0.7;
    const double x = sample / 32768.0 * gain;
    const double over = std::abs(x) - knee;
    const double bent = over <= 0 ? x : std::copysign(knee + (1 - knee) * std::tanh(over / (1 - knee)), x);
    return static_cast<std::int16_t>(std::lround(bent * 32767.0));
}

/// One speak(): runs on a worker, shared with the session that may cancel it.
class Job {
  public:
    Job(SpeechRequest request, SynthesisSession::Listener listener, FliteOptions options)
        : request_(std::move(request)), listener_(std::move(listener)), options_(options) {}

    void run() {
        gate_.pass([&] {
            if (listener_.on_began) {
                listener_.on_began("embedded");
            }
        });
        const auto prosody = speech::prosody_of(request_.emotion, request_.voice);
        const auto& voice = FliteVoice::named(request_.voice.name);
        resampler_.emplace(voice.rate_out(prosody), request_.sample_rate);
        trim_.emplace(request_.sample_rate);
        const auto sink = [&](SampleView samples) { return take(samples, prosody.gain); };
        for (const auto& sentence : pieces()) {
            if (cancelled_ || !voice.say(sentence, prosody, sink)) {
                return;
            }
        }
        resampled_.clear();
        resampler_->flush(resampled_);
        trim_->process(resampled_, ready_);
        trim_->flush(ready_);
        give(Least::Any);
        gate_.pass_last([&] {
            if (listener_.on_done) {
                listener_.on_done();
            }
        });
    }

    void cancel() {
        cancelled_ = true;
        gate_.close();
    }

    void fail(std::string why) {
        gate_.pass_last([&] {
            if (listener_.on_error) {
                listener_.on_error(Error{ErrorCode::AiServiceError, std::move(why)});
            }
        });
    }

  private:
    enum class Least { Chunk, Any };

    [[nodiscard]] std::vector<std::string> pieces() const {
        std::vector<std::string> result;
        const auto longest = static_cast<std::size_t>(std::max(options_.max_sentence, 40));
        for (auto& sentence : speech::sentences_of(speech::spoken_text(request_.text))) {
            while (sentence.size() > longest) {
                const auto blank = sentence.rfind(' ', longest);
                const auto cut = blank == std::string::npos || blank == 0 ? longest : blank;
                result.push_back(sentence.substr(0, cut));
                sentence.erase(0, cut);
            }
            result.push_back(std::move(sentence));
        }
        return result;
    }

    FliteVoice::Go take(SampleView samples, double gain) {
        if (cancelled_) {
            return FliteVoice::Go::Stop;
        }
        resampled_.clear();
        if (gain == 1.0) {
            resampler_->process(samples, resampled_);
        } else {
            scaled_.clear();
            std::ranges::transform(samples, std::back_inserter(scaled_), [&](auto s) { return louder(s, gain); });
            resampler_->process(scaled_, resampled_);
        }
        trim_->process(resampled_, ready_);
        return give(Least::Chunk) ? FliteVoice::Go::On : FliteVoice::Go::Stop;
    }

    // Hands out chunks of equal length; the rest only when no more will come.
    bool give(Least least) {
        const auto chunk = static_cast<std::size_t>(request_.sample_rate * options_.chunk_ms / 1000);
        std::size_t given = 0;
        bool heard = true;
        while (heard && (ready_.size() - given >= chunk || (least == Least::Any && given < ready_.size()))) {
            const auto size = std::min(chunk, ready_.size() - given);
            const auto from = ready_.begin() + static_cast<std::ptrdiff_t>(given);
            heard = gate_.pass([&] {
                if (listener_.on_audio) {
                    listener_.on_audio(Samples(from, from + static_cast<std::ptrdiff_t>(size)));
                }
            });
            given += size;
        }
        ready_.erase(ready_.begin(), ready_.begin() + static_cast<std::ptrdiff_t>(given));
        return heard;
    }

    SpeechRequest request_;
    SynthesisSession::Listener listener_;
    FliteOptions options_;
    ListenerGate gate_;
    std::atomic<bool> cancelled_ = false;
    std::optional<audio::Resampler> resampler_;
    std::optional<SilenceTrim> trim_;
    Samples scaled_;
    Samples resampled_;
    Samples ready_;
};

class Session : public SynthesisSession {
  public:
    explicit Session(std::shared_ptr<Job> job) : job_(std::move(job)) {}
    ~Session() override { job_->cancel(); }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    void cancel() override { job_->cancel(); }

  private:
    std::shared_ptr<Job> job_;
};

}  // namespace

FliteSynthesizer::FliteSynthesizer(WorkerPool& pool, FliteOptions options) : pool_(pool), options_(options) {
    options_.chunk_ms = std::clamp(options_.chunk_ms, 20, 200);
    static_cast<void>(speech::FliteVoice::named("awb"));  // loads them all now rather than in the first call
}

std::unique_ptr<SynthesisSession> FliteSynthesizer::speak(const SpeechRequest& request,
                                                          SynthesisSession::Listener listener) {
    auto job = std::make_shared<Job>(request, std::move(listener), options_);
    const int rate = request.sample_rate;
    if (rate != 8000 && rate != 16000 && rate != 24000) {
        job->fail("A voice speaks at 8000, 16000 or 24000 Hz, not " + std::to_string(rate) + ".");
    } else if (!pool_.submit([job] { job->run(); })) {
        job->fail("No worker is free to speak; try again in a moment.");
    }
    return std::make_unique<Session>(std::move(job));
}

bool FliteSynthesizer::ready() const { return true; }

}  // namespace mockcall
