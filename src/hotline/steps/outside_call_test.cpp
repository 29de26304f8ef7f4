#include "hotline/steps/outside_call.hpp"

#include "hotline/calls/voice_for_tests.hpp"
#include "hotline/directory/directory_store.hpp"
#include "hotline/directory/dispatchers/dispatchers_store.hpp"
#include "hotline/steps/cast_for_tests.hpp"
#include "hotline/steps/emergency/by_phone.hpp"
#include "hotline/steps/transfer/by_phone.hpp"

namespace reachline::hotline::steps::outside_call {

namespace {

using calls::PartyKind;
using calls::PartyState;

constexpr Id<Listing> shelter_line { 9001 };
constexpr Id<Listing> clinic_line { 9002 };
constexpr Id<Dispatcher> harris_911 { 9101 };

/// Fern on the line with Maria, in Maria's case.
struct CallCast : StepCast {
    calls::PlayedVoice voice { world, notices };
    Id<Signal> call {};

    CallCast()
    {
        list(the_shelter, shelter_line, "Harbor House", "713-555-0142");
        list(the_clinic, clinic_line, "Lantern Legal", "713-555-0143");
        REQUIRE(directory::dispatchers::rows::insert(world,
            { .id = harris_911, .psap_id = "6100", .name = "Harris County 911", .state = "TX", .county = "Harris",
                .county_code = 48201, .number = "+17135550100" }));
        call = voice.talk_with(maria);
        REQUIRE(cases::link_signal(world, maria, subject, call));
    }
    void list(Id<Organization> organization, Id<Listing> service, std::string name, std::string number)
    {
        Organization one { .id = organization, .name = name };
        one.roles = { directory::OrganizationRole::Provider };
        REQUIRE(directory::keep(database, one, directory::Keeping::New));
        Listing listing { .id = service, .organization = organization, .name = std::move(name) };
        listing.phones = { { .number = "713-555-0199", .kind = directory::PhoneKind::Fax }, { .number = std::move(number) } };
        REQUIRE(directory::keep(database, listing, directory::Keeping::New));
    }
    consent::NewConsent may_join() const
    {
        auto one = yes();
        one.purpose = consent::Purpose::LiveTransfer;
        return one;
    }
    Id<Consent> agreed() { return consent::give(world, maria, may_join()).value(); }
    Result<Id<CallParty>> call_shelter(Actor const& by) { return transfer::call_provider(world, by, { .call = call, .service = shelter_line }); }
    Result<Id<CallParty>> call_911(Actor const& by, std::optional<emergency::Danger> danger = {})
    {
        return emergency::call_dispatcher(world, by, { .call = call, .dispatcher = harris_911, .danger = std::move(danger) });
    }
    static emergency::Danger blows() { return { .person = {}, .observations = { "violence_heard" }, .facts = "blows, and a door" }; }

