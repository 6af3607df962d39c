#include "engine/journal.hpp"

#include <gtest/gtest.h>

namespace mockcall {
namespace {

TEST(Journal, EveryInputGoesThereAndBack) {
    const std::vector<CallInput> inputs{
        InJoined{},
        InLeft{},
        InSpeechStarted{CallTime{Ticks{5}}},
        InSpeechStarted{CallTime{Ticks{9'000}}, Ticks{4'800}},
        InSoundsLikeWords{},
        InSpeechStopped{CallTime{Ticks{6}}},
        InSpeechStopped{CallTime{Ticks{6}}, -425},
        InPartial{3, "hello"},
        InFinal{3, "hello \"there\"\n", 0.625},
        InTyped{"ünïcode"},
        InStreamEnded{},
        InAction{AgentActionKind::Transfer, "billing", "because"},
        InCrm{{CrmOperationKind::Credit, "r1", "upgrade_fee", 150'00, std::nullopt, 0, "", "", "charged by mistake"}},
        InCrm{{CrmOperationKind::Discount, "", "", std::nullopt, 12.5, 6, "to", "when", ""}},
        InPlayoutStarted{4},
        InPlayoutFinished{4},
        InPlayoutStopped{4, 0.3333333333333333},
        InEnd{"resolved", Reported{true, "credited", false, true}, "notes"},
        InEnd{"failed", std::nullopt, ""},
        InDeadline{},
        InSystemDelay{Ticks{480}},
        InServiceFailed{"recognizer", "The speech recogniser failed (idle_timeout)."},
        InWords{5, 2, "All right.", "accept", "happy"},
        InMeaning{5, {}},
        InModelFailed{5, 1, "down"},
    };
    EXPECT_EQ(std::variant_size_v<CallInput>, 21u) << "a new input belongs into this list";
    for (const CallInput& input : inputs) {
        const CallTime now{Ticks{1234567}};
        const std::string line = encode_input(input, now);
        const auto back = decode_input(line.substr(0, line.size() - 1));
        ASSERT_TRUE(back && *back) << line;
        EXPECT_EQ((*back)->now, now);
        EXPECT_EQ(encode_input((*back)->input, now), line);
    }
}

// How JSON is parsed may cost a number its last bit; the line that comes out again would then be another one.
TEST(Journal, AFractionGoesThereAndBackToItsLastBit) {
    const auto again = [](const CallInput& input) {
        const std::string line = encode_input(input, CallTime{});
        const auto back = decode_input(line.substr(0, line.size() - 1));
        return back && *back ? (*back)->input : CallInput{};
    };
    std::uint64_t seed = 1;
    for (int i = 0; i < 10'000; ++i) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        const double share = i == 0 ? 4.5475638051044084E-2 : static_cast<double>(seed >> 11) * 0x1p-53;
        ASSERT_EQ(std::get<InPlayoutStopped>(again(InPlayoutStopped{4, share})).heard, share);
        ASSERT_EQ(std::get<InFinal>(again(InFinal{4, "words", share})).confidence, share);
        const CrmOperation op{CrmOperationKind::Discount, "", "", {}, share * 100, 6, "", "", ""};
        ASSERT_EQ(std::get<InCrm>(again(InCrm{op})).operation.percent, share * 100);
        JournalHeader header;
        header.config.customer.trainee_skill = share;
        const std::string line = encode_header(header);
        ASSERT_EQ(decode_header(line.substr(0, line.size() - 1))->config.customer.trainee_skill, share);
    }
}

TEST(Journal, AFractionWrittenAsANumberIsReadAsWell) {
    const auto line = decode_input(R"({"in":"playout_stopped","u":3,"heard":0.5,"t":7})");
    ASSERT_TRUE(line && *line);
    EXPECT_EQ(std::get<InPlayoutStopped>((*line)->input).heard, 0.5);
}

TEST(Journal, TheHeaderGoesThereAndBack) {
    JournalHeader header;
    header.id = CallId{"call_x"};
    header.scenario = ScenarioId{"scn_y"};
    header.scenario_version = 3;
    header.created = WallTime{Milliseconds{1760455800123}};
    header.config.customer.seed = 0x7FFFFFFFFFFFFFFF;
    header.config.customer.trainee_skill = 0.1;
    const std::string line = encode_header(header);
    const auto back = decode_header(line.substr(0, line.size() - 1));
    ASSERT_TRUE(back);
    EXPECT_EQ(encode_header(*back), line);
}

TEST(Journal, AForeignLineIsAnErrorAndNeverACrash) {
    for (const char* line :
         {"", "{", "[]", "{\"in\":\"nothing\",\"t\":1}", "{\"in\":\"joined\"}", "{\"in\":\"final\",\"t\":1}",
          "{\"in\":\"playout_stopped\",\"u\":3,\"heard\":\"0.5x\",\"t\":1}",
          "{\"in\":\"action\",\"kind\":\"dance\",\"target\":\"\",\"text\":\"\",\"t\":1}", "\xff\xfe"})
        EXPECT_FALSE(decode_input(line)) << line;
    EXPECT_FALSE(decode_header("{\"journal\":2}"));
}

}  // namespace
}  // namespace mockcall
