#include "hotline/steps/cast_for_tests.hpp"

namespace reachline::hotline::steps {

TEST("a partner reads exactly the fields that were agreed, and the reading is written down")
{
    StepCast cast;
    cast.referred();
    auto const readings = cast.readings();

    auto const page = open_shared(cast.world, cast.at_the_shelter, cast.reference());

    REQUIRE(page);
    REQUIRE(page->lines.size() == 2);
    CHECK(page->lines[0].field == "alias");
    CHECK(page->lines[0].value == "Fern Marigold");
    CHECK(page->lines[1].field == "need");
    CHECK(page->basis == "consent");
    CHECK(cast.readings() == readings + 1);
}

TEST("another partner finds nothing under the reference, and nothing is read")
{
    StepCast cast;
    cast.referred();
    auto const reference = cast.reference();
    auto const readings = cast.readings();

    CHECK(shared_with_us(cast.world, cast.at_the_clinic)->empty());
    CHECK(fault_of(open_shared(cast.world, cast.at_the_clinic, reference)) == Fault::NotFound);
    CHECK(fault_of(accept(cast.world, cast.at_the_clinic, reference)) == Fault::NotFound);
    CHECK(fault_of(open_shared(cast.world, cast.at_the_shelter, std::string(32, '0'))) == Fault::NotFound);
    CHECK(fault_of(open_shared(cast.world, cast.maria, reference)) == Fault::NotFound);
    CHECK(cast.readings() == readings);
}

TEST("when the person takes the consent back the page says so and its content is gone")
{
    StepCast cast;
    auto const step = cast.referred();
    auto const reference = cast.reference();
    REQUIRE(withdraw(cast.world, cast.maria, *step.plan.consent, "said"));
    auto const readings = cast.readings();

    auto const page = open_shared(cast.world, cast.at_the_shelter, reference);

    REQUIRE(page);
    CHECK(page->row.state == SharedState::Ended);
    CHECK(page->row.ending == Ending::Revoked);
    CHECK(page->lines.empty());
    CHECK(cast.readings() == readings);
    CHECK(fault_of(accept(cast.world, cast.at_the_shelter, reference)) == Fault::Conflict);
    CHECK(cast.now(step.id).state == State::Cancelled);
}

TEST("when the consent ends by its date the content is gone though no tick has passed")
{
    StepCast cast;
    cast.referred();
    auto const reference = cast.reference();
    cast.advance(hours { 24 * 40 });

    auto const page = open_shared(cast.world, cast.at_the_shelter, reference);

    REQUIRE(page);
    CHECK(page->row.ending == Ending::Expired);
    CHECK(page->lines.empty());
}

TEST("a partner acknowledges, takes them, and answers with a code")
{
    StepCast cast;
    auto const step = cast.referred();
    auto const reference = cast.reference();

    REQUIRE(acknowledge(cast.world, cast.at_the_shelter, reference));
    auto const acknowledged = cast.now(step.id);
    REQUIRE(accept(cast.world, cast.at_the_shelter, reference));
    auto const accepted = cast.now(step.id);
    auto const in_words = report_outcome(cast.world, cast.at_the_shelter, reference, "she is in room four");
    REQUIRE(report_outcome(cast.world, cast.at_the_shelter, reference, "served"));

    CHECK(acknowledged.acknowledged_at);
    CHECK(accepted.state == State::Accepted);
    CHECK(fault_of(in_words) == Fault::Invalid);
    CHECK(cast.now(step.id).state == State::Done);
    CHECK(cast.now(step.id).outcome == "served");
}

TEST("what a provider declines it reads no more")
{
    StepCast cast;
    auto const step = cast.referred();
    auto const reference = cast.reference();
    REQUIRE(open_shared(cast.world, cast.at_the_shelter, reference));
    auto const readings = cast.readings();

    REQUIRE(decline(cast.world, cast.at_the_shelter, reference, "no_room"));
    cast.tick();
    auto const page = open_shared(cast.world, cast.at_the_shelter, reference);

    REQUIRE(page);
    CHECK(page->row.state == SharedState::Declined);
    CHECK(page->row.ending == Ending::Declined);
    CHECK(page->lines.empty());
    CHECK(!page->may_answer);
    CHECK(cast.readings() == readings);
    CHECK(fault_of(consent::read_as_recipient(cast.world, cast.at_the_shelter, *step.disclosure)) == Fault::NotFound);
    CHECK(cast.now(step.id).state == State::Declined);
}

TEST("a consent that is taken back after a decline says so")
{
    StepCast cast;
    auto const step = cast.referred();
    auto const reference = cast.reference();
    REQUIRE(decline(cast.world, cast.at_the_shelter, reference, "no_room"));

    REQUIRE(withdraw(cast.world, cast.maria, *step.plan.consent, "said"));

    CHECK(open_shared(cast.world, cast.at_the_shelter, reference)->row.ending == Ending::Revoked);
}

TEST("a decline needs a reason that we know, and is given once")
{
    StepCast cast;
    cast.referred();
    auto const reference = cast.reference();

    CHECK(fault_of(decline(cast.world, cast.at_the_shelter, reference, "")) == Fault::Invalid);
    REQUIRE(decline(cast.world, cast.at_the_shelter, reference, "no_room"));
    CHECK(fault_of(decline(cast.world, cast.at_the_shelter, reference, "no_room")) == Fault::Conflict);
    CHECK(fault_of(accept(cast.world, cast.at_the_shelter, reference)) == Fault::Conflict);
}

} // namespace reachline::hotline::steps
