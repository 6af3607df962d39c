#include <csignal>
#include <cstdlib>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "app/commands/commands.hpp"
#include "app/library.hpp"

extern char** environ;  // NOLINT: POSIX

namespace {

using namespace mockcall;
using namespace mockcall::app;

/// The options that every command with a configuration takes.
struct Given {
    std::string file;
    std::string profile = "production";
    std::string listen;
    std::string data;
    std::vector<std::string> set;

    void add_to(CLI::App& command) {
        command.add_option("--config", file, "Configuration file (YAML); docs/configuration.md lists every setting");
        command.add_option("--profile", profile, "local: guest sign-in, on this machine only; production: tokens only")
            ->check(CLI::IsMember({"local", "production"}));
        command.add_option("--data", data, "Directory of everything that is kept (store.data)");
        command.add_option("--set", set, "A setting: key=value; may be repeated")->allow_extra_args(false);
    }
};

std::map<std::string, std::string> environment() {
    std::map<std::string, std::string> all;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string pair(*entry);
        if (const auto equals = pair.find('='); equals != std::string::npos)
            all[pair.substr(0, equals)] = pair.substr(equals + 1);
    }
    return all;
}

Result<Config> configured(const Given& given, bool needs_keys) {
    ConfigSources sources;
    sources.profile = given.profile == "local" || !needs_keys ? Profile::Local : Profile::Production;
    if (!given.file.empty()) {
        auto text = read_file(given.file);
        if (!text)
            return std::unexpected(text.error());
        sources.yaml = std::move(*text);
    }
    sources.environment = environment();
    if (!given.data.empty())
        sources.set.emplace_back("store.data", given.data);
    if (!given.listen.empty())
        sources.set.emplace_back("server.listen", given.listen);
    for (const std::string& pair : given.set) {
        const auto equals = pair.find('=');
        if (equals == std::string::npos)
            return fail_validation("--set " + pair, "must be key=value");
        sources.set.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
    }
    return make_config(sources);
}

