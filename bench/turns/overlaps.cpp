#include "turns/overlaps.hpp"

#include "turns/virtual_call.hpp"

namespace mockcall::turns {

void overlap(const std::shared_ptr<const Scenario>& scenario, const Sentence& greeting, SampleView sound,
             std::uint64_t seed, Overlaps& into) {
    VirtualCall call(scenario, seed);
    call.silence(1'000);
    call.play(greeting.pcm);
    for (int waited = 0; waited < 3'000 && !call.heard.answer_ms; waited += 20)
        call.silence(20);
    call.silence(700 + static_cast<int>(seed % 9) * 60);
    if (!call.customer_speaking())
        return;
    call.forget();
    const double begun = call.now_ms();
    call.play(sound);
    call.silence(900);
    ++into.tried;
    if (call.heard.duck_ms) {
        ++into.ducked;
        into.lowered_ms.push_back(*call.heard.duck_ms - begun);
    }
    if (!call.heard.clear_ms)
        return;
    ++into.held;
    into.silent_ms.push_back(*call.heard.clear_ms - begun);
    into.resumed += call.heard.pieces_after_clear > 0 ? 1 : 0;
    if (call.heard.pieces_after_clear == 0) {
        call.silence(2'500);
        into.lost += call.heard.pieces_after_clear == 0 ? 1 : 0;
    }
}

}  // namespace mockcall::turns
