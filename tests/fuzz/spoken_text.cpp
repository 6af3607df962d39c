// Any text can be said: what comes out are words without figures, and the sentences hold all of the text's words.
#include "adapters/speech/spoken_text.hpp"

#include <algorithm>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace mockcall;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::string said = speech::spoken_text(text);
    if (std::ranges::any_of(said, [](char c) { return c >= '0' && c <= '9'; }))
        std::abort();
    const auto sentences = speech::sentences_of(text);
    if (std::ranges::any_of(sentences, [](const std::string& s) { return s.empty(); }))
        std::abort();
    std::string whole;
    for (const std::string& sentence : sentences)
        whole += sentence + ' ';
    if (speech::words_of(whole) != speech::words_of(text))
        std::abort();
    return 0;
}