int with_config(const Given& given, bool needs_keys, const std::function<int(const Config&)>& command) {
    const auto config = configured(given, needs_keys);
    if (config)
        return command(*config);
    fmt::print(stderr, "{}\n", config.error().message);
    return 2;
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    CLI::App app{"mockcall: mock calls with a simulated customer, scored with receipts"};
    app.require_subcommand(1);
    app.set_version_flag("--version", MOCKCALL_VERSION);
    Given given;
    int status = 0;

    auto* serving = app.add_subcommand("serve", "Serve the API and the web page");
    given.add_to(*serving);
    serving->add_option("--listen", given.listen, "HOST:PORT (server.listen)");
    serving->callback([&] { status = with_config(given, true, [](const Config& c) { return serve(c); }); });

    CallOptions call_options;
    auto* calling = app.add_subcommand("call", "Take a call here in the terminal, typed or from WAV files");
    given.add_to(*calling);
    calling->add_option("--scenario", call_options.scenario, "Scenario id; without it one that fits a beginner");
    calling->add_option("--wav", call_options.wavs, "WAV files, spoken one after the other; without any you type");
    calling->add_flag("--quiet", call_options.quiet, "No progress");
    calling->add_flag("--json", call_options.json, "The result as JSON");
    calling->callback(
        [&] { status = with_config(given, false, [&](const Config& c) { return call(c, call_options); }); });

    TokenOptions token_options;
    auto* signing = app.add_subcommand("token", "Sign a development token with auth.hs256_secret");
    given.add_to(*signing);
    signing->add_option("--sub", token_options.subject, "User id");
    signing->add_option("--role", token_options.role)->check(CLI::IsMember({"trainee", "supervisor", "admin"}));
    signing->add_option("--org", token_options.org, "Tenant");
    signing->add_option("--name", token_options.name, "Display name");
    signing->add_option("--expires", token_options.expires, "Lifetime, e.g. 24h");
    signing->callback(
        [&] { status = with_config(given, false, [&](const Config& c) { return token(c, token_options); }); });

    ReplayOptions replay_options;
    auto* replaying = app.add_subcommand("replay", "Run a call's journal again and compare, byte for byte");
    given.add_to(*replaying);
    replaying->add_option("session", replay_options.session, "Session id, or a journal's path")->required();
    replaying->add_flag("--print", replay_options.print, "Print the journal as it comes out");
    replaying->add_option("--rubric", replay_options.rubric, "Judge the call by this rubric (YAML) instead");
    replaying->callback(
        [&] { status = with_config(given, false, [&](const Config& c) { return replay(c, replay_options); }); });

    LoadOptions load_options;
    auto* loading = app.add_subcommand("load", "Simulated trainees talk to a server on this machine; prints figures");
    given.add_to(*loading);
    loading->add_option("--url", load_options.url, "The server, on a loopback address");
    loading->add_option("--calls", load_options.calls, "Calls at once")->check(CLI::Range(1, 2000));
    loading->add_option("--seconds", load_options.seconds, "For how long")->check(CLI::Range(1, 86'400));
    loading->add_option("--ramp", load_options.ramp, "Seconds in which the trainees begin, one after the other")
        ->check(CLI::Range(0, 86'400));
    loading->add_option("--scenario", load_options.scenario, "Scenario id; without it the first of the list");
    loading->add_option("--speech", load_options.speech, "Folder of WAV files to say; without it our own lines");
    loading->add_option("--barge-in", load_options.barge_in_every, "Speak over every n-th answer; 0: never")
        ->check(CLI::NonNegativeNumber);
    loading->add_flag("--silent", load_options.silent, "Open microphones, and nobody speaks");
    loading->add_option("--noise", load_options.noise_dbfs, "Background noise in the microphones, dBFS")
        ->check(CLI::Range(-90.0, -20.0));
    loading->add_option("--transport", load_options.transport, "How sound travels")
        ->check(CLI::IsMember({"websocket", "webrtc"}));
    loading->add_option("--pid", load_options.server_pid, "The server's process, for its CPU time and memory");
    loading->add_option("--seed", load_options.seed, "Of the trainees' choices");
    loading->add_flag("--json", load_options.json, "The summary as JSON");
    loading->callback(
        [&] { status = with_config(given, false, [&](const Config& c) { return load(c, load_options); }); });

    auto* scenarios = app.add_subcommand("scenario", "Work on scenarios");
    scenarios->require_subcommand(1);
    ScenarioCheckOptions check_options;
    auto* checking = scenarios->add_subcommand("check", "Check scenario files and rehearse them; says what is wrong");
    checking->add_option("files", check_options.files, "YAML files")->required();
    checking->add_flag("--play,!--no-play", check_options.play, "Rehearse them with scripted trainees (default)");
    checking->add_option("--seeds", check_options.seeds, "Calls by each rank of trainee")->check(CLI::Range(1, 1000));
    checking->add_option("--show", check_options.show, "Print a call of a trainee of this rank")
        ->check(CLI::IsMember({"good", "average", "poor"}));
    checking->add_option("--seed", check_options.seed, "The seed of the call that --show prints");
    checking->add_option("--trainees", check_options.trainees, "The trainees' file");
    checking->callback([&] { status = scenario_check(check_options); });

    app.add_subcommand("classify", "Dialogue acts of agent utterances: JSON Lines in, JSON Lines out")->callback([&] {
        status = classify();
    });

    std::string transcript;
    auto* judging =
        app.add_subcommand("evaluate", "Score a transcript: JSON, or lines of \"Agent: …\" and \"Customer: …\"");
    given.add_to(*judging);
    judging->add_option("file", transcript, "The transcript")->required();
    judging->callback(
        [&] { status = with_config(given, false, [&](const Config& c) { return evaluate_file(c, transcript); }); });

    app.add_subcommand("settings", "List every setting with its default and meaning, as Markdown")->callback([&] {
        status = print_settings();
    });

    CLI11_PARSE(app, argc, argv);
    return status;
}
