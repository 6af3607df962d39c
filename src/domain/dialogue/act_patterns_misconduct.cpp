#include "domain/dialogue/act_patterns.hpp"

namespace mockcall {

namespace {

constexpr ActPattern kMisconduct[] = {
    // blame
    {Act::Blame, 0.9F, "you (should|could|ought to) * (have|of) *"},
    {Act::Blame, 0.9F,
     "your [own] (fault|mistake|error|doing|responsibility|negligence|carelessness|problem not|job to)"},
    {Act::Blame, 0.9F, "(that|this|it) is on you"},
    {Act::Blame, 0.85F,
     "you (failed|forgot|neglected|messed up|screwed up|caused|broke|misused|ignored|signed up for|agreed to|brought "
     "this|did this|did it wrong|"
     "must have "
     "(done|missed|forgotten|broken|clicked|entered|used|dropped|misread|given|misplaced|misunderstood|pressed))"},
    {Act::Blame, 0.85F, "you are the one (who|that)"},
    {Act::Blame, 0.85F,
     "if you (had|would have|were) * (read|listened|paid|followed|called|checked|told|done|been|not|bothered|only)"},
    {Act::Blame, 0.85F,
     "because you (did not|do not|failed|forgot|never|were|are not|have not|chose|decided|keep|ignored|waited|missed)"},
    {Act::Blame, 0.8F,
     "you (did not|never|have not) (read|listen|follow|pay|tell us|tell me|check|bother|pay "
     "attention|cancel|call|contact|return|install|notice|update)"},
    {Act::Blame, 0.8F, "(blame|yourself to blame|only have yourself|customer error|user error|human error on your)"},
    {Act::Blame, 0.8F, "not (our|my|the company) (fault|mistake|error)"},
    {Act::Blame, 0.8F, "what did you (do to|expect|think would)"},
    {Act::Blame, -1.0F, "not your (fault|mistake|error)"},
    {Act::Blame, -1.0F,
     "you should have (received|gotten|seen|been "
     "(told|able|informed|given|offered|treated)|an|a|your|no|the|access|it|to)"},
    {Act::Blame, -1.0F, "(did|have|do|if|that|which|when|where|why|maybe) you (did not|forgot|have not|never)"},
    {Act::Blame, -1.0F, "(do|does|did) not blame"},
    {Act::Blame, -1.0F, "you (could|should) have (a|an|the|your|it|that|this|been)"},

    // dismissive
    {Act::Dismissive, 0.75F, "(please|need to|must|should|just|can) end (the|this) (task|chat|call|conversation)"},
    {Act::Dismissive, 0.9F, "not (my|our) (problem|job|department|issue|concern|business|responsibility)"},
    {Act::Dismissive, 0.9F, "(nothing|not much) * {i} can do"},
    {Act::Dismissive, 0.9F, "(calm|settle|simmer) down"},
    {Act::Dismissive, 0.9F, "(relax|chill) $"},
    {Act::Dismissive, 0.9F, "^ whatever"},
    {Act::Dismissive, -1.0F,
     "whatever (is|was|are|it|the|that|happens|comes|remains|suits|works|else|amount|sum|we|i)"},
    {Act::Dismissive, 0.9F, "(deal|live) with it"},
    {Act::Dismissive, 0.85F,
     "(that|it) is * (how it (is|works|goes)|the way it (is|works|goes)|just what it is|life|your problem|all (there "
     "is|i "
     "have))"},
    {Act::Dismissive, 0.9F,
     "{i} do not (care|know what to tell you|know what you want|have time|see the problem|see what the)"},
    {Act::Dismissive, 0.9F, "get over it"},
    {Act::Dismissive, 0.85F, "^ so what $"},
    {Act::Dismissive, 0.9F, "(stop|quit) (calling|complaining|worrying|whining|asking|making)"},
    {Act::Dismissive, 0.85F, "(not|no|hardly|is it really) [such|that|really] (a|of a|much of a) (big|huge) deal"},
    {Act::Dismissive, 0.85F,
     "(take it or leave it|too bad for|tough luck|oh well|get used to it|your call not mine|end of "
     "(story|discussion)|move on|who cares|never mind that)"},
    {Act::Dismissive, 0.85F,
     "not * (important|worth|going to happen|that bad|that serious|a priority|that hard|interested)"},
    {Act::Dismissive, 0.85F,
     "you are (overreacting|exaggerating|being dramatic|making (a|too) *|too sensitive|imagining)"},
    {Act::Dismissive, 0.8F, "{i} * (already|just) (told|said|explained|answered|went over)"},
    {Act::Dismissive, 0.75F, "^ (as|like) i (said|told|already|explained)"},
    {Act::Dismissive, 0.85F,
     "(other|more important|real) (customers|calls|people|things|problems) * (waiting|to do|to "
     "(help|take|get)|too|have|who)"},
    {Act::Dismissive, 0.8F,
     "if you (do not|are not) * (like|happy|satisfied) *5 (cancel|leave|go|find|somewhere|too bad|then)"},
    {Act::Dismissive, 0.8F,
     "(go ahead and|^ then|feel free to|you can [always]) (cancel|leave|go elsewhere|hang up|complain|call back "
     "(later|another))"},
    {Act::Dismissive, 0.8F, "(look|check|find|figure|google|read|do) (it|that|this) (up|out) * yourself"},
    {Act::Dismissive, 0.85F, "(just|have you tried) (google|googling|reading the manual)"},
    {Act::Dismissive, 0.85F, "{i} am (busy|not going to|not here to|done (with|here))"},
    {Act::Dismissive, 0.8F,
     "(is that it|are you done|are we done|anything else or|can we wrap|make it quick|just wait|just be patient|you "
     "will have to wait)"},
    {Act::Dismissive, 0.8F,
     "(everyone|everybody|all our customers|lots of people|plenty of people) "
     "(has|have|gets|get|says|pays|complains|goes)"},
    {Act::Dismissive, 0.8F, "(nothing|not anything) (more|else) [that] {i} can"},
    {Act::Dismissive, 0.75F, "(can not|not going to|will not) help you [with that|there] $"},
    {Act::Dismissive, -1.0F, "(not|would not|do not) (take|need|want) * calm down"},
    {Act::Dismissive, -1.0F, "not worth (it for you|the trouble for you)"},
    {Act::Dismissive, -1.0F,
     "cancel * (any|anytime|whenever|at no|at any|within|without|free|for free|online|later|before|up to|through|in "
     "the "
     "app|it at)"},

    // jargon
    {Act::Jargon, 0.85F,
     "(crm|sla|kpi|aht|fcr|ivr|nps|sop|erp|oms|rma|sku|apn|dhcp|dns|tcp|udp|ssid|mtu|pppoe|ont|cpe|docsis|qos|"
     "snr|voip|sip|imei|iccid|api|kyc|aml|ach|eob|cpt|icd|npi|drg|cob|edi|mrc|nrc|arpu|esn|bss|oss|ott|lte|vlan|nat|"
     "tls|ssl|ldap|sso|mfa|otp|csr|wms|lmp|pos|avs|cvv2|iban|swift|bic|ltv|apr|heloc|escrow|arrears|ppo|hmo|hsa|fsa)"},
    {Act::Jargon, 0.85F,
     "(provision|provisioning|provisioned|deprovision|adjudicate|adjudicated|adjudication|prorate|prorated|proration|"
     "chargeback|coinsurance|formulary|reconciliation|amortization|throttled|throttling|firmware|latency|packet "
     "loss|bandwidth|"
     "demarc|backhaul|modulation|handshake|subnet|gateway|failover|node|churn|disposition|dispositioned|interconnect|"
     "remediation|backend|middleware|concatenate|cached|cache|ping|port forwarding|whitelist|interchange|settlement "
     "batch|rebill|backorder queue)"},
    {Act::Jargon, 0.8F, "(tier (two|2|three|3|one|1)|level (two|2|three|3) (support|queue)|l2|l3|t2)"},
    {Act::Jargon, 0.8F,
     "(billing cycle (adjustment|code)|prior auth|authorization hold|posting cycle|ledger|line item adjustment|reason "
     "code|"
     "back end|queue id|work order type|dispatch code|mac address|static ip|ip address|cost share|allowed "
     "amount|benefit period)"},
    {Act::Jargon, -1.0F, "(ping|node|cache|gateway) (me|you|us)"},
    {Act::Jargon, -1.0F, "which (means|is|basically)"},

    // rude
    {Act::Rude, 0.9F, "(you are|you re|are you|stop|quit|not|people are) [just] lying"},
    {Act::Rude, 0.95F,
     "(idiot|stupid|dumb|moron|fool|foolish|imbecile|clueless|pathetic|liar|jerk|loser|dimwit|ignorant|"
     "brainless)"},
    {Act::Rude, 0.95F,
     "(shut up|fuck|fucking|shit|damn|damned|dammit|crap|bullshit|asshole|ass|bitch|bastard|screw you|piss|pissed|go "
     "to hell|get lost|what the hell|bloody)"},
    {Act::Rude, 0.9F,
     "are you * (deaf|blind|serious|kidding|slow|dense|listening|finished|for real|drunk|insane|crazy|out of your "
     "mind)"},
    {Act::Rude, 0.9F, "what is (wrong with you|your problem|the matter with you)"},
    {Act::Rude, 0.9F, "(wasting|waste) (my|our|everyone) time"},
    {Act::Rude, 0.9F, "(learn|know|try|bother|care) * (to|how to) (read|listen|think|use a)"},
    {Act::Rude, 0.85F, "(can|could|do) (you|not you) not (read|listen|hear|understand|see|count|speak|even)"},
    {Act::Rude, 0.9F,
     "(hurry up|spit it out|get to the point|get on with it|speak up|speak english|pay attention|listen to me|answer "
     "(me|the question|my question)|"
     "stop (yelling|shouting|crying|talking|whining|being)|quit (yelling|whining)|watch your|grow up|be quiet)"},
    {Act::Rude, 0.9F, "^ quiet (now|please|$)"},
    {Act::Rude, 0.85F, "^ [well|oh] good for you"},
    {Act::Rude, 0.85F,
     "(how many times (do|must|should|have|did) (i|we)|how hard (is it|can it)|do you even|boo hoo|cry me|lucky you|oh "
     "great|give me a break|"
     "do i look like|not your (servant|secretary|mother|babysitter|slave)|nobody cares|no one cares|i could not care "
     "less|like i care)"},
    {Act::Rude, 0.85F,
     "(wow|congratulations|brilliant|genius|bravo) * (genius|einstein|brilliant|you can read|you figured)"},
    {Act::Rude, 0.8F,
     "you * (people|are) * (ridiculous|lazy|crazy|impossible|unbelievable|a "
     "pain|annoying|useless|hopeless|rude|difficult|incompetent|the worst|paranoid|delusional|cheap)"},
    {Act::Rude, 0.8F, "what do you want [from me|now] $"},
    {Act::Rude, 0.8F, "(go away|leave me alone|do not call (back|again|here)|hang up (now|then)|i am hanging up)"},
    {Act::Rude, 0.8F, "^ (big deal|oh please) $"},
    {Act::Rude, -1.0F, "(not|nothing) (stupid|dumb|foolish|silly)"},
    {Act::Rude, -1.0F, "no such thing as * (stupid|dumb)"},
    {Act::Rude, -1.0F, "not being (difficult|annoying|ridiculous)"},

    // interrupting
    {Act::Interrupting, 0.95F, "let me (stop|interrupt|cut|jump in|finish|just stop|just interrupt)"},
    {Act::Interrupting, 0.9F, "(stop|hold it|wait) (right there|you there|there)"},
    {Act::Interrupting, 0.9F,
     "(sorry|apologies|pardon|hate|excuse me) *4 (interrupt|interrupting|interruption|cut you off|cutting in|cutting "
     "you|jump in)"},
    {Act::Interrupting, 0.9F, "{i} * (going to|have to|need to|will|must) (stop|interrupt|cut) (you|in)"},
    {Act::Interrupting, 0.9F, "if i (can|could|may) (stop|interrupt|jump|cut)"},
    {Act::Interrupting, 0.85F,
     "(before you (go on|continue|finish|say)|yes yes|yeah yeah|ok ok|wait wait|hold on hold on|no no no|i got it i "
     "got it|i know i know)"},
    {Act::Interrupting, 0.85F,
     "(let me speak|i am (talking|speaking)|i was (talking|speaking)|do not interrupt|stop (talking|interrupting)|can "
     "i (finish|speak|talk))"},
};

}  // namespace

std::span<const ActPattern> misconduct_patterns() { return kMisconduct; }

}  // namespace mockcall
