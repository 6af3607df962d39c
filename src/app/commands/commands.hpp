// The commands of `mockcall`. Each returns the process's exit code: 0 good, 1 what was asked for failed, 2 wrong usage.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/config.hpp"

namespace mockcall::app {

int serve(const Config& config);

struct CallOptions {
    std::string scenario;           ///< id; "" the first that fits a beginner
    std::vector<std::string> wavs;  ///< spoken one after the other, each when the customer has finished
    bool typed = false;             ///< lines of standard input
    bool quiet = false;             ///< no progress
    bool json = false;              ///< the result as JSON at the end
    std::uint64_t seed = 0;         ///< 0: random
};
int call(const Config& config, const CallOptions& options);

struct TokenOptions {
    std::string subject = "user_dev";
    std::string role = "trainee";
    std::string org = "default";
    std::string name;
    std::string expires = "24h";
};
int token(const Config& config, const TokenOptions& options);

struct ReplayOptions {
    std::string session;  ///< an id, looked up in the data directory, or a journal's path
    bool print = false;   ///< the journal as it came out
    std::string rubric;   ///< a rubric's file: the score under it as well
};
int replay(const Config& config, const ReplayOptions& options);

struct LoadOptions {
    std::string url = "http://127.0.0.1:3000";
    int calls = 1;     ///< at once
    int seconds = 60;  ///< of each trainee
    int ramp = 0;      ///< seconds in which they begin, one after the other
    std::string scenario;
    std::string speech;  ///< a folder of WAV files; "" our own lines
    int barge_in_every = 4;
    bool silent = false;  ///< microphones are open and nobody speaks: what a call costs without recognition
    std::optional<double> noise_dbfs;     ///< background noise in every microphone
    std::string transport = "websocket";  ///< or webrtc
    int server_pid = 0;
    std::uint64_t seed = 1;
    bool json = false;
};
int load(const Config& config, const LoadOptions& options);

struct ScenarioCheckOptions {
    std::vector<std::string> files;
    bool play = true;        ///< rehearse them
    int seeds = 20;          ///< calls a rank
    std::string show;        ///< a rank of which a call is printed, "" none
    std::uint64_t seed = 1;  ///< of that call
    std::string trainees;    ///< the trainees' file; "" rehearsal/trainees.yaml beside the scenario
};
int scenario_check(const ScenarioCheckOptions& options);
int classify();
int evaluate_file(const Config& config, const std::string& file);
int print_settings();

}  // namespace mockcall::app
