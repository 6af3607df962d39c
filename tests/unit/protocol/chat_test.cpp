#include "protocol/chat.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace mockcall::protocol {
namespace {

namespace json = boost::json;

TEST(ChatWire, ARequestSaysWhatTheApiWants) {
    const auto body =
        json::parse(chat_body({"m", "rules", "say \"hi\"", "line", R"({"type":"object"})", 99, 0.5, true}));
    EXPECT_EQ(body.at("model").as_string(), "m");
    EXPECT_EQ(body.at("messages").as_array().at(0).at("role").as_string(), "system");
    EXPECT_EQ(body.at("messages").as_array().at(1).at("content").as_string(), "say \"hi\"");
    EXPECT_TRUE(body.at("stream_options").at("include_usage").as_bool());
    EXPECT_EQ(body.at("response_format").at("type").as_string(), "json_schema");
    EXPECT_TRUE(body.at("response_format").at("json_schema").at("strict").as_bool());
    EXPECT_FALSE(json::parse(chat_body({"m", "", "", "", "", 9, 0, false})).as_object().contains("stream_options"));
}

TEST(ChatWire, ChunksBringTextEndAndUsage) {
    const auto text =
        chat_chunk(R"({"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":null}],"usage":null})");
    ASSERT_TRUE(text);
    EXPECT_EQ(text->text, "Hi");
    EXPECT_FALSE(text->finished);
    EXPECT_FALSE(text->usage);
    const auto end = chat_chunk(R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})");
    ASSERT_TRUE(end);
    EXPECT_TRUE(end->finished);
    EXPECT_FALSE(end->cut);
    const auto usage =
        chat_chunk(R"({"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}})");
    ASSERT_TRUE(usage);
    EXPECT_EQ(usage->usage, (ChatUsage{7, 3}));
}

TEST(ChatWire, AnAnswerThatWasCutOrRefusedIsNone) {
    EXPECT_TRUE(chat_chunk(R"({"choices":[{"delta":{},"finish_reason":"length"}]})")->cut);
    EXPECT_TRUE(chat_chunk(R"({"choices":[{"delta":{},"finish_reason":"content_filter"}]})")->cut);
    EXPECT_TRUE(
        chat_answer(R"({"choices":[{"message":{"content":null,"refusal":"I can't"},"finish_reason":"stop"}]})")->cut);
}

TEST(ChatWire, AWholeAnswerBringsTheSame) {
    const auto answer = chat_answer(
        R"({"choices":[{"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2}})");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->text, "Hi");
    EXPECT_TRUE(answer->finished);
    EXPECT_EQ(answer->usage, (ChatUsage{1, 2}));
}

TEST(ChatWire, WhatIsNoneOfThisApiIsRefused) {
    for (const char* text :
         {"", "{", "[]", "{}", R"({"choices":{}})", R"({"choices":["x"]})", R"({"error":{"message":"overloaded"}})"}) {
        EXPECT_FALSE(chat_chunk(text)) << text;
        EXPECT_FALSE(chat_answer(text)) << text;
    }
    EXPECT_FALSE(chat_answer(R"({"choices":[]})"));
}

}  // namespace
}  // namespace mockcall::protocol
