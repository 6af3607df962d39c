#include "clips.hpp"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <boost/json.hpp>

#include "adapters/speech/flite_voice.hpp"
#include "audio/resampler.hpp"

namespace mockcall::bench {
namespace {

template <class T>
T at(const std::string& bytes, std::size_t offset) {
    T value{};
    std::memcpy(&value, bytes.data() + offset, sizeof(T));
    return value;
}

Clip from_json(const std::string& line, const std::filesystem::path& folder) {
    const auto object = boost::json::parse(line).as_object();
    return {"human", (folder / object.at("path").as_string().c_str()).string(),
            std::string(object.at("transcript").as_string())};
}

}  // namespace

Result<std::vector<Clip>> read_clips(const std::string& list) {
    std::ifstream in(list);
    std::vector<Clip> clips;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with('{')) {
            clips.push_back(from_json(line, std::filesystem::path(list).parent_path()));
            continue;
        }
        const auto first = line.find('\t');
        const auto second = line.find('\t', first + 1);
        if (second != std::string::npos) {
            clips.push_back(
                {line.substr(0, first), line.substr(first + 1, second - first - 1), line.substr(second + 1)});
        } else if (!line.empty()) {
            for (const char* voice : {"slt", "awb", "rms"}) {
                clips.push_back({voice, "", line});
            }
        }
    }
    std::ranges::stable_sort(clips, {}, &Clip::voice);  // a voice is a call
    if (clips.empty()) {
        return fail(ErrorCode::NotFound, "no clips in " + list);
    }
    return clips;
}

Result<Samples> read_wav(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(in), {});
    std::uint32_t rate = 0;
    std::uint16_t channels = 1;
    for (std::size_t chunk = 12; chunk + 8 <= bytes.size();) {
        const auto size = std::min<std::size_t>(at<std::uint32_t>(bytes, chunk + 4), bytes.size() - chunk - 8);
        const auto name = bytes.substr(chunk, 4);
        if (name == "fmt " && size >= 16) {
            channels = at<std::uint16_t>(bytes, chunk + 10);
            rate = at<std::uint32_t>(bytes, chunk + 12);
        } else if (name == "data" && rate != 0) {
            Samples samples;
            for (std::size_t i = 0; i + 2 * channels <= size; i += 2UL * channels) {
                samples.push_back(at<std::int16_t>(bytes, chunk + 8 + i));
            }
            Samples converted;
            audio::Resampler resampler(static_cast<int>(rate), 16000);
            resampler.process(samples, converted);
            resampler.flush(converted);
            return converted;
        }
        chunk += 8 + size + size % 2;
    }
    return fail(ErrorCode::UnsupportedMediaType, file + " is no WAV of 16-bit samples");
}

Result<Samples> speak(const std::string& sentence, const std::string& voice) {
    Samples samples(4000, 0);
    speech::FliteVoice::named(voice).say(sentence, {}, [&](SampleView more) {
        samples.insert(samples.end(), more.begin(), more.end());
        return speech::FliteVoice::Go::On;
    });
    samples.resize(samples.size() + 4000, 0);
    return samples;
}

}  // namespace mockcall::bench
