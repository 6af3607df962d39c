// mockcall_lm: makes the recogniser's language model and dictionary from the grammar in speech/ and the general English
// model. Runs at build time, in seconds; the same input gives the same files.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <pocketsphinx.h>
#include <sphinxbase/err.h>
#include <sphinxbase/ngram_model.h>

#include "grammar.hpp"
#include "mix.hpp"
#include "sphinx_trie.hpp"
#include "trigram.hpp"
#include "witten_bell.hpp"

namespace {

using namespace mockcall::lm;
namespace fs = std::filesystem;

struct Options {
    fs::path grammar;
    fs::path general = "/usr/share/pocketsphinx/model/en-us/en-us.lm.bin";
    fs::path dictionary = "/usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict";
    fs::path out;
    fs::path test_text;  ///< one sentence a line: their perplexity is printed
    std::size_t vocabulary = 5500;
    std::size_t sentences = 20000;
    MixOptions mix;
};

Options parse(int count, char** arguments) {
    Options options;
    const std::map<std::string, std::function<void(const std::string&)>> known{
        {"--grammar", [&](const std::string& v) { options.grammar = v; }},
        {"--general", [&](const std::string& v) { options.general = v; }},
        {"--dictionary", [&](const std::string& v) { options.dictionary = v; }},
        {"--out", [&](const std::string& v) { options.out = v; }},
        {"--test-text", [&](const std::string& v) { options.test_text = v; }},
        {"--vocabulary", [&](const std::string& v) { options.vocabulary = std::stoul(v); }},
        {"--sentences", [&](const std::string& v) { options.sentences = std::stoul(v); }},
        {"--share", [&](const std::string& v) { options.mix.share = std::stod(v); }},
        {"--prune", [&](const std::string& v) { options.mix.prune = std::stod(v); }},
        {"--slot-cost", [&](const std::string& v) { options.mix.slot_cost = std::stod(v); }},
    };
    for (int i = 1; i < count; i += 2) {
        const auto option = known.find(arguments[i]);
        if (option == known.end() || i + 1 == count) {
            throw std::runtime_error("usage: mockcall_lm --grammar DIR --out DIR; not understood: " +
                                     std::string(arguments[i]));
        }
        option->second(arguments[i + 1]);
    }
    if (options.grammar.empty() || options.out.empty()) {
        throw std::runtime_error("usage: mockcall_lm --grammar DIR --out DIR");
    }
    return options;
}

/// word -> its pronunciations, "word" and "word(2)" together.
using Pronunciations = std::map<std::string, std::vector<std::string>>;

void read_dictionary(const fs::path& file, Pronunciations& into) {
    std::ifstream in(file);
    if (!in) {
        throw std::runtime_error("cannot read " + file.string());
    }
    for (std::string line; std::getline(in, line);) {
        const auto space = line.find_first_of(" \t");
        if (line.starts_with('#') || space == std::string::npos) {
            continue;
        }
        std::string word = line.substr(0, space);
        word.erase(std::min(word.find('(', 1), word.size()));
        into[word].push_back(line.substr(line.find_first_not_of(" \t", space)));
    }
}

void write_dictionary(const Vocabulary& vocabulary, const Pronunciations& known, const fs::path& file) {
    std::ofstream out(file);
    for (WordId id = 0; id < vocabulary.size(); ++id) {
        const auto found = known.find(vocabulary.word(id));
        for (std::size_t i = 0; found != known.end() && i < found->second.size(); ++i) {
            out << found->first << (i == 0 ? "" : '(' + std::to_string(i + 1) + ')') << ' ' << found->second[i] << '\n';
        }
    }
    if (!out.flush()) {
        throw std::runtime_error("cannot write " + file.string());
    }
}

Vocabulary choose_vocabulary(const Options& options, const Grammar& grammar, const std::vector<SlotClass>& slots,
                             const SphinxTrie& general, const Pronunciations& known) {
    Vocabulary vocabulary;
    vocabulary.add("<s>");
    vocabulary.add("</s>");
    for (const auto& slot : slots) {
        vocabulary.add(slot.name);
    }
    std::string unpronounceable;
    for (const auto& word : grammar.words()) {
        if (known.contains(word)) {
            vocabulary.add(word);
        } else {
            unpronounceable += ' ' + word;
        }
    }
    if (!unpronounceable.empty()) {
        throw std::runtime_error("no pronunciation (add to speech/lexicon.dict) for:" + unpronounceable);
    }
    for (const auto& word : general.words_by_frequency()) {
        if (vocabulary.size() >= options.vocabulary) {
            break;
        }
        if (known.contains(word)) {
            vocabulary.add(word);
        }
    }
    return vocabulary;
}

std::vector<std::vector<WordId>> numbered(const std::vector<Grammar::Sentence>& sentences,
                                          const Vocabulary& vocabulary) {
    std::vector<std::vector<WordId>> result;
    for (const auto& sentence : sentences) {
        auto& ids = result.emplace_back();
        for (const auto& word : sentence) {
            ids.push_back(vocabulary.id(word));
        }
    }
    return result;
}

void make_binary(const fs::path& arpa, const fs::path& binary) {
    logmath_t* logmath = logmath_init(1.0001, 0, 0);
    ngram_model_t* model = ngram_model_read(nullptr, arpa.c_str(), NGRAM_ARPA, logmath);
    const bool written = model != nullptr && ngram_model_write(model, binary.c_str(), NGRAM_BIN) == 0;
    ngram_model_free(model);
    logmath_free(logmath);
    if (!written) {
        throw std::runtime_error("sphinxbase did not take " + arpa.string());
    }
}

void report_perplexity(const fs::path& file, const Vocabulary& vocabulary,
                       const std::vector<std::pair<const char*, const Trigram*>>& models) {
    std::ifstream in(file);
    std::vector<std::vector<std::string>> sentences;
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        auto& sentence = sentences.emplace_back();
        for (std::string word; words >> word;) {
            sentence.push_back(word);
        }
    }
    for (const auto& [name, model] : models) {
        const auto result = perplexity(*model, vocabulary, sentences);
        std::printf("perplexity %-8s %8.1f over %zu words, %zu not in the vocabulary\n", name, result.value,
                    result.words, result.unknown);
    }
}

