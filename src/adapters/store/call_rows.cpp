#include "adapters/store/call_rows.hpp"

#include <bit>
#include <utility>

#include "protocol/signature.hpp"

namespace mockcall::store {

CallQuery::CallQuery(soci::session& sql, std::string tail)
    : statement_(sql),
      query_(
          "SELECT id, org, user_id, scenario, scenario_version, seed, record, dynamic_difficulty, audio_quality,"
          " background_noise, allow_interruptions, trainee_skill, status, created, answered, ended, overall,"
          " recording_bytes, recording_created, recording_expires, erased, user_name FROM calls " +
          std::move(tail)) {
    bind();
}

void CallQuery::bind() {
    const auto column = [this](auto& value) { statement_.exchange(soci::into(value)); };
    const auto nullable = [this](Nullable& n) { statement_.exchange(soci::into(n.value, n.state)); };
    column(id_), column(org_), column(user_), column(scenario_), column(scenario_version_), column(seed_);
    column(record_), column(dynamic_), column(audio_quality_), column(noise_), column(interruptions_), column(skill_);
    column(status_), column(created_), nullable(answered_), nullable(ended_), nullable(overall_);
    column(recording_bytes_), nullable(recording_created_), nullable(recording_expires_), column(erased_),
        column(user_name_);
}

void CallQuery::execute() {
    statement_.alloc();
    statement_.prepare(query_);
    statement_.define_and_bind();
    statement_.execute();
}

CallRow CallQuery::row() const {
    CallRow row;
    row.id = CallId(id_);
    row.org = OrgId(org_);
    row.user = UserId(user_);
    row.user_name = user_name_;
    row.scenario = ScenarioId(scenario_);
    row.scenario_version = scenario_version_;
    row.seed = std::bit_cast<std::uint64_t>(seed_);
    row.settings = {record_ != 0, dynamic_ != 0, audio_quality_, noise_ != 0, interruptions_ != 0};
    row.trainee_skill = skill_;
    row.status = call_status_of(status_).value_or(CallStatus::Ended);
    row.created = wall_time(created_);
    row.answered = answered_.time();
    row.ended = ended_.time();
    if (!overall_.null())
        row.overall = static_cast<int>(overall_.value);
    row.recording_bytes = static_cast<std::uint64_t>(recording_bytes_);
    row.recording_created = recording_created_.time();
    row.recording_expires = recording_expires_.time();
    row.erased = erased_ != 0;
    return row;
}

void insert_call(soci::session& sql, const CallRow& row) {
    const std::string token = sha256_hex(row.token.str());
    const std::string status(to_string(row.status));
    const auto seed = std::bit_cast<long long>(row.seed);
    const int record = row.settings.record, dynamic = row.settings.dynamic_difficulty;
    const int noise = row.settings.background_noise, interruptions = row.settings.allow_interruptions;
    const long long created = stored(row.created);
    Nullable answered(row.answered);
    sql << "INSERT INTO calls (id, token_sha256, org, user_id, scenario, scenario_version, seed, record,"
           " dynamic_difficulty, audio_quality, background_noise, allow_interruptions, trainee_skill, status, created,"
           " answered, user_name) VALUES (:id, :token, :org, :user, :scenario, :version, :seed, :record, :dynamic, "
           ":quality, "
           ":noise,"
           " :interruptions, :skill, :status, :created, :answered, :name)",
        soci::use(row.id.str()), soci::use(token), soci::use(row.org.str()), soci::use(row.user.str()),
        soci::use(row.scenario.str()), soci::use(row.scenario_version), soci::use(seed), soci::use(record),
        soci::use(dynamic), soci::use(row.settings.audio_quality), soci::use(noise), soci::use(interruptions),
        soci::use(row.trainee_skill), soci::use(status), soci::use(created), soci::use(answered.value, answered.state),
        soci::use(row.user_name);
}

}  // namespace mockcall::store
