#include "trainee.hpp"

#include <sstream>

namespace mockcall::bench {

namespace {

using Lines = std::vector<std::string>;

const std::string& one(const Lines& lines, Random& random) { return lines[random.below(lines.size())]; }

bool chance(Random& random, double p) { return random.unit() < p; }

std::string first_alternative(const std::string& word, Random& random) {
    Lines parts;
    std::istringstream in(word);
    for (std::string part; std::getline(in, part, '|');)
        parts.push_back(part);
    return parts.empty() ? word : one(parts, random);
}

std::string sum_of(const Resolution& r) {
    if (r.min_cents)
        return " of " + std::to_string(*r.min_cents / 100) + " dollars";
    if (r.min_percent)
        return " of " + std::to_string(static_cast<int>(*r.min_percent)) + " percent";
    return "";
}

const Resolution* best_of(const Problem& p) {
    const Resolution* best = nullptr;
    for (const auto& r : p.resolutions)
        if (best == nullptr || r.value > best->value)
            best = &r;
    return best;
}

std::string asked(const Fact& f, Random& random) {
    const std::string what = f.asks.empty() ? f.id : plain(one(f.asks, random), random);
    return one({"Could you tell me " + what + "?", "May I ask, " + what + "?", "And " + what + ", please?",
                "can i just get " + what + " please", "Before we go on, " + what + "?"},
               random);
}

std::string offered(const Resolution& r, Random& random) {
    const std::string what = plain(one(r.phrases, random), random) + sum_of(r);
    return one({"What I can do for you is this: " + what + ".", "I'd like to offer you the following, " + what + ".",
                "i will do that for you right away " + what, "Here's what I'll do now: " + what + "."},
               random);
}

std::string stepped(const Step& s, Random& random) {
    const std::string what = plain(one(s.phrases, random), random);
    return one({"Let me do this first: " + what + ".", "Okay, we " + what + " now.", "let us " + what + " together",
                "I'm going to " + what + "."},
               random);
}

void greet(const Scenario& s, Quality q, Random& random, Lines& out) {
    if (q == Quality::Poor)
        out.push_back(one({"Yeah?", "hello", "What is it?", "Support."}, random));
    else
        out.push_back(one({"Thank you for calling " + s.company.name + ", my name is Sam, how can I help you today?",
                           "Good morning, " + s.company.name + ", this is Kim speaking. How may I help?",
                           "hello and welcome to " + s.company.name + " my name is alex what can i do for you"},
                          random));
    if (q != Quality::Poor)
        out.push_back(one({"Please tell me what happened.", "Can you tell me more about that?",
                           "okay so what exactly is the problem"},
                          random));
}

void care(Random& random, Lines& out) {
    out.push_back(one({"I'm so sorry about that, I can see why that is frustrating for you.",
                       "That must be really annoying. I'm sorry this happened to you.",
                       "i completely understand why you are upset and i am sorry for the trouble"},
                      random));
}

void poor_words(Random& random, Lines& out) {
    out.push_back(one({"Well, you should have read the contract.", "That's not my problem.", "Calm down.",
                       "There's nothing I can do about that.", "You must have done something wrong.",
                       "Our system doesn't do that.", "Can you make it quick?", "I don't know."},
                      random));
}

void close(Quality q, Random& random, Lines& out) {
    if (q == Quality::Good)
        out.push_back(one({"Does that solve it for you?", "How does that sound, are you happy with that?"}, random));
    out.push_back(
        one({"Is there anything else I can help you with today?", "Anything else I can do for you?"}, random));
    if (q != Quality::Poor)
        out.push_back(
            one({"Thank you for calling, have a great day. Goodbye!", "Thanks for your patience, take care. Bye!"},
                random));
    out.push_back("Goodbye.");
}

}  // namespace

std::string plain(std::string_view phrase, Random& random) {
    std::istringstream in{std::string(phrase)};
    std::string out;
    for (std::string word; in >> word;) {
        std::string said = word == "..." ? "your"
                           : word == "$" ? "50 dollars"
                           : word == "%" ? "10 percent"
                           : word == "#" ? "two"
                                         : first_alternative(word, random);
        out += (out.empty() ? "" : " ") + said;
    }
    return out;
}

Lines script_of(const Scenario& s, Quality q, Random& random) {
    Lines out;
    greet(s, q, random, out);
    if (q == Quality::Good || (q == Quality::Average && chance(random, 0.3)))
        care(random, out);
    if (q == Quality::Poor)
        poor_words(random, out);
    for (const auto& f : s.facts)
        if (f.kind == FactKind::Identity && (q == Quality::Good || (q == Quality::Average && chance(random, 0.7))))
            out.push_back(asked(f, random));
    for (const auto& f : s.facts)
        if (f.kind != FactKind::Identity && chance(random, q == Quality::Good      ? 0.7
                                                           : q == Quality::Average ? 0.4
                                                                                   : 0.2))
            out.push_back(asked(f, random));
    for (std::size_t p = 0; p < s.problems.size(); ++p) {
        const Problem& problem = s.problems[p];
        if (p > 0 && q == Quality::Good)
            out.push_back(one({"Is there anything else on your mind?", "What else can I do for you?"}, random));
        if (p > 0 && q == Quality::Good && !problem.asks.empty())
            out.push_back("May I ask about " + plain(one(problem.asks, random), random) + "?");
        for (const auto& step : problem.steps)
            if (chance(random, q == Quality::Good ? 0.95 : q == Quality::Average ? 0.5 : 0.15))
                out.push_back(stepped(step, random));
        if (q == Quality::Poor)
            poor_words(random, out);
        const Resolution* best = best_of(problem);
        if (best != nullptr && chance(random, q == Quality::Good      ? 1.0
                                              : q == Quality::Average ? (p == 0 ? 0.8 : 0.3)
                                                                      : 0.15))
            out.push_back(offered(*best, random));
    }
    if (q == Quality::Poor)
        poor_words(random, out);
    close(q, random, out);
    return out;
}

}  // namespace mockcall::bench
