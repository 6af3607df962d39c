// The keys that tokens are verified with, kept fresh: a key set is read at the start, then again by a thread of its own
// every so often, and soon after a token named a key that is not in it. While it cannot be read the last good one stays
// in use.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "adapters/jwks/refresh_plan.hpp"
#include "base/error.hpp"
#include "base/time.hpp"
#include "protocol/jwt.hpp"

namespace mockcall {

struct JwksOptions {
    std::string location{};  ///< a file or an http(s) URL; "" when there is only a secret
    JwtOptions jwt{};        ///< everything but `jwks`
    Milliseconds refresh_every = std::chrono::minutes(15);
    Milliseconds refresh_at_least = std::chrono::minutes(1);
    std::function<Result<std::string>(const std::string&)> fetch{};  ///< default: fetch_jwks
    std::function<void(const Error&)> on_failure{};                  ///< for the log; from the source's thread
};

class JwksSource {
  public:
    /// Blocks until the key set is read, 10 s at most. Errors: ValidationError, also when it cannot be read: then
    /// nobody could sign in.
    [[nodiscard]] static Result<std::shared_ptr<JwksSource>> open(JwksOptions options);
    ~JwksSource();

    /// The verifier with today's keys. Thread-safe.
    [[nodiscard]] std::shared_ptr<const JwtVerifier> current() const;
    /// A verifier that always uses today's keys and asks for new ones when a token names one that is missing. Never
    /// blocks on the network: such a token is refused, and is good once the keys have come. Keeps the source alive.
    [[nodiscard]] static std::shared_ptr<const JwtVerifier> following(std::shared_ptr<JwksSource> source);

    /// A token named a key that is not in the set. Thread-safe, returns at once.
    void unknown_key_seen();
    /// Reads the set now. Errors: why the old one stays.
    Result<void> refresh();

  private:
    JwksSource(JwksOptions options, std::shared_ptr<const JwtVerifier> first);
    void run(const std::stop_token& stop);

    JwksOptions options_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    std::shared_ptr<const JwtVerifier> current_;
    RefreshPlan plan_;
    std::jthread thread_;  // last: it uses all of the above
};

}  // namespace mockcall
