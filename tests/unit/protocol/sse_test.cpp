#include "protocol/sse.hpp"

#include <gmock/gmock.h>

namespace mockcall::protocol {
namespace {

using ::testing::ElementsAre;

std::vector<SseEvent> all_of(std::string_view stream, std::size_t chunk) {
    SseParser parser;
    std::vector<SseEvent> events;
    while (!stream.empty()) {
        auto some = parser.feed(stream.substr(0, chunk));
        EXPECT_TRUE(some);
        events.insert(events.end(), some->begin(), some->end());
        stream.remove_prefix(std::min(chunk, stream.size()));
    }
    return events;
}

TEST(Sse, EventsAreTheSameHoweverTheirBytesArrive) {
    const std::string_view stream =
        "\xEF\xBB\xBF"
        "data: {\"a\":1}\r\n\r\n: a comment\ndata: two\ndata: lines\n\nevent: named\rdata:tight\r\rid: 7\n\ndata: torn";
    for (std::size_t chunk = 1; chunk <= stream.size(); ++chunk)
        EXPECT_THAT(all_of(stream, chunk),
                    ElementsAre(SseEvent{"", "{\"a\":1}"}, SseEvent{"", "two\nlines"}, SseEvent{"named", "tight"}))
            << "in pieces of " << chunk;
}

TEST(Sse, AnEventWithoutDataIsNone) { EXPECT_THAT(all_of("event: ping\n\n\n\n", 3), ElementsAre()); }

TEST(Sse, EmptyDataIsAnEvent) { EXPECT_THAT(all_of("data\n\n", 1), ElementsAre(SseEvent{"", ""})); }

TEST(Sse, AnEventLargerThanItsBoundIsRefused) {
    SseParser parser(64);
    EXPECT_TRUE(parser.feed("data: small\n\n"));
    EXPECT_FALSE(parser.feed("data: " + std::string(80, 'x')));
    SseParser lines(64);
    std::string many;
    for (int i = 0; i < 20; ++i)
        many += "data: 12345\n";
    EXPECT_FALSE(lines.feed(many)) << "many small lines of one event";
}

}  // namespace
}  // namespace mockcall::protocol
