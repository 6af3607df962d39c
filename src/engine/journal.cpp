#include "engine/journal.hpp"

#include <array>
#include <charconv>

#include <boost/json.hpp>

namespace mockcall {
namespace {

namespace json = boost::json;

template <class... F>
struct Overloaded : F... {
    using F::operator()...;
};

std::int64_t ticks(CallTime t) { return t.time_since_epoch().count(); }
CallTime time_at(const json::object& o, std::string_view key) {
    return CallTime{Ticks{o.at(key).to_number<std::int64_t>()}};
}
std::string text_at(const json::object& o, std::string_view key) { return std::string(o.at(key).as_string()); }
UtteranceId utterance_at(const json::object& o) { return o.at("u").to_number<UtteranceId>(); }

/// A fraction as the shortest text that means it: as a JSON number it may come back with another last bit
/// (Boost.JSON 1.81), and what it is read for would then come out otherwise.
json::string fraction(double value) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return json::string(text.data(), end);
}
double fraction_in(const json::value& v) {
    if (!v.is_string())
        return v.to_number<double>();
    const json::string& text = v.get_string();
    double value = 0;
    if (const auto [end, ec] = std::from_chars(text.begin(), text.end(), value); ec != std::errc{} || end != text.end())
        throw std::out_of_range("fraction");
    return value;
}

json::object operation_written(const CrmOperation& op) {
    json::object o{{"operation", to_string(op.kind)},
                   {"request", op.request_id},
                   {"target", op.target},
                   {"months", op.months},
                   {"to", op.to},
                   {"when", op.when},
                   {"text", op.text}};
    if (op.cents)
        o["cents"] = *op.cents;
    if (op.percent)
        o["percent"] = fraction(*op.percent);
    return o;
}

json::object written(const CallInput& input) {
    return std::visit(
        Overloaded{
            [](const InJoined&) { return json::object{{"in", "joined"}}; },
            [](const InLeft&) { return json::object{{"in", "left"}}; },
            [](const InSpeechStarted& i) {
                json::object o{{"in", "speech_started"}, {"at", ticks(i.at)}};
                if (i.consonant != Ticks{})  // most words have none
                    o["consonant"] = i.consonant.count();
                return o;
            },
            [](const InSoundsLikeWords&) { return json::object{{"in", "sounds_like_words"}}; },
            [](const InSpeechStopped& i) {
                json::object o{{"in", "speech_stopped"}, {"at", ticks(i.at)}};
                if (i.pitch_cents)
                    o["pitch"] = *i.pitch_cents;
                return o;
            },
            [](const InPartial& i) { return json::object{{"in", "partial"}, {"u", i.utterance}, {"text", i.text}}; },
            [](const InFinal& i) {
                return json::object{
                    {"in", "final"}, {"u", i.utterance}, {"text", i.text}, {"confidence", fraction(i.confidence)}};
            },
            [](const InTyped& i) { return json::object{{"in", "typed"}, {"text", i.text}}; },
            [](const InStreamEnded&) { return json::object{{"in", "stream_ended"}}; },
            [](const InAction& i) {
                return json::object{
                    {"in", "action"}, {"kind", to_string(i.kind)}, {"target", i.target}, {"text", i.text}};
            },
            [](const InCrm& i) {
                json::object o = operation_written(i.operation);
                o["in"] = "crm";
                return o;
            },
            [](const InPlayoutStarted& i) { return json::object{{"in", "playout_started"}, {"u", i.utterance}}; },
            [](const InPlayoutFinished& i) { return json::object{{"in", "playout_finished"}, {"u", i.utterance}}; },
            [](const InPlayoutStopped& i) {
                return json::object{{"in", "playout_stopped"}, {"u", i.utterance}, {"heard", fraction(i.heard)}};
            },
            [](const InEnd& i) {
                json::object o{{"in", "end"}, {"reason", i.reason}, {"notes", i.notes}};
                if (i.reported)
                    o["reported"] = {{"resolved", i.reported->issue_resolved},
                                     {"action", i.reported->action_taken},
                                     {"follow_up", i.reported->follow_up_required},
                                     {"retained", i.reported->customer_retained}};
                return o;
            },
            [](const InDeadline&) { return json::object{{"in", "deadline"}}; },
            [](const InSystemDelay& i) { return json::object{{"in", "system_delay"}, {"delay", i.delay.count()}}; },
            [](const InServiceFailed& i) {
                return json::object{{"in", "service_failed"}, {"part", i.part}, {"reason", i.reason}};
            },
            [](const InWords& i) {
                return json::object{{"in", "words"},  {"u", i.utterance},       {"attempt", i.attempt},
                                    {"text", i.text}, {"decision", i.decision}, {"emotion", i.emotion}};
            },
            [](const InMeaning& i) {
                json::array acts;
                for (std::size_t a = 0; a < kActCount; ++a)
                    if (const auto act = static_cast<Act>(a); i.meaning.acts.has(act))
                        acts.emplace_back(to_string(act));
                return json::object{{"in", "meaning"},
                                    {"u", i.utterance},
                                    {"acts", acts},
                                    {"facts", json::value_from(i.meaning.facts)},
                                    {"steps", json::value_from(i.meaning.steps)},
                                    {"resolutions", json::value_from(i.meaning.resolutions)}};
            },
            [](const InModelFailed& i) {
                return json::object{
                    {"in", "model_failed"}, {"u", i.utterance}, {"attempt", i.attempt}, {"reason", i.reason}};
            },
        },
        input);
}

std::optional<AgentActionKind> action_kind_of(std::string_view name) {
    for (int i = 0; i <= static_cast<int>(AgentActionKind::End); ++i)
        if (to_string(static_cast<AgentActionKind>(i)) == name)
            return static_cast<AgentActionKind>(i);
    return std::nullopt;
}

CallInput read_action(const json::object& o) {
    const auto kind = action_kind_of(o.at("kind").as_string());
    if (!kind)
        throw std::out_of_range("kind");
    return InAction{*kind, text_at(o, "target"), text_at(o, "text")};
}

CallInput read_crm(const json::object& o) {
    const auto kind = crm_operation_of(o.at("operation").as_string());
    if (!kind)
        throw std::out_of_range("operation");
    CrmOperation op{*kind,
                    text_at(o, "request"),
                    text_at(o, "target"),
                    {},
                    {},
                    o.at("months").to_number<int>(),
                    text_at(o, "to"),
                    text_at(o, "when"),
                    text_at(o, "text")};
    if (const auto* cents = o.if_contains("cents"))
        op.cents = cents->to_number<std::int64_t>();
    if (const auto* percent = o.if_contains("percent"))
        op.percent = fraction_in(*percent);
    return InCrm{std::move(op)};
}

CallInput read_end(const json::object& o) {
    InEnd end{text_at(o, "reason"), std::nullopt, text_at(o, "notes")};
    if (const auto* r = o.if_contains("reported")) {
        const auto& report = r->as_object();
        end.reported = Reported{report.at("resolved").as_bool(), text_at(report, "action"),
                                report.at("follow_up").as_bool(), report.at("retained").as_bool()};
    }
    return end;
}

std::vector<std::string> texts_at(const json::object& o, std::string_view key) {
    std::vector<std::string> texts;
    for (const json::value& v : o.at(key).as_array())
        texts.emplace_back(v.as_string());
    return texts;
}

CallInput read_meaning(const json::object& o) {
    InMeaning in{utterance_at(o), {}};
    for (const std::string& name : texts_at(o, "acts"))
        if (const auto act = act_of(name))
            in.meaning.acts.add(*act);
    in.meaning.facts = texts_at(o, "facts");
    in.meaning.steps = texts_at(o, "steps");
    in.meaning.resolutions = texts_at(o, "resolutions");
    return in;
}

using Reader = CallInput (*)(const json::object&);
const std::map<std::string_view, Reader>& readers() {
    static const std::map<std::string_view, Reader> table{
        {"joined", [](const json::object&) -> CallInput { return InJoined{}; }},
        {"left", [](const json::object&) -> CallInput { return InLeft{}; }},
        {"speech_started",
         [](const json::object& o) -> CallInput {
             const auto* soft = o.if_contains("consonant");
             return InSpeechStarted{time_at(o, "at"), Ticks{soft == nullptr ? 0 : soft->to_number<std::int64_t>()}};
         }},
        {"sounds_like_words", [](const json::object&) -> CallInput { return InSoundsLikeWords{}; }},
        {"speech_stopped",
         [](const json::object& o) -> CallInput {
             const auto* pitch = o.if_contains("pitch");
             return InSpeechStopped{time_at(o, "at"), pitch ? std::optional{pitch->to_number<int>()} : std::nullopt};
         }},
        {"partial", [](const json::object& o) -> CallInput { return InPartial{utterance_at(o), text_at(o, "text")}; }},
        {"final",
         [](const json::object& o) -> CallInput {
             return InFinal{utterance_at(o), text_at(o, "text"), fraction_in(o.at("confidence"))};
         }},
        {"typed", [](const json::object& o) -> CallInput { return InTyped{text_at(o, "text")}; }},
        {"stream_ended", [](const json::object&) -> CallInput { return InStreamEnded{}; }},
        {"action", read_action},
        {"crm", read_crm},
        {"playout_started", [](const json::object& o) -> CallInput { return InPlayoutStarted{utterance_at(o)}; }},
        {"playout_finished", [](const json::object& o) -> CallInput { return InPlayoutFinished{utterance_at(o)}; }},
        {"playout_stopped",
         [](const json::object& o) -> CallInput {
             return InPlayoutStopped{utterance_at(o), fraction_in(o.at("heard"))};
         }},
        {"end", read_end},
        {"deadline", [](const json::object&) -> CallInput { return InDeadline{}; }},
        {"service_failed",
         [](const json::object& o) -> CallInput { return InServiceFailed{text_at(o, "part"), text_at(o, "reason")}; }},
        {"words",
         [](const json::object& o) -> CallInput {
             return InWords{utterance_at(o), o.at("attempt").to_number<int>(), text_at(o, "text"),
                            text_at(o, "decision"), text_at(o, "emotion")};
         }},
        {"meaning", read_meaning},
        {"model_failed",
         [](const json::object& o) -> CallInput {
             return InModelFailed{utterance_at(o), o.at("attempt").to_number<int>(), text_at(o, "reason")};
         }},
        {"system_delay",
         [](const json::object& o) -> CallInput {
             return InSystemDelay{Ticks{o.at("delay").to_number<std::int64_t>()}};
         }},
    };
    return table;
}

json::object written(const CallOutput& output) {
    return std::visit(
        Overloaded{
            [](const OutListen& o) {
                return json::object{
                    {"out", "listen"}, {"u", o.utterance}, {"from", ticks(o.from)}, {"digits", o.digits}};
            },
            [](const OutCommit& o) { return json::object{{"out", "commit"}, {"u", o.utterance}}; },
            [](const OutDrop& o) { return json::object{{"out", "drop"}, {"u", o.utterance}}; },
            [](const OutSay& o) {
                json::object say{
                    {"out", "say"}, {"u", o.utterance}, {"text", o.text}, {"emotion", to_string(o.emotion)}};
                if (o.open)
                    say["open"] = true;
                if (o.aside)
                    say["aside"] = true;
                return say;
            },
            [](const OutSayMore& o) {
                return json::object{{"out", "say_more"}, {"u", o.utterance}, {"text", o.text}, {"last", o.last}};
            },
            [](const OutAskWords& o) {
                return json::object{{"out", "ask_words"},
                                    {"u", o.utterance},
                                    {"attempt", o.attempt},
                                    {"own", o.own},
                                    {"emotion", to_string(o.emotion)},
                                    {"fault", to_string(o.fault)}};
            },
            [](const OutAskMeaning& o) { return json::object{{"out", "ask_meaning"}, {"u", o.utterance}}; },
            [](const OutForgetAsked& o) { return json::object{{"out", "forget_asked"}, {"u", o.utterance}}; },
            [](const OutModelFailed& o) {
                return json::object{{"out", "model_failed"}, {"reason", o.reason}, {"fatal", o.fatal}};
            },
            [](const OutDuck& o) { return json::object{{"out", "duck"}, {"u", o.utterance}}; },
            [](const OutHold& o) { return json::object{{"out", "hold"}, {"u", o.utterance}}; },
            [](const OutGoOn& o) { return json::object{{"out", "go_on"}, {"u", o.utterance}}; },
            [](const OutStopSaying& o) { return json::object{{"out", "stop_saying"}, {"u", o.utterance}}; },
            [](const OutTranscript& o) {
                return json::object{{"out", "transcript"}, {"u", o.utterance},        {"speaker", to_string(o.speaker)},
                                    {"text", o.text},      {"start", ticks(o.start)}, {"emotion", to_string(o.emotion)},
                                    {"final", o.final}};
            },
            [](const OutState&) { return json::object{{"out", "state"}}; },
            [](const OutMood& o) {
                const MoodChange& c = o.change;
                return json::object{{"out", "mood"},
                                    {"cause", c.cause},
                                    {"mood_delta", c.mood_delta},
                                    {"satisfaction_delta", c.satisfaction_delta},
                                    {"mood", c.mood},
                                    {"satisfaction", c.satisfaction},
                                    {"u", c.utterance}};
            },
            [](const OutFact& o) {
                return json::object{
                    {"out", "fact"}, {"kind", to_string(o.fact.kind)}, {"id", o.fact.id}, {"value", o.fact.value}};
            },
            [](const OutFeedback& o) {
                return json::object{{"out", "feedback"},
                                    {"kind", to_string(o.feedback.kind)},
                                    {"severity", to_string(o.feedback.severity)},
                                    {"rule", o.feedback.rule},
                                    {"message", o.feedback.message}};
            },
            [](const OutCustomerAction& o) {
                return json::object{{"out", "customer_action"}, {"kind", to_string(o.kind)}, {"message", o.message}};
            },
            [](const OutCrm& o) {
                return json::object{{"out", "crm"},         {"id", o.entry.id},           {"at", ticks(o.entry.at)},
                                    {"done", o.entry.done}, {"message", o.entry.message}, {"policy", o.entry.policy}};
            },
            [](const OutEnded& o) {
                return json::object{{"out", "ended"}, {"reason", o.reason}, {"expired", o.expired}};
            },
        },
        output);
}

std::unexpected<Error> foreign_line() {
    return fail(ErrorCode::InternalError, "A line of the journal cannot be read.");
}

Result<json::object> parsed(std::string_view line) {
    boost::system::error_code ec;
    json::value v = json::parse(line, ec);
    if (ec || !v.is_object())
        return foreign_line();
    return v.as_object();
}

}  // namespace

