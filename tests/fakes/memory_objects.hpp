// Objects in memory; `fail_after` makes the n-th write and all later ones fail.
#pragma once

#include <algorithm>
#include <map>
#include <memory>

#include "ports/objects.hpp"

namespace mockcall::fakes {

class MemoryObjects final : public ObjectStore {
  public:
    std::shared_ptr<std::map<std::string, Bytes>> all = std::make_shared<std::map<std::string, Bytes>>();
    int fail_after = -1;

    Result<void> put(const std::string& key, ByteView bytes) override {
        if (fails())
            return fail(ErrorCode::InternalError, "disk full");
        (*all)[key] = Bytes(bytes.begin(), bytes.end());
        return {};
    }
    Result<Bytes> get(const std::string& key) override {
        const auto it = all->find(key);
        if (it == all->end())
            return fail(ErrorCode::NotFound, "no such object");
        return it->second;
    }
    Result<Bytes> get_range(const std::string& key, std::uint64_t offset, std::uint64_t length) override {
        auto whole = get(key);
        if (!whole)
            return whole;
        const auto begin = std::min<std::uint64_t>(offset, whole->size());
        const auto end = std::min<std::uint64_t>(begin + length, whole->size());
        return Bytes(whole->begin() + static_cast<std::ptrdiff_t>(begin),
                     whole->begin() + static_cast<std::ptrdiff_t>(end));
    }
    Result<std::uint64_t> size(const std::string& key) override {
        const auto whole = get(key);
        if (!whole)
            return std::unexpected(whole.error());
        return whole->size();
    }
    Result<void> remove(const std::string& key) override {
        all->erase(key);
        return {};
    }
    Result<std::unique_ptr<AppendLog>> open_log(const std::string& key) override {
        class Log final : public AppendLog {
          public:
            Log(MemoryObjects& owner, std::string key) : owner_(owner), key_(std::move(key)) {}
            Result<void> append(ByteView bytes) override {
                if (owner_.fails())
                    return fail(ErrorCode::RecordingFailed, "disk full");
                auto& whole = (*owner_.all)[key_];
                whole.insert(whole.end(), bytes.begin(), bytes.end());
                return {};
            }
            Result<void> sync() override { return {}; }

          private:
            MemoryObjects& owner_;
            std::string key_;
        };
        (*all)[key];
        return std::make_unique<Log>(*this, key);
    }

  private:
    bool fails() {
        if (fail_after < 0)
            return false;
        return fail_after-- <= 0 ? (fail_after = 0, true) : false;
    }
};

}  // namespace mockcall::fakes
