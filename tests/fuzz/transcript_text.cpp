// Whatever a file holds is read as turns or refused with its line; every turn has a speaker, times never run backwards.
#include "domain/evaluation/transcript_text.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace mockcall;
    const auto lines = read_transcript({reinterpret_cast<const char*>(data), size});
    if (!lines)
        return lines.error().message.starts_with("line ") ? 0 : (std::abort(), 0);
    double last = 0;
    for (const TranscriptLine& l : *lines) {
        if (l.speaker.empty() || (l.timestamp && *l.timestamp < last))
            std::abort();
        last = l.timestamp.value_or(last);
    }
    if (record_of(*lines, "").turns.size() != lines->size())
        std::abort();
    return 0;
}
