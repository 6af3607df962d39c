// Whatever decodes encodes again to something that decodes to the same.
#include <cstdint>
#include <cstdlib>

#include "protocol/events.hpp"

using namespace mockcall;
using namespace mockcall::protocol;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto event = decode_client_event(Encoding::Json, {data, size});
    if (!event)
        return 0;
    for (const Encoding encoding : {Encoding::Json, Encoding::MessagePack}) {
        std::string once;
        encode_client_event(encoding, *event, once);
        const auto again = decode_client_event(encoding, bytes_of(once));
        if (!again)
            std::abort();
        std::string twice;
        encode_client_event(encoding, *again, twice);
        if (once != twice)
            std::abort();
    }
    return 0;
}
