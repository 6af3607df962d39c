// Large things: recordings, transcripts, journals. Blocking: called on the store's pool. Thread-safe.
#pragma once

#include <memory>
#include <string>

#include "base/bytes.hpp"
#include "base/error.hpp"

namespace mockcall {

/// An append-only file of a running call. One owner. Survives kill -9 up to the last sync.
class AppendLog {
  public:
    virtual ~AppendLog() = default;
    [[nodiscard]] virtual Result<void> append(ByteView bytes) = 0;
    [[nodiscard]] virtual Result<void> sync() = 0;
};

class ObjectStore {
  public:
    virtual ~ObjectStore() = default;
    /// `key`: "recordings/call_x.webm"; letters, digits, '_', '-', '.', '/' only, no "..". Replaces atomically.
    [[nodiscard]] virtual Result<void> put(const std::string& key, ByteView bytes) = 0;
    [[nodiscard]] virtual Result<Bytes> get(const std::string& key) = 0;
    /// Bytes [offset, offset+length) of an object; shorter at its end. Errors: NotFound.
    [[nodiscard]] virtual Result<Bytes> get_range(const std::string& key, std::uint64_t offset,
                                                  std::uint64_t length) = 0;
    [[nodiscard]] virtual Result<std::uint64_t> size(const std::string& key) = 0;
    /// Gone afterwards; not an error when it was not there.
    [[nodiscard]] virtual Result<void> remove(const std::string& key) = 0;
    /// Opens for appending (creates). Logs are local to the machine that runs the call.
    [[nodiscard]] virtual Result<std::unique_ptr<AppendLog>> open_log(const std::string& key) = 0;
};

}  // namespace mockcall
