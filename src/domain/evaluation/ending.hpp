// How a conversation went, read off its words alone: how the customer took leave, and what the agent did. Pure.
#pragma once

#include "domain/evaluation/case.hpp"

namespace mockcall::judging {

enum class Mood : std::uint8_t { Upset, Resigned, Neutral, Thankful, Delighted };
struct Ending {
    Mood mood = Mood::Neutral;
    std::optional<Hit> shown_by;
};
/// The customer only wants to know something that concerns no account of theirs.
[[nodiscard]] bool asks_for_information(const Case& c);
/// By the customer's last words; what was said last outweighs what came before.
[[nodiscard]] Ending ending_of(const Case& c);
/// Nothing was done for them, and they did not leave content: courtesies around it are form.
[[nodiscard]] bool left_unhelped(const Case& c);

/// "I have refunded", "has been updated", "you're all set": done, not promised and not denied.
[[nodiscard]] std::optional<Span> done_in(const Line& line);
[[nodiscard]] std::optional<Hit> agent_has_done(const Case& c);
/// An event line between the turns tells of a deed: "Refund has been made for the amount of $49."
[[nodiscard]] const TranscriptTurn* deed_in_events(const Case& c);
/// The same words as an earlier line of the agent's: they report nothing done since.
[[nodiscard]] bool said_before(const Case& c, const Line& line);
/// The customer was told to go elsewhere, and nothing was done for them after it.
[[nodiscard]] std::optional<Hit> sent_away(const Case& c);
/// "I can't, because …, but what I can do is …": a no with its reason and another way.
[[nodiscard]] std::optional<Hit> softened_refusal(const Case& c);
/// The agent told the rule or the reason.
[[nodiscard]] bool explained_refusal(const Case& c);
/// "I will send", "I'll put that through": promised.
[[nodiscard]] std::optional<Span> promised_in(const Line& line);
[[nodiscard]] std::optional<Hit> agent_has_promised(const Case& c);
/// The customer says so: "that worked".
[[nodiscard]] std::optional<Hit> success_told(const Case& c);
/// "I can't", "that is not possible".
[[nodiscard]] std::optional<Hit> agent_has_refused(const Case& c);
/// "No, thank you" to "Anything else?": polite, and no word about the help.
[[nodiscard]] bool only_declines(const Case& c, const Line& line);
/// "You're welcome", "Anytime".
[[nodiscard]] std::optional<Span> welcomes_thanks(const Line& line);
/// "Shout if there's no news by the morning": the door stays open.
[[nodiscard]] std::optional<Span> invites_back(const Line& line);
/// "Good luck with the move!", "I hope you have a lovely evening".
[[nodiscard]] std::optional<Span> wishes_well(const Line& line);
/// The line tells something: a figure, a time, or a statement of some length.
[[nodiscard]] bool informs(const Line& line);
/// Ends on, or is, a question.
[[nodiscard]] bool is_question(const Line& line);

}  // namespace mockcall::judging
