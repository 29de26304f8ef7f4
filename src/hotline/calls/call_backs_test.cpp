// A call that is owed and was not made: who may end it, and as what.

#include "hotline/calls/call_backs.hpp"
#include "hotline/calls/legs.hpp"

#include "hotline/cases/cast_for_tests.hpp"
#include "hotline/desk/desk.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::calls;

namespace {

constexpr Id<Leg> caller_leg { 1 };

/// Somebody called, pressed this key twice, said what they had to say, and hung up.
CallBackRow owed_by(World& world, char pressed)
{
    REQUIRE(rang(world, { .leg = caller_leg, .trunk = "main", .caller = PrivateText("+15555550123"),
                            .attestation = Attestation::Full }));
    REQUIRE(answered(world, caller_leg));
    for (char const each : { '5', pressed, pressed })
        REQUIRE(key(world, caller_leg, each));
    REQUIRE(played(world, caller_leg));
    if (pressed == '3')
        REQUIRE(message_part(world, caller_leg, "do not call"));
    REQUIRE(ended(world, caller_leg, Why::PeerLeft));
    return call_backs(world)->front();
}

} // namespace

TEST("a message that says not to call is ended by who heard it, with no call, and not by who may not")
{
    Cast cast;
    REQUIRE(desk::set_presence(cast.world, cast.maria, desk::Presence::On));
    auto const owed = owed_by(cast.world, '3');

    CHECK(fault_of(call_back_ended(cast.world, cast.olga, owed.id, CallBackOutcome::NotSafe)) == Fault::NotFound);
    CHECK(fault_of(call_back_ended(cast.world, cast.maria, owed.id, CallBackOutcome::Reached)) == Fault::Conflict);
    CHECK(call_backs(cast.world)->size() == 1);
    CHECK(signals::find(cast.world, owed.signal)->state == signals::State::Waiting);
    REQUIRE(call_back_ended(cast.world, cast.maria, owed.id, CallBackOutcome::NotSafe));

    CHECK(call_backs(cast.world)->empty());
    CHECK(signals::find(cast.world, owed.signal)->state == signals::State::WrapUp);
    CHECK(signals::find(cast.world, owed.signal)->handler == cast.maria.account);
}

TEST("a call-back that a colleague is at is not ended by another")
{
    Cast cast;
    REQUIRE(desk::set_presence(cast.world, cast.maria, desk::Presence::On));
    auto const owed = owed_by(cast.world, '2');
    REQUIRE(call(cast.world, cast.maria, owed.id));

    CHECK(fault_of(call_back_ended(cast.world, cast.sam, owed.id, CallBackOutcome::NotSafe)) == Fault::NotFound);

    CHECK(call_backs(cast.world)->size() == 1);
    CHECK(signals::find(cast.world, owed.signal)->handler == cast.maria.account);
}
