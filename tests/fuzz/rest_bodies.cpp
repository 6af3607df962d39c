#include <cstdint>

#include "protocol/events.hpp"

using namespace mockcall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view body = text_of({data, size});
    (void)protocol::decode_action_body(body);
    (void)protocol::decode_end_body(body);
    (void)protocol::decode_crm_body(body);
    return 0;
}
