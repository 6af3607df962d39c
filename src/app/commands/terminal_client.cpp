#include "app/commands/terminal_client.hpp"

#include <fmt/color.h>
#include <fmt/core.h>
#include <unistd.h>

namespace mockcall::app {
namespace {

fmt::text_style style(fmt::color color) {
    static const bool colours = ::isatty(STDOUT_FILENO) == 1;
    return colours ? fmt::fg(color) : fmt::text_style{};
}

}  // namespace

void TerminalClient::send(protocol::ServerEvent event) {
    const std::lock_guard lock(mutex_);
    if (const auto* t = std::get_if<protocol::Transcript>(&event))
        show(*t);
    else if (const auto* s = std::get_if<protocol::StateUpdate>(&event))
        show(*s);
    else if (const auto* f = std::get_if<protocol::FeedbackEvent>(&event))
        fmt::print(style(fmt::color::medium_purple), "         [{}{}] {}\n", f->type,
                   f->severity == "critical" ? ", critical" : "", f->message);
    else if (const auto* o = std::get_if<protocol::ObjectiveMet>(&event))
        fmt::print(style(fmt::color::medium_purple), "         [objective met] {}\n", o->text);
    else if (const auto* a = std::get_if<protocol::CustomerAction>(&event))
        fmt::print(style(fmt::color::orange), "         * the customer: {}\n", a->action);
    else if (const auto* e = std::get_if<protocol::ErrorEvent>(&event))
        fmt::print(style(fmt::color::red), "         ! {}: {}\n", to_string(e->code), e->message);
    std::fflush(stdout);
    changed_.notify_all();
}

void TerminalClient::show(const protocol::Transcript& t) {
    if (t.speaker == "customer") {
        speaking_ = !t.final;
        if (!t.final) {
            if (progress_)
                fmt::print(style(fmt::color::gray), "         … the customer is speaking\n");
            return;
        }
        ++lines_;
    } else if (!t.final) {
        return;
    }
    const bool customer = t.speaker == "customer";
    fmt::print(style(customer ? fmt::color::dodger_blue : fmt::color::sea_green), "{:7.1f}  {:<8}  ", t.timestamp,
               t.speaker);
    fmt::print("{}{}\n", t.text, customer ? fmt::format("  ({})", t.emotion) : "");
}

void TerminalClient::show(const protocol::StateUpdate& s) {
    if (s.state.customer_mood == mood_ && s.state.satisfaction_level == satisfaction_)
        return;
    mood_ = s.state.customer_mood;
    satisfaction_ = s.state.satisfaction_level;
    fmt::print(style(fmt::color::gray), "         mood {}  satisfaction {}  {}\n", mood_, satisfaction_,
               s.state.status);
}

void TerminalClient::close(int, std::string) {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
}

bool TerminalClient::wait_for_line(int after, Milliseconds longest) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, longest, [&] { return closed_ || (lines_ > after && !speaking_); });
    return !closed_;
}

void TerminalClient::wait_for_close(Milliseconds longest) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, longest, [&] { return closed_; });
}

int TerminalClient::lines() const {
    const std::lock_guard lock(mutex_);
    return lines_;
}

bool TerminalClient::closed() const {
    const std::lock_guard lock(mutex_);
    return closed_;
}

}  // namespace mockcall::app
