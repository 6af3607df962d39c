// The customer's inside: one struct, changed by the events in customer.cpp, reply.cpp, offers.cpp and pressure.cpp.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "domain/customer/agenda.hpp"
#include "domain/customer/background.hpp"
#include "domain/customer/customer.hpp"
#include "domain/customer/hearing.hpp"
#include "domain/customer/mood_ledger.hpp"
#include "domain/customer/wording.hpp"

namespace mockcall {

/// What a reply is put together from: short pieces in the order they are spoken.
struct CustomerReply {
    std::vector<std::string> pieces;
    bool answered = false;   ///< something that was asked for has been said
    bool only_told = false;  ///< and it was a fact: there is room for what the customer thinks of an offer
    void add(std::string piece) { pieces.push_back(std::move(piece)); }
    void answer(std::string piece) {
        add(std::move(piece));
        answered = true;
        only_told = false;
    }
    void tell(std::string piece) {
        only_told = !answered || only_told;
        add(std::move(piece));
        answered = true;
    }
    [[nodiscard]] bool room_for_opinion() const { return !answered || only_told; }
};

struct Customer::State {
    State(std::shared_ptr<const Scenario> s, std::shared_ptr<const CustomerKnowledge> knowledge,
          CustomerSettings settings);
    State& operator=(const State&) = delete;
    /// One that goes on from here by itself.
    [[nodiscard]] std::unique_ptr<State> copy() const;

    // --- Events (customer.cpp, pressure.cpp)
    CustomerMove agent_turn(const AgentUtterance& turn);
    CustomerMove still_speaking(const std::string& partial, Ticks speaking);
    CustomerMove silence_lasts(Ticks silence);
    CustomerMove hold(bool announced);
    CustomerMove still_on_hold(Ticks held);
    CustomerMove resume(Ticks held);
    CustomerMove transferred(const std::string& to, const std::string& reason);
    CustomerMove escalated(const std::string& reason);
    CustomerMove talked_over(const std::string& heard);

    // --- A sentence that a pause had cut in two (continuation.cpp)
    [[nodiscard]] customer_detail::Heard hear(const AgentUtterance& turn);
    void take_back(const std::string& heard);

    // --- Words and meaning from somebody else (brief.cpp)
    [[nodiscard]] bool gives_away(std::string_view text, const std::vector<Token>& tokens,
                                  std::string_view known) const;
    void take_report(const ReportedMeaning& report, customer_detail::Heard& h) const;
    bool take_reported_matter(const ReportedMeaning& report, customer_detail::Heard& h) const;

    // --- What a turn does to the customer (impressions.cpp)
    void take_impressions(const customer_detail::Heard& h, const AgentUtterance& turn);
    void misconduct(const customer_detail::Heard& h, CustomerReply& reply);
    void apology(const customer_detail::Heard& h);
    void understanding(const customer_detail::Heard& h);
    void disclosure(const customer_detail::Heard& h);

