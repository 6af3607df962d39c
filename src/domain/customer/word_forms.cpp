#include "domain/customer/word_forms.hpp"

#include <algorithm>
#include <array>

#include "base/one_of.hpp"

namespace mockcall::customer_detail {

std::string_view base_form(std::string_view word) {
    struct Irregular {
        std::string_view form, base;
    };
    constexpr auto kForms = std::to_array<Irregular>(
        {{"ate", "eat"},      {"began", "begin"},  {"begun", "begin"}, {"bought", "buy"}, {"broke", "break"},
         {"broken", "break"}, {"came", "come"},    {"did", "do"},      {"fell", "fall"},  {"found", "find"},
         {"gave", "give"},    {"got", "get"},      {"heard", "hear"},  {"left", "leave"}, {"lost", "lose"},
         {"made", "make"},    {"paid", "pay"},     {"said", "say"},    {"saw", "see"},    {"sent", "send"},
         {"spoke", "speak"},  {"spoken", "speak"}, {"told", "tell"},   {"took", "take"},  {"went", "go"},
         {"wrote", "write"}});
    const auto at = std::ranges::find(kForms, word, &Irregular::form);
    return at == kForms.end() ? word : at->base;
}

bool names_date(std::string_view word) {
    constexpr auto kDates = std::to_array<std::string_view>(
        {"monday",   "tuesday",  "wednesday", "thursday", "friday", "saturday", "sunday", "january",
         "february", "march",    "april",     "may",      "june",   "july",     "august", "september",
         "october",  "november", "december",  "spring",   "summer", "autumn",   "winter"});
    return one_of(word, kDates);
}

std::string_view meaning_of(std::string_view word) {
    struct Sense {
        std::string_view word, sense;
    };
    static constexpr auto kSenses = [] {
        auto senses = std::to_array<Sense>({{"children", "child"},
                                            {"kid", "child"},
                                            {"kids", "child"},
                                            {"purchase", "buy"},
                                            {"purchased", "buy"},
                                            {"buying", "buy"},
                                            {"intended", "meant"},
                                            {"intend", "meant"},
                                            {"apartment", "flat"},
                                            {"vehicle", "car"},
                                            {"physician", "doctor"},
                                            {"gp", "doctor"},
                                            {"profession", "job"},
                                            {"occupation", "job"},
                                            {"living", "job"},
                                            {"career", "job"},
                                            {"charge", "fee"},
                                            {"cost", "fee"},
                                            {"costs", "fee"},
                                            {"price", "fee"},
                                            {"cancel", "leave"},
                                            {"quit", "leave"},
                                            {"terminate", "leave"},
                                            {"canceling", "leave"},
                                            {"cancelling", "leave"},
                                            {"leaving", "leave"},
                                            {"bothers", "bother"},
                                            {"annoy", "bother"},
                                            {"annoys", "bother"},
                                            {"upset", "bother"},
                                            {"disturb", "bother"},
                                            {"disturbs", "bother"},
                                            {"spouse", "wife"},
                                            {"husband", "wife"},
                                            {"mom", "mother"},
                                            {"mum", "mother"},
                                            {"dad", "father"},
                                            {"start", "begin"},
                                            {"started", "begin"},
                                            {"starting", "begin"},
                                            {"stop", "end"},
                                            {"stopped", "end"},
                                            {"finish", "end"},
                                            {"finished", "end"},
                                            {"repair", "fix"},
                                            {"mend", "fix"},
                                            {"repaired", "fix"},
                                            {"fixed", "fix"},
                                            {"defective", "break"},
                                            {"faulty", "break"},
                                            {"damaged", "break"},
                                            {"quick", "fast"},
                                            {"quickly", "fast"},
                                            {"travel", "trip"},
                                            {"journey", "trip"},
                                            {"vacation", "trip"},
                                            {"holiday", "trip"},
                                            {"traveling", "trip"},
                                            {"travelling", "trip"},
                                            {"meetings", "meeting"},
                                            {"demo", "meeting"},
                                            {"demos", "meeting"},
                                            {"presentation", "meeting"},
                                            {"photos", "photo"},
                                            {"picture", "photo"},
                                            {"pictures", "photo"},
                                            {"image", "photo"},
                                            {"store", "shop"},
                                            {"branch", "shop"},
                                            {"package", "parcel"},
                                            {"laptop", "computer"},
                                            {"pc", "computer"},
                                            {"cell", "mobile"},
                                            {"smartphone", "mobile"},
                                            {"handset", "mobile"},
                                            {"cash", "money"},
                                            {"spend", "budget"},
                                            {"afford", "budget"},
                                            {"worried", "worry"},
                                            {"afraid", "worry"},
                                            {"scared", "worry"},
                                            {"concern", "worry"},
                                            {"concerned", "worry"},
                                            {"fear", "worry"},
                                            {"hurt", "pain"},
                                            {"hurts", "pain"},
                                            {"ache", "pain"},
                                            {"sore", "pain"},
                                            {"painful", "pain"},
                                            {"ill", "sick"},
                                            {"unwell", "sick"},
                                            {"employees", "employee"},
                                            {"staff", "employee"},
                                            {"worker", "employee"},
                                            {"workers", "employee"},
                                            {"manager", "boss"},
                                            {"supervisor", "boss"},
                                            {"invoice", "bill"},
                                            {"error", "mistake"},
                                            {"fault", "mistake"},
                                            {"meal", "eat"},
                                            {"food", "eat"},
                                            {"eaten", "eat"},
                                            {"rival", "competitor"},
                                            {"competition", "competitor"},
                                            {"frequently", "often"},
                                            {"wireless", "wifi"},
                                            {"reboot", "restart"},
                                            {"restarted", "restart"},
                                            {"rebooted", "restart"},
                                            {"wire", "cable"},
                                            {"ethernet", "cable"},
                                            {"reception", "signal"},
                                            {"coverage", "signal"},
                                            {"die", "died"},
                                            {"passed", "died"},
                                            {"death", "died"},
                                            {"lost", "died"},
                                            {"neighbour", "neighbor"},
                                            {"neighbors", "neighbor"},
                                            {"neighbours", "neighbor"},
                                            {"grandson", "grandchild"},
                                            {"granddaughter", "grandchild"},
                                            {"grandchildren", "grandchild"},
                                            {"large", "big"},
                                            {"due", "deadline"}});
        std::ranges::sort(senses, {}, &Sense::word);
        return senses;
    }();
    const std::string_view base = base_form(word);
    for (const std::string_view form : {word, base}) {
        const auto at = std::ranges::lower_bound(kSenses, form, {}, &Sense::word);
        if (at != kSenses.end() && at->word == form)
            return at->sense;
    }
    return base;
}

}  // namespace mockcall::customer_detail
