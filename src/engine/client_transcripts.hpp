// What the client's own recogniser (a browser's) heard, put to the utterances that our voice activity found.
//
// A phrase is what the client's recogniser works on: partials that grow, then one final. It belongs to the utterance
// that was being spoken when its newest words were; two phrases in one utterance are joined, and a phrase that goes on
// into the next utterance brings only its further words along. Words without an utterance of ours are nobody's: the
// loudspeaker's, or another person's in the room.
//
// An utterance is answered with its finals. A final that is late is waited for until kLateFinal after the utterance
// was complete; without one the answer is Missing. No I/O, no clock; one owner.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"

namespace mockcall {

class ClientTranscripts {
  public:
    enum class Kind : std::uint8_t {
        Partial,
        Final,
        Missing,  ///< no final came in time; `text` is the last partial
    };
    struct Said {
        UtteranceId utterance = 0;
        std::string text;
        Kind kind = Kind::Partial;
    };

    void opened(UtteranceId utterance, CallTime from);
    void committed(UtteranceId utterance, CallTime now);
    void dropped(UtteranceId utterance);
    /// `spoken`: when the newest of the words were spoken, as near as the client knows.
    void heard(std::string text, bool final, CallTime spoken);

    /// What is new. Each utterance gets one Final or Missing, after it was committed.
    [[nodiscard]] std::vector<Said> take(CallTime now);
    [[nodiscard]] std::optional<CallTime> next_deadline() const;
    /// Words of this utterance have come.
    [[nodiscard]] bool has_words(UtteranceId utterance) const;
    /// The client has shown that it recognises, and has not missed two utterances since.
    [[nodiscard]] bool trusted() const { return trusted_; }

    static constexpr Ticks kLateFinal = ticks_of(Milliseconds{900});

  private:
    /// Words are told this much later than they were spoken.
    static constexpr Ticks kLag = ticks_of(Milliseconds{1'200});
    static constexpr Ticks kEarly = ticks_of(Milliseconds{300});
    static constexpr std::size_t kMostStretches = 8;
    static constexpr int kMissesAllowed = 2;

    struct Stretch {
        UtteranceId id = 0;
        CallTime from{};
        std::optional<CallTime> committed{};
        std::string finals{};
        std::string partial{};
        std::string told{};  ///< the last partial that was handed out
        CallTime last_words{};
        bool answered = false;
        [[nodiscard]] std::string text() const;
    };
    struct Phrase {
        UtteranceId home = 0;
        std::size_t used = 0;   ///< words that an earlier utterance has had
        std::size_t words = 0;  ///< of the newest text
    };
    struct Unplaced {
        std::string text;
        std::size_t used = 0;
        bool final = false;
        CallTime spoken{};
    };

    [[nodiscard]] Stretch* find(UtteranceId id);
    [[nodiscard]] Stretch* home_of(CallTime spoken);
    [[nodiscard]] bool complete(const Stretch& s) const;
    void place(Stretch& s, std::string_view text, bool final, CallTime spoken);

    std::deque<Stretch> stretches_;  ///< by `from`
    std::optional<Phrase> phrase_;
    std::optional<Unplaced> unplaced_;
    bool trusted_ = false;
    int misses_ = 0;
};

}  // namespace mockcall