    // --- What the customer answers (reply.cpp)
    void compose(customer_detail::Heard& h, CustomerReply& reply);
    bool answer_opening(const customer_detail::Heard& h, CustomerReply& reply);
    void answer_identity(const customer_detail::Heard& h, CustomerReply& reply);
    void answer_facts(const customer_detail::Heard& h, CustomerReply& reply);
    void tell_fact(std::size_t fact, CustomerReply& reply);
    void hold_back(std::size_t fact, const customer_detail::Heard& h, CustomerReply& reply);
    [[nodiscard]] bool in_one_question(const customer_detail::Heard& h, std::size_t k,
                                       const std::vector<std::size_t>& told) const;
    void ask_again(std::size_t fact, const customer_detail::Heard& h, CustomerReply& reply);
    bool answer_repeat(const customer_detail::Heard& h, CustomerReply& reply);
    bool answer_clarify(const customer_detail::Heard& h, CustomerReply& reply);
    bool answer_by_kind(const customer_detail::Heard& h, CustomerReply& reply);
    bool answer_choice(const customer_detail::Heard& h, CustomerReply& reply);
    bool answer_either(const customer_detail::Heard& h, CustomerReply& reply);
    [[nodiscard]] std::string pick_of(const customer_detail::Heard& h, const std::vector<Span>& sides);
    void answer_own_name(customer_detail::Heard& h, CustomerReply& reply);
    void answer_beside(const customer_detail::Heard& h, CustomerReply& reply);
    bool answer_from_told(const customer_detail::Heard& h, const Span& one, CustomerReply& reply);
    bool answer_in_own_words(const customer_detail::Heard& h, const Span& one, CustomerReply& reply);
    void yield_to_memory(customer_detail::Heard& h) const;
    bool answer_from_knowledge(const customer_detail::Heard& h, const Span& one, CustomerReply& reply,
                               double at_least = 0);
    [[nodiscard]] std::vector<std::string> said_before() const;
    [[nodiscard]] bool all_of_it_speaks_of(const customer_detail::Heard& h, const Span& one, std::size_t fact) const;
    [[nodiscard]] bool asks_plainly(const customer_detail::Heard& h, std::size_t fact) const;
    [[nodiscard]] std::optional<bool> evidence_for(const customer_detail::Heard& h, const Span& one) const;
    bool say_remembered(const customer_detail::Memory::Recollection& one, bool verdict, CustomerReply& reply);
    bool say_lines(const std::vector<std::string>& lines, bool again_too, CustomerReply& reply);
    [[nodiscard]] bool may_say(const customer_detail::Memory::Item& item, bool verdict) const;
    bool answer_from_everyday(const customer_detail::Heard& h, const Span& one, CustomerReply& reply);
    bool answer_from_memory(const customer_detail::Heard& h, const Span& one, CustomerReply& reply);
    bool answer_before_statement(const customer_detail::Heard& h, CustomerReply& reply);
    bool answer_each(const customer_detail::Heard& h, CustomerReply& reply);
    /// `or_not`: says as well that they do not know.
    bool answer_alone(const customer_detail::Heard& asked, CustomerReply& reply, bool or_not);
    [[nodiscard]] customer_detail::Heard only(const customer_detail::Heard& h, const Span& one) const;
    bool answer_from_background(const customer_detail::Heard& h, const Span& one, CustomerReply& reply);
    void answer_unknown(const customer_detail::Heard& h, CustomerReply& reply);
    void answer_upsell(CustomerReply& reply);
    void answer_yes_or_no(const customer_detail::Heard& h, const Span& one, CustomerReply& reply);
    void digress(CustomerReply& reply);
    void ask_back(const customer_detail::HeardOffer& offer, CustomerReply& reply);
    void answer_steps(const customer_detail::Heard& h, CustomerReply& reply);
    [[nodiscard]] std::optional<std::size_t> brings_up_hidden(const customer_detail::Heard& h) const;
    void answer_question(const customer_detail::Heard& h, CustomerReply& reply);
    void acknowledge(const customer_detail::Heard& h, CustomerReply& reply);
    bool take_remark(const customer_detail::Heard& h, CustomerReply& reply);
    void take_in(const customer_detail::Heard& h, CustomerReply& reply);
    void wait_for_more(const customer_detail::Heard& h, CustomerReply& reply);
    [[nodiscard]] bool contradicts(const customer_detail::Heard& h) const;
    void correct(const customer_detail::Heard& h, CustomerReply& reply);
    void state_problem(std::size_t problem, CustomerReply& reply);
    void remember_sentences(const std::string& line);
    bool follow_up(const customer_detail::Heard& h, CustomerReply& reply);
    bool tell_more(CustomerReply& reply);
    void verified_when_told();

    // --- Offers and the end (offers.cpp)
    void meet_unstated(customer_detail::Heard& h, CustomerReply& reply);
    void take_as_stated(std::size_t problem);
    [[nodiscard]] bool tells_matter(std::string_view line) const;
    [[nodiscard]] bool opens_by_offer(std::size_t problem, CustomerReply& reply);
    void insist(std::size_t problem, CustomerReply& reply);
    void recall(std::size_t problem, CustomerReply& reply);
    void answer_offers(const customer_detail::Heard& h, CustomerReply& reply);
    void weigh(const customer_detail::HeardOffer& offer, CustomerReply& reply);
    [[nodiscard]] customer_detail::HeardOffer sized_by_share(customer_detail::HeardOffer offer,
                                                             const customer_detail::Heard& h) const;
    [[nodiscard]] bool over_limit(const Resolution& r, const customer_detail::HeardOffer& offer) const;
    void agree(const customer_detail::HeardOffer& offer, CustomerReply& reply);
    [[nodiscard]] bool gives_more(const customer_detail::Heard& h) const;
    void answer_refusal(const customer_detail::Heard& h, CustomerReply& reply);
    void answer_handover(const customer_detail::Heard& h, CustomerReply& reply);
    bool settle_by_escalation(UtteranceId utterance);
    void answer_wrap_up(const customer_detail::Heard& h, CustomerReply& reply);
    void confirm_resolution(double share);
    bool answer_farewell(const customer_detail::Heard& h, CustomerReply& reply);
    void after_settling(CustomerReply& reply);