std::string encode_header(const JournalHeader& h) {
    const CustomerSettings& c = h.config.customer;
    json::object header{
        {"journal", 1},
        {"call", h.id.str()},
        {"scenario", h.scenario.str()},
        {"scenario_version", h.scenario_version},
        {"created_ms", h.created.time_since_epoch().count()},
        {"seed", std::to_string(c.seed)},
        {"dynamic", c.dynamic_difficulty},
        {"interruptions", c.allow_interruptions},
        {"skill", fraction(c.trainee_skill)},
        {"assessed", h.config.assessed},
        {"join_timeout", h.config.join_timeout.count()},
        {"ring_timeout", h.config.ring_timeout.count()},
        {"reconnect_window", h.config.reconnect_window.count()},
        {"transfer_time", h.config.transfer_time.count()},
        {"max_duration", h.config.max_duration.count()},
    };
    if (h.config.model_words)
        header["model"] = json::object{{"required", h.config.model_required},
                                       {"words_within", h.config.words_within.count()},
                                       {"meaning_within", h.config.meaning_within.count()}};
    if (h.config.crm)
        header["crm"] = true;
    return json::serialize(header) + "\n";
}

Result<JournalHeader> decode_header(std::string_view line) try {
    const auto o = parsed(line);
    if (!o || o->at("journal").to_number<int>() != 1)
        return foreign_line();
    const auto ticks_at = [&o](std::string_view key) { return Ticks{o->at(key).to_number<std::int64_t>()}; };
    JournalHeader h;
    h.id = CallId{text_at(*o, "call")};
    h.scenario = ScenarioId{text_at(*o, "scenario")};
    h.scenario_version = o->at("scenario_version").to_number<int>();
    h.created = WallTime{Milliseconds{o->at("created_ms").to_number<std::int64_t>()}};
    h.config.customer.seed = std::stoull(text_at(*o, "seed"));
    h.config.customer.dynamic_difficulty = o->at("dynamic").as_bool();
    h.config.customer.allow_interruptions = o->at("interruptions").as_bool();
    h.config.customer.trainee_skill = fraction_in(o->at("skill"));
    h.config.assessed = o->at("assessed").as_bool();
    h.config.crm = o->if_contains("crm") != nullptr && o->at("crm").as_bool();
    h.config.join_timeout = ticks_at("join_timeout");
    h.config.ring_timeout = ticks_at("ring_timeout");
    h.config.reconnect_window = ticks_at("reconnect_window");
    h.config.transfer_time = ticks_at("transfer_time");
    h.config.max_duration = ticks_at("max_duration");
    if (const auto* model = o->if_contains("model")) {
        const json::object& m = model->as_object();
        h.config.model_words = true;
        h.config.model_required = m.at("required").as_bool();
        h.config.words_within = Ticks{m.at("words_within").to_number<std::int64_t>()};
        h.config.meaning_within = Ticks{m.at("meaning_within").to_number<std::int64_t>()};
    }
    return h;
} catch (const std::exception&) {
    return foreign_line();
}

