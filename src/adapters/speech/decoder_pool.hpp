// The process's decoders: made when first needed, never more than allowed, handed out for one utterance.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "adapters/speech/decoder.hpp"

namespace mockcall::speech {

/// Thread-safe.
class DecoderPool {
  public:
    explicit DecoderPool(PocketsphinxOptions options) : options_(std::move(options)) {}

    /// A place among the utterances under way; given back when the ticket goes. None when all are taken. Does not
    /// block.
    class Ticket {
      public:
        explicit Ticket(std::shared_ptr<DecoderPool> pool) : pool_(std::move(pool)) {}
        ~Ticket();
        Ticket(const Ticket&) = delete;
        Ticket& operator=(const Ticket&) = delete;

      private:
        std::shared_ptr<DecoderPool> pool_;
    };
    [[nodiscard]] static std::unique_ptr<Ticket> reserve(const std::shared_ptr<DecoderPool>& pool);

    /// For a holder of a ticket, on a worker: may load a model (about 40 ms).
    [[nodiscard]] Result<std::unique_ptr<Decoder>> take(const std::shared_ptr<const CallVocabulary>& vocabulary);
    void give_back(std::unique_ptr<Decoder> decoder);

  private:
    const PocketsphinxOptions options_;
    std::mutex mutex_;
    int reserved_ = 0;
    std::vector<std::unique_ptr<Decoder>> idle_;  ///< longest unused first
};

}  // namespace mockcall::speech
