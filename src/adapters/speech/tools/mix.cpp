#include "mix.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>
#include <sstream>
#include <stdexcept>

namespace mockcall::lm {
namespace {

// Which word of the general model stands for each of ours when it is history.
std::vector<WordId> stand_ins(const Vocabulary& vocabulary, const std::vector<SlotClass>& slots) {
    std::vector<WordId> as(vocabulary.size());
    std::iota(as.begin(), as.end(), WordId{0});
    for (const auto& slot : slots) {
        if (vocabulary.contains(slot.name) && vocabulary.contains(slot.like)) {
            as[vocabulary.id(slot.name)] = vocabulary.id(slot.like);
        }
    }
    return as;
}

// Stolcke's relative-entropy pruning (1998) without its correction for the changed back-off weight, which is tiny at
// our thresholds.
double loss(double history_prob, double own, double backed_off) {
    return history_prob * own * std::abs(std::log(own) - std::log(std::max(backed_off, 1e-30)));
}

void prune_trigrams(Trigram& model, double threshold) {
    std::erase_if(model.trigrams, [&](const auto& entry) {
        const auto history = Key::history(entry.first);
        const WordId older = static_cast<WordId>(Key::history(history));
        const WordId newer = Key::word(history);
        const WordId word = Key::word(entry.first);
        const auto& bigram = model.bigrams.at(history);
        return loss(model.prob(older) * bigram.prob, entry.second, bigram.backoff * model.prob(newer, word)) <
               threshold;
    });
}

void prune_bigrams(Trigram& model, double threshold) {
    std::unordered_map<std::uint64_t, bool> needed;  // histories and shorter forms of the trigrams that stay
    for (const auto& [key, prob] : model.trigrams) {
        needed[Key::history(key)] = needed[Key::shorter(key)] = true;
    }
    std::erase_if(model.bigrams, [&](const auto& entry) {
        const WordId older = static_cast<WordId>(Key::history(entry.first));
        const WordId word = Key::word(entry.first);
        const double backed_off = model.unigrams[older].backoff * model.prob(word);
        return !needed.contains(entry.first) && loss(model.prob(older), entry.second.prob, backed_off) < threshold;
    });
}

class ArpaWriter {
  public:
    ArpaWriter(const Trigram& model, const Vocabulary& vocabulary, const std::vector<SlotClass>& slots,
               double slot_cost)
        : model_(model), forms_(vocabulary.size()), cost_(vocabulary.size(), 0.0) {
        for (WordId id = 0; id < vocabulary.size(); ++id) {
            forms_[id] = {vocabulary.word(id)};
        }
        for (const auto& slot : slots) {
            if (!vocabulary.contains(slot.name)) {
                continue;
            }
            auto& forms = forms_[vocabulary.id(slot.name)];
            forms.clear();
            for (int i = 1; i <= slot.count; ++i) {
                forms.push_back(slot.name + '.' + std::to_string(i));
            }
            cost_[vocabulary.id(slot.name)] = slot_cost * std::log10(slot.count);
        }
    }

    void write(std::ostream& out) {
        std::ostringstream one;
        std::ostringstream two;
        std::ostringstream three;
        const std::size_t ones = unigrams(one);
        const std::size_t twos = bigrams(two);
        const std::size_t threes = trigrams(three);
        out << "\\data\\\nngram 1=" << ones << "\nngram 2=" << twos << "\nngram 3=" << threes << "\n\n\\1-grams:\n"
            << one.str() << "\n\\2-grams:\n"
            << two.str() << "\n\\3-grams:\n"
            << three.str() << "\n\\end\\\n";
    }

  private:
    static double logarithm(double prob) { return prob > 0 ? std::log10(prob) : -99.0; }

