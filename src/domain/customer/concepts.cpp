#include "domain/customer/concepts.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <unordered_map>
#include <unordered_set>

#include "base/one_of.hpp"
#include "domain/customer/word_forms.hpp"
#include "domain/dialogue/pattern.hpp"

namespace mockcall::customer_detail {

namespace {

/// A class a line, named by its first word.
constexpr std::string_view kClasses[] = {
    "trip travel traveling travelling journey voyage vacation holiday holidays cruise headed heading destination "
    "traveled travelled tour",
    "home live lives lived house flat apartment household residence homes place places",
    "alone single",
    "family relatives relative kin",
    "child children kid kids baby toddler",
    "grandchild grandson granddaughter grandchildren grandkids",
    "wife spouse husband partner married marriage girlfriend boyfriend fiance fiancee",
    "mother mom mum mommy",
    "father dad daddy",
    "parent parents",
    "brother sister sibling siblings",
    "friend friends buddy mate pal",
    "neighbor neighbour neighbors neighbours neighborhood neighbourhood",
    "job occupation position profession career trade living employed employment worked works working work",
    "boss manager supervisor employer chief",
    "colleague colleagues coworker coworkers teammates team staff crew employees employee workers personnel",
    "shop store branch shops stores",
    "buy bought purchase purchased buying order ordered ordering orders",
    "pay paid payment payments paying pays",
    "price cost costs fee fees charge charged charges expensive rate",
    "money cash sum amount figure dollars funds payout payouts",
    "bill invoice bills invoices billing billed",
    "card cards",
    "account accounts",
    "save saved savings saving put",
    "budget afford spend spending spent",
    "begin began started start starts starting beginning begun",
    "stop stopped finish finished",
    "break broke broken defective faulty damaged damage cracked crack snapped",
    "fix repair repaired mend fixed mended",
    "try tried attempt attempted attempts trying tries",
    "restart rebooted reboot restarted reset unplugged unplug",
    "install installed installation fitted fit fitting mounted wired setup assembled assemble built build attach "
    "attached",
    "find found discover discovered discovery",
    "notice noticed spot spotted realize realized realise realised aware",
    "choose chose chosen pick picked decide decided choice",
    "wait waited waiting waits",
    "send sent mailed mail posted ship shipped shipping",
    "return returned sendback returning",
    "deliver delivered delivery deliveries arrive arrived arrival arrives warehouse",
    "package parcel packages parcels box boxes",
    "receive received",
    "email emails inbox mailbox",
    "letter letters notice notices",
    "message messages text texts sms notification notifications warning warned warn alert",
    "call called phoned rang calls calling ring rung contacted contact contacting",
    "promise promised assured",
    "speak spoke spoken talk talked talking speaking spoken dealt",
    "say said says saying mentioned mention told tell tells inform informed",
    "meet met meeting meetings encounter",
    "happen happened occurred occur event",
    "mobile phone phones cell cellphone smartphone handset telephone iphone android",
    "computer laptop pc notebook desktop tablet",
    "device devices gadget machine machines appliance unit",
    "model type brand make version",
    "wifi wireless",
    "internet broadband online connection connected connect",
    "router modem",
    "cable cables wire wires cord",
    "signal reception coverage bars",
    "app apps application software program programs",
    "screen display",
    "password code pin passcode",
    "car vehicle truck van",
    "bus train transport transportation commute",
    "doctor physician gp specialist surgeon",
    "nurse nurses",
    "medicine medication tablets pills pill drug drugs prescription dose",
    "pain hurt hurts ache aches sore painful",
    "sick ill unwell illness sickness disease condition",
    "feel feeling feels felt mood",
    "worry worried afraid scared concern concerned fear anxious nervous worries worrying frightened",
    "angry upset annoyed mad furious annoys bothers bother",
    "happy satisfied pleased content",
    "love loved enjoy enjoyed favorite favourite best",
    "eat ate eaten meal food lunch dinner breakfast",
    "sleep slept asleep bed",
    "birthday birth born",
    "party celebration celebrate guests",
    "gift present gave given give",
    "wedding marry",
    "die died death passed funeral buried dead deceased",
    "visit visited visits appointment appointments",
    "hospital clinic ward",
    "insurance insurer insured cover covered policy",
    "plan plans",
    "competitor rival rivals competition competitors",
    "provider providers supplier suppliers",
    "leave leaving cancel canceling cancelling cancelled canceled quit terminate switch switching away",
    "relocate move moved moving relocated relocation",
    "customer client member subscriber customers clients members",
    "reason why purpose because",
    "cause caused causes",
    "mistake error fault wrong",
    "prove proof evidence receipt receipts record records photo photos picture pictures image images screenshot "
    "screenshots document documents paper papers paperwork certificate",
    "sign signed signature signing",
    "contract agreement",
    "boat ship ferry vessel",
    "use uses used using usage",
    "need needs needed",
    "want wanted wants wish intend intended planning planned",
    "help helped helping assist assistance",
    "age aged older",
    "big large size sized bigger larger",
    "small little tiny",
    "quick fast quickly speed speeds",
    "slow slowly slower",
    "color colour colors colours",
    "temperature cold warm heat heating degrees freezing chilly",
    "weather rain storm snow",
    "garden yard outside outdoors",
    "room rooms kitchen bedroom",
    "office offices workplace",
    "business company firm businesses shop",
    "customers guests audience",
    "school college university class classes study studying student studies course courses",
    "teach teacher teaching",
    "hobby hobbies leisure pastime",
    "pet dog cat pets animal animals",
    "often frequently frequency regularly usual usually normally typical typically",
    "previous previously earlier before prior former formerly last",
    "future upcoming later soon",
    "morning mornings afternoon afternoons evening evenings night nights",
    "weekend weekends",
    "deadline due urgent urgently hurry rush",
    "important matter matters matter importance",
    "agree agreed deal",
    "relationship relations along terms",
    "people persons",
    "video camera",
    "read reading reads",
    "know knew known",
    "think thought opinion believe",
    "hope hoping expect expected expecting",
    "problem trouble issue issues problems",
    "safe safety secure security",
    "open opened opening",
    "close closed closing",
    "keep kept store stored storing",
    "lose lost losing missing",
    "change changed changes changing altered",
    "check checked checking verify verified inspected",
    "hear heard hearing",
    "see saw seen",
    "cat cats",
    "taste flavor flavour drink drinks",
    "website site page webpage web",
    "download downloaded upload uploaded",
    "sell sold selling sales",
    "income wage wages salary pension earn earnings",
    "debt loan mortgage owe owed",
    "rent landlord landlady lease",
    "owner own owns owned belongs belong",
    "name names called",
    "town city village area region country",
    "road street",
    "lady woman girl",
    "man guy gentleman fellow",
    "retired retirement retire",
    "complain complained complaint complaints",
    "recommend recommended advice advise advised suggested suggest",
};

/// Words and their class; stems likewise where they are words of no class.
const std::unordered_map<std::string_view, std::string_view>& classes() {
    static const auto known = [] {
        std::unordered_map<std::string_view, std::string_view> words;
        for (const std::string_view line : kClasses) {
            const std::string_view name = line.substr(0, line.find(' '));
            for (std::size_t from = 0; from < line.size();) {
                const std::size_t to = std::min(line.find(' ', from), line.size());
                words.emplace(line.substr(from, to - from), name);
                from = to + 1;
            }
        }
        return words;
    }();
    return known;
}

constexpr std::string_view kEmpty =
    "a able about actually after again ah all alright already also am an and any anybody anyone anything apart are "
    "around as ask asking at back be been being bit both but by can could course dear did do does doing done down dr "
    "each else even ever every everybody everyone everything exactly exact few for from get gets getting go goes going "
    "gone got had has have having he hello her here hers hi him his hm how i idea if in indeed into is it its just "
    "kind let like look looking lot ma'am madam may maybe me mean might mind mine more most mr mrs ms much must "
    "my myself no nor not nothing of off oh ok okay on once one ones only or our ours out own perhaps please "
    "possible possibly precise quite rather recall really remember right roughly same shall she should sir so some "
    "somebody someone something sort still such sure than thank thanks that the their them then there these they "
    "thing things this those though through time to too two uh um up upon us very was way we well were what whatever "
    "when where whereabouts whether which while who whom whose will with would yeah yes yet you your yours yourself "
    "make makes made making take takes took taken taking come comes came put puts during till until since ago "
    "day days year years week weeks month months hour hours minute minutes date dates when's number numbers "
    "door otherwise aw aww wow god goodness gosh ha cool great nice lovely perfect now currently current nowadays "
    "moment present today next other another elsewhere long old "
    "often many much "
    "far "
    "honestly sorry wonder wondering curious involved "
    "particular particularly specific "
    "today's first";

const std::unordered_set<std::string_view>& empty_words() {
    static const auto known = [] {
        std::unordered_set<std::string_view> words;
        for (std::size_t from = 0; from < kEmpty.size();) {
            const std::size_t to = std::min(kEmpty.find(' ', from), kEmpty.size());
            words.insert(kEmpty.substr(from, to - from));
            from = to + 1;
        }
        return words;
    }();
    return known;
}

}  // namespace

bool is_empty_word(std::string_view word) {
    constexpr std::size_t kAdverb = 5;
    return empty_words().contains(word) || (word.size() > kAdverb && word.ends_with("ly"));
}

std::string concept_of(const Token& token) {
    const std::string_view base = base_form(token.word);
    for (const std::string_view form : {std::string_view(token.word), base, std::string_view(token.stem)})
        if (const auto known = classes().find(form); known != classes().end())
            return std::string(known->second);
    return base != token.word ? std::string(base) : token.stem;
}

namespace {

/// "Does it work?" is about no job.
bool runs(const std::vector<Token>& tokens, std::size_t i) {
    constexpr auto kThings =
        std::to_array<std::string_view>({"it", "that", "this", "everything", "all", "still", "not"});
    return (tokens[i].word.starts_with("work")) && i > 0 && one_of(tokens[i - 1].word, kThings);
}

}  // namespace

std::vector<std::string> concepts_in(const std::vector<Token>& tokens, const Span& at) {
    std::vector<std::string> found;
    // "Could you tell me when?" asks when.
    const auto courteous = [&](std::size_t i) {
        return tokens[i].word == "tell" && i + 1 < tokens.size() &&
               (tokens[i + 1].word == "me" || tokens[i + 1].word == "us");
    };
    for (std::size_t i = at.begin; i < at.end; ++i)
        if (!is_empty_word(tokens[i].word) && !courteous(i))
            found.push_back(runs(tokens, i) ? "runs" : concept_of(tokens[i]));
    // "What do you do?"
    static const PatternSet job{"what (do|does|did) (you|he|she|they|your *2|the *2) do (for|professionally|there|$)"};
    const auto words = tokens_in(tokens, at);
    if (job.in({words.begin(), words.end()}))
        found.emplace_back("job");
    std::ranges::sort(found);
    const auto again = std::ranges::unique(found);
    found.erase(again.begin(), again.end());
    return found;
}

std::vector<std::string> concepts_in(const std::vector<Token>& tokens) {
    return concepts_in(tokens, {0, tokens.size()});
}

}  // namespace mockcall::customer_detail