void build(const Options& options) {
    const Grammar grammar(options.grammar);
    const auto slots = read_slots(options.grammar / "slots.txt");
    Pronunciations known;
    read_dictionary(options.grammar / "lexicon.dict", known);
    read_dictionary(options.dictionary, known);
    const SphinxTrie trie(options.general);
    const auto vocabulary = choose_vocabulary(options, grammar, slots, trie, known);
    const auto sentences = numbered(grammar.sample(options.sentences, 1), vocabulary);
    const auto domain = count_trigrams(sentences, vocabulary.id("<s>"), vocabulary.id("</s>"), vocabulary.size());
    const auto general = trie.restrict_to(vocabulary);
    const auto mixed = mix(domain, general, vocabulary, slots, options.mix);
    if (!options.test_text.empty()) {
        report_perplexity(options.test_text, vocabulary, {{"domain", &domain}, {"mixed", &mixed}});
    }
    fs::create_directories(options.out);
    const fs::path arpa = options.out / "callcentre.arpa";
    write_arpa(mixed, vocabulary, slots, options.mix, arpa);
    make_binary(arpa, options.out / "callcentre.lm.bin");
    fs::remove(arpa);
    write_dictionary(vocabulary, known, options.out / "callcentre.dict");
    fs::copy_file(options.grammar / "slots.txt", options.out / "slots.txt", fs::copy_options::overwrite_existing);
    std::printf("mockcall_lm: %zu sentences, %zu words, %zu bigrams, %zu trigrams\n", sentences.size(),
                vocabulary.size(), mixed.bigrams.size(), mixed.trigrams.size());
}

}  // namespace

int main(int count, char** arguments) {
    err_set_logfp(nullptr);
    try {
        build(parse(count, arguments));
        return 0;
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "mockcall_lm: %s\n", problem.what());
        return 1;
    }
}
