#include <filesystem>
#include <future>
#include <iostream>
#include <thread>

#include <boost/json.hpp>
#include <fmt/core.h>

#include "app/commands/commands.hpp"
#include "app/commands/crm_line.hpp"
#include "app/commands/print_result.hpp"
#include "app/commands/terminal_client.hpp"
#include "app/compose.hpp"
#include "app/library.hpp"
#include "audio/input_decoder.hpp"

namespace mockcall::app {
namespace {

constexpr Milliseconds kLongestAnswer{25'000};
constexpr int kChunkMs = 20;

template <class T, class Ask>
Result<T> await(Ask ask) {
    auto promise = std::make_shared<std::promise<Result<T>>>();
    auto future = promise->get_future();
    ask(Reply<T>([promise](Result<T> r) { promise->set_value(std::move(r)); }));
    return future.get();
}

/// A directory for this one call, gone afterwards.
struct Workplace {
    std::filesystem::path path;
    explicit Workplace(Entropy& entropy)
        : path(std::filesystem::temp_directory_path() / ("mockcall-" + entropy.token(9))) {}
    ~Workplace() {
        std::error_code ec;
        std::filesystem::remove_all(path, ec);
    }
};

struct Line {  ///< to the engine
    Engine& engine;
    CallId id;
    std::shared_ptr<TerminalClient> client;
    Principal who;

    void send(protocol::ClientEvent event) const { engine.deliver(id, client, std::move(event)); }
};

Result<Samples> read_wav(const std::string& path) {
    const auto bytes = read_file(path);
    if (!bytes)
        return std::unexpected(bytes.error());
    auto decoder = audio::make_input_decoder({audio::Codec::Wav, 0, 1});
    if (!decoder)
        return std::unexpected(decoder.error());
    Samples pcm;
    if (const auto ok = (*decoder)->decode(bytes_of(*bytes), pcm); !ok)
        return std::unexpected(ok.error());
    return pcm;
}

/// Streams as a microphone would: speech, then silence until the customer has answered.
void speak(const Line& line, SampleView pcm, double& clock_ms) {
    const int before = line.client->lines();
    constexpr std::size_t kChunk = 16 * kChunkMs;
    auto next = std::chrono::steady_clock::now();
    const auto stop_at = [&](std::size_t sent) {
        const std::size_t silent = sent > pcm.size() ? (sent - pcm.size()) / 16 : 0;
        return line.client->closed() || silent > static_cast<std::size_t>(kLongestAnswer.count()) ||
               (silent > 1'000 && line.client->lines() > before && line.client->wait_for_line(before, Milliseconds{0}));
    };
    for (std::size_t sent = 0; !stop_at(sent); sent += kChunk) {
        Samples chunk(kChunk, 0);
        for (std::size_t i = 0; i < kChunk && sent + i < pcm.size(); ++i)
            chunk[i] = pcm[sent + i];
        const auto* raw = reinterpret_cast<const std::uint8_t*>(chunk.data());
        line.send(protocol::AudioData{line.id.str(), Bytes(raw, raw + chunk.size() * 2), clock_ms});
        clock_ms += kChunkMs;
        next += Milliseconds{kChunkMs};
        std::this_thread::sleep_until(next);
    }
}

int spoken(const Line& line, const std::vector<std::string>& wavs, bool progress) {
    double clock_ms = 0;
    for (const std::string& wav : wavs) {
        const auto pcm = read_wav(wav);
        if (!pcm) {
            fmt::print(stderr, "{}: {}\n", wav, pcm.error().message);
            return 1;
        }
        if (progress)
            fmt::print("         … speaking {} ({:.1f} s)\n", wav, static_cast<double>(pcm->size()) / 16000);
        speak(line, *pcm, clock_ms);
    }
    return 0;
}

void in_record(const Line& line, const std::string& text) {
    if (text == "/help")
        return fmt::print("{}", crm_line_help());
    const bool show = text == "/record";
    const auto body = read_crm_line(show ? "/lookup" : text);
    const auto outcome =
        body ? await<Json>([&](auto reply) { line.engine.crm(line.who, line.id, *body, std::move(reply)); })
             : Result<Json>(std::unexpected(body.error()));
    if (!outcome)
        return fmt::print("         ! {}\n", outcome.error().message);
    fmt::print("{}\n", show ? printed_record(*outcome) : "         " + printed_outcome(*outcome));
}

void typed(const Line& line) {
    fmt::print(
        "Type what you say, a line at a time; an empty line or Ctrl-D ends the call.\n"
        "/record shows the customer's record, /help what can be done in it.\n");
    std::string text;
    while (!line.client->closed() && std::getline(std::cin, text) && !text.empty()) {
        if (text.front() == '/') {
            in_record(line, text);
            continue;
        }
        const int before = line.client->lines();
        line.send(protocol::AgentText{line.id.str(), text});
        if (!line.client->wait_for_line(before, kLongestAnswer))
            break;
    }
}

ScenarioId chosen(Engine& engine, const CallOptions& options, const Principal& who) {
    if (!options.scenario.empty())
        return ScenarioId{options.scenario};
    ScenarioQuery query;
    query.limit = 1;
    const auto list =
        await<std::shared_ptr<const Json>>([&](auto reply) { engine.list_scenarios(who, query, std::move(reply)); });
    if (!list)
        return {};
    return ScenarioId{std::string(boost::json::parse(**list).at("scenarios").at(0).at("id").as_string())};
}

int converse(Engine& engine, const CallOptions& options) {
    const Principal who{UserId{"terminal"}, OrgId{"default"}, Role::Trainee, {}};
    const ScenarioId scenario = chosen(engine, options, who);
    const auto started =
        await<StartedCall>([&](auto reply) { engine.start({who, scenario, std::nullopt, {}, {}}, std::move(reply)); });
    if (!started) {
        fmt::print(stderr, "{}\n", started.error().message);
        return 1;
    }
    const auto data = boost::json::parse(started->data);
    const SessionToken token{std::string(data.at("sessionToken").as_string())};
    const auto details = engine.catalogue().find(scenario);
    fmt::print("{}: {}\n{}\n\n", scenario.str(), details->name, details->briefing.situation);
    const Line line{engine, started->id, std::make_shared<TerminalClient>(!options.quiet), who};
    const auto joined = await<SessionInfo>(
        [&](auto reply) { engine.join(token, {started->id.str(), {}}, line.client, std::move(reply)); });
    if (!joined) {
        fmt::print(stderr, "{}\n", joined.error().message);
        return 1;
    }
    int status = 0;
    if (options.wavs.empty())
        typed(line);
    else
        status = spoken(line, options.wavs, !options.quiet);
    if (!options.quiet)
        fmt::print("         … evaluating\n");
    const auto result = await<Json>([&](auto reply) { engine.end(who, started->id, {}, std::move(reply)); });
    if (!result) {
        fmt::print(stderr, "{}\n", result.error().message);
        return 1;
    }
    if (options.json)
        fmt::print("{}\n", *result);
    else
        print_result(*result);
    return status;
}

}  // namespace

int call(const Config& given, const CallOptions& options) {
    SystemClock clock;
    SystemEntropy entropy;
    const Workplace workplace(entropy);
    Config config = given;
    config.data = workplace.path.string();
    config.store_url.clear();
    config.objects_url.clear();
    config.public_url = "http://localhost";
    ThreadLoop loop(clock);
    auto backstage = Backstage::make(config, {&loop});
    if (!backstage) {
        fmt::print(stderr, "{}\n", backstage.error().message);
        return 1;
    }
    const int status = converse((*backstage)->engine(), options);
    (*backstage)->stop();
    loop.stop();
    return status;
}

}  // namespace mockcall::app
