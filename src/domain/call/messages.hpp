// What goes into a call and what comes out of it. The inputs with their instants are the call: they are journaled, and
// replaying them gives the same outputs.
#pragma once

#include <string>
#include <variant>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "domain/call/record.hpp"
#include "domain/coaching/coach.hpp"
#include "domain/crm/operation.hpp"
#include "domain/customer/customer.hpp"

namespace mockcall {

// --- Inputs

struct InJoined {};
struct InLeft {};
struct InSpeechStarted {
    CallTime at{};
    Ticks consonant{};  ///< so long before `at` the word began: where it is placed. Taking turns goes by the voice
};
struct InSpeechStopped {
    CallTime at{};
    std::optional<int> pitch_cents{};  ///< where the voice's pitch ended against its height before; none: unclear
};
struct InSoundsLikeWords {};  ///< what is being said is no cough and no hum
struct InPartial {
    UtteranceId utterance = 0;
    std::string text;
};
struct InFinal {  ///< answers OutCommit
    UtteranceId utterance = 0;
    std::string text;  ///< empty: nothing was understood
    double confidence = 1;
};
struct InTyped {
    std::string text;
};
struct InStreamEnded {};  ///< audio:end: the agent has finished
struct InAction {
    AgentActionKind kind = AgentActionKind::Answer;
    std::string target;
    std::string text;
};
struct InCrm {
    CrmOperation operation;
};
struct InPlayoutStarted {
    UtteranceId utterance = 0;
};
struct InPlayoutFinished {
    UtteranceId utterance = 0;
};
/// After OutStopSaying, or when the voice failed: this share of the line was heard.
struct InPlayoutStopped {
    UtteranceId utterance = 0;
    double heard = 0;  ///< 0-1
};
struct InEnd {
    std::string reason;
    std::optional<Reported> reported;
    std::string notes;
};
struct InDeadline {};
/// A sentence of the words asked for with OutAskWords, or their end.
struct InWords {
    UtteranceId utterance = 0;
    int attempt = 1;
    std::string text;      ///< a whole sentence; empty: that was all
    std::string decision;  ///< what the words say of an offer: accept, refuse, none
    std::string emotion;   ///< how they are to be said; empty: as the customer feels
};
/// What OutAskMeaning asked for.
struct InMeaning {
    UtteranceId utterance = 0;
    ReportedMeaning meaning;  ///< empty: nobody understood more
};
/// Words or meaning will not come.
struct InModelFailed {
    UtteranceId utterance = 0;
    int attempt = 1;
    std::string reason;  ///< a word: "down", "first_byte_timeout", …
};
struct InSystemDelay {
    Ticks delay{};
};
struct InServiceFailed {  ///< a remote part failed, and an embedded one took over: nothing was lost
    std::string part;     ///< recognizer, synthesizer
    std::string reason;
};
using CallInput =
    std::variant<InJoined, InLeft, InSpeechStarted, InSoundsLikeWords, InSpeechStopped, InPartial, InFinal, InTyped,
                 InStreamEnded, InAction, InCrm, InPlayoutStarted, InPlayoutFinished, InPlayoutStopped, InEnd,
                 InDeadline, InSystemDelay, InServiceFailed, InWords, InMeaning, InModelFailed>;

// --- Outputs

struct OutListen {  ///< open a recogniser for this utterance; its first sample was spoken at `from`
    UtteranceId utterance = 0;
    CallTime from{};
    bool digits = false;
};
struct OutCommit {  ///< the utterance is complete: answer with InFinal
    UtteranceId utterance = 0;
};
struct OutDrop {  ///< forget the utterance; no InFinal
    UtteranceId utterance = 0;
};
struct OutSay {
    UtteranceId utterance = 0;
    std::string text;
    Emotion emotion = Emotion::Neutral;
    bool open = false;   ///< OutSayMore follows
    bool aside = false;  ///< a listener's word while the agent speaks: softer, no turn, in no transcript
};
struct OutSayMore {  ///< the line goes on
    UtteranceId utterance = 0;
    std::string text;  ///< empty: nothing but its end
    bool last = false;
};
struct OutAskWords {  ///< find words for a line: answer with InWords or InModelFailed
    UtteranceId utterance = 0;
    int attempt = 1;
    std::string own;  ///< the customer's own words for it
    Emotion emotion = Emotion::Neutral;
    WordsFault fault = WordsFault::None;  ///< of the attempt before
    CustomerBrief brief;
};
struct OutAskMeaning {  ///< understand the agent's turn: answer with InMeaning or InModelFailed
    UtteranceId utterance = 0;
    std::string text;
};
struct OutForgetAsked {  ///< what was asked for the utterance is not wanted any more
    UtteranceId utterance = 0;
};
struct OutModelFailed {  ///< words or meaning had to do without the model
    std::string reason;
    bool fatal = false;  ///< the call cannot go on
};
struct OutDuck {  ///< lower the line until OutHold, OutGoOn or OutStopSaying
    UtteranceId utterance = 0;
};
struct OutHold {  ///< silence; the line may go on from the same sample
    UtteranceId utterance = 0;
};
struct OutGoOn {  ///< at full level, from where it was
    UtteranceId utterance = 0;
};
struct OutStopSaying {  ///< answer with InPlayoutStopped
    UtteranceId utterance = 0;
};
struct OutTranscript {
    UtteranceId utterance = 0;
    Speaker speaker = Speaker::Agent;
    std::string text;
    CallTime start{};
    Emotion emotion = Emotion::Neutral;
    bool final = true;
};
struct OutState {};  ///< status, mood or satisfaction changed
struct OutMood {
    MoodChange change;
};
struct OutFact {
    CallFact fact;
};
struct OutFeedback {
    Feedback feedback;
};
struct OutCustomerAction {
    CustomerActionKind kind = CustomerActionKind::Interrupt;
    std::string message;
};
struct OutCrm {  ///< what came of InCrm
    CrmEntry entry;
};
struct OutEnded {
    std::string reason;
    bool expired = false;  ///< never joined: nothing to evaluate
};
using CallOutput =
    std::variant<OutListen, OutCommit, OutDrop, OutSay, OutSayMore, OutDuck, OutHold, OutGoOn, OutStopSaying,
                 OutAskWords, OutAskMeaning, OutForgetAsked, OutModelFailed, OutTranscript, OutState, OutMood, OutFact,
                 OutFeedback, OutCustomerAction, OutCrm, OutEnded>;

}  // namespace mockcall
