#include "domain/dialogue/act_words.hpp"

#include <array>
#include <string>
#include <unordered_map>

#include "domain/dialogue/text.hpp"

namespace mockcall {

namespace {

/// One kind a line. A word that stands in two lines is of the first.
constexpr auto kKinds = std::to_array<const char*>({
    // what identifies a person
    "surname firstname username login email mail dob birthday birth birthdate postcode postal zip pin passcode "
    "password "
    "ssn maiden initials passport licence license identity identification security spelling iban signature",
    "account booking reservation policy membership claim contract tenancy subscription invoice ticket prescription "
    "application enrolment loan mortgage portfolio case",
    "number digits id reference ref code numbers digit reg registration serial",
    "name names called",
    "give tell provide confirm verify spell share read repeat state supply enter type remind quote jot",
    // waiting and looking
    "wait hold patient patience bear hang tick jiffy pause standby linger mo",
    "moment second minute sec min while bit minutes seconds",
    "look check pull search find review investigate dig fetch examine inspect trace locate",
    // feelings
    "frustrated upset angry annoyed worried scared disappointed stressed anxious furious cross livid fuming nervous "
    "overwhelmed exhausted embarrassed unhappy confused shaken distressed alarmed irritated fed worn sick heartbroken",
    "awful terrible horrible dreadful difficult stressful hard tough annoying scary rough frustrating upsetting "
    "disappointing maddening irritating exhausting painful nightmare ordeal hassle headache rotten horrid "
    "heartbreaking "
    "distressing frightening unsettling miserable infuriating pain sad unfair",
    "happy glad delighted pleased excited thrilled congratulations lovely wonderful great fantastic brilliant "
    "excellent perfect superb marvellous nice good",
    "worry fret panic embarrassed embarrassing ashamed shame rush hurry stress fuss apologise afraid",
    "understand hear appreciate imagine realise realize see know feel sympathise sympathize get relate",
    "sorry apology apologies apologize regret forgive pardon forgiveness excuse",
    "mistake error fault mixup slip oversight mess blunder wrong failure glitch",
    // money and making good
    "credit refund reimburse waive discount voucher compensate compensation coupon promo rebate goodwill gift free "
    "complimentary deduct gratis comp reimbursement knock cashback waiver treat",
    "dollar dollars pound pounds euro euros cent cents quid buck bucks eur usd gbp percent",
    "fee price cost charge charges payment bill amount total balance money fare rate tariff surcharge deposit",
    // rules
    "policy rule regulation terms conditions guideline protocol clause procedure law legal legally compliance",
    "allow allowed eligible entitled permitted require required requirement qualify authorised authorized unable "
    "able must mandatory obliged forbidden prohibited restricted possible",
    "limit maximum minimum deadline within unless only until before except maximally cap cutoff window period "
    "expire expires after",
    // handing on
    "transfer connect put redirect route forward patch hand pass bring switch",
    "department team colleague specialist desk division office branch line billing sales claims logistics warehouse "
    "technician engineer finance accounts fraud expert advisor adviser underwriter crew reception retention pharmacist",
    "manager supervisor boss lead leader superior head director management chief management",
    "escalate raise flag report log file notify alert inform submit urgent priority",
    // selling
    "premium upgrade plan package bundle warranty insurance protection gold deluxe platinum plus pro tier addon "
    "membership extra accessory",
    "interested consider recommend suggest fancy tempted offer special deal popular bestseller",
    // ending
    "solved resolved sorted fixed done settled complete completed set finished clear covered",
    "anything everything else something further more other",
    "bye goodbye farewell cheers cya ciao care",
    "day evening morning weekend afternoon night week holiday holidays trip christmas",
    "hi hello hey welcome greetings hiya howdy",
    "thank thanks grateful gratitude",
    // misconduct
    "stupid idiot dumb moron fool foolish silly childish ridiculous pathetic clueless lazy liar lying ignorant "
    "crazy insane incompetent useless brain deaf blind genius joke nonsense rubbish garbage crap damn hell bloody "
    "whining whine moan moaning rant ranting drama dramatic hysterical dense thick slow",
    "whatever care bother matter exaggerate overreact relax chill calm nitpick petty trivial moving",
    "should ought supposed shouldve",
    "read forgot forget ignored failed missed neglected careless carelessly careful notice noticed warned attention",
    "stop quiet listen interrupt enough shush shut silence",
    "api ont dns dhcp backend frontend provisioning sku crm sla kpi ivr cpe olt vlan ip mac isp cli sso saml oauth "
    "json xml ssl tls ttl cdn etl erp rma eol aht fcr nps kyc aml pcb firmware gateway latency cache daemon kernel "
    "escrow ledger subrogation indemnity amortisation amortization accrual reconciliation throughput handshake "
    "payload endpoint middleware parameter node cluster queue batch ticketing tier ntf sms pstn voip sip qos cgnat "
    "underwriting deductible excess tranche adjudication formulary",
    // frame
    "i we",
    "you your yours yourself",
    "not no never nothing none cannot neither nor nobody",
    "can could may might would",
    "will shall",
    "what how why",
    "who where when which whose",
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december today tomorrow yesterday",
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty ninety "
    "hundred thousand",
});

using Kinds = std::unordered_map<std::string_view, std::uint8_t>;

const Kinds& kinds() {
    static const std::vector<std::vector<Token>> words = [] {
        std::vector<std::vector<Token>> all;
        for (const char* line : kKinds)
            all.push_back(tokenize(line));
        return all;
    }();
    static const Kinds by_stem = [] {
        Kinds map;
        for (std::size_t kind = 0; kind < words.size(); ++kind)
            for (const Token& token : words[kind])
                map.try_emplace(token.stem, static_cast<std::uint8_t>(kind + 1));
        return map;
    }();
    return by_stem;
}

}  // namespace

std::uint8_t word_kind(std::string_view stem) {
    const auto at = kinds().find(stem);
    return at == kinds().end() ? 0 : at->second;
}

}  // namespace mockcall
