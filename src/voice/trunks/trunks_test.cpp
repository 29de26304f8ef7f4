#include "voice/trunks/trunks.hpp"

#include "base/test.hpp"

using namespace reachline::voice;
using control::TrunkState;
using control::TrunkWhy;
using std::chrono::seconds;

namespace {

struct Watch {
    std::vector<control::Trunk> told;
    std::vector<std::string> asked;
    std::vector<std::string> called;
    std::vector<room::Leg> ended;
    bool can_call = true;
    std::uint32_t last_leg = 0;
    Trunks::Moment now { seconds { 1000 } };
    Trunks trunks;

    explicit Watch(std::vector<Trunks::Known> known)
        : trunks(std::move(known),
            { .ask = [this](std::string const& trunk) { asked.push_back(trunk); },
                .call = [this](std::string const&,
                            std::string const& number) -> std::optional<room::Leg> {
                    called.push_back(number);
                    return can_call ? std::optional(room::Leg { ++last_leg }) : std::nullopt;
                },
                .hang_up = [this](room::Leg leg) { ended.push_back(leg); },
                .tell = [this](control::Trunk const& trunk) { told.push_back(trunk); } })
    {
    }
    void pass(seconds time)
    {
        for (auto const end = now + time; now < end; now += std::chrono::milliseconds { 500 })
            trunks.beat(now);
    }
};

Trunks::Known const quiet { .name = "main" };
Trunks::Known const with_call {
    .name = "main", .is_asked = false, .registers = false, .synthetic_number = "5550150"
};

} // namespace

TEST("a trunk that answers is up, told once")
{
    Watch watch({ quiet });

    for (int i = 0; i < 5; ++i) {
        watch.pass(seconds { 1 });
        watch.trunks.answered("main", 404); // any answer is one
        watch.pass(seconds { 9 });
    }

    CHECK(watch.asked.size() == 5);
    REQUIRE(watch.told.size() == 1);
    CHECK(watch.told[0].state == TrunkState::Up);
    CHECK(watch.told[0].why == TrunkWhy::Answers);
}

TEST("one lost answer says nothing, two in a row say that it is down within twenty seconds")
{
    Watch watch({ quiet });
    watch.pass(seconds { 1 });
    watch.trunks.answered("main", 200);

    watch.pass(seconds { 15 });
    CHECK(watch.told.size() == 1);
    watch.pass(seconds { 5 });

    REQUIRE(watch.told.size() == 2);
    CHECK(watch.told[1].state == TrunkState::Down);
    CHECK(watch.told[1].why == TrunkWhy::NoAnswer);
    while (watch.asked.size() < 4)
        watch.pass(seconds { 1 });
    watch.trunks.answered("main", 200);
    CHECK(watch.told.back().state == TrunkState::Up);
}

TEST("a trunk that takes no calls now is down at once")
{
    Watch watch({ quiet });
    watch.pass(seconds { 1 });

    watch.trunks.answered("main", 503);

    CHECK(watch.told.back().why == TrunkWhy::Refuses);
}

TEST("a lost registration is graver than an answer")
{
    Watch watch({ quiet });
    watch.pass(seconds { 1 });
    watch.trunks.answered("main", 200);

    watch.trunks.registered("main", false);
    CHECK(watch.told.back().why == TrunkWhy::NotRegistered);
    watch.trunks.registered("main", true);

    CHECK(watch.told.back().state == TrunkState::Up);
}

TEST("a call of our own that is heard proves the trunk, and is ended")
{
    Watch watch({ with_call });
    watch.pass(seconds { 1 });
    room::Leg const leg { 1 };
    CHECK(watch.trunks.is_own_call(leg));
    CHECK(watch.trunks.comes_back("+1 (202) 555-0150"));
    CHECK_FALSE(watch.trunks.comes_back("5550100"));

    watch.trunks.call_answered(leg);
    watch.trunks.call_heard(leg);

    CHECK(watch.told.back().why == TrunkWhy::Heard);
    CHECK(watch.ended == std::vector { leg });
    CHECK_FALSE(watch.trunks.comes_back("5550150"));
    watch.pass(seconds { 20 });
    CHECK(watch.called.size() == 2);
}

TEST("a call of our own that nobody answers, or that is silent, tells so within thirty seconds of "
     "the last good one")
{
    for (bool const answers : { false, true }) {
        Watch watch({ with_call });
        watch.pass(seconds { 1 });
        watch.trunks.call_heard(room::Leg { 1 });

        watch.pass(seconds { 20 });
        if (answers)
            watch.trunks.call_answered(room::Leg { 2 });
        watch.pass(seconds { 8 });

        CHECK(watch.told.back().state == TrunkState::Down);
        CHECK(watch.told.back().why == (answers ? TrunkWhy::NotHeard : TrunkWhy::Unanswered));
        CHECK(watch.ended.back() == room::Leg { 2 });
    }
}

TEST("a call of our own that cannot begin, or ends by itself, tells so and is not ended twice")
{
    Watch watch({ with_call });
    watch.can_call = false;
    watch.pass(seconds { 1 });
    CHECK(watch.told.back().why == TrunkWhy::Unanswered);

    watch.can_call = true;
    watch.pass(seconds { 20 });
    watch.trunks.call_heard(room::Leg { 1 });
    watch.pass(seconds { 20 });
    watch.trunks.call_ended(room::Leg { 2 });

    CHECK(watch.told.back().why == TrunkWhy::Unanswered);
    CHECK(watch.ended == std::vector { room::Leg { 1 } });
}

TEST("what is not known to be down is tried first")
{
    Watch watch({ quiet, { .name = "second" }, { .name = "third" } });
    watch.trunks.registered("main", false);

    CHECK(watch.trunks.in_order({ "main", "third", "second" })
        == std::vector<std::string> { "third", "second", "main" });
    CHECK(watch.trunks.knows("third"));
    CHECK_FALSE(watch.trunks.knows("fourth"));
}
