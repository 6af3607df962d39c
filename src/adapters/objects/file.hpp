// POSIX files: owned descriptors, whole reads and writes, errors without paths.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>

#include <fcntl.h>

#include "base/bytes.hpp"
#include "base/error.hpp"

namespace mockcall::objects {

class File {
  public:
    explicit File(int descriptor = -1) : descriptor_(descriptor) {}
    /// Not valid when it fails; then errno says why.
    File(const std::filesystem::path& path, int flags, mode_t mode = 0);
    ~File();
    File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    File& operator=(File&& other) noexcept;

    [[nodiscard]] bool valid() const { return descriptor_ >= 0; }
    [[nodiscard]] int descriptor() const { return descriptor_; }

  private:
    int descriptor_;
};

/// From errno. NotFound for what is not there, else InternalError with the system's reason.
[[nodiscard]] std::unexpected<Error> failed(int error);

[[nodiscard]] Result<void> write_all(const File& file, ByteView bytes);
[[nodiscard]] Result<Bytes> read_at(const File& file, std::uint64_t offset, std::uint64_t length);
/// Of a regular file; anything else is NotFound.
[[nodiscard]] Result<std::uint64_t> size_of(const File& file);
/// Makes the entries of a folder durable: files that were created, renamed or removed in it.
[[nodiscard]] Result<void> sync_folder(const std::filesystem::path& folder);
/// Makes what is missing of `root`/`below`, durably, readable by its owner only.
[[nodiscard]] Result<void> make_folders(const std::filesystem::path& root, const std::filesystem::path& below);

}  // namespace mockcall::objects
