// Where a call's large things lie in the object store.
#pragma once

#include <string>

#include "base/ids.hpp"

namespace mockcall::keys {

inline std::string journal(const CallId& id) { return "calls/" + id.str() + ".journal"; }
inline std::string audio_log(const CallId& id) { return "calls/" + id.str() + ".audio"; }
inline std::string timings(const CallId& id) { return "calls/" + id.str() + ".timings"; }
inline std::string recording(const CallId& id) { return "recordings/" + id.str() + ".webm"; }

}  // namespace mockcall::keys
