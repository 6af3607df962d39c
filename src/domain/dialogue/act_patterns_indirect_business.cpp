// Acts about the matter, said in a roundabout way. Data, like the other pattern lists.
#include "domain/dialogue/act_patterns.hpp"

namespace mockcall {

namespace {

constexpr ActPattern kIndirect[] = {
    // offer_compensation
    {Act::OfferCompensation, 0.9F,
     "(take|taking|took|knock|shave|cut|bring|drop) *2 (#number|{sum}) [percent|dollars|euros|pounds] *2 "
     "(off|down|away)"},
    {Act::OfferCompensation, 0.85F,
     "(off|from) (this|your|the|next) *2 (bill|month|order|invoice|purchase|plan|rate|statement)"},
    {Act::OfferCompensation, 0.9F, "(is|are|be|it) (on us|on the house|our treat)"},
    {Act::OfferCompensation, 0.85F, "(will|do|would) not (have|need) to pay (for|the|any|that|it|this)"},
    {Act::OfferCompensation, 0.8F, "(make|put) (it|this|that|things) right with"},
    {Act::OfferCompensation, 0.75F, "(voucher|gift card|coupon) (for|of|worth|as)"},
    {Act::OfferCompensation, 0.85F,
     "(sent|send|put|returned|paid|transferred|given|give|sending|putting) *2 {sum} *2 (back|to your|on "
     "your|into|onto)"},
    {Act::OfferCompensation, 0.85F, "(consider|take) (that|it|the|this) *4 (gone|waived|removed|taken care|dropped)"},
    {Act::OfferCompensation, 0.9F,
     "(fee|charge|cost|penalty|fees|charges) [is|has been|will be|have been|was] "
     "(gone|waived|dropped|removed|reversed|canceled|forgiven|refunded|credited|taken off)"},
    {Act::OfferCompensation, 0.85F, "throw in"},
    {Act::OfferCompensation, 0.8F, "half price"},
    {Act::OfferCompensation, 0.85F, "(month|week|year|months|weeks) (free|for free|extra|on us)"},
    {Act::OfferCompensation, 0.85F,
     "free (month|shipping|delivery|express|replacement|return|repair|ride|dessert|night|upgrade)"},
    {Act::OfferCompensation, 0.8F, "(double|extra|bonus) (points|miles|data)"},
    {Act::OfferCompensation, 0.85F, "(give|get|send|return) you * (your|the) money * back"},
    {Act::OfferCompensation, 0.85F,
     "{i} (can|will|would|am) (cover|pay|absorb|covering|paying) (the|that|your|for) *3 "
     "(cost|fee|shipping|difference|charge|repair|taxi)"},
    {Act::OfferCompensation, 0.85F, "at no (cost|charge|extra)"},
    {Act::OfferCompensation, 0.8F, "as a (goodwill|gesture|thank you|courtesy|apology)"},
    {Act::OfferCompensation, 0.85F, "(gesture|token) of (goodwill|apology)"},
    {Act::OfferCompensation, 0.8F,
     "(lower|reduce|drop|bring down|cut) (your|the) * (bill|rate|price|fee|premium|interest)"},
    {Act::OfferCompensation, 0.8F,
     "(reverse|remove|erase|cancel|wipe|strike|delete|drop|waive|forgive) (it|that|this|the charge|the fee|those) (for "
     "you|from|this time|today|right away)"},
    {Act::OfferCompensation, 0.85F, "(extra|more|additional|two|few) (days|weeks|time|month) to (pay|return)"},
    {Act::OfferCompensation, -1.0F,
     "(no|not|never) *2 {comp} *2 (requested|been|was|on|for|yet|available|possible|due)"},
    {Act::OfferCompensation, -1.0F, "(that|this|it) is on us"},
    {Act::OfferCompensation, -1.0F, "(count|rely|depend) on us"},
    {Act::OfferCompensation, -1.0F, "waiting for * {comp}"},
    {Act::OfferCompensation, -1.0F, "(off|from) (the|your) (list|line|hook)"},
    {Act::OfferCompensation, -1.0F, "(would|did|do|have) you (get|receive|want|like|request|prefer|use) *3 {comp}"},
    {Act::OfferCompensation, -1.0F,
     "(discount|promo|promotion|credit|refund|coupon) (you had|expired|ran out|ended|is only|was)"},
    // explain_policy
    {Act::ExplainPolicy, 0.8F,
     "{i} (can|could|do|may|will|are|am) not * "
     "(take|ship|hold|keep|open|show|remove|add|guarantee|promise|replace|reveal|discuss|combine|able|allowed)"},
    {Act::ExplainPolicy, 0.85F,
     "{i} [are|am] not able to "
     "(take|ship|hold|replace|send|change|refund|give|offer|accept|waive|return|honor|combine|extend)"},
    {Act::ExplainPolicy, 0.85F,
     "(needs|need|requires|require|without) [a|an|the|your|written|prior] *2 "
     "(approval|okay|ok|receipt|signature|permission|consent|authorization|proof|deposit|prescription|referral|"
     "notice)"},
    {Act::ExplainPolicy, 0.8F, "anything (over|under|above|below|more than|older|beyond)"},
    {Act::ExplainPolicy, 0.85F, "needs (a|my|the) (manager|supervisor)"},
    {Act::ExplainPolicy, 0.8F, "(close|closes|end|ends|run out|stop|expire) *2 #time (after|before|from)"},
    {Act::ExplainPolicy, 0.75F,
     "#time (after|before|from|of|following|prior) (delivery|purchase|arrival|departure|receipt|the date|billing|check "
     "in)"},
    {Act::ExplainPolicy, 0.8F,
     "only (open|available|valid|allowed|offered|possible|apply|applies|work|works) (to|for|with|on|if|when|in)"},
    {Act::ExplainPolicy, 0.85F, "#time * notice"},
    {Act::ExplainPolicy, 0.8F, "(give|need|require|requires) *4 notice"},
    {Act::ExplainPolicy, 0.85F, "hands are tied"},
    {Act::ExplainPolicy, 0.8F,
     "until (the|we|your|it|they|payment) *4 "
     "(clears|releases|arrives|confirms|paid|approved|processed|posts|received|verified)"},
    {Act::ExplainPolicy, 0.85F,
     "(fee|charge|rate|discount|price|interest|coverage|penalty) (kicks in|applies|starts|is charged|is added|is "
     "taken|depends|covers|only|is due|goes up)"},
    {Act::ExplainPolicy, 0.75F, "once (the|your|it) *2 (goes|falls|drops|exceeds|passes|reaches|is over|is under)"},
    {Act::ExplainPolicy, 0.9F, "for (privacy|legal|security|safety|compliance|data protection) reasons"},
    {Act::ExplainPolicy, 0.8F,
     "(privacy|data protection|legal|law|regulation|regulator) (rules|laws|law|does not|do not|reasons)"},
    {Act::ExplainPolicy, 0.75F, "at the (earliest|latest)"},
    {Act::ExplainPolicy, 0.7F, "per (person|customer|household|order|account|item|booking)"},
    {Act::ExplainPolicy, 0.8F,
     "(under|by|in) (the|our|your) (contract|terms|plan|law|agreement|warranty|rules|policy)"},
    {Act::ExplainPolicy, 0.75F, "(as a rule|in general|by default|by law)"},
    {Act::ExplainPolicy, 0.75F, "(we|they|it) (charge|charges|require|requires|ask for) (a|an|#money|that|you|for)"},
    {Act::ExplainPolicy, 0.8F, "(only|just) (members|gold|silver|platinum|customers|account holders|the account)"},
    {Act::ExplainPolicy, 0.75F,
     "takes [about|around|up to|roughly|at least] (a|one|two|three|#number) *2 "
     "(day|days|week|weeks|hours|month|months)"},
    {Act::ExplainPolicy, 0.75F,
     "(must|has to|have to|needs to) (bring|show|sign|pay|return|cancel|stay|wait until|go through)"},
    {Act::ExplainPolicy, -1.0F, "not have * (access|information)"},
    {Act::ExplainPolicy, 0.75F,
     "(can not|could not|not) (allowed|permitted|able) to (tell|share|say|discuss|disclose|show|give)"},
    {Act::ExplainPolicy, 0.75F, "(same|next) (day|business day) (if|only|unless|for)"},
    {Act::ExplainPolicy, -1.0F, "(i|we) (can|could) not (find|see|hear|locate|open|add more|reach|seem|get|help but)"},
    {Act::ExplainPolicy, -1.0F,
     "you (need|have) to (click|press|go|log|enter|select|open|type|restart|tap|scroll|try|call|contact|speak)"},
    {Act::ExplainPolicy, -1.0F, "(do|did|would) you (need|have) to"},
    // transfer
    {Act::Transfer, 0.9F,
     "(hand|pass|put|get|move|switch|route|bring|patch|connect|forward) (you|the call|this call|your call) *2 "
     "(over|through|to|across|on to|onto|with)"},
    {Act::Transfer, 0.95F,
     "(putting|getting|handing|passing|moving|connecting|transferring|forwarding) (you|the call|your call) *2 "
     "(through|over|to|on|with)"},
    {Act::Transfer, 0.65F,
     "(colleague|team|department|specialist|people|desk|expert) *3 (knows this|knows that|knows more|knows "
     "all|handle|handles|deal|deals|see more|look after|specialize|take it from|take over)"},
    {Act::Transfer, 0.85F,
     "(ring|call|contact|phone|ask|speak to|talk to|reach out to|speak with|check with|turn to) (the|your) [own|local] "
     "* (airline|bank|carrier|manufacturer|insurer|insurance|landlord|seller|store|school|hotel|embassy|police|post "
     "office|clinic|employer|provider|pharmacy|branch)"},
    {Act::Transfer, 0.7F,
     "(only|something) *4 (bank|airline|carrier|they|manufacturer|insurer) can (answer|do|change|help|fix)"},
    {Act::Transfer, 0.7F, "right (desk|department|person|team|people)"},
    {Act::Transfer, 0.85F,
     "(speak|talk) (to|with) (a|an|our|one of our) *2 "
     "(specialist|colleague|expert|agent|department|team|representative)"},
    {Act::Transfer, -1.0F, "(not|never|without) [going to] (transfer|transferring|pass|passing|hand) you"},
    {Act::Transfer, -1.0F, "not going to transfer"},
    {Act::Transfer, -1.0F, "(the|your|his|her|their) other (line|number|branch)"},
    {Act::Transfer, -1.0F, "(is|are) [there] (someone|somebody|anyone|anybody) *"},
    {Act::Transfer, -1.0F, "you contacted"},
    {Act::Transfer, -1.0F, "contact your doctor (immediately|right away|if|at once)"},
    {Act::Transfer, 0.8F,
     "you (will|would) (have|need) to (call|contact|see|visit|speak|ring|ask) [to|with] "
     "(dr|doctor|your|the|them|him|her)"},
    {Act::Transfer, -1.0F, "(get|put|bring) (you|the call) * (a|an|the|your|on|back|down)"},
    // escalate
    {Act::Escalate, 0.85F, "(raise|raised|raising|flag|flagged|flagging) (it|this|that|your)"},
    {Act::Escalate, 0.9F, "(take|taking|took|bring|bringing|push|pushing) (this|it|that) *2 (to|up) (my|our|the|a)"},
    {Act::Escalate, 0.85F, "(someone|somebody) (senior|higher|above|more senior|in charge|more experienced)"},
    {Act::Escalate, 0.75F,
     "(senior|higher|next level|second level|upper) (colleague|management|team|agent|manager|support)"},
    {Act::Escalate, 0.7F, "(complaints|escalations|escalation) (team|department|desk)"},
    {Act::Escalate, 0.85F, "(get|ask|fetch|bring|involve|call) my (supervisor|manager|boss|team lead|lead)"},
    {Act::Escalate, 0.8F,
     "(goes|go|going|gone|passed|sent|forwarded) *2 to (our|my|the) *2 (manager|management|supervisor|team "
     "lead|engineers|investigators|complaints|quality|developers|head office)"},
    {Act::Escalate, 0.85F,
     "(opened|open|filed|file|raised|created|logged|log) (a|an|the|it|this) *2 "
     "(ticket|case|investigation|incident|complaint|priority|as urgent|bug)"},
    {Act::Escalate, -1.0F, "(could|can|like me to|want me to|should i|shall i) (file|open|submit|report)"},
    {Act::Escalate, 0.75F, "{i} will (investigate|look into this personally|report (it|this|that))"},
    // upsell
    {Act::Upsell, 0.9F, "(for|only|just) (#money|#number) [dollars|euros|pounds|bucks] (more|extra) *"},
    {Act::Upsell, 0.85F,
     "(a lot of|many|most|other) *2 (people|customers|clients|families) *4 (add|choose|take|go "
     "for|buy|upgrade|switch|pick)"},
    {Act::Upsell, 0.85F,
     "you (might|may) [also] (like|love|enjoy|be interested in|want to try|benefit from|want to look at|consider) "
     "(our|the|a|to upgrade|an|upgrading|adding)"},
    {Act::Upsell, 0.65F, "(could|might|may|would) be * (interesting|of interest|perfect|a good fit|worth)"},
    {Act::Upsell, 0.5F, "while i have you"},
    {Act::Upsell, 0.9F, "(can|may|could) i (interest|tempt) you"},
    {Act::Upsell, 0.85F, "interested in (adding|our|a|upgrading|an|the|trying|switching|getting)"},
    {Act::Upsell, 0.8F, "(goes|pairs|pair|go) (well|great|perfectly|nicely) with"},
    {Act::Upsell, 0.85F,
     "(have you|did you|have you ever) *2 (looked at|thought|considered|heard|look at) *3 "
     "(our|the|a|about|of|adding|upgrading|getting)"},
    {Act::Upsell, 0.8F, "(step|move|switch|go|trade) up to"},
    {Act::Upsell, 0.65F,
     "(better|faster|bigger|larger|newer|premium|gold|platinum|unlimited|family) "
     "(plan|package|line|model|speed|version|option|card|bundle|tier|membership)"},
    {Act::Upsell, 0.8F, "(recommend|suggest) (our|the|a|an|adding|upgrading|taking|getting)"},
    {Act::Upsell, 0.75F,
     "(add|adding|include) (a|an|the|our) *2 "
     "(cover|case|protection|insurance|warranty|line|service|pack|accessory|box|channel)"},
    {Act::Upsell, 0.8F,
     "(special|great|good|current) (offer|deal|promotion|price) (on|for|right now|today|at the moment|if)"},
    {Act::Upsell, -1.0F,
     "(which|what|that|the) *2 (plan|package|model|version|card|option) (are|is|do|did|you|was|that you)"},
    {Act::Upsell, -1.0F,
     "(you are|you have|are you|your) * [on|in] * (premium|gold|platinum|unlimited|family) "
     "(plan|package|member|membership|card)"},
    {Act::Upsell, -1.0F, "(problem|issue|trouble|wrong) with"},
    {Act::Upsell, -1.0F, "(recommend|suggest) (the|a) *2 (restaurant|hotel|doctor|movie|flight|apartment|room)"},
};

}  // namespace

std::span<const ActPattern> indirect_business_patterns() { return kIndirect; }

}  // namespace mockcall
