#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "protocol/openai/realtime_wire.hpp"
#include "protocol/openai/speech_wire.hpp"

namespace mockcall::protocol::openai {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;

TEST(OpenAiSpeech, AsksForRawSamplesAndLeavesOutWhatIsUsual) {
    const auto plain = json::parse(speech_body({"tts", "ash", "Hello \"you\"", "", 1}));
    EXPECT_EQ(plain, json::parse(R"({"model":"tts","voice":"ash","input":"Hello \"you\"","response_format":"pcm"})"));
    const auto all = json::parse(speech_body({"tts", "ash", "Hello", "Angry.", 1.1}));
    EXPECT_EQ(all.at("instructions"), "Angry.");
    EXPECT_EQ(all.at("speed"), 1.1);
}

TEST(OpenAiTranscription, IsAFormWithAWholeWavFile) {
    const Samples pcm{1, -2, 300};
    const Multipart form = transcription_body({"whisper", "en", "TechSupport, $150.", true}, pcm, 16000, "edge");
    EXPECT_EQ(form.content_type, "multipart/form-data; boundary=edge");
    for (const char* part : {"name=\"model\"\r\n\r\nwhisper\r\n", "name=\"language\"\r\n\r\nen\r\n",
                             "name=\"prompt\"\r\n\r\nTechSupport, $150.\r\n", "name=\"stream\"\r\n\r\ntrue\r\n",
                             "filename=\"utterance.wav\""})
        EXPECT_THAT(form.body, HasSubstr(part));
    EXPECT_THAT(form.body, HasSubstr("\r\n\r\n" + wav_file(pcm, 16000) + "\r\n--edge--\r\n"));
    const std::string wav = wav_file(pcm, 16000);
    EXPECT_EQ(wav.size(), 44u + 6u);
    EXPECT_EQ(wav.substr(44), std::string("\x01\x00\xFE\xFF\x2C\x01", 6));
}

TEST(OpenAiTranscription, TellsItsTextWholeOrAsItGrows) {
    EXPECT_EQ(read_transcription(R"({"text":" Hello. "})")->text, " Hello. ");
    EXPECT_EQ(read_transcription(R"({"type":"transcript.text.delta","delta":"Hel"})")->delta, "Hel");
    EXPECT_EQ(read_transcription(R"({"type":"transcript.text.done","text":"Hello"})")->text, "Hello");
    const auto other = read_transcription(R"({"type":"transcript.text.segment","id":"seg_1"})");
    ASSERT_TRUE(other);
    EXPECT_FALSE(other->text || !other->delta.empty());
    for (const char* wrong : {"", "nonsense", "[]", "{}", R"({"text":7})", R"({"type":"error","error":{}})",
                              R"({"type":"transcript.text.delta"})"})
        EXPECT_FALSE(read_transcription(wrong)) << wrong;
}

TEST(OpenAiRealtime, ATranscriptionSessionLeavesTheCommitsToUs) {
    const auto event = json::parse(transcription_session({"gpt-4o-mini-transcribe", "en", "TechSupport."}));
    EXPECT_EQ(event.at("type"), "session.update");
    EXPECT_EQ(event.at_pointer("/session/type"), "transcription");
    EXPECT_EQ(event.at_pointer("/session/audio/input/format/rate"), 24000);
    EXPECT_EQ(event.at_pointer("/session/audio/input/transcription/model"), "gpt-4o-mini-transcribe");
    EXPECT_EQ(event.at_pointer("/session/audio/input/transcription/prompt"), "TechSupport.");
    EXPECT_TRUE(event.at_pointer("/session/audio/input/turn_detection").is_null());
}

TEST(OpenAiRealtime, AudioGoesAsBase64OfLittleEndianSamples) {
    EXPECT_EQ(append_audio(Samples{1, -2}), R"({"type":"input_audio_buffer.append","audio":"AQD+/w=="})");
}

TEST(OpenAiRealtime, EventsAreReadAndAnErrorsCodeIsAWordOnly) {
    using Kind = RealtimeEvent::Kind;
    const auto read = [](const char* text) { return read_realtime_event(text).value(); };
    const auto delta =
        read(R"({"type":"conversation.item.input_audio_transcription.delta","item_id":"i1","delta":"Hel"})");
    EXPECT_EQ(delta.kind, Kind::Delta);
    EXPECT_EQ(delta.item + delta.text, "i1Hel");
    const auto done =
        read(R"({"type":"conversation.item.input_audio_transcription.completed","item_id":"i1","transcript":"Hello"})");
    EXPECT_EQ(done.kind, Kind::Completed);
    EXPECT_EQ(done.text, "Hello");
    EXPECT_EQ(read(R"({"type":"input_audio_buffer.committed","item_id":"i2"})").item, "i2");
    EXPECT_EQ(read(R"({"type":"session.updated","session":{}})").kind, Kind::SessionUpdated);
    EXPECT_EQ(read(R"({"type":"rate_limits.updated"})").kind, Kind::Other);
    const auto error = read(R"({"type":"error","error":{"code":"in<val>id_key sk-1","message":"x"}})");
    EXPECT_EQ(error.kind, Kind::Error);
    EXPECT_EQ(error.code, "invalid_keysk1");
    for (const char* wrong : {"", "[]", "{}", R"({"type":5})"})
        EXPECT_FALSE(read_realtime_event(wrong)) << wrong;
}

}  // namespace
}  // namespace mockcall::protocol::openai
