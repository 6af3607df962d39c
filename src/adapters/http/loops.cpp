#include "adapters/http/loops.hpp"

#include <map>
#include <optional>
#include <thread>
#include <utility>

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include "base/moment.hpp"

namespace mockcall::http {

namespace asio = boost::asio;

namespace {

using Executor = asio::io_context::executor_type;
using Timer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;

/// Timers go off together with all that are due in the same moment. Many timers of ours stand behind one of Asio's, so
/// that setting and cancelling cost a map's insertion.
class AsioLoop final : public Loop {
  public:
    explicit AsioLoop(asio::io_context& context) : context_(context), timer_(context.get_executor()) {}

    void post(Task task) override { asio::post(context_.get_executor(), std::move(task)); }

    TimerId run_at(SteadyTime when, Task task) override {
        const TimerId id = ++last_;
        const auto at = waiting_.emplace(std::pair{when, id}, std::move(task)).first;
        when_.emplace(id, when);
        if (at == waiting_.begin() && !running_)
            arm();
        return id;
    }

    void cancel(TimerId id) override {
        const auto at = when_.find(id);
        if (at == when_.end())
            return;
        waiting_.erase({at->second, id});
        when_.erase(at);
    }

    void forget() {
        waiting_.clear();
        when_.clear();
    }

  private:
    void arm() {
        if (waiting_.empty())
            return;
        const SteadyTime at = end_of_moment(waiting_.begin()->first.first);
        if (armed_ && *armed_ <= at)
            return;
        armed_ = at;
        timer_.expires_at(at);
        timer_.async_wait([this](boost::system::error_code ec) {
            if (ec)
                return;
            armed_.reset();
            run_due();
        });
    }
    void run_due() {
        running_ = true;
        const SteadyTime now = std::chrono::steady_clock::now();
        while (!waiting_.empty() && waiting_.begin()->first.first <= now) {
            Task task = std::move(waiting_.begin()->second);
            when_.erase(waiting_.begin()->first.second);
            waiting_.erase(waiting_.begin());
            task();
        }
        running_ = false;
        arm();
    }

    asio::io_context& context_;
    Timer timer_;
    std::map<std::pair<SteadyTime, TimerId>, Task> waiting_;
    std::map<TimerId, SteadyTime> when_;
    TimerId last_ = 0;
    std::optional<SteadyTime> armed_;
    bool running_ = false;
};

}  // namespace

struct IoLoops::One {
    asio::io_context context{1};
    asio::executor_work_guard<Executor> guard{context.get_executor()};
    AsioLoop loop{context};
    std::thread thread;
};

IoLoops::IoLoops(std::size_t threads) {
    for (std::size_t i = 0; i < std::max<std::size_t>(1, threads); ++i)
        loops_.push_back(std::make_unique<One>());
}

IoLoops::~IoLoops() {
    stop();
    for (auto& one : loops_)
        one->loop.forget();
}

void IoLoops::start() {
    for (auto& one : loops_) {
        if (!one->thread.joinable())
            one->thread = std::thread([&context = one->context] { context.run(); });
    }
}

void IoLoops::stop() {
    for (auto& one : loops_)
        one->context.stop();
    for (auto& one : loops_) {
        if (one->thread.joinable())
            one->thread.join();
    }
}

std::size_t IoLoops::size() const { return loops_.size(); }
Loop& IoLoops::loop(std::size_t i) { return loops_[i]->loop; }
asio::io_context& IoLoops::context(std::size_t i) { return loops_[i]->context; }
std::vector<Loop*> IoLoops::all() {
    std::vector<Loop*> out;
    for (auto& one : loops_)
        out.push_back(&one->loop);
    return out;
}

}  // namespace mockcall::http
