#include "hotline/cases/cast_for_tests.hpp"
#include "hotline/people/accounts.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::people;

namespace {

/// Whether a session is still open after two looks just short of the idle time apart.
bool lives_on(AskedBy asked_by)
{
    Cast cast;
    auto const token = open_session(cast.world, cast.maria.account, Surface::Console, 1).value();
    for (int looks = 0; looks < 2; ++looks) {
        cast.ledger.clock.advance(idle_session - minutes(1));
        REQUIRE(end_idle_sessions(cast.world));
        if (!session_of(cast.world, token, Surface::Console, asked_by))
            return false;
    }
    return true;
}

} // namespace

TEST("what a person does keeps a session open, and what a window asks by itself does not")
{
    CHECK(lives_on(AskedBy::Person));
    CHECK_FALSE(lives_on(AskedBy::Window));
}
