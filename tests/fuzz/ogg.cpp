#include "container.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    mockcall::fuzz::run_container(mockcall::audio::Codec::Ogg, {data, size});
    return 0;
}
