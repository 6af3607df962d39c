#include "turns/answers.hpp"

#include <cstdio>

#include "turns/virtual_call.hpp"

namespace mockcall::turns {
namespace {

constexpr int kLongestWaitMs = 3'000;
/// By then the words before a pause are recognised.
constexpr std::size_t kWordsKnown = 16 * 240;

void note(std::array<int, 6>& counts, const std::string& words) {
    ++counts.at(static_cast<std::size_t>(completeness(words)));
}

/// Says the sentence; notes how complete it seemed in its pauses.
void say(VirtualCall& call, const Sentence& s, Answers& a) {
    std::size_t said = 0;
    for (const std::size_t pause : s.pauses) {
        // Whole frames: what is played in pieces sounds as in one.
        const std::size_t until = std::min((pause + kWordsKnown) / 320 * 320, s.pcm.size());
        if (until <= said)
            continue;
        call.play(SampleView(s.pcm).subspan(said, until - said));
        said = until;
        if (!call.heard.final_words_ms)
            note(a.in_pauses, call.heard.partial);
    }
    call.play(SampleView(s.pcm).subspan(said));
}

void wait_for_answer(VirtualCall& call) {
    for (int waited = 0; waited < kLongestWaitMs && !call.heard.answer_ms && !call.over(); waited += 20)
        call.silence(20);
}

void one_answer(VirtualCall& call, const Sentence& s, Answers& a, bool tell) {
    call.forget();
    if (call.customer_speaking())
        return void(++a.over_customer);
    say(call, s, a);
    const double end = call.now_ms() - 20 + static_cast<double>((s.pcm.size() - 1) % 320 + 1) / 16;
    ++a.turns;
    a.paused += s.pauses.empty() ? 0 : 1;
    if (call.heard.final_words_ms) {
        ++a.cut;
        a.cut_paused += s.pauses.empty() ? 0 : 1;
        if (tell)
            std::printf("  cut off: %s (heard: %s)\n", s.text.c_str(), call.heard.partial.c_str());
        return;
    }
    wait_for_answer(call);
    const auto& h = call.heard;
    if (h.partial.size() > 0)
        note(a.at_ends, h.partial);
    if (!h.answer_ms || !h.final_words_ms) {
        ++a.unanswered;
        if (tell)
            std::printf("  no answer: %s (heard: %s)%s\n", s.text.c_str(), h.partial.c_str(),
                        call.over() ? ", hung up" : "");
        return;
    }
    a.endpoint.push_back(*h.final_words_ms - end);
    a.words.push_back(h.words_cpu_ms);
    a.voice.push_back(h.voice_ms());
    a.total.push_back(*h.answer_ms - end + h.words_cpu_ms + h.voice_ms());
    if (tell && a.total.back() > 700)
        std::printf("  %4.0f ms: %s (heard: %s)\n", a.total.back(), s.text.c_str(), h.partial.c_str());
}

}  // namespace

void answer(const std::shared_ptr<const Scenario>& scenario, const std::vector<Sentence>& turns, std::uint64_t seed,
            bool tell, Answers& into) {
    std::unique_ptr<VirtualCall> call;
    for (const Sentence& s : turns) {
        if (!call || call->over()) {
            call = std::make_unique<VirtualCall>(scenario, seed);
            call->silence(1'000);
        }
        one_answer(*call, s, into, tell);
        call->wait_for_quiet(30'000);
        call->silence(1'500);
        call->wait_for_quiet(30'000);
    }
}

}  // namespace mockcall::turns
