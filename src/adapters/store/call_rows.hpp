// Calls between their table and their struct.
#pragma once

#include <optional>
#include <string>

#include <soci/soci.h>

#include "base/time.hpp"
#include "ports/store.hpp"

namespace mockcall::store {

[[nodiscard]] inline long long stored(WallTime t) { return t.time_since_epoch().count(); }
[[nodiscard]] inline WallTime wall_time(long long stored) { return WallTime{Milliseconds{stored}}; }

[[nodiscard]] inline bool is_over(CallStatus s) { return s == CallStatus::Ended || s == CallStatus::Expired; }

/// A column that may be NULL: bind `value` with `state`.
struct Nullable {
    long long value = 0;
    soci::indicator state = soci::i_null;

    Nullable() = default;
    explicit Nullable(std::optional<WallTime> t) {
        if (t) {
            value = stored(*t);
            state = soci::i_ok;
        }
    }
    [[nodiscard]] bool null() const { return state != soci::i_ok; }
    [[nodiscard]] std::optional<WallTime> time() const {
        return null() ? std::nullopt : std::optional(wall_time(value));
    }
};

/// SELECT of calls, read row by row: bind what `tail` needs with use(), then execute() and next() to the end.
class CallQuery {
  public:
    /// `tail`: what follows "SELECT … FROM calls ".
    CallQuery(soci::session& sql, std::string tail);

    template <class T>
    void use(T& value) {
        statement_.exchange(soci::use(value));
    }
    void execute();
    [[nodiscard]] bool next() { return statement_.fetch(); }
    /// The row that next() has fetched; its token and texts are empty.
    [[nodiscard]] CallRow row() const;

  private:
    void bind();

    soci::statement statement_;
    std::string query_;
    std::string id_, org_, user_, user_name_, scenario_, audio_quality_, status_;
    int scenario_version_ = 0, record_ = 0, dynamic_ = 0, noise_ = 0, interruptions_ = 0, erased_ = 0;
    long long seed_ = 0, created_ = 0, recording_bytes_ = 0;
    double skill_ = 0;
    Nullable answered_, ended_, overall_, recording_created_, recording_expires_;
};

void insert_call(soci::session& sql, const CallRow& row);

}  // namespace mockcall::store
