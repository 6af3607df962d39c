// The first page: every file of a directory, read once at the start and served from memory.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "adapters/http/message.hpp"

namespace mockcall::http {

class StaticFiles {
  public:
    StaticFiles() = default;  ///< none
    /// `files`: path below the root ("/main.mjs") to content. "/" is "/index.html".
    explicit StaticFiles(const std::map<std::string, std::string>& files);
    /// Errors: InternalError naming the directory.
    [[nodiscard]] static Result<StaticFiles> load(const std::string& directory);

    /// 200, 304 for a matching If-None-Match, or nothing.
    [[nodiscard]] std::optional<HttpResponse> find(std::string_view path, std::string_view if_none_match) const;
    [[nodiscard]] std::size_t size() const { return files_.size(); }

  private:
    struct File {
        std::shared_ptr<const std::string> content;
        std::string etag;
        std::string headers;
    };
    std::map<std::string, File, std::less<>> files_;
};

}  // namespace mockcall::http
