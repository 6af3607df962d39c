// Greeting: brand, own name, offer of help, time to answer; identity verified before anything is disclosed.
#include <algorithm>

#include "base/one_of.hpp"
#include "domain/evaluation/ending.hpp"
#include "domain/evaluation/lexicon.hpp"
#include "domain/evaluation/sheet.hpp"

namespace mockcall::judging {
namespace {

constexpr auto kNoNames = std::to_array<std::string_view>(
    {"a",        "an",     "the",    "about",  "regarding", "not",      "very",     "really",    "your",
     "my",       "our",    "to",     "for",    "in",        "on",       "at",       "how",       "what",
     "where",    "why",    "when",   "it",     "so",        "all",      "just",     "good",      "great",
     "correct",  "right",  "true",   "sorry",  "going",     "here",     "happy",    "glad",      "afraid",
     "sure",     "able",   "unable", "only",   "more",      "also",     "calling",  "looking",   "trying",
     "checking", "doing",  "well",   "fine",   "listening", "with",     "from",     "because",   "as",
     "always",   "now",    "still",  "really", "truly",     "who",      "speaking", "that",      "this",
     "is",       "you",    "i",      "we",     "and",       "customer", "billing",  "technical", "support",
     "service",  "you're", "am",     "are",    "whom",      "currently"});

bool has_capitals(std::string_view text) {
    return std::ranges::any_of(text.substr(std::min<std::size_t>(1, text.size())),
                               [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Written text shows a name by its capital; recognised text is all lower case, so there the stop list decides.
bool is_name(const Line& line, const Word& w, const Case& c) {
    const char first = line.turn->text[w.begin];
    if (std::ranges::find(kNoNames, w.norm) != kNoNames.end() || (first >= '0' && first <= '9'))
        return false;
    const auto company = words_of(c.company);
    if (!company.empty() && company.front().norm == w.norm)
        return false;
    return !has_capitals(line.turn->text) || (first >= 'A' && first <= 'Z') ||
           static_cast<unsigned char>(first) >= 0x80;
}

/// "… ^Mar", "… /Jo": how a written answer is signed.
std::optional<Span> signature_in(const Line& line) {
    constexpr std::size_t kLongest = 12;
    const Word& last = line.words.back();
    if (last.begin == 0 || last.end - last.begin > kLongest || last.end != line.turn->text.size())
        return std::nullopt;
    const char mark = line.turn->text[last.begin - 1];
    const bool apart = last.begin == 1 || line.turn->text[last.begin - 2] == ' ';
    return apart && (mark == '^' || mark == '/' || mark == '-') ? std::optional(Span{last.begin, last.end})
                                                                : std::nullopt;
}

std::optional<Span> own_name_in(const Case& c, const Line& line) {
    static constexpr auto kLeads =
        std::to_array<std::string_view>({"my name is", "my name's", "this is", "speaking with", "speaking to",
                                         "through to", "chatting with", "i'm", "i am", "it's"});
    if (const auto signed_by = c.scenario == nullptr ? signature_in(line) : std::nullopt)
        return signed_by;
    // Past the opening "it's available" tells of something else.
    const auto opening = c.opening();
    const bool late = opening.last > 0 && &line > c.agent[opening.last - 1];
    const auto& words = line.words;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!is_name(line, words[i], c))
            continue;
        if (i + 1 < words.size() && (words[i + 1].norm == "speaking" || words[i + 1].norm == "here") && i > 0)
            return Span{words[i].begin, words[i + 1].end};
        for (const auto lead : kLeads) {
            if (late && lead == "it's")
                continue;
            const auto lead_words = words_of(lead).size();
            if (i < lead_words)
                continue;
            const std::vector<Word> before(words.begin() + static_cast<std::ptrdiff_t>(i - lead_words),
                                           words.begin() + static_cast<std::ptrdiff_t>(i));
            if (find_phrase(before, lead))
                return Span{before.front().begin, words[i].end};
        }
    }
    return std::nullopt;
}

/// "Hill Street Pharmacy, it's Marguerite", "this is dale at north peak wireless": whoever picks up a call names the
/// house before or after themselves, and nothing else.
std::optional<Span> house_in(const Line& line) {
    constexpr auto kWelcome = std::to_array<std::string_view>(
        {"hello",    "hi",    "hey",   "good",   "morning", "afternoon", "evening", "day",
         "welcome",  "to",    "thank", "thanks", "you",     "for",       "calling", "contacting",
         "reaching", "there", "yes",   "ok",     "okay",    "the",       "and"});
    constexpr auto kGoesOn = std::to_array<std::string_view>(
        {"this", "my",  "it's",  "it",  "you're", "you've", "speaking", "how",  "what", "may",
         "who",  "can", "could", "i'm", "i",      "please", "with",     "here", "is",   "are",
         "do",   "we",  "am",    "sir", "madam",  "ma'am",  "everyone", "again"});
    constexpr auto kNoHouse =
        std::to_array<std::string_view>({"one",  "just", "sorry",     "bear", "hold", "wait",      "waiting", "holding",
                                         "your", "sure", "certainly", "of",   "let",  "give",      "have",    "got",
                                         "no",   "not",  "great",     "nice", "glad", "apologies", "pleased", "happy"});
    constexpr std::size_t kMost = 5;
    const auto& words = line.words;
    const auto run_from = [&](std::size_t i) -> std::optional<Span> {
        while (i < words.size() && one_of(words[i].norm, kWelcome))
            ++i;
        std::size_t end = i;
        while (end < words.size() && !one_of(words[end].norm, kGoesOn) && !one_of(words[end].norm, kWelcome))
            ++end;
        const bool named = end > i && end - i <= kMost && words[i].norm.size() > 2 && !one_of(words[i].norm, kNoHouse);
        return named ? std::optional(Span{words[i].begin, words[end - 1].end}) : std::nullopt;
    };
    if (const auto first = run_from(0))
        return first;
    for (std::size_t i = 3; i < words.size(); ++i)  // "this is dale at …"
        if (one_of(words[i].norm, std::to_array<std::string_view>({"at", "from", "with"})) &&
            (words[i - 2].norm == "is" || words[i - 2].norm == "it's"))
            return run_from(i + 1);
    return std::nullopt;
}

std::optional<Span> brand_in(const Case& c, const Line& line) {
    if (!c.company.empty())
        if (const auto span = find_words(line.words, c.company))
            return span;
    if (has_act(line, Act::CompanyName))
        return Span{line.words.front().begin, line.words.back().end};
    return c.scenario == nullptr && &line == c.lines.data() ? house_in(line) : std::nullopt;
}

std::string company_or(const Case& c, std::string_view other) {
    return c.company.empty() ? std::string(other) : c.company;
}

std::string model_greeting(const Case& c) {
    return "Thank you for calling " + company_or(c, "[company]") +
           ", my name is [your name]. How may I help you today?";
}

std::string first_words(const Case& c) {
    if (c.silent())
        return "You said nothing in this call.";
    const auto& line = *c.agent.front();
    return "At " + clock(line.at) + " you opened with “" +
           quote({&line, {line.words.front().begin, line.words.front().end}}).text + "”.";
}

template <class Finder>
void judge_introduction(const Case& c, Sheet& sheet, std::string_view id, Finder find, std::string_view missing,
                        std::string say) {
    constexpr std::size_t kIntroductions = 4;
    Verdict v{.why = first_words(c) + ' ' + std::string(missing), .say = std::move(say), .could_be_in = c.opening()};
    for (std::size_t i = 0; i < std::min(kIntroductions, c.agent.size()); ++i)
        if (const auto span = find(c, *c.agent[i])) {
            const bool in_time = i < c.opening().last;
            v.score = in_time ? 100.0 : 50.0;
            v.evidence = {quote({c.agent[i], *span})};
            v.why = in_time ? "Said at " + clock(c.agent[i]->at) + "."
                            : "It came only at " + clock(c.agent[i]->at) + ", not in the greeting.";
            break;
        }
    sheet.judge(id, std::move(v));
}

/// "Tech desk, Jonas.": picked up by saying who it is, as some do.
bool answers_by_name(const Case& c) {
    constexpr std::size_t kFewWords = 4;
    if (c.scenario != nullptr || c.silent() || c.lines.front().turn->speaker != Speaker::Agent)
        return false;
    const Line& first = c.lines.front();
    return first.words.size() <= kFewWords && first.turn->text.find('?') == std::string::npos && earns(first);
}

/// A message was there first, and is taken up by a word to the person, or to the matter.
bool takes_up_message(const Case& c) {
    if (c.scenario != nullptr || c.silent() || c.lines.front().turn->speaker != Speaker::Customer)
        return false;
    const Line& first = *c.agent.front();
    return earns(first) && (has_act(first, Act::Empathy) || has_act(first, Act::Apology) || wishes_well(first) ||
                            find_any(first.words, lexicon::kWillingness) || find_any(first.words, lexicon::kThanks));
}

/// A message was there first, and the answer goes straight to what it says, in whole sentences.
bool answers_message(const Case& c) {
    constexpr std::size_t kSentence = 8;
    if (c.scenario != nullptr || c.silent() || c.lines.front().turn->speaker != Speaker::Customer)
        return false;
    const Line& first = *c.agent.front();
    return earns(first) && first.words.size() >= kSentence && shared(first.content, c.lines.front().content) > 0;
}

/// "Hi" is a salutation, "good morning" and "welcome" a better one.
double warmth_of_welcome(const Line& line) {
    constexpr auto kWelcoming = std::to_array<std::string_view>({"good morning", "good afternoon", "good evening",
                                                                 "good day", "welcome", "thank you for", "thanks for",
                                                                 "thank you so much for", "glad you", "nice to"});
    constexpr double kPlain = 85;
    return find_any(line.words, kWelcoming) ? 100 : kPlain;
}

void judge_salutation(const Case& c, Sheet& sheet) {
    Verdict v{
        .why = first_words(c) + " A salutation was missing.", .say = model_greeting(c), .could_be_in = c.opening()};
    if (const auto hit = agent_did(c, c.opening(), Act::Greeting))
        v = {.score = c.scenario == nullptr ? warmth_of_welcome(*hit->line) : 100.0,
             .evidence = {quote(*hit)},
             .why = "Said at " + clock(hit->line->at) + '.'};
    else if (takes_up_message(c))
        v = {.score = 65,
             .evidence = {quote(whole_line(*c.agent.front()))},
             .why = first_words(c) + " It takes the message up, without a hello.",
             .say = model_greeting(c),
             .could_be_in = c.opening()};
    else if (answers_message(c))
        v = {.score = 45,
             .evidence = {quote(whole_line(*c.agent.front()))},
             .why = first_words(c) + " It goes straight to what was written, without a word of welcome.",
             .say = model_greeting(c),
             .could_be_in = c.opening()};
    else if (answers_by_name(c))
        v = {.score = 40,
             .evidence = {quote(whole_line(*c.agent.front()))},
             .why = first_words(c) + " It tells whom one has reached, without a word of welcome.",
             .say = model_greeting(c),
             .could_be_in = c.opening()};
    sheet.judge("greeting.salutation", std::move(v));
}

/// The first turn sets to work: asks something in a whole sentence, or says what is being done.
bool asks_at_once(const Case& c) {
    constexpr std::size_t kSentence = 6;
    const Line& first = *c.agent.front();
    return earns(first) && first.words.size() >= kSentence &&
           (is_question(first) || find_any(first.words, lexicon::kWillingness) || done_in(first));
}

void judge_offer(const Case& c, Sheet& sheet) {
    auto hit = agent_said(c, c.opening(), lexicon::kOfferHelp);
    if (!hit)
        hit = agent_did(c, c.opening(), Act::OpenQuestion);
    constexpr auto kAsksMatter = std::to_array<std::string_view>({"seems to be the"});
    if (!hit && c.scenario == nullptr)
        hit = agent_said(c, c.opening(), kAsksMatter);
    if (hit) {
        sheet.judge("greeting.offer_help",
                    {.score = 100, .evidence = {quote(*hit)}, .why = "Offered at " + clock(hit->line->at) + '.'});
        return;
    }
    if (c.scenario == nullptr && !c.silent() && asks_at_once(c)) {
        sheet.judge("greeting.offer_help", {.score = 60,
                                            .evidence = {quote(whole_line(*c.agent.front()))},
                                            .why = first_words(c) + " It went straight to the matter.",
                                            .say = "How may I help you today?",
                                            .could_be_in = c.opening()});
        return;
    }
    sheet.judge("greeting.offer_help", {.why = first_words(c) + " No offer of help followed.",
                                        .say = "How may I help you today?",
                                        .could_be_in = c.opening()});
}

void judge_answer(const Case& c, Sheet& sheet) {
    if (!c.timeline.answer_measured)
        return;
    const auto& limits = c.rubric.limits;
    const double seconds = c.timeline.metrics.time_to_answer;
    if (!c.call.answered) {
        sheet.judge("greeting.time_to_answer",
                    {.evidence = {metric(c, "never answered, after " + decimal(seconds) + " s of ringing")},
                     .why = "The call rang for " + decimal(seconds) + " s and was never answered.",
                     .say = model_greeting(c)});
        return;
    }
    if (c.silent()) {
        sheet.judge("greeting.time_to_answer",
                    {.why = "The call was answered after " + decimal(seconds) + " s, but nobody spoke.",
                     .say = model_greeting(c)});
        return;
    }
    const double late = (seconds - limits.answer_s) / (limits.answer_worst_s - limits.answer_s);
    sheet.judge("greeting.time_to_answer",
                {.score = 100 * (1 - std::clamp(late, 0.0, 1.0)),
                 .evidence = {metric(c, "time to answer: " + decimal(seconds) + " s", 0)},
                 .why = "You answered after " + decimal(seconds) + " s; three seconds is the mark.",
                 .say = {}});
}

std::string ask_identity(const Case& c) {
    return "Before I open your account" + comma_name(c) +
           ", may I have your full name and account number, so that I know it is safe with you?";
}

// Without a scenario nothing says whether identity mattered: only asking for it, or disclosing without it, does.
std::optional<Verdict> identity_by_words(const Case& c) {
    const auto asked = agent_did(c, c.whole(), Act::VerifyIdentity);
    const auto told = agent_said(c, c.whole(), lexicon::kDisclosure);
    if (asked && (!told || asked->line <= told->line))
        return Verdict{.score = 100,
                       .evidence = {quote(*asked)},
                       .why = "Asked at " + clock(asked->line->at) + " before anything was disclosed."};
    if (told && told->line->clear)
        return Verdict{.evidence = {quote(*told)},
                       .why = "At " + clock(told->line->at) + " you spoke about the account (“" + quote(*told).text +
                              "”) before you knew who was calling.",
                       .say = ask_identity(c)};
    if (asked)
        return Verdict{.score = 100, .evidence = {quote(*asked)}, .why = "Asked at " + clock(asked->line->at) + '.'};
    return std::nullopt;
}

bool needs_identity(const Scenario& s) {
    return std::ranges::any_of(s.facts, [](const Fact& f) { return f.kind == FactKind::Identity; });
}

}  // namespace

Verdict identity_verdict(const Case& c) {
    if (!c.observed())
        if (auto v = identity_by_words(c))
            return *std::move(v);
    const auto disclosed = facts_of(c, CallFactKind::DisclosedUnverified);
    const auto verified = facts_of(c, CallFactKind::IdentityVerified);
    if (!disclosed.empty() && (verified.empty() || disclosed.front()->at < verified.front()->at)) {
        const auto* line = line_of(c, disclosed.front()->utterance);
        if (line == nullptr || line->clear) {
            const auto e = evidence_of(c, *disclosed.front());
            return {.evidence = {e},
                    .why = "At " + clock(e.timestamp) + " you disclosed account details (“" + e.text +
                           "”) before you had verified " + the_customer(c) + "'s identity.",
                    .say = ask_identity(c)};
        }
    }
    if (!verified.empty()) {
        const auto e = evidence_of(c, *verified.front());
        return {.score = 100,
                .evidence = {e},
                .why = "Identity was verified at " + clock(timestamp_of(c.call, verified.front()->at)) +
                       " before anything was disclosed."};
    }
    if (const auto asked = agent_did(c, c.whole(), Act::VerifyIdentity))
        return {.score = 50,
                .evidence = {quote(*asked)},
                .why = "You asked at " + clock(asked->line->at) + ", but identity was never fully verified.",
                .say = ask_identity(c),
                .could_be_in = c.whole()};
    return {.why = c.silent() ? "Identity was never asked for: you said nothing."
                              : "You never verified whom you were talking to.",
            .say = ask_identity(c),
            .could_be_in = c.whole()};
}

void judge_greeting(const Case& c, Sheet& sheet) {
    judge_salutation(c, sheet);
    judge_introduction(c, sheet, "greeting.brand", brand_in, "The company's name was missing.",
                       "Thank you for calling " + company_or(c, "[company]") + '.');
    judge_introduction(c, sheet, "greeting.own_name", own_name_in, "Your own name was missing.",
                       "My name is [your name], and I will look after this for you.");
    judge_offer(c, sheet);
    judge_answer(c, sheet);

    for (const auto* f : facts_of(c, CallFactKind::DisclosedUnverified)) {
        const auto* line = line_of(c, f->utterance);
        if (line == nullptr || line->clear)
            sheet.critical(GateKind::Compliance, "disclosed_unverified",
                           "Account details were disclosed before identity was verified.", evidence_of(c, *f));
    }
    const bool asked_or_told =
        agent_did(c, c.whole(), Act::VerifyIdentity) || agent_said(c, c.whole(), lexicon::kDisclosure);
    if (c.scenario != nullptr ? needs_identity(*c.scenario) : asked_or_told)
        sheet.judge("greeting.identity_before_disclosure", identity_verdict(c));
}

}  // namespace mockcall::judging
