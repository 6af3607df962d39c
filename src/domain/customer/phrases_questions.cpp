// What people say to questions that are about their own plans, or that they have no answer to.
#include "domain/customer/phrases.hpp"

namespace mockcall::customer_detail {

namespace {

constexpr StockPhrase kQuestions[] = {
    {Say::Picks, kCalm, "I'd say {echo}, if that's all right."},
    {Say::Picks, kAny, "Let's say {echo}."},
    {Say::Picks, kUpset, "Make it {echo}."},
    {Say::Picks, kNeutral, "Rather {echo}, I think."},
    {Say::Picks, kHappy, "Oh, {echo}, please."},
    {Say::Picks, kAny, "I'd go for {echo}."},
    {Say::Picks, kAny, "Then {echo}."},
    {Say::MyNameIs, kCalm, "I'm {echo}."},
    {Say::MyNameIs, kAny, "My own name is {echo}."},
    {Say::MyNameIs, kUpset, "{echo}. I'm the one who has to make these calls."},
    {Say::MyNameIs, kUpset, "You're talking to {echo}."},
    {Say::UnknownWhen, kCalm, "I couldn't give you a day, I'd have to check."},
    {Say::UnknownWhen, kAny, "I can't name you a date off the top of my head."},
    {Say::UnknownWhen, kUpset, "The sooner the better, that's all I can tell you."},
    {Say::UnknownWhen, kNeutral, "There's no fixed date that I know of."},
    {Say::UnknownWhen, kAny, "I haven't got a calendar in front of me."},
    {Say::UnknownWho, kCalm, "I don't know who, I'd have to ask around."},
    {Say::UnknownWho, kAny, "For now that's me."},
    {Say::UnknownWho, kUpset, "Me, who else? I'm the one calling."},
    {Say::UnknownWho, kNeutral, "Nobody in particular comes to mind."},
    {Say::UnknownWho, kAny, "I couldn't give you a name."},
    {Say::UnknownWhy, kCalm, "I never really asked myself. It just seemed right."},
    {Say::UnknownWhy, kAny, "There's no deep reason behind it."},
    {Say::UnknownWhy, kUpset, "Why? You tell me, I only know how it turned out."},
    {Say::UnknownWhy, kNeutral, "Good question. I couldn't explain it properly."},
    {Say::UnknownWhy, kAny, "It simply came about like that."},
};

}  // namespace

std::span<const StockPhrase> phrases_of_questions() { return kQuestions; }

}  // namespace mockcall::customer_detail
