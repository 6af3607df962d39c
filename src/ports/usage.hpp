// Who counts what remote services were used for. Thread-safe; nothing blocks.
#pragma once

#include "base/ids.hpp"
#include "domain/remote/usage.hpp"

namespace mockcall {

class UsageMeter {
  public:
    virtual ~UsageMeter() = default;
    virtual void open(const CallId& call) = 0;  ///< counts the call by itself from here on
    virtual void add(const CallId& call, const std::string& part, const remote::Usage& usage) = 0;
    [[nodiscard]] virtual bool allows(const CallId& call) const = 0;  ///< its budget and the day's
    [[nodiscard]] virtual remote::UsageByPart of(const CallId& call) const = 0;
    virtual void forget(const CallId& call) = 0;
};

}  // namespace mockcall
