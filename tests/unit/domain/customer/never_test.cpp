// What must never happen, whatever an agent says: over every scenario of the library, with random agents and seeds.
#include <set>

#include <gtest/gtest.h>

#include "base/random.hpp"
#include "domain/dialogue/text.hpp"
#include "support.hpp"

namespace mockcall {
namespace {

/// Things any agent may say, and what this scenario's agents may.
std::vector<std::string> sayings_for(const Scenario& s) {
    std::vector<std::string> pool{"Hello, how can I help you?",
                                  "Thank you for calling " + s.company.name + ", my name is Kim.",
                                  "What happened?",
                                  "Tell me more.",
                                  "Okay.",
                                  "mm-hm",
                                  "I'm so sorry about that.",
                                  "I understand.",
                                  "That must be frustrating.",
                                  "How are you today?",
                                  "One moment please.",
                                  "Let me check that for you.",
                                  "Is there anything else?",
                                  "Did that solve the problem?",
                                  "Have a great day.",
                                  "Could you repeat that?",
                                  "Can I have your name?",
                                  "What is your account number?",
                                  "I need to verify your identity.",
                                  "I can't do that.",
                                  "I will credit $20.",
                                  "I'll give you a full refund.",
                                  "That's not my problem.",
                                  "You should have read the contract.",
                                  "shut up",
                                  "xqzt bvv kkk",
                                  "I'll transfer you to another department.",
                                  "I'll escalate this to my manager.",
                                  "Would you like to upgrade to our premium plan?",
                                  "Why?",
                                  "Is that right?",
                                  "The sky is green and we sell bread.",
                                  "I will credit you nine thousand dollars.",
                                  ""};
    const auto ask = [&](const std::vector<std::string>& phrases, const std::string& before, const std::string& after) {
        for (std::string phrase : phrases) {
            std::string plain;
            for (const char c : phrase)
                plain += c == '|' || c == '.' ? ' ' : c;
            pool.push_back(before + plain + after);
        }
    };
    for (const Fact& f : s.facts)
        ask(f.asks, "Can you tell me ", "?");
    for (const Problem& p : s.problems) {
        ask(p.asks, "Tell me, ", "?");
        for (const Step& step : p.steps)
            ask(step.phrases, "I ", ".");
        for (const Resolution& r : p.resolutions)
            ask(r.phrases, "I can ", " for you, $" + std::to_string(r.min_cents.value_or(5000) / 100) + ", 15%.");
    }
    return pool;
}

struct Observer {
    const Scenario& s;
    std::set<std::string> told, lines, said_by_agent;
    bool company = false, verified = false;
    int mood = 0;
    bool gone = false;

    bool agent_said(const std::string& value) const {
        return std::ranges::any_of(said_by_agent, [&](const std::string& t) { return mentions(t, value); });
    }

    /// A name is part of the e-mail address that was asked for.
    bool stands_in_told(const Fact& f, const std::string& text) const {
        return std::ranges::any_of(s.facts, [&](const Fact& other) {
            return other.id != f.id && told.contains(other.id) && mentions(other.value, f.value) &&
                   mentions(text, other.value);
        });
    }

    void watch(const std::string& agent, const CustomerMove& move, const Customer& customer) {
        for (const CallFact& fact : move.facts)
            if (fact.kind == CallFactKind::FactTold)
                check_gate(fact.id, move);
        for (const CallFact& fact : move.facts)
            verified = verified || fact.kind == CallFactKind::IdentityVerified;
        if (move.say) {
            EXPECT_FALSE(move.say->text.empty());
            EXPECT_EQ(move.say->text.find('{'), std::string::npos) << move.say->text;
            EXPECT_TRUE(lines.insert(normalize(move.say->text)).second) << s.id.str() << " twice: " << move.say->text;
            for (const Fact& f : s.facts) {
                const bool open =
                    told.contains(f.id) || agent_said(f.value) || !f.gate.asked || stands_in_told(f, move.say->text);
                EXPECT_TRUE(open || !mentions(move.say->text, f.value))
                    << s.id.str() << " leaks " << f.id << " after '" << agent << "': " << move.say->text;
            }
        }
        mood = customer.mood();
        EXPECT_GE(mood, 0);
        EXPECT_LE(mood, 100);
        gone = gone || move.action == CustomerActionKind::Hangup;
    }

