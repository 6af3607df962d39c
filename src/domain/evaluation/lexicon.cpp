#include "domain/evaluation/lexicon.hpp"

namespace mockcall::judging {
namespace lexicon {
namespace {

using std::to_array;
using V = std::string_view;

constexpr auto offer_help =
    to_array<V>({"how can i help", "how may i help", "how can i assist", "how may i assist", "what can i do for you",
                 "what can i help", "how can i be of", "help you today", "assist you today", "how can we help",
                 "how could i help", "here to help"});
constexpr auto say_back = to_array<V>({"what i'm hearing",
                                       "what i am hearing",
                                       "i'm hearing",
                                       "if i understand",
                                       "if i understood",
                                       "understand correctly",
                                       "understood correctly",
                                       "make sure i understand",
                                       "make sure i understood",
                                       "make sure i have",
                                       "make sure i've",
                                       "make sure i got",
                                       "have this right",
                                       "have that right",
                                       "have it right",
                                       "got that right",
                                       "got this right",
                                       "get this right",
                                       "you're saying",
                                       "you are saying",
                                       "you mentioned",
                                       "you told me",
                                       "you said",
                                       "just to confirm",
                                       "let me confirm",
                                       "to be sure",
                                       "sounds like",
                                       "in other words",
                                       "so you",
                                       "so your",
                                       "so you've",
                                       "so you're",
                                       "so the",
                                       "so it's",
                                       "so that's",
                                       "let me repeat",
                                       "let me say that back"});
constexpr auto confirm_right =
    to_array<V>({"is that right", "is that correct", "am i right", "did i get", "have i got", "do i have that",
                 "correct me", "is this right", "is this correct", "does that sum"});
constexpr auto probe = to_array<V>({"can you tell me",  "could you tell me",
                                    "can you describe", "could you describe",
                                    "when did",         "when was",
                                    "have you",         "did you",
                                    "do you",           "does it",
                                    "does the",         "did it",
                                    "what happens",     "what happened",
                                    "what kind",        "what exactly",
                                    "what do you",      "what would",
                                    "what else",        "what is the",
                                    "what does",        "which",
                                    "how long",         "how many",
                                    "how often",        "how much",
                                    "are you",          "are there",
                                    "is there",         "is it",
                                    "is the",           "was it",
                                    "was there",        "since when",
                                    "walk me through",  "tell me more",
                                    "tell me about",    "would you prefer",
                                    "how do you",       "what have you"});
constexpr auto asked_again =
    to_array<V>({"already told you", "already gave you", "already said", "i just told you", "i just gave you",
                 "just said that", "like i said", "as i said", "told you that already", "asked me that already",
                 "have to repeat", "repeating myself"});
constexpr auto owner = to_array<V>({"i'll",
                                    "i will",
                                    "i've",
                                    "i'm going to",
                                    "i am going to",
                                    "we'll",
                                    "we will",
                                    "our team will",
                                    "technician will",
                                    "engineer will",
                                    "manager will",
                                    "supervisor will",
                                    "you'll receive",
                                    "you will receive",
                                    "you'll see",
                                    "you will see",
                                    "you'll get",
                                    "you will get",
                                    "will be",
                                    "will call",
                                    "i'm applying",
                                    "i'm crediting",
                                    "i'm sending",
                                    "i'm processing",
                                    "i'm booking",
                                    "i'm scheduling",
                                    "i'm escalating",
                                    "i'm issuing",
                                    "i'm refunding",
                                    "i'm adding",
                                    "i'm removing",
                                    "i have applied",
                                    "i have credited",
                                    "i have refunded",
                                    "i have booked",
                                    "i have sent"});
constexpr auto time = to_array<V>(
    {"today",        "tomorrow",       "tonight",      "right now",   "right away",    "immediately",    "within",
     "by monday",    "by tuesday",     "by wednesday", "by thursday", "by friday",     "by saturday",    "by sunday",
     "on monday",    "on tuesday",     "on wednesday", "on thursday", "on friday",     "on saturday",    "on sunday",
     "next bill",    "next statement", "next month",   "next week",   "next business", "business day*",  "working day*",
     "hours",        "hour",           "minutes",      "days",        "this week",     "this afternoon", "this morning",
     "this evening", "end of the",     "by the",       "o'clock",     "billing cycle", "next invoice"});
constexpr auto note_spoken =
    to_array<V>({"made a note", "making a note", "noted", "i'll note", "i've documented", "documented",
                 "i'm documenting", "added a note", "note on your account", "note in your account", "logged",
                 "opened a ticket", "created a ticket", "raised a ticket"});
constexpr auto act_done = to_array<V>(
    {"i've ~ refund*",      "i've ~ credit*",     "i've ~ process*",      "i've ~ fix*",       "i've ~ sent",
     "i've ~ appl*",        "i've ~ waive*",      "i've ~ remove*",       "i've ~ cancel*",    "i've ~ reset*",
     "i've ~ update*",      "i've ~ book*",       "i've ~ schedul*",      "i've ~ order*",     "i've ~ replace*",
     "i've ~ correct*",     "i have ~ refund*",   "i have ~ credit*",     "i have ~ process*", "i have ~ sent",
     "i have ~ appl*",      "i have ~ waive*",    "i have ~ remove*",     "i have ~ reset*",   "i have ~ update*",
     "i have ~ book*",      "i can ~ refund",     "i can ~ credit",       "i can ~ offer",     "i can ~ replace",
     "i can ~ waive",       "i'll ~ refund",      "i'll ~ credit",        "i'll ~ send",       "i'll ~ replace",
     "i'll ~ process",      "i'll ~ remove",      "i'll ~ apply",         "i'll ~ waive",      "i'll ~ fix",
     "i'll ~ cancel",       "i'll ~ book",        "i will ~ refund",      "i will ~ credit",   "i will ~ send",
     "i will ~ replace",    "i will ~ process",   "i will ~ apply",       "i will ~ fix",      "has been ~ credited",
     "has been ~ refunded", "has been ~ applied", "has been ~ processed", "is fixed",          "is now"});
constexpr auto satisfied =
    to_array<V>({"that works",   "works for me",      "perfect",        "wonderful",   "that's great", "sounds good",
                 "sounds great", "thank you so much", "thanks so much", "appreciate",  "much better",  "it's working",
                 "it works",     "that helps",        "that's all",     "no that's",   "that's fine",  "excellent",
                 "great thank*", "good thank*",       "brilliant",      "you've been", "very helpful"});
constexpr auto dissatisfied =
    to_array<V>({"ridiculous",      "useless",      "unacceptable",  "not good enough", "waste of",      "cancel*",
                 "never mind",      "forget it",    "doesn't help",  "not helpful",     "speak to your", "talk to your",
                 "your supervisor", "your manager", "complain",      "complaint",       "terrible",      "worst",
                 "i'm leaving",     "still not",    "still doesn't", "not happy",       "not satisfied", "no help"});
constexpr auto feeling = to_array<V>(
    {"frustrat*", "angry",          "furious",        "upset",      "ridiculous",    "unacceptable", "annoy*",
     "worried",   "worry*",         "scared",         "afraid of",  "stress*",       "disappoint*",  "fed up",
     "sick of",   "sick and tired", "tired of",       "third time", "second time",   "fourth time",  "terrible",
     "awful",     "horrible",       "outrag*",        "embarrass*", "desperate",     "urgent*",      "anxious",
     "unhappy",   "a joke",         "waste of",       "had enough", "can't believe", "confus*",      "not happy",
     "nightmare", "hours on hold",  "keeps happening"});
constexpr auto assent = to_array<V>(
    {"yes", "yeah", "yep", "right", "exactly", "correct", "that's right", "that's it", "precisely", "sure"});
constexpr auto feeling_named = to_array<V>(
    {"frustrat*",    "upset*",       "worr*",    "inconvenien*",  "annoy*",        "stress*",    "difficult",
     "disappoint*",  "how you feel", "you feel", "concern*",      "sorry to hear", "sorry that", "hassle",
     "trouble",      "embarrass*",   "confus*",  "anxious",       "alarming",      "unpleasant", "tough",
     "hard for you", "long wait",    "must be",  "must have been"});
constexpr auto bare_understanding = to_array<V>({"i understand", "i see", "understood", "i hear you", "got it"});
constexpr auto perspective = to_array<V>({"can see why",
                                          "see why you",
                                          "understand why",
                                          "understand how",
                                          "if i were",
                                          "i'd feel",
                                          "i would feel",
                                          "i'd be",
                                          "i would be",
                                          "in your position",
                                          "in your place",
                                          "in your shoes",
                                          "anyone would",
                                          "anybody would",
                                          "that must",
                                          "it must",
                                          "must have been",
                                          "must be",
                                          "can imagine",
                                          "makes sense that",
                                          "you have every right",
                                          "you've every right",
                                          "having to",
                                          "the last thing you",
                                          "nobody wants",
                                          "no one wants",
                                          "not what you expected",
                                          "after ~ years",
                                          "especially when",
                                          "especially after",
                                          "you shouldn't have",
                                          "you should not have",
                                          "i'd want",
                                          "completely understandable",
                                          "to you it",
                                          "from your side",
                                          "from where you"});
constexpr auto apology = to_array<V>({"i'm sorry", "i am sorry", "so sorry", "very sorry", "truly sorry", "we're sorry",
                                      "sorry", "apologi*", "my apologies", "our apologies"});
constexpr auto specific_apology =
    to_array<V>({"sorry that", "sorry for", "sorry about", "sorry you", "sorry we", "sorry your", "sorry our",
                 "sorry the", "apologi* for", "apologi* that", "apologi* about", "apologies for", "apologies that"});
constexpr auto identifies =
    to_array<V>({"your name", "full name", "last name", "account number", "order number", "email", "date of birth",
                 "birthday", "zip", "phone number", "member number", "customer number", "last four", "the number"});
constexpr auto recap =
    to_array<V>({"to recap",         "recap",     "to summarize", "to summarise",    "in summary", "let me summarize",
                 "let me summarise", "so today",  "to sum",       "sum up",          "we agreed",  "as agreed",
                 "so i've",          "so we've",  "so i have",    "just to confirm", "to confirm", "so that's",
                 "so what we",       "to go over"});
constexpr auto next_step = to_array<V>(
    {"you'll see",    "you will see",  "you'll receive", "you will receive", "you'll get",       "you will get",
     "you'll hear",   "you will hear", "you'll have",    "you will have",    "i'll send",        "i will send",
     "i'll call",     "i will call",   "i'll follow",    "i will follow",    "i'll email",       "i will email",
     "i'll check",    "i will check",  "we'll call",     "we will call",     "we'll send",       "we will send",
     "next step",     "happens next",  "next bill",      "next statement",   "will call you",    "will contact you",
     "will be there", "will arrive",   "will show",      "will appear",      "will be credited", "will be refunded",
     "i'm sending",   "i am sending",  "i'm emailing",   "i am emailing",    "on its way",       "on the way",
     "you'll find",   "you will find", "calls you",      "will be sent",     "will reach you",   "expect"});
constexpr auto resolution_check = to_array<V>({"does that ~ solve",
                                               "does that ~ resolve",
                                               "does that work",
                                               "does that help",
                                               "does that ~ answer",
                                               "does that take care",
                                               "does that sound",
                                               "does that make sense",
                                               "does this ~ solve",
                                               "does this ~ resolve",
                                               "does this work",
                                               "is that resolved",
                                               "is that ~ okay",
                                               "is that ~ acceptable",
                                               "are you happy with",
                                               "are you satisfied",
                                               "are you comfortable",
                                               "have i answered",
                                               "have i resolved",
                                               "did that fix",
                                               "did that solve",
                                               "did that work",
                                               "is everything working",
                                               "is it working",
                                               "is that working",
                                               "working now",
                                               "all set",
                                               "taken care of everything",
                                               "how does that sound",
                                               "sound good",
                                               "sound fair",
                                               "work for you",
                                               "resolved everything",
                                               "resolved your"});
constexpr auto anything_else =
    to_array<V>({"anything else", "something else i", "any other question*", "other questions", "else i can",
                 "else we can", "further questions", "any more questions", "anything more", "any other concern*",
                 "any other issue*", "other issues that", "any other problem*", "what else can"});
constexpr auto thanks = to_array<V>({"thank you for", "thanks for", "thank you so much for", "thank you very much",
                                     "thank you", "thanks", "appreciate your", "we appreciate", "i appreciate"});
constexpr auto farewell =
    to_array<V>({"have a ~ day", "have a ~ one", "have a ~ evening", "have a ~ afternoon", "have a ~ weekend",
                 "have a ~ night", "have a ~ week", "enjoy the", "enjoy your", "see you", "safe travels", "good night",
                 "goodbye", "good bye", "bye", "take care", "all the best"});
constexpr auto thanks_for_holding =
    to_array<V>({"thank you for holding", "thanks for holding", "thank you for waiting", "thanks for waiting",
                 "thank you for your patience", "thanks for your patience", "appreciate your patience",
                 "thank you for bearing", "thanks for bearing"});
constexpr auto disclosure = to_array<V>(
    {"your balance", "your account shows", "on your account i see", "i can see your", "i see your", "i see that you",
     "your last payment", "your address is", "your order shows", "your records show", "your card ending"});
constexpr auto transfer_spoken = to_array<V>({"transfer*", "put you through", "connect you", "hand you over",
                                              "pass you", "bring in my", "get my supervisor", "get my manager"});

constexpr auto greeting =
    to_array<V>({"good morning", "good afternoon", "good evening", "hello", "hi", "welcome", "thank you for calling",
                 "thanks for calling", "thank you for contacting", "good day", "hey"});
constexpr auto verify =
    to_array<V>({"account number", "verify", "date of birth", "full name", "your name", "order number", "phone number",
                 "email address", "security", "postcode", "zip code", "confirm your", "have your", "get your"});
constexpr auto empathy =
    to_array<V>({"sorry to hear", "understand how", "understand why", "understand your", "understand that",
                 "i understand", "frustrat*", "can imagine", "can see why", "that must", "i hear",
                 "completely understand", "no need to", "don't worry", "i'd feel"});
constexpr auto hold = to_array<V>({"place you on ~ hold", "put you on ~ hold", "on hold", "one moment", "a moment",
                                   "bear with me", "one second", "a minute", "hold on", "hold please"});
constexpr auto compensation = to_array<V>({"credit*", "refund*", "discount*", "waive*", "free", "voucher", "percent",
                                           "promo*", "extension", "compensat*", "goodwill", "replacement"});
constexpr auto policy = to_array<V>({"policy", "allowed", "able to", "eligible", "limit", "according to", "terms",
                                     "only ~ within", "up to", "maximum"});
constexpr auto escalate = to_array<V>({"supervisor", "manager", "escalat*", "specialist", "raise", "senior"});
constexpr auto upsell =
    to_array<V>({"upgrade", "plan", "package", "premium", "also offer", "add", "bundle", "recommend"});
constexpr auto blame = to_array<V>({"your fault", "you should have", "you didn't", "you did not", "your mistake",
                                    "you must have", "you failed", "you forgot", "because you", "you never"});
constexpr auto dismissive = to_array<V>({"calm down", "nothing i can do", "not my", "can't help", "cannot help",
                                         "whatever", "that's just", "not a big deal", "everyone", "like i said",
                                         "deal with", "no big deal", "it's just", "relax", "you'll have to"});
constexpr auto rude = to_array<V>({"stupid", "idiot*", "shut up", "listen", "moron", "ridiculous", "whatever", "liar",
                                   "lying", "waste my time", "wasting my time", "what is your problem",
                                   "what's your problem", "are you deaf", "dumb", "don't care"});

}  // namespace

const Phrases kOfferHelp = offer_help, kSayBack = say_back, kConfirmRight = confirm_right, kProbe = probe,
              kAskedAgain = asked_again;
const Phrases kOwner = owner, kTime = time, kNoteSpoken = note_spoken, kAction = act_done, kSatisfied = satisfied,
              kDissatisfied = dissatisfied;
const Phrases kFeeling = feeling, kAssent = assent, kFeelingNamed = feeling_named,
              kBareUnderstanding = bare_understanding, kPerspective = perspective, kApology = apology,
              kSpecificApology = specific_apology;
const Phrases kIdentifies = identifies, kRecap = recap, kNextStep = next_step, kResolutionCheck = resolution_check,
              kAnythingElse = anything_else, kThanks = thanks, kFarewell = farewell,
              kThanksForHolding = thanks_for_holding, kDisclosure = disclosure, kTransferSpoken = transfer_spoken;

}  // namespace lexicon

Phrases cues_of(Act act) {
    switch (act) {
        case Act::Greeting: return lexicon::greeting;
        case Act::VerifyIdentity: return lexicon::verify;
        case Act::Empathy: return lexicon::empathy;
        case Act::Apology: return lexicon::apology;
        case Act::OpenQuestion: return lexicon::offer_help;
        case Act::HoldRequest: return lexicon::hold;
        case Act::OfferCompensation: return lexicon::compensation;
        case Act::ExplainPolicy: return lexicon::policy;
        case Act::Transfer: return lexicon::transfer_spoken;
        case Act::Escalate: return lexicon::escalate;
        case Act::Upsell: return lexicon::upsell;
        case Act::ConfirmResolution: return lexicon::resolution_check;
        case Act::Closing: return lexicon::farewell;
        case Act::Blame: return lexicon::blame;
        case Act::Dismissive: return lexicon::dismissive;
        case Act::Rude: return lexicon::rude;
        case Act::CompanyName:
        case Act::Jargon:
        case Act::Interrupting:
        case Act::Other: return {};
    }
    return {};
}

}  // namespace mockcall::judging
