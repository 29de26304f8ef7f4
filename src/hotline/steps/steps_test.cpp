#include "hotline/steps/cast_for_tests.hpp"

#include "hotline/outbox/outbox.hpp"

namespace reachline::hotline::steps {

TEST("a referral waits for consent, is ready with it, and leaves only after the commit")
{
    StepCast cast;
    auto const before = cast.referral(cast.the_shelter);

    cast.given();
    cast.tick();
    auto const ready = cast.now(before.id);
    auto const sent = cast.send(cast.maria, before.id);

    CHECK(before.state == State::WaitingForConsent);
    CHECK(ready.state == State::Ready);
    REQUIRE(sent);
    CHECK(sent->state == State::Sent);
    CHECK_FALSE(sent->sent_at);
    CHECK(cast.shares() == 0);
    REQUIRE(deliver_due(cast.world));
    CHECK(cast.now(before.id).sent_at);
    CHECK(cast.shares() == 1);
}

TEST("a withdrawn consent stops a referral already drafted")
{
    StepCast cast;
    auto const consent = cast.given();
    auto const step = cast.referral(cast.the_shelter);
    auto const page = preview(cast.world, cast.maria, step.id);
    REQUIRE(page);
    auto const readings = cast.readings();

    REQUIRE(withdraw(cast.world, cast.maria, consent, "said"));
    auto const sent = send(cast.world, cast.maria, step.id, page->hash);

    CHECK(fault_of(sent) == Fault::NotAllowed);
    CHECK(cast.now(step.id).state == State::WaitingForConsent);
    CHECK(cast.disclosures() == 0);
    CHECK(cast.readings() == readings);
}

TEST("a consent withdrawn while the page waits in the outbox means that it never arrives")
{
    StepCast cast;
    auto const consent = cast.given();
    auto const step = cast.referral(cast.the_shelter);
    REQUIRE(cast.send(cast.maria, step.id));

    REQUIRE(withdraw(cast.world, cast.maria, consent, "said"));
    REQUIRE(deliver_due(cast.world));

    auto const stopped = cast.now(step.id);
    CHECK(stopped.state == State::Cancelled);
    CHECK(stopped.why_ended == "basis_ended");
    CHECK_FALSE(stopped.sent_at);
    CHECK(cast.shares() == 0);
    CHECK(shared_with_us(cast.world, cast.at_the_shelter)->empty());
}

TEST("a consent that ends by its date moves the waiting step back by itself")
{
    StepCast cast;
    cast.given();
    auto const step = cast.referral(cast.the_shelter);

    cast.advance(hours { 24 * 40 });
    cast.tick();

    CHECK(step.state == State::Ready);
    CHECK(cast.now(step.id).state == State::WaitingForConsent);
}

TEST("what the consent does not cover is refused, not left out in silence")
{
    StepCast cast;
    cast.given();
    auto const step = cast.draft(Kind::Referral, { .recipient = cast.the_shelter, .fields = { "alias", "location_exact" } }, cast.maria);
    REQUIRE(step);
    auto const readings = cast.readings();

    auto const page = preview(cast.world, cast.maria, step->id);

    CHECK(fault_of(page) == Fault::NotAllowed);
    CHECK(cast.disclosures() == 0);
    CHECK(cast.readings() == readings);
}

TEST("a step that asks for more than was agreed to says so as soon as it is made, and what is too much")
{
    StepCast cast;
    cast.given();

    auto const step = cast.draft(Kind::Referral, { .recipient = cast.the_shelter, .fields = { "alias", "location_exact" } }, cast.maria);

    REQUIRE(step);
    CHECK(step->need == Need::Consent);
    CHECK(step->state == State::WaitingForConsent);
    CHECK(uncovered_fields(cast.world, *step) == std::vector<std::string> { "location_exact" });
}

TEST("a consent for one recipient sends nothing to another")
{
    StepCast cast;
    auto const consent = cast.given();
    auto const step = cast.draft(Kind::Referral, { .recipient = cast.the_clinic, .consent = consent }, cast.maria);
    REQUIRE(step);

    CHECK(step->state == State::WaitingForConsent);
    CHECK(fault_of(preview(cast.world, cast.maria, step->id)) == Fault::NotAllowed);
    CHECK(cast.disclosures() == 0);
}

TEST("only the page that was looked at is sent")
{
    StepCast cast;
    cast.given();
    auto const step = cast.referral(cast.the_shelter);
    auto const page = preview(cast.world, cast.maria, step.id);
    REQUIRE(page);

    cast.fill_in(cast.fern, { { "alias", "Somebody Else" } });
    auto const sent = send(cast.world, cast.maria, step.id, page->hash);

    CHECK(fault_of(sent) == Fault::Conflict);
    CHECK(cast.disclosures() == 0);
}

TEST("an advocate without a relation to the case finds no step in it")
{
    StepCast cast;
    cast.given();
    auto const step = cast.referral(cast.the_shelter);
    auto const readings = cast.readings();

    CHECK(fault_of(find(cast.world, cast.sam, step.id)) == Fault::NotFound);
    CHECK(fault_of(preview(cast.world, cast.sam, step.id)) == Fault::NotFound);
    CHECK(fault_of(send(cast.world, cast.sam, step.id, {})) == Fault::NotFound);
    CHECK(fault_of(cancel(cast.world, cast.sam, step.id, "mistake")) == Fault::NotFound);
    CHECK(fault_of(find(cast.world, cast.olga, step.id)) == Fault::NotFound);
    CHECK(cast.readings() == readings);
    CHECK(cast.disclosures() == 0);
}

TEST("the same draft posted twice is one step, and a sent one cannot be cancelled")
{
    StepCast cast;
    cast.given();
    NewStep const wish { .person = cast.fern, .kind = Kind::Referral, .plan = { .recipient = cast.the_shelter }, .idempotency_key = "once" };

    auto const first = draft(cast.world, cast.maria, wish);
    auto const second = draft(cast.world, cast.maria, wish);
    REQUIRE(first);
    REQUIRE(second);
    REQUIRE(cast.send(cast.maria, first->id));
    REQUIRE(deliver_due(cast.world));

    CHECK(first->id == second->id);
    CHECK(fault_of(cancel(cast.world, cast.maria, first->id, "mistake")) == Fault::Conflict);
}

TEST("an organization that nobody designated is told nothing: the person is")
{
    StepCast cast;
    Id<Organization> const stranger { 9999 };
    auto const step = cast.draft(Kind::Referral, { .recipient = stranger }, cast.maria);
    REQUIRE(step);

    auto const told = send(cast.world, cast.maria, step->id, {});

    REQUIRE(told);
    CHECK(step->state == State::Ready);
    CHECK(told->state == State::Sent);
    CHECK(cast.disclosures() == 0);
}

TEST("every change of a step is an event and none holds a word of the person")
{
    StepCast cast;
    auto const step = cast.referred();
    auto const events = cast.database.number("select count(*) from event where about = 'step' and about_id = ?1", step.id);

    REQUIRE(events);
    CHECK(*events >= 3);
    CHECK_FALSE(cast.database_holds("Fern Marigold"));
    CHECK_FALSE(cast.database_holds("they asked for it"));
}

} // namespace reachline::hotline::steps
