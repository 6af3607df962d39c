#include "domain/customer/daily_life.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/one_of.hpp"
#include "domain/dialogue/pattern.hpp"

namespace mockcall::customer_detail {

namespace {

struct Topic {
    Say say;
    const char* pattern;
};

/// In the order in which they win.
constexpr Topic kTopics[] = {
    {Say::NoMoreQuestions,
     "(do|have) you * [got|have] * (any|some|further|more|other|still) *2 (question|questions|concerns)"},
    {Say::NoMoreQuestions,
     "^ [you] (have|any|some) * (any|some|still|other|more|further|another) *2 (question|questions)"},
    {Say::NoMoreQuestions, "^ (any|some) * (question|questions)"},
    {Say::Follows, "(did|have|was|am|is) (i|it|that|everything|this) ** (clear|clearly|understandable|sense|plain)"},
    {Say::Follows, "(is|was) (everything|anything|something) * (clear|unclear)"},

    {Say::ThatSort, "(that|this|such) (kind|sort|type) of (thing|things|stuff) *1 $"},
    {Say::ThatSort, "(things like that|stuff like that|and so on|and the like) $"},
    {Say::SomebodyElseHere,
     "who ** (if you are (not|away|out)|when you are (not|away|out)|besides you|instead|apart from you)"},
    {Say::AskForMe, "who (should|shall|can|could|do|would|must|will|does) (i|we|he|she|they|the *2|it) *"},
    {Say::SecondFloor, "(what|which) floor *"},
    {Say::MyselfThere, "who ** (home|there|in|around|available|present) *2 $"},
    {Say::MyselfThere, "who ** (open|receive|accept|sign|take it|let (him|her|them|us|the))"},
    {Say::MyselfThere, "(anyone|anybody|somebody|someone) ** (at home|home|be there|there to|be in|open)"},
    {Say::NoNameLeft, "(who|whom) (did|was|were|have) ** (speak|spoke|speaking|talk|talked|talking|told|tell|call)"},
    {Say::NoNameLeft,
     "who * "
     "(told|said|promised|helped|served|sold|installed|fitted|answered|took|signed|delivered|sent|wrote|advised)"},
    {Say::NoNameLeft, "(who|whom) * (you|he|she|they) * (sent|send|gave|give|spoke|talked|wrote|told) *"},
    {Say::NoNameLeft, "what ** name *2 (of|he|she|they|was|is|do|did) **"},
    {Say::NoNameLeft, "what (is|was) (his|her|their) * name"},
    {Say::NoNameLeft, "what (is|was) (he|she|it|that|the *2) called"},
    {Say::NoNameLeft, "(did|do) you ** (name|names) of (the|that|whoever|whom)"},
    {Say::SomebodyClose, "(who|whom) (is|was|are|were) (it|that|this|he|she|they) *2"},
    {Say::SomebodyClose, "(who|whom) ** (for|intended|meant|lost|died|passed) *3"},
    {Say::MostlyMe, "who (else|all) *"},
    {Say::MostlyMe,
     "who * (use|uses|using|live|lives|need|needs|has|have|had|handle|handles|manage|look|looks|sleep|watch)"},

    {Say::SaysNothingMore,
     "what ** "
     "(say|says|said|show|shows|showing|showed|written|wrote|write|read|reads|tell|told|display|displayed|state|"
     "states|mention|answer|reply)"},
    {Say::SaysNothingMore,
     "what (is|was|are|were) * (on the (screen|display|letter|page|bill|label)|message|answer|reply|reaction)"},
    {Say::WantsItSorted,
     "what ** (expect|hope|hoping|wish|have in mind|(want|like) (us|me|from|to happen|to see|instead|as)|make "
     "(it|this|you)|"
     "fair|help you|be best for you|be ideal|do for you|matter|matters|important)"},
    {Say::WantsItSorted, "what (can|could|should|shall|may) (i|we) *"},
    {Say::WantsItSorted, "what would (you like|be|it take|help|do|you want) *"},
    {Say::WantsItSorted, "how (can|could|may|should|shall) (i|we) * (help|make|solve|fix|do|put|settle)"},
    {Say::NotThoughtSoFar, "what (are|were) * (you|your) *2 (plan|plans|planning|going to do)"},
    {Say::NotThoughtSoFar, "what (will|would|do|shall) (you|we) * do * (with|about|if|when|then|without)"},
    {Say::Living, "what (do|did) you do * (for a living|for work|professionally|as a job|for a job|there|exactly)"},
    {Say::Living, "what do you do $"},
    {Say::Living,
     "(what|which) *3 (job|profession|occupation|line of work|business|kind of work|trade|work) *2 (you|your|do|in)"},
    {Say::Living, "what (is|was) your * (job|profession|occupation|work|trade|line of work|business)"},
    {Say::WaitedAndCalled, "what (did|have) you (do|done|try|tried) *"},
    {Say::PlainColours,
     "(what|which) (color|colour|colors|colours|style|shade) ** (like|want|prefer|would|favorite|wear|have in mind)"},
    {Say::PlainColours, "(what|which) (color|colour) *"},
    {Say::UsualOne,
     "what ** (use|using|have|having|sleep|drive|wear|take|run|got|pay for) ** "
     "(now|currently|today|present|moment|normally|usually|nowadays)"},
    {Say::UsualOne, "what (do|did) you (normally|usually|currently|now|mostly) *"},
    {Say::OrdinaryDevice,
     "(what|which) *3 "
     "(phone|phones|handset|smartphone|mobile|device|devices|tablet|laptop|computer|machine|router|modem|"
     "browser|printer|camera|car|truck|bike|tv|television|app|software|system|program) *3"},
    {Say::KeepsBack,
     "(what|which) (bank|company|provider|firm|supplier|insurer|plan) ** (moving|going|switch|switching|thinking)"},
    {Say::TheUsual, "what (do|does) (your|the|his|her) *2 do *"},
    {Say::TheUsual,
     "what (do|are) you * "
     "(sell|selling|make|making|cook|cooking|offer|offering|eat|eating|drink|watch|play|serve|serving|"
     "wear|wearing|buy|order|read|bake|produce|grow)"},
    {Say::WhichExactly, "which (one|ones|of|part|parts|item|items) *"},

    {Say::Spells, "how *2 (spell|spelled|spelling|written)"},
    {Say::NoCause, "how * (happen|happened|come about|occur)"},
    {Say::NoCause, "what (caused|causes|led to|triggered)"},
    {Say::FromAFriend,
     "(how|where) ** (hear|heard|learn|find|found|come across|know) * (about|of|from|out about|on) * (us|our|the "
     "company|this offer)"},
    {Say::FromAFriend, "where (did|have|had) you * (find|found|hear|heard|see|seen|read|learn|come across) *"},
    {Say::FromAFriend, "where you (heard|found|saw|read|learned|came) *"},
    {Say::FromAFriend, "(how|where) did you find us"},
    {Say::EasyToFind,
     "how (do|does|can|will|would|could|should) (i|we|he|she|they|somebody|someone|the *1) * "
     "(find|get|reach|come|recognize)"},
    {Say::EndOfMonth,
     "(when|what day|which day|on which day) ** (get|receive|your|is) ** (salary|paid|pay|payday|wage|wages)"},
    {Say::DependsOnDay, "how (early|late) *"},
    {Say::DependsOnDay, "(what time|when|which time) (do|does) (you|he|she|they|it|your *1) *"},
    {Say::ModestSum,
     "how much (could|can|would|will|do|should) (you|he|she|they) * "
     "(pay|afford|spend|put|like|want|invest|start|begin|manage)"},
    {Say::ModestSum, "how much ** (begin|start|put in|deposit|first) *"},
    {Say::OnThisNumber, "(how|where) ** (reach|contact|call|get hold of|ring) * (you|him|her|back)"},
    {Say::OnThisNumber, "(best|good) (way|number) *2 (reach|contact|call|get)"},
    {Say::ByEmail,
     "how ** (like|want|prefer|should|shall) ** "
     "(receive|get|sent|send|contacted|informed|confirmation|copy|hear|deliver|have it)"},
    {Say::ByCard,
     "how (do|did|will|would|can|could|are|have|shall|should) ** (pay|paid|paying|payment|settle the bill)"},
    {Say::ByCard, "(what|which) ** (method of payment|payment method|way of paying)"},
    {Say::Online,
     "how (did|do|have|had) (you|he|she|they) * (order|ordered|book|booked|sign|signed|apply|applied|buy|bought|"
     "register|request|requested|contact|contacted|cancel|canceled|cancelled)"},
    {Say::Noticed,
     "how (did|do|have) you * (notice|noticed|find out|found out|realize|realise|realized|know|discover|see|come to)"},
    {Say::Noticed, "what made you (notice|realize|think|look|check|suspect)"},
    {Say::WentAllRight, "how (was|were) (it|that|your|the|everything|his|her)"},
    {Say::WentAllRight, "how did (it|that|things|everything|the *2) * (go|turn out|work out)"},
    {Say::NothingSpecial,
     "(what|how) ** (look|looks|sound|sounds|smell|smells|feel|feels|felt|looked|sounded) [like] *2 $"},
    {Say::HandfulOfUs,
     "how many * (people|persons|of you|adults|children|kids|family|members|users|employees|guests|colleagues|staff) "
     "*"},
    {Say::HandfulOfUs, "how (big|large) * (family|household|team|business|company|office|crew)"},

    {Say::HereWithMe,
     "where (is|are|was|were) (it|that|they|the|your|this) *4 (now|right now|at the "
     "moment|kept|located|standing|placed|installed|plugged)"},
    {Say::HereWithMe, "where (do|did|have) you * (keep|kept|put|store|stored|place|placed|leave|left|have|got)"},
    {Say::HereWithMe, "where (is|are) (it|they|that) $"},
    {Say::HereWithMe,
     "where (is|are) (the|your) "
     "(router|modem|box|phone|card|device|letter|package|parcel|receiver|machine|meter|sensor|computer|laptop) *"},
    {Say::WhereverEasy,
     "where ** (should|shall|would|can|could|may) ** (put|leave|place|install|have it|set|deliver it|park)"},
    {Say::SoonAs,
     "(when|by when|how soon|what date|which day) (do|does|would|will|must|should) ** (need|want|like|have to|be "
     "ready|be there|arrive|start)"},
    {Say::OfficeHours, "(what|which) ** (opening hours|business hours|office hours|hours) *"},
    {Say::DayOrTwo, "how (soon|quickly|fast) (can|could|will|would) (you|he|she|they) *"},
    {Say::SoonAs, "how (soon|urgent|urgently) *"},
    {Say::SoonAs, "how (quickly|fast) (do|would|must|should) you * need *"},
    {Say::FewMiles, "how far *"},
    {Say::NearestOne, "(which|what) ** (branch|store|shop|office|clinic|station|location) *"},
    {Say::WhileAgo, "when * (you|he|she|they|it|that) * last *"},
    {Say::WhileAgo, "when (was|were) * last (time|one)"},

    {Say::DidNotThink, "why (did|have|had|do|does) (you|he|she|they|no) [one|body] not *"},
    {Say::DidNotThink, "why (did|have) (not) *"},
    {Say::CouldNotGoOn,
     "why (do|did|would|are|were) you * (want|need|leave|leaving|cancel|canceling|cancelling|call|calling|"
     "ask|asking|close|closing|switch|look|looking|choose|go|decide|think)"},
    {Say::CouldNotGoOn, "why * now"},
    {Say::CouldNotGoOn, "what (makes|made|brings|brought) you *"},
    {Say::SameThere, "^ [and|what about|how about] (your|the|his|her) *2 $"},
};

/// What an agent says beside the matter.
constexpr Topic kRemarks[] = {
    {Say::WishedWell, "(happy|merry) (birthday|anniversary|christmas|easter|new year|holidays)"},
    {Say::WishedWell, "congratulations"},
    {Say::WishedWell, "(good|best of) luck"},
    {Say::WishedWell, "all the best"},
    {Say::WishedWell,
     "(i|we) (wish|hope) * (you|your|he|she|they|him|her|them|the *2|it) * (well|better|soon|good|great|nice|"
     "lovely|strength|recovery|feel|feels|goes|like|likes|enjoy|enjoys|health|luck|best|safe|joy|fun)"},
    {Say::WishedWell,
     "(get well|speedy recovery|enjoy (it|your|the)|have fun|safe (travel|travels|trip|journey|drive)|take care of|"
     "look after) *"},
    {Say::Praised,
     "(you are|you have been|you were|you are being) * (patient|kind|helpful|great|wonderful|lovely|understanding|"
     "brave|clever|right to|smart|sweet|polite|nice|organised|organized|prepared|honest)"},
    {Say::Praised,
     "(thank you|thanks) for [your|being|the] *2 (patience|patient|honesty|honest|understanding|trust|loyalty|kindness|"
     "openness|feedback)"},
    {Say::Praised, "(i|we) (appreciate|value|admire) *"},
    {Say::Praised, "(well done|good job|great job|good for you|good thinking|you did * (right|well|everything))"},
    {Say::TakesRemark,
     "my * (son|daughter|wife|husband|mother|father|mom|mum|dad|kid|kids|children|brother|"
     "sister|grandmother|grandma|grandfather|uncle|aunt|friend|dog|cat|neighbor|neighbour|boss|colleague|girlfriend|"
     "boyfriend|parents|family|cousin) **"},
    {Say::TakesRemark,
     "i (love|hate|adore|used to|once|grew up|have been there|know the feeling|am from|come from|had the same|"
     "also have|have one|have two|have the same|would love) *"},
    {Say::TakesRemark,
     "(that is|how|what a) * (interesting|fascinating|exciting|cool|beautiful|cute|sweet|funny|impressive|amazing) *"},
    {Say::TakesRemark,
     "(that is|that was|it is|what) a [very] (lovely|beautiful|nice|good|wonderful|sweet|great) "
     "(thought|idea|story|name|"
     "place|choice|gift|present|plan|tradition|town|city)"},
};

struct Compiled {
    PatternSet set;
    std::vector<Say> says;
    explicit Compiled(std::span<const Topic> topics) {
        for (const Topic& t : topics) {
            set.add(t.pattern);
            says.push_back(t.say);
        }
    }
    [[nodiscard]] std::optional<Say> first_in(const std::vector<Token>& tokens) const {
        std::size_t best = says.size();
        for (const auto& match : set.match(tokens))
            best = std::min(best, match.pattern);
        return best == says.size() ? std::nullopt : std::optional(says[best]);
    }
};

}  // namespace

std::optional<Say> everyday_answer(const std::vector<Token>& question) {
    static const Compiled topics(kTopics);
    return topics.first_in(question);
}

std::optional<Say> everyday_reaction(const std::vector<Token>& remark) {
    static const Compiled remarks(kRemarks);
    return remarks.first_in(remark);
}

bool tells_a_deed(const std::vector<Token>& tokens) {
    static const PatternSet deeds{
        "(i|we) (will|am going to|are going to|have|am|are|shall) * "
        "(send|sending|sent|put|putting|add|adding|added|book|booking|booked|arrange|arranging|arranged|order|ordering|"
        "ordered|"
        "change|changing|changed|update|updating|updated|note|noting|noted|make|making|made|write|writing|written|call|"
        "calling|"
        "called|email|text|mail|pass|passing|passed|remove|removing|removed|fix|fixing|fixed|set|setting|transfer|"
        "report|"
        "reported|reporting|open|opening|opened|close|closing|closed|cancel|cancelled|canceled|credit|credited|refund|"
        "refunded|"
        "reset|register|registered|record|recorded|forward|forwarded|forwarding|extend|extended|reserve|reserved|block|"
        "blocked|"
        "unblock|unblocked|take|taking|taken|give|giving|given|keep|follow|start|started|stop|stopped|switch|switched|"
        "activate|activated|enter|entered|ship|shipping|shipped|prepare|prepared|confirm|mark|marked)",
        "(i|we) "
        "(added|sent|put|booked|noted|changed|updated|removed|ordered|arranged|made|wrote|reset|stopped|blocked|opened|"
        "closed|reserved|forwarded) *",
        "^ (done|all done|that is done|it is done)"};
    return deeds.in(tokens);
}

std::string in_own_person(const std::string& words) {
    struct Turned {
        std::string_view theirs, own;
    };
    constexpr auto kTurned = std::to_array<Turned>({{"your", "my"},
                                                    {"yours", "mine"},
                                                    {"you", "me"},
                                                    {"yourself", "myself"},
                                                    {"my", "your"},
                                                    {"me", "you"},
                                                    {"us", "you"},
                                                    {"our", "your"}});
    std::string out;
    for (std::size_t from = 0; from < words.size();) {
        const std::size_t to = std::min(words.find(' ', from), words.size());
        const std::string_view word = std::string_view(words).substr(from, to - from);
        const auto turned = std::ranges::find(kTurned, word, &Turned::theirs);
        out += (out.empty() ? "" : " ") + std::string(turned == kTurned.end() ? word : turned->own);
        from = to + 1;
    }
    return out;
}

}  // namespace mockcall::customer_detail
