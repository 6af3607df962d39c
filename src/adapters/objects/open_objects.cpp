#include "adapters/objects/open_objects.hpp"

#include <string_view>

#include "adapters/objects/file_object_store.hpp"

namespace mockcall {

Result<std::unique_ptr<ObjectStore>> open_objects(const std::string& url) {
    constexpr std::string_view kFile = "file:";
    if (!url.starts_with(kFile))
        return fail_validation("objects.url", "names no object store that this version can use: give file:DIR");
    std::string_view folder = std::string_view(url).substr(kFile.size());
    if (folder.starts_with("//"))
        folder.remove_prefix(2);
    if (folder.empty())
        return fail_validation("objects.url", "give a folder, e.g. file:data/objects");
    return FileObjectStore::open(std::string(folder));
}

}  // namespace mockcall
