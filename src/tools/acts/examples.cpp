#include "tools/acts/examples.hpp"

#include <fstream>
#include <stdexcept>

#include <boost/json.hpp>

namespace mockcall::acts {

namespace {

std::string text_in(const boost::json::object& o, const char* key) {
    const auto* value = o.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

ActSet acts_in(const boost::json::object& o, const char* key) {
    ActSet set;
    const auto* list = o.if_contains(key);
    if (list == nullptr)
        return set;
    for (const auto& name : list->as_array()) {
        const auto act = act_of(std::string_view(name.as_string()));
        if (!act)
            throw std::runtime_error("no act: " + std::string(name.as_string()));
        set.add(*act);
    }
    return set;
}

Example parse(const std::string& line, std::size_t writer) {
    const auto o = boost::json::parse(line).as_object();
    Example e{text_in(o, "text"), text_in(o, "prev_customer"), acts_in(o, "acts"), acts_in(o, "also_ok"), writer};
    if (e.text.empty() || e.acts.empty())
        throw std::runtime_error("an example has a text and an act");
    return e;
}

}  // namespace

std::vector<Example> read_examples(const std::filesystem::path& file, std::size_t writer) {
    std::ifstream in(file);
    if (!in)
        throw std::runtime_error("cannot read " + file.string());
    std::vector<Example> examples;
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (line.empty())
            continue;
        try {
            examples.push_back(parse(line, writer));
        } catch (const std::exception& e) {
            throw std::runtime_error(file.string() + ":" + std::to_string(number) + ": " + e.what());
        }
    }
    return examples;
}

}  // namespace mockcall::acts
