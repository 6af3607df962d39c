#include "app/load/figures.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

#include <boost/json.hpp>
#include <fmt/core.h>
#include <unistd.h>

namespace mockcall::app {
namespace {

constexpr std::size_t kMostErrors = 20;

template <class T>
void append(std::vector<T>& to, const std::vector<T>& more) {
    to.insert(to.end(), more.begin(), more.end());
}

std::string spread(const std::vector<double>& ms) {
    if (ms.empty())
        return "-";
    return fmt::format("p50 {:.0f}  p95 {:.0f}  max {:.0f} ms  (n {})", percentile(ms, 50), percentile(ms, 95),
                       percentile(ms, 100), ms.size());
}

boost::json::object spread_json(const std::vector<double>& ms) {
    return {{"n", ms.size()}, {"p50", percentile(ms, 50)}, {"p95", percentile(ms, 95)}, {"max", percentile(ms, 100)}};
}

double server_cores(const LoadSummary& s) {
    return s.seconds > 0 ? (s.server_after.cpu_s - s.server_before.cpu_s) / s.seconds : 0;
}

/// Calls that begin one after the other are not all there all the time.
double cores_a_call(const LoadSummary& s) {
    return s.figures.call_s > 0 ? (s.server_after.cpu_s - s.server_before.cpu_s) / s.figures.call_s : 0;
}

double memory_a_call(const LoadSummary& s) {
    return s.concurrent > 0 ? (s.server_peak_mb - s.server_before.resident_mb) / s.concurrent : 0;
}

}  // namespace

void Figures::error(const std::string& what) {
    ++error_count;
    if (errors.size() < kMostErrors || errors.contains(what))
        ++errors[what];
}

void Figures::add(const Figures& other) {
    calls += other.calls;
    turns += other.turns;
    unanswered += other.unanswered;
    cut_off += other.cut_off;
    left_by_customer += other.left_by_customer;
    barge_in_missed += other.barge_in_missed;
    pieces += other.pieces;
    late_pieces += other.late_pieces;
    lost_pieces += other.lost_pieces;
    call_s += other.call_s;
    ticks += other.ticks;
    late_ticks += other.late_ticks;
    latest_tick_ms = std::max(latest_tick_ms, other.latest_tick_ms);
    latest_ms = std::max(latest_ms, other.latest_ms);
    append(turn_ms, other.turn_ms);
    append(words_ms, other.words_ms);
    append(barge_in_ms, other.barge_in_ms);
    append(end_ms, other.end_ms);
    error_count += other.error_count;
    for (const auto& [what, times] : other.errors)
        if (errors.size() < kMostErrors || errors.contains(what))
            errors[what] += times;
}

ProcessUse process_use(int pid) {
    ProcessUse use;
    std::ifstream stat(fmt::format("/proc/{}/stat", pid));
    std::string line;
    std::getline(stat, line);
    if (const auto name_end = line.rfind(')'); name_end != std::string::npos) {
        std::istringstream fields(line.substr(name_end + 2));
        std::string skipped;
        for (int i = 0; i < 11; ++i)
            fields >> skipped;
        double user = 0;
        double system = 0;
        fields >> user >> system;
        use.cpu_s = (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
    }
    std::ifstream status(fmt::format("/proc/{}/status", pid));
    while (std::getline(status, line))
        if (line.starts_with("VmRSS:"))
            use.resident_mb = std::strtod(line.c_str() + 6, nullptr) / 1024;
    return use;
}

double percentile(std::vector<double> values, double p) {
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    const double place = p / 100 * static_cast<double>(values.size() - 1);
    return values[static_cast<std::size_t>(std::lround(place))];
}

std::string as_table(const LoadSummary& s) {
    const Figures& f = s.figures;
    std::string out;
    const auto row = [&out](std::string_view name, const std::string& value) {
        out += fmt::format("{:<34}{}\n", name, value);
    };
    row("calls at once", fmt::format("{} for {:.0f} s; {} ended with a score", s.concurrent, s.seconds, f.calls));
    row("turns", fmt::format("{} answered, {} not, {} cut off before their end", f.turns, f.unanswered, f.cut_off));
    row("end of speech to first audio", spread(f.turn_ms));
    row("  of it to the final words", spread(f.words_ms));
    row("first word over the customer",
        spread(f.barge_in_ms) + fmt::format(" to silence; {} missed", f.barge_in_missed));
    row("end of call to the score", spread(f.end_ms));
    row("customer's audio", fmt::format("{} pieces, {} over 60 ms late (latest {:.0f} ms), {} lost", f.pieces,
                                        f.late_pieces, f.latest_ms, f.lost_pieces));
    row("this program",
        fmt::format("{} frames, {} over 20 ms late (latest {:.0f} ms)", f.ticks, f.late_ticks, f.latest_tick_ms));
    if (s.server_known)
        row("server",
            fmt::format("{:.3f} cores, {:.4f} a call; {:.1f} MB idle, {:.1f} at most, {:.2f} a call", server_cores(s),
                        cores_a_call(s), s.server_before.resident_mb, s.server_peak_mb, memory_a_call(s)));
    row("errors", std::to_string(f.error_count));
    for (const auto& [what, times] : f.errors)
        out += fmt::format("  {} x {}\n", times, what);
    return out;
}

std::string as_json(const LoadSummary& s) {
    const Figures& f = s.figures;
    boost::json::object server;
    if (s.server_known)
        server = {{"cores", server_cores(s)},
                  {"coresPerCall", cores_a_call(s)},
                  {"idleMb", s.server_before.resident_mb},
                  {"peakMb", s.server_peak_mb},
                  {"mbPerCall", memory_a_call(s)}};
    boost::json::array errors;
    for (const auto& [what, times] : f.errors)
        errors.push_back({{"message", what}, {"count", times}});
    return boost::json::serialize(boost::json::object{
        {"concurrent", s.concurrent},
        {"seconds", s.seconds},
        {"calls", f.calls},
        {"turns", f.turns},
        {"unanswered", f.unanswered},
        {"cutOff", f.cut_off},
        {"leftByCustomer", f.left_by_customer},
        {"turnMs", spread_json(f.turn_ms)},
        {"wordsMs", spread_json(f.words_ms)},
        {"bargeInMs", spread_json(f.barge_in_ms)},
        {"bargeInMissed", f.barge_in_missed},
        {"endMs", spread_json(f.end_ms)},
        {"audio", {{"pieces", f.pieces}, {"late", f.late_pieces}, {"latestMs", f.latest_ms}, {"lost", f.lost_pieces}}},
        {"trainees", {{"frames", f.ticks}, {"late", f.late_ticks}, {"latestMs", f.latest_tick_ms}}},
        {"server", std::move(server)},
        {"errorCount", f.error_count},
        {"errors", std::move(errors)}});
}

}  // namespace mockcall::app
