// The same events however the bytes arrive.
#include "protocol/sse.hpp"

#include <cstdlib>

#include "rechunk.hpp"

namespace {

using namespace mockcall;
using namespace mockcall::protocol;

constexpr std::size_t kMost = 4096;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    SseParser pieces(kMost);
    std::string whole;
    std::vector<SseEvent> events;
    bool refused = false;
    fuzz::rechunk({data, size}, [&](ByteView chunk) {
        const std::string_view text(reinterpret_cast<const char*>(chunk.data()), chunk.size());
        whole += text;
        if (refused)
            return;
        auto some = pieces.feed(text);
        refused = !some;
        if (some)
            events.insert(events.end(), some->begin(), some->end());
    });
    SseParser at_once(kMost);
    const auto all = at_once.feed(whole);
    if (refused == all.has_value() || (all && *all != events))
        std::abort();
    return 0;
}
