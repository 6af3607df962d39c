// What a remote service may send: nothing of it may break us, and what is read fits in what came.
#include <cstdint>
#include <cstdlib>

#include "protocol/openai/realtime_wire.hpp"
#include "protocol/openai/speech_wire.hpp"

using namespace mockcall::protocol::openai;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto news = read_transcription(text);
        news && news->delta.size() + news->text.value_or("").size() > 3 * size)
        std::abort();
    if (const auto event = read_realtime_event(text);
        event && (event->code.size() > 64 || event->text.size() > 3 * size))
        std::abort();
    return 0;
}
