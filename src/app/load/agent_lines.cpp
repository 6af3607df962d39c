#include "app/load/agent_lines.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "adapters/speech/flite_synthesizer.hpp"
#include "adapters/speech/silence_trim.hpp"
#include "app/library.hpp"
#include "audio/input_decoder.hpp"
#include "audio/opus.hpp"
#include "base/random.hpp"

namespace mockcall::app {
namespace {

constexpr std::size_t kFrame = 320;
constexpr std::size_t kPause = 16000 * 350 / 1000;
// "|" is a pause for breath in the middle of a sentence.
constexpr std::array<std::string_view, 16> kLines = {
    "Thank you for calling, my name is Sam, how may I help you today?",
    "I am sorry to hear that. Let me look into this for you right away.",
    "May I have your account number please?",
    "I can see the charge on your bill | and I understand why you are upset.",
    "Could you tell me when the problem started?",
    "Thank you. Please give me a moment while I check.",
    "I will credit the full amount to your account today.",
    "If you restart the router now | it should connect again in two minutes.",
    "What does the screen say at the moment?",
    "That was our mistake, and I apologize for it.",
    "I can offer you a discount of twenty percent for the next six months.",
    "You will get an email about it | by tomorrow evening.",
    "Does that sound good to you?",
    "Let me repeat what we agreed on.",
    "Is there anything else I can help you with?",
    "Thank you for your patience and have a good day."};

class InPlace final : public WorkerPool {
  public:
    bool submit(Task task) override {
        task();
        return true;
    }
};

/// From the first word to the last: without the flush, nothing comes out of the silence after it.
Samples words_only(SampleView pcm) {
    speech::SilenceTrim trim(audio::kPipelineRate);
    Samples words;
    trim.process(pcm, words);
    return words;
}

Samples spoken(FliteSynthesizer& voice, const std::string& text, const std::string& who) {
    Samples pcm;
    SynthesisSession::Listener listener;
    listener.on_audio = [&pcm](const Samples& more) { pcm.insert(pcm.end(), more.begin(), more.end()); };
    const auto session =
        voice.speak({text, {.name = who}, Emotion::Neutral, audio::kPipelineRate}, std::move(listener));
    return words_only(pcm);
}

std::vector<AgentLine> own_lines() {
    InPlace pool;
    FliteSynthesizer voice(pool);
    std::vector<AgentLine> lines;
    for (const std::string_view text : kLines) {
        AgentLine line{std::string(text), {}, {}};
        const std::string who = lines.size() % 2 == 0 ? "rms" : "awb";
        for (std::size_t from = 0; from < text.size();) {
            const auto bar = std::min(text.find('|', from), text.size());
            if (from > 0)
                line.pcm.resize(line.pcm.size() + kPause, 0);
            const Samples part = spoken(voice, std::string(text.substr(from, bar - from)), who);
            line.pcm.insert(line.pcm.end(), part.begin(), part.end());
            from = bar + 1;
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

/// Pink noise down to where a microphone hears nothing more, 60 Hz: Voss's, white noises held for ever longer.
Samples pink_noise(double dbfs) {
    constexpr std::size_t kSeconds = 10;
    Random dice(1);
    std::array<double, 8> held{};
    std::vector<double> noise;
    for (std::size_t i = 0; i < kSeconds * audio::kPipelineRate; ++i) {
        for (std::size_t row = 0; row < held.size(); ++row)
            if (i % (std::size_t{1} << row) == 0)
                held[row] = dice.between(-1, 1);
        noise.push_back(std::accumulate(held.begin(), held.end(), 0.0));
    }
    const double mean = std::accumulate(noise.begin(), noise.end(), 0.0) / static_cast<double>(noise.size());
    double energy = 0;
    for (double& x : noise) {
        x -= mean;
        energy += x * x;
    }
    const double scale = 32'768 * std::pow(10, dbfs / 20) / std::sqrt(energy / static_cast<double>(noise.size()));
    Samples pcm;
    for (const double x : noise)
        pcm.push_back(static_cast<std::int16_t>(std::clamp(std::lround(x * scale), -32'768L, 32'767L)));
    return pcm;
}

std::vector<Bytes> encoded(const Samples& pcm) {
    std::vector<Bytes> packets;
    audio::OpusEncoder encoder(audio::kPipelineRate, 32'000, 5);
    encoder.expect_loss(10);
    for (std::size_t at = 0; at < pcm.size(); at += kFrame) {
        Samples frame(pcm.begin() + static_cast<std::ptrdiff_t>(at),
                      pcm.begin() + static_cast<std::ptrdiff_t>(std::min(at + kFrame, pcm.size())));
        frame.resize(kFrame);
        packets.push_back(encoder.encode(frame));
    }
    return packets;
}

}  // namespace

Result<std::vector<AgentLine>> agent_lines(const std::filesystem::path& folder) {
    if (folder.empty())
        return own_lines();
    std::vector<std::filesystem::path> files;
    std::error_code ec;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, ec))
        if (entry.path().extension() == ".wav")
            files.push_back(entry.path());
    if (files.empty())
        return fail(ErrorCode::NotFound, "There are no WAV files in " + folder.string() + ".");
    std::ranges::sort(files);
    std::vector<AgentLine> lines;
    for (const auto& file : files) {
        const auto bytes = read_file(file.string());
        if (!bytes)
            return std::unexpected(bytes.error());
        auto decoder = audio::make_input_decoder({audio::Codec::Wav, 0, 1});
        if (!decoder)
            return std::unexpected(decoder.error());
        Samples pcm;
        if (const auto ok = (*decoder)->decode(bytes_of(*bytes), pcm); !ok)
            return fail(ok.error().code, file.string() + ": " + ok.error().message);
        AgentLine line{file.filename().string(), words_only(pcm), {}};
        if (!line.pcm.empty())
            lines.push_back(std::move(line));
    }
    return lines;
}

Room silent_room() { return {Samples(kFrame), {}}; }

Room noisy_room(double dbfs, std::vector<AgentLine>& lines) {
    Room room{pink_noise(dbfs), {}};
    std::size_t at = 0;
    for (AgentLine& line : lines)
        for (std::int16_t& sample : line.pcm)
            sample = static_cast<std::int16_t>(std::clamp(sample + room.pcm[at++ % room.pcm.size()], -32'768, 32'767));
    return room;
}

void prepare_packets(std::vector<AgentLine>& lines, Room& room) {
    for (AgentLine& line : lines)
        line.opus = encoded(line.pcm);
    room.opus = encoded(room.pcm);
}

}  // namespace mockcall::app
