#include "hotline/directory/upkeep/verification.hpp"

#include "hotline/directory/test_directory.hpp"

#include <algorithm>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::directory;
using namespace reachline::hotline::directory::upkeep;

namespace {
Verification by_phone()
{
    return { .way = Way::CalledNumberOnFile,
        .spoke_to = SpokeTo::Intake,
        .confirmed = { Confirmed::Phones, Confirmed::Hours, Confirmed::Transfers } };
}
} // namespace

TEST("a verifier makes sure by saying how: which way, to whom by function, what was gone through")
{
    TestDirectory town;
    auto one = town.a_shelter(town.an_organization());
    one.accepts_live_transfer = true;
    auto const id = add(town.world, town.editor, town.reference, one).value();

    REQUIRE(verify(town.world, town.verifier, id, by_phone()));

    CHECK(public_service(town.database, id)->assured == town.world.now());
    auto const rows = verifications_of(town.database, id).value();
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].by == town.verifier.account);
    CHECK(rows[0].how.spoke_to == SpokeTo::Intake);
    CHECK(rows[0].how.confirmed.size() == 3);
}

TEST("nobody but a verifier makes sure, and not without the numbers and the transfers")
{
    TestDirectory town;
    auto one = town.a_shelter(town.an_organization());
    one.accepts_live_transfer = true;
    auto const id = add(town.world, town.editor, town.reference, one).value();
    auto without_numbers = by_phone();
    without_numbers.confirmed = { Confirmed::Hours, Confirmed::Transfers };
    auto without_transfers = by_phone();
    without_transfers.confirmed = { Confirmed::Phones };

    for (auto const& actor : { town.editor, town.maria, Actor::system() })
        CHECK(verify(town.world, actor, id, by_phone()).error().fault == Fault::NotAllowed);
    CHECK(verify(town.world, town.verifier, id, without_numbers).error().fault == Fault::Invalid);
    CHECK(verify(town.world, town.verifier, id, without_transfers).error().fault == Fault::Invalid);
    CHECK(verify(town.world, town.verifier, { 999 }, by_phone()).error().fault == Fault::NotFound);

    CHECK(verifications_of(town.database, id)->empty());
    CHECK(public_service(town.database, id).error().fault == Fault::NotFound);
}

TEST("what became of a call is told by staff, names nobody, and is settled when somebody makes sure")
{
    TestDirectory town;
    auto const id = town.listed(town.a_shelter(town.an_organization()));
    town.ledger.clock.advance(hours(1));

    REQUIRE(upkeep::tell(town.world, town.maria, id, Feedback::DidNotAnswer));
    REQUIRE(upkeep::tell(town.world, town.maria, id, Feedback::DidNotAnswer));
    REQUIRE(upkeep::tell(town.world, town.editor, id, Feedback::Helped));

    auto const told = feedback_on(town.database, id, town.world.now()).value();
    REQUIRE(told.size() == 2);
    auto const silent = std::ranges::find(told, Feedback::DidNotAnswer, &FeedbackCount::kind);
    REQUIRE(silent != told.end());
    CHECK(silent->times == 2);
    // The row has room for the service, the time and the kind, and for nothing of a person.
    CHECK(town.database.number("select count(*) from pragma_table_info('service_feedback')").value() == 4);
    town.ledger.clock.advance(hours(1));
    REQUIRE(verify(town.world, town.verifier, id, by_phone()));
    CHECK(feedback_on(town.database, id, town.world.now())->empty());
}

TEST("who does not read the directory tells nothing of it, and nothing is told of what is not there")
{
    TestDirectory town;
    auto const id = town.listed(town.a_shelter(town.an_organization()));

    CHECK(upkeep::tell(town.world, Actor::signaler(), id, Feedback::NumberWrong).error().fault == Fault::NotAllowed);
    CHECK(upkeep::tell(town.world, staff(40, people::Role::Analyst), id, Feedback::NumberWrong).error().fault
        == Fault::NotAllowed);
    CHECK(upkeep::tell(town.world, town.maria, { 999 }, Feedback::NumberWrong).error().fault == Fault::NotFound);
    CHECK(feedback_on(town.database, id, town.world.now())->empty());
}
