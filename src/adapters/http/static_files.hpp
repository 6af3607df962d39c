// The web app: every file of a directory, read once at the start and served from memory.
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
    /// `files`: path below the root ("/main.mjs") to content. "/" is "/index.html"; "/main.mjs.gz" is what a client
    /// that takes gzip gets for "/main.mjs". What is below "/assets/" carries its hash in its name and may be kept for
    /// ever.
    explicit StaticFiles(const std::map<std::string, std::string>& files);
    /// Errors: InternalError naming the directory.
    [[nodiscard]] static Result<StaticFiles> load(const std::string& directory);

    /// 200, 304 for a matching If-None-Match, or nothing.
    [[nodiscard]] std::optional<HttpResponse> find(std::string_view path, std::string_view if_none_match,
                                                   std::string_view accept_encoding) const;
    [[nodiscard]] std::size_t size() const { return files_.size(); }

  private:
    struct File {
        std::shared_ptr<const std::string> content;
        std::string etag;
        std::string headers;
    };
    using Files = std::map<std::string, File, std::less<>>;

    Files files_;
    Files packed_;  ///< gzip, by the path of what they stand for
};

}  // namespace mockcall::http
