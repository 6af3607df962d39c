#include "adapters/speech/decoder.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

#include <sys/mman.h>
#include <unistd.h>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#include <pocketsphinx.h>
#include <sphinxbase/cmn.h>
#include <sphinxbase/err.h>
#include <sphinxbase/feat.h>
#include <sphinxbase/fsg_model.h>
#include <sphinxbase/jsgf.h>
#pragma GCC diagnostic pop

namespace mockcall::speech {
namespace {

constexpr int frame_ms = 10;
// Where a call starts: between read speech of people and three kinds of synthetic voices, loud parts at -18 dBFS. The
// model's own starting point lies 20 below in the first coefficient (it counts on noise being removed): it turned first
// words into "five".
const ChannelMean usual_mean{61.2F, -9.1F, 0.8F, 6.7F, -3.7F, -2.3F, -3.6F, -5.9F, -4.5F, -1.2F, 0.8F, -1.3F, 0.0F};
// Digits are short and invite insertions: with the penalty of speech a third of the digits of some voices came twice
// (bench/wer).
constexpr double digit_insertion_penalty = 3e-4;
constexpr const char* free_search = "free";
constexpr const char* digit_search = "digits";
constexpr const char* digit_grammar =
    "#JSGF V1.0; grammar digits;\n"
    "<digit> = zero | oh | one | two | three | four | five | six | seven | eight | nine;\n"
    "public <string> = ( [ double | triple ] <digit> )+;\n";

/// A file in memory: the library reads dictionaries by name only.
class MemoryFile {
  public:
    explicit MemoryFile(const std::string& text) : descriptor_(memfd_create("dictionary", MFD_CLOEXEC)) {
        for (std::size_t done = 0; descriptor_ >= 0 && done < text.size();) {
            const auto written = ::write(descriptor_, text.data() + done, text.size() - done);
            if (written <= 0) {
                break;
            }
            done += static_cast<std::size_t>(written);
        }
    }
    ~MemoryFile() {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
        }
    }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

  private:
    int descriptor_;
};

struct ReleaseConfig {
    void operator()(cmd_ln_t* config) const { cmd_ln_free_r(config); }
};

// Not ps_set_jsgf_string(): that one leaks the grammar it parses.
bool set_digit_search(ps_decoder_t* decoder) {
    jsgf_t* grammar = jsgf_parse_string(digit_grammar, nullptr);
    jsgf_rule_t* rule = grammar == nullptr ? nullptr : jsgf_get_public_rule(grammar);
    const auto weight = static_cast<float32>(cmd_ln_float32_r(ps_get_config(decoder), "-lw"));
    fsg_model_t* model = rule == nullptr ? nullptr : jsgf_build_fsg(grammar, rule, ps_get_logmath(decoder), weight);
    // The search takes the penalty from the decoder's settings when it is made.
    cmd_ln_t* config = ps_get_config(decoder);
    const double usual = cmd_ln_float_r(config, "-wip");
    cmd_ln_set_float_r(config, "-wip", digit_insertion_penalty);
    const bool set = model != nullptr && ps_set_fsg(decoder, digit_search, model) == 0;
    cmd_ln_set_float_r(config, "-wip", usual);
    if (model != nullptr) {
        fsg_model_free(model);
    }
    if (grammar != nullptr) {
        jsgf_grammar_free(grammar);
    }
    return set;
}

// "read(2)" is another pronunciation of "read".
std::string_view without_variant(std::string_view word) { return word.substr(0, word.find('(', 1)); }

bool is_filler(std::string_view word) {
    return word.empty() || word == "(NULL)" || word.front() == '<' || word.front() == '[' || word.starts_with("++") ||
           word == "um" || word == "uh";
}

// The lattice's posteriors are too sure of themselves: a straight line in the logarithm of the odds, fitted on noisy
// speech (bench/wer).
float calibrated(double posterior) {
    constexpr double slope = 0.45;
    constexpr double offset = 0.4;
    const double p = std::clamp(posterior, 1e-4, 1 - 1e-4);
    return static_cast<float>(1 / (1 + std::exp(-(offset + slope * std::log(p / (1 - p))))));
}

}  // namespace

void Decoder::Release::operator()(ps_decoder_s* decoder) const { ps_free(decoder); }

Result<std::unique_ptr<Decoder>> Decoder::load(const PocketsphinxOptions& options,
                                               std::shared_ptr<const CallVocabulary> vocabulary) {
    err_set_logfp(nullptr);
    const MemoryFile dictionary(vocabulary->dictionary);
    const std::string model = (options.model_dir / "callcentre.lm.bin").string();
    const std::unique_ptr<cmd_ln_t, ReleaseConfig> config(cmd_ln_init(
        nullptr, ps_args(), TRUE, "-hmm", options.acoustic_model.c_str(), "-dict", dictionary.path().c_str(),
        "-maxhmmpf", std::to_string(options.max_active).c_str(), "-maxwpf", "20", "-bestpath", "yes", "-fwdflat",
        options.second_pass == SecondPass::Full ? "yes" : "no", "-remove_silence", "no", "-remove_noise", "no", "-lw",
        std::to_string(options.language_weight).c_str(), "-wip", std::to_string(options.word_insertion_penalty).c_str(),
        nullptr));
    ps_decoder_t* raw = config ? ps_init(config.get()) : nullptr;
    if (raw == nullptr) {
        return fail(ErrorCode::AiServiceError, "The recogniser's acoustic model could not be loaded.");
    }
    std::unique_ptr<Decoder> decoder(new Decoder(raw, std::move(vocabulary)));
    if (ps_set_lm_file(raw, free_search, model.c_str()) != 0) {
        return fail(ErrorCode::AiServiceError, "The recogniser's language model could not be loaded.");
    }
    if (!set_digit_search(raw)) {
        return fail(ErrorCode::AiServiceError, "The recogniser's dictionary lacks words for digits.");
    }
    return decoder;
}

