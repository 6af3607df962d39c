// One request's listener.
#pragma once

#include "adapters/curl/curl_http_client.hpp"
#include "ports/listener_guard.hpp"

namespace mockcall {

class CurlHttpClient::Exchange final : public ListenerGuard<HttpListener> {
  public:
    using ListenerGuard::ListenerGuard;
};

}  // namespace mockcall
