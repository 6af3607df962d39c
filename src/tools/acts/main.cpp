// mockcall_acts: trains the dialogue acts' model on labelled utterances, a file a writer, and writes it as C++ source.
// Runs at build time, in seconds; the same examples give the same source.
//   mockcall_acts --out TABLE.cpp EXAMPLES.jsonl...
#include <cstdio>
#include <exception>
#include <fstream>
#include <span>
#include <stdexcept>
#include <string_view>

#include "tools/acts/table_writer.hpp"

namespace {

using namespace mockcall::acts;

void run(std::span<char*> arguments) {
    if (arguments.size() < 4 || std::string_view(arguments[1]) != "--out")
        throw std::runtime_error("usage: mockcall_acts --out TABLE.cpp EXAMPLES.jsonl...");
    std::vector<Example> examples;
    const auto files = arguments.subspan(3);
    for (std::size_t writer = 0; writer < files.size(); ++writer) {
        const auto own = read_examples(files[writer], writer);
        examples.insert(examples.end(), own.begin(), own.end());
    }
    std::ofstream out(arguments[2]);
    out << as_source(train(examples, {}));
    if (!out.flush())
        throw std::runtime_error("cannot write " + std::string(arguments[2]));
}

}  // namespace

int main(int count, char** arguments) {
    try {
        run({arguments, static_cast<std::size_t>(count)});
        return 0;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "mockcall_acts: %s\n", e.what());
        return 1;
    }
}
