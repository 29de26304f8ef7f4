#include "hotline/cases/cast_for_tests.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::cases;

TEST("a case is opened with a number of its year, once for one key, and belongs to who opened it")
{
    Cast cast;

    auto const first = open_case(cast.world, cast.maria, { .idempotency_key = "a" }).value();
    auto const again = open_case(cast.world, cast.maria, { .idempotency_key = "a" }).value();
    auto const second = open_case(cast.world, cast.maria, { .idempotency_key = "b" }).value();

    CHECK(first == again);
    CHECK(find(cast.world, cast.maria, first)->number == "2025-0001");
    CHECK(find(cast.world, cast.maria, second)->number == "2025-0002");
    CHECK(find(cast.world, cast.maria, first)->assigned == cast.maria.account);
    CHECK(fault_of(open_case(cast.world, cast.olga, {})) == Fault::NotAllowed);
}

TEST("a case that is not one's own answers word for word like one that is not there")
{
    Cast cast;
    auto const subject = cast.case_of(cast.maria);
    auto const events = cast.events();

    auto const hidden = find(cast.world, cast.sam, subject);
    auto const missing = find(cast.world, cast.sam, Id<Case> { 99 });

    CHECK(hidden.error().fault == Fault::NotFound);
    CHECK(hidden.error().text.view() == missing.error().text.view());
    CHECK(fault_of(find(cast.world, cast.olga, subject)) == Fault::NotFound);
    CHECK(fault_of(find(cast.world, Actor::signaler(), subject)) == Fault::NotFound);
    CHECK(find(cast.world, cast.ana, subject));
    CHECK(cast.readings() == 0);
    CHECK(cast.events() == events);
}

TEST("an advocate sees a case while a signal of it is in their hands, and no longer")
{
    Cast cast;
    auto const subject = cast.case_of(cast.maria);
    auto const signal = cast.signal_with(cast.sam);
    REQUIRE(link_signal(cast.world, cast.ana, subject, signal));

    CHECK(access(cast.world, cast.sam, subject).value() == Access::Own);
    cast.end_signal(signal);

    CHECK(access(cast.world, cast.sam, subject).value() == Access::None);
}

TEST("nobody links a signal that they may not open")
{
    Cast cast;
    auto const subject = cast.case_of(cast.maria);
    auto const signal = cast.signal_with(cast.sam);

    CHECK(fault_of(link_signal(cast.world, cast.maria, subject, signal)) == Fault::NotFound);

    CHECK(signals_of(cast.world, subject)->empty());
}

TEST("glass is broken for half an hour, with a reason, and a supervisor is told")
{
    Cast cast;
    auto const subject = cast.case_of(cast.maria);

    CHECK(fault_of(break_glass(cast.world, cast.sam, subject, "because")) == Fault::Invalid);
    CHECK(access(cast.world, cast.sam, subject).value() == Access::None);
    REQUIRE(break_glass(cast.world, cast.sam, subject, "She calls again and Maria is off shift"));

    CHECK(access(cast.world, cast.sam, subject).value() == Access::BreakGlass);
    CHECK(cast.database.number("select count(*) from alarm where kind = 'glass_broken' and ended_at is null").value() == 1);
    CHECK(cast.readings() == 1);
    CHECK_FALSE(cast.database_holds("off shift"));
    cast.ledger.clock.advance(break_glass_life);
    CHECK(access(cast.world, cast.sam, subject).value() == Access::None);
}

TEST("who broke the glass does not review it")
{
    Cast cast;
    auto const subject = cast.case_of(cast.maria);
    REQUIRE(break_glass(cast.world, cast.sam, subject, "She calls again and Maria is off shift"));
    auto const seen = breakings_to_review(cast.world, cast.ana).value();

    REQUIRE(seen.rows.size() == 1);
    CHECK(seen.rows[0].reason.seen_under(seen.reading) == "She calls again and Maria is off shift");
    CHECK_FALSE(breakings_to_review(cast.world, cast.maria));
    CHECK(fault_of(review_breaking(cast.world, cast.sam, seen.rows[0].id)) == Fault::NotAllowed);
    CHECK(review_breaking(cast.world, cast.ana, seen.rows[0].id));
    CHECK(fault_of(review_breaking(cast.world, cast.bea, seen.rows[0].id)) == Fault::Conflict);
}

TEST("a case is closed with a reason, and a save that saw an older version is refused")
{
    Cast cast;
    auto const subject = cast.case_of(cast.maria);
    Facts facts { .status = Status::Closed, .jurisdiction = "TX", .type = TraffickingType::Labor, .venue = "agriculture" };

    CHECK(fault_of(set_facts(cast.world, cast.maria, subject, facts)) == Fault::Invalid);
    facts.close_reason = "safe";
    auto const saved = set_facts(cast.world, cast.maria, subject, facts);

    REQUIRE(saved);
    CHECK(saved->version == 2);
    CHECK(find(cast.world, cast.maria, subject)->closed_at == cast.world.now());
    CHECK(fault_of(set_facts(cast.world, cast.maria, subject, facts)) == Fault::Conflict);
    CHECK(fault_of(set_facts(cast.world, cast.sam, subject, *saved)) == Fault::NotFound);
}

TEST("the timeline tells what happened in a case and in nothing else")
{
    Cast cast;
    auto const subject = cast.case_of(cast.maria);
    cast.case_of(cast.maria);
    cast.person_in(subject);

    auto const happened = timeline(cast.world, cast.maria, subject).value();

    REQUIRE(happened.size() == 2);
    CHECK(happened[0].what == "person_added");
    CHECK(happened[1].what == "case_opened");
    CHECK(happened[1].by == cast.maria.account);
    CHECK(fault_of(timeline(cast.world, cast.sam, subject)) == Fault::NotFound);
}
