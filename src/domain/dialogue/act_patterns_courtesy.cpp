#include "domain/dialogue/act_patterns.hpp"

namespace mockcall {

namespace {

constexpr PatternGroup kGroups[] = {
    {"i", "i|we"},
    {"can", "can|could|may|might|would|will|shall|do"},
    {"am", "am|are|was|were"},
    {"ask",
     "provide|give|tell|share|confirm|verify|need|have|get|send|enter|spell|know|grab|repeat|state|require|"
     "validate|include|obtain|ask for|specify|collect|start with|begin with|supply|read|see|double check|check|want|"
     "please"},
    {"idnum", "number|id|num|no|details|information|info|ids|numbers|reference|ref"},
    {"idthing",
     "username|user name|email|pin|pins|birthday|birthdate|dob|date of birth|day of birth|birth "
     "date|ssn|identification|"
     "passcode|login|userid|full name|first name|last name|surname|first and last name|zip code|postcode|postal code|"
     "social security|maiden name|last four|last 4|mother maiden|identity|security question|security questions|"
     "security answer|security code|security word|"
     "security pin|secret word|secret question|"
     "(account|order|customer|member|membership|policy|phone|telephone|confirmation|booking|reservation|reference|cell|"
     "mobile|contact|client|patient|case|claim|license|user|employee|subscriber|serial|callback) {idnum}|name|account "
     "id|"
     "account|driver license|passport"},
    {"bad",
     "frustrating|awful|terrible|horrible|difficult|stressful|hard|tough|annoying|scary|inconvenient|"
     "disappointing|rough|upsetting|unpleasant|challenging|worrying|frightening|maddening|irritating|confusing|"
     "exhausting|painful|aggravating|nerve wracking|distressing|sad|unfortunate|a pain|a nuisance|a hassle|not fun|"
     "not easy|not ideal|overwhelming|alarming|unacceptable|concerning"},
    {"feel",
     "frustrated|frustration|upset|concern|concerned|disappointed|disappointment|annoyed|angry|anger|worried|"
     "worry|stressed|stress|unhappy|anxious|scared|confused|confusion|hurt|situation|position|urgency|hesitation|"
     "reservations|irritated|irritation|difficult|hard|annoying|frustrating|inconvenient|inconvenience|pain"},
    {"good",
     "great|good|nice|wonderful|lovely|fantastic|pleasant|awesome|amazing|blessed|beautiful|excellent|safe|"
     "better|happy|fabulous"},
    {"day",
     "day|one|evening|night|afternoon|morning|weekend|week|rest|time|trip|flight|stay|holiday|ride|party|meal|"
     "journey|meeting|visit"},
    {"short", "moment|second|sec|minute|min|seconds|minutes|moments|bit|while|mins|secs|jiffy|tick"},
    {"house",
     "bank|insurance|assurance|pharmacy|surgery|practice|clinic|hospital|hotel|travel|council|energy|water|gas|power|"
     "mobile|telecom|broadband|airlines|airways|restaurant|trattoria|bistro|helpdesk|motors|garage|office|centre|"
     "center|school|library|logistics|parcels|rentals|claims team|reception|desk"},
    {"sum", "#money|#percent"},
    {"comp",
     "credit|refund|discount|reimburse|reimbursement|compensation|compensate|promo code|voucher|coupon|"
     "gift card|rebate|store credit|goodwill|bonus|money back|price adjustment"},
    {"team",
     "department|team|manager|supervisor|specialist|colleague|office|engineer|engineers|technician|technicians|"
     "superior|boss|lead|agent|representative|rep|staff|people|division|desk|line|support|sales|billing|security|"
     "back office|management|advisor|branch|expert|unit"},
};

constexpr ActPattern kCourtesy[] = {
    // greeting
    {Act::Greeting, 0.95F, "^ (hi|hello|hey|greetings|howdy|hiya|hallo|helo)"},
    {Act::Greeting, 0.95F, "^ good (morning|afternoon|evening)"},
    {Act::Greeting, 0.6F, "^ good day"},
    {Act::Greeting, 0.85F, "^ welcome to"},
    {Act::Greeting, 0.7F, "you have reached"},
    {Act::Greeting, 0.8F,
     "thank you for (calling|contacting|reaching|choosing|your call) ** (my name is|this is|you are speaking|"
     "how {can}|{i} help)"},
    {Act::Greeting, -1.0F, "have [a] good (morning|afternoon|evening|day)"},
    {Act::Greeting, -1.0F, "good (morning|afternoon|evening) appointment"},

    // company_name (when the company's name is not known)
    {Act::CompanyName, 0.8F, "^ welcome to"},
    {Act::CompanyName, 0.8F, "(and|a [very|warm]|warm) welcome to"},
    {Act::CompanyName, 0.8F, "you have reached"},
    {Act::CompanyName, 0.6F, "{i} am (calling from|with)"},

    // empathy
    {Act::Empathy, 0.95F, "sorry [to] (hear|see|learn|read) "},
    {Act::Empathy, 0.9F, "sorry that (you are|this happened|you have|you had|you were|happened|this is)"},
    {Act::Empathy, 0.8F, "sorry (you are|you have|you had|you were|you feel|you did|this happened|your|yours)"},
    {Act::Empathy, 0.9F, "sorry for your loss"},
    {Act::Empathy, 0.95F, "understand ** {feel}"},
    {Act::Empathy, 0.9F,
     "{i} [can|do|fully] (understand|see|imagine|appreciate|get|hear) (how|why|that you|that this|that it|"
     "what you|where you|you are|you feel|this is|it is)"},
    {Act::Empathy, 0.9F, "(can|could) ** (imagine|relate|sympathize|empathize)"},
    {Act::Empathy, 0.7F, "know how"},
    {Act::Empathy, 0.9F, "(must|sounds|has to|would|can) [be|have been|feel|like] * {bad}"},
    {Act::Empathy, 0.85F, "(that|this|it) is * {bad}"},
    {Act::Empathy, 0.9F, "how {bad}"},
    {Act::Empathy, 0.9F,
     "(do not|no need to|need not|not to) (worry|stress|be embarrassed|feel bad|panic|be sorry|apologize)"},
    {Act::Empathy, 0.85F, "no worries"},
    {Act::Empathy, 0.9F, "take your time"},
    {Act::Empathy, 0.8F, "no rush"},
    {Act::Empathy, 0.9F, "{i} would [be|feel] * (upset|frustrated|angry|annoyed|worried|feel the same|too)"},
    {Act::Empathy, 0.9F, "in your (shoes|position|place|situation)"},
    {Act::Empathy, 0.9F, "{i} (hear you|feel you|feel your|feel for|get it|share your)"},
    {Act::Empathy, 0.85F, "you are [not] in good hands"},
    {Act::Empathy, 0.9F, "(that|this) is (awful|terrible|horrible|too bad|a shame|unfortunate|annoying|frustrating)"},
    {Act::Empathy, 0.8F, "^ oh (no|dear|my|man)"},
    {Act::Empathy, 0.75F, "it happens"},
    {Act::Empathy, 0.75F, "happens to (all|everyone|everybody|the best|anyone|us)"},
    {Act::Empathy, 0.75F, "(that|it) is [all|perfectly] (ok|fine|alright|understandable|quite all right|all right) $"},
    {Act::Empathy, 0.85F, "understandable|understandably"},
    {Act::Empathy, 0.9F, "(you have every|every) right to"},
    {Act::Empathy, 0.8F,
     "{i} [will] (get|make sure) * (this|that|it) * (sorted|fixed|resolved|taken care|right|worked out)"},
    {Act::Empathy, 0.7F, "(we will|let us) (get|figure|sort|work) * (out|through|fixed|sorted) together"},
    {Act::Empathy, 0.7F, "{i} am here (for you|to help)"},
    {Act::Empathy, 0.85F, "(hope|wish) you * (better|recover|well soon|ok|safe|alright)"},
    {Act::Empathy, 0.8F,
     "{i} [do] hope [that] (you|your|the|everything|it|he|she|they) * "
     "(feel|feels|get|gets|better|well|ok|safe|recover|recovers|work|works|go|goes)"},
    {Act::Empathy, 0.8F,
     "(good luck|best of luck|fingers crossed|stay safe|get well|hang in there|you got this|cheer up|hope so too)"},
    {Act::Empathy, 0.8F, "(happy|glad|thrilled|excited|delighted) (to hear|for you|that you|you are)"},
    {Act::Empathy, 0.7F,
     "(that|it) sounds (fun|great fun|lovely|exciting|dangerous|scary|serious|like a lot|like you)"},
    {Act::Empathy, 0.7F,
     "(things|everything|it) (happen|happens|will be (ok|fine|alright)|is going to be (ok|fine|alright))"},
    {Act::Empathy, -1.0F, "hope (this|that|it) (helps|answers|clears|resolves)"},
    {Act::Empathy, -1.0F, "sorry (that|you) * (happened|item|order|option|time|not available)"},
    {Act::Empathy, 0.8F, "glad [that] you (are ok|are safe|called|told|reached)"},
    {Act::Empathy, 0.7F,
     "{i} appreciate * (you|your) (patience|telling|sharing|honesty|bringing|concern|loyalty|letting)"},
    {Act::Empathy, 0.6F, "(thanks|thank you) for * (patience|understanding|bearing|waiting|patient)"},
    {Act::Empathy, 0.8F, "congratulations|congrats|condolences|sympathies"},
    {Act::Empathy, 0.8F,
     "(i would not want|nobody wants|no one wants|no one likes|nobody likes|not what you (expect|need|want))"},
    {Act::Empathy, 0.8F, "you (deserve|should not have to|should never have)"},
    {Act::Empathy, 0.7F, "{i} (know|realize) (this|that|it|you) * {bad}"},
    {Act::Empathy, -1.0F, "(do not|did not|can not) understand"},
    {Act::Empathy, -1.0F, "know how to"},
    {Act::Empathy, -1.0F, "make sure {i} understand"},

    // apology
    {Act::Apology, 0.95F, "sorry"},
    {Act::Apology, 0.95F, "apologize|apologizing"},
    {Act::Apology, 0.95F, "apology|apologies"},
    {Act::Apology, 0.8F, "my (bad|mistake|fault|error)"},
    {Act::Apology, 0.8F, "our (mistake|fault|error|bad)"},
    {Act::Apology, 0.7F, "{i} (messed up|made a mistake|dropped the ball|let you down|got that wrong|misspoke)"},
    {Act::Apology, 0.8F, "(pardon|forgive|excuse) (me|us|my|the)"},
    {Act::Apology, 0.6F, "{i} regret"},
    {Act::Apology, 0.5F, "^ unfortunately"},
    {Act::Apology, -1.0F, "sorry [to] (hear|see|learn|read)"},
    {Act::Apology, -1.0F, "sorry (for your loss|you are|you have|you had|you feel)"},
    {Act::Apology, -1.0F, "(do not|no need to|need not) * (sorry|apologize)"},
    {Act::Apology, -1.0F, "you (are|will be|should be|would be) sorry"},
    {Act::Apology, -1.0F, "^ unfortunately"},

    // open_question
    {Act::OpenQuestion, 0.95F, "how * {can} {i} * (help|assist|be of|do|serve|support|make)"},
    {Act::OpenQuestion, 0.9F, "what * {can} {i} * (do|help|assist)"},
    {Act::OpenQuestion, 0.85F, "(help|assist) you with [today|now] $"},
    {Act::OpenQuestion, 0.9F,
     "what * (problem|issue|trouble|matter|concern|going on|wrong|reason for|brings you|brought you|"
     "happened|happening|happens|situation|nature of|question)"},
    {Act::OpenQuestion, 0.9F, "what (seems|appears) to"},
    {Act::OpenQuestion, 0.9F, "tell (me|us) * (about|more|what|how|everything|why|a bit|a little|the story)"},
    {Act::OpenQuestion, 0.9F, "(describe|explain) * (what|the|your|how|to me|in|why|more|it|that|this)"},
    {Act::OpenQuestion, 0.9F, "walk me through"},
    {Act::OpenQuestion, 0.9F,
     "(give|provide) * (more|some|any|a few|further) * (detail|details|information|info|context|background)"},
    {Act::OpenQuestion, 0.85F, "(elaborate|what is up|whats up|go ahead and tell|go on i)"},
    {Act::OpenQuestion, 0.75F, "^ (why|how come)"},
    {Act::OpenQuestion, 0.75F,
     "^ how (do you feel|did (it|that|this)|does (it|that|this)|do you (use|want|plan)|are things|has)"},
    {Act::OpenQuestion, 0.75F,
     "what (do|would|did|are|were) you * (think|trying|looking for|looking to|hoping|expect|want|need|notice|see|"
     "mean|like|have in mind)"},
    {Act::OpenQuestion, 0.7F, "what (else|more) (can|would|do|did)"},
    {Act::OpenQuestion, 0.7F, "in what way"},
    {Act::OpenQuestion, 0.7F, "what (led|made|caused|prompted)"},
    {Act::OpenQuestion, 0.8F, "what (kind|sort|type) of (problem|issue|trouble|help|difficulty|question|assistance)"},
    {Act::OpenQuestion, -1.0F, "(explain|describe) (that|this) to you"},
    {Act::OpenQuestion, -1.0F, "{i} * (tell|explain|describe) you"},
    {Act::OpenQuestion, -1.0F, "let me explain"},
    {Act::OpenQuestion, -1.0F, "(anything|something|all|everything|else|more) [that] {i} * (help|assist) you with"},
    {Act::OpenQuestion, -1.0F, "(anything|something|what) [that] (else|more|further|other) **"},
    {Act::OpenQuestion, -1.0F, "(is|will|would) that [be] (all|it|everything) **"},
    {Act::OpenQuestion, -1.0F, "what [else] would you like to (add|order|change|name|call|book|eat|drink)"},
    {Act::OpenQuestion, -1.0F, "what else (can|could|may) {i} *"},

    // hold_request
    {Act::HoldRequest, 0.95F, "(one|a|few|two|couple) * {short} [while|please|and|as|to|$]"},
    {Act::HoldRequest, 0.95F, "(bear|hang|hold) (with|on|tight)"},
    {Act::HoldRequest, 0.95F, "hold (the line|please|for|while)"},
    {Act::HoldRequest, 0.95F, "^ please hold"},
    {Act::HoldRequest, 0.95F, "(put|place|keep|have|leave|placing|putting) you on * hold"},
    {Act::HoldRequest, 0.9F, "on [a|brief|short] hold (for|while|so)"},
    {Act::HoldRequest, 0.9F, "(give|allow|grant|need|spare|take) * (a|one|two|few|couple|#number) * {short}"},
    {Act::HoldRequest, 0.85F, "(be|are) right back"},
    {Act::HoldRequest, 0.85F, "stand by"},
    {Act::HoldRequest, 0.8F, "(please|can you|could you|would you|mind) * wait"},
    {Act::HoldRequest, 0.8F, "(while|as) {i} (look|check|pull|search|verify|find|review|process)"},
    {Act::HoldRequest, -1.0F, "(thank you|thanks|appreciate|sorry) ** (holding|hold|waiting|wait)"},
    {Act::HoldRequest, -1.0F,
     "(takes|take|took|in|within|every|last|about|after|for|only) (one|a|two|few|#number) * {short}"},
    {Act::HoldRequest, -1.0F, "per (minute|second)"},
    {Act::HoldRequest, -1.0F, "(good|better|best|right|bad|convenient|quiet) (time|moment|minute)"},
    {Act::HoldRequest, -1.0F,
     "(wait|leave it|keep it|hold it) * {short} and (then|put|plug|press|push|switch|turn|try|pull|open|let)"},
    {Act::HoldRequest, -1.0F, "a (while|bit) (ago|back|longer|more|of|about)"},
    {Act::HoldRequest, -1.0F, "(have|got) a (moment|minute|second)"},
    {Act::HoldRequest, -1.0F, "(tell|give|need|know|help|explain|learn|provide) * a (bit|while|little bit)"},

    // confirm_resolution
    {Act::ConfirmResolution, 0.95F, "(anything|something) * (else|more|further|other|additional)"},
    {Act::ConfirmResolution, 0.9F,
     "(any|have|other) * (other|more|further|additional|questions) (questions|concerns|issues|things|"
     "problems|requests)"},
    {Act::ConfirmResolution, 0.9F, "what else * {can} {i}"},
    {Act::ConfirmResolution, 0.9F,
     "(did|does|do|will|would) (that|this|it) * (solve|resolve|fix|answer|help|work|take care|cover|"
     "sound ok|sound good|clear|satisfy|address|settle)"},
    {Act::ConfirmResolution, 0.9F,
     "(has|is|are) (that|this|it|everything|your|the|all) * (ok|resolved|working|fixed|solved|settled|"
     "sorted|taken care of|good now|in order|clear|to your satisfaction)"},
    {Act::ConfirmResolution, 0.9F,
     "(have|did) {i} * (answered|answer|resolve|resolved|address|addressed|solve|solved|fix|fixed|taken care|"
     "take care|cover|covered|meet|met)"},
    {Act::ConfirmResolution, 0.85F, "(are you|you are|you re|be|were) * all set"},
    {Act::ConfirmResolution, 0.8F, "^ all set"},
    {Act::ConfirmResolution, 0.9F, "(will|would|is) that [be] (all|it|everything)"},
    {Act::ConfirmResolution, 0.85F, "(are you|is that|were you) * (satisfied|happy|pleased|good to go|comfortable)"},
    {Act::ConfirmResolution, 0.85F, "further (assistance|help|questions|concerns)"},
    {Act::ConfirmResolution, 0.7F, "additional (assistance|help)"},
    {Act::ConfirmResolution, 0.85F, "(is|was) there (something|anything) (i|we|else|more)"},
    {Act::ConfirmResolution, 0.7F, "everything * (you needed|you need|you were looking)"},

    // closing
    {Act::Closing, 0.95F, "(bye|goodbye|farewell|good night|goodnight|cheerio)"},
    {Act::Closing, 0.95F, "(have|enjoy) * {good} * {day}"},
    {Act::Closing, 0.9F, "have {good} {day}"},
    {Act::Closing, 0.9F, "enjoy (the|your|it|this)"},
    {Act::Closing, 0.95F, "take care $"},
    {Act::Closing, 0.85F, "take care (and|now|bye|robert|have)"},
    {Act::Closing, 0.8F,
     "(thank you|thanks) * for * (calling|contacting|choosing|reaching|being|your business|your call|chatting|"
     "shopping|using|your loyalty|banking|flying|staying|visiting|trusting|your time|speaking|your inquiry)"},
    {Act::Closing, 0.85F, "(it was|it is been|been|was) [a|my] * pleasure"},
    {Act::Closing, 0.85F, "(was|been) nice (talking|speaking|chatting|helping|working)"},
    {Act::Closing, 0.85F, "(see|talk to|speak to) you (soon|later|then|there|tomorrow|next|again)"},
    {Act::Closing, 0.8F, "(glad|happy|pleased) {i} (could|was able|were able|can)"},
    {Act::Closing, 0.8F, "(glad|happy|pleased) to (have helped|have been|have assisted)"},
    {Act::Closing, 0.75F, "^ (best wishes|all the best|happy holidays|safe travels|merry christmas)"},
    {Act::Closing, 0.75F, "look forward to (seeing|serving|speaking|your)"},
    {Act::Closing, 0.85F, "[a|my] pleasure (to|helping|assisting|serving) *"},
    {Act::Closing, 0.8F, "(end|close|finish|disconnect|ending|closing) * (chat|call|conversation|session)"},
    {Act::Closing, 0.75F, "enjoy $"},
    {Act::Closing, -1.0F, "enjoy (the|your|a|unlimited) * (benefit|benefits|plan|service|channels|feature)"},
    {Act::Closing, -1.0F, "(thank you|thanks) for (using|being|choosing) *4 (how|what|my name)"},
};

}  // namespace

std::span<const PatternGroup> act_pattern_groups() { return kGroups; }
std::span<const ActPattern> courtesy_patterns() { return kCourtesy; }

}  // namespace mockcall
