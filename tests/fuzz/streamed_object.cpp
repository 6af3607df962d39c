// The same members however the bytes arrive, and never a member that is no UTF-8 because of an escape.
#include "protocol/streamed_object.hpp"

#include <cstdlib>
#include <map>

#include "rechunk.hpp"

namespace {

using namespace mockcall;
using namespace mockcall::protocol;

struct Read {
    std::map<std::string, std::string> members;
    bool ok = true;
    StreamedObject object{{[this](const std::string& name, std::string_view piece) { members[name] += piece; }, {}}};
    void feed(std::string_view text) { ok = ok && object.feed(text).has_value(); }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Read pieces, at_once;
    std::string whole;
    fuzz::rechunk({data, size}, [&](ByteView chunk) {
        const std::string_view text(reinterpret_cast<const char*>(chunk.data()), chunk.size());
        whole += text;
        pieces.feed(text);
    });
    at_once.feed(whole);
    if (pieces.ok != at_once.ok || (pieces.ok && pieces.members != at_once.members) ||
        (pieces.ok && pieces.object.complete() != at_once.object.complete()))
        std::abort();
    return 0;
}
