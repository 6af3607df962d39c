#include "app/log.hpp"

#include <boost/json.hpp>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace mockcall::app {
namespace {

spdlog::logger& logger() {
    static const auto instance = [] {
        auto made = spdlog::stderr_logger_mt("mockcall");
        made->set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})", spdlog::pattern_time_type::utc);
        return made;
    }();
    return *instance;
}

}  // namespace

void start_log(const std::string& level) {
    logger().set_level(spdlog::level::from_str(level == "warn" ? "warning" : level));
}

void log_info(std::string_view event, std::string_view members) {
    logger().info("\"event\":\"{}\"{}{}", event, members.empty() ? "" : ",", members);
}

void log_error(std::string_view event, std::string_view message) {
    logger().error("\"event\":\"{}\",\"message\":{}", event, boost::json::serialize(boost::json::value(message)));
}

void log_object(std::string_view object) {
    if (object.size() > 2)
        logger().info("{}", object.substr(1, object.size() - 2));
}

}  // namespace mockcall::app
