#include "domain/dialogue/acts.hpp"

#include <initializer_list>
#include <string>

#include <gtest/gtest.h>

namespace mockcall {
namespace {

std::string named(const ActSet& acts) {
    std::string out;
    for (std::size_t i = 0; i < kActCount; ++i)
        if (acts.has(static_cast<Act>(i)))
            out += std::string(out.empty() ? "" : " ") + std::string(to_string(static_cast<Act>(i)));
    return out;
}

struct Case {
    const char* text;
    std::initializer_list<Act> acts;
    const char* before = "";
};

void expect_all(std::initializer_list<Case> cases) {
    for (const Case& c : cases) {
        const ActSet found = classify_acts(c.text, c.before, "").acts;
        ActSet wanted;
        for (const Act act : c.acts)
            wanted.add(act);
        EXPECT_EQ(named(found), named(wanted)) << c.text;
    }
}

TEST(Acts, OpeningACall) {
    expect_all({
        {"Good morning, how can I help you?", {Act::Greeting, Act::OpenQuestion}},
        {"hello this is sarah how may i help you today", {Act::Greeting, Act::OpenQuestion}},
        {"Thank you for calling Acme, my name is Ben.", {Act::Greeting, Act::CompanyName}},
        {"Welcome to Northwind Bank!", {Act::Greeting, Act::CompanyName}},
        {"How can I help you?", {Act::OpenQuestion}},
    });
}

TEST(Acts, TheCompanyIsKnownByItsNameHoweverItIsWritten) {
    EXPECT_TRUE(classify_acts("thank you for calling tech support how can i help", "", "TechSupport Inc")
                    .acts.has(Act::CompanyName));
    EXPECT_TRUE(classify_acts("This is TechSupport.", "", "TechSupport Inc").acts.has(Act::CompanyName));
    EXPECT_FALSE(classify_acts("Thank you for calling, I'm Ben", "", "TechSupport Inc").acts.has(Act::CompanyName));
}

TEST(Acts, IdentityIsAskedForInManyWays) {
    expect_all({
        {"May I have your full name, please?", {Act::VerifyIdentity}},
        {"can i get your account number please", {Act::VerifyIdentity}},
        {"What's the date of birth on the account?", {Act::VerifyIdentity}},
        {"I need to verify your identity first.", {Act::VerifyIdentity}},
        {"And your email?", {Act::VerifyIdentity}},
        {"Who am I speaking with?", {Act::VerifyIdentity}},
        {"For security purposes, please tell me the last four digits.", {Act::VerifyIdentity}},
        {"What is the name of the product?", {Act::Other}},
        {"My name is Sarah.", {Act::Other}},
    });
}

TEST(Acts, EmpathyAndApologyAreToldApart) {
    expect_all({
        {"I'm sorry to hear that.", {Act::Empathy}},
        {"I'm so sorry about the mistake.", {Act::Apology}},
        {"We apologize for the delay.", {Act::Apology}},
        {"I can see why you'd be upset.", {Act::Empathy}},
        {"that must be really frustrating", {Act::Empathy}},
        {"i would be upset too", {Act::Empathy}},
        {"I understand.", {Act::Other}},
        {"I understand.", {Act::Empathy}, "I'm so worried, I can't sleep"},
        {"Don't worry, take your time.", {Act::Empathy}},
        {"I'm sorry to hear that, and I apologize for the trouble.", {Act::Empathy, Act::Apology}},
    });
}

TEST(Acts, HoldsAreRequests) {
    expect_all({
        {"One moment, please.", {Act::HoldRequest}},
        {"may i place you on a brief hold", {Act::HoldRequest}},
        {"Bear with me while I look.", {Act::HoldRequest}},
        {"Thank you for holding.", {Act::Other}},
        {"Let me look into that.", {Act::Other}},
    });
}

TEST(Acts, OffersAreNotPoliciesNorCreditCards) {
    expect_all({
        {"I can credit your account $150.", {Act::OfferCompensation}},
        {"I'll waive the late fee.", {Act::OfferCompensation}},
        {"we will refund you the full amount", {Act::OfferCompensation}},
        {"I can take 20% off.", {Act::OfferCompensation}},
        {"Which credit card did you use?", {Act::Other}},
    });
    EXPECT_FALSE(classify_acts("I can't give you a refund.", "", "").acts.has(Act::OfferCompensation));
    EXPECT_TRUE(classify_acts("Our policy only allows returns within 30 days.", "", "").acts.has(Act::ExplainPolicy));
    EXPECT_TRUE(classify_acts("I'm not authorized to change that.", "", "").acts.has(Act::ExplainPolicy));
}

TEST(Acts, HandingOnAndRaisingAreDifferent) {
    EXPECT_TRUE(classify_acts("I'll transfer you to our billing department.", "", "").acts.has(Act::Transfer));
    EXPECT_TRUE(classify_acts("let me connect you with a specialist", "", "").acts.has(Act::Transfer));
    EXPECT_TRUE(classify_acts("I'll escalate this to my manager.", "", "").acts.has(Act::Escalate));
    EXPECT_TRUE(classify_acts("I've opened a ticket with our engineers.", "", "").acts.has(Act::Escalate));
    EXPECT_FALSE(classify_acts("You can transfer money online.", "", "").acts.has(Act::Transfer));
}

TEST(Acts, WindingUp) {
    expect_all({
        {"Is there anything else I can help you with?", {Act::ConfirmResolution}},
        {"Did that solve the problem?", {Act::ConfirmResolution}},
        {"Have a great day, goodbye!", {Act::Closing}},
        {"Thank you for calling.", {Act::Closing}, "Okay, thanks."},
    });
}

TEST(Acts, Selling) {
    EXPECT_TRUE(
        classify_acts("Would you like to add our protection plan for only $5 a month?", "", "").acts.has(Act::Upsell));
    EXPECT_TRUE(classify_acts("have you thought about upgrading to the premium package", "", "").acts.has(Act::Upsell));
}

TEST(Acts, MisconductIsHeard) {
    EXPECT_TRUE(classify_acts("You should have read the contract.", "", "").acts.has(Act::Blame));
    EXPECT_TRUE(classify_acts("that's your own fault", "", "").acts.has(Act::Blame));
    EXPECT_TRUE(classify_acts("That's not my problem.", "", "").acts.has(Act::Dismissive));
    EXPECT_TRUE(classify_acts("calm down", "", "").acts.has(Act::Dismissive));
    EXPECT_TRUE(classify_acts("Shut up, you idiot.", "", "").acts.has(Act::Rude));
    EXPECT_TRUE(classify_acts("are you deaf or what", "", "").acts.has(Act::Rude));
    EXPECT_TRUE(classify_acts("Your ONT needs to be provisioned on the DHCP server.", "", "").acts.has(Act::Jargon));
    EXPECT_TRUE(classify_acts("Let me stop you right there.", "", "").acts.has(Act::Interrupting));
    EXPECT_TRUE(
        classify_acts("We only need the number.", "I was going to say that the --", "").acts.has(Act::Interrupting));
}

TEST(Acts, PoliteTalkIsNotMisconduct) {
    for (const char* text : {"That's not your fault at all.", "You should have received an email.",
                             "So what exactly happened?", "No such thing as a stupid question.",
                             "I know this is a big deal for you.", "Please clear the cookies in your browser."}) {
        const ActSet acts = classify_acts(text, "", "").acts;
        for (const Act bad : {Act::Blame, Act::Dismissive, Act::Rude, Act::Jargon, Act::Interrupting})
            EXPECT_FALSE(acts.has(bad)) << text << ": " << to_string(bad);
    }
}

TEST(Acts, OtherStandsAlone) {
    expect_all({{"The box is blue.", {Act::Other}}, {"", {Act::Other}}, {"hmm", {Act::Other}}});
}

TEST(Acts, NamesGoThereAndBack) {
    for (std::size_t i = 0; i < kActCount; ++i)
        EXPECT_EQ(act_of(to_string(static_cast<Act>(i))), static_cast<Act>(i));
    EXPECT_EQ(act_of("nothing"), std::nullopt);
}

TEST(Acts, AnyBytesAreBorne) {
    std::string noise;
    for (int i = 0; i < 5000; ++i)
        noise += static_cast<char>(i * 37 % 256);
    EXPECT_FALSE(classify_acts(noise, noise, noise).acts.empty());
    EXPECT_FALSE(classify_acts("n't", "n't", "").acts.empty()) << "a word that is nothing but its ending";
}

TEST(Acts, WordsOfMisconductThatMeanNone) {
    expect_all({
        {"Please clear your cookies and try again.", {Act::Other}},
        {"You can keep it or send it back, whatever you prefer.", {Act::Other}},
        {"How many times did it happen?", {Act::Other}},
        {"You want to cancel because you move in together, congratulations!", {Act::Empathy}},
        {"A photo of the bill is fine.", {Act::Other}},
        {"how many times", {Act::Other}},
        {"No contract, you can leave any time.", {Act::Other}},
        {"You should have received a text by now.", {Act::Other}},
        {"it doesn't matter which browser you use", {Act::Other}},
        {"was the cable maybe unplugged by mistake", {Act::Other}},
    });
}

TEST(Acts, HomophonesAndOtherTradesAreUnderstood) {
    expect_all({
        {"bare with me while i have a look", {Act::HoldRequest}},
        {"would you weight one moment please", {Act::HoldRequest}},
        {"we'd be happy to cover the taxi", {Act::OfferCompensation}},
        {"you won't be charged for the second night", {Act::OfferCompensation}},
        {"the pool is shut until may", {Act::ExplainPolicy}},
        {"whose name is the tenancy under", {Act::VerifyIdentity}},
        {"you shoulda told us before", {Act::Blame}},
        {"so are we all square now", {Act::ConfirmResolution}},
    });
}

TEST(Acts, SomethingElseInTheHouseAsksForNoMoreWishes) {
    expect_all({{"Is there something else in the house that uses the internet?", {Act::Other}},
                {"Is there anything else I can help you with?", {Act::ConfirmResolution}}});
}

TEST(Acts, APlainWordOfAThingIsNotRude) {
    for (const char* text : {"How thick are the walls?", "How slow is the line?",
                             "Then it has been told to keep quiet.", "The quiet room is on the left."})
        EXPECT_FALSE(classify_acts(text, "it does not work", "").acts.has(Act::Rude)) << text;
    EXPECT_TRUE(classify_acts("How thick are you?", "it does not work", "").acts.has(Act::Rude));
}

TEST(Acts, WordsThatOnlyLookLikeMisconductOrAHandOver) {
    const auto acts = [](const char* text) { return classify_acts(text, "there are three of us here", "").acts; };
    EXPECT_FALSE(acts("What music do you people like?").has(Act::Rude));
    EXPECT_TRUE(acts("You people never read anything.").has(Act::Rude));
    EXPECT_FALSE(acts("How many times has it rung, would you say?").has(Act::Rude));
    EXPECT_TRUE(acts("How many times do I have to tell you?").has(Act::Rude));
    EXPECT_FALSE(acts("Whatever remains on the card is paid out.").has(Act::Dismissive));
    EXPECT_TRUE(acts("Whatever.").has(Act::Dismissive));
    EXPECT_FALSE(acts("You can cancel in any month, at no cost.").has(Act::Dismissive));
    EXPECT_FALSE(acts("Is somebody there who could hold the ladder for you?").has(Act::Transfer));
    EXPECT_FALSE(acts("The discount goes on her other line.").has(Act::Transfer));
    EXPECT_FALSE(acts("You'll see it in your account tomorrow.").has(Act::Closing));
    EXPECT_TRUE(acts("See you tomorrow!").has(Act::Closing));
    EXPECT_FALSE(acts("Wait ten seconds and then press it again.").has(Act::HoldRequest));
    EXPECT_TRUE(acts("Please wait ten seconds.").has(Act::HoldRequest));
    EXPECT_FALSE(acts("When is a good moment to ring you?").has(Act::HoldRequest));
    EXPECT_FALSE(acts("Is it screwed straight onto the door?").has(Act::ConfirmResolution));
}

TEST(Acts, AnInsinuationIsBlameAndAQuestionIsNot) {
    for (const char* text : {"Maybe you told somebody yourself.", "perhaps you left it somewhere yourself",
                             "Are you sure you didn't post it yourself?"})
        EXPECT_TRUE(classify_acts(text, "my neighbour knows", "").acts.has(Act::Blame)) << text;
    for (const char* text : {"Did you tell anybody about it?", "Maybe you told us already, let me look."})
        EXPECT_FALSE(classify_acts(text, "my neighbour knows", "").acts.has(Act::Blame)) << text;
}

TEST(Acts, EveryTradeHasItsOwnWords) {
    expect_all({
        {"northgate insurance claims team good morning youre through to imran", {Act::Greeting, Act::CompanyName}},
        {"May I ask your full name, so that I can take a look at your account?", {Act::VerifyIdentity}},
        {"do you have the claim number handy", {Act::VerifyIdentity}},
        {"I'd be furious too if my bag went to another country", {Act::Empathy}},
        {"what brings you in today", {Act::OpenQuestion}},
        {"dinner is on us next time you come", {Act::OfferCompensation}},
        {"we'll knock the late fee off for you", {Act::OfferCompensation}},
        {"the standard allowance is one bag of 23 kilos", {Act::ExplainPolicy}},
        {"that's one for our billing colleagues, connecting you now", {Act::Transfer}},
        {"let me take that up with our underwriter", {Act::Escalate}},
        {"you can add priority boarding for 9 euros", {Act::Upsell}},
        {"does that sort you out", {Act::ConfirmResolution}},
        {"Are there any other issues that I could help you with?", {Act::ConfirmResolution}},
        {"we look forward to seeing you on Friday", {Act::Closing}},
        {"if you had come on time there would still be a table", {Act::Blame}},
    });
}

TEST(Acts, WhatOnlyLooksLikeAnAct) {
    expect_all({
        {"Hi Joseph. How can I help?", {Act::Greeting, Act::OpenQuestion}, "I'm Joseph Banter"},
        {"Hello, how can I help?", {Act::Greeting, Act::OpenQuestion}, "hey how are you"},
        {"Hello! What can I do for you?", {Act::Greeting, Act::OpenQuestion}, "what a day"},
        {"I'm glad to hear that.", {Act::Other}, "it went well"},
        {"the morning flight is at nine", {Act::Other}, "when"},
    });
    EXPECT_FALSE(classify_acts("Let me say it back: your neighbour knows what's wrong with you. Is that correct?",
                               "my neighbour knows", "")
                     .acts.has(Act::Rude));
    EXPECT_TRUE(classify_acts("What is wrong with you?", "I unplugged it", "").acts.has(Act::Rude));
    EXPECT_FALSE(
        classify_acts("You'll see the 60 euros back on your card.", "and my money?", "").acts.has(Act::Transfer));
}

TEST(Acts, WhatNoPhrasingForesawIsUnderstood) {
    expect_all({
        {"my team leader will hear about this from me today", {Act::Escalate}, "third time now"},
        {"The DSLAM lost sync so the PPPoE session dropped.", {Act::Jargon}, "why is it slow"},
        {"There's a roomier cabin on the same boat for thirty pounds more.", {Act::Upsell}, "book the small one"},
        {"Bookings under two nights carry a supplement of 15 pounds.", {Act::ExplainPolicy}},
        {"My colleague in claims will take it from here.", {Act::Transfer}},
        {"Which name should I find the booking under?", {Act::VerifyIdentity}, "about my booking"},
        {"have we covered all you came for", {Act::ConfirmResolution}, "good"},
    });
}

TEST(Acts, AnInsultIsHeardAtTheEndOfAFriendlyLine) {
    EXPECT_TRUE(
        classify_acts("thank you for calling techsupport inc how can i help you shut up you are an idiot", "", "")
            .acts.has(Act::Rude));
}

TEST(Acts, ABareIUnderstandIsEmpathyToSomebodyWhoToldOfAFeeling) {
    EXPECT_TRUE(classify_acts("I understand.", "I hate snow so much", "").acts.has(Act::Empathy));
    EXPECT_FALSE(classify_acts("I understand.", "it is the blue one", "").acts.has(Act::Empathy));
}

TEST(Acts, AKindWordIsNeitherATermNorRude) {
    EXPECT_FALSE(classify_acts("Oh nice. How old is she?", "It's for my granddaughter.", "").acts.has(Act::Jargon));
    EXPECT_FALSE(classify_acts("What time is good for you?", "Tell her to ring me.", "").acts.has(Act::Rude));
    EXPECT_TRUE(classify_acts("Oh, good for you.", "I paid it all", "").acts.has(Act::Rude));
}

}  // namespace
}  // namespace mockcall
