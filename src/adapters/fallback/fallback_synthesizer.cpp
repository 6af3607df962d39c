#include "adapters/fallback/fallback_synthesizer.hpp"

#include <algorithm>
#include <map>
#include <mutex>

#include "domain/call/heard_words.hpp"

namespace mockcall {

/// Characters a second of each of the first one's voices.
class FallbackSynthesizer::Pace {
  public:
    [[nodiscard]] double of(const std::string& voice) const {
        const std::lock_guard lock(mutex_);
        const auto it = by_voice_.find(voice);
        return it == by_voice_.end() ? kUsual : it->second;
    }
    void learn(const std::string& voice, double pace) {
        constexpr double kNew = 0.2;
        if (pace < kUsual / 3 || pace > kUsual * 3)
            return;  // a line of one number, or a service that sent half
        const std::lock_guard lock(mutex_);
        if (by_voice_.size() < kMostVoices || by_voice_.contains(voice)) {
            double& known = by_voice_.try_emplace(voice, pace).first->second;
            known += kNew * (pace - known);
        }
    }

  private:
    static constexpr double kUsual = 15;
    static constexpr std::size_t kMostVoices = 64;
    mutable std::mutex mutex_;
    std::map<std::string, double> by_voice_;
};

namespace {

class Line : public std::enable_shared_from_this<Line> {
  public:
    Line(Synthesizer& second, std::shared_ptr<FallbackSynthesizer::Pace> pace, SpeechRequest request,
         SynthesisSession::Listener listener)
        : second_of_all_(second),
          pace_(std::move(pace)),
          request_(std::move(request)),
          listener_(std::move(listener)) {}

    void begin(Synthesizer& first) {
        SynthesisSession::Listener listener = listener_;
        listener.on_audio = [weak = weak_from_this()](Samples pcm) {
            if (const auto self = weak.lock())
                self->audio(std::move(pcm));
        };
        listener.on_done = [weak = weak_from_this()] {
            if (const auto self = weak.lock())
                self->done();
        };
        listener.on_error = [weak = weak_from_this()](const Error& error) {
            if (const auto self = weak.lock())
                self->hand_over(error);
        };
        first_ = first.speak(request_, std::move(listener));
    }
    void cancel() {
        {
            const std::lock_guard lock(mutex_);
            cancelled_ = true;
        }
        if (first_)
            first_->cancel();
        std::unique_ptr<SynthesisSession> second;
        {
            const std::lock_guard lock(mutex_);
            second = std::move(second_);
        }
        if (second)
            second->cancel();
    }

  private:
    [[nodiscard]] double seconds() const { return static_cast<double>(samples_) / request_.sample_rate; }

    void audio(Samples pcm) {
        samples_ += pcm.size();
        if (listener_.on_audio)
            listener_.on_audio(std::move(pcm));
    }
    void done() {
        if (samples_ > 0)
            pace_->learn(request_.voice.name, static_cast<double>(request_.text.size()) / seconds());
        if (listener_.on_done)
            listener_.on_done();
    }
    void hand_over(const Error& error) {
        if (listener_.on_handover)
            listener_.on_handover(error);
        SpeechRequest rest = request_;
        const double whole = static_cast<double>(std::max<std::size_t>(1, request_.text.size()));
        rest.text = words_after(request_.text, seconds() * pace_->of(request_.voice.name) / whole);
        if (rest.text.empty()) {
            if (listener_.on_done)
                listener_.on_done();
            return;
        }
        {
            const std::lock_guard lock(mutex_);
            if (cancelled_)
                return;
        }
        auto session = second_of_all_.speak(rest, listener_);
        const std::lock_guard lock(mutex_);
        if (!cancelled_)
            second_ = std::move(session);
    }

    Synthesizer& second_of_all_;
    const std::shared_ptr<FallbackSynthesizer::Pace> pace_;
    const SpeechRequest request_;
    const SynthesisSession::Listener listener_;
    std::size_t samples_ = 0;  ///< that the first one made
    std::unique_ptr<SynthesisSession> first_;
    std::mutex mutex_;  ///< guards what follows
    std::unique_ptr<SynthesisSession> second_;
    bool cancelled_ = false;
};

class Session final : public SynthesisSession {
  public:
    explicit Session(std::shared_ptr<Line> line) : line_(std::move(line)) {}
    ~Session() override { line_->cancel(); }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    void cancel() override { line_->cancel(); }

  private:
    std::shared_ptr<Line> line_;
};

}  // namespace

FallbackSynthesizer::FallbackSynthesizer(Synthesizer& first, Synthesizer& second)
    : first_(first), second_(second), pace_(std::make_shared<Pace>()) {}
FallbackSynthesizer::~FallbackSynthesizer() = default;

std::unique_ptr<SynthesisSession> FallbackSynthesizer::speak(const SpeechRequest& request,
                                                             SynthesisSession::Listener listener) {
    auto line = std::make_shared<Line>(second_, pace_, request, std::move(listener));
    line->begin(first_);
    return std::make_unique<Session>(std::move(line));
}

}  // namespace mockcall
