#include "adapters/speech/call_vocabulary.hpp"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "adapters/speech/pronunciation.hpp"
#include "adapters/speech/spoken_text.hpp"

namespace mockcall::speech {
namespace {

using std::string;

// "TechSupport" is said like "Tech Support", "O2Mobile" like "O2 Mobile".
string apart(std::string_view name) {
    const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    string result;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (i > 0 && upper(name[i]) && lower(name[i - 1])) {
            result += ' ';
        }
        result += name[i];
    }
    return result;
}

string joined(const std::vector<string>& words) {
    string text;
    for (const auto& word : words) {
        text += (text.empty() ? "" : " ") + word;
    }
    return text;
}

bool is_title(const string& word) {
    static const std::set<string, std::less<>> titles{"mr", "mrs", "ms", "miss", "dr", "doctor"};
    return titles.contains(word);
}

class Filler {
  public:
    explicit Filler(const BaseVocabulary& base) : base_(base) { result_.dictionary = base.dictionary; }

    /// `text` is what the slot stands for, `said` how it is pronounced.
    void add(const string& slot_class, const string& text, const std::vector<string>& said) {
        const auto room = base_.slots.find(slot_class);
        if (text.empty() || room == base_.slots.end() || used_[slot_class] >= room->second ||
            !seen_.insert(slot_class + ' ' + joined(said)).second) {
            return;
        }
        const string phones = phones_of(said);
        if (phones.empty()) {
            return;
        }
        const string slot = slot_class + '.' + std::to_string(++used_[slot_class]);
        result_.dictionary += slot + ' ' + phones + '\n';
        result_.key += slot + '=' + text + '/' + phones + ';';
        result_.words[slot] = text;
    }
    CallVocabulary take() { return std::move(result_); }

  private:
    [[nodiscard]] string phones_of(const std::vector<string>& said) const {
        string phones;
        for (const auto& word : said) {
            const auto known = base_.phones.find(word);
            const string more = known != base_.phones.end() ? known->second : pronounce(word);
            phones += (phones.empty() || more.empty() ? "" : " ") + more;
        }
        return phones;
    }

    const BaseVocabulary& base_;
    CallVocabulary result_;
    std::map<string, int> used_;
    std::set<string> seen_;
};

void add_name(Filler& filler, const string& name) {
    auto words = words_of(name);
    if (!words.empty() && is_title(words.front())) {
        words.erase(words.begin());
    }
    const auto said = words_of(spoken_text(apart(name)));
    if (words.size() == 1) {
        filler.add("BRAND", words[0], said);
        if (said.size() == 1) {  // one plain word may be a person's as well
            filler.add("FIRST", words[0], words);
            filler.add("LAST", words[0], words);
        }
    } else if (words.size() == 2) {
        filler.add("FIRST", words[0], {words[0]});
        filler.add("LAST", words[1], {words[1]});
        filler.add("BRAND", joined(words), said);
    } else {
        filler.add("BRAND", joined(words), said);
    }
}

void add_phrase(Filler& filler, const BaseVocabulary& base, const string& phrase) {
    constexpr std::size_t longest = 5;  // longer ones are hardly said word for word
    const auto said = words_of(spoken_text(apart(phrase)));
    if (said.size() <= longest) {
        filler.add("PRODUCT", joined(said), said);
        return;
    }
    for (const auto& word : said) {
        if (!base.phones.contains(word)) {
            filler.add("PRODUCT", word, {word});
        }
    }
}

void add_amount(Filler& filler, const string& amount) {
    const auto said = words_of(spoken_text(amount));
    filler.add("AMOUNT", joined(said), said);
    const auto hundred = std::ranges::find(said, "hundred");
    if (hundred == said.end() || hundred + 1 == said.end() || *(hundred + 1) == "dollars") {
        return;
    }
    auto with_and = said;
    with_and.insert(with_and.begin() + (hundred - said.begin()) + 1, "and");
    filler.add("AMOUNT", joined(with_and), with_and);
}

}  // namespace

Result<BaseVocabulary> read_base_vocabulary(const string& folder) {
    BaseVocabulary base;
    std::ifstream dictionary(folder + "/callcentre.dict");
    for (string line; std::getline(dictionary, line);) {
        base.dictionary += line + '\n';
        const auto space = line.find(' ');
        if (space != string::npos && line.find('(', 1) > space) {
            base.phones[line.substr(0, space)] = line.substr(space + 1);
        }
    }
    std::ifstream slots(folder + "/slots.txt");
    for (string line; std::getline(slots, line);) {
        std::istringstream fields(line.substr(0, line.find('#')));
        string name;
        string like;
        int count = 0;
        if (fields >> name >> like >> count) {
            base.slots[name] = count;
        }
    }
    if (base.phones.empty() || base.slots.empty()) {
        return fail(ErrorCode::InternalError,
                    "No recogniser model in " + folder + ": build it with the target mockcall_speech_model.");
    }
    return base;
}

CallVocabulary fill_slots(const BaseVocabulary& base, const RecognizerVocabulary& expected) {
    Filler filler(base);
    for (const auto& name : expected.names) {
        add_name(filler, name);
    }
    for (const auto& phrase : expected.phrases) {
        add_phrase(filler, base, phrase);
    }
    for (const auto& amount : expected.amounts) {
        add_amount(filler, amount);
    }
    return filler.take();
}

}  // namespace mockcall::speech
