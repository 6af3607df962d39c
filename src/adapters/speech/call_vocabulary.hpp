// A call's expected words, put into the placeholder words (slots) that the language model keeps free for them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "ports/speech.hpp"

namespace mockcall::speech {

/// The files mockcall_lm made, read once. Immutable afterwards.
struct BaseVocabulary {
    std::string dictionary;                                  ///< the dictionary file's text
    std::map<std::string, std::string, std::less<>> phones;  ///< each word's first pronunciation
    std::map<std::string, int, std::less<>> slots;           ///< class name to how many slots it has
};
[[nodiscard]] Result<BaseVocabulary> read_base_vocabulary(const std::string& folder);

struct CallVocabulary {
    std::string key;                           ///< equal for equal vocabularies: such calls can share a decoder
    std::string dictionary;                    ///< the whole dictionary for a decoder of this call
    std::map<std::string, std::string> words;  ///< slot word ("FIRST.1") to what it stands for ("robert")
};
/// What does not fit into the slots is left out, the first ones winning. Pure apart from letter-to-sound.
[[nodiscard]] CallVocabulary fill_slots(const BaseVocabulary& base, const RecognizerVocabulary& expected);

}  // namespace mockcall::speech
