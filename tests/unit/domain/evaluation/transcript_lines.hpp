// Transcripts to judge in tests, and what the judge says of them.
#pragma once

#include <initializer_list>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "domain/evaluation/evaluation.hpp"
#include "domain/evaluation/transcript.hpp"

namespace mockcall {

using Lines = std::vector<TranscriptLine>;

inline Lines lines(std::initializer_list<std::pair<const char*, const char*>> said) {
    Lines out;
    for (const auto& [speaker, text] : said)
        out.push_back({speaker, text, {}, {}});
    return out;
}

inline const Lines kGood =
    lines({{"agent", "Hello! Thank you for contacting us, how can I help you today?"},
           {"customer", "my lamp arrived broken"},
           {"agent", "Oh no, I'm sorry to hear that. Could I have your name and order number, please?"},
           {"customer", "Ines Roth, 44812"},
           {"agent", "Thank you, Ines. I have sent you a new lamp, it will arrive by Friday."},
           {"customer", "perfect, thank you so much"},
           {"agent", "My pleasure! Is there anything else I can help you with?"},
           {"customer", "no that's all"},
           {"agent", "Have a wonderful day!"}});
inline int score(const Lines& l) { return evaluate(record_of(l, ""), nullptr).overall; }

/// The score of a check; where there is none, no number: no comparison with it holds.
inline double check(const Lines& l, const std::string& id) {
    const Evaluation e = evaluate(record_of(l, ""), nullptr);
    for (const CriterionResult& r : e.criteria)
        if (r.id == id)
            return r.score;
    return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace mockcall
