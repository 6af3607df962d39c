// What people in transcripts ask, do and leave open.
#include "domain/evaluation/lexicon.hpp"

namespace mockcall::judging::lexicon {
namespace {

using std::to_array;
using V = std::string_view;

constexpr auto lost = to_array<V>({"hello", "hi", "huh", "what", "anyone", "really", "and", "so"});
constexpr auto done = to_array<V>(
    {"all set",           "taken care of",      "on its way",       "on the way",       "you will receive",
     "you'll receive",    "you should receive", "you'll see it",    "you will see it",  "is confirmed",
     "is booked",         "all done",           "okay done",        "ok done",          "alright done",
     "yes done",          "yeah done",          "successfully",     "there you go",     "processed now",
     "i went ahead",      "put that through",   "put it through",   "has gone through", "is complete*",
     "it's done",         "that's done",        "is done",          "it is done",       "been moved to",
     "will be delivered", "will be refunded",   "will be credited", "will arrive",      "is now active",
     "is reserved",       "your driver is",     "is scheduled",     "made the change*", "made that change",
     "good to go",        "i'm sending",        "i am sending",     "completed",        "all paid",
     "will be sent",      "is being sent",      "been sent",        "will ship",        "let my manager know",
     "sent you",          "emailed you",        "your new",         "is ready",         "here is your",
     "here's your",       "in your basket",     "in your inbox",    "in your mail",     "in your email",
     "taken it off",      "taken that off",     "booked for",       "you're booked",    "you are booked",
     "it's booked"});
constexpr auto refusal = to_array<V>(
    {"i can't",          "i cannot",      "i can not",     "we can't",        "we cannot",        "unable to",
     "not able to",      "unfortunately", "nothing i can", "nothing we can",  "not possible",     "not available",
     "don't have that",  "i don't know",  "i don't see",   "no longer",       "not eligible",     "doesn't allow",
     "does not allow",   "not allowed",   "not permitted", "there is no",     "there are no",     "won't be able",
     "will not be able", "can't do",      "i couldn't",    "no appointments", "it is full",       "i'm afraid",
     "wish i could",     "can't really",  "don't offer",   "you'd need to",   "you have to call", "you have to ask"});
constexpr auto question_start = to_array<V>(
    {"can i",     "could i",   "may i",      "can you",     "could you",  "would you", "do you",    "did you",
     "have you",  "are you",   "what is",    "what's",      "what was",   "what are",  "what kind", "what date",
     "what day",  "which",     "when did",   "when was",    "when would", "how can i", "how may i", "how much",
     "how many",  "how long",  "where is",   "where would", "who is",     "is there",  "is that",   "is it",
     "will that", "does that", "would that", "what time"});
constexpr auto reply = to_array<V>({"ok",
                                    "okay",
                                    "thank*",
                                    "sure",
                                    "great",
                                    "perfect",
                                    "i see",
                                    "understand*",
                                    "sorry",
                                    "no problem",
                                    "of course",
                                    "certainly",
                                    "absolutely",
                                    "alright",
                                    "got it",
                                    "oh",
                                    "yes",
                                    "no",
                                    "wonderful",
                                    "awesome",
                                    "excellent",
                                    "hello",
                                    "hi",
                                    "welcome",
                                    "good",
                                    "right",
                                    "let me",
                                    "i can",
                                    "i'd be",
                                    "i would be",
                                    "happy to",
                                    "glad",
                                    "i'll",
                                    "i will",
                                    "one moment",
                                    "don't worry",
                                    "you're",
                                    "my pleasure",
                                    "i have",
                                    "i've",
                                    "unfortunately",
                                    "apologi*",
                                    "exactly",
                                    "definitely",
                                    "alrighty",
                                    "yeah",
                                    "yep",
                                    "bye",
                                    "goodbye",
                                    "good morning",
                                    "good afternoon",
                                    "have a"});
constexpr auto willingness = to_array<V>({"happy to", "glad to", "sure", "of course", "no problem", "let me", "let's",
                                          "take a look", "look into", "i can help", "help you with", "assist you with",
                                          "certainly", "absolutely", "take care of", "can help you", "definitely"});
constexpr auto carelessness =
    to_array<V>({"i don't know", "not my problem", "not my job", "nothing i can do", "i don't see anything",
                 "can't make it appear", "any day now", "whatever", "figure it out", "i guess", "look it up yourself",
                 "have to ask your", "have to call the", "on the website yourself", "end this chat"});
constexpr auto asks_for = to_array<V>({"can you ~ me", "can you put", "can you help", "can you do", "could you",
                                       "can i", "will you", "would you", "can anyone", "can somebody"});
constexpr auto declines = to_array<V>({"i don't want", "i don't need", "no thanks", "no thank you", "not interested",
                                       "i don't watch", "i just want", "don't try to sell", "pay more"});
constexpr auto left_open =
    to_array<V>({"i honestly don't", "haven't given us", "can't explain", "cannot explain", "i'm handing",
                 "i am handing", "handing it to", "handing this to", "passing it to", "call you myself",
                 "call you back by", "get back to you", "call you by", "no time yet", "don't have a date",
                 "still waiting for", "once i hear", "as soon as they", "as soon as the crew"});
constexpr auto all_done = to_array<V>({"all set", "is done", "all done", "it's fixed", "is fixed"});
constexpr auto officialese = to_array<V>({"your inquiry",
                                          "your enquiry",
                                          "your request has",
                                          "your request is",
                                          "being processed",
                                          "been processed",
                                          "please state",
                                          "requested information",
                                          "now be closed",
                                          "now connected to",
                                          "valued customer",
                                          "please be advised",
                                          "our records indicate",
                                          "any inconvenience",
                                          "for the inconvenience",
                                          "rest assured",
                                          "as per our",
                                          "original payment method",
                                          "heart of everything",
                                          "thank you for choosing",
                                          "high traffic",
                                          "customers are the",
                                          "award winning"});
constexpr auto success = to_array<V>({"that worked", "it worked", "it works", "works now", "working now",
                                      "it's working", "resolved the", "fixed it", "i'm in", "that did it", "i found it",
                                      "it's fixed", "yes it does", "i think that worked"});
constexpr auto instruction =
    to_array<V>({"could you try",  "can you try", "please try",     "try to",       "let's try", "go to",
                 "click",          "log out",     "restart",        "you can ~ by", "please go", "first ~ then",
                 "you need to",    "press",       "unplug",         "make sure to", "select",    "open the",
                 "you can return", "you can use", "you can cancel", "you can renew"});
constexpr auto ends_chat = to_array<V>({"end this chat", "end the chat", "close this chat", "close the chat",
                                        "ending this chat", "closing this chat", "end the task", "end the call now"});
constexpr auto sends_away = to_array<V>(
    {"you'd have to ask", "you would have to ask", "you have to ask",   "you'd have to call", "you have to call",
     "call the ~ again",  "call them again",       "write a letter",    "write to us",        "write to the",
     "visit our website", "on our website",        "on the website",    "on our page",        "you can do it in",
     "ask your",          "check online",          "status online",     "call again later",   "call us back",
     "call back later",   "try again later",       "they'll tell you",  "can be found on",    "check our faq",
     "see our faq",       "go to the branch",      "your travel agent", "the desk at",        "it's in the terms",
     "not my department", "different department",  "not our department"});
constexpr auto alternative =
    to_array<V>({"what i can", "what we can", "i can offer", "however", "instead", "alternatively", "the good news",
                 "but i can", "but we can", "but there's", "but there is", "but you can", "i could",
                 "would you like me", "another way", "another option", "one thing i can", "what you can"});
constexpr auto reason = to_array<V>({"because", "since", "that's why", "the reason", "as it is", "as it's", "policy",
                                     "only for", "so the system", "due to", "explains it", "already been"});
constexpr auto purpose =
    to_array<V>({"so that",        "so i can",    "so we can",   "in order to", "to make sure",    "to see if",
                 "to see whether", "which means", "that means",  "that way",    "in the meantime", "once it",
                 "as soon as",     "so it",       "so you",      "this will",   "that will",       "next step",
                 "first i",        "to find",     "to validate", "to verify"});
constexpr auto hedge = to_array<V>(
    {"usually",           "normally",      "typically",           "generally",   "probably",     "maybe",
     "perhaps",           "i think",       "i believe",           "i guess",     "should be",    "might",
     "it varies",         "it depends",    "case by case",        "pretty soon", "soon",         "at some point",
     "sometime",          "eventually",    "they will look",      "whenever",    "not sure",     "i'm assuming",
     "shouldn't have to", "in due course", "as soon as possible", "hopefully",   "when possible"});
constexpr auto step_more = to_array<V>({"want me to",
                                        "shall i",
                                        "should i",
                                        "would you like me",
                                        "would you like to",
                                        "do you want me",
                                        "i'd also",
                                        "i also",
                                        "i've also",
                                        "also",
                                        "just in case",
                                        "in case",
                                        "next time",
                                        "so it doesn't",
                                        "so that it doesn't",
                                        "going forward",
                                        "which do you prefer",
                                        "which would you",
                                        "would either",
                                        "if you prefer",
                                        "or i can",
                                        "or we can",
                                        "another option",
                                        "alternatively",
                                        "instead",
                                        "quick way",
                                        "one more thing",
                                        "by the way",
                                        "would you mind",
                                        "what i can do",
                                        "you can also",
                                        "i can also",
                                        "if you like",
                                        "if you'd like"});
constexpr auto wants_to_know = to_array<V>(
    {"wondering",      "want to know", "wanted to know", "curious",  "like to know", "need to know",   "check on",
     "question about", "how much",     "how long",       "what is",  "what are",     "when does",      "when do",
     "when is",        "when will",    "do you have",    "is there", "can you tell", "could you tell", "status of",
     "do you accept",  "where is",     "why is",         "why do",   "find out"});

}  // namespace

const Phrases kLost = lost, kDone = done, kRefusal = refusal, kQuestionStart = question_start, kReply = reply,
              kWillingness = willingness, kCarelessness = carelessness, kAsksFor = asks_for, kDeclines = declines,
              kLeftOpen = left_open, kAllDone = all_done, kOfficialese = officialese, kSuccess = success,
              kInstruction = instruction, kWantsToKnow = wants_to_know, kEndsChat = ends_chat, kSendsAway = sends_away,
              kAlternative = alternative, kReason = reason, kPurpose = purpose, kHedge = hedge, kStepMore = step_more;

}  // namespace mockcall::judging::lexicon
