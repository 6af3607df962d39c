// Keeps the answer to POST /start so that only the client who holds the Idempotency-Key gets it back: it contains a
// session token, and whoever reads the database must not find one. (As strong as the client's key: a UUID is, "1" is
// not.)
#pragma once

#include <optional>
#include <string>

#include "base/ids.hpp"

namespace mockcall::store {

class Sealing {
  public:
    Sealing(const OrgId& org, const UserId& user, const std::string& idempotency_key);

    /// Under what the row is found: a hash.
    [[nodiscard]] const std::string& lookup() const { return lookup_; }
    /// Base64 of nonce, tag and AES-256-GCM ciphertext. Throws std::runtime_error when the system has no random bytes.
    [[nodiscard]] std::string seal(const std::string& text) const;
    /// Nothing when it was sealed otherwise or changed.
    [[nodiscard]] std::optional<std::string> open(const std::string& sealed) const;

  private:
    std::string lookup_;
    std::string key_;
};

}  // namespace mockcall::store
