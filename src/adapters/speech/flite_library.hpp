// Flite's headers are C, warn under our flags, and declare no voices: included in one place.
#pragma once

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wshadow"
extern "C" {
#include <flite/cst_audio.h>
#include <flite/cst_cg.h>
#include <flite/flite.h>

cst_voice* register_cmu_us_awb(const char* voxdir);
cst_voice* register_cmu_us_slt(const char* voxdir);
cst_voice* register_cmu_us_rms(const char* voxdir);
cst_voice* register_cmu_us_kal16(const char* voxdir);
cst_lexicon* cmulex_init(void);
}
#pragma GCC diagnostic pop

namespace mockcall::speech {

/// flite_init() exactly once in the process. Thread-safe.
inline void start_flite() {
    static const int started = flite_init();
    static_cast<void>(started);
}

}  // namespace mockcall::speech
