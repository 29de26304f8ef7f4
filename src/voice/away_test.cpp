#include "voice/away.hpp"

#include "base/test.hpp"

#include <utility>

using namespace reachline::voice;

namespace {

constexpr Leg caller { 1 };

Away::Moment at_s(int s)
{
    return Away::Moment { std::chrono::hours { 1 } } + std::chrono::seconds { s };
}

/// Writes down what the plan does, as "verb leg detail".
struct Told {
    std::vector<std::string> done;
    std::uint32_t next_leg = 10;
    bool trunk_works = true;

    Away away(std::vector<RingTarget> list)
    {
        auto const name = [](Leg leg) { return std::to_string(static_cast<std::uint32_t>(leg)); };
        return Away(std::move(list), std::chrono::seconds { 20 },
            { .answer = [=, this](Leg leg) { done.push_back("answer " + name(leg)); },
                .play = [=, this](Leg leg, std::vector<std::string> prompts,
                            bool) { done.push_back("play " + name(leg) + " " + prompts.front()); },
                .quiet = [=, this](Leg leg) { done.push_back("quiet " + name(leg)); },
                .dial = [=, this](RingTarget const& target) -> std::optional<Leg> {
                    done.push_back("dial " + target.number);
                    return trunk_works ? std::optional(Leg { next_leg++ }) : std::nullopt;
                },
                .bring_to =
                    [=, this](Leg leg, Leg to) {
                        done.push_back("bring " + name(leg) + " to " + name(to));
                    },
                .hang_up = [=, this](Leg leg) { done.push_back("hang up " + name(leg)); } });
    }
    std::vector<std::string> take() { return std::exchange(done, {}); }
};

using Done = std::vector<std::string>;
std::vector<RingTarget> const two { { "main", "5550101" }, { "main", "5550102" } };

} // namespace

TEST("a caller without a server hears the truth first and is then brought to who answers")
{
    Told told;
    auto away = told.away(two);

    away.look_after(caller);
    CHECK(told.take() == Done { "answer 1", "play 1 en/away" });
    away.played(caller);
    CHECK(told.take() == Done { "play 1 en/away_connecting", "dial 5550101" });
    away.answered(Leg { 10 });
    CHECK(told.take() == Done { "quiet 1", "bring 10 to 1" });
    away.beat(at_s(500));
    CHECK(told.take().empty());
}

TEST("who does not answer in time is followed by the next of the list")
{
    Told told;
    auto away = told.away(two);
    away.look_after(caller);
    away.played(caller);
    told.take();

    away.beat(at_s(0));
    away.beat(at_s(19));
    CHECK(told.take().empty());
    away.beat(at_s(20));
    CHECK(told.take() == Done { "hang up 10", "dial 5550102" });
    away.ended(Leg { 11 });
    CHECK(told.take() == Done { "play 1 en/away_nobody" });
    away.played(caller);
    CHECK(told.take() == Done { "hang up 1" });
    CHECK_FALSE(away.looks_after(caller));
}

TEST("without a list, or with a trunk that is dead, the caller is told so and not left in silence")
{
    Told without;
    auto nobody = without.away({});
    nobody.look_after(caller);
    without.take();
    nobody.played(caller);
    CHECK(without.take() == Done { "play 1 en/away_nobody" });

    Told broken;
    broken.trunk_works = false;
    auto away = broken.away(two);
    away.look_after(caller);
    broken.take();
    away.played(caller);
    CHECK(broken.take()
        == Done {
            "play 1 en/away_connecting", "dial 5550101", "dial 5550102", "play 1 en/away_nobody" });
}

TEST("when the person who answered is cut off the next one is called")
{
    Told told;
    auto away = told.away(two);
    away.look_after(caller);
    away.played(caller);
    away.answered(Leg { 10 });
    told.take();

    away.ended(Leg { 10 });

    CHECK(told.take() == Done { "play 1 en/away_connecting", "dial 5550102" });
}

TEST("a caller who hangs up takes along who was being rung")
{
    Told told;
    auto away = told.away(two);
    away.look_after(caller);
    away.played(caller);
    told.take();

    away.ended(caller);

    CHECK(told.take() == Done { "hang up 10" });
    CHECK_FALSE(away.looks_after(caller));
}

TEST("the server takes a caller over: who was only rung is let go, who talks goes on")
{
    Told told;
    auto away = told.away(two);
    away.look_after(caller);
    away.played(caller);
    told.take();
    away.let_go(caller);
    CHECK(told.take() == Done { "hang up 10", "quiet 1" });

    away.look_after(Leg { 2 });
    away.played(Leg { 2 });
    away.answered(Leg { 11 });
    told.take();
    away.let_go(Leg { 2 });
    CHECK(told.take().empty());
}
