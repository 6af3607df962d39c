// Each event, told once: its members, their types and what they may be. `V` reads (WireReader) or writes (WireWriter).
#pragma once

#include <string_view>
#include <type_traits>

#include "protocol/events.hpp"
#include "protocol/events_reader.hpp"

namespace mockcall::protocol {

template <class V, class Event>
using Described = std::conditional_t<V::kReads, Event, const Event>;

template <class Event>
inline constexpr std::string_view kTypeOf = "";
template <>
inline constexpr std::string_view kTypeOf<Auth> = "auth";
template <>
inline constexpr std::string_view kTypeOf<Join> = "join";
template <>
inline constexpr std::string_view kTypeOf<AudioStart> = "audio:start";
template <>
inline constexpr std::string_view kTypeOf<AudioData> = "audio:data";
template <>
inline constexpr std::string_view kTypeOf<AudioEnd> = "audio:end";
template <>
inline constexpr std::string_view kTypeOf<AudioPlayed> = "audio:played";
template <>
inline constexpr std::string_view kTypeOf<AgentText> = "agent:text";
template <>
inline constexpr std::string_view kTypeOf<AgentTranscript> = "agent:transcript";
template <>
inline constexpr std::string_view kTypeOf<Action> = "action";
template <>
inline constexpr std::string_view kTypeOf<Note> = "note";
template <>
inline constexpr std::string_view kTypeOf<Offer> = "offer";
template <>
inline constexpr std::string_view kTypeOf<IceCandidate> = "ice-candidate";
template <>
inline constexpr std::string_view kTypeOf<AuthOk> = "auth:ok";
template <>
inline constexpr std::string_view kTypeOf<Joined> = "joined";
template <>
inline constexpr std::string_view kTypeOf<StateUpdate> = "state:update";
template <>
inline constexpr std::string_view kTypeOf<AudioCustomer> = "audio:customer";
template <>
inline constexpr std::string_view kTypeOf<AudioAgent> = "audio:agent";
template <>
inline constexpr std::string_view kTypeOf<AudioClear> = "audio:clear";
template <>
inline constexpr std::string_view kTypeOf<AudioDuck> = "audio:duck";
template <>
inline constexpr std::string_view kTypeOf<Transcript> = "transcript";
template <>
inline constexpr std::string_view kTypeOf<CustomerAction> = "customer:action";
template <>
inline constexpr std::string_view kTypeOf<FeedbackEvent> = "feedback";
template <>
inline constexpr std::string_view kTypeOf<ObjectiveMet> = "objective:met";
template <>
inline constexpr std::string_view kTypeOf<CallEnded> = "call:ended";
template <>
inline constexpr std::string_view kTypeOf<CrmResult> = "crm:result";
template <>
inline constexpr std::string_view kTypeOf<ErrorEvent> = "error";
template <>
inline constexpr std::string_view kTypeOf<Answer> = "answer";
template <>
inline constexpr std::string_view kTypeOf<TransportEvent> = "transport";

inline constexpr TextRule kIdRule{1, 128};
inline constexpr TextRule kSaidRule{1, 16 * 1024};
inline constexpr TextRule kReasonRule{0, 4 * 1024};
inline constexpr TextRule kSdpRule{1, 128 * 1024};
inline constexpr NumberRule kPercent{0, 100};
inline const Words kTargets{"supervisor", "technical", "billing"};

template <class V>
void describe_session(V& v, Described<V, std::string>& id, Need need = Need::Required) {
    v.text("sessionId", id, need, kIdRule);
}

// --- REST bodies that the socket shares

template <class V>
void describe_end(V& v, Described<V, EndBody>& b, Need reason) {
    v.choice("endReason", b.end_reason, reason, {"resolved", "transferred", "disconnected", "failed"});
    v.maybe("resolution", b.resolution, [](auto& inner, auto& r) {
        inner.flag("issueResolved", r.issue_resolved, Need::Optional);
        inner.text("actionTaken", r.action_taken, Need::Optional, kReasonRule);
        inner.flag("followUpRequired", r.follow_up_required, Need::Optional);
        inner.flag("customerRetained", r.customer_retained, Need::Optional);
    });
    v.text("agentNotes", b.agent_notes, Need::Optional);
}

template <class V>
void describe_crm(V& v, Described<V, CrmBody>& b) {
    constexpr double kMostDollars = 1e7;
    v.choice("operation", b.operation, Need::Required,
             {"lookup", "note", "credit", "refund", "waiver", "discount", "replacement", "fix", "plan_change", "ticket",
              "callback", "sale", "cancellation", "appointment", "escalation"});
    v.text("requestId", b.request_id, Need::Optional, kIdRule);
    v.text("target", b.target, Need::Optional, kIdRule);
    v.number("amount", b.amount, {0, kMostDollars});
    v.number("percent", b.percent, kPercent);
    v.integer("months", b.months, Need::Optional, {0, 60});
    v.text("to", b.to, Need::Optional, kIdRule);
    v.text("when", b.when, Need::Optional, kIdRule);
    v.text("text", b.text, Need::Optional, kReasonRule);
}

/// Everything of an action but its name. `target`: "to" on the socket, "transferTo" in REST.
template <class V>
void describe_action_details(V& v, Described<V, ActionBody>& b, std::string_view target) {
    v.text("reason", b.reason, Need::Optional, kReasonRule);
    v.choice(target, b.transfer_to, Need::Optional, kTargets);
    v.text("notes", b.notes, Need::Optional, kReasonRule);
}

// --- Client to server

template <class V>
void describe(V& v, Described<V, Auth>& e) {
    v.text("token", e.token, Need::Required, {0, 4096});
}
template <class V>
void describe(V& v, Described<V, Join>& e) {
    describe_session(v, e.session_id);
    v.maybe("audio", e.audio, [](auto& inner, auto& audio) {
        inner.choice("codec", audio.codec, Need::Optional, {"pcm_s16le", "opus"});
        inner.rate("sampleRate", audio.sample_rate, Need::Optional, {8000, 16000, 24000, 48000});
    });
    v.flag("monitor", e.monitor, Need::Optional);
}
template <class V>
void describe(V& v, Described<V, AudioStart>& e) {
    describe_session(v, e.session_id);
    v.maybe("format", e.format, [](auto& inner, auto& format) {
        inner.choice("codec", format.codec, Need::Required,
                     {"pcm_s16le", "opus", "pcmu", "pcma", "webm", "ogg", "wav"});
        inner.integer("sampleRate", format.sample_rate, Need::Optional, {8000, 48000});
        inner.integer("channels", format.channels, Need::Optional, {1, 2});
    });
    v.number("age", e.age_ms);
}
template <class V>
void describe(V& v, Described<V, AudioData>& e) {
    describe_session(v, e.session_id);
    v.binary("data", e.data);
    v.number("timestamp", e.timestamp_ms);
}
template <class V>
void describe(V& v, Described<V, AudioEnd>& e) {
    describe_session(v, e.session_id);
}
template <class V>
void describe(V& v, Described<V, AudioPlayed>& e) {
    constexpr double kDay = 24 * 3600 * 1000.0;
    describe_session(v, e.session_id);
    v.text("utteranceId", e.utterance_id, Need::Required, kIdRule);
    v.number("ms", e.ms, Need::Required, {0, kDay});
}
template <class V>
void describe(V& v, Described<V, AgentText>& e) {
    describe_session(v, e.session_id);
    v.text("content", e.content, Need::Required, kSaidRule);
}
template <class V>
void describe(V& v, Described<V, AgentTranscript>& e) {
    describe_session(v, e.session_id);
    v.text("text", e.text, Need::Required, kSaidRule);
    v.flag("final", e.final, Need::Required);
    v.number("timestamp", e.timestamp_ms);
}
template <class V>
void describe(V& v, Described<V, Action>& e) {
    describe_session(v, e.session_id);
    v.choice("action", e.body.action, Need::Required,
             {"answer", "hold", "resume", "mute", "unmute", "transfer", "escalate", "end", "crm"});
    const bool crm = e.body.action == "crm";
    v.group("data", crm ? Need::Required : Need::Optional, [&](auto& inner) {
        if (crm)
            return describe_crm(inner, e.body.crm);
        describe_action_details(inner, e.body, "to");
        if constexpr (V::kReads)
            inner.choice("transferTo", e.body.transfer_to, Need::Optional, kTargets);
        if (e.body.action == "end")
            describe_end(inner, e.body.end, Need::Optional);
    });
}
template <class V>
void describe(V& v, Described<V, Note>& e) {
    describe_session(v, e.session_id);
    v.text("content", e.content, Need::Required, kSaidRule);
    v.number("timestamp", e.timestamp_ms);
}
template <class V>
void describe(V& v, Described<V, Offer>& e) {
    describe_session(v, e.session_id);
    v.text("sdp", e.sdp, Need::Required, kSdpRule);
}
/// The design's own client sends a candidate without a session.
template <class V>
void describe(V& v, Described<V, IceCandidate>& e) {
    describe_session(v, e.session_id, Need::Optional);
    v.json("candidate", e.candidate_json);
}

// --- Server to client

template <class V>
void describe_state(V& v, Described<V, CallState>& s) {
    v.integer("customerMood", s.customer_mood, Need::Required, kPercent);
    v.integer("satisfactionLevel", s.satisfaction_level, Need::Required, kPercent);
    v.integer("callDuration", s.call_duration, Need::Required, {0, 1e9});
    v.text("status", s.status, Need::Required);
}
template <class V>
void describe(V& v, Described<V, AuthOk>& e) {
    v.text("userId", e.user_id, Need::Required);
    describe_session(v, e.session_id, Need::Optional);
}
template <class V>
void describe(V& v, Described<V, Joined>& e) {
    describe_session(v, e.session_id);
    v.flag("resumed", e.resumed, Need::Required);
    v.choice("transport", e.transport, Need::Required, {"websocket", "webrtc"});
    v.group("audio", Need::Required, [&](auto& inner) {
        inner.choice("codec", e.audio.codec, Need::Required, {"pcm_s16le", "opus"});
        inner.integer("sampleRate", e.audio.sample_rate, Need::Required, {0, 48000});
    });
    v.group("state", Need::Required, [&](auto& inner) { describe_state(inner, e.state); });
    v.choice("recognition", e.recognition, Need::Optional, {"client"});
    v.flag("webrtc", e.webrtc, Need::Optional);
}
template <class V>
void describe(V& v, Described<V, StateUpdate>& e) {
    describe_session(v, e.session_id);
    v.group("state", Need::Required, [&](auto& inner) { describe_state(inner, e.state); });
}
template <class V>
void describe(V& v, Described<V, AudioCustomer>& e) {
    describe_session(v, e.session_id);
    v.binary("data", e.data);
    v.choice("emotion", e.emotion, Need::Required, {"neutral", "happy", "angry", "frustrated"});
    v.text("utteranceId", e.utterance_id, Need::Required, kIdRule);
    v.integer("sequence", e.sequence, Need::Required);
    v.integer("sampleRate", e.sample_rate, Need::Required, {0, 48000});
    v.choice("codec", e.codec, Need::Required, {"pcm_s16le", "opus"});
    v.flag("final", e.final, Need::Required);
}
template <class V>
void describe(V& v, Described<V, AudioAgent>& e) {
    describe_session(v, e.session_id);
    v.binary("data", e.data);
    v.number("timestamp", e.timestamp, Need::Required);
    v.integer("sequence", e.sequence, Need::Required);
    v.integer("sampleRate", e.sample_rate, Need::Required, {0, 48000});
    v.choice("codec", e.codec, Need::Required, {"pcm_s16le"});
}
template <class V>
void describe(V& v, Described<V, AudioClear>& e) {
    describe_session(v, e.session_id);
    v.text("utteranceId", e.utterance_id, Need::Required, kIdRule);
}
template <class V>
void describe(V& v, Described<V, AudioDuck>& e) {
    describe_session(v, e.session_id);
    v.text("utteranceId", e.utterance_id, Need::Required, kIdRule);
    v.number("gain", e.gain, Need::Required);
}
template <class V>
void describe(V& v, Described<V, Transcript>& e) {
    describe_session(v, e.session_id);
    v.choice("speaker", e.speaker, Need::Required, {"agent", "customer"});
    v.text("text", e.text, Need::Required, {0, 64 * 1024});
    v.number("timestamp", e.timestamp, Need::Required);
    v.flag("final", e.final, Need::Required);
    v.text("utteranceId", e.utterance_id, Need::Required, kIdRule);
    v.choice("emotion", e.emotion, Need::Optional, {"neutral", "happy", "angry", "frustrated"});
}
template <class V>
void describe(V& v, Described<V, CustomerAction>& e) {
    describe_session(v, e.session_id);
    v.choice("action", e.action, Need::Required, {"interrupt", "hangup", "ask_supervisor"});
    v.text("message", e.message, Need::Optional);
}
template <class V>
void describe(V& v, Described<V, FeedbackEvent>& e) {
    describe_session(v, e.session_id);
    v.group("feedback", Need::Required, [&](auto& inner) {
        inner.choice("type", e.type, Need::Required, {"positive", "negative", "tip"});
        inner.text("message", e.message, Need::Required);
        inner.choice("severity", e.severity, Need::Required, {"info", "warning", "critical"});
    });
}
template <class V>
void describe(V& v, Described<V, ObjectiveMet>& e) {
    describe_session(v, e.session_id);
    v.group("objective", Need::Required, [&](auto& inner) {
        inner.integer("index", e.index, Need::Required, {0, 1000});
        inner.text("text", e.text, Need::Required);
    });
    v.number("timestamp", e.timestamp, Need::Required);
}
template <class V>
void describe(V& v, Described<V, CallEnded>& e) {
    describe_session(v, e.session_id);
    v.text("reason", e.reason, Need::Required);
    v.json("evaluation", e.evaluation_json);
}
template <class V>
void describe(V& v, Described<V, CrmResult>& e) {
    describe_session(v, e.session_id);
    v.text("requestId", e.request_id, Need::Optional, kIdRule);
    v.json("operation", e.operation_json);
    v.json("record", e.record_json);
}
template <class V>
void describe(V& v, Described<V, ErrorEvent>& e) {
    v.code("code", e.code);
    v.text("message", e.message, Need::Required);
    v.flag("recoverable", e.recoverable, Need::Required);
    v.text("requestId", e.request_id, Need::Optional, kIdRule);
}
template <class V>
void describe(V& v, Described<V, Answer>& e) {
    describe_session(v, e.session_id);
    v.text("sdp", e.sdp, Need::Required, kSdpRule);
}
template <class V>
void describe(V& v, Described<V, TransportEvent>& e) {
    describe_session(v, e.session_id);
    v.choice("transport", e.transport, Need::Required, {"websocket", "webrtc"});
    v.number("missed", e.missed_ms);
}

}  // namespace mockcall::protocol