    std::size_t unigrams(std::ostream& out) {
        std::size_t count = 0;
        for (WordId w = 0; w < forms_.size(); ++w) {
            for (const auto& form : forms_[w]) {
                out << logarithm(model_.unigrams[w].prob) - cost_[w] << '\t' << form << '\t'
                    << logarithm(model_.unigrams[w].backoff) << '\n';
                ++count;
            }
        }
        return count;
    }
    std::size_t bigrams(std::ostream& out) {
        std::size_t count = 0;
        for (const auto& [key, entry] : model_.bigrams) {
            const WordId w = Key::word(key);
            for (const auto& before : forms_[Key::history(key)]) {
                for (const auto& form : forms_[w]) {
                    out << logarithm(entry.prob) - cost_[w] << '\t' << before << ' ' << form << '\t'
                        << logarithm(entry.backoff) << '\n';
                    ++count;
                }
            }
        }
        return count;
    }
    std::size_t trigrams(std::ostream& out) {
        std::size_t count = 0;
        for (const auto& [key, prob] : model_.trigrams) {
            const auto history = Key::history(key);
            const WordId w = Key::word(key);
            for (const auto& older : forms_[Key::history(history)]) {
                for (const auto& newer : forms_[Key::word(history)]) {
                    for (const auto& form : forms_[w]) {
                        out << logarithm(prob) - cost_[w] << '\t' << older << ' ' << newer << ' ' << form << '\n';
                        ++count;
                    }
                }
            }
        }
        return count;
    }

    const Trigram& model_;
    std::vector<std::vector<std::string>> forms_;
    std::vector<double> cost_;
};

}  // namespace

std::vector<SlotClass> read_slots(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::vector<SlotClass> slots;
    for (std::string line; std::getline(in, line);) {
        std::istringstream fields(line.substr(0, line.find('#')));
        SlotClass slot;
        if (fields >> slot.name && !(fields >> slot.like >> slot.count)) {
            throw std::runtime_error(file.string() + ": not a slot class: " + line);
        }
        if (!slot.name.empty()) {
            slots.push_back(slot);
        }
    }
    if (slots.empty()) {
        throw std::runtime_error("no slot classes in " + file.string());
    }
    return slots;
}

Trigram mix(const Trigram& domain, const Trigram& general, const Vocabulary& vocabulary,
            const std::vector<SlotClass>& slots, const MixOptions& options) {
    const auto as = stand_ins(vocabulary, slots);
    const auto both = [&](double ours, double theirs) { return options.share * ours + (1 - options.share) * theirs; };
    Trigram model;
    for (WordId w = 0; w < vocabulary.size(); ++w) {
        model.unigrams.push_back({both(domain.prob(w), general.prob(w)), 1.0});
    }
    const auto add_bigram = [&](std::uint64_t key) {
        const auto history = static_cast<WordId>(Key::history(key));
        const WordId w = Key::word(key);
        model.bigrams[key].prob = both(domain.prob(history, w), general.prob(as[history], w));
    };
    const auto add_trigram = [&](std::uint64_t key) {
        const auto history = Key::history(key);
        const auto older = static_cast<WordId>(Key::history(history));
        const WordId newer = Key::word(history);
        const WordId w = Key::word(key);
        model.trigrams[key] = both(domain.prob(older, newer, w), general.prob(as[older], as[newer], w));
    };
    for (const auto* part : {&domain, &general}) {
        for (const auto& [key, entry] : part->bigrams) {
            add_bigram(key);
        }
        for (const auto& [key, prob] : part->trigrams) {
            add_trigram(key);
        }
    }
    model.normalise();
    prune_trigrams(model, options.prune);
    prune_bigrams(model, options.prune);
    model.normalise();
    return model;
}

void write_arpa(const Trigram& model, const Vocabulary& vocabulary, const std::vector<SlotClass>& slots,
                const MixOptions& options, const std::filesystem::path& file) {
    std::ofstream out(file);
    ArpaWriter(model, vocabulary, slots, options.slot_cost).write(out);
    if (!out.flush()) {
        throw std::runtime_error("cannot write " + file.string());
    }
}

Perplexity perplexity(const Trigram& model, const Vocabulary& vocabulary,
                      const std::vector<std::vector<std::string>>& sentences) {
    const WordId begin = vocabulary.id("<s>");
    Perplexity result;
    double sum = 0;
    for (const auto& sentence : sentences) {
        WordId older = begin;
        WordId newer = begin;
        const auto see = [&](const std::string& word) {
            if (!vocabulary.contains(word)) {
                ++result.unknown;
                return;
            }
            const WordId id = vocabulary.id(word);
            sum -= std::log(older == begin ? model.prob(newer, id) : model.prob(older, newer, id));
            older = newer;
            newer = id;
            ++result.words;
        };
        std::ranges::for_each(sentence, see);
        see("</s>");
    }
    result.value = std::exp(sum / static_cast<double>(std::max<std::size_t>(result.words, 1)));
    return result;
}

}  // namespace mockcall::lm
