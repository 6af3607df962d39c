#include "adapters/openai/conversation_history.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mockcall::openai {
namespace {

ModelTurn agent(std::string text) { return {false, std::move(text)}; }
ModelTurn customer(std::string text) { return {true, std::move(text)}; }

std::vector<std::string> told(ConversationHistory& history, const std::vector<ModelTurn>& heard) {
    std::vector<std::string> all;
    for (const auto& said : history.catch_up(heard))
        all.push_back((said.customer ? "customer " : "agent ") + said.text + " after " + said.after);
    return all;
}
using Told = std::vector<std::string>;

TEST(ConversationHistory, WhatTheServiceHeardAndSaidIsNotToldToIt) {
    ConversationHistory history;
    history.agent_began("a1");
    history.agent_said("a1", "Hello.");
    EXPECT_EQ(told(history, {agent("Hello.")}), Told{});
    history.customer_began("c1");
    history.customer_said("c1", "Hi there. My bill is wrong.");
    history.agent_began("a2");
    history.agent_said("a2", "Sorry.");
    EXPECT_EQ(told(history, {agent("Hello."), customer("Hi there."), agent("Sorry.")}), Told{})
        << "heard to its middle";
}

TEST(ConversationHistory, WhatAnotherVoiceSaidIsToldInItsPlace) {
    ConversationHistory history;
    history.agent_began("a1");
    history.agent_said("a1", "Hello.");
    EXPECT_EQ(told(history, {agent("Hello.")}), Told{});
    history.agent_began("a2");
    history.agent_said("a2", "Sorry.");
    EXPECT_EQ(told(history, {agent("Hello."), customer("My bill."), agent("Sorry.")}),
              Told{"customer My bill. after a1"});
    EXPECT_EQ(told(history, {agent("Hello."), customer("My bill."), agent("Sorry."), customer("No."), agent("typed")}),
              (Told{"customer No. after a2", "agent typed after told_2"}));
}

TEST(ConversationHistory, WhatWasTakenBackIsNoLongerAPlace) {
    ConversationHistory history;
    history.agent_began("a1");
    history.agent_said("a1", "Hello.");
    (void)told(history, {agent("Hello.")});
    history.gone("a1");
    EXPECT_EQ(told(history, {agent("Hello."), customer("Yes?")}), Told{"customer Yes? after root"});
}

TEST(ConversationHistory, ANewConnectionIsToldTheNewestOfTheCall) {
    ConversationHistory history;
    std::vector<ModelTurn> heard;
    for (int i = 0; i < 40; ++i)
        heard.push_back(i % 2 == 0 ? agent("a" + std::to_string(i)) : customer("c" + std::to_string(i)));
    EXPECT_EQ(told(history, heard).size(), 24u);
    EXPECT_EQ(told(history, heard).size(), 0u);
    history.reset();
    EXPECT_EQ(told(history, heard).size(), 24u);
    EXPECT_EQ(history.catch_up(heard).size(), 0u);
}

}  // namespace
}  // namespace mockcall::openai
