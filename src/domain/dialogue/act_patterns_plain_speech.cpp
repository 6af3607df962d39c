// The acts as people put them when nobody is listening in: other trades, other countries, a recogniser's homophones.
#include "domain/dialogue/act_patterns.hpp"

namespace mockcall {

namespace {

constexpr ActPattern kPlain[] = {
    // company_name
    {Act::CompanyName, 0.7F, "this is (dr|doctor) *2 (office|practice|surgery|clinic)"},
    // verify_identity
    {Act::VerifyIdentity, 0.85F, "(whose|which|what) name *5 (under|in|on)"},
    {Act::VerifyIdentity, 0.8F, "^ (you are|and you are) $"},
    {Act::VerifyIdentity, 0.85F,
     "(number|reference|code|digits) ** (read|give|tell|spell|have) (it|them|that|those) *2 (to me|out|me|for "
     "me|handy)"},
    {Act::VerifyIdentity, 0.75F, "(read|give|tell|send) me (the|that|your) (number|reference|digits)"},
    {Act::VerifyIdentity, 0.85F,
     "(name|surname) (of|from) you|(number|code|name) of *1 (customer|client|account|contract|order|policy|member)"},
    {Act::VerifyIdentity, 0.85F, "your (name|account|surname) [and] your (name|account|number|surname)"},
    {Act::VerifyIdentity, 0.75F, "(how|what) (do i call you|should i call you|is it spelled)"},
    {Act::VerifyIdentity, 0.8F, "(so|alright|and|then|right) who (is this|am i|have i got|is that)"},
    {Act::VerifyIdentity, -1.0F, "(i|we) (speak|talk) (to|with) (the|my|our|a|them|him|her)"},
    // empathy
    {Act::Empathy, 0.8F, "you did (the right thing|right|well|great|nothing wrong)"},
    {Act::Empathy, 0.8F, "(right|good) (to|that you) (call|called|ring|rang|tell|told|ask|asked)"},
    {Act::Empathy, 0.8F, "(on top of|with) (all|everything) * (that|else|going on)"},
    {Act::Empathy, 0.75F, "i would (want|expect|need) *3 (too|as well|the same)"},
    {Act::Empathy, 0.8F, "(gosh|goodness|heavens|blimey) *8 (too|as well|all that|home|alone)"},
    {Act::Empathy, 0.8F, "(through the mill|through a lot|a lot to deal|a lot to take in|enough on your plate)"},
    {Act::Empathy, 0.75F, "(you|that) must be (exhausted|shattered|freezing|worn out|tired|at your wits|so worried)"},
    {Act::Empathy, -1.0F, "must be (the|a|an|your|his|our|another|some|in|on|at|from|about)"},
    {Act::Empathy, -1.0F, "must have been (delivered|sent|left|put|a|the|an|on|in|at|picked|taken|another)"},
    {Act::Empathy, -1.0F, "not sorry"},
    {Act::Empathy, -1.0F, "(did|does|when|how|why) *1 it happen"},
    {Act::Empathy, -1.0F, "(see|get) [that] (it is|this is|it has|that it|it was|you have (been|ordered|called|paid))"},
    {Act::Empathy, -1.0F, "(it|that|this) is *1 hard (to see|to read|to hear|drive|disk|copy|cover)"},
    // apology
    {Act::Apology, 0.8F, "(hands up|mea culpa|my wrong)"},
    {Act::Apology, 0.75F, "that was (me|us) *8 (wrong|mistake|mixed|missed|forgot)"},
    {Act::Apology, 0.75F, "i (keyed|wrote|clicked|booked|noted|sent|put|filed) *4 wrong"},
    {Act::Apology, 0.8F, "(own that|own up to|hold my hands up)"},
    {Act::Apology, 0.75F, "(mistake|error|slip|mess) (at|on) our (end|side|part)"},
    {Act::Apology, -1.0F, "not sorry"},
    {Act::Apology, -1.0F, "^ sorry (which|what|who|when|where|how|was that|did you|could you|can you|i am only)"},
    // open_question
    {Act::OpenQuestion, 0.85F, "how would you (like|want) (us|me|this|it|that) *3 (to|put|handled|solved|fixed|done)"},
    {Act::OpenQuestion, 0.8F, "for what (can|could|may) (i|we) *2 help"},
    {Act::OpenQuestion, 0.8F, "what (are you|is it you are) *2 (after|looking for|calling about|ringing about)"},
    {Act::OpenQuestion, 0.8F, "(what|how) (has|have) *3 been (happening|going on|going|doing)"},
    {Act::OpenQuestion, -1.0F, "(no need to|not have to|need not) explain"},
    {Act::OpenQuestion, -1.0F, "what (do|did) you (want|expect) me to *"},
    // hold_request
    {Act::HoldRequest, 0.9F, "(bare|bear|bair) with (me|us)"},
    {Act::HoldRequest, 0.85F, "(weight|wait|weigh) (a|one|two|here|just) *2 {short}"},
    {Act::HoldRequest, 0.9F, "(pop|stick|park) you on * hold"},
    {Act::HoldRequest, 0.8F, "(you|can you|could you) wait (#time|two|a|one|here|please|for me)"},
    {Act::HoldRequest, 0.75F, "(two|a couple of) (ticks|secs)"},
    {Act::HoldRequest, -1.0F, "(been|was|were|are|am|kept) [waiting] on hold"},
    // offer_compensation
    {Act::OfferCompensation, 0.85F,
     "{i} *4 (cover|pay for|pick up|pay) (the|your|for|that|any) *2 "
     "(taxi|cost|costs|bill|repair|cleaning|damage|hotel|meal|difference|fee|postage|shipping|tab)"},
    {Act::OfferCompensation, 0.85F, "not be (charged|billed) (for|anything|again|a)"},
    {Act::OfferCompensation, 0.75F, "call it quits"},
    {Act::OfferCompensation, 0.8F, "(have|like|prefer|get) (the|your) money [back] (back|or)"},
    {Act::OfferCompensation, 0.85F, "(return|give|pay|send) (you|to you|back) [back] (the|your|all) * money"},
    {Act::OfferCompensation, 0.8F, "(free gratis|free of charge|gratis|without charge)"},
    {Act::OfferCompensation, 0.85F,
     "(popped|put|stuck|sent) *3 (#money|#number) *2 (back|onto|on your|on the card|to your)"},
    {Act::OfferCompensation, -1.0F, "(children|kids|students|seniors|members|infants|dogs|bags|entry) *4 free"},
    {Act::OfferCompensation, -1.0F, "(get|have|comes with|includes|include) *3 free *2 (with|per|a month|included)"},
    {Act::OfferCompensation, -1.0F, "(the|a|our) free (wifi|app|parking|version|trial|number|seat|slot|line)"},
    {Act::OfferCompensation, -1.0F, "(where|which|did you see|see) *3 {comp}"},
    // explain_policy
    {Act::ExplainPolicy, 0.8F, "(is|are) (shut|closed) (until|till|from|on|at|between|during)"},
    {Act::ExplainPolicy, 0.75F, "{i} can (hold|keep|save|reserve|store) (it|the|your|that|a) *2 (until|till|for)"},
    {Act::ExplainPolicy, 0.8F,
     "{i} (need|require) *4 (signed|filled in|completed|stamped|confirmed|approved|in writing) *2 (before|first|to)"},
    {Act::ExplainPolicy, 0.75F, "(before|until|unless) {i} (can|are able|may)"},
    {Act::ExplainPolicy, 0.75F,
     "(or|otherwise) (there is|there will be|you pay|you will pay|it costs|it is) (a|an) *2 (charge|fee|fine|penalty)"},
    {Act::ExplainPolicy, 0.8F,
     "(over|above|under|below|up to|more than) (#number|#money|a thousand|a hundred) "
     "(go|goes|need|needs|must|have to|has to|requires|require|travel|travels|ride|pay|get)"},
    {Act::ExplainPolicy, 0.8F, "(excess|deductible|co pay|copay|levy|surcharge) *4 is (#money|#number)"},
    {Act::ExplainPolicy, 0.75F, "(has|have) to be (canceled|booked|paid|returned|claimed|reported|made|registered)"},
    {Act::ExplainPolicy, 0.7F, "you get *5 (with that|with your|included|per|a year|a month)"},
    {Act::ExplainPolicy, 0.7F, "(rate|price|fare|tariff) if"},
    {Act::ExplainPolicy, 0.75F, "not allowed to (give|tell|share|say|discuss|take|do)"},
    {Act::ExplainPolicy, -1.0F,
     "(the|your|a|with the) (house|car|home|life|travel|pet|health|motor) (policy|policies)"},
    {Act::ExplainPolicy, -1.0F, "(happy|glad|going) to cover"},
    {Act::ExplainPolicy, -1.0F, "have to (lump|live with|deal with|accept|put up)"},
    // transfer
    {Act::Transfer, 0.8F, "give (them|him|her|the * team) a (ring|call|shout|bell)"},
    {Act::Transfer, 0.8F,
     "it is (the|your) *3 (that|who|which) (deal|deals|handle|handles|does|look after|looks after)"},
    {Act::Transfer, 0.8F, "get (them|him|her|someone|somebody) on the (line|phone)"},
    {Act::Transfer, 0.75F,
     "(landlord|bank|manufacturer|insurer|airline|council|school|employer|provider|supplier|carrier|seller|doctor) * "
     "(would|will|has|have|needs|must|can|could|should) *3 (sort|fix|deal|handle|answer|arrange|refund)"},
    {Act::Transfer, 0.8F, "(someone|somebody) (from|in|at) *3 (can|could|will) (answer|help|tell|sort|explain)"},
    {Act::Transfer, 0.9F, "(put|pop|send|switch) you (across|over|along|round) *"},
    {Act::Transfer, -1.0F, "transferred (#money|#number)"},
    // escalate
    {Act::Escalate, 0.85F,
     "have (the|my|our|a) *2 (manager|supervisor|lead|head|director|boss) (look|call|check|review|ring|go|see|sign)"},
    {Act::Escalate, 0.75F, "(chase|chasing) (them|it|this|that|him|her) *"},
    {Act::Escalate, 0.85F, "(gone|going|goes|went) (up|all the way|straight) to (the|my|our|head)"},
    {Act::Escalate, 0.75F, "(rocket under|breathing down|kick up)"},
    {Act::Escalate, -1.0F, "(did|have|had) you *2 (speak|spoken|talk|talked|spoke|asked|ask) *4 (manager|supervisor)"},
    // upsell
    {Act::Upsell, 0.85F, "(go|going|move|step) up (a|to|one) *3 (size|level|tier|class|plan|speed|room|notch)"},
    {Act::Upsell, 0.85F,
     "(most|many|lots of|a lot of) *2 (guests|customers|people|clients|members) (take|add|choose|have|go|pick)"},
    {Act::Upsell, 0.8F, "(bundle|bundling|combining|combine) (it|your|the|both|that|them)"},
    {Act::Upsell, 0.75F, "(bigger|better|larger|stronger|newer) (one|model|version) *8 (more|extra|for only|for just)"},
    {Act::Upsell, -1.0F, "(an|the|equipment) upgrade for (another|a different|somebody|someone)"},
    {Act::Upsell, -1.0F, "(your|the) current (bundle|plan|package|account)"},
    {Act::Upsell, -1.0F, "(account|plan|package) (you have|you are on|covers)"},
    // confirm_resolution
    {Act::ConfirmResolution, 0.8F, "is that (your lot|the lot|you done|us done|you sorted|everything sorted|us)"},
    {Act::ConfirmResolution, 0.8F, "(are|is) (we|you|everything|it) *1 (square|sorted|even|straight) [now|then|$]"},
    {Act::ConfirmResolution, 0.85F,
     "(did|have) i (forget|forgotten|miss|missed|leave out|left out) (anything|something)"},
    {Act::ConfirmResolution, 0.75F, "(more|other) questions (you have|have you|do you)"},
    {Act::ConfirmResolution, 0.75F, "(is it|it is|is that) (ok|okay|fine|good) for you *"},
    {Act::ConfirmResolution, 0.75F, "(does|did|will) that (do you|do it|cover you|see you right|suit you)"},
    {Act::ConfirmResolution, -1.0F, "hold ** is that (alright|ok|okay|fine|all right)"},
    {Act::ConfirmResolution, -1.0F,
     "(anything|something) else (in|on|at|inside|connected|plugged|that "
     "uses|running|attached|near|next|missing|written)"},
    {Act::ConfirmResolution, -1.0F,
     "(did|has|have) (anything|something) else (change|changed|happen|happened|break|stop)"},
    // closing
    {Act::Closing, 0.85F, "(look after|mind) yourself"},
    {Act::Closing, -1.0F, "have a good (look|read|think|day rate|chance|signal|reason|price)"},
    {Act::Closing, -1.0F, "good (day|night|evening) rate"},
    // blame
    {Act::Blame, 0.85F, "people (do not|will not|can not|never) (open|read|listen|pay|check|look|answer|bother)"},
    {Act::Blame, 0.85F, "(on|at) your (end|side) *2 (must|clearly|obviously|did|have)"},
    {Act::Blame, 0.8F, "you *1 left it * (late|long|till|until)"},
    {Act::Blame, 0.75F, "(till|until) the last (day|minute|moment)"},
    {Act::Blame, -1.0F,
     "clear (your|you) * (cache|cookies|history|browser|data|cart|basket|screen|browsing|messages|inbox)"},
    {Act::Blame, -1.0F, "should have (received|gotten|got|arrived|come|a|an|the|your|seen|been sent)"},
    {Act::Blame, -1.0F, "(that is|so) easily done"},
    {Act::Blame, -1.0F, "by mistake"},
    {Act::Blame, -1.0F, "(want|like|wish|need|plan|decided|asked) to *3 because you"},
    // dismissive
    {Act::Dismissive, 0.85F, "(not|nothing) *1 (lot|much|thing|anything) {i} can do"},
    {Act::Dismissive, 0.85F, "(lump it|suck it up|get over it|tough luck|deal with it)"},
    {Act::Dismissive, 0.8F,
     "(it|that) is [only|just] a (tiny|little|wee|small) (scratch|mark|dent|thing|stain|delay|hole|bit|fee)"},
    {Act::Dismissive, 0.75F, "^ oh come on"},
    {Act::Dismissive, 0.8F, "(it is|that is) (what it is|your problem|life)"},
    {Act::Dismissive, 0.8F, "^ and $"},
    {Act::Dismissive, 0.8F, "not (something|a thing) {i} (bother|deal|do|care)"},
    {Act::Dismissive, -1.0F, "whatever you (prefer|like|want|need|choose|decide|think|say|feel|wish)"},
    {Act::Dismissive, -1.0F, "(leave|cancel|stop|change|switch|go) (any time|anytime|whenever)"},
    {Act::Dismissive, -1.0F, "(it does not|does not) matter (which|what|if|whether|how|when|where)"},
    {Act::Dismissive, -1.0F, "never mind the"},
    {Act::Dismissive, -1.0F, "(only|just) #money (more|extra|a|per|less|off|each|for)"},
    {Act::Dismissive, -1.0F, "(that|it|this|bill|photo|copy) is fine"},
    {Act::Dismissive, -1.0F, "nothing to worry"},
    // rude
    {Act::Rude, 0.85F, "not *1 (sharpest|brightest|smartest|cleverest|quickest)"},
    {Act::Rude, 0.8F, "do you ever (listen|think|read|shut|stop)"},
    {Act::Rude, 0.85F, "for the last time"},
    {Act::Rude, 0.85F, "(do|does) (i|it) (sound|look) like (i|it)"},
    {Act::Rude, 0.9F, "stop (whining|moaning|whinging|crying)"},
    {Act::Rude, -1.0F, "how many times (did|have|has|do|does|was|were|a|per|in|you|$)"},
    {Act::Rude, -1.0F, "(silly|stupid|dumb) [little] (bug|mistake|of me|me|error|question)"},
    {Act::Rude, -1.0F, "that is (crazy|ridiculous|insane)"},
    {Act::Rude, -1.0F, "(i|am|was) *2 (silly|stupid|dumb|an idiot)"},
    // interrupting
    {Act::Interrupting, 0.85F, "(sorry|hate) to (cut across|break in|butt in|jump in|stop you)"},
    {Act::Interrupting, 0.75F, "(yeah yeah|yes yes|ok ok) *4 just"},
};

}  // namespace

std::span<const ActPattern> plain_speech_patterns() { return kPlain; }

}  // namespace mockcall
