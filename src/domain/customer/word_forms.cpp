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

}  // namespace mockcall::customer_detail
