// A scripted trainee: takes a call by its script and derives what to ask, do and offer from the scenario. It hears what
// the customer says and notices what came of its own words; it decides one turn at a time. Pure; one owner.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "domain/crm/operation.hpp"
#include "domain/customer/customer.hpp"
#include "domain/rehearsal/script.hpp"
#include "domain/scenario/scenario.hpp"

namespace mockcall::rehearsal {

/// What the trainee does next.
struct Turn {
    enum class Kind : std::uint8_t { Say, Note, Operate, Transfer, HangUp };
    Kind kind = Kind::Say;
    std::string text{};        ///< said, noted or the reason
    std::string of{};          ///< what it is about, e.g. "ask account_number": for the report
    CrmOperation operation{};  ///< of Operate
};

class Trainee {
  public:
    Trainee(std::shared_ptr<const Scenario> scenario, const TraineeScript& script, std::uint64_t seed);

    void heard(std::string line);
    void noticed(const CallFact& fact);
    [[nodiscard]] Turn next();

    [[nodiscard]] bool told(const std::string& fact) const { return told_.contains(fact); }
    [[nodiscard]] bool taken(const std::string& step) const { return taken_.contains(step); }
    [[nodiscard]] bool stated(const std::string& problem) const { return stated_.contains(problem); }
    [[nodiscard]] double settled(const Problem& problem) const;

  private:
    using Values = std::vector<std::pair<std::string_view, std::string>>;
    using Next = std::optional<Turn>;

    Next in_record();
    Next wrong_in_record();
    Next opening();
    Next verification();
    Next fact_finding(int tries);
    Next solving();
    Next step_of(const Problem& problem);
    Next offer_of(const Problem& problem);
    Next digging();
    Next remarks();
    Next winding_up();
    Next bearing_on();

    [[nodiscard]] Next say(const char* move, std::string of, Values values = {});
    Next once(const char* move, Values values = {});
    Next ask(std::string_view kind, const std::string& id, const std::vector<std::string>& phrases);
    Next derived(std::string_view kind, const std::string& id, const std::vector<std::string>& phrases,
                 const char* move, const Values& more = {});
    [[nodiscard]] const std::vector<std::string>* own_words(std::string_view kind, const std::string& id) const;
    [[nodiscard]] std::string phrase_for(const std::string& key, const std::vector<std::string>& phrases);
    [[nodiscard]] bool asks_what_was_told(const std::string& phrase) const;
    [[nodiscard]] bool decent(const std::string& line) const;
    [[nodiscard]] const Problem* current() const;
    [[nodiscard]] bool known(const Problem& problem) const;
    [[nodiscard]] bool cares_for(const Problem& problem) const;
    [[nodiscard]] bool wanted(const std::string& key, double share);
    int& tries(const std::string& key) { return tries_[key]; }

    std::shared_ptr<const Scenario> scenario_;
    const TraineeScript& script_;
    Random random_;
    std::set<std::string> told_, taken_, stated_, accepted_, breached_, done_;
    std::vector<std::string> agreed_;  ///< resolutions, in the order they were agreed to
    std::map<std::string, double> settled_;
    std::map<std::string, int> tries_;
    std::map<std::string, bool> wanted_;
    std::string last_heard_, statement_;
    ActSet acts_;  ///< performed so far
    int turns_ = 0;
};

}  // namespace mockcall::rehearsal
