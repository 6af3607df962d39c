#include "container.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    mockcall::fuzz::run_container(mockcall::audio::Codec::Webm, {data, size});
    return 0;
}
