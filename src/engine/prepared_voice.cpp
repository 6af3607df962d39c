#include "engine/prepared_voice.hpp"

#include <utility>
#include <vector>

namespace mockcall {
namespace {

bool same(const SpeechRequest& a, const SpeechRequest& b) {
    return a.text == b.text && a.voice == b.voice && a.emotion == b.emotion && a.sample_rate == b.sample_rate &&
           a.line == b.line;
}

}  // namespace

class PreparedVoice::Line {
  public:
    using Telling = std::function<void(SynthesisSession::Listener&)>;

    explicit Line(SpeechRequest request) : request_(std::move(request)) {}

    static void begin(const std::shared_ptr<Line>& line, Loop& loop, Synthesizer& synthesizer) {
        const auto keep = [&loop, weak = std::weak_ptr(line)](Telling telling) {
            loop.post([weak, telling = std::move(telling)] {
                if (const auto l = weak.lock())
                    l->tell(telling);
            });
        };
        SynthesisSession::Listener listener;
        listener.on_audio = [keep](Samples pcm) {
            keep([pcm = std::move(pcm)](SynthesisSession::Listener& to) { to.on_audio(pcm); });
        };
        listener.on_done = [keep] { keep([](SynthesisSession::Listener& to) { to.on_done(); }); };
        listener.on_error = [keep](const Error& error) {
            keep([error](SynthesisSession::Listener& to) { to.on_error(error); });
        };
        listener.on_began = [keep](std::string_view engine) {
            keep([engine = std::string(engine)](SynthesisSession::Listener& to) {
                if (to.on_began)
                    to.on_began(engine);
            });
        };
        listener.on_handover = [keep](const Error& error) {
            keep([error](SynthesisSession::Listener& to) {
                if (to.on_handover)
                    to.on_handover(error);
            });
        };
        line->session_ = synthesizer.speak(line->request_, std::move(listener));
    }

    [[nodiscard]] const SpeechRequest& request() const { return request_; }

    void hand_over(SynthesisSession::Listener to) {
        to_ = std::move(to);
        for (const Telling& telling : std::exchange(kept_, {}))
            tell(telling);
    }
    void cancel() {
        to_.reset();
        over_ = true;
        if (session_)
            session_->cancel();
    }

  private:
    void tell(const Telling& telling) {
        if (over_)
            return;
        if (!to_)
            return kept_.push_back(telling);
        SynthesisSession::Listener& to = *to_;
        telling(to);
    }

    const SpeechRequest request_;
    std::unique_ptr<SynthesisSession> session_;
    std::optional<SynthesisSession::Listener> to_;  ///< once it is wanted
    std::vector<Telling> kept_;
    bool over_ = false;
};

class PreparedVoice::Taken final : public SynthesisSession {
  public:
    explicit Taken(std::shared_ptr<Line> line) : line_(std::move(line)) {}
    ~Taken() override { line_->cancel(); }
    Taken(const Taken&) = delete;
    Taken& operator=(const Taken&) = delete;
    void cancel() override { line_->cancel(); }

  private:
    std::shared_ptr<Line> line_;
};

void PreparedVoice::prepare(const SpeechRequest& request) {
    if (line_ && same(line_->request(), request))
        return;
    line_ = std::make_shared<Line>(request);
    Line::begin(line_, loop_, synthesizer_);
}

std::unique_ptr<SynthesisSession> PreparedVoice::speak(const SpeechRequest& request,
                                                       SynthesisSession::Listener listener) {
    const std::shared_ptr<Line> line = std::exchange(line_, nullptr);
    if (!line || !same(line->request(), request))
        return synthesizer_.speak(request, std::move(listener));
    line->hand_over(std::move(listener));
    return std::make_unique<Taken>(line);
}

}  // namespace mockcall
