#include "adapters/jwks/fetch.hpp"

#include <filesystem>
#include <fstream>
#include <memory>
#include <string_view>

#include <curl/curl.h>

namespace mockcall {
namespace {

constexpr std::size_t kMaxSize = 256 * 1024;

std::unexpected<Error> failed(const std::string& why) {
    return fail(ErrorCode::InternalError, "the key set cannot be read: " + why);
}

Result<std::string> read_file(const std::string& path) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error))
        return failed("there is no such file");
    std::ifstream in(path, std::ios::binary);
    std::string text(kMaxSize + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (in.bad() || !in.eof())
        return failed(in.eof() || in.good() ? "it is larger than 256 KiB" : "the file cannot be opened");
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
}

std::size_t take(const char* data, std::size_t, std::size_t size, void* into) {
    auto& text = *static_cast<std::string*>(into);
    if (text.size() + size > kMaxSize)
        return 0;
    text.append(data, size);
    return size;
}

Result<std::string> fetch_url(const std::string& url) {
    // Initialised once for the process, by whichever thread comes first.
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), curl_easy_cleanup);
    if (ready != CURLE_OK || !curl)
        return failed("no HTTP client");
    std::string text;
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl.get(), CURLOPT_REDIR_PROTOCOLS_STR, url.starts_with("https:") ? "https" : "http,https");
    curl_easy_setopt(curl.get(), CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_MAXREDIRS, 3L);
    curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT_MS, 5000L);
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, 10000L);
    curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &text);
    const CURLcode result = curl_easy_perform(curl.get());
    if (result == CURLE_WRITE_ERROR)
        return failed("it is larger than 256 KiB");
    if (result != CURLE_OK)
        return failed(curl_easy_strerror(result));
    long status = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status != 200)
        return failed("its server answered " + std::to_string(status));
    return text;
}

}  // namespace

Result<std::string> fetch_jwks(const std::string& location) {
    if (location.starts_with("https://") || location.starts_with("http://"))
        return fetch_url(location);
    return read_file(location);
}

}  // namespace mockcall
