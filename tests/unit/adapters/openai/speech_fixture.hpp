// What the tests of the remote voice and recognisers share: a service in virtual time, and ears that note everything.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/openai/service.hpp"
#include "adapters/openai/usage_meter.hpp"
#include "fakes/scripted_http.hpp"
#include "ports/speech.hpp"

namespace mockcall::openai {

using Answer = fakes::ScriptedHttp::Answer;

struct RemoteWorld {
    fakes::VirtualWorld world;
    Answer answer;
    LockedUsageMeter meter{world, {}};
    fakes::ScriptedHttp http{world, [this](const HttpRequest&) { return answer; }};

    std::shared_ptr<Service> service(const std::string& part) {
        ServiceOptions options;
        options.part = part;
        options.base_url = "http://127.0.0.1:1/v1";
        options.api_key = "sk-secret";
        options.model = "some-model";
        options.probe = false;
        return Service::make(std::move(options), http, world, meter);
    }
};

struct Ears {
    std::vector<std::string> told;  ///< in order: "began openai", "audio 640", "partial hello", …
    Samples samples;
    Error error;

    SynthesisSession::Listener voice() {
        return {.on_audio =
                    [this](Samples pcm) {
                        told.push_back("audio " + std::to_string(pcm.size()));
                        samples.insert(samples.end(), pcm.begin(), pcm.end());
                    },
                .on_done = [this] { told.push_back("done"); },
                .on_error = [this](const Error& e) { fail(e); },
                .on_began = [this](std::string_view engine) { told.push_back("began " + std::string(engine)); },
                .on_handover = [this](const Error&) { told.push_back("handover"); }};
    }
    RecognizerSession::Listener words() {
        return {.on_partial = [this](const Hypothesis& h) { told.push_back("partial " + h.text); },
                .on_final = [this](const Hypothesis& h) { told.push_back("final " + h.text); },
                .on_error = [this](const Error& e) { fail(e); },
                .on_began = [this](std::string_view engine) { told.push_back("began " + std::string(engine)); },
                .on_handover = [this](const Error&) { told.push_back("handover"); }};
    }
    [[nodiscard]] long count(std::string_view beginning) const {
        return std::ranges::count_if(told, [&](const std::string& t) { return t.starts_with(beginning); });
    }

  private:
    void fail(const Error& e) {
        told.push_back("error");
        error = e;
    }
};
using Told = std::vector<std::string>;

}  // namespace mockcall::openai
