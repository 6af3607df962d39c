#include "adapters/objects/file.hpp"

#include <cerrno>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>

namespace mockcall::objects {

File::File(const std::filesystem::path& path, int flags, mode_t mode)
    : descriptor_(::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, mode)) {}

File::~File() {
    if (valid())
        ::close(descriptor_);
}

File& File::operator=(File&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

std::unexpected<Error> failed(int error) {
    // A link, a folder or a file in the middle of the way: no object has that name.
    if (error == ENOENT || error == ENOTDIR || error == EISDIR || error == ELOOP)
        return fail(ErrorCode::NotFound, "there is no such object");
    return fail(ErrorCode::InternalError, "the object store failed: " + std::generic_category().message(error));
}

Result<void> write_all(const File& file, ByteView bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file.descriptor(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return failed(errno);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

Result<Bytes> read_at(const File& file, std::uint64_t offset, std::uint64_t length) {
    Bytes bytes(length);
    std::size_t have = 0;
    while (have < bytes.size()) {
        const ssize_t got =
            ::pread(file.descriptor(), bytes.data() + have, bytes.size() - have, static_cast<off_t>(offset + have));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return failed(errno);
        if (got == 0)
            break;
        have += static_cast<std::size_t>(got);
    }
    bytes.resize(have);
    return bytes;
}

Result<std::uint64_t> size_of(const File& file) {
    struct stat info{};
    if (::fstat(file.descriptor(), &info) != 0)
        return failed(errno);
    if (!S_ISREG(info.st_mode))
        return failed(ENOENT);
    return static_cast<std::uint64_t>(info.st_size);
}

Result<void> sync_folder(const std::filesystem::path& folder) {
    const File file(folder, O_RDONLY | O_DIRECTORY);
    if (!file.valid() || ::fsync(file.descriptor()) != 0)
        return failed(errno);
    return {};
}

Result<void> make_folders(const std::filesystem::path& root, const std::filesystem::path& below) {
    std::filesystem::path folder = root;
    for (const auto& part : below) {
        const std::filesystem::path parent = folder;
        folder /= part;
        if (::mkdir(folder.c_str(), S_IRWXU) == 0) {
            if (auto synced = sync_folder(parent); !synced)
                return synced;
        } else if (errno != EEXIST) {
            return failed(errno);
        }
    }
    return {};
}

}  // namespace mockcall::objects
