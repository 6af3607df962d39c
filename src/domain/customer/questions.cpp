#include "domain/customer/questions.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "domain/dialogue/pattern.hpp"

namespace mockcall::customer_detail {

namespace {

struct KindPattern {
    QuestionKind kind;
    const char* pattern;
    bool only_marked = false;  ///< "sorry" asks only with a question mark
};

/// In the order in which they win.
constexpr KindPattern kKinds[] = {
    {QuestionKind::Clarify, "what (do|did) you * mean"},
    {QuestionKind::Clarify, "what does (that|it) mean"},
    {QuestionKind::Clarify, "(how|what) (do|did) you mean"},
    {QuestionKind::Clarify, "what * (mean|meant) by"},
    {QuestionKind::Clarify, "^ (how so|in what way|meaning) $"},
    {QuestionKind::Clarify, "(could|can|would) you * (explain|clarify) (that|what you|it|this) [more|better|$]"},
    {QuestionKind::Clarify, "i (do|did) not * (follow|understand) [you|that|what you] $"},
    {QuestionKind::Clarify, "not sure * (i follow|i understand|what you mean)"},
    {QuestionKind::Clarify, "(you lost me|come to the point)"},
    {QuestionKind::GoOn,
     "^ (go on|carry on|continue|please continue|go ahead|i am listening|listening|keep going|uh huh|mhm|mm hmm|tell "
     "me "
     "more|and then|and|then|then what|what then|so then) $"},
    {QuestionKind::GoOn, "what (happened|came|did you do) (then|next|after that)"},
    {QuestionKind::Repeat, "^ (what|pardon|huh|eh|say again|come again|sorry what|beg your pardon) $"},
    {QuestionKind::Repeat, "^ (sorry|excuse me) $", true},
    {QuestionKind::Repeat, "(can|could|would|will|may) (you|i) * (repeat|say) *4 (again|that|it|please|$)"},
    {QuestionKind::Repeat, "(can|could|would) you * (speak up|talk louder|speak louder|speak slower|slow down)"},
    {QuestionKind::Repeat, "^ (repeat|say) (that|it|this|your|the) *3 (again|please|$)"},
    {QuestionKind::Repeat, "(please|mind) * (repeat|repeating|say|saying) (that|it|this|your|the)"},
    {QuestionKind::Repeat, "i (did not|could not|can not|do not) * (catch|hear|get) (that|you|it|what you|your|all)"},
    {QuestionKind::Repeat, "i * (did not|could not) * (catch|hear) (the|a)"},
    {QuestionKind::Repeat, "(did not|could not) * (catch|hear|get) that $"},
    {QuestionKind::Repeat, "i [just|must have|may have] missed (that|it|you|what you|your|the (last|first|end))"},
    {QuestionKind::Repeat, "^ [sorry] missed that"},
    {QuestionKind::Repeat, "(you said what|what did you say|what was that)"},
    {QuestionKind::Repeat, "(one more time|once more|again) please $"},
    {QuestionKind::Repeat, "^ * (one more time|once again|come again) $"},
    {QuestionKind::Why, "^ (why|how come|what for|why not|why is that|why so) $"},
    {QuestionKind::Comprehension, "(does|did|do) (that|this|it|they) make [any|perfect] sense"},
    {QuestionKind::Comprehension, "(is|are|was) (that|this|it|everything|all) * (clear|understandable)"},
    {QuestionKind::Comprehension, "(are you|you|still) (with me|following|follow me)"},
    {QuestionKind::Comprehension, "do you (understand|follow|get it|see what i mean|know what i mean)"},
    {QuestionKind::Comprehension, "^ (ok|alright|good|clear|understood|got it|got that|all clear) [so far] $"},
    {QuestionKind::Acceptable, "(does|would|will) (that|this|it) (work|do) for (you|me|us)"},
    {QuestionKind::Preference, "which *3 (better|prefer|like|rather|suit|suits|want|best)"},
    {QuestionKind::Preference, "(what|which) would you (rather|prefer)"},
    {QuestionKind::Preference, "would you (rather|prefer) ** or"},
    {QuestionKind::Preference,
     "(shall|should|will|would|do) (i|we|you) *9 or (do|would|will|should|shall|is|are) (you|i|we|it|that) *"},
    {QuestionKind::Result, "any (luck|better|change|difference|success)"},
    {QuestionKind::Result,
     "(is|are|has|did|does) (it|that|everything|they|this) * (work|working|worked|back|up|go through|gone through|come "
     "on|come through|green|on|visible|better|fixed|connected|load|loading|loaded|help|helped|arrive|arrived|appear|"
     "charging|ring|ringing|there)"},
    {QuestionKind::Result,
     "(is|are|has|did|does) the *2 * (work|working|worked|back|go through|gone through|come through|green|fixed|"
     "connected|load|loading|loaded|ringing|back on)"},
    {QuestionKind::Arrival, "(did|do) you * (get|got|receive|received) (it|them|that|the|my|our) *"},
    {QuestionKind::Arrival, "have you * (received|gotten) (it|them|that|the|my|our) *"},
    {QuestionKind::Arrival, "(has|did) (it|the *2) * (come|arrive|arrived|come through)"},
    {QuestionKind::Result, "(can|could|do) you * (see|open|log in|hear|reach|find) (it|them|that|your|the|anything) *"},
    {QuestionKind::Result, "are you * (back in|logged in|online|connected|in $|in now)"},
    {QuestionKind::Acceptable,
     "(is|would|will|does|do|sound|sounds) (that|this|it) * "
     "(ok|alright|fine|fair|good|acceptable|reasonable|enough|work|"
     "suit|sound|better)"},
    {QuestionKind::Acceptable, "(will|would|does) (that|this|it) * (do $|fit|suit|add up|match|meet)"},
    {QuestionKind::Acceptable, "how (do|would) you *1 (feel|like|think) * (that|it|this)"},
    {QuestionKind::Acceptable, "(are we|we are) * (settled|sorted|agreed|set) [then|now|$]"},
    {QuestionKind::Acceptable, "how does (that|this|it) (sound|look|feel|seem)"},
    {QuestionKind::Acceptable, "what do you (say|think) [$|to|about|of]"},
    {QuestionKind::Acceptable, "(are you|you are|would you be|you) (ok|fine|happy|comfortable|good|satisfied) with"},
    {QuestionKind::Acceptable, "^ (agreed|deal|fair enough|fair|sound good|sounds good|sound fair) $"},
    {QuestionKind::Word, "(what|how|which|when|where) *2 would you *"},
    {QuestionKind::Request,
     "(can|could|would|will) you * "
     "(look|take|walk|go|check|try|press|push|pull|plug|unplug|restart|turn|switch|open|close|click|type|hold|put|send|"
     "log|"
     "scroll|tap|move|wait|write) *"},
    {QuestionKind::Consent, "(shall|should) (i|we)"},
    {QuestionKind::Consent, "(may|can|could) (i|we) (go|set|send|book|make|put|start|try|do|add|change|note|place)"},
    {QuestionKind::Consent, "(would|do) you * (like|want|prefer|need) (me|us) to"},
    {QuestionKind::Consent, "(want|like) (me|us) to"},
    {QuestionKind::Consent, "^ [and|so|do you] want (that|it|this|them|a|an|some) *"},
    {QuestionKind::Consent, "would you (like|prefer) *"},
    {QuestionKind::Consent, "do you want *"},
    {QuestionKind::Tag, "(right|correct|yes|yeah|true|is not it|is that right|is that correct|am i right) $"},
    {QuestionKind::Choice,
     "(is|are|was|were|do|does|did|has|have|would|will|can) ** or (a|an|the|is|do|did|not|#number) *"},
    {QuestionKind::Choice,
     "(is|are|was|were|do|does|did|has|have) *5 or (is|are|was|were|does|did|has|have|can) "
     "(it|that|they|there|he|she|you|your|the|somebody|someone)"},
    {QuestionKind::Choice, "(is|are|was|were|do|does|did|has|have|would|will|can) ** or *2 $"},
    {QuestionKind::Word, "(what|which|who|whom|whose|when|where|how|why)"},
};

struct Compiled {
    PatternSet set;
    Compiled() {
        for (const KindPattern& k : kKinds)
            set.add(k.pattern);
    }
};

bool follows_up(QuestionKind kind) {
    return kind == QuestionKind::Repeat || kind == QuestionKind::Clarify || kind == QuestionKind::GoOn ||
           kind == QuestionKind::Why;
}

}  // namespace

QuestionKind kind_of_question(const std::vector<Token>& tokens, bool asks) {
    static const Compiled compiled;
    // "Can you walk yet?" asks nobody to.
    static const PatternSet states{"(yet|again|still|already|normally|at all|properly|nowadays) $"};
    const bool of_state = states.in(tokens);
    std::size_t best = std::size(kKinds);
    for (const auto& match : compiled.set.match(tokens)) {
        // A question mark makes any of them a question; without one only what cannot be meant otherwise.
        const KindPattern& found = kKinds[match.pattern];
        const bool written = tokens[match.span.begin].in_question;
        const bool marked =
            (written || (asks && !found.only_marked)) && !(of_state && found.kind == QuestionKind::Request);
        if (marked || (follows_up(found.kind) && !found.only_marked))
            best = std::min(best, match.pattern);
    }
    if (best < std::size(kKinds))
        return kKinds[best].kind;
    return asks ? QuestionKind::YesNo : QuestionKind::None;
}

bool instructs(const std::vector<Token>& tokens) {
    constexpr auto kVerbs = std::to_array<std::string_view>(
        {"call",    "check",  "choose", "clear",  "click",   "close",  "connect", "disconnect", "download", "email",
         "enter",   "fill",   "go",     "hold",   "install", "keep",   "leave",   "log",        "look",     "open",
         "pick",    "plug",   "press",  "print",  "pull",    "push",   "put",     "read",       "remove",   "reset",
         "restart", "scroll", "select", "send",   "sign",    "switch", "take",    "tap",        "try",      "turn",
         "type",    "unplug", "update", "upload", "use",     "wait",   "write"});
    constexpr auto kBefore =
        std::to_array<std::string_view>({"please", "then", "now", "and", "ok", "first", "so", "just", "next", "also"});
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (std::ranges::find(kVerbs, tokens[i].word) == kVerbs.end() || i + 1 == tokens.size() ||
            tokens[i].in_question)
            continue;
        std::size_t begin = i;
        while (begin > 0 && !tokens[begin].starts_sentence && !tokens[begin].after_pause &&
               std::ranges::find(kBefore, tokens[begin - 1].word) != kBefore.end())
            --begin;
        if (begin == 0 || tokens[begin].starts_sentence || tokens[begin].after_pause)
            return true;
    }
    return false;
}

}  // namespace mockcall::customer_detail
