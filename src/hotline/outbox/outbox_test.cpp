#include "hotline/outbox/outbox.hpp"

#include "hotline/cases/cast_for_tests.hpp"
#include "hotline/desk/alarms.hpp"

namespace reachline::hotline::outbox {

namespace {
audit::Subject const something { "disclosure", 5 };
std::size_t open_alarms(Cast& cast) { return desk::open_alarms(cast.world)->size(); }
} // namespace

TEST("a wish is claimed by one, and comes back when that one died")
{
    Cast cast;
    REQUIRE(wish(cast.world, Kind::DeliverDisclosure, something));

    auto const first = claim(cast.world, Kind::DeliverDisclosure, 10);
    auto const second = claim(cast.world, Kind::DeliverDisclosure, 10);
    cast.ledger.clock.advance(lease);
    auto const again = claim(cast.world, Kind::DeliverDisclosure, 10);

    REQUIRE(first->size() == 1);
    CHECK(second->empty());
    REQUIRE(again->size() == 1);
    CHECK(again->front().tries == 2);
    CHECK(again->front().idempotency_key() == first->front().idempotency_key());
}

TEST("the same wish made twice is one wish, until it was performed")
{
    Cast cast;
    auto const first = wish(cast.world, Kind::TellPartner, something);
    auto const second = wish(cast.world, Kind::TellPartner, something);
    REQUIRE(first);

    REQUIRE(report(cast.world, *first, Outcome::Performed));
    auto const third = wish(cast.world, Kind::TellPartner, something);

    CHECK(*first == *second);
    CHECK(*third != *first);
    CHECK(fault_of(report(cast.world, *first, Outcome::Performed)) == Fault::Conflict);
}

TEST("a failed try waits longer each time, up to a minute")
{
    Cast cast;
    auto const id = wish(cast.world, Kind::DeliverDisclosure, something);
    REQUIRE(claim(cast.world, Kind::DeliverDisclosure, 10)->size() == 1);

    REQUIRE(report(cast.world, *id, Outcome::TryAgain));

    CHECK(claim(cast.world, Kind::DeliverDisclosure, 10)->empty());
    cast.ledger.clock.advance(pause_after(1));
    CHECK(claim(cast.world, Kind::DeliverDisclosure, 10)->size() == 1);
    CHECK(pause_after(2) == seconds { 2 });
    CHECK(pause_after(50) == seconds { 60 });
}

TEST("a wish that nobody performs is an alarm, and its performance ends the alarm")
{
    Cast cast;
    auto const id = wish(cast.world, Kind::RingSupervisor, something);

    REQUIRE(tick(cast.world));
    auto const at_once = open_alarms(cast);
    cast.ledger.clock.advance(patience(Kind::RingSupervisor));
    REQUIRE(tick(cast.world));
    REQUIRE(tick(cast.world));
    auto const later = open_alarms(cast);
    REQUIRE(report(cast.world, *id, Outcome::Performed));

    CHECK(at_once == 0);
    CHECK(later == 1);
    CHECK(open_alarms(cast) == 0);
}

TEST("what is impossible is an alarm at once and is tried no more")
{
    Cast cast;
    auto const id = wish(cast.world, Kind::DeliverDisclosure, something);

    REQUIRE(report(cast.world, *id, Outcome::Impossible));
    cast.ledger.clock.advance(hours { 1 });

    CHECK(open_alarms(cast) == 1);
    CHECK(claim(cast.world, Kind::DeliverDisclosure, 10)->empty());
}

TEST("a cancelled wish is performed by nobody")
{
    Cast cast;
    auto const id = wish(cast.world, Kind::DeliverDisclosure, something);
    REQUIRE(claim(cast.world, Kind::DeliverDisclosure, 10)->size() == 1);

    REQUIRE(cancel(cast.world, Kind::DeliverDisclosure, something));

    CHECK(fault_of(report(cast.world, *id, Outcome::Performed)) == Fault::Conflict);
    cast.ledger.clock.advance(hours { 1 });
    CHECK(claim(cast.world, Kind::DeliverDisclosure, 10)->empty());
    CHECK_FALSE(next_due(cast.world)->has_value());
}

} // namespace reachline::hotline::outbox
