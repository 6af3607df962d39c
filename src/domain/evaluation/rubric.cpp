#include "domain/evaluation/rubric.hpp"

#include <algorithm>
#include <cmath>

namespace mockcall::judging {
namespace {

using enum Dimension;

constexpr auto kChecks = std::to_array<RubricCheck>({
    {"greeting.salutation", Greeting, 1, "Open with a salutation", "You opened with a proper salutation",
     "Smile and say good morning before anything else: the first second sets the tone."},
    {"greeting.brand", Greeting, 2, "Name the company in the greeting", "You said whom the customer had reached",
     "Open in one breath: a salutation, the company, your name, an offer of help."},
    {"greeting.own_name", Greeting, 2, "Give your own name", "You introduced yourself by name",
     "Give your name in the first sentence: customers are kinder to a person than to a company."},
    {"greeting.offer_help", Greeting, 1.5, "Offer help", "You invited the customer to tell you what they need",
     "End the greeting with an open offer such as “How may I help you today?”, then wait."},
    {"greeting.time_to_answer", Greeting, 1, "Answer within three seconds", "You answered at once",
     "Be ready before the phone rings and answer within three seconds."},
    {"greeting.identity_before_disclosure", Greeting, 3, "Verify identity before anything is disclosed",
     "You made sure whom you were talking to before you disclosed anything",
     "Verify two details before you open the account aloud, and say why you ask."},

    {"listening.paraphrase", Listening, 3, "Say the problem back and have it confirmed",
     "You said the problem back in your own words",
     "Before solving, say the problem back in one sentence and ask whether you have it right."},
    {"listening.probing", Listening, 2.5, "Ask questions that get to the cause",
     "You asked questions that got to the cause",
     "Ask at least two questions (since when, how often, what was tried) before you propose anything."},
    {"listening.nothing_asked_twice", Listening, 2, "Ask for nothing the customer already gave",
     "You never made the customer repeat anything",
     "Write down what the customer gives you as they say it, so that you never ask again."},
    {"listening.no_talking_over", Listening, 2, "Let the customer finish", "You let the customer finish every time",
     "Count one second after the customer stops before you speak."},
    {"listening.hidden_need", Listening, 2, "Find the need behind the first complaint",
     "You found the second problem the customer had not mentioned",
     "When the first problem is clear, ask “What else have you noticed?”: the second one is often what loses the "
     "customer."},

    {"solution.problem", Solution, 6, "Settle the problem", "You settled what the customer called about",
     "Say plainly what you will do, in figures, and wait for the customer's yes."},
    {"solution.steps", Solution, 2, "Take the steps that lead to the cause", "You worked through the right steps",
     "Follow the knowledge base step by step, and say aloud what each step is for."},
    {"solution.policy", Solution, 2, "Stay within policy", "You stayed within what policy allows",
     "Know your limit before you name a figure; above it, get approval first and offer second."},
    {"solution.accuracy", Solution, 3, "Say nothing wrong", "Everything you said was right",
     "Look it up before you say it: “Let me check that so that I give you the right answer.”"},
    {"solution.owner_and_date", Solution, 2, "Say who does what by when", "You said who does what by when",
     "Every promise needs a who and a when: “I will … by …”."},
    {"solution.documented", Solution, 2, "Document the issue in a note",
     "You left a note the next colleague can work from",
     "Note the issue, the cause, what you did and what is still open before the call ends."},

    {"communication.pace", Communication, 2, "Speak at 120 to 150 words a minute",
     "You spoke at a pace that is easy to follow",
     "Breathe at every full stop: 120 to 150 words a minute is easy to follow."},
    {"communication.dead_air", Communication, 2, "Leave no unexplained silence over 15 seconds",
     "You never left the customer in silence",
     "When you need time, say so and for how long, and come back every half minute."},
    {"communication.monologue", Communication, 1, "Explain in short stretches", "You explained in short stretches",
     "After two sentences, stop and check that the customer is still with you."},
    {"communication.hold_etiquette", Communication, 2, "Ask before a hold, say why and for how long",
     "You handled the hold by the book",
     "Hold in four parts: ask, give the reason, give the length, thank the customer on return."},
    {"communication.no_jargon", Communication, 1.5, "Use words the customer knows", "You used words the customer knows",
     "Say what a thing does for the customer instead of its internal name."},
    {"communication.professional", Communication, 3, "Stay courteous, blame nobody, brush nothing off",
     "You stayed courteous throughout",
     "When you feel attacked, slow down and name the next thing you can do; never answer in kind."},

    {"empathy.acknowledges", Empathy, 3, "Acknowledge how the customer feels", "You acknowledged how the customer felt",
     "Name the feeling and its cause in one sentence before the first question."},
    {"empathy.perspective", Empathy, 2.5, "See it from the customer's side", "You took the customer's side of it",
     "Say how it must look from their side: “Anyone in your place would …”."},
    {"empathy.apology", Empathy, 1.5, "Apologise for what exactly went wrong, early and once",
     "You apologised for exactly what went wrong",
     "Apologise once, early, and for the exact thing: “I'm sorry that …”."},
    {"empathy.mood_recovery", Empathy, 2, "Leave the customer calmer than you found them",
     "The customer left calmer than they came",
     "Feeling first, facts second: an upset customer cannot hear a solution yet."},

    {"closing.recap", Closing, 2, "Recap what was agreed", "You recapped what was agreed",
     "Close with a recap in one sentence: what was wrong, what you did, what happens now."},
    {"closing.next_step", Closing, 2, "Name the next step", "You told the customer what happens next",
     "Leave nobody guessing: name the next thing the customer will see, and when."},
    {"closing.resolution_confirmed", Closing, 2, "Have the solution confirmed",
     "You made sure that the solution works for the customer",
     "Ask “Does that solve it for you?” and wait for the answer."},
    {"closing.anything_else", Closing, 1.5, "Ask whether there is anything else",
     "You asked whether there was anything else", "Before goodbye, ask “Is there anything else I can help you with?”."},
    {"closing.handover", Closing, 3, "Hand over warmly: to whom, and why",
     "You explained the transfer before you made it",
     "Before a transfer, say to whom, why, and what you have already told them."},
    {"closing.thanks", Closing, 1.5, "Thank the customer and say goodbye", "You thanked the customer and said goodbye",
     "End with thanks for something real: their patience, their call, their loyalty."},
});

constexpr auto kTranscriptChecks = std::to_array<RubricCheck>({
    {"greeting.salutation", Greeting, 3, "Open with a salutation", "You opened with a proper salutation",
     "Say hello before anything else: the first second sets the tone."},
    {"greeting.offer_help", Greeting, 3, "Offer help", "You offered your help at once",
     "End the greeting with an open offer such as “How may I help you today?”, or take up what was said: “I'd be happy "
     "to "
     "help with that.”"},
    {"greeting.brand", Greeting, 1, "Name the company in the greeting", "You said whom the customer had reached",
     "Open in one breath: a salutation, the company, your name, an offer of help."},
    {"greeting.own_name", Greeting, 0.7, "Give your own name", "You introduced yourself by name",
     "Give your name in the first sentence: customers are kinder to a person than to a company."},
    {"greeting.identity_before_disclosure", Greeting, 1.5, "Verify identity before anything is disclosed",
     "You made sure whom you were talking to", "Verify two details before you open the account, and say why you ask."},

    {"listening.responsive", Listening, 4, "Take up and answer what the customer says",
     "You took up what the customer said every time",
     "Answer the question that was asked before you ask the next one."},
    {"listening.no_insisting", Listening, 2.5, "Let nobody insist", "The customer never had to insist",
     "When a customer says a thing twice, stop your script and deal with that."},
    {"listening.probing", Listening, 1.5, "Ask questions that get to the cause",
     "You asked questions that got to the cause", "Ask at least two questions before you propose anything."},
    {"listening.paraphrase", Listening, 0.6, "Say the problem back and have it confirmed",
     "You said the problem back in your own words",
     "Before solving, say the problem back in one sentence and ask whether you have it right."},
    {"listening.no_talking_over", Listening, 1, "Let the customer finish", "You let the customer finish every time",
     "Count one second after the customer stops before you speak."},

    {"solution.problem", Solution, 5, "Settle the problem", "You settled what the customer called about",
     "Say plainly what you will do, in figures, and wait for the customer's yes."},
    {"solution.process", Solution, 3, "Ask, find out, act, explain", "You asked, found out, acted and explained",
     "Who is it, what exactly is wrong, what have I done, what happens now: four things in every call."},
    {"solution.care", Solution, 1.5, "Leave nothing to guess", "You left the customer nothing to guess",
     "“I don't know” is never the end of a sentence: “…, but I will find out for you.”"},
    {"solution.owner_and_date", Solution, 0.5, "Say who does what by when", "You said who does what by when",
     "Every promise needs a who and a when: “I will … by …”."},

    {"communication.courtesy", Communication, 3, "Ask and answer courteously", "You asked and answered courteously",
     "A please in every request, a thank you for every answer."},
    {"communication.substance", Communication, 2.5, "Say enough, and not too much", "You said enough, and not too much",
     "One or two whole sentences a turn: what you do, and why."},
    {"communication.professional", Communication, 3, "Stay courteous, blame nobody, brush nothing off",
     "You stayed courteous throughout",
     "When you feel attacked, slow down and name the next thing you can do; never answer in kind."},
    {"communication.no_jargon", Communication, 1, "Use words the customer knows", "You used words the customer knows",
     "Say what a thing does for the customer instead of its internal name."},
    {"communication.pace", Communication, 1, "Speak at 120 to 150 words a minute",
     "You spoke at a pace that is easy to follow",
     "Breathe at every full stop: 120 to 150 words a minute is easy to follow."},
    {"communication.dead_air", Communication, 1, "Leave no unexplained silence over 15 seconds",
     "You never left the customer in silence",
     "When you need time, say so and for how long, and come back every half minute."},

    {"empathy.warmth", Empathy, 3, "Be kind in every turn", "There was a kind word in what you said",
     "Let people hear that you are glad to help: “I'd be happy to”, “no problem”, “take your time”."},
    {"empathy.meets_trouble", Empathy, 3, "Meet trouble with a word for the person",
     "You met the trouble with a kind word",
     "Trouble first gets a sentence for the person, then a question: “I'm sorry to hear that. …”"},
    {"empathy.perspective", Empathy, 0.5, "See it from the customer's side", "You took the customer's side of it",
     "Say how it must look from their side: “Anyone in your place would …”."},

    {"closing.completed", Closing, 3, "Bring the talk to an end", "You brought the talk to a proper end",
     "Stay until the customer has said that nothing is open."},
    {"closing.anything_else", Closing, 2.5, "Ask whether there is anything else",
     "You asked whether there was anything else", "Before goodbye, ask “Is there anything else I can help you with?”."},
    {"closing.thanks", Closing, 2.5, "Thank the customer and say goodbye", "You thanked the customer and said goodbye",
     "End with thanks for something real: their patience, their call, their loyalty."},
    {"closing.resolution_confirmed", Closing, 0.7, "Have the solution confirmed",
     "You made sure that the solution works for the customer",
     "Ask “Does that solve it for you?” and wait for the answer."},
    {"closing.next_step", Closing, 0.5, "Name the next step", "You told the customer what happens next",
     "Leave nobody guessing: name the next thing the customer will see, and when."},
    {"closing.handover", Closing, 1, "Hand over warmly: to whom, and why",
     "You explained the transfer before you made it",
     "Before a transfer, say to whom, why, and what you have already told them."},
});

constexpr Rubric kTranscriptRubric{
    .version = "transcript-1", .weights = {8, 17, 35, 14, 14, 12}, .checks = kTranscriptChecks, .limits = {}};

constexpr Rubric kRubric{.version = "default-1", .weights = {10, 15, 30, 15, 20, 10}, .checks = kChecks, .limits = {}};

}  // namespace

const Rubric& default_rubric() { return kRubric; }
const Rubric& transcript_rubric() { return kTranscriptRubric; }

const RubricCheck* find_check(const Rubric& rubric, std::string_view id) {
    const auto found = std::ranges::find(rubric.checks, id, &RubricCheck::id);
    return found == rubric.checks.end() ? nullptr : &*found;
}

int overall_of(const Rubric& rubric, const std::array<double, kDimensionCount>& scores) {
    double sum = 0, weights = 0;
    for (std::size_t i = 0; i < kDimensionCount; ++i) {
        sum += rubric.weights[i] * scores[i];
        weights += rubric.weights[i];
    }
    return static_cast<int>(std::lround(sum / weights));
}

}  // namespace mockcall::judging
