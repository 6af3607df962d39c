// WebRTC without a network: a test brings the path up and down, hands packets in and sees what leaves.
#pragma once

#include <memory>
#include <vector>

#include "ports/media.hpp"

namespace mockcall::fakes {

class FakeMediaServer final : public MediaServer {
  public:
    struct Frame {
        std::uint32_t timestamp = 0;
        Bytes opus;
        SteadyTime at{};
    };
    /// The session opened last; null once it is gone.
    struct Line {
        MediaListener* listener = nullptr;
        std::vector<Frame> sent;
        int offers = 0;
        int loss_percent = 0;
        Milliseconds round_trip{40};
    };
    explicit FakeMediaServer(const Clock& clock) : clock_(clock) {}
    std::shared_ptr<Line> line;

    std::unique_ptr<MediaSession> open(Loop&, MediaListener& listener) override {
        line = std::make_shared<Line>();
        line->listener = &listener;
        return std::make_unique<Session>(line, clock_);
    }

  private:
    class Session final : public MediaSession {
      public:
        Session(std::shared_ptr<Line> line, const Clock& clock) : line_(std::move(line)), clock_(clock) {}
        ~Session() override { line_->listener = nullptr; }
        Result<MediaAnswer> accept(const std::string& offer) override {
            if (offer.find("opus") == std::string::npos)
                return fail(ErrorCode::AudioInitFailed, "The offer has no audio section with Opus.");
            ++line_->offers;
            return MediaAnswer{"v=0 answer", {R"({"candidate":"candidate:1"})"}, true};
        }
        void send(ByteView opus, std::uint32_t timestamp) override {
            line_->sent.push_back({timestamp, Bytes(opus.begin(), opus.end()), clock_.steady()});
        }
        [[nodiscard]] Milliseconds round_trip() const override { return line_->round_trip; }
        [[nodiscard]] int loss_percent() const override { return line_->loss_percent; }

      private:
        std::shared_ptr<Line> line_;
        const Clock& clock_;
    };

    const Clock& clock_;
};

}  // namespace mockcall::fakes
