// Objects as files below one folder. Keys are paths in it; what starts with a dot is the store's own.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "ports/objects.hpp"

namespace mockcall {

/// Letters, digits, '_', '-' and '.', in parts of up to 200 characters divided by '/', none of them starting with a
/// dot.
[[nodiscard]] bool is_object_key(std::string_view key);

class FileObjectStore final : public ObjectStore {
  public:
    /// Makes the folder when it is missing, and clears away what a killed process left half written.
    [[nodiscard]] static Result<std::unique_ptr<ObjectStore>> open(const std::string& folder);

    /// On disk when it returns, wholly or not at all: a reader sees the old object or the new one.
    Result<void> put(const std::string& key, ByteView bytes) override;
    Result<Bytes> get(const std::string& key) override;
    Result<Bytes> get_range(const std::string& key, std::uint64_t offset, std::uint64_t length) override;
    Result<std::uint64_t> size(const std::string& key) override;
    Result<void> remove(const std::string& key) override;
    /// What was appended survives kill -9 at once, and a power cut after sync(). InvalidState while the log is open
    /// elsewhere.
    Result<std::unique_ptr<AppendLog>> open_log(const std::string& key) override;

  private:
    explicit FileObjectStore(std::filesystem::path root) : root_(std::move(root)) {}
    [[nodiscard]] Result<std::filesystem::path> path_for_writing(const std::string& key) const;
    [[nodiscard]] std::filesystem::path temporary_path();

    std::filesystem::path root_;
    std::atomic<std::uint64_t> next_temporary_ = 0;
};

}  // namespace mockcall
