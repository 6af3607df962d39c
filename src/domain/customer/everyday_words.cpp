#include "domain/customer/everyday_words.hpp"

#include <algorithm>
#include <array>

namespace mockcall::customer_detail {

namespace {

constexpr std::array kWords = std::to_array<std::string_view>(
    {"a",        "able",    "about",      "account",    "address",    "after",      "afternoon",  "again",
     "all",      "already", "alright",    "also",       "always",     "am",         "an",         "and",
     "another",  "answer",  "any",        "anything",   "apologies",  "apologize",  "apology",    "appreciate",
     "are",      "around",  "as",         "ask",        "at",         "away",       "back",       "be",
     "because",  "been",    "before",     "being",      "best",       "better",     "between",    "big",
     "both",     "but",     "by",         "bye",        "call",       "called",     "calling",    "calm",
     "can",      "care",    "check",      "come",       "company",    "correct",    "could",      "customer",
     "damn",     "day",     "days",       "department", "did",        "different",  "do",         "does",
     "doing",    "done",    "down",       "each",       "else",       "email",      "even",       "evening",
     "ever",     "every",   "everything", "few",        "find",       "fine",       "first",      "for",
     "from",     "get",     "getting",    "give",       "given",      "glad",       "go",         "goes",
     "going",    "good",    "got",        "great",      "had",        "happen",     "happened",   "happy",
     "has",      "have",    "having",     "he",         "hear",       "hello",      "help",       "her",
     "here",     "hey",     "hi",         "him",        "his",        "hm",         "hmm",        "hold",
     "how",      "huh",     "hurry",      "i",          "idiot",      "if",         "in",         "into",
     "is",       "it",      "its",        "just",       "keep",       "know",       "last",       "later",
     "let",      "like",    "little",     "long",       "look",       "looking",    "ma'am",      "made",
     "make",     "making",  "manager",    "many",       "matter",     "may",        "maybe",      "me",
     "mean",     "mhm",     "might",      "minute",     "mm",         "moment",     "more",       "morning",
     "most",     "much",    "must",       "my",         "myself",     "name",       "need",       "never",
     "new",      "next",    "nice",       "night",      "no",         "not",        "nothing",    "now",
     "number",   "of",      "off",        "oh",         "ok",         "okay",       "old",        "on",
     "once",     "one",     "only",       "open",       "or",         "other",      "our",        "out",
     "over",     "own",     "part",       "people",     "perhaps",    "phone",      "place",      "please",
     "problem",  "put",     "question",   "quite",      "rather",     "really",     "reason",     "right",
     "said",     "same",    "say",        "second",     "see",        "seem",       "seems",      "send",
     "sent",     "service", "set",        "she",        "should",     "show",       "shut",       "since",
     "sir",      "so",      "some",       "someone",    "something",  "soon",       "sorry",      "speak",
     "speaking", "still",   "stupid",     "such",       "supervisor", "support",    "sure",       "take",
     "taken",    "talk",    "team",       "tell",       "than",       "thank",      "thanks",     "that",
     "the",      "their",   "them",       "then",       "there",      "these",      "they",       "thing",
     "things",   "think",   "this",       "those",      "though",     "through",    "time",       "times",
     "to",       "today",   "together",   "told",       "tomorrow",   "too",        "transfer",   "try",
     "trying",   "two",     "uh",         "um",         "under",      "understand", "understood", "until",
     "up",       "us",      "use",        "used",       "very",       "wait",       "want",       "wanted",
     "was",      "way",     "we",         "week",       "welcome",    "well",       "went",       "were",
     "what",     "when",    "where",      "which",      "while",      "who",        "why",        "will",
     "wish",     "with",    "without",    "wonderful",  "work",       "working",    "would",      "wrong",
     "yeah",     "year",    "years",      "yes",        "yesterday",  "yet",        "you",        "your",
     "yourself"});
static_assert(std::ranges::is_sorted(kWords));

}  // namespace

bool is_everyday(std::string_view word) { return std::ranges::binary_search(kWords, word); }

}  // namespace mockcall::customer_detail