Decoder::Decoder(ps_decoder_s* decoder, std::shared_ptr<const CallVocabulary> vocabulary)
    : decoder_(decoder), vocabulary_(std::move(vocabulary)) {}
Decoder::~Decoder() = default;

ChannelMean Decoder::mean() const {
    cmn_t* cmn = ps_get_feat(decoder_.get())->cmn_struct;
    if (cmn == nullptr) {
        return {};
    }
    ChannelMean mean(static_cast<std::size_t>(cmn->veclen));
    std::vector<mfcc_t> raw(mean.size());
    cmn_live_get(cmn, raw.data());
    std::ranges::transform(raw, mean.begin(), [](mfcc_t value) { return MFCC2FLOAT(value); });
    return mean;
}

bool Decoder::start(RecognizerSearch search, const ChannelMean& mean) {
    const ChannelMean& from = mean.empty() ? usual_mean : mean;
    cmn_t* cmn = ps_get_feat(decoder_.get())->cmn_struct;
    if (cmn != nullptr && from.size() == static_cast<std::size_t>(cmn->veclen)) {
        std::vector<mfcc_t> raw(from.size());
        std::ranges::transform(from, raw.begin(), [](float value) { return FLOAT2MFCC(value); });
        cmn_live_set(cmn, raw.data());
    }
    floor_ = {};
    const char* name = search == RecognizerSearch::Digits ? digit_search : free_search;
    return ps_set_search(decoder_.get(), name) == 0 && ps_start_utt(decoder_.get()) == 0;
}

void Decoder::process(SampleView samples) {
    filled_.clear();
    floor_.process(samples, filled_);
    if (!filled_.empty()) {
        ps_process_raw(decoder_.get(), filled_.data(), filled_.size(), FALSE, FALSE);
    }
}

Hypothesis Decoder::partial() const { return hypothesis(Posteriors::No); }

Hypothesis Decoder::finish() {
    ps_end_utt(decoder_.get());
    return hypothesis(Posteriors::Yes);
}

void Decoder::abandon() { ps_end_utt(decoder_.get()); }

Hypothesis Decoder::hypothesis(Posteriors posteriors) const {
    Hypothesis result;
    if (posteriors == Posteriors::Yes) {
        ps_get_hyp(decoder_.get(), nullptr);  // makes the lattice the posteriors are read from
        ps_get_prob(decoder_.get());
    }
    logmath_t* logmath = ps_get_logmath(decoder_.get());
    for (ps_seg_t* at = ps_seg_iter(decoder_.get()); at != nullptr; at = ps_seg_next(at)) {
        const std::string_view word = without_variant(ps_seg_word(at));
        if (is_filler(word)) {
            continue;
        }
        int first = 0;
        int last = 0;
        ps_seg_frames(at, &first, &last);
        int acoustic = 0;
        int language = 0;
        int back_off = 0;
        const int posterior = ps_seg_prob(at, &acoustic, &language, &back_off);
        const float sure = posteriors == Posteriors::Yes ? calibrated(logmath_exp(logmath, posterior)) : 1.0F;
        add_word(result, word, first * frame_ms, (last + 1) * frame_ms, sure);
    }
    float sum = 0;
    for (const auto& word : result.words) {
        result.text += (result.text.empty() ? "" : " ") + word.text;
        sum += word.confidence;
    }
    result.confidence = result.words.empty() ? 0.0F : sum / static_cast<float>(result.words.size());
    return result;
}

// A slot may stand for several words: they share its time by their length in letters.
void Decoder::add_word(Hypothesis& into, std::string_view engine_word, int start_ms, int end_ms,
                       float confidence) const {
    const auto slot = vocabulary_->words.find(std::string(engine_word));
    if (slot == vocabulary_->words.end()) {
        std::string text(engine_word);
        if (text.size() == 2 && text[1] == '.') {
            text.pop_back();  // the dictionary writes a spelled letter "b."
        }
        into.words.push_back({std::move(text), start_ms, end_ms, confidence});
        return;
    }
    std::istringstream words(slot->second);
    std::size_t done = 0;
    const auto at = [&] {
        return start_ms +
               static_cast<int>(done * static_cast<std::size_t>(end_ms - start_ms) / (slot->second.size() + 1));
    };
    for (std::string text; words >> text;) {
        const int from = at();
        done += text.size() + 1;
        into.words.push_back({text, from, at(), confidence});
    }
}

}  // namespace mockcall::speech
