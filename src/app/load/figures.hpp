// What simulated trainees saw, and how it is told. One owner.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace mockcall::app {

struct Figures {
    int calls = 0;       ///< ended with a result
    double call_s = 0;   ///< from asking for each to its result
    int turns = 0;       ///< lines the trainees said and the customer answered
    int unanswered = 0;  ///< lines that no answer followed within 15 s
    int cut_off = 0;     ///< answered before their end
    int left_by_customer = 0;
    std::vector<double> turn_ms;      ///< end of the agent's speech to the customer's first audio
    std::vector<double> words_ms;     ///< of it, to the agent's final words
    std::vector<double> barge_in_ms;  ///< first word over the customer to audio:clear
    int barge_in_missed = 0;          ///< the customer finished as if nothing had been said
    std::vector<double> end_ms;       ///< POST …/end to the result
    std::int64_t pieces = 0;          ///< of the customer's audio
    std::int64_t late_pieces = 0;     ///< reached this machine over 60 ms after they had to be played
    double latest_ms = 0;
    std::int64_t lost_pieces = 0;  ///< gaps in their numbers
    std::int64_t ticks = 0;        ///< of the trainees' own 20 ms
    std::int64_t late_ticks = 0;   ///< over 20 ms late: it is the load that could not keep up
    double latest_tick_ms = 0;
    std::map<std::string, int> errors;  ///< how often each was seen; of 20 kinds
    int error_count = 0;

    void error(const std::string& what);
    void add(const Figures& other);
};

/// CPU time and memory of a process, read from /proc.
struct ProcessUse {
    double cpu_s = 0;
    double resident_mb = 0;
};
[[nodiscard]] ProcessUse process_use(int pid);

struct LoadSummary {
    int concurrent = 0;
    double seconds = 0;
    Figures figures;
    ProcessUse server_before;  ///< idle, before the first call
    ProcessUse server_after;
    double server_peak_mb = 0;
    bool server_known = false;
};
/// `p` of 0-100; 0 without values.
[[nodiscard]] double percentile(std::vector<double> values, double p);
[[nodiscard]] std::string as_table(const LoadSummary& summary);
[[nodiscard]] std::string as_json(const LoadSummary& summary);

}  // namespace mockcall::app
