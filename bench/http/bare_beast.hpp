// What our server is measured against: Beast as its own examples use it, answering everything with one body.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace mockcall::bench {

class BareBeast {
  public:
    explicit BareBeast(std::string body);
    ~BareBeast();
    [[nodiscard]] std::uint16_t port() const;

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace mockcall::bench
