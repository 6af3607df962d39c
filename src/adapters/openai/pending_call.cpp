#include "adapters/openai/pending_call.hpp"

namespace mockcall::openai {

Error error_of(const std::string& who, const Failure& failure) {
    return {ErrorCode::AiServiceError, who + " failed (" + name_of(failure) + ")."};
}

}  // namespace mockcall::openai
