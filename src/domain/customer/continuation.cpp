// A pause in the middle of a sentence ends the agent's turn too early: the customer has begun to answer when the second
// half comes. People stop, take the answer back and answer the whole.
#include <algorithm>

#include "domain/customer/state.hpp"

namespace mockcall {

using namespace customer_detail;

Heard Customer::State::hear(const AgentUtterance& turn) {
    if (!turn.continues || !half)
        return hearing.hear(turn, last_line, own_words);
    AgentUtterance whole = turn;
    whole.text = half->text + " " + turn.text;
    Heard h = hearing.hear(whole, line_before, own_words);
    h.continues = true;
    // What the first half did to the customer's mood is done.
    for (std::size_t a = 0; a < kActCount; ++a)
        if (const auto act = static_cast<Act>(a); half->acts.has(act) && act != Act::OpenQuestion &&
                                                  act != Act::VerifyIdentity && act != Act::ConfirmResolution &&
                                                  act != Act::Closing && act != Act::HoldRequest)
            h.acts.remove(act);
    h.perspective = h.perspective && !half->perspective;
    h.paraphrase = h.paraphrase && !half->paraphrase;
    h.bare_understanding = h.bare_understanding && !half->bare_understanding;
    h.refusal = h.refusal && !half->refusal;
    // The opening or statement that was cut short is still to come.
    if (opened_last)
        opened = false;
    if (stated_last && agenda.state(*stated_last).settled <= 0)
        agenda.state(*stated_last).stated = false;
    return h;
}

/// Of the last line only `heard` came through: an opening or a statement that was heard counts as said.
void Customer::State::take_back(const std::string& heard) {
    constexpr std::size_t kTaken = 4;  // words after which one has got the point across
    if (tokenize(heard).size() <= kTaken)
        return;
    opened_last = false;
    stated_last.reset();
}

}  // namespace mockcall
