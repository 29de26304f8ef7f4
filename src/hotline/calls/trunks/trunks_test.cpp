#include "hotline/calls/trunks/trunks.hpp"

#include "hotline/cases/cast_for_tests.hpp"
#include "hotline/desk/alarms.hpp"

#include <algorithm>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::calls;

namespace {

struct Lines : Cast {
    std::int64_t alarms()
    {
        auto const open = desk::open_alarms(world).value();
        return std::ranges::count(open, "trunk_down", &desk::AlarmRow::kind);
    }
    void tell(std::string name, trunks::State state, std::string why = "")
    {
        REQUIRE(trunks::told(world, { std::move(name), state, std::move(why) }));
    }
    bool may_fail() { return trunks::calls_may_fail(database).value(); }
};

} // namespace

TEST("a trunk that goes down is an alarm at once, once, until it is up again")
{
    Lines hotline;
    hotline.tell("main", trunks::State::Up);
    auto const quiet = hotline.alarms();

    hotline.tell("main", trunks::State::Down, "no_answer");
    auto const since = trunks::all(hotline.world)->at(0).since;
    hotline.ledger.clock.advance(seconds(30));
    hotline.tell("main", trunks::State::Down, "trial_call_failed");
    auto const down = trunks::all(hotline.world)->at(0);
    auto const rung = hotline.alarms();
    auto const told_so = hotline.may_fail();
    hotline.tell("main", trunks::State::Up);

    CHECK(quiet == 0);
    CHECK(rung == 1);
    CHECK(told_so);
    CHECK(down.since == since); // down since the first word of it
    CHECK(down.why == "trial_call_failed");
    CHECK(hotline.alarms() == 0);
    CHECK_FALSE(hotline.may_fail());
    CHECK(trunks::all(hotline.world)->at(0).why.empty());
}

TEST("one trunk of two that is down is an alarm, and calls go out by the other")
{
    Lines hotline;
    hotline.tell("main", trunks::State::Down, "no_answer");
    hotline.tell("other", trunks::State::Unknown);
    hotline.tell("second", trunks::State::Up);

    CHECK(hotline.may_fail());
    CHECK(trunks::to_dial_by(hotline.world).value() == std::vector<std::string> { "second", "other" });
}

TEST("a voice process that is gone takes every trunk with it, and brings them back")
{
    Lines hotline;
    REQUIRE(trunks::greeted(hotline.world, { { "main", trunks::State::Up }, { "second", trunks::State::Unknown } }));

    REQUIRE(trunks::unheard(hotline.world));
    auto const gone = trunks::all(hotline.world).value();
    auto const rung = hotline.alarms();
    REQUIRE(trunks::greeted(hotline.world, { { "main", trunks::State::Up }, { "second", trunks::State::Unknown } }));

    CHECK(gone.at(0).why == "no_voice_process");
    CHECK(rung == 2);
    CHECK(hotline.alarms() == 0);
    CHECK_FALSE(hotline.may_fail());
}

TEST("a trunk that is taken out of the configuration is no alarm")
{
    Lines hotline;
    REQUIRE(trunks::greeted(hotline.world, { { "main", trunks::State::Up }, { "old", trunks::State::Down, "no_answer" } }));

    REQUIRE(trunks::greeted(hotline.world, { { "main", trunks::State::Up } }));

    CHECK(hotline.alarms() == 0);
    CHECK_FALSE(hotline.may_fail());
    CHECK(trunks::all(hotline.world)->size() == 1);
}

TEST("words that are no code are not kept, and a hotline without trunks is silent about calls")
{
    Lines hotline;
    auto const without = hotline.may_fail();

    hotline.tell("main", trunks::State::Down, "sip:+17135550142@example 503");

    CHECK_FALSE(without);
    CHECK(trunks::all(hotline.world)->at(0).why.empty());
    CHECK(fault_of(trunks::told(hotline.world, { "", trunks::State::Up })) == Fault::Invalid);
}
