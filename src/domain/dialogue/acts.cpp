#include "domain/dialogue/acts.hpp"

#include "domain/dialogue/act_judge.hpp"

namespace mockcall {

ActScores classify_acts(std::string_view text, std::string_view prev_customer, std::string_view company) {
    static const ActModel model(built_in_act_table());
    return judge_acts(utterance_of(text, prev_customer, company), model);
}

}  // namespace mockcall
