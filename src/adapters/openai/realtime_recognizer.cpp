#include "adapters/openai/realtime_recognizer.hpp"

#include "adapters/openai/openai_recognizer.hpp"
#include "adapters/openai/realtime_ears.hpp"

namespace mockcall::openai {
namespace {

using protocol::openai::RealtimeEvent;

/// A call's transcription session. Everything on the client's thread.
class Line {
  public:
    Line(const std::shared_ptr<RealtimeService>& service, CallId call, const std::string& prompt)
        : link_(service,
                protocol::openai::transcription_session({service->options.model, service->options.language, prompt}),
                {[this](const RealtimeEvent& e) { event(e); }, [this](std::string_view why) { ears_.ended(why); },
                 [this] { return ears_.waiting(); }}),
          ears_(service, link_, std::move(call), {}) {}

    void begin(RealtimeEars::Id id, std::shared_ptr<RealtimeEars::Guard> guard) { ears_.begin(id, std::move(guard)); }
    void feed(RealtimeEars::Id id, const Samples& pcm) { ears_.feed(id, pcm); }
    void finish(RealtimeEars::Id id) { ears_.finish(id); }
    void cancel(RealtimeEars::Id id) { ears_.cancel(id); }
    void close() {
        ears_.close();
        link_.close();
    }

  private:
    void event(const RealtimeEvent& e) {
        if (!ears_.event(e) && e.kind == RealtimeEvent::Kind::Error)  // it is about the session
            link_.end(e.code.empty() ? "refused" : e.code);
    }

    RealtimeLink link_;
    RealtimeEars ears_;
};

}  // namespace

RealtimeRecognizer::RealtimeRecognizer(SocketClient& client, const Clock& clock, UsageMeter& meter,
                                       RealtimeOptions options)
    : service_(std::make_shared<RealtimeService>(client, clock, meter, std::move(options))) {}

std::unique_ptr<CallRecognizer> RealtimeRecognizer::for_call(const RecognizerVocabulary& vocabulary) {
    return std::make_unique<UtterancesOfCall<Line>>(
        service_->client.loop(), std::make_shared<Line>(service_, vocabulary.call, prompt_of(vocabulary)));
}

}  // namespace mockcall::openai
