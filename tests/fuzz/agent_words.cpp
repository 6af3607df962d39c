// Whatever an agent types or a recogniser hears can be classified: every score is a share, the same text has the same
// acts.
#include <cmath>
#include <cstdlib>

#include "domain/dialogue/acts.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace mockcall;
    const std::string_view all(reinterpret_cast<const char*>(data), size);
    const auto cut = std::min(all.find('\n'), all.size());
    const std::string_view text = all.substr(0, cut);
    const std::string_view before = all.substr(std::min(cut + 1, all.size()));
    const ActScores once = classify_acts(text, before, "Acme");
    const ActScores again = classify_acts(text, before, "Acme");
    for (std::size_t i = 0; i < kActCount; ++i)
        if (!(once.scores[i] >= 0 && once.scores[i] <= 1) || once.scores[i] != again.scores[i])
            std::abort();
    return 0;
}