    void check_gate(const std::string& id, const CustomerMove& move) {
        for (const Fact& f : s.facts) {
            if (f.id != id)
                continue;
            const bool read_back = agent_said(f.value);
            EXPECT_TRUE(!f.gate.company_known || company || read_back) << id;
            const bool now = std::ranges::any_of(
                move.facts, [](const CallFact& x) { return x.kind == CallFactKind::IdentityVerified; });
            EXPECT_TRUE(!f.gate.verified || verified || now || read_back) << id;
            for (const std::string& before : f.gate.after)
                EXPECT_TRUE(told.contains(before) || read_back) << id << " before " << before;
        }
        told.insert(id);
    }
};

void random_call(const std::shared_ptr<const Scenario>& scenario, std::uint64_t seed, int turns) {
    Customer customer(scenario, {seed, seed % 2 == 0, true, 0.5});
    const auto pool = sayings_for(*scenario);
    Random random(seed * 977 + 5);
    Observer seen{*scenario, {}, {}, {}, false, false, customer.mood(), false};
    for (int i = 0; i < turns && !seen.gone; ++i) {
        const std::size_t dice = random.below(20);
        const std::string text = pool[random.below(pool.size())];
        CustomerMove move;
        if (dice == 0) {
            move = customer.on_silence(customer.next_silence_check());
        } else if (dice == 1) {
            move = customer.on_hold(random.below(2) == 0, "");
            seen.watch("(hold)", move, customer);
            seen.watch("(held)", customer.on_still_on_hold(ticks_of_seconds(60)), customer);
            if (!seen.gone)
                move = customer.on_resume(ticks_of_seconds(70));
        } else if (dice == 2) {
            move = customer.on_interrupted("I");
        } else {
            if (classify_acts(text, "", scenario->company.name).acts.has(Act::CompanyName))
                seen.company = true;
            seen.said_by_agent.insert(text);
            move = customer.on_agent_turn(
                {static_cast<UtteranceId>(i + 1), text, 1.0, {}, {}, random.below(10) == 0, true});
            EXPECT_TRUE(seen.gone || move.say) << scenario->id.str() << ": no answer to '" << text << "'";
        }
        if (!seen.gone)
            seen.watch(text, move, customer);
    }
}

TEST(Never, AGatedFactIsToldEarlyALineSaidTwiceOrAnAnswerLeftOut) {
    const auto all = testing::library();
    ASSERT_FALSE(all.empty());
    for (const auto& scenario : all)
        for (std::uint64_t seed = 1; seed <= 2; ++seed)
            random_call(scenario, seed, 40);
}

TEST(Never, TheSameSeedGivesTwoCalls) {
    for (const auto& scenario : testing::library()) {
        const auto pool = sayings_for(*scenario);
        Customer a(scenario, {7, true, true, 0.3}), b(scenario, {7, true, true, 0.3});
        Random random(7);
        for (UtteranceId i = 1; i <= 12; ++i) {
            const AgentUtterance turn{i, pool[random.below(pool.size())], 1.0, {}, {}, false, true};
            const CustomerMove x = a.on_agent_turn(turn), y = b.on_agent_turn(turn);
            ASSERT_EQ(x.say, y.say);
            ASSERT_EQ(x.changes, y.changes);
            ASSERT_EQ(x.facts, y.facts);
            ASSERT_EQ(x.action, y.action);
        }
    }
}

}  // namespace
}  // namespace mockcall
