// The acts across trades: travel, health, councils, banks, restaurants, insurers, utilities and helpdesks each ask,
// refuse, offer and pass on in words of their own.
#include "domain/dialogue/act_patterns.hpp"

namespace mockcall {

namespace {

constexpr ActPattern kTrades[] = {
    // greeting
    {Act::Greeting, 0.85F, "^ (morning|afternoon|evening) [there|all|sir|everyone|madam]"},
    {Act::Greeting, 0.85F,
     "good (morning|afternoon|evening) *2 (you are (through|speaking|talking)|speaking|here|how|what|this is|my name)"},
    {Act::Greeting, 0.75F, "^ welcome back"},
    {Act::Greeting, -1.0F, "^ (good|this|tomorrow|in the) (morning|afternoon|evening) (is|at|would|works|or|then)"},
    {Act::Greeting, -1.0F, "^ (morning|afternoon|evening) (is|at|would|works|or|then|slot|appointment|flight|and)"},
    // company_name
    {Act::CompanyName, 0.8F, "^ *3 {house} *2 (good morning|good afternoon|good evening|how can|how may|what can)"},
    {Act::CompanyName, 0.8F, "^ *3 {house} *2 (speaking|this is|you are through|you are speaking|my name)"},
    {Act::CompanyName, 0.75F,
     "^ (hi|hello|good morning|good afternoon|good evening) [there] *2 {house} (here|speaking)"},
    {Act::CompanyName, 0.8F, "^ [hi|hello|hi there|hello there] this is (the|your) *3 {house}"},
    {Act::CompanyName, 0.8F, "(you have reached|you are through to|welcome to|you are speaking to) (the) *3 {house}"},
    {Act::CompanyName, -1.0F, "this is (the|your) (wrong|last|only|first|nearest|same)"},
    // verify_identity
    {Act::VerifyIdentity, 0.8F, "(validate|verify) *1 (the|your) (purchase|order|account|identity|booking)"},
    {Act::VerifyIdentity, 0.9F, "{can} i [just|quickly] (ask|ask for|trouble you for) [you for] your *2 {idthing}"},
    {Act::VerifyIdentity, 0.85F, "(first line|house number) *2 [of] *1 address"},
    {Act::VerifyIdentity, 0.85F, "(i would|i will|i do|we would|we will) need (the|your|a) *2 {idthing}"},
    {Act::VerifyIdentity, 0.85F, "^ [and|so|okay] you are (mr|mrs|ms|miss|dr|mister|missus) *2 $"},
    {Act::VerifyIdentity, 0.85F, "you are (mr|mrs|ms|miss|dr|mister|missus) *2 (is that|right|correct|are not you)"},
    {Act::VerifyIdentity, 0.85F, "^ *2 the {idthing} would (be great|be good|do|help|be fine|be perfect|be lovely)"},
    {Act::VerifyIdentity, 0.85F,
     "the (nhs|insurance|social security|passport|tax|plate|member|badge) number [please|then]"},
    {Act::VerifyIdentity, 0.85F,
     "(do|would|might) you have (the|your|a) *2 {idthing} *2 (handy|to hand|there|ready|with you)"},
    {Act::VerifyIdentity, 0.8F,
     "(name|booking|table|reservation|account|policy) *2 under (your|another|a different|whose)"},
    {Act::VerifyIdentity, 0.85F,
     "(text|send|sent|texted|email) you a (code|passcode|pin) *8 (read|tell|give|say|repeat|back)"},
    {Act::VerifyIdentity, 0.85F,
     "(prove|make sure|be sure|check) [that] (it is|it s|you are) (you|really you|who you say)"},
    {Act::VerifyIdentity, 0.85F, "(tell|give|send) me ** your name"},
    {Act::VerifyIdentity, 0.85F,
     "^ (full name|username|user name|name) [and] (account|email|pin|phone|date of birth|meeting)"},
    {Act::VerifyIdentity, -1.0F, "to verify you (already|have|tried|did|want|need)"},
    {Act::VerifyIdentity, -1.0F, "(use|charge|charged|put|pay) *3 (card|method) *4 account"},
    // empathy
    {Act::Empathy, 0.8F, "i would be (furious|livid|upset|cross|annoyed|worried|scared|angry|frustrated|devastated)"},
    {Act::Empathy, 0.85F,
     "(half|everyone|everybody|most people|plenty of people|lots of people) *4 (forget|forgets|forgot|do "
     "that|does that|happens to|gets it wrong|get it wrong)"},
    {Act::Empathy, 0.8F,
     "that is (completely|perfectly|only|more than|totally|absolutely) (fair|natural|human|reasonable)"},
    {Act::Empathy, 0.8F, "you have (waited|been waiting|been patient|put up with|been through) *3 (long|enough|a lot)"},
    {Act::Empathy, 0.8F, "sorry *1 (that|this|it) (happened|has happened|happens) to you"},
    {Act::Empathy, 0.8F, "(get|getting) to the bottom of (it|this|that)"},
    {Act::Empathy, 0.8F, "(poor you|poor thing|bless you|you poor)"},
    {Act::Empathy, 0.8F, "(hope|hoping) *2 (feel|feels|feeling|get|gets|recover|recovers) *2 (better|well|soon)"},
    {Act::Empathy, 0.75F, "(no rush|no hurry|whenever you are ready|we have plenty of time)"},
    {Act::Empathy, 0.8F, "(my|our) (deepest|sincere|heartfelt) *1 (condolences|sympathies)"},
    {Act::Empathy, 0.75F, "with (two|three|four|small|young|little) *2 (kids|children|ones|babies)"},
    {Act::Empathy, -1.0F, "(glad|happy|pleased) (to hear|you like|you enjoy|you are happy|it worked|i could)"},
    // apology
    {Act::Apology, -1.0F, "not (our|my) (mistake|fault|error|doing)"},
    {Act::Apology, 0.85F, "(my bad|my fault|my apologies|our bad|our fault)"},
    {Act::Apology, 0.8F, "(messed|mucked|screwed|slipped) *2 up"},
    {Act::Apology, -1.0F, "(you|they|he|she) (messed|mucked|screwed|slipped) *2 up"},
    {Act::Apology, 0.8F, "should (never|not) have (happened|left|been|taken|gone|had to)"},
    {Act::Apology, -1.0F, "sorry *1 (that|this|it) (happened|has happened|happens) to you"},
    // open_question
    {Act::OpenQuestion, 0.8F, "what is (broken|wrong|up|happened|the matter|troubling you|bothering you|the trouble)"},
    {Act::OpenQuestion, 0.8F, "how did *5 (happen|start|begin|come about)"},
    {Act::OpenQuestion, 0.85F, "what (brings|brought) you (in|here|to us)"},
    {Act::OpenQuestion, 0.85F, "(walk|take|talk) me through"},
    {Act::OpenQuestion, 0.8F, "anything [else|more] you can (tell|say|remember|describe)"},
    {Act::OpenQuestion, 0.8F, "what would you like (to do|me to do|us to do|to happen|to see)"},
    {Act::OpenQuestion, 0.8F, "what happened (then|next|after that|exactly|when)"},
    {Act::OpenQuestion, 0.8F, "(provide|give|tell|have) * the details (of|about)"},
    {Act::OpenQuestion, 0.8F, "do you have details (of|about)"},
    {Act::OpenQuestion, -1.0F, "other (issues|issue|questions|question|problems|concerns|matters) *4 (help|assist) *3"},
    // hold_request
    {Act::HoldRequest, 0.85F, "give me (two|one|a couple|a few|just|#number|#time) *1 {short}"},
    {Act::HoldRequest, 0.85F, "(stay|stick|remain) (on the line|with me|there)"},
    {Act::HoldRequest, 0.8F, "(if|do) you [do|not] mind (waiting|holding|hanging on)"},
    {Act::HoldRequest, 0.8F, "(i will|let me) be (right|straight) (back|with you)"},
    // offer_compensation
    {Act::OfferCompensation, -1.0F, "(do|can|will) not *1 price match"},
    {Act::OfferCompensation, 0.85F, "(is|are|will be) on (us|the house)"},
    {Act::OfferCompensation, 0.85F,
     "(knock|knocked|knocking|take|taking|taken|drop|dropped) ** (fee|charge|#money|#percent|late fee|cost|excess) *2 "
     "(off|for you)"},
    {Act::OfferCompensation, 0.85F,
     "(putting|put|added|adding|add) *4 (miles|points|credits|nights|vouchers|minutes|data) *3 "
     "(account|card|booking|for the trouble|for free)"},
    {Act::OfferCompensation, 0.85F, "you will not (be charged|pay|have to pay|be billed) (for|anything|a|the|extra)"},
    {Act::OfferCompensation, 0.85F,
     "(give|offer|grant|allow) you *2 (another|an extra|a further|#number|two|three|one) *2 "
     "(day|days|week|weeks|month|months) [to pay|longer|free|extension]"},
    {Act::OfferCompensation, 0.85F,
     "(as a|by way of|a) (goodwill|courtesy|thank you|apology) *1 (gesture|credit|voucher)"},
    {Act::OfferCompensation, 0.85F,
     "(gesture of goodwill|at no (cost|charge|extra)|free of charge|on our (cost|bill))"},
    {Act::OfferCompensation, 0.85F,
     "(excess|deductible|fee|charge|penalty|surcharge|fine|co pay|copay) *3 (waived|dropped|cancelled|removed|taken "
     "off|written off)"},
    {Act::OfferCompensation, 0.85F,
     "(waive|waiving|waived) *3 (fee|charge|penalty|excess|cost|fine|it|that|deductible)"},
    {Act::OfferCompensation, 0.8F, "(voucher|coupon|code|ticket) for (a free|free|your next|you)"},
    {Act::OfferCompensation, 0.85F,
     "you [will|can|are going to] (get|have|receive) *2 (full|whole|money|fare|deposit|cost) *2 back"},
    {Act::OfferCompensation, 0.8F, "use (that|it|this|the code) (on|for|at|towards) your next"},
    {Act::OfferCompensation, -1.0F,
     "(can not|not able to|unable to|will not|do not|only|not allowed to) *2 "
     "(waive|offer|give|grant|refund|issue|take) *4 (off|credit|refund|fee|discount|promo code|code|extension)"},
    {Act::OfferCompensation, -1.0F, "(could|can) only (issue|offer|give|provide)"},
    // explain_policy
    {Act::ExplainPolicy, 0.8F,
     "you (can|may|could) only (book|return|use|have|get|change|cancel|order|buy|add|choose|pay|apply|bring|reserve)"},
    {Act::ExplainPolicy, 0.8F,
     "(we|they|the doctor|the hotel|the restaurant|the venue|the airline|the store|the shop|the clinic|the system) *1 "
     "(do|does|did) not (accept|offer|take|allow|see|serve|match|price "
     "match|sell|ship|carry|deliver|provide|refund|support|cover|replace|permit|charge) *"},
    {Act::ExplainPolicy, 0.8F,
     "(our|the) system *1 (cancels|locks|removes|closes|expires|deletes|charges|blocks|requires|only|will not|does "
     "not|always)"},
    {Act::ExplainPolicy, -1.0F, "(do|did|does) not (see|accept) (your|you|any|the|it|that)"},
    {Act::ExplainPolicy, -1.0F, "you would have to (flush|disable|restart|reboot|reinstall|press|click|clear)"},
    {Act::ExplainPolicy, 0.8F,
     "(we|i) (only|never|always) (hold|accept|take|refund|deliver|cover|keep|see|open|pay|ship|send|issue|allow|book) "
     "*"},
    {Act::ExplainPolicy, 0.8F,
     "(allowance|limit|minimum|maximum|deposit|fare|fee|rate|price|fine|penalty|premium) is *2 "
     "(#money|#number|#percent|one|two|three|a)"},
    {Act::ExplainPolicy, 0.8F,
     "(take|takes|took) (up to|at least|between|around|about) *3 (day|days|week|weeks|month|months|hours)"},
    {Act::ExplainPolicy, 0.8F,
     "(under|according to|in|by) (the|our|your) (terms|policy|contract|rules|guidelines|regulations|conditions)"},
    {Act::ExplainPolicy, 0.8F, "(is|are) not (covered|included|refundable|transferable|eligible|part of|insured)"},
    {Act::ExplainPolicy, 0.8F, "{i} (am|are) not (allowed|permitted|authorized) to"},
    {Act::ExplainPolicy, 0.8F,
     "(must|have to|has to|need to|needs to) be *4 (to qualify|to apply|in order to|eligible|resident)"},
    {Act::ExplainPolicy, 0.8F,
     "(number|value|size|guests|amount|quantity) *3 must be (less|greater|more|at least|at most|between|over|under)"},
    {Act::ExplainPolicy, 0.8F,
     "(returns|refunds|claims|tickets|vouchers|codes|passwords|bookings|points|miles|orders) (need|require|expire|have "
     "to|must|only|are only|can only|are valid)"},
    {Act::ExplainPolicy, 0.75F,
     "(check in|check out|checkout|boarding|registration|the office|the clinic|the kitchen|the branch) (is "
     "from|opens|closes|starts|ends|is open|is until)"},
    {Act::ExplainPolicy, 0.8F, "{i} can only (see|make|change|take|do|offer|accept|book|help|give|access|issue)"},
    {Act::ExplainPolicy, 0.75F,
     "(only|exclusively) [go|goes|sent|available|valid|works] (back to|for "
     "(members|new|gold|silver|first|residents|customers)|on (weekdays|orders|full))"},
    {Act::ExplainPolicy, 0.8F, "(cancel|cancelled|cancellations) (any time|anytime|free of charge until|up to|within)"},
    {Act::ExplainPolicy, 0.75F, "(unable|not able) to (accommodate|find any|find anything|make either|make any)"},
    {Act::ExplainPolicy, 0.7F, "can not (seem to find|find|see) any (for|with|other|information|in|that)"},
    {Act::ExplainPolicy, -1.0F, "(i|we) (only|never|always) (see|keep|send|book) (you|him|her|them|it) *"},
    {Act::ExplainPolicy, -1.0F,
     "must have (been|clicked|pressed|done|got|missed|forgotten|had|gone|taken|dropped|typed|moved)"},
    {Act::ExplainPolicy, -1.0F, "^ sorry i (could|can) not (assist|help) you"},
    {Act::ExplainPolicy, -1.0F, "^ [alright|okay|now] one last thing to try"},
    // transfer
    {Act::Transfer, 0.8F,
     "^ please (call|contact|ring|email|visit|ask) (the|your|our) "
     "(restaurant|hotel|venue|store|shop|branch|bank|airline|manufacturer|insurer|landlord|office|provider|carrier|"
     "council|school|clinic)"},
    {Act::Transfer, 0.85F,
     "(is|will be) (one|something|a question|a matter|a job) for (our|the|my) *3 "
     "({team}|colleagues|people|nurse|doctor|crew)"},
    {Act::Transfer, 0.85F, "(connecting|transferring|passing|putting) you [through|over|across] [now|to|right]"},
    {Act::Transfer, 0.85F, "(get|bring|take|pop|move|run) you (over|through|across|round) to"},
    {Act::Transfer, 0.85F,
     "(have to|need to|best to|best|better) (ring|call|phone|ask|contact|write to|email|speak to|speak with|talk to) "
     "(the|your|our|them|dr|doctor) *"},
    {Act::Transfer, 0.8F, "(may|might|can|should) want to (contact|call|ring|ask|see|speak to) (your|the|a|our) *"},
    {Act::Transfer, 0.8F,
     "(embassy|council|airline|bank|manufacturer|insurer|carrier|seller|landlord|court|consulate|pharmacy|gp|surgery|"
     "police|garage) *2 (handle|handles|deals|deal|does|looks after|takes care)"},
    {Act::Transfer, 0.8F,
     "you (want|need) (the|our) *3 (line|desk|team|department|number|counter|office) *1 (for|instead)"},
    {Act::Transfer, 0.75F, "(here is|here s|i will give you|take down|note down) their (number|email|extension|line)"},
    {Act::Transfer, -1.0F,
     "(have to|need to|should|want to) (call|see|contact|go to|ring) (the|your) *2 (back|immediately|right "
     "away|first)"},
    {Act::Transfer, -1.0F,
     "(you need to|you will have to|you would have to) (go to|see|call) the "
     "(settings|menu|page|website|app|number|next|top|bottom|account|tab|gate)"},
    // escalate
    {Act::Escalate, 0.85F,
     "(raise|raising|raised|flag|flagging|flagged|mention|bring|take|taking|log|logged|logging) (this|it|that) *2 "
     "(with|to|as|up with|for) *5 "
     "(manager|team|lead|chef|underwriter|guys|people|priority|urgent|engineers|colleagues|head|management|department|"
     "supervisor|director|consultant|board)"},
    {Act::Escalate, 0.8F,
     "(manager|supervisor|consultant|team|lead|engineer|underwriter) (will|is going to) (look|have a look|take a "
     "look|review|go through|decide|sign)"},
    {Act::Escalate, 0.85F,
     "(opened|open|opening|started|logged|raised) (a|an|the) *3 (case|ticket|incident|investigation|claim) "
     "(with|for|on|about)"},
    {Act::Escalate, 0.85F,
     "(sent|send|passed|pass|forwarded|forward) *3 (suggestion|request|feedback|complaint|idea|concern) *4 to "
     "(our|the|my|management)"},
    {Act::Escalate, 0.85F,
     "(suggestion|request|feedback|complaint|concern) *3 to (our|the|my) * (management|team|department|manager)"},
    // upsell
    {Act::Upsell, 0.85F,
     "for (#number|#money|ten|twenty|five|a few|only|just) *2 more *3 (you|we|a night|a month|get|have|would)"},
    {Act::Upsell, 0.85F,
     "(fancy|tempted by|interest you in|like to try|like to add|care for) (our|the|a|an|some) *3 "
     "(pairing|menu|dessert|package|cover|upgrade|plan|special|warranty|starter|drink|wine|insurance|protection|"
     "lounge)"},
    {Act::Upsell, 0.85F,
     "(have you|had you|ever) [ever] (thought of|thought about|considered|looked at|tried) "
     "(the|our|a|an|taking|getting|adding|upgrading|switching)"},
    {Act::Upsell, 0.8F,
     "(bigger|larger|premium|higher|unlimited|faster|business|gold|comprehensive|extended) *2 "
     "(plan|cover|package|tier|data|suite|room|speed|class|warranty) (would|might|could|is|includes|gives|comes)"},
    {Act::Upsell, 0.85F,
     "(add|include|get|throw in) *5 "
     "(boarding|lounge|warranty|insurance|cover|protection|breakfast|legroom|luggage|streaming|seat) for *2 "
     "(#money|#number|only|just|as little)"},
    {Act::Upsell, 0.85F,
     "(we|i) (have|offer|do|can offer) (a|an|our) *1 (extended|premium|bigger|better|special|additional|travel) *1 "
     "(warranty|cover|plan|package|protection|insurance|room|offer|version)"},
    {Act::Upsell, -1.0F,
     "(have you|had you) [ever] tried (the|a|our|turning|switching|restarting|to|logging|clearing)"},
    // confirm_resolution
    {Act::ConfirmResolution, 0.8F,
     "^ [so|and|okay] (is|the|it|your|that) *4 (working|fixed|resolved|solved|back|sorted) now $"},
    {Act::ConfirmResolution, 0.85F,
     "(does|did|would) (that|this|it) *1 (sort|cover|settle|fix|solve|help|answer|do) "
     "(you|it|everything|that|this|the|all)"},
    {Act::ConfirmResolution, 0.85F,
     "(are we|are you) *1 (good|sorted|done|all set|happy|fine) (then|now|with that|there|here)"},
    {Act::ConfirmResolution, 0.85F, "(get|bring|do|help) you *1 anything else"},
    {Act::ConfirmResolution, 0.85F, "(working|better|okay|fine|clear|there) now (on your|for you|at your|or)"},
    {Act::ConfirmResolution, 0.85F,
     "^ [right|okay|so|great] (you are|that is|we are) all (sorted|done|set|fixed|booked|good)"},
    {Act::ConfirmResolution, 0.85F,
     "any (other|more|further) (questions|question|issues|issue|problems|concerns|queries|requests|needs)"},
    {Act::ConfirmResolution, 0.85F,
     "^ [so|and|okay|right] (that is everything|that is all|that is it|is that everything|is that all|was that all|was "
     "that everything) [then|for today|today|for now] $"},
    {Act::ConfirmResolution, -1.0F, "^ that is (all|everything|it) (i|we) (can|have|need|see|know)"},
    {Act::ConfirmResolution, 0.8F, "^ (excellent|great|good|perfect|wonderful) i am glad $"},
    // closing
    {Act::Closing, 0.8F, "(speak|talk|see you) (soon|later|then|on|tomorrow|again) *1 $"},
    {Act::Closing, 0.8F, "(look|looking) forward to (seeing|welcoming|having|meeting|hearing from) you"},
    {Act::Closing, 0.8F, "(nice|lovely|good|great|pleasure) (talking|speaking|chatting|doing business) (to|with) you"},
    {Act::Closing, 0.85F, "(okay|alright|right) * (good night|goodnight|night night)"},
    {Act::Closing, 0.85F, "^ (good night|goodnight|cheerio|ta ta|toodle|so long|take care now)"},
    {Act::Closing, 0.8F, "(thank you|thanks) for letting (me|us)"},
    {Act::Closing, -1.0F, "^ stay safe $"},
    {Act::Closing, -1.0F, "(speak|talk) (then|later|again) (to|with) (the|your|our|a)"},
    // blame
    {Act::Blame, 0.85F, "you (gave|told|sent) (me|us) (the|a|an|your) wrong"},
    {Act::Blame, 0.85F,
     "you (must|probably|obviously|clearly) *1 (have) "
     "(clicked|pressed|done|typed|dropped|broken|forgotten|missed|deleted|ignored|moved|lost|entered)"},
    {Act::Blame, 0.85F, "if you (had|would have|have only) *4 (there|it|you|we|this|that|none) (would|will not|might)"},
    {Act::Blame, 0.85F, "that is what (happens|you get) (when|if|for) you"},
    {Act::Blame, 0.85F, "because you (did not|do not|never|failed to|forgot|put|entered|gave|left|missed|ignored)"},
    {Act::Blame, 0.85F, "you (put|entered|typed|gave|wrote|booked|chose|picked) *4 (not us|not me|yourself|not our)"},
    {Act::Blame, 0.85F,
     "you (should|could|ought to) have "
     "(read|checked|called|told|said|come|thought|known|looked|brought|kept|listened|asked)"},
    // dismissive
    {Act::Dismissive, 0.8F, "whatever you (think|say|want|like) $"},
    {Act::Dismissive, 0.85F, "(nothing|not a thing) to do with (me|us)"},
    {Act::Dismissive, 0.8F, "^ [well|look] it is what it is"},
    {Act::Dismissive, 0.85F, "not (our|my) (job|problem|business|concern|responsibility|department|fault)"},
    {Act::Dismissive, 0.85F, "(make|making) (such|so much of|a) *1 (fuss|big deal|drama|scene)"},
    {Act::Dismissive, 0.85F,
     "^ [just|well just|you can|you could] (google it|look it up|figure it out|deal with it|get over it|live with it)"},
    {Act::Dismissive, 0.85F, "(it is|it s|that is) only (#money|#number|five|a few|a couple|two|three|one) *2 $"},
    {Act::Dismissive, 0.8F, "^ [i] can not help you (there|with that|then) $"},
    {Act::Dismissive, 0.8F, "^ [oh] you will (live|survive|cope|manage|be fine|get over it) $"},
    {Act::Dismissive, -1.0F, "any other (issues|issue|questions|problems|concerns)"},
    {Act::Dismissive, -1.0F, "never (fun|easy|nice|pleasant)"},
    // jargon
    {Act::Jargon, 0.85F,
     "(pnr|gds|dhcp|apipa|eob|cpt|smb|gpo|fqdn|ttl|cname|saml|oauth|ldap|vpn "
     "concentrator|rma|sku|sla|sftp|bgp|imei|iccid|apn|snr|dslam|onu|olt|ont|mac address|subnet|gdpr "
     "dsar|kba|p1|p2|s1|s3)"},
    {Act::Jargon, -1.0F, "(imei|sku|apn|mac address) (is|means|that is|which is)"},
    // rude
    {Act::Rude, 0.85F, "(can|do|could) you (even|not even) (read|listen|hear|understand|think)"},
    {Act::Rude, 0.85F, "are you (deaf|stupid|dumb|thick|slow|blind|serious)"},
    {Act::Rude, 0.85F, "(waste|wasting) (my|our) time"},
    {Act::Rude, 0.8F, "^ (wow|oh|well|nice|great|congratulations) *1 (genius|einstein|sherlock|well done|clever)"},
    {Act::Rude, 0.85F, "(spit it out|give it a rest|get on with it|shut it|hurry up|get lost|grow up)"},
    {Act::Rude, -1.0F, "(know|knows|knew|tell|told|see|find out|ask|asks) what is wrong with you"},
    {Act::Rude, -1.0F, "(hurry up|get on with it) (for you|and)"},
    // interrupting
    {Act::Interrupting, 0.85F,
     "^ (stop|wait|hold on|hang on|okay|no) (stop|wait|hold on|hang on|okay|no) *3 (let me|before you|i "
     "get|stop|listen|one thing)"},
    {Act::Interrupting, 0.85F,
     "(sorry to|let me|i have to|if i may|can i just) (cut in|interrupt|jump in|stop you|butt in|cut you)"},
};

}  // namespace

std::span<const ActPattern> trade_patterns() { return kTrades; }

}  // namespace mockcall
