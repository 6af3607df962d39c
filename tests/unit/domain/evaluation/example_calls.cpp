#include <algorithm>

#include "unit/domain/evaluation/call_builder.hpp"

namespace mockcall::test {

using enum Act;
using enum CallFactKind;

Scenario billing_scenario() {
    Scenario s;
    s.id = ScenarioId{"scn_billing"};
    s.name = "Angry Customer - Billing Dispute";
    s.category = Category::Complaint;
    s.difficulty = Difficulty::Intermediate;
    s.company.name = "TeleStar";
    s.company.policies = {{"credit", "Can offer up to $200 without supervisor"}};
    s.limits = {{.kind = ResolutionKind::Credit, .max_cents = 20000, .max_percent = {}, .policy = "credit"}};
    s.persona.name = "Robert Johnson";
    s.persona.start_mood = 25;
    s.persona.start_satisfaction = 30;
    s.facts = {{.id = "account",
                .kind = FactKind::Identity,
                .value = "ACC-789456",
                .asks = {"account number"},
                .say = {"It's ACC-789456."},
                .gate = {}},
               {.id = "autopay",
                .kind = FactKind::Detail,
                .value = "autopay",
                .asks = {"autopay", "how do you pay"},
                .say = {"I'm on autopay."},
                .gate = {}}};
    Problem charge;
    charge.id = "extra_charge";
    charge.label = "A $150 charge that should not be on the bill";
    charge.steps = {{.id = "review_bill",
                     .label = "go through the bill line by line",
                     .phrases = {"go through your bill", "look at the bill", "review your bill"},
                     .answers = {}}};
    charge.resolutions = {{.id = "credit_150",
                           .kind = ResolutionKind::Credit,
                           .label = "Credit the $150 charged by mistake",
                           .phrases = {"credit"},
                           .min_cents = 15000,
                           .max_cents = 20000,
                           .min_percent = {},
                           .max_percent = {},
                           .target = {},
                           .to = {},
                           .value = 1.0,
                           .accept = {},
                           .haggle = {}}};
    Problem old_fee;
    old_fee.id = "late_fee";
    old_fee.label = "A late fee that the wrong charge caused";
    old_fee.hidden = true;
    old_fee.resolutions = {{.id = "waive_fee",
                            .kind = ResolutionKind::Waiver,
                            .label = "Waive the late fee",
                            .phrases = {"waive", "remove the late fee"},
                            .min_cents = {},
                            .max_cents = {},
                            .min_percent = {},
                            .max_percent = {},
                            .target = {},
                            .to = {},
                            .value = 1.0,
                            .accept = {},
                            .haggle = {}}};
    s.problems = {charge, old_fee};
    s.required = {{.id = "greeting",
                   .label = "Proper greeting with company name",
                   .dimension = "greeting",
                   .check = CheckKind::Act,
                   .arg = "company_name",
                   .phrases = {}},
                  {.id = "identity",
                   .label = "Verify customer identity",
                   .dimension = "greeting",
                   .check = CheckKind::Verified,
                   .arg = {},
                   .phrases = {}},
                  {.id = "document",
                   .label = "Document the issue",
                   .dimension = "solution",
                   .check = CheckKind::Documented,
                   .arg = {},
                   .phrases = {}},
                  {.id = "resolve",
                   .label = "Offer resolution",
                   .dimension = "solution",
                   .check = CheckKind::Resolved,
                   .arg = "extra_charge",
                   .phrases = {}}};
    s.bonus = {{.id = "empathy",
                .label = "Empathy statements",
                .dimension = "empathy",
                .check = CheckKind::Act,
                .arg = "empathy",
                .phrases = {}},
               {.id = "upsell",
                .label = "Upsell attempt",
                .dimension = "solution",
                .check = CheckKind::Act,
                .arg = "upsell",
                .phrases = {}}};
    return s;
}

CallRecord excellent_call() {
    CallBuilder b;
    b.agent("Good morning, thank you for calling TeleStar, my name is Anna. How may I help you today?",
            {Greeting, CompanyName, OpenQuestion});
    b.customer(
         "I was charged an extra $150 on my bill this month and nobody has explained why. This is the third time I "
         "call!",
         Emotion::Angry)
        .fact(ProblemStated, "extra_charge");
    b.agent(
         "I'm so sorry that you were charged an extra $150, and that this is your third call. I can see why that is "
         "frustrating, especially after five years with us.",
         {Empathy, Apology})
        .mood(38, 38);
    b.customer("Well, thank you. Nobody has said that before.", Emotion::Frustrated);
    b.agent("Before I open your account, may I have your full name and account number, Mr. Johnson?", {VerifyIdentity});
    b.customer("Robert Johnson, ACC-789456.").fact(FactTold, "account").fact(IdentityVerified);
    b.agent(
        "Thank you, Robert. Let me make sure I have this right: there is an extra charge of $150 on this month's bill. "
        "Is that correct?",
        {});
    b.customer("Yes, exactly.").mood(46, 46);
    b.agent("May I place you on a short hold for about thirty seconds while I check this with billing?", {HoldRequest});
    b.customer("Sure.");
    b.hold(25, true, true);
    b.agent("Thank you for holding, Robert. Let us go through your bill together: when did you change your plan?", {})
        .fact(StepTaken, "review_bill");
    b.customer("In March. And because of it I even got a late fee.").fact(ProblemStated, "late_fee");
    b.agent(
        "I see, the equipment charge was booked twice. I will credit the full $150 to your account today and waive the "
        "late fee as well. Does that work for you?",
        {OfferCompensation, ConfirmResolution});
    b.fact(OfferAccepted, "credit_150", 15000)
        .fact(ProblemSettled, "extra_charge")
        .fact(OfferAccepted, "waive_fee", 0)
        .fact(ProblemSettled, "late_fee")
        .mood(75, 88);
    b.customer("Yes, that works. Thank you so much.", Emotion::Happy);
    b.note(
        "Robert Johnson: $150 equipment charge booked twice, credited $150 and waived late fee; customer to check next "
        "bill.");
    b.agent(
        "To recap: the $150 charge is credited and the late fee is gone. You will see both on your next bill. Is there "
        "anything else I can help you with?",
        {ConfirmResolution});
    b.customer("No, that's all.", Emotion::Happy);
    b.agent("Thank you for your patience, Robert, and for being with TeleStar. Have a great day!",
            {Closing, CompanyName});
    b.customer("You too, bye.", Emotion::Happy).mood(82, 92);
    return b.answered_after(2.1).end();
}

CallRecord good_call() {
    CallBuilder b;
    b.agent("Thank you for calling TeleStar, this is Anna, how can I help you?", {Greeting, CompanyName, OpenQuestion});
    b.customer("There is an extra $150 on my bill. This is ridiculous.", Emotion::Angry)
        .fact(ProblemStated, "extra_charge");
    b.agent(
         "I'm sorry about that, I understand how frustrating an extra charge is. May I have your name and account "
         "number?",
         {Empathy, Apology, VerifyIdentity})
        .mood(35, 38);
    b.customer("Robert Johnson, ACC-789456.", Emotion::Frustrated).fact(FactTold, "account").fact(IdentityVerified);
    b.agent(
         "Thank you. So the charge of $150 is new on the bill. Let me look at the bill. Did you order any equipment?",
         {})
        .fact(StepTaken, "review_bill");
    b.customer("No, nothing at all.");
    b.agent("Then it is our mistake. I will credit the $150 to your account today.", {OfferCompensation});
    b.fact(OfferAccepted, "credit_150", 15000).fact(ProblemSettled, "extra_charge").mood(62, 70);
    b.customer("Good, thank you.");
    b.note("Extra $150 charge credited.");
    b.agent("You will see it on your next bill. Is there anything else I can help with?", {ConfirmResolution});
    b.customer("No, that's fine.");
    b.agent("Thank you for calling, goodbye.", {Closing});
    return b.answered_after(3.5).end();
}

CallRecord middling_call() {
    CallBuilder b;
    b.agent("Hello, TeleStar, how can I help?", {Greeting, CompanyName, OpenQuestion});
    b.customer("There is an extra $150 on my bill. This is ridiculous.", Emotion::Angry)
        .fact(ProblemStated, "extra_charge");
    b.agent("I understand. What's your account number?", {VerifyIdentity});
    b.customer("ACC-789456. I've been waiting forever.", Emotion::Frustrated)
        .fact(FactTold, "account")
        .fact(IdentityVerified)
        .mood(24, 28);
    b.agent("Ok let me look at the bill.", {}).fact(StepTaken, "review_bill");
    b.silence(18);
    b.agent("I can give you a credit of $100 for that.", {OfferCompensation}).fact(OfferRefused, "credit_150", 10000);
    b.customer("It was a hundred and fifty!", Emotion::Angry);
    b.agent("Fine, I will credit $150.", {OfferCompensation})
        .fact(OfferAccepted, "credit_150", 15000)
        .fact(ProblemSettled, "extra_charge")
        .mood(42, 48);
    b.customer("Okay then.");
    b.agent("Alright, bye.", {Closing});
    return b.answered_after(5).end();
}

CallRecord poor_call() {
    CallBuilder b;
    b.agent("Yes?", {});
    b.customer("There is an extra $150 on my bill. This is ridiculous.", Emotion::Angry)
        .fact(ProblemStated, "extra_charge");
    b.agent("Your account shows a $150 provisioning surcharge on the SKU.", {Jargon}).fact(DisclosedUnverified);
    b.customer("What does that mean? I never ordered anything.", Emotion::Angry).mood(18, 20);
    b.silence(24);
    b.agent("It's in the system, so it's valid.", {Dismissive});
    b.customer("I already told you I did not order anything!", Emotion::Angry).fact(Repeated, "ordered");
    b.agent("You'll have to write to billing.", {Dismissive}).mood(12, 12);
    b.customer("Useless.", Emotion::Angry);
    b.agent("Bye.", {Closing});
    return b.answered_after(9).end("failed");
}

CallRecord rude_call() {
    CallBuilder b;
    b.agent("TeleStar, what do you want?", {CompanyName, Rude});
    b.customer("I was charged an extra $150 on my bill!", Emotion::Angry).fact(ProblemStated, "extra_charge");
    b.agent("That's your fault, you should have read the contract.", {Blame, Rude}).mood(8, 8);
    b.customer("Excuse me? I want it back.", Emotion::Angry);
    b.agent("Listen, stop wasting my time.", {Rude}).talked_over(1).mood(1, 2);
    b.customer("I'm done with you.", Emotion::Angry);
    return b.hung_up().answered_after(4).end();
}

CallRecord silent_call() {
    CallBuilder b;
    b.silence(4)
        .customer("Hello? Is anybody there?", Emotion::Frustrated)
        .silence(9)
        .customer("Hello?", Emotion::Angry)
        .silence(9);
    b.customer("I'm hanging up.", Emotion::Angry).mood(5, 10);
    return b.hung_up().end();
}

const CriterionResult* criterion(const Evaluation& e, std::string_view id) {
    const auto found = std::ranges::find(e.criteria, id, &CriterionResult::id);
    return found == e.criteria.end() ? nullptr : &*found;
}

}  // namespace mockcall::test
