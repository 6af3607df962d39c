#include "adapters/jwks/jwks_source.hpp"

#include <chrono>
#include <utility>

#include "adapters/jwks/fetch.hpp"

namespace mockcall {
namespace {

Result<std::shared_ptr<const JwtVerifier>> read_keys(const JwksOptions& options) {
    JwtOptions jwt = options.jwt;
    if (!options.location.empty()) {
        auto text = options.fetch(options.location);
        if (!text)
            return std::unexpected(text.error());
        jwt.jwks = std::move(*text);
        if (jwt.jwks.empty())
            return fail_validation("auth.jwks", "is empty");
    }
    return JwtVerifier::make(jwt);
}

class FollowingVerifier final : public JwtVerifier {
  public:
    explicit FollowingVerifier(std::shared_ptr<JwksSource> source) : source_(std::move(source)) {}

    Result<Claims> verify(std::string_view token, WallTime now) const override {
        const auto current = source_->current();
        auto claims = current->verify(token, now);
        if (!claims && !current->has_key_for(token))
            source_->unknown_key_seen();
        return claims;
    }
    bool has_key_for(std::string_view token) const override { return source_->current()->has_key_for(token); }

  private:
    std::shared_ptr<JwksSource> source_;
};

}  // namespace

JwksSource::JwksSource(JwksOptions options, std::shared_ptr<const JwtVerifier> first)
    : options_(std::move(options)),
      current_(std::move(first)),
      plan_(options_.refresh_every, options_.refresh_at_least, std::chrono::steady_clock::now()) {
    if (!options_.location.empty())
        thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

JwksSource::~JwksSource() = default;

Result<std::shared_ptr<JwksSource>> JwksSource::open(JwksOptions options) {
    if (!options.fetch)
        options.fetch = fetch_jwks;
    auto first = read_keys(options);
    if (!first)
        return fail_validation("auth.jwks", first.error().message);
    return std::shared_ptr<JwksSource>(new JwksSource(std::move(options), std::move(*first)));
}

std::shared_ptr<const JwtVerifier> JwksSource::current() const {
    const std::lock_guard lock(mutex_);
    return current_;
}

std::shared_ptr<const JwtVerifier> JwksSource::following(std::shared_ptr<JwksSource> source) {
    return std::make_shared<const FollowingVerifier>(std::move(source));
}

void JwksSource::unknown_key_seen() {
    {
        const std::lock_guard lock(mutex_);
        plan_.unknown_key_seen();
    }
    changed_.notify_one();
}

Result<void> JwksSource::refresh() {
    {
        const std::lock_guard lock(mutex_);
        plan_.fetching(std::chrono::steady_clock::now());
    }
    auto fresh = read_keys(options_);
    const std::lock_guard lock(mutex_);
    if (!fresh)
        return std::unexpected(fresh.error());
    current_ = std::move(*fresh);
    return {};
}

void JwksSource::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(mutex_);
            const SteadyTime planned = plan_.next();
            changed_.wait_until(lock, stop, planned, [&] { return plan_.next() < planned; });
            if (stop.stop_requested())
                return;
            if (!plan_.due(std::chrono::steady_clock::now()))
                continue;
        }
        if (auto refreshed = refresh(); !refreshed && options_.on_failure)
            options_.on_failure(refreshed.error());
    }
}

}  // namespace mockcall
