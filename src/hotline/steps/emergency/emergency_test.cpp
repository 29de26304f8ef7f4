#include "hotline/steps/cast_for_tests.hpp"

#include "hotline/steps/emergency/emergency.hpp"

namespace reachline::hotline::steps::emergency {

TEST("danger that one acts upon alone gives a sheet to read out to 911, with what the exception covers")
{
    StepCast cast;
    auto const exception = consent::solo_emergency(cast.world, cast.maria,
        { .person = cast.fern, .recipient = cast.the_911, .rule = "TX-psap", .observations = { "violence_heard" }, .facts = "blows" });
    REQUIRE(exception);
    auto const step = cast.draft(Kind::Emergency,
        { .recipient = cast.the_911, .exception = *exception, .emergency = EmergencyKind::Handover911 }, cast.maria);
    REQUIRE(step);

    auto const page = preview(cast.world, cast.maria, step->id);
    auto const read_out = cast.send(cast.maria, step->id);

    REQUIRE(page);
    auto const& document = page->document.seen_under(page->reading);
    CHECK(document.find("17 Elm Street") != document.npos);
    CHECK(document.find("Fern") == document.npos);
    REQUIRE(read_out);
    CHECK(read_out->state == State::Sent);
    CHECK(read_out->sent_at);
}

TEST("without a basis there is no sheet for 911")
{
    StepCast cast;
    auto const step = cast.draft(
        Kind::Emergency, { .recipient = cast.the_911, .emergency = EmergencyKind::Handover911 }, cast.maria);
    REQUIRE(step);
    auto const readings = cast.readings();

    CHECK(step->state == State::WaitingForConsent);
    CHECK(fault_of(preview(cast.world, cast.maria, step->id)) == Fault::NotAllowed);
    CHECK(fault_of(send(cast.world, cast.maria, step->id, {})) == Fault::NotAllowed);
    CHECK(cast.readings() == readings);
    CHECK(cast.disclosures() == 0);
}

TEST("a hand-over sheet goes to a 911 centre only, and help must be named")
{
    StepCast cast;

    CHECK(fault_of(cast.draft(Kind::Emergency, { .recipient = cast.the_shelter, .emergency = EmergencyKind::Handover911 }, cast.maria)) == Fault::Invalid);
    CHECK(fault_of(cast.draft(Kind::Emergency, { .recipient = cast.the_shelter }, cast.maria)) == Fault::Invalid);
}

TEST("a shelter asked for a bed tonight is told at once, and its silence is an alarm")
{
    StepCast cast;
    auto yes = cast.yes();
    yes.purpose = consent::Purpose::EmergencyCoordination;
    REQUIRE(consent::give(cast.world, cast.maria, yes));
    auto const step = cast.draft(
        Kind::Emergency, { .recipient = cast.the_shelter, .emergency = EmergencyKind::Shelter }, cast.maria);
    REQUIRE(step);
    REQUIRE(cast.send(cast.maria, step->id));
    REQUIRE(deliver_due(cast.world));

    cast.advance(confirmed_within);
    cast.tick();
    auto const silent = cast.alarm_is_open("not_acknowledged") && cast.alarm_is_open("wish_not_performed");
    auto const inbox = shared_with_us(cast.world, cast.at_the_shelter);
    REQUIRE(accept(cast.world, cast.at_the_shelter, inbox->at(0).reference));

    CHECK(silent);
    CHECK_FALSE(cast.alarm_is_open("not_acknowledged"));
    CHECK_FALSE(cast.alarm_is_open("wish_not_performed"));
    CHECK(cast.now(step->id).state == State::Accepted);
}

} // namespace reachline::hotline::steps::emergency
