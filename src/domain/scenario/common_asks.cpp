#include "domain/scenario/common_asks.hpp"

#include <algorithm>
#include <array>

namespace mockcall::scenario_detail {

namespace {

struct CommonAsks {
    std::string_view name;
    std::vector<std::string_view> phrases;
};

const std::array<CommonAsks, 15>& all() {
    static const std::array<CommonAsks, 15> kAll{{
        {"account",
         {"account number", "account id", "customer number", "client number", "customer id",
          "number on ... bill|statement|letter", "number of ... account"}},
        {"address",
         {"your address", "home address", "street address", "mailing address", "billing address", "delivery address",
          "where do you live", "address on file", "address on ... account|order"}},
        {"birthday", {"date of birth", "birth date", "birthdate", "birthday", "when ... you ... born", "born on"}},
        {"called_before",
         {"called before", "contacted us", "first time ... call|calling", "spoken to|with",
          "talked to|with anyone|someone|somebody", "earlier calls", "previous calls|contact", "already call",
          "anyone tell you", "were you told|promised", "been told|promised", "what did they say",
          "what were you told"}},
        {"card",
         {"last four", "four digits", "card number", "digits of ... card", "card ... digits", "card ends|ending",
          "which card"}},
        {"claim", {"claim number", "case number", "reference number", "claim id", "number of ... claim"}},
        {"email", {"email", "email address", "mail address"}},
        {"member",
         {"member number|id", "membership number", "number on ... card", "insurance number", "id number",
          "number of ... plan"}},
        {"name",
         {"what is your name",
          "have ... name",
          "get ... name",
          "know ... name",
          "tell me ... name",
          "give me ... name",
          "spell ... name",
          "confirm ... name",
          "verify ... name",
          "full name",
          "first and last name",
          "who am i speaking",
          "who do i have",
          "speaking with",
          "speaking to",
          "last name",
          "name please",
          "your name",
          "name on ... account|order|card|policy",
          "confirm your details",
          "verify your identity"}},
        {"order",
         {"order number", "order id", "number of ... order", "confirmation number", "which order",
          "number on ... confirmation|receipt"}},
        {"phone",
         {"phone number", "number to reach", "callback number", "reach you", "telephone", "mobile number",
          "cell number", "which number", "number on ... account"}},
        {"pin",
         {"account pin", "pin", "security code", "pass code", "passcode", "phone password", "security word",
          "code word"}},
        {"rival",
         {"other offer|offers|quote|quotes|bank|provider|company|supplier|plan",
          "another offer|quote|bank|provider|company", "competitor", "rival", "who else",
          "anyone|anybody else ... offer|quote|talk|talking", "they offer|offering|charge", "offer you",
          "their price|offer|rate|quote", "compare|comparing"}},
        {"since",
         {"since when", "when did it|this|that|you", "how long", "when was the last", "when exactly", "when it started",
          "what day", "which day"}},
        {"zip", {"zip code", "zip", "postal code", "postcode"}},
    }};
    return kAll;
}

}  // namespace

std::vector<std::string> common_asks(std::string_view name) {
    const auto found = std::ranges::find(all(), name, &CommonAsks::name);
    if (found == all().end())
        return {};
    return {found->phrases.begin(), found->phrases.end()};
}

std::string common_ask_names() {
    std::string names;
    for (const CommonAsks& asks : all())
        names += (names.empty() ? "@" : ", @") + std::string(asks.name);
    return names;
}

}  // namespace mockcall::scenario_detail
