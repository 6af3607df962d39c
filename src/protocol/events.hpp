// The WebSocket's events as types: one struct each, one codec for JSON text frames and MessagePack binary frames.
// Pure. `session_id` may be empty where a client left it out. Times as in the protocol: the server's `timestamp` in
// seconds since the answer, the client's in milliseconds of its own clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/bytes.hpp"
#include "base/error.hpp"

namespace mockcall::protocol {

enum class Encoding : std::uint8_t { Json, MessagePack };

// --- Client to server

struct AudioPreference {
    std::string codec = "pcm_s16le";  ///< or "opus"
    int sample_rate = 0;              ///< Hz; 0: as the call's audioQuality says
};
struct AudioFormat {
    std::string codec;    ///< "" unknown: the first bytes tell
    int sample_rate = 0;  ///< 0: the codec's default
    int channels = 1;
};
/// POST …/end's body, also `action: "end"`'s data.
struct EndBody {
    std::string end_reason = "resolved";  ///< resolved, transferred, disconnected, failed
    struct ResolutionReport {
        bool issue_resolved = false;
        std::string action_taken;
        bool follow_up_required = false;
        bool customer_retained = false;
    };
    std::optional<ResolutionReport> resolution;
    std::string agent_notes;
};
/// POST …/crm's body; `action: "crm"`'s data.
struct CrmBody {
    std::string operation;   ///< lookup, note, credit, …
    std::string request_id;  ///< "" none; the same one twice is done once
    std::string target;
    std::optional<double> amount;  ///< dollars
    std::optional<double> percent;
    int months = 0;
    std::string to;
    std::string when;
    std::string text;
};
/// PUT …/status's body; `action`'s data.
struct ActionBody {
    std::string action;  ///< hold, resume, mute, unmute, transfer, escalate, answer, end, crm
    std::string reason;
    std::string transfer_to;  ///< supervisor, technical, billing
    std::string notes;
    EndBody end;  ///< for `end`
    CrmBody crm;  ///< for `crm`
};

struct Auth {
    std::string token;
};
struct Join {
    std::string session_id;
    std::optional<AudioPreference> audio;
    bool monitor = false;  ///< to listen; takes a supervisor's bearer token in `auth`
};
struct AudioStart {
    std::string session_id;
    std::optional<AudioFormat> format;
    std::optional<double> age_ms{};  ///< how long ago the first sample was spoken; nothing: just now
};
struct AudioData {
    std::string session_id;
    Bytes data;
    std::optional<double> timestamp_ms;
};
struct AudioEnd {
    std::string session_id;
};
struct AudioPlayed {
    std::string session_id;
    std::string utterance_id;
    double ms = 0;
};
struct AgentText {
    std::string session_id;
    std::string content;
};
struct AgentTranscript {  ///< what the client's own recogniser heard
    std::string session_id;
    std::string text;
    bool final = false;
    std::optional<double> timestamp_ms;  ///< when the newest of the words were spoken, on audio:data's clock
};
struct Action {
    std::string session_id;
    ActionBody body;
};
struct Note {
    std::string session_id;
    std::string content;
    std::optional<double> timestamp_ms;
};
struct Offer {
    std::string session_id;
    std::string sdp;
};
struct IceCandidate {  ///< both ways
    std::string session_id;
    std::string candidate_json;  ///< the member as it came: JSON text
};
using ClientEvent = std::variant<Auth, Join, AudioStart, AudioData, AudioEnd, AudioPlayed, AgentText, AgentTranscript,
                                 Action, Note, Offer, IceCandidate>;

/// Errors: ValidationError with the field. Unknown members are ignored.
[[nodiscard]] Result<ClientEvent> decode_client_event(Encoding encoding, ByteView frame);

// --- Server to client

struct CallState {
    int customer_mood = 50;       ///< 0-100
    int satisfaction_level = 50;  ///< 0-100
    int call_duration = 0;        ///< whole seconds since the answer
    std::string status;
};
struct AuthOk {
    std::string user_id;
    std::string session_id;  ///< "" for a bearer token: left out on the wire
};
struct Joined {
    std::string session_id;
    bool resumed = false;
    std::string transport = "websocket";
    AudioPreference audio;
    CallState state;
    std::string recognition{};  ///< "client": agent:transcript is wanted beside the audio; "" left out
    bool webrtc = false;        ///< an offer would be answered
};
struct StateUpdate {
    std::string session_id;
    CallState state;
};
struct AudioCustomer {
    std::string session_id;
    Bytes data;
    std::string emotion;  ///< neutral, happy, angry, frustrated
    std::string utterance_id;
    std::uint32_t sequence = 0;
    int sample_rate = 16000;
    std::string codec;
    bool final = false;  ///< the utterance's last piece (may be empty)
};
struct AudioAgent {  ///< to monitors only
    std::string session_id;
    Bytes data;
    double timestamp = 0;
    std::uint32_t sequence = 0;
    int sample_rate = 16000;
    std::string codec;
};
struct AudioClear {
    std::string session_id;
    std::string utterance_id;
};
struct AudioDuck {
    std::string session_id;
    std::string utterance_id;
    double gain = 1;  ///< 0-1, for what is played from now on
};
struct Transcript {
    std::string session_id;
    std::string speaker;  ///< agent, customer
    std::string text;
    double timestamp = 0;
    bool final = true;
    std::string utterance_id;
    std::string emotion;  ///< "" for the agent's: left out on the wire
};
struct CustomerAction {
    std::string session_id;
    std::string action;  ///< interrupt, hangup, ask_supervisor
    std::string message;
};
struct FeedbackEvent {
    std::string session_id;
    std::string type;  ///< of the feedback: positive, negative, tip
    std::string message;
    std::string severity;  ///< info, warning, critical
};
/// One of the scenario's objectives, once.
struct ObjectiveMet {
    std::string session_id;
    int index = 0;  ///< in the scenario's list, from 0
    std::string text;
    double timestamp = 0;  ///< seconds since the answer
};
struct CallEnded {
    std::string session_id;
    std::string reason;
    std::string evaluation_json;  ///< the same object as REST's `evaluation`: JSON text, or "null"
};
/// What came of an operation in the customer's record, whichever door it came by.
struct CrmResult {
    std::string session_id;
    std::string request_id;      ///< the client's, "" none
    std::string operation_json;  ///< the entry of the history: JSON text
    std::string record_json;     ///< the record as it stands now: JSON text
};
struct ErrorEvent {
    ErrorCode code = ErrorCode::InternalError;
    std::string message;
    bool recoverable = true;
    std::string request_id{};  ///< of the operation that failed, "" none
};
struct Answer {
    std::string session_id;
    std::string sdp;
};
/// Sound goes another way from here on.
struct TransportEvent {
    std::string session_id;
    std::string transport;              ///< websocket, webrtc
    std::optional<double> missed_ms{};  ///< the end of the agent's sound that never came
};
using ServerEvent = std::variant<AuthOk, Joined, StateUpdate, AudioCustomer, AudioClear, AudioDuck, Transcript,
                                 CustomerAction, FeedbackEvent, ObjectiveMet, CallEnded, CrmResult, ErrorEvent, Answer,
                                 IceCandidate, AudioAgent, TransportEvent>;

/// Appends one frame's payload to `out` (text for JSON, bytes for MessagePack). Both come from one description of each
/// event.
void encode_server_event(Encoding encoding, const ServerEvent& event, std::string& out);

// For tests and clients written in C++ (`mockcall load`).
void encode_client_event(Encoding encoding, const ClientEvent& event, std::string& out);
[[nodiscard]] Result<ServerEvent> decode_server_event(Encoding encoding, ByteView frame);

/// REST bodies that both doors share. `json` is the request's body. Errors: ValidationError with fields.
[[nodiscard]] Result<ActionBody> decode_action_body(std::string_view json);
[[nodiscard]] Result<EndBody> decode_end_body(std::string_view json);
[[nodiscard]] Result<CrmBody> decode_crm_body(std::string_view json);

}  // namespace mockcall::protocol
