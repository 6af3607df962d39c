#include "adapters/objects/file_object_store.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <system_error>
#include <utility>

#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "adapters/objects/file.hpp"

namespace mockcall {
namespace {

namespace fs = std::filesystem;
using objects::failed;
using objects::File;

constexpr std::size_t kMaxPart = 200;
constexpr std::size_t kMaxKey = 1000;
constexpr mode_t kOwnerOnly = S_IRUSR | S_IWUSR;
constexpr const char* kTemporary = ".partial";

std::unexpected<Error> bad_key() { return fail_validation("key", "is no name of an object"); }

class FileAppendLog final : public AppendLog {
  public:
    FileAppendLog(File file, std::uint64_t size) : file_(std::move(file)), size_(size) {}

    Result<void> append(ByteView bytes) override {
        if (auto written = objects::write_all(file_, bytes); !written) {
            // A record that got in by half would spoil those that follow.
            if (::ftruncate(file_.descriptor(), static_cast<off_t>(size_)) != 0)
                return failed(errno);
            return written;
        }
        size_ += bytes.size();
        return {};
    }

    Result<void> sync() override {
        if (::fdatasync(file_.descriptor()) != 0)
            return failed(errno);
        return {};
    }

  private:
    File file_;
    std::uint64_t size_;
};

/// Another process may be writing here: only what is an hour old has surely been left behind.
void clear_left_behind(const fs::path& folder) {
    const auto old = fs::file_time_type::clock::now() - std::chrono::hours(1);
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const auto written = entry.last_write_time(error);
        if (!error && written < old)
            fs::remove(entry.path(), error);
    }
}

}  // namespace

bool is_object_key(std::string_view key) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
               c == '.' || c == '/';
    };
    if (key.empty() || key.size() > kMaxKey || !std::ranges::all_of(key, allowed) || key.find("..") != key.npos)
        return false;
    for (std::size_t start = 0; start <= key.size();) {
        const std::size_t end = std::min(key.find('/', start), key.size());
        if (end == start || end - start > kMaxPart || key[start] == '.')
            return false;
        start = end + 1;
    }
    return true;
}

Result<std::unique_ptr<ObjectStore>> FileObjectStore::open(const std::string& folder) {
    std::error_code error;
    const fs::path root = fs::absolute(folder, error);
    if (!error)
        fs::create_directories(root, error);
    if (error)
        return fail_validation("objects.url", "its folder cannot be made: " + error.message());
    if (auto made = objects::make_folders(root, kTemporary); !made)
        return fail_validation("objects.url", "its folder cannot be written to");
    clear_left_behind(root / kTemporary);
    return std::unique_ptr<ObjectStore>(new FileObjectStore(root));
}

fs::path FileObjectStore::temporary_path() {
    return root_ / kTemporary / (std::to_string(::getpid()) + "-" + std::to_string(next_temporary_++));
}

Result<fs::path> FileObjectStore::path_for_writing(const std::string& key) const {
    if (!is_object_key(key))
        return bad_key();
    const fs::path below(key);
    if (auto made = objects::make_folders(root_, below.parent_path()); !made)
        return std::unexpected(made.error());
    return root_ / below;
}

Result<void> FileObjectStore::put(const std::string& key, ByteView bytes) {
    const auto path = path_for_writing(key);
    if (!path)
        return std::unexpected(path.error());
    const fs::path temporary = temporary_path();
    const auto write = [&]() -> Result<void> {
        const File file(temporary, O_WRONLY | O_CREAT | O_TRUNC, kOwnerOnly);
        if (!file.valid())
            return failed(errno);
        if (auto written = objects::write_all(file, bytes); !written)
            return written;
        if (::fsync(file.descriptor()) != 0 || ::rename(temporary.c_str(), path->c_str()) != 0)
            return failed(errno);
        return {};
    };
    if (auto written = write(); !written) {
        ::unlink(temporary.c_str());
        return written;
    }
    return objects::sync_folder(path->parent_path());
}

Result<Bytes> FileObjectStore::get(const std::string& key) { return get_range(key, 0, UINT64_MAX); }

Result<Bytes> FileObjectStore::get_range(const std::string& key, std::uint64_t offset, std::uint64_t length) {
    if (!is_object_key(key))
        return bad_key();
    const File file(root_ / key, O_RDONLY);
    if (!file.valid())
        return failed(errno);
    const auto size = objects::size_of(file);
    if (!size)
        return std::unexpected(size.error());
    return objects::read_at(file, offset, offset < *size ? std::min(length, *size - offset) : 0);
}

Result<std::uint64_t> FileObjectStore::size(const std::string& key) {
    if (!is_object_key(key))
        return bad_key();
    const File file(root_ / key, O_RDONLY);
    if (!file.valid())
        return failed(errno);
    return objects::size_of(file);
}

Result<void> FileObjectStore::remove(const std::string& key) {
    if (!is_object_key(key))
        return bad_key();
    const fs::path path = root_ / key;
    if (::unlink(path.c_str()) != 0) {
        auto error = failed(errno);
        return error.error().code == ErrorCode::NotFound ? Result<void>() : error;
    }
    return objects::sync_folder(path.parent_path());
}

Result<std::unique_ptr<AppendLog>> FileObjectStore::open_log(const std::string& key) {
    const auto path = path_for_writing(key);
    if (!path)
        return std::unexpected(path.error());
    File file(*path, O_WRONLY | O_CREAT | O_APPEND, kOwnerOnly);
    if (!file.valid())
        return failed(errno);
    // Two processes on one folder would write one call's journal between each other's lines.
    if (::flock(file.descriptor(), LOCK_EX | LOCK_NB) != 0)
        return errno == EWOULDBLOCK ? fail(ErrorCode::InvalidState, "the log is open elsewhere") : failed(errno);
    const auto size = objects::size_of(file);
    if (!size)
        return std::unexpected(size.error());
    if (auto synced = objects::sync_folder(path->parent_path()); !synced)
        return std::unexpected(synced.error());
    return std::make_unique<FileAppendLog>(std::move(file), *size);
}

}  // namespace mockcall