    std::string carrier() { return text("select carrier from disclosure order by id desc limit 1"); }
    std::string disclosure_state() { return text("select state from disclosure order by id desc limit 1"); }
    std::string transfer_state() { return text("select state from transfer order by id desc limit 1"); }
    std::string text(Literal sql)
    {
        return database.find(sql, [](store::Row const& row) { return row.string(0); }).value().value_or("");
    }
    std::int64_t said_fields() { return database.number("select count(*) from disclosure_field").value(); }
    std::int64_t outsiders()
    {
        return database.number("select count(*) from call_party where kind in ('provider', 'dispatcher')").value();
    }
    bool dialled() { return voice.last<calls::Dial>().has_value(); }
    signals::State signal_state() { return signals::find(world, call)->state; }
    /// The provider has answered apart.
    Id<CallParty> shelter_apart()
    {
        auto const party = call_shelter(maria);
        REQUIRE(party);
        shelter_leg = voice.answers();
        return *party;
    }
    Id<CallParty> three_together()
    {
        auto const party = shelter_apart();
        REQUIRE(introduce(world, maria, call, party));
        return party;
    }
    Id<Leg> shelter_leg {};
};

} // namespace

TEST("a provider joins on the person's consent alone: without it nobody is dialled and nothing is written")
{
    CallCast cast;
    cast.voice.forget();

    CHECK(own_fault_of(cast.call_shelter(cast.maria)) == Fault::NotAllowed);
    auto for_the_clinic = cast.may_join();
    for_the_clinic.recipient = cast.the_clinic;
    REQUIRE(consent::give(cast.world, cast.maria, for_the_clinic));
    CHECK(own_fault_of(cast.call_shelter(cast.maria)) == Fault::NotAllowed);
    cast.given(); // a referral to the shelter is no transfer
    CHECK(own_fault_of(cast.call_shelter(cast.maria)) == Fault::NotAllowed);
    auto const agreed = cast.agreed();
    REQUIRE(consent::withdraw(cast.world, cast.maria, agreed, "said"));
    CHECK(own_fault_of(cast.call_shelter(cast.maria)) == Fault::NotAllowed);

    CHECK_FALSE(cast.dialled());
    CHECK(cast.outsiders() == 0);
    CHECK(cast.disclosures() == 0);
}

TEST("a consent that has ended lets nobody in")
{
    CallCast cast;
    cast.agreed();
    cast.voice.forget();

    cast.advance(hours(3)); // a transfer is agreed to for two hours

    CHECK(own_fault_of(cast.call_shelter(cast.maria)) == Fault::NotAllowed);
    CHECK_FALSE(cast.dialled());
}

TEST("the warm transfer: asked apart with nothing said, then three together and what was agreed to is said, then two")
{
    CallCast cast;
    cast.agreed();

    auto const party = cast.shelter_apart();
    auto const number = cast.voice.last<calls::Dial>().value();
    auto const said_apart = cast.disclosures();
    auto const held = cast.voice.caller_is_held(cast.call);
    REQUIRE(introduce(cast.world, cast.maria, cast.call, party));
    auto const together = cast.voice.state(cast.call);
    auto const still_held = cast.voice.caller_is_held(cast.call);
    REQUIRE(leave(cast.world, cast.maria, cast.call));

    CHECK(number.number.seen_under(number.under) == "+17135550142");
    CHECK(said_apart == 0);
    CHECK(held);
    CHECK_FALSE(still_held);
    CHECK(together == calls::State::Talking);
    CHECK(cast.disclosures() == 1);
    CHECK(cast.said_fields() == 2);
    CHECK(cast.carrier() == "sheet");
    CHECK(cast.disclosure_state() == "sent");
    CHECK(cast.transfer_state() == "left");
    CHECK(cast.signal_state() == signals::State::WrapUp);
    CHECK(calls::find(cast.world, cast.call)->goes_on);
    CHECK_FALSE(cast.voice.caller_is_held(cast.call));
    CHECK_FALSE(cast.voice.was_hung_up(cast.shelter_leg));
}

TEST("who agreed to no words speaks for themselves, and the record says so")
{
    CallCast cast;
    auto present = cast.may_join();
    present.fields = {};
    REQUIRE(consent::give(cast.world, cast.maria, present));

    cast.three_together();

    CHECK(cast.disclosures() == 1);
    CHECK(cast.said_fields() == 0);
    CHECK(cast.carrier() == "conversation");
}

TEST("a provider who is busy, is silent or hangs up brings the caller back to the advocate, never into silence")
{
    using calls::Why;
    for (auto const why : { Why::Busy, Why::Declined, Why::Unreachable, Why::NoAnswer }) {
        CallCast cast;
        cast.agreed();
        REQUIRE(cast.call_shelter(cast.maria));

        cast.voice.ends(cast.voice.rings(), why);
        cast.tick();

        CHECK(cast.voice.state(cast.call) == calls::State::Talking);
        CHECK_FALSE(cast.voice.caller_is_held(cast.call));
        CHECK(cast.disclosures() == 0);
        CHECK(cast.transfer_state() == "ended");
        CHECK(cast.call_shelter(cast.maria)); // and another try is one click
    }
    CallCast cast;
    cast.agreed();
    cast.shelter_apart();
    cast.voice.ends(cast.shelter_leg, Why::PeerLeft);
    CHECK(cast.voice.state(cast.call) == calls::State::Talking);
    CHECK_FALSE(cast.voice.caller_is_held(cast.call));
}

TEST("a caller whom the provider leaves alone stands first in line again")
{
    CallCast cast;
    cast.agreed();
    cast.three_together();
    REQUIRE(leave(cast.world, cast.maria, cast.call));

    cast.voice.ends(cast.shelter_leg, calls::Why::PeerLeft);
    cast.tick();

    CHECK(cast.signal_state() == signals::State::Waiting);
    CHECK(cast.voice.party_of(cast.call, PartyKind::Caller).is_here());
    CHECK(cast.transfer_state() == "ended");
}

TEST("one word of the person ends it while the advocate is there")
{
    CallCast cast;
    auto const consent = cast.agreed();
    cast.three_together();

    REQUIRE(steps::withdraw(cast.world, cast.maria, consent, "said"));

    CHECK(cast.voice.was_hung_up(cast.shelter_leg));
    CHECK(cast.voice.state(cast.call) == calls::State::Talking);
    CHECK(cast.transfer_state() == "ended");
}

TEST("nobody is left with somebody who waits to be introduced, and nobody is introduced before they answer")
{
    CallCast cast;
    cast.agreed();
    auto const party = cast.call_shelter(cast.maria);
    REQUIRE(party);

    CHECK(fault_of(introduce(cast.world, cast.maria, cast.call, *party)) == Fault::Conflict);
    CHECK(fault_of(leave(cast.world, cast.maria, cast.call)) == Fault::Conflict);
    cast.voice.answers();
    CHECK(fault_of(leave(cast.world, cast.maria, cast.call)) == Fault::Conflict);

    CHECK(cast.signal_state() == signals::State::Active);
    CHECK(cast.disclosures() == 0);
}

TEST("a consent that ends between the asking and the introduction keeps them apart")
{
    CallCast cast;
    auto const consent = cast.agreed();
    auto const party = cast.shelter_apart();

    REQUIRE(consent::withdraw(cast.world, cast.maria, consent, "said"));

    CHECK(own_fault_of(introduce(cast.world, cast.maria, cast.call, party)) == Fault::NotAllowed);
    CHECK(cast.disclosures() == 0);
    CHECK(cast.voice.caller_is_held(cast.call));
}

TEST("nobody but who handles the call brings in, introduces, lets go or leaves")
{
    CallCast cast;
    cast.agreed();
    auto const party = cast.shelter_apart();
    cast.voice.forget();

    for (auto const& one : { cast.sam, cast.ana, cast.olga, cast.at_the_shelter }) {
        CHECK(fault_of(transfer::call_provider(cast.world, one, { .call = cast.call, .service = clinic_line })) == Fault::NotFound);
        CHECK(fault_of(cast.call_911(one, CallCast::blows())) == Fault::NotFound);
        CHECK(fault_of(introduce(cast.world, one, cast.call, party)) == Fault::NotFound);
        CHECK(fault_of(take_apart(cast.world, one, cast.call, party)) == Fault::NotFound);
        CHECK(fault_of(let_go(cast.world, one, cast.call, party)) == Fault::NotFound);
        CHECK_FALSE(leave(cast.world, one, cast.call));
    }

    CHECK_FALSE(cast.dialled());
    CHECK(cast.disclosures() == 0);
    CHECK_FALSE(cast.voice.was_hung_up(cast.shelter_leg));
}

TEST("a 911 centre is called on a consent or an exception, and on nothing else")
{
    CallCast cast;
    cast.voice.forget();

    CHECK(own_fault_of(cast.call_911(cast.maria)) == Fault::NotAllowed);
    REQUIRE(consent::request(cast.world, cast.maria, cast.danger())); // asked for, not decided
    CHECK(own_fault_of(cast.call_911(cast.maria)) == Fault::NotAllowed);

    CHECK_FALSE(cast.dialled());
    CHECK(cast.outsiders() == 0);
    CHECK(cast.disclosures() == 0);
}

TEST("alone with danger, one click: 911 by ten digits, all in one call, a supervisor rung, and what is told is known")
{
    CallCast cast;

    auto const party = cast.call_911(cast.maria, CallCast::blows());
    REQUIRE(party);
    auto const number = cast.voice.last<calls::Dial>().value();
    auto const while_ringing = cast.disclosure_state();
    cast.voice.answers();
    cast.tick();

    CHECK(number.number.seen_under(number.under) == "+17135550100");
    CHECK(while_ringing == "queued");
    CHECK(cast.disclosure_state() == "sent");
    CHECK(cast.carrier() == "sheet");
    CHECK(cast.alarm_is_open("solo_emergency"));
    CHECK_FALSE(cast.voice.caller_is_held(cast.call));
    CHECK(cast.voice.state(cast.call) == calls::State::Talking);
    CHECK(directory::dispatchers::find(cast.database, harris_911)->works == true);
    CHECK(cast.call_911(cast.maria, CallCast::blows()).value() == *party); // a second click calls nobody twice
}

TEST("a 911 centre that is not reached was told nothing")
{
    CallCast cast;
    REQUIRE(cast.call_911(cast.maria, CallCast::blows()));

    cast.voice.ends(cast.voice.rings(), calls::Why::Unreachable);
    cast.tick();

    CHECK(cast.disclosure_state() == "cancelled");
    CHECK(cast.text("select outcome from step order by id desc limit 1") == "not_reached");
    CHECK(directory::dispatchers::find(cast.database, harris_911)->works == false);
    CHECK(cast.voice.state(cast.call) == calls::State::Talking);
    CHECK(cast.call_911(cast.maria)); // the exception holds: the next try needs no second one
}

TEST("a case is opened for who is in danger when there is none yet, and what is said of it is what 911 hears")
{
    CallCast cast;
    auto const second = cast.voice.talk_with(cast.sam);

    auto const party = emergency::call_dispatcher(cast.world, cast.sam,
        { .call = second, .dispatcher = harris_911, .danger = CallCast::blows(), .idempotency_key = "click" });

    REQUIRE(party);
    CHECK(cases::cases_of(cast.world, second)->size() == 1);
    CHECK(cast.text("select field_code from disclosure_field order by disclosure desc limit 1") == "immediate_danger");
}

TEST("in a state where nobody is designated for 911 no centre is called")
{
    CallCast cast;
    REQUIRE(directory::dispatchers::rows::insert(cast.world,
        { .id = { 9102 }, .psap_id = "6200", .name = "Miller County 911", .state = "AR", .county = "Miller",
            .number = "+18705550100" }));
    cast.voice.forget();

    CHECK(own_fault_of(emergency::call_dispatcher(cast.world, cast.maria,
              { .call = cast.call, .dispatcher = { 9102 }, .danger = CallCast::blows() }))
        == Fault::NotAllowed);
    CHECK_FALSE(cast.dialled());
}

TEST("the table refuses a party from outside without a ground, and a ground that nothing carries")
{
    CallCast cast;
    auto const consent = cast.agreed();
    auto const party = [&](char const* kind, std::int64_t subject) {
        return cast.database.run("insert into call_party (id, call, kind, subject, state, since, began_at) values (?1, ?2, ?3, ?4, 'dialling', ?5, ?5)",
            cast.world.new_id<CallParty>(), cast.call, kind, subject, cast.world.now());
    };
    auto const ground = [&](char const* kind, char const* purpose, Id<Organization> recipient, std::optional<Id<Consent>> basis) {
        return cast.database.run("insert into call_ground (id, call, kind, subject, recipient, purpose, person, consent, at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            cast.world.new_id<CallParty>(), cast.call, kind, shelter_line, recipient, purpose, cast.fern, basis, cast.world.now());
    };

    CHECK_FALSE(party("provider", shelter_line.value));
    CHECK_FALSE(party("dispatcher", harris_911.value));
    CHECK_FALSE(ground("provider", "live_transfer", cast.the_clinic, consent)); // another recipient
    CHECK_FALSE(ground("provider", "emergency_coordination", cast.the_shelter, consent));
    CHECK_FALSE(ground("dispatcher", "emergency_coordination", cast.the_911, consent));
    CHECK_FALSE(ground("provider", "live_transfer", cast.the_shelter, std::nullopt)); // on nothing
    CHECK(ground("provider", "live_transfer", cast.the_shelter, consent));
    CHECK_FALSE(party("dispatcher", shelter_line.value));
    CHECK_FALSE(party("provider", clinic_line.value));
    CHECK_FALSE(cast.database.run("delete from call_ground"));
    CHECK_FALSE(cast.database.run("update call_ground set recipient = 7002"));
    CHECK_FALSE(cast.database.run("update call_party set kind = 'provider' where kind = 'advocate'"));
    REQUIRE(consent::withdraw(cast.world, cast.maria, consent, "said"));
    CHECK_FALSE(party("provider", shelter_line.value)); // its consent is gone
    CHECK_FALSE(ground("provider", "live_transfer", cast.the_shelter, consent));
    CHECK(cast.outsiders() == 0);
}

} // namespace reachline::hotline::steps::outside_call
