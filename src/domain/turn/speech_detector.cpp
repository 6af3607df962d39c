#include "domain/turn/speech_detector.hpp"

#include <algorithm>
#include <bit>

namespace mockcall {

std::optional<SpeechEdge> SpeechDetector::frame(CallTime at, bool voiced, bool like_words, bool loud) {
    constexpr Ticks kFrame = ticks_of(Milliseconds{10});
    constexpr std::uint32_t kWindow = (1U << kWindowFrames) - 1;
    history_ = ((history_ << 1) | (voiced ? 1U : 0U)) & kWindow;
    still_ = loud ? 0 : still_ + 1;
    if (voiced) {
        if (quiet_ >= kWindowFrames || last_voiced_end_ == CallTime{}) {
            first_voiced_ = at;
            consonant_ = std::min(at - last_voiced_end_, std::min(loud_, kConsonantFrames) * kFrame);
            if (!speaking_)
                like_words_ = 0;
        }
        quiet_ = 0;
        last_voiced_end_ = at + kFrame;
        // A vowel lasts; the rough voice in a cough is like one here and there.
        like_words_ = like_words ? like_words_ + 1 : std::max(0, like_words_ - 1);
    } else {
        ++quiet_;
    }
    loud_ = loud ? loud_ + 1 : 0;
    if (!speaking_ && std::popcount(history_) >= kOnsetFrames) {
        speaking_ = true;
        return SpeechEdge{SpeechEdge::Kind::Started, first_voiced_, consonant_};
    }
    if (speaking_ && !worded_ && like_words_ >= kWordFrames) {
        worded_ = true;
        return SpeechEdge{SpeechEdge::Kind::SoundsLikeWords, at + kFrame};
    }
    if (speaking_ && quiet_ >= kOffsetFrames)
        return flush();
    return std::nullopt;
}

std::optional<SpeechEdge> SpeechDetector::flush() {
    const bool was_speaking = speaking_;
    const CallTime end = last_voiced_end_;
    *this = SpeechDetector{};
    if (!was_speaking)
        return std::nullopt;
    return SpeechEdge{SpeechEdge::Kind::Stopped, end};
}

}  // namespace mockcall
