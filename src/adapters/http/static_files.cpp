#include "adapters/http/static_files.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "protocol/signature.hpp"

namespace mockcall::http {
namespace {

std::string_view type_of(std::string_view path) {
    static constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
        {".html", "text/html; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".json", "application/json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".wasm", "application/wasm"},
        {".webmanifest", "application/manifest+json"},
        {".txt", "text/plain; charset=utf-8"},
    };
    for (const auto& [ending, type] : kTypes) {
        if (path.ends_with(ending))
            return type;
    }
    return "application/octet-stream";
}

/// Everything comes from here: no inline scripts or styles, nobody else's pages around it, no other place to send to.
constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "media-src 'self' blob:; worker-src 'self' blob:; manifest-src 'self'; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'none'";
constexpr std::string_view kForEver = "public, max-age=31536000, immutable";
constexpr std::string_view kGzip = ".gz";

bool takes_gzip(std::string_view accept_encoding) {
    return accept_encoding.find("gzip") != std::string_view::npos &&
           accept_encoding.find("gzip;q=0") == std::string_view::npos;
}

}  // namespace

StaticFiles::StaticFiles(const std::map<std::string, std::string>& files) {
    for (const auto& [name, content] : files) {
        const bool packed = name.ends_with(kGzip) && files.contains(name.substr(0, name.size() - kGzip.size()));
        const std::string path = packed ? name.substr(0, name.size() - kGzip.size()) : name;
        File file{std::make_shared<const std::string>(content), '"' + sha256_hex(content).substr(0, 32) + '"', {}};
        HttpResponse r;
        r.add("Content-Type", type_of(path));
        r.add("ETag", file.etag);
        r.add("Cache-Control", path.starts_with("/assets/") ? kForEver : "no-cache");
        r.add("Vary", "Accept-Encoding");
        r.add("Content-Security-Policy", kPolicy);
        r.add("Referrer-Policy", "no-referrer");
        if (packed)
            r.add("Content-Encoding", "gzip");
        file.headers = std::move(r.headers);
        Files& kept = packed ? packed_ : files_;
        if (path == "/index.html")
            kept.emplace("/", file);
        kept.emplace(path, std::move(file));
    }
}

Result<StaticFiles> StaticFiles::load(const std::string& directory) {
    namespace fs = std::filesystem;
    std::map<std::string, std::string> files;
    std::error_code ec;
    fs::recursive_directory_iterator at(directory, ec);
    if (ec)
        return fail(ErrorCode::InternalError, "The web directory " + directory + " cannot be read.");
    for (; at != fs::recursive_directory_iterator(); at.increment(ec)) {
        if (ec || !at->is_regular_file() || at->path().filename().string().starts_with('.'))
            continue;
        std::ifstream in(at->path(), std::ios::binary);
        files["/" + fs::relative(at->path(), directory).generic_string()] =
            std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    return StaticFiles(files);
}

std::optional<HttpResponse> StaticFiles::find(std::string_view path, std::string_view if_none_match,
                                              std::string_view accept_encoding) const {
    auto at = files_.find(path);
    if (at == files_.end())
        return std::nullopt;
    if (const auto packed = packed_.find(path); packed != packed_.end() && takes_gzip(accept_encoding))
        at = packed;
    HttpResponse r;
    r.headers = at->second.headers;
    if (!if_none_match.empty() &&
        (if_none_match == "*" || if_none_match.find(at->second.etag) != std::string_view::npos))
        r.status = 304;
    else
        r.shared = at->second.content;
    return r;
}

}  // namespace mockcall::http