std::string encode_input(const CallInput& input, CallTime now) {
    json::object o = written(input);
    o["t"] = ticks(now);
    return json::serialize(o) + "\n";
}

std::string encode_output(const CallOutput& output) { return json::serialize(written(output)) + "\n"; }

Result<std::optional<TimedInput>> decode_input(std::string_view line) try {
    const auto o = parsed(line);
    if (!o)
        return std::unexpected(o.error());
    const auto* name = o->if_contains("in");
    if (name == nullptr)
        return std::optional<TimedInput>{};
    const auto reader = readers().find(name->as_string());
    if (reader == readers().end())
        return foreign_line();
    return TimedInput{time_at(*o, "t"), reader->second(*o)};
} catch (const std::exception&) {
    return foreign_line();
}

Result<Replayed> replay_journal(std::string_view journal,
                                const std::function<std::shared_ptr<const Scenario>(const ScenarioId&)>& find,
                                const std::function<void(const CallMachine&, CallTime)>& after) {
    const std::string_view original = journal;
    const auto next_line = [&journal]() -> std::optional<std::string_view> {
        const auto end = journal.find('\n');
        if (end == std::string_view::npos)
            return std::nullopt;
        const auto line = journal.substr(0, end);
        journal.remove_prefix(end + 1);
        return line;
    };
    const auto first = next_line();
    if (!first)
        return foreign_line();
    auto header = decode_header(*first);
    if (!header)
        return std::unexpected(header.error());
    const auto scenario = find(header->scenario);
    if (!scenario)
        return fail(ErrorCode::ScenarioNotFound, "The scenario of this call is not in the library any more.");
    Replayed result;
    result.header = *header;
    result.machine = std::make_unique<CallMachine>(scenario, header->config);
    result.journal = encode_header(*header);
    while (const auto line = next_line()) {
        const auto input = decode_input(*line);
        if (!input)
            break;
        if (!*input)
            continue;
        ++result.inputs;
        result.last = (*input)->now;
        result.journal += encode_input((*input)->input, (*input)->now);
        for (const CallOutput& output : result.machine->step((*input)->input, (*input)->now))
            result.journal += encode_output(output);
        if (after)
            after(*result.machine, (*input)->now);
    }
    // A crash may have torn off the last outputs, never an input before them: compare line by line over what is there.
    std::string_view was = original.substr(0, original.rfind('\n') + 1);
    std::string_view is = result.journal;
    while (!was.empty() && !is.empty()) {
        const auto was_end = was.find('\n');
        const auto is_end = is.find('\n');
        if (was.substr(0, was_end) != is.substr(0, is_end))
            ++result.differences;
        was.remove_prefix(was_end + 1);
        is.remove_prefix(is_end + 1);
    }
    if (!was.empty())
        ++result.differences;
    return result;
}

}  // namespace mockcall
