#include "protocol/streamed_object.hpp"

#include <map>

#include <gmock/gmock.h>

namespace mockcall::protocol {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

struct Read {
    std::map<std::string, std::string> members;
    std::vector<std::string> ended;
    bool ok = true;
    bool complete = false;
};

Read read(std::string_view text, std::size_t chunk) {
    Read r;
    StreamedObject object({[&r](const std::string& name, std::string_view piece) { r.members[name] += piece; },
                           [&r](const std::string& name) { r.ended.push_back(name); }});
    for (std::size_t at = 0; r.ok && at < text.size(); at += chunk)
        r.ok = object.feed(text.substr(at, chunk)).has_value();
    r.complete = object.complete();
    return r;
}

TEST(StreamedObject, IsTheSameHoweverItsBytesArrive) {
    const std::string_view text =
        "```json\n{ \"decision\" : \"none\",\n\"words\":\"I\\u2019ve paid \\\"twice\\\"\\n\\ud83d\\ude20 \xC3\xA9\" "
        "}\n```";
    for (std::size_t chunk = 1; chunk <= text.size(); ++chunk) {
        const Read r = read(text, chunk);
        EXPECT_TRUE(r.ok && r.complete) << chunk;
        EXPECT_THAT(r.members, ElementsAre(Pair("decision", "none"),
                                           Pair("words", "I\u2019ve paid \"twice\"\n\U0001F620 \u00e9")));
        EXPECT_THAT(r.ended, ElementsAre("decision", "words"));
    }
}

TEST(StreamedObject, TellsAMemberBeforeItIsComplete) {
    const Read r = read(R"({"words":"Half a sen)", 100);
    EXPECT_TRUE(r.ok);
    EXPECT_FALSE(r.complete);
    EXPECT_EQ(r.members.at("words"), "Half a sen");
}

TEST(StreamedObject, RefusesWhatIsNoObjectOfStrings) {
    for (const char* text : {R"({"a":1})", R"({"a":{"b":"c"}})", R"(["a"])", R"({"a":"\x"})", R"({"a":"\ud83dx"})",
                             R"({"a":"\udc00"})", R"({"a" "b"})", R"({"a":"b"} more)", "{\"a\":\"\x01\"}"})
        EXPECT_FALSE(read(text, 1).ok) << text;
}

}  // namespace
}  // namespace mockcall::protocol
