#include "app/compose.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <fmt/core.h>
#include <prometheus/collectable.h>
#include <prometheus/registry.h>

#include "adapters/objects/open_objects.hpp"
#include "adapters/openai/chat_model.hpp"
#include "adapters/store/open_store.hpp"
#include "app/library.hpp"
#include "app/media_metrics.hpp"
#include "app/stage_metrics.hpp"
#include "protocol/signature.hpp"

namespace mockcall::app {
namespace {

namespace fs = std::filesystem;

/// Made once and kept, so that links outlive a restart.
Result<std::string> kept_secret(const fs::path& file, Entropy& entropy) {
    if (auto kept = read_file(file.string()); kept && kept->size() >= 32)
        return kept;
    const std::string secret = entropy.token(32);
    std::ofstream out(file, std::ios::binary);
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    if (!(out << secret) || !out.flush())
        return fail(ErrorCode::InternalError, file.string() + " cannot be written.");
    return secret;
}

std::string web_socket_url(std::string url) {
    if (url.starts_with("http"))
        url.replace(0, 4, "ws");
    return url + "/ws/mock-call";
}

/// Where the embedded parts may not take over, a service that is down is said so at once.
std::function<std::string()> missing_service(const Config& config, const AiServices& ai, const Recognizer& ears) {
    if (config.ai.fallback == "allowed")
        return {};
    // The ears' socket is none of the HTTP services.
    return [&ai, &ears] {
        const std::string down = ai.down();
        return down.empty() && !ears.ready() ? std::string("recognizer") : down;
    };
}

EngineSettings engine_settings(const Config& c, const std::string& links_secret) {
    EngineSettings s;
    s.call.model_words = c.customer != "embedded";
    s.call.model_required = c.ai.fallback == "forbidden";
    const HttpDeadlines& words = c.ai.parts.at(c.customer == "openai-realtime" ? "realtime" : "customer").deadlines;
    s.call.words_within = ticks_of(words.connect + words.first_byte);
    s.call.assessed = c.assessed;
    s.call.join_timeout = ticks_of(c.join_timeout);
    s.call.ring_timeout = ticks_of(c.ring_timeout);
    s.call.reconnect_window = ticks_of(c.reconnect_window);
    s.call.max_duration = ticks_of(c.max_duration);
    s.ears = c.recognizer == "client" ? Listening::Ears::Client : Listening::Ears::Recognizer;
    s.max_calls = static_cast<std::size_t>(c.max_calls);
    s.recording_retention = c.recording_retention;
    s.phone_line = c.phone_line;
    const bool remote = c.think_ahead == "remote";
    // A service that speaks is one conversation: it cannot be tried out.
    if (c.customer != "openai-realtime")
        s.ahead = {.voice = remote || (c.think_ahead == "embedded" && c.synthesizer != "openai"), .words = remote};
    s.public_url = c.public_url;
    s.websocket_url = web_socket_url(c.public_url);
    s.stun_urls = c.stun_urls;
    s.turn = {c.turn_urls, c.turn_secret};
    s.sign_link = [links_secret](const std::string& path, WallTime expires) {
        return sign_link(links_secret, path,
                         std::chrono::floor<std::chrono::seconds>(expires).time_since_epoch().count());
    };
    s.turn_credential = [](const std::string& secret, const std::string& username) {
        return turn_credential(secret, username);
    };
    return s;
}

}  // namespace

std::string binary_directory() {
    std::error_code ec;
    const fs::path self = fs::read_symlink("/proc/self/exe", ec);
    return ec ? "." : self.parent_path().string();
}

std::string shipped(const std::string& name) {
    for (const fs::path& root : {fs::path(binary_directory()), fs::path(binary_directory()) / "../share/mockcall",
                                 fs::path(MOCKCALL_SOURCE_DIR)})
        if (fs::is_directory(root / name))
            return fs::weakly_canonical(root / name).string();
    return name;
}

Result<std::unique_ptr<Backstage>> Backstage::make(const Config& config, std::vector<Loop*> loops, MediaServer* media) {
    auto library = load_library(config.scenarios.empty() ? shipped("scenarios") : config.scenarios);
    if (!library)
        return std::unexpected(library.error());
    std::error_code ec;
    fs::create_directories(config.data, ec);
    if (ec)
        return fail(ErrorCode::InternalError,
                    fmt::format("The data directory {} cannot be made: {}", config.data, ec.message()));

    std::unique_ptr<Backstage> b(new Backstage);
    b->registry_ = std::make_shared<prometheus::Registry>();
    if (config.links_secret.empty()) {
        auto secret = kept_secret(fs::path(config.data) / "links.secret", b->entropy_);
        if (!secret)
            return std::unexpected(secret.error());
        b->links_secret_ = std::move(*secret);
    } else {
        b->links_secret_ = config.links_secret;
    }
    auto store = open_store(config.store_url.empty() ? "sqlite:" + config.data + "/mockcall.db" : config.store_url);
    if (!store)
        return std::unexpected(store.error());
    b->store_ = std::move(*store);
    auto objects = open_objects(config.objects_url.empty() ? "file:" + config.data + "/objects" : config.objects_url);
    if (!objects)
        return std::unexpected(objects.error());
    b->objects_ = std::move(*objects);

    if (!config.ai.ca_file.empty() && !read_file(config.ai.ca_file))
        return fail(ErrorCode::ValidationError,
                    fmt::format("ai.openai.ca_file: {} cannot be read.", config.ai.ca_file));
    const auto cores = std::max<std::size_t>(1, std::thread::hardware_concurrency());
    const auto workers = config.workers > 0 ? static_cast<std::size_t>(config.workers) : cores;
    b->cpu_ = std::make_unique<ThreadPool>(workers, 4096, "worker");
    // An answer must not wait behind the ears of twenty other calls: its first sound takes 13 ms.
    b->voice_ = std::make_unique<ThreadPool>(workers, 4096, "voice");
    b->storage_ = std::make_unique<ThreadPool>(4, 8192, "storage");

    b->ai_ = std::make_unique<AiServices>(config, b->clock_);
    if (config.customer == "openai")
        b->model_ = std::make_unique<openai::ChatModel>(b->ai_->service("customer"),
                                                        config.ai.parts.at("customer").reasoning_effort);
    if (config.evaluator == "openai")
        b->judge_ = std::make_unique<openai::ChatModel>(b->ai_->service("evaluator"),
                                                        config.ai.parts.at("evaluator").reasoning_effort);

    b->speech_ = std::make_unique<Speech>(config, *b->ai_, b->clock_, b->entropy_, *b->cpu_, *b->voice_);

    EngineSettings settings = engine_settings(config, b->links_secret_);
    settings.on_stage = stage_metrics(b->registry_);
    settings.on_media = packet_metrics(b->registry_);
    b->engine_ = std::make_unique<Engine>(
        std::move(settings),
        EngineParts{b->clock_, b->entropy_, std::move(loops), *b->cpu_, *b->storage_, *b->store_, *b->objects_,
                    b->speech_->recognizer(), b->speech_->synthesizer(),
                    b->speech_->words() != nullptr ? b->speech_->words() : b->model_.get(), b->judge_.get(),
                    &b->ai_->meter(), missing_service(config, *b->ai_, b->speech_->recognizer()), media},
        std::move(*library));
    if (auto recovered = b->engine_->recover(); !recovered)
        return std::unexpected(recovered.error());
    b->engine_->begin();
    b->collectables_.push_back(b->ai_->metrics());
    return b;
}

void Backstage::stop() {
    engine_->stop();
    cpu_->stop();
    voice_->stop();
    storage_->stop();
}

Backstage::~Backstage() = default;

}  // namespace mockcall::app
