// What an agent should not do, said in a roundabout way. Data, like the other pattern lists.
#include "domain/dialogue/act_patterns.hpp"

namespace mockcall {

namespace {

constexpr ActPattern kIndirect[] = {
    // blame
    {Act::Blame, 0.8F, "you must have"},
    {Act::Blame, 0.8F, "it was you (who|that|$)"},
    {Act::Blame, 0.85F, "so it was you"},
    {Act::Blame, 0.6F, "(nobody|no one) else (uses|has|could|touched|did|had)"},
    {Act::Blame, 0.75F, "if you had [not|only|just|actually]"},
    {Act::Blame, 0.6F, "(like|as) everyone else"},
    {Act::Blame, 0.9F,
     "because you [just|probably|clearly] "
     "(let|left|put|dropped|used|gave|clicked|typed|entered|plugged|opened|signed|chose|changed|moved|deleted|lost|"
     "spilled|waited|did|have|had|got|took|went|pressed|installed|turned|forgot|missed|wanted)"},
    {Act::Blame, 0.9F, "(did not|never|do not) [even] bother"},
    {Act::Blame, 0.85F, "(people|customers) * (do not|never|can not|will not) * (read|listen|pay|check|follow)"},
    {Act::Blame, 0.75F,
     "^ [well|but|look|then] you * "
     "(chose|picked|signed|agreed|accepted|ticked|decided|clicked|ordered|entered|broke|caused|lost|spilled|dropped|"
     "forgot|missed|ignored|overlooked|misread|mistyped)"},
    {Act::Blame, 0.85F, "until you (touched|changed|moved|installed|opened|tried|called|did)"},
    {Act::Blame, 0.85F, "your own (choice|decision|fault|problem|responsibility|doing|mistake)"},
    {Act::Blame, 0.85F,
     "you should (know|have known|be more careful|pay attention|have "
     "(thought|checked|read|asked|told|kept|paid|called))"},
    {Act::Blame, 0.75F, "(be|been) more careful"},
    {Act::Blame, 0.85F, "what did you expect"},
    {Act::Blame, 0.9F, "(do not|don t) (look at|blame) (me|us)"},
    {Act::Blame, 0.9F, "(that|this|it) is what happens when"},
    {Act::Blame, 0.75F, "next time (read|check|pay|listen|be|make sure|do not|you should|think)"},
    {Act::Blame, 0.85F, "(your|the) fault (not|is)"},
    {Act::Blame, 0.85F, "you (are|were) the (one|person|only one) (who|that)"},
    {Act::Blame, 0.8F, "(did|have) you even (read|check|look|try|listen)"},
    {Act::Blame, 0.75F, "(obviously|clearly) (you|your)"},
    {Act::Blame, 0.8F, "you [clearly|obviously] (did|have|used|entered|set) (it|something|that|them) * wrong"},
    {Act::Blame, 0.8F, "(we|they) (told|warned|informed|sent) you"},
    {Act::Blame, -1.0F,
     "you must have (been|felt|had a) * (worried|scared|so|very|awful|terrible|hard|waiting|frustrat|stressful|shock)"},
    {Act::Blame, -1.0F, "you must have (a|the|an|your|at least|valid|been)"},
    {Act::Blame, -1.0F, "should have (plenty|some|enough|time|any|it|them|no problem)"},
    {Act::Blame, -1.0F, "if you had (a|any|the|to|an|questions|your|time|not received)"},
    {Act::Blame, -1.0F, "(not|never) * (your fault|your mistake|because you)"},
    {Act::Blame, -1.0F,
     "(we|they) (told|warned|informed|sent) you (that we|about the|would|the link|an email|a code|the code)"},
    // dismissive
    {Act::Dismissive, 0.8F,
     "(it|that) is (only|just|barely|merely) (#money|a few|a couple|a little|one day|a day|a minor|#number "
     "dollars|five|ten|a small)"},
    {Act::Dismissive, 0.9F,
     "(make|making) (a|an|such a|so much) *2 (drama|fuss|scene|mountain|big deal|big thing|issue)"},
    {Act::Dismissive, 0.9F, "not the end of the world"},
    {Act::Dismissive, 0.8F, "you (will|would) (survive|live|get over|manage|cope)"},
    {Act::Dismissive, 0.8F, "you will be (fine|ok|okay) $"},
    {Act::Dismissive, 0.85F, "(that|it) is [just|simply] (the way|how|life|what) (it|things) (is|works|goes|are)"},
    {Act::Dismissive, 0.85F,
     "(everybody|everyone|every customer|all customers|lots of people|other people|other customers) (has "
     "(that|this|it|the same)|waits|wait|pays|pay|deals|manages|manage)"},
    {Act::Dismissive, 0.85F, "you are not (special|the only one|the first|the only)"},
    {Act::Dismissive, 0.75F,
     "(try|call|come|write) (again|back) (next week|later|tomorrow|some other time|another time|monday|next month) *"},
    {Act::Dismissive, 0.85F, "(bigger|worse|other|real|more important|better) (problems|fish|issues|things to)"},
    {Act::Dismissive, 0.8F, "it is all (there|in there|online|on the website|written|on the site|in the manual)"},
    {Act::Dismissive, 0.8F,
     "(read|check|look at|see) (the|our) (website|manual|faq|contract|instructions|leaflet|terms) $"},
    {Act::Dismissive, 0.85F, "(do not|no) have [the|any] time"},
    {Act::Dismissive, 0.85F,
     "(nothing|no point) (to (discuss|talk|say|add)|in (discussing|arguing|talking|complaining))"},
    {Act::Dismissive, 0.85F, "(can not|could not|not) do (anything|much|a thing) (about|for|with|else)"},
    {Act::Dismissive, 0.85F, "(ok|yeah|right|fine) (anyway|whatever|moving on)"},
    {Act::Dismissive, 0.85F, "next question"},
    {Act::Dismissive, 0.8F, "(moving|move) on"},
    {Act::Dismissive, 0.85F, "^ anyway"},
    {Act::Dismissive, 0.85F,
     "not (what i am here for|in my job|our concern|up to me|my department|my call|going to argue)"},
    {Act::Dismissive, 0.85F, "(wrap|hurry|speed) (this|it) up"},
    {Act::Dismissive, 0.8F, "what do you (want|expect) me to (do|say)"},
    {Act::Dismissive, 0.8F, "^ [and|well] so [what] $"},
    {Act::Dismissive, 0.75F, "if you say so"},
    {Act::Dismissive, 0.85F, "good luck with that"},
    {Act::Dismissive, 0.85F, "(you are|that is) (overthinking|nitpicking|blowing|being picky)"},
    {Act::Dismissive, 0.8F, "(just|simply) (wait|deal|live|accept|get used|ignore|forget)"},
    {Act::Dismissive, 0.8F, "(can not|could not) (make|force) (it|them|him) (appear|come|go)"},
    {Act::Dismissive, 0.8F, "(there|it) is (nothing|no) (wrong|problem) (with|here)"},
    {Act::Dismissive, 0.75F, "(i|we) (can not|do not) help [you|with] (that|there|it) $"},
    {Act::Dismissive, 0.8F, "^ (tough|your loss|suit yourself|contract is contract|rules are rules|oh well|too bad)"},
    {Act::Dismissive, 0.8F, "(you are|that is) not (a|an|our) (priority|emergency|urgent)"},
    {Act::Dismissive, 0.75F, "(then|so) (let|have) it run"},
    {Act::Dismissive, 0.75F, "the whole (street|town|city|world|country) has"},
    {Act::Dismissive, 0.8F, "(end|finish|close) (this|the) (chat|call) now"},
    {Act::Dismissive, 0.8F, "what else do you want"},
    {Act::Dismissive, -1.0F,
     "cancel * (any|anytime|whenever|at no|at any|within|without|free|for free|online|later|before|up to|through)"},
    {Act::Dismissive, -1.0F, "(do not|no) need to (wait|worry)"},
    {Act::Dismissive, -1.0F, "just (wait|forget) (a|one|here|for me)"},
    {Act::Dismissive, -1.0F, "not do (anything|a thing) (until|before|without)"},
    {Act::Dismissive, -1.0F, "move (on to|to the|forward)"},
    // jargon
    {Act::Jargon, 0.85F,
     "(dslam|crc|tr 069|avs|acquirer|jira|p1|p2|p3|pend|pended|accumulator|mx "
     "record|cname|rf|rsrp|sinr|bgp|mpls|sftp|json|endpoint|webhook|regex|kernel|bios|uefi|raid|trunk|pbx|hlr|msisdn|"
     "ussd|3ds|mcc|nsf|arn|subrogation|capitation|ucr|hcpcs|ndc|asn|3pl|incoterms|noc|soc|rca|mttr|csat|dtim|beacon|"
     "tier two|tier 2|rebate accrual|ledger|suspense account|reprofile|profile "
     "optimisation|flap|flapping|attenuation|contention|jitter|uplink|downlink|olt|gpon|vdsl|adsl|lcp|radius|mvno|"
     "roaming partner|cpni|lnp|porting window|pac code)"},
    {Act::Jargon, 0.8F,
     "(soft decline|hard decline|pre authorization|preauthorization|denial code|reason code|queue code|wrap code|sev "
     "(1|one|2|two)|escalation matrix|step therapy|bill of lading|hs code|pos terminal|routing table|credit memo|debit "
     "memo|journal entry|clearing house|settlement file|batch run|cron|cache purge|session token|auth token|access "
     "token|firmware|bootloader|driver stack)"},
    // rude
    {Act::Rude, 0.9F, "are you always (this|so)"},
    {Act::Rude, 0.85F, "^ oh (brilliant|great|wonderful|perfect|fantastic|lovely|joy) [another|just|now]"},
    {Act::Rude, 0.9F, "another (genius|idiot|complainer|one of those)"},
    {Act::Rude, 0.9F, "(can|could|will) you not (follow|wait|just|do|count|spell|hear|see)"},
    {Act::Rude, 0.9F, "what part of *5 (did|do) you not"},
    {Act::Rude, 0.95F, "what part of"},
    {Act::Rude, 0.9F, "not paid (enough|to)"},
    {Act::Rude, 0.95F, "shut (up|it|your)"},
    {Act::Rude, 0.85F, "(get lost|go away|beat it|buzz off|bugger off)"},
    {Act::Rude, 0.7F, "(with|of|from) you people"},
    {Act::Rude, 0.7F,
     "you people (never|always|just|all|keep|think|expect|should|need|do|can|could|are|have|call|complain|come)"},
    {Act::Rude, 0.85F, "^ (boo hoo|oh boo|oh please|yeah right|good grief)"},
    {Act::Rude, 0.85F, "for (god|gods|heaven|heavens|christ|pete|goodness) sake"},
    {Act::Rude, 0.95F, "(damn|crap|bloody|shit|fuck|fucking|bullshit|bitch|screw you|asshole)"},
    {Act::Rude, 0.95F, "(none of|not) your business"},
    {Act::Rude, 0.9F, "how (should|would) i know"},
    {Act::Rude, 0.8F, "^ [look|listen|well|now] (lady|buddy|pal|honey|sweetheart|granny|grandma|kid|dude)"},
    {Act::Rude, 0.95F, "(who do you think|what is wrong with|what is the matter with) you"},
    {Act::Rude, 0.95F, "(waste|wasting) [of] (my|our) time"},
    {Act::Rude, 0.95F, "use your (head|brain|eyes|ears)"},
    {Act::Rude, 0.85F, "why are you (yelling|still|even|so (slow|difficult|stupid|rude))"},
    {Act::Rude, 0.9F, "(calm|calm down) your"},
    {Act::Rude, 0.85F, "(obviously|clearly) you (did not|do not|can not|have not)"},
    {Act::Rude, 0.85F, "you (can not|could not) even"},
    {Act::Rude, 0.9F, "(favor|favour) and (hang|go|leave)"},
    {Act::Rude, 0.85F, "(hang|hung) up [then|already] $"},
    {Act::Rude, 0.85F, "(would you|do you) like me to (draw|spell it)"},
    {Act::Rude, 0.85F, "^ (yeah|what) what (is it|do you want)"},
    {Act::Rude, 0.85F, "(as if i|like i) (care|cared)"},
    {Act::Rude, 0.8F,
     "you are (unbelievable|hopeless|impossible|pathetic|ridiculous|a nightmare|so slow|too slow|the problem)"},
    {Act::Rude, 0.85F, "make it quick"},
    {Act::Rude, 0.85F, "(how|why) (stupid|dumb|thick|slow) (are|can|is) (you|your|this|it|that)"},
    {Act::Rude, 0.8F, "i (do not|dont) care"},
    {Act::Rude, -1.0F, "you people (are|have been) (great|kind|wonderful)"},
    {Act::Rude, -1.0F, "so (you people|people) (can|know)"},
    // interrupting
    {Act::Interrupting, 0.85F,
     "(wait|stop|no|hang on|hold on|ok|yes) (wait|stop|no|hang on|hold on|ok|yes) (wait|stop|no|hang on|hold "
     "on|ok|yes)"},
    {Act::Interrupting, 0.9F, "(wait|stop|hold on|hang on) (wait|stop|hold on|hang on)"},
    {Act::Interrupting, 0.9F, "(cut|jump|break|step|butt) (in|you off)"},
    {Act::Interrupting, 0.75F, "^ yes i know"},
    {Act::Interrupting, 0.8F, "let me (finish|speak|talk|stop you|interrupt)"},
    {Act::Interrupting, 0.95F, "get a word in"},
    {Act::Interrupting, 0.85F, "(can|may|could) i [just] (stop you|finish|say something|get a word)"},
    {Act::Interrupting, 0.8F, "^ (stop|enough) $"},
    {Act::Interrupting, 0.85F, "let me (stop|cut)"},
    {Act::Interrupting, 0.8F, "^ (hold on|hang on) let"},
    {Act::Interrupting, -1.0F, "(not|never) (cut|jump|interrupt)"},
    {Act::Interrupting, -1.0F, "i am (talking|speaking) (to|with)"},
    {Act::Interrupting, -1.0F, "step in (to|if|the)"},
    {Act::Interrupting, -1.0F, "(cut|break) in (line|price|half)"},
};

}  // namespace

std::span<const ActPattern> indirect_misconduct_patterns() { return kIndirect; }

}  // namespace mockcall
