#include "domain/dialogue/act_patterns.hpp"

namespace mockcall {

namespace {

constexpr ActPattern kBusiness[] = {
    // verify_identity
    {Act::VerifyIdentity, 0.95F, "(need|require|have|missing|without) *2 (your|full|an|both|the) *3 {idthing}"},
    {Act::VerifyIdentity, 0.9F, "(provide|give|tell|send) * (me|us) * (your|the|an) *3 {idthing}"},
    {Act::VerifyIdentity, 0.9F, "^ {idthing} (and|or) *2 {idthing}"},
    {Act::VerifyIdentity, 0.85F, "is * your * name"},
    {Act::VerifyIdentity, 0.95F,
     "({can}|need|require|must|let) *4 {ask} *4 (your|full|the|an|a|order|account|user|last|first|his|her|that|which) "
     "*3 {idthing}"},
    {Act::VerifyIdentity, 0.95F, "({can}|need|require|must|let) * {ask} * {idthing}"},
    {Act::VerifyIdentity, 0.95F, "(what|whats|may|and|or) * (is|was|are|were) * (your|the|his|her) *3 {idthing}"},
    {Act::VerifyIdentity, 0.9F, "^ {ask} * (your|the|me|us) *4 {idthing}"},
    {Act::VerifyIdentity, 0.9F, "^ [and] (your|what about your|how about your|next your|first your) *2 {idthing}"},
    {Act::VerifyIdentity, 0.9F, "{idthing} [on the account|on file|associated|for the account] please"},
    {Act::VerifyIdentity, 0.9F, "^ {idthing} $"},
    {Act::VerifyIdentity, 0.95F, "(who|whom) * (speaking|talking|chatting) (with|to)"},
    {Act::VerifyIdentity, 0.9F, "who (do i have|am i|is this|is calling)"},
    {Act::VerifyIdentity, 0.9F, "(speaking|talking) (with|to) ** (is that|correct|right|today)"},
    {Act::VerifyIdentity, 0.9F,
     "(verify|verifying|confirm|validate|authenticate|establish|check|prove|verification of) * "
     "(your|you|the|identity|caller) * "
     "(identity|account|are who|information|details|person|ownership|owner|holder|profile|record|records|name)"},
    {Act::VerifyIdentity, 0.85F,
     "(verify|authenticate|identify|confirm) (you|yourself|who you are|it is you|ownership|identity)"},
    {Act::VerifyIdentity, 0.85F,
     "(for|your) (security|verification|authentication|safety|identification) "
     "(purposes|reasons|questions|question|check|process)"},
    {Act::VerifyIdentity, 0.85F, "(answer|security|verification|secret) (question|questions|answer)"},
    {Act::VerifyIdentity, 0.85F, "(security|verification) (check|steps|process)"},
    {Act::VerifyIdentity, 0.9F,
     "(mother|childhood|first pet|first car|favorite|born|grew up) * (maiden|name|best friend|teacher|color|city|in)"},
    {Act::VerifyIdentity, 0.85F,
     "(find|locate|pull up|look up|access|bring up) * (your|the) (account|order|profile|record) * "
     "(with|by|using|what|i need|could|can|may)"},
    {Act::VerifyIdentity, 0.8F, "(name|account|order) * (under|registered|listed|on file|does that match)"},
    {Act::VerifyIdentity, 0.7F,
     "(name|email|id|number|pin|username) * (is|was) * (incorrect|wrong|not correct|invalid|not matching|not right)"},
    {Act::VerifyIdentity, 0.8F, "(spell|spelling) * (name|that|it|your)"},
    {Act::VerifyIdentity, -1.0F, "my name"},
    {Act::VerifyIdentity, -1.0F,
     "(brand|product|company|item|model|doctor|bank|restaurant|hotel|store|city|event|street|venue|host|guest|driver|"
     "meeting|room|pet|dog|cat|plan|website|file|apartment|trip|airline|friend) * name"},
    {Act::VerifyIdentity, -1.0F,
     "name of (the|your|that|a) "
     "(product|item|company|restaurant|hotel|bank|store|brand|doctor|movie|place|event|street|city)"},
    {Act::VerifyIdentity, -1.0F, "(pull|bring|look) * up * account"},
    {Act::VerifyIdentity, -1.0F,
     "{i} (can|could|will|would) (check|see|get|have|read|send) [that|this|it|a|an] * (to|on|in|into|by|for) your"},
    {Act::VerifyIdentity, -1.0F, "(send|sent|receive|get) *3 (to|by|via|an|confirmation|link) * email"},
    {Act::VerifyIdentity, -1.0F,
     "(access|changes|change|check|update|added|add|balance|open|close|create|into|money|problem|issue|settings) * "
     "[to|of|in|on|with|for|your|the|an] account"},
    {Act::VerifyIdentity, -1.0F, "(tracking|case|ticket|confirmation|reference) (number|id) (is|for you)"},
    {Act::VerifyIdentity, -1.0F,
     "(your|the) (case|ticket|tracking|reference|confirmation|claim) (number|id) (is|will be)"},
    {Act::VerifyIdentity, -1.0F, "credit card"},
    {Act::VerifyIdentity, -1.0F, "(names|name) of * #number"},
    {Act::VerifyIdentity, -1.0F, "what is (his|its|their) name"},
    {Act::VerifyIdentity, -1.0F, "(bring|have) * your *4 (passport|identification|license)"},
    {Act::VerifyIdentity, -1.0F, "bring *6 (passport|identification|license)"},
    {Act::VerifyIdentity, -1.0F, "your (driver|doctor|agent|host) name"},
    {Act::VerifyIdentity, -1.0F,
     "(see|have|found|got) your (account|name|order|email|information|details|profile|record) "
     "(now|here|up|open|in|on)"},
    {Act::VerifyIdentity, -1.0F, "(see|have|found) your (account|profile|record) $"},
    {Act::VerifyIdentity, -1.0F, "provide you with *3"},
    {Act::VerifyIdentity, -1.0F, "(recover|reset|forgot|forget|retrieve|change) your"},

    // offer_compensation
    {Act::OfferCompensation, 0.85F, "{comp} (completed|processed|issued|applied|approved|granted)"},
    {Act::OfferCompensation, 0.85F,
     "(without|no) [any] * (shipping|late|extra|additional|cancellation|restocking|service) "
     "(fee|charge|cost|fees|charges)"},
    {Act::OfferCompensation, 0.8F, "you (are|will be) (able|eligible) to (get|receive) * (extension|{comp})"},
    {Act::OfferCompensation, 0.9F, "{i} * (can|could|will|would|am|are|have|want|may) ** {comp} *"},
    {Act::OfferCompensation, 0.9F,
     "(offer|give|issue|apply|grant|provide|add|process|extend|send|put|throw in|honor) * "
     "(you|a|the|your|an|that|#money|full|in) *3 {comp}"},
    {Act::OfferCompensation, 0.9F,
     "(credited|refunded|reimbursed|discounted|compensated|waived) * (you|your|the|that|back|to|it|#money)"},
    {Act::OfferCompensation, 0.85F,
     "(have|has|am|are|be|been|going to) "
     "(credited|credit|refunded|refund|crediting|refunding|waived|waiving|reimbursing|discounting)"},
    {Act::OfferCompensation, 0.9F, "(waive|waived|waiving) * (the|that|this|your|any|it|late)"},
    {Act::OfferCompensation, 0.9F, "(take|taking|took|knock) * {sum} * (off|out)"},
    {Act::OfferCompensation, 0.9F, "(take|taking) * (the|that|this) * (charge|fee|cost) * off"},
    {Act::OfferCompensation, 0.9F,
     "(remove|reverse|drop|cancel|refund) * (the|that|this|your|those) * (charge|charges|fee|fees)"},
    {Act::OfferCompensation, 0.85F, "{sum} (off|credit|back|refund|discount|gift card|voucher)"},
    {Act::OfferCompensation, 0.85F,
     "(free|complimentary|no charge|no extra charge|no additional cost|no cost|on the house|on us|free of charge)"},
    {Act::OfferCompensation, 0.85F, "(your|a|full|the) (refund|credit) (will|has|is being|is on|of #money|should)"},
    {Act::OfferCompensation, 0.8F, "(promo|discount|coupon) code (is|for|of|you|that)"},
    {Act::OfferCompensation, 0.85F,
     "(extend|extending|extension) * (your|the|an|of|subscription|deadline|trial|warranty|due date)"},
    {Act::OfferCompensation, 0.8F, "(make it up to you|price match|match (the|that) price|lower * (bill|rate|price))"},
    {Act::OfferCompensation, 0.8F, "you (will|are going to|should|would) * (receive|get|see|qualify for) *3 {comp}"},
    {Act::OfferCompensation, -1.0F, "credit (card|score|check|union|report|limit|history|line|bureau|rating)"},
    {Act::OfferCompensation, -1.0F,
     "(not|unable|never|no) "
     "[able|to|possible|eligible|for|longer|offer|give|issue|provide|be|authorized|any|a|you|the|your] *3 {comp}"},
    {Act::OfferCompensation, -1.0F, "(would|do|did|want) you * {comp}"},
    {Act::OfferCompensation, -1.0F, "(how|which|where|when|why) ** {comp}"},
    {Act::OfferCompensation, -1.0F, "({comp}|it) (policy|request|method|process|is only|are only|eligible|requires)"},
    {Act::OfferCompensation, -1.0F,
     "(if|for|to|about|whether|your|regarding) [you|your|a|the|get|this|qualify|receive] {comp} "
     "(you|$|is|request|or|can|please)"},
    {Act::OfferCompensation, -1.0F, "feel free"},
    {Act::OfferCompensation, -1.0F, "(are|be|am|is) [you] free (to|at|on|now|for|from)"},
    {Act::OfferCompensation, -1.0F, "(toll|sugar|gluten|hands|duty|smoke) free"},

    // explain_policy
    {Act::ExplainPolicy, 0.85F, "(please|must|need to|have to|remember to|be sure to|sure to|required to) bring"},
    {Act::ExplainPolicy, 0.85F, "^ bring"},
    {Act::ExplainPolicy, 0.7F, "{i} (can|could) not *"},
    {Act::ExplainPolicy, 0.75F,
     "(restaurant|hotel|store|company|system|venue|airline|bank|plan|department|it|they) (can not|could not|is unable "
     "to|is not able to|does not (allow|accept|offer|permit|cover))"},
    {Act::ExplainPolicy, 0.8F, "only (room|space|#number|a certain)"},
    {Act::ExplainPolicy, 0.75F, "(depending|depends) on *2 (your|the|how|when|which|membership)"},
    {Act::ExplainPolicy, 0.75F, "as a * (member|customer|subscriber) * you * (able|can|are|get|will)"},
    {Act::ExplainPolicy, 0.75F,
     "[yes] you (can|may|could) (return|exchange|cancel|change|get|use|have) *6 (if|as long "
     "as|by|within|until|with|unless|when|provided)"},
    {Act::ExplainPolicy, 0.75F, "(too late|as long as|unless you|less than a (day|week|month))"},
    {Act::ExplainPolicy, 0.75F, "prices (may|can|vary|are|change)"},
    {Act::ExplainPolicy, 0.75F, "rate is * (for|#money|#number)"},
    {Act::ExplainPolicy, 0.9F, "policy|policies"},
    {Act::ExplainPolicy, 0.9F,
     "(terms and conditions|terms of service|guidelines|regulations|company rules|the rules|procedure)"},
    {Act::ExplainPolicy, 0.9F, "{i} (am|are) * (only|not|un) * (able|allowed|permitted|authorized|possible) *"},
    {Act::ExplainPolicy, 0.9F, "{i} (am|are) * unable to"},
    {Act::ExplainPolicy, 0.85F, "{i} (can|may|could) only"},
    {Act::ExplainPolicy, 0.85F, "{i} only (accept|take|offer|ship|allow|have|cover|do|provide|service|refund|deliver)"},
    {Act::ExplainPolicy, 0.8F,
     "{i} (can|could|do|will|would) not * (refund|accept|return|allow|offer|cancel|change|give|issue|process|do "
     "that|make|provide|"
     "share|disclose|discuss|proceed|help|access|ship|exchange|waive|guarantee|continue|authorize|extend|find|book)"},
    {Act::ExplainPolicy, 0.85F,
     "(must|has to|have to|need to|needs to|should) be "
     "(made|done|returned|submitted|within|received|present|over|#number|paid|unopened|at least)"},
    {Act::ExplainPolicy, 0.85F, "within * (#time|#number (day|days|hours|months|weeks))"},
    {Act::ExplainPolicy, 0.9F, "(eligible|eligibility|qualify|qualifies|entitled|ineligible)"},
    {Act::ExplainPolicy, 0.85F,
     "(is|are|be|been) [not] * (covered|allowed|permitted|included|required|refundable|excluded|limited|subject "
     "to|restricted|prohibited|mandatory)"},
    {Act::ExplainPolicy, 0.85F,
     "(costs|cost|fee|charge|price|rate|deposit|total|amount|premium) * (is|of|will be|would be|comes to) * {sum}"},
    {Act::ExplainPolicy, 0.85F, "(it|that|this|which) [will|would] (costs|cost) {sum}"},
    {Act::ExplainPolicy, 0.8F,
     "(takes|take|processed|delivered|expect) * (up to|about|between|within|around|in) * (#time|#number)"},
    {Act::ExplainPolicy, 0.8F, "takes * #time"},
    {Act::ExplainPolicy, 0.8F, "(valid|good) (for|until|through|only)"},
    {Act::ExplainPolicy, 0.8F,
     "(expire|expires|expired|expiration|deadline|grace period|non refundable|nonrefundable|warranty)"},
    {Act::ExplainPolicy, 0.8F, "up to (#time|#money|#percent|#number (days|hours|business|months|times))"},
    {Act::ExplainPolicy, 0.8F,
     "(per|under|according to|due to|because of|based on) (our|the|company|your) * "
     "(policy|terms|agreement|contract|rules|system|law|plan|guidelines)"},
    {Act::ExplainPolicy, 0.8F, "(maximum|minimum|at most|no more than|limit|limits|capped)"},
    {Act::ExplainPolicy, 0.75F, "only (for|if|when|available|within|after|until|applies)"},
    {Act::ExplainPolicy, 0.75F, "(not|no) * (allowed|possible|permitted)"},
    {Act::ExplainPolicy, 0.75F, "in order (to|for) *6 (must|need|required|have to|will)"},
    {Act::ExplainPolicy, 0.75F,
     "(you (must|are required|would have to|will have to)|requirement|requirements|requires)"},
    {Act::ExplainPolicy, 0.7F, "(business|working) days"},
    {Act::ExplainPolicy, 0.7F, "(legally|by law|confidential|confidentiality|privacy|hipaa)"},
    {Act::ExplainPolicy, -1.0F, "(what|which) * (policy|policies|price|total|amount|limit|plan|warranty)"},
    {Act::ExplainPolicy, -1.0F, "(policy|warranty) (number|id|holder)"},
    {Act::ExplainPolicy, -1.0F, "(not able|unable|could not) to (find|help|locate|be of|see|hear)"},
    {Act::ExplainPolicy, -1.0F, "was not able to"},
    {Act::ExplainPolicy, -1.0F, "(should|you) be able to"},
    {Act::ExplainPolicy, -1.0F, "you * (will|do) (require|need)"},
    {Act::ExplainPolicy, -1.0F, "(arrive|arriving|there|here) in"},
    {Act::ExplainPolicy, -1.0F,
     "{i} (can|could|will|do) not (help you if|believe|hear|imagine|wait|find|locate|seem|be of|stress|thank|tell you "
     "how|agree|have (been|done))"},
    {Act::ExplainPolicy, -1.0F,
     "(do|did|is|are|has|have|was) (you|your|the|it|that) ** (within|expired|warranty|limit|covered|available)"},

    // transfer
    {Act::Transfer, 0.95F, "(transfer|transferring|transferred) * (you|your call|the call|to|over)"},
    {Act::Transfer, 0.95F,
     "(connect|connecting|redirect|redirecting|hand|handing|pass|passing|put|putting|route|forward|forwarding|patch|"
     "send|sending|switch|move|refer) "
     "(you|your call|the call) * (to|with|through|over|on|across) *"},
    {Act::Transfer, 0.85F,
     "(you|have) * (contact|call|speak|reach out|talk|go|visit|write|email|check with|see|get in touch) [with|to|out "
     "to|in] "
     "(the|our|your|their|a) *3 "
     "({team}|bank|store|manufacturer|seller|carrier|insurer|court|police|doctor|provider|vendor|website|location|"
     "company|hospital)"},
    {Act::Transfer, 0.8F,
     "(someone|somebody|colleague|agent|specialist|person) * (who|that|from|in) ** (help|assist|take over|handle) you"},
    {Act::Transfer, 0.8F,
     "(different|another|other|right|correct|appropriate|wrong) (department|office|line|number|extension|team|branch)"},
    {Act::Transfer, -1.0F, "transfer * (money|funds|amount|balance|number|{sum}|file|data|payment)"},
    {Act::Transfer, -1.0F, "(send|sending) you (a|an|the|one|to your|out|some|your)"},
    {Act::Transfer, -1.0F, "(bank|wire|money|balance|fund|funds) transfer"},
    {Act::Transfer, -1.0F, "put you on"},
    {Act::Transfer, -1.0F, "you (never|always|usually|often|normally|rarely|ever) *"},
    {Act::Transfer, -1.0F, "connect you * (internet|wifi|network|router)"},
    {Act::Transfer, -1.0F, "(did|have) you * (call|contact|spoken|talk|speak|reach)"},

    // escalate

    {Act::Escalate, 0.85F, "let (my|the|our) * (manager|supervisor|team|department|boss|engineers) * know"},
    {Act::Escalate, 0.85F, "(write|writing|send|sending|make|making) * [up] (a|the|this) * report"},
    {Act::Escalate, 0.85F,
     "(send|sent|forward|forwarded|pass|passed|share|submit|relay) ** to (our|the|my|internal) * "
     "(team|management|manager|department|supervisor|engineers|developers)"},
    {Act::Escalate, 0.7F, "{i} will look into (it|this|that) and (see|get|let)"},
    {Act::Escalate, 0.95F, "(escalate|escalated|escalating|escalation)"},
    {Act::Escalate, 0.9F,
     "(speak|talk|check|consult|confer|ask|discuss|raise|clarify) [it|this|that] [with|to] (my|our|the|a) * "
     "(manager|supervisor|boss|superior|lead|team|engineers|management)"},
    {Act::Escalate, 0.9F,
     "(file|open|create|submit|raise|log|put in|start|lodge|make|fill out|send "
     "in|opened|filed|submitted|created|enter) [in] (a|an|the|this|your|that|up) * "
     "(ticket|case|complaint|report|request|investigation|claim|dispute|incident|escalation|trouble ticket|work "
     "order|inquiry)"},
    {Act::Escalate, 0.9F,
     "(forward|send|pass|hand|bring|refer|report|submit|relay|take|flag) (this|it|that|your "
     "(case|request|feedback|concern|complaint|issue|message|claim)|the (case|issue|matter)) "
     "* (to|up|over|with|for) * (our|the|my|a|higher|upper) *"},
    {Act::Escalate, 0.85F,
     "(notify|inform|alert|involve|get) (the|our|my|a) * "
     "(team|manager|supervisor|department|engineers|security|management|technician)"},
    {Act::Escalate, 0.85F,
     "(manager|supervisor|team|department|engineer|technician|someone) * (will|to|can|look|review|call|contact|reach) "
     "* (look|review|contact|call|investigate|reach|get back|handle|involved)"},
    {Act::Escalate, 0.75F, "(investigate|investigation|look further into)"},
    {Act::Escalate, 0.8F, "(get|bring) (my|a|the|our) (manager|supervisor)"},
    {Act::Escalate, -1.0F, "(send|sending|bring|take|taking) (it|this|that) back"},
    {Act::Escalate, -1.0F, "(take|have|keep) (it|this|that) for (a|the|one|two|#number|#time)"},
    {Act::Escalate, -1.0F, "(would|do) you * (file|open|submit|make|report|speak|talk|start|me to) *"},
    {Act::Escalate, -1.0F,
     "you (can|could|should|may|need to|will need to|must|have) * (file|open|submit|report|make|create)"},
    {Act::Escalate, -1.0F, "(help|assist) you * (file|filing|make|submit|open|report|start)"},
    {Act::Escalate, -1.0F,
     "(make|put in|submit|submitted|enter|send) (a|the|this|your|that|in) * (request|claim|inquiry) $"},

    // upsell
    {Act::Upsell, 0.9F,
     "(would you|are you|can i|could i|may i|interested) * (like|interest|interested|add|consider|offer "
     "you|suggest|recommend|tell you about|try) ** "
     "(upgrade|plan|package|premium|protection|warranty|insurance|bundle|membership|subscription|line|device|channels|"
     "card|accessories|service plan|rewards|bigger|faster|special)"},
    {Act::Upsell, 0.9F,
     "(have you|did you) * (considered|thought about|heard about|heard of|looked at|know) ** "
     "(upgrade|upgrading|plan|package|premium|protection|insurance|bundle|offer|membership|program)"},
    {Act::Upsell, 0.9F, "(upgrade|upgrading) * (to|your|you|for|the)"},
    {Act::Upsell, 0.85F,
     "(recommend|suggest|offer|add|adding|get|include|switch to|move to|try) * (you|our|the|a|an|upgrading) *3 "
     "(premium|extended warranty|protection|insurance|bundle|membership|subscription|"
     "unlimited|accessory|family plan|gold|platinum|faster|add on|addon|higher|rewards program|loyalty program)"},
    {Act::Upsell, 0.85F, "for (only|just|as little as|an extra|an additional|another) * #money"},
    {Act::Upsell, 0.85F, "#money * (more|extra) * (a|per|each|every) (month|year|week)"},
    {Act::Upsell, 0.8F, "(special|current|limited time) (offer|deal|promotion) (on|for|right|today|that)"},
    {Act::Upsell, 0.8F,
     "(sign up|sign you up|enroll|enrolling) * (for|in) * "
     "(premium|plan|program|membership|protection|rewards|subscription|insurance)"},
    {Act::Upsell, 0.75F,
     "{i} * (have|offer) * (premium|faster|better|upgraded|bigger|unlimited) * "
     "(plan|package|service|option|product|model)"},
    {Act::Upsell, -1.0F, "(upgrade|equipment upgrade) (fee|charge)"},
    {Act::Upsell, -1.0F, "(did|have) you (upgrade|upgraded|order|ordered)"},
    {Act::Upsell, -1.0F, "(firmware|software|system|browser|app|driver) (upgrade|update)"},
};

}  // namespace

std::span<const ActPattern> business_patterns() { return kBusiness; }

}  // namespace mockcall