    // --- What was done in the record, once it is told (told_of_record.cpp)
    [[nodiscard]] const CrmOperation* done_for(const Resolution& r) const;
    void see_size_in_record(const Resolution& r, customer_detail::HeardOffer& offer) const;
    void hear_of_record(customer_detail::Heard& h) const;

    // --- Pressure (pressure.cpp)
    void measure_progress(const customer_detail::Heard& h, bool progressed);
    void boil_over(CustomerMove& move, CustomerReply& reply);
    void leave(CustomerMove& move, HangupCause cause, std::string words);

    // --- Small things
    [[nodiscard]] Emotion temper() const;
    [[nodiscard]] std::string stock(customer_detail::Say say) { return wording.stock(say, temper()); }
    void fact(CallFactKind kind, std::string id, double value = 0) { facts.push_back({kind, std::move(id), value}); }
    void mood(customer_detail::Cause cause, double share = 1.0) { ledger.apply(cause, utterance, share); }
    [[nodiscard]] CustomerMove finish(CustomerMove move, CustomerReply reply);
    [[nodiscard]] CustomerMove only_say(customer_detail::Say say);
    void listen_to_self(const std::string& line);
    [[nodiscard]] bool settled_now(std::size_t problem) const;
    [[nodiscard]] bool knows_matter() const { return agenda.current().has_value(); }

    std::shared_ptr<const Scenario> scenario;
    CustomerSettings settings;
    Random random;
    std::shared_ptr<const CustomerKnowledge> knowledge;
    customer_detail::Agenda agenda;
    customer_detail::MoodLedger ledger;
    customer_detail::Hearing hearing;
    customer_detail::Background background;
    customer_detail::Wording wording;

    CallStage stage = CallStage::Opening;
    UtteranceId utterance = 0;               ///< the agent's turn being answered
    std::vector<CallFact> facts;             ///< of this move
    std::vector<std::string> own_words;      ///< stems the customer has used
    std::vector<std::int64_t> own_amounts;   ///< sums the customer has named
    std::vector<std::string> own_sentences;  ///< of the opening and the statements, as they were said
    std::string last_line;
    std::string last_said;                   ///< the same without what led in a repetition
    std::string agent_name;                  ///< as introduced
    std::vector<std::string> picked;         ///< sides of "this or that?", in the agent's words, normalised
    std::string time_named;                  ///< in the turn being answered
    std::optional<std::size_t> last_told;    ///< the fact this line tells
    std::optional<std::size_t> told_before;  ///< ... and the one before
    bool asked_who = false;                  ///< the customer waits to hear whom they have reached
    bool typed = false;                      ///< the agent writes, which takes longer than speaking
    bool repeating = false;                  ///< the line being made says the last one again
    int asked_back = 0;
    int digressions = 0;
    std::vector<Token> question;                            ///< the agent's turn, word by word
    std::vector<Token> question_before;                     ///< ... and the one before
    std::string line_before;                                ///< what the agent's last turn answered
    std::optional<customer_detail::Heard> half;             ///< the agent's last turn
    bool opened_last = false;                               ///< the last line was the opening
    std::optional<std::size_t> stated_last;                 ///< the problem the last line stated
    std::vector<customer_detail::HeardOffer> early_offers;  ///< made before their problem was known
    std::vector<customer_detail::HeardStep> early_steps;
    std::vector<CrmOperation> done_in_record;
    int turns = 0;
    int insults = 0;
    int turns_since_statement = 0;
    double patience;
    int interrupt_below, supervisor_below, hangup_below;

    int apologies = 0;
    int sympathies = 0, perspectives = 0, paraphrases = 0;
    int steps_taken = 0;
    int stalled = 0;
    int unknown_questions = 0;
    int supervisor_asked = 0;
    int turns_since_supervisor = 0;
    bool supervisor_granted = false;
    bool opened = false;
    bool own_name_told = false;  ///< of somebody who calls for somebody else
    bool confirmed = false;
    bool said_goodbye = false;
    bool gone = false;
    bool interrupted_this_turn = false;
    int interruptions = 0;
    bool misheard_last = false;
    int not_done_reminders = 0;

    // Silence and holds
    bool told_to_wait = false;  ///< the agent has announced looking something up or a hold
    double promised_wait = 0;   ///< seconds the agent spoke of
    Ticks silent{};             ///< since the agent's last word, as far as known
    Ticks silent_before_own_line{};
    int silence_checks = 0;
    bool overrun_noted = false;
    int hold_lines = 0;
    bool line_was_dead = false;
    bool expects_digits = false;

  private:
    State(const State&) = default;  ///< its parts still look at the other's: copy()
};

}  // namespace mockcall
