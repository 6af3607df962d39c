#include "adapters/speech/pronunciation.hpp"

#include <mutex>

#include "adapters/speech/flite_library.hpp"

namespace mockcall::speech {

std::string pronounce(std::string_view word) {
    // cmulex_init() fills a shared table on its first call.
    static const cst_lexicon* const lexicon = [] {
        start_flite();
        return cmulex_init();
    }();
    static std::mutex
        one_at_a_time;  // called once a call, for a handful of words: not worth proving the rules re-entrant
    const std::lock_guard lock(one_at_a_time);
    cst_val* found = lex_lookup(lexicon, std::string(word).c_str(), "n", nullptr);
    std::string phones;
    for (const cst_val* at = found; at != nullptr; at = val_cdr(at)) {
        std::string phone = val_string(val_car(at));
        while (!phone.empty() && phone.back() >= '0' && phone.back() <= '9') {
            phone.pop_back();
        }
        for (char& c : phone) {
            c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        }
        if (phone == "AX") {
            phone = "AH";  // the recogniser's phone set has no schwa
        }
        if (!phone.empty() && phone != "PAU") {
            phones += (phones.empty() ? "" : " ") + phone;
        }
    }
    delete_val(found);
    return phones;
}

}  // namespace mockcall::speech
