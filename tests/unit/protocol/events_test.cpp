#include "protocol/events.hpp"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "protocol/events_wire.hpp"

namespace mockcall::protocol {
namespace {

using ::testing::HasSubstr;

std::string json_of(const ServerEvent& e) {
    std::string out;
    encode_server_event(Encoding::Json, e, out);
    return out;
}
std::string json_of(const ClientEvent& e) {
    std::string out;
    encode_client_event(Encoding::Json, e, out);
    return out;
}
std::string msgpack_of(const ServerEvent& e) {
    std::string out;
    encode_server_event(Encoding::MessagePack, e, out);
    return out;
}
std::string msgpack_of(const ClientEvent& e) {
    std::string out;
    encode_client_event(Encoding::MessagePack, e, out);
    return out;
}
Result<ClientEvent> from_json(std::string_view text) { return decode_client_event(Encoding::Json, bytes_of(text)); }
Result<ClientEvent> from_msgpack(std::string_view text) {
    return decode_client_event(Encoding::MessagePack, bytes_of(text));
}

/// The error's one field, or what there is instead.
std::string wrong_field(const Result<ClientEvent>& result) {
    if (result)
        return "(none)";
    if (result.error().code != ErrorCode::ValidationError)
        return "(not a ValidationError)";
    return result.error().fields.size() == 1 ? result.error().fields[0].field
                                             : "(" + std::to_string(result.error().fields.size()) + ")";
}

ActionBody transfer() {
    ActionBody body;
    body.action = "transfer";
    body.transfer_to = "billing";
    body.reason = "A \"refund\"\n\x01 ünï 🙂";
    body.notes = "n";
    return body;
}
ActionBody ending() {
    ActionBody body;
    body.action = "end";
    body.end.end_reason = "failed";
    body.end.resolution = EndBody::ResolutionReport{true, "Credited", false, true};
    body.end.agent_notes = "angry";
    return body;
}

std::vector<ClientEvent> client_events() {
    return {Auth{"sess_x"},
            Join{"call_1", std::nullopt},
            Join{"call_1", AudioPreference{"opus", 24000}},
            AudioStart{"call_1", std::nullopt},
            AudioStart{"call_1", AudioFormat{"pcmu", 8000, 2}},
            AudioData{"call_1", {0, 1, 2, 255, 254}, 1240.5},
            AudioData{"call_1", {}, std::nullopt},
            AudioEnd{"call_1"},
            AudioPlayed{"call_1", "u3", 1480},
            AgentText{"call_1", "Hello, \\ how may I help you?"},
            AgentTranscript{"call_1", "hello how may", false, std::nullopt},
            AgentTranscript{"call_1", "Hello, how may I help you?", true, 2140.5},
            Action{"call_1", transfer()},
            Action{"call_1", ending()},
            Note{"call_1", "Charged twice", 65000},
            Offer{"call_1", "v=0\r\n"},
            IceCandidate{"", R"({"candidate":"candidate:1","sdpMLineIndex":0,"nested":[1.5,-3,null,true]})"},
            IceCandidate{"call_1", "null"}};
}
std::vector<ServerEvent> server_events() {
    return {AuthOk{"user_1", "call_1"},
            Joined{"call_1", true, "webrtc", {"opus", 48000}, {45, 50, 7, "ringing"}, "client"},
            StateUpdate{"call_1", {0, 100, 3599, "on_hold"}},
            AudioCustomer{"call_1", {1, 2, 3, 128}, "angry", "u3", 4'000'000'000U, 16000, "pcm_s16le", true},
            AudioClear{"call_1", "u3"},
            AudioDuck{"call_1", "u3", 0.25},
            Transcript{"call_1", "agent", "How may I help you?", 2.417, true, "u2", ""},
            Transcript{"call_1", "customer", "Yeah — my bill!", 3.5, false, "u3", "angry"},
            CustomerAction{"call_1", "hangup", ""},
            CustomerAction{"call_1", "ask_supervisor", "Let me talk to your supervisor."},
            FeedbackEvent{"call_1", "tip", "Say sorry.", "warning"},
            ObjectiveMet{"call_1", 3, "Retain the customer", 61.25},
            CallEnded{"call_1", "resolved", R"({"overallScore":82,"list":[{"a":-1.25}],"none":null,"text":"é"})"},
            CallEnded{"call_1", "failed", "null"},
            ErrorEvent{ErrorCode::RateLimitExceeded, "Too much.", true},
            Answer{"call_1", "v=0\r\n"},
            IceCandidate{"call_1", "{}"}};
}

TEST(Events, EveryClientEventSurvivesBothEncodings) {
    for (const ClientEvent& event : client_events()) {
        const std::string json = json_of(event);
        const auto from_text = from_json(json);
        ASSERT_TRUE(from_text) << json << ": " << from_text.error().message;
        EXPECT_EQ(from_text->index(), event.index());
        EXPECT_EQ(json_of(*from_text), json);
        const auto from_bytes = from_msgpack(msgpack_of(event));
        ASSERT_TRUE(from_bytes) << json << ": " << from_bytes.error().message;
        EXPECT_EQ(json_of(*from_bytes), json);
    }
}

TEST(Events, EveryServerEventSurvivesBothEncodings) {
    for (const ServerEvent& event : server_events()) {
        const std::string json = json_of(event);
        const auto from_text = decode_server_event(Encoding::Json, bytes_of(json));
        ASSERT_TRUE(from_text) << json << ": " << from_text.error().message;
        EXPECT_EQ(json_of(*from_text), json);
        const auto from_bytes = decode_server_event(Encoding::MessagePack, bytes_of(msgpack_of(event)));
        ASSERT_TRUE(from_bytes) << json << ": " << from_bytes.error().message;
        EXPECT_EQ(json_of(*from_bytes), json);
    }
}

TEST(Events, StandOnTheWireAsTheContractNamesThem) {
    EXPECT_EQ(
        json_of(Joined{"call_1", false, "websocket", {"pcm_s16le", 16000}, {45, 50, 0, "ringing"}}),
        R"({"type":"joined","sessionId":"call_1","resumed":false,"transport":"websocket",)"
        R"("audio":{"codec":"pcm_s16le","sampleRate":16000},)"
        R"("state":{"customerMood":45,"satisfactionLevel":50,"callDuration":0,"status":"ringing"},"webrtc":false})");
    EXPECT_EQ(json_of(AudioCustomer{"call_1", {0, 0, 1, 0, 2, 0}, "angry", "u3", 0, 16000, "pcm_s16le", false}),
              R"({"type":"audio:customer","sessionId":"call_1","data":"AAABAAIA","emotion":"angry","utteranceId":"u3",)"
              R"("sequence":0,"sampleRate":16000,"codec":"pcm_s16le","final":false})");
    EXPECT_EQ(json_of(Transcript{"call_1", "agent", "Hi", 2.41, true, "u2", ""}),
              R"({"type":"transcript","sessionId":"call_1","speaker":"agent","text":"Hi","timestamp":2.41,)"
              R"("final":true,"utteranceId":"u2"})");
    EXPECT_EQ(json_of(ErrorEvent{ErrorCode::Unauthorized, "No.", false}),
              R"({"type":"error","code":"UNAUTHORIZED","message":"No.","recoverable":false})");
    EXPECT_EQ(json_of(CallEnded{"call_1", "resolved", ""}),
              R"({"type":"call:ended","sessionId":"call_1","reason":"resolved","evaluation":null})");
}

TEST(Events, MessagePackKeepsBinaryAsBinary) {
    const std::string bytes = msgpack_of(ClientEvent{AudioData{"call_1", {7, 8}, std::nullopt}});
    EXPECT_EQ(bytes, std::string("\x83\xa4type\xaa"
                                 "audio:data\xa9sessionId\xa6"
                                 "call_1\xa4"
                                 "data\xc4\x02\x07\x08",
                                 43));
}

TEST(Events, AnActionsDataMayBeWrittenAsTheSocketOrAsRestHasIt) {
    for (const char* data :
         {R"({"to":"technical","reason":"r"})", R"({"transferTo":"technical","reason":"r","notes":""})"}) {
        const auto event =
            from_json(R"({"type":"action","sessionId":"c","action":"transfer","data":)" + std::string(data) + "}");
        ASSERT_TRUE(event) << event.error().message;
        EXPECT_EQ(std::get<Action>(*event).body.transfer_to, "technical");
        EXPECT_EQ(std::get<Action>(*event).body.reason, "r");
    }
}

TEST(Events, UnknownMembersAndNullsAreIgnored) {
    const auto event =
        from_json(R"( {"colour":[{"deep":{}}],"type":"join","sessionId":"call_1","audio":null,"timestamp":{"a":1}} )");
    ASSERT_TRUE(event) << event.error().message;
    EXPECT_FALSE(std::get<Join>(*event).audio);
}

TEST(Events, WhatIsWrongIsNamed) {
    const auto field = [](std::string_view members) {
        return wrong_field(from_json("{\"sessionId\":\"call_1\"," + std::string(members) + "}"));
    };
    EXPECT_EQ(field(R"("type":"sing")"), "type");
    EXPECT_EQ(field(R"("type":7)"), "type");
    EXPECT_EQ(field(R"("kind":"auth")"), "type");
    EXPECT_EQ(field(R"("type":"auth")"), "token");
    EXPECT_EQ(field(R"("type":"agent:text")"), "content");
    EXPECT_EQ(field(R"("type":"agent:text","content":7)"), "content");
    EXPECT_EQ(field(R"("type":"agent:text","content":"")"), "content");
    EXPECT_EQ(field(R"("type":"audio:data","data":"%%%")"), "data");
    EXPECT_EQ(field(R"("type":"audio:data","data":[1,2])"), "data");
    EXPECT_EQ(field(R"("type":"action","action":"sing")"), "action");
    EXPECT_EQ(field(R"("type":"action","action":"hold","data":[])"), "data");
    EXPECT_EQ(field(R"("type":"action","action":"transfer","data":{"to":"nobody"})"), "data.to");
    EXPECT_EQ(field(R"("type":"action","action":"end","data":{"endReason":7})"), "data.endReason");
    EXPECT_EQ(field(R"("type":"action","action":"end","data":{"resolution":{"issueResolved":1}})"),
              "data.resolution.issueResolved");
    EXPECT_EQ(field(R"("type":"audio:start","format":{"codec":"mp9"})"), "format.codec");
    EXPECT_EQ(field(R"("type":"audio:start","format":{"codec":"opus","sampleRate":1})"), "format.sampleRate");
    EXPECT_EQ(field(R"("type":"audio:start","format":{"codec":"opus","sampleRate":8000.5})"), "format.sampleRate");
    EXPECT_EQ(field(R"("type":"audio:start","format":{"codec":"opus","channels":255})"), "format.channels");
    EXPECT_EQ(field(R"("type":"join","audio":{"codec":"opus","sampleRate":1000000000})"), "audio.sampleRate");
    EXPECT_EQ(field(R"("type":"audio:played","utteranceId":"u1","ms":"x")"), "ms");
    EXPECT_EQ(field(R"("type":"audio:played","utteranceId":"u1","ms":-5)"), "ms");
    EXPECT_EQ(field(R"("type":"audio:played","utteranceId":"","ms":5)"), "utteranceId");
    EXPECT_EQ(field(R"("type":"note","content":"a","timestamp":1e999)"), "timestamp");
    EXPECT_EQ(field(R"("type":"ice-candidate")"), "candidate");
    EXPECT_EQ(wrong_field(from_json(R"({"type":"audio:end"})")), "sessionId");
    EXPECT_EQ(wrong_field(from_json(R"({"type":"audio:played"})")), "(3)");
}

TEST(Events, NumbersThatAreNoneAreRefusedInMessagePack) {
    std::string frame = "\x84";
    for (const char* text : {"type", "audio:played", "sessionId", "c", "utteranceId", "u1", "ms"})
        append_msgpack_text(text, frame);
    frame += '\xcb';
    const std::string nan = frame + std::string("\x7f\xf8\0\0\0\0\0\0", 8);
    EXPECT_EQ(wrong_field(from_msgpack(nan)), "ms");
    const std::string two = frame + std::string("\x40\0\0\0\0\0\0\0", 8);
    const auto event = from_msgpack(two);
    ASSERT_TRUE(event) << event.error().message;
    EXPECT_EQ(std::get<AudioPlayed>(*event).ms, 2.0);
}

TEST(Events, FramesThatMeanNothingAreRefused) {
    for (const char* frame :
         {"", " ", "hello", "{", "[]", "7", "null", "{}", "{\"a\":1,}", "{\"a\":1} {}", "\"\\ud800\"",
          "{\"type\":\"note\",\"sessionId\":\"c\",\"content\":\"\xff\xfe\"}", "{\"a\":01}", "// x"}) {
        const auto event = from_json(frame);
        ASSERT_FALSE(event) << frame;
        EXPECT_EQ(event.error().code, ErrorCode::ValidationError);
        EXPECT_FALSE(event.error().message.empty());
    }
    using namespace std::string_literals;
    for (const std::string& frame : {""s, "\xc1"s, "\x93\x01\x02"s, "\xdf\xff\xff\xff\xff"s, "\xdd\x7f\xff\xff\xff"s,
                                     "\xdb\x7f\xff\xff\xff"s, "\xc6\x7f\xff\xff\xff"s, "\xc9\xff\xff\xff\xff\0"s,
                                     "\x81\x01\x02"s, "\x81\xa1"s, "\xa2\xff\xfe"s, "\x80\x80"s}) {
        const auto event = from_msgpack(frame);
        ASSERT_FALSE(event);
        EXPECT_EQ(event.error().code, ErrorCode::ValidationError);
    }
}

TEST(Events, NestingWithoutEndAndEndlessMembersAreRefused) {
    std::string list = "[";
    for (int i = 0; i < 20'000; ++i)
        list += "1,";
    list += "1]";
    const std::string lists(100'000, '[');
    std::string maps;
    for (int i = 0; i < 30'000; ++i)
        maps += "{\"a\":";
    for (const std::string& frame : {list, lists, maps}) {
        const auto event = from_json(frame);
        ASSERT_FALSE(event);
        EXPECT_THAT(event.error().message, HasSubstr("deep"));
    }
    EXPECT_FALSE(from_msgpack(std::string(5000, '\x91')));
    EXPECT_FALSE(from_msgpack(std::string(5000, '\x81')));
    EXPECT_FALSE(from_msgpack("\xdc\xff\xff" + std::string(65535, '\x01')));
}

TEST(Events, EveryPrefixOfAFrameIsRefusedAndBreaksNothing) {
    for (const ClientEvent& event : client_events()) {
        for (const auto& [encoding, whole] :
             {std::pair{Encoding::Json, json_of(event)}, std::pair{Encoding::MessagePack, msgpack_of(event)}}) {
            for (std::size_t n = 0; n < whole.size(); ++n)
                EXPECT_FALSE(decode_client_event(encoding, bytes_of(whole).first(n)));
        }
    }
}

TEST(Events, EscapesAreReadAndWritten) {
    const auto event = from_json(R"({"type":"note","sessionId":"call_\u0041","content":"a\"\\\n\u00e9\ud83d\ude42"})");
    ASSERT_TRUE(event) << event.error().message;
    EXPECT_EQ(std::get<Note>(*event).session_id, "call_A");
    EXPECT_EQ(std::get<Note>(*event).content, "a\"\\\né🙂");
    EXPECT_THAT(json_of(ClientEvent{Note{"c", std::string("\x01\x1f\t\0z", 5), std::nullopt}}),
                HasSubstr(R"("\u0001\u001f\t\u0000z")"));
}

TEST(Events, NumbersAreWrittenShortAndNeverAsWhatJsonCannotSay) {
    const auto timestamp = [](double t) { return json_of(Transcript{"c", "agent", "", t, true, "u", ""}); };
    EXPECT_THAT(timestamp(3), HasSubstr("\"timestamp\":3,"));
    EXPECT_THAT(timestamp(0.1), HasSubstr("\"timestamp\":0.1,"));
    EXPECT_THAT(timestamp(std::nan("")), HasSubstr("\"timestamp\":0,"));
    EXPECT_THAT(timestamp(std::numeric_limits<double>::infinity()), HasSubstr("\"timestamp\":0,"));
}

TEST(Events, NumbersAreReadToTheLastBit) {
    for (const double exact :
         {1240.123, 0.1, 5.444444444444445e42, 1.7976931348623157e308, 5e-324, -123456.789012345, 9007199254740993.0}) {
        const std::string json = json_of(ClientEvent{Note{"c", "n", exact}});
        const auto event = from_json(json);
        ASSERT_TRUE(event) << json;
        EXPECT_EQ(std::get<Note>(*event).timestamp_ms, exact) << json;
    }
}

TEST(RestBodies, AStatusBodyTakesTheDesignsActionsOnly) {
    const auto body = decode_action_body(R"({"action":"transfer","reason":"r","transferTo":"technical","notes":"n"})");
    ASSERT_TRUE(body);
    EXPECT_EQ(body->transfer_to, "technical");
    EXPECT_EQ(body->notes, "n");
    EXPECT_FALSE(decode_action_body(R"({"action":"mute"})"));
    EXPECT_FALSE(decode_action_body(R"({"action":"transfer"})"));
    EXPECT_FALSE(decode_action_body("[]"));
    EXPECT_FALSE(decode_action_body(""));
}

TEST(RestBodies, AnEndBodyNeedsItsReason) {
    const auto body =
        decode_end_body(R"({"endReason":"resolved","resolution":{"issueResolved":true},"agentNotes":"n"})");
    ASSERT_TRUE(body);
    ASSERT_TRUE(body->resolution);
    EXPECT_TRUE(body->resolution->issue_resolved);
    const auto none = decode_end_body("{}");
    ASSERT_FALSE(none);
    ASSERT_EQ(none.error().fields.size(), 1U);
    EXPECT_EQ(none.error().fields[0].field, "endReason");
    EXPECT_FALSE(decode_end_body(R"({"endReason":"bored"})"));
}

}  // namespace
}  // namespace mockcall::protocol
