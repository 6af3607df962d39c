// A scenario: everything a call's customer, coach and judge know. Data, written by authors in YAML
// (schema/scenario.schema.json). Shapes: moods and satisfaction 0-100, shares 0-1, money in cents, durations in seconds
// unless the name says otherwise.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "domain/scenario/customer_record.hpp"

namespace mockcall {

enum class Category : std::uint8_t { Complaint, Technical, Sales, Billing, Retention };
enum class Difficulty : std::uint8_t { Beginner, Intermediate, Advanced, Expert };
enum class Industry : std::uint8_t { Telecom, Banking, Healthcare, Ecommerce };
enum class Emotion : std::uint8_t { Neutral, Happy, Angry, Frustrated };

[[nodiscard]] std::string_view to_string(Category v);
[[nodiscard]] std::string_view to_string(Difficulty v);
[[nodiscard]] std::string_view to_string(Industry v);
[[nodiscard]] std::string_view to_string(Emotion v);
[[nodiscard]] std::optional<Category> category_of(std::string_view name);
[[nodiscard]] std::optional<Difficulty> difficulty_of(std::string_view name);
[[nodiscard]] std::optional<Industry> industry_of(std::string_view name);

/// How a customer speaks. Neutral values are 1.0; emotion is applied on top by the synthesizer.
struct VoiceSpec {
    std::string name = "awb";  ///< embedded voices: awb (m), slt (f), rms (m), kal16 (m)
    double pitch = 1.0;        ///< factor on the voice's base pitch, 0.7-1.4
    double rate = 1.0;         ///< factor on the voice's speaking rate, 0.7-1.4
    bool operator==(const VoiceSpec&) const = default;
};

struct Persona {
    std::string name;
    int age = 40;
    std::string mood;         ///< the label the trainee sees, e.g. "frustrated"
    std::string personality;  ///< likewise, e.g. "demanding"
    VoiceSpec voice;
    int start_mood = 50;
    int start_satisfaction = 50;
    double patience = 0.5;        ///< 0 leaves soon, 1 bears much
    double talkativeness = 0.5;   ///< 0 says the least, 1 adds and digresses
    double tech_savviness = 0.5;  ///< 0 trips over every term, 1 knows them
    double mood_drift = 1.0;      ///< factor on every mood change, 0.5-2
    int interrupt_below = 35;     ///< mood under which the customer interrupts long explanations
    int supervisor_below = 22;    ///< ... asks for a supervisor
    int hangup_below = 8;         ///< ... hangs up
};

/// When a fact may be told.
struct Gate {
    bool asked = true;               ///< only when the agent asks for it (its `asks` match)
    bool company_known = false;      ///< only once the agent has said who they are
    bool verified = false;           ///< only once identity was verified
    int min_mood = 0;                ///< only at this mood or better
    std::vector<std::string> after;  ///< only after these facts were told
};

enum class FactKind : std::uint8_t { Identity, Detail, Promise, Hidden };

struct Fact {
    std::string id;
    FactKind kind = FactKind::Detail;
    std::string value;              ///< as written down, e.g. "ACC-789456"
    std::vector<std::string> asks;  ///< words or phrases by which an agent asks for it, lower case
    std::vector<std::string> say;   ///< ways the customer tells it
    Gate gate;
};

/// Something else the customer knows and tells when a question is about it: their life, how it came about. Nobody is
/// judged by it.
struct Aside {
    std::vector<std::string> about;  ///< words or whole questions that it answers
    std::vector<std::string> say;    ///< ways the customer tells it
    Gate gate;
};

enum class ResolutionKind : std::uint8_t {
    Credit,
    Refund,
    Discount,
    Replacement,
    Fix,
    Explanation,
    PlanChange,
    Ticket,
    Callback,
    Sale,
    Cancellation,
    Appointment,
    Waiver,
    Escalation
};
[[nodiscard]] std::string_view to_string(ResolutionKind v);
[[nodiscard]] std::optional<ResolutionKind> resolution_kind_of(std::string_view name);

/// One thing the agent can do that settles a problem (or part of it).
struct Resolution {
    std::string id;
    ResolutionKind kind = ResolutionKind::Fix;
    std::string label;                 ///< for the score's text: "Credit the $150 charged twice"
    std::vector<std::string> phrases;  ///< how an agent says it (words or phrases, lower case); any one of them counts
    std::optional<std::int64_t> min_cents;  ///< accepted from this amount on
    std::optional<std::int64_t> max_cents;  ///< authorised up to this amount; above is a policy breach
    std::optional<double> min_percent;
    std::optional<double> max_percent;
    std::string target;  ///< id of the line, item or ticket in the record that it is about; "" none in particular
    std::string to;      ///< id of the offer that is sold or changed to; "" none in particular
    double value = 1.0;  ///< how far it settles the problem, 0-1
    std::vector<std::string> accept;  ///< the customer's words when satisfied
    std::vector<std::string> haggle;  ///< ... when it is too little
};

/// A diagnostic or solving step on the way (mood +6, later more).
struct Step {
    std::string id;
    std::string label;
    std::vector<std::string> phrases;
    std::vector<std::string> answers;  ///< what the customer says to it
};

struct Problem {
    std::string id;
    std::string label;                   ///< for the score's text
    bool hidden = false;                 ///< told only through its gate
    Gate gate;                           ///< of a hidden problem
    std::vector<std::string> asks;       ///< what brings a hidden one up ("anything else", "how do you use it")
    std::vector<std::string> statement;  ///< ways to state it, first when neutral
    std::vector<std::string> details;    ///< further sentences, one at a time, when asked to go on
    std::vector<Step> steps;
    std::vector<Resolution> resolutions;  ///< any one settles it as far as its value says
    bool policy_forbids =
        false;  ///< the wish cannot be granted; a right escalation or honest refusal with alternative counts
};

enum class CheckKind : std::uint8_t {
    Act,         ///< a dialogue act by the agent (`arg` its name)
    Phrase,      ///< one of `phrases` said by the agent
    Verified,    ///< all identity facts confirmed before any disclosure
    Documented,  ///< a note was taken (with one of `phrases`, when given)
    Resolved,    ///< the problem `arg` (or all) settled
    Step,        ///< the step `arg` taken
    Fact,        ///< the fact `arg` found out
    Retained,    ///< the customer did not leave
};

struct Criterion {
    std::string id;
    std::string label;      ///< the design's sentence, e.g. "Verify customer identity"
    std::string dimension;  ///< greeting, listening, solution, communication, empathy, closing
    CheckKind check = CheckKind::Act;
    std::string arg;
    std::vector<std::string> phrases;
    double weight = 1.0;
};

/// What the trainee is to reach.
struct Objective {
    std::string text;
    std::vector<std::string> met_by;  ///< names of checks (named_check.hpp), all to be met; none: nobody can tell
};

struct Briefing {
    std::string situation;
    std::string background;
    std::string customer_mood;
    std::string desired_outcome;
};

using Labelled = std::vector<std::pair<std::string, std::string>>;  ///< in the author's order

struct Company {
    std::string name;
    Labelled policies;  ///< key ("refund") to its text
    std::vector<std::string> systems;
    std::string knowledge_base;  ///< slug under /kb
    std::string scripts;         ///< slug under /scripts
};

/// A limit in a policy, enforced and judged by code.
struct PolicyLimit {
    ResolutionKind kind = ResolutionKind::Credit;
    std::optional<std::int64_t> max_cents;
    std::optional<double> max_percent;
    std::string policy;  ///< key in Company::policies
};

/// A value of the customer profile: the design shows both strings and numbers.
struct ProfileValue {
    std::string text;
    bool number = false;  ///< written without quotes on the wire
};

/// How a trained agent says a thing, where its phrases alone make no good sentence: for the rehearsal only.
struct RehearsedWords {
    std::string kind;  ///< ask (a fact), step, offer (a resolution), bring_up (a problem) or remark (a criterion)
    std::string id;
    std::vector<std::string> lines;
};

struct Scenario {
    ScenarioId id;
    int version = 1;
    std::string name;
    Category category = Category::Complaint;
    Difficulty difficulty = Difficulty::Beginner;
    Industry industry = Industry::Telecom;
    std::string language = "en";
    std::string description;
    int estimated_minutes = 8;
    std::vector<Objective> objectives;
    std::vector<std::string> skills;
    Briefing briefing;
    std::vector<std::pair<std::string, ProfileValue>> profile;  ///< the design's customerProfile, e.g. accountNumber
    CustomerRecord record;                                      ///< derived from the rest where the author wrote none
    Company company;
    std::vector<PolicyLimit> limits;
    Persona persona;
    std::vector<std::string> opening;  ///< the customer's first words after the agent's greeting
    std::vector<Fact> facts;
    std::vector<Aside> knows;
    std::vector<Problem> problems;  ///< the first is what the call is about
    std::vector<Criterion> required;
    std::vector<Criterion> bonus;
    std::string greeting_hint;  ///< instructions.* of POST /start
    std::string opening_hint;
    std::string reminder_hint;
    std::vector<RehearsedWords> rehearsal;
};

/// A defect an author made, with where it is.
struct ScenarioProblem {
    int line = 0;  ///< 1-based; 0 when it concerns the whole
    std::string path;
    std::string problem;
};

/// Where things stand in the file: path ("facts[2].say[0]") to 1-based line.
using ScenarioLines = std::map<std::string, int>;
/// The line of the path, or else of the nearest thing around it; 0 when nothing is known.
[[nodiscard]] int line_at(const ScenarioLines& lines, std::string_view path);

/// Parses and checks one scenario. Pure. Errors: every problem found, in the file's order. `lines`, when given, gets
/// the place of everything read.
[[nodiscard]] std::expected<Scenario, std::vector<ScenarioProblem>> parse_scenario(std::string_view yaml,
                                                                                   ScenarioLines* lines = nullptr);

}  // namespace mockcall
