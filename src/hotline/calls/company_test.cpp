#include "hotline/calls/company.hpp"

#include "hotline/calls/voice_for_tests.hpp"
#include "hotline/cases/cast_for_tests.hpp"
#include "hotline/directory/interpreters/interpreters.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::calls;

namespace {

struct Company : Cast {
    PlayedVoice voice { world, notices };
    Id<Interpreter> tide = directory::interpreters::add(world, ana,
        { .name = "Tide Language Line", .languages = { "so" }, .numbers = { "800-555-0123", "800-555-0124" } })
                               .value();
    Id<Signal> call = voice.talk_with(maria);

    bool happened(std::string_view what)
    {
        return database.number("select count(*) from event where what = ?1", what).value() > 0;
    }
    std::int64_t disclosures() { return database.number("select count(*) from disclosure").value(); }
    std::size_t people() { return parties(world, call).value().size(); }
};

} // namespace

TEST("an interpreter is asked apart while the caller hears the hold sound, then all are together")
{
    Company hotline;

    auto const added = call_interpreter(hotline.world, hotline.maria, hotline.call, hotline.tide, {}, true);
    REQUIRE(added);
    auto const dialled = hotline.voice.last<Dial>();
    auto const while_ringing = hotline.voice.caller_is_held(hotline.call);
    hotline.voice.answers();
    auto const apart = hotline.voice.caller_is_held(hotline.call);
    REQUIRE(set_apart(hotline.world, hotline.maria, *added, false));

    REQUIRE(dialled);
    CHECK(dialled->number.seen_under(dialled->under) == "+18005550123");
    CHECK_FALSE(while_ringing);
    CHECK(apart);
    CHECK_FALSE(hotline.voice.caller_is_held(hotline.call));
    CHECK(hotline.voice.state(hotline.call) == State::Talking);
    CHECK(hotline.disclosures() == 0);
}

TEST("an interpreter who is busy leaves the caller with the advocate")
{
    Company hotline;
    REQUIRE(call_interpreter(hotline.world, hotline.maria, hotline.call, hotline.tide, {}, true));

    hotline.voice.ends(hotline.voice.rings(), Why::Busy);

    auto const gone = hotline.voice.party_of(hotline.call, PartyKind::Interpreter);
    CHECK(gone.state == PartyState::Failed);
    CHECK(gone.failure == Failure::Busy);
    CHECK(hotline.voice.state(hotline.call) == State::Talking);
    CHECK_FALSE(hotline.voice.caller_is_held(hotline.call));
}

TEST("nobody but the handler, or a supervisor who joined, brings anybody in")
{
    Company hotline;
    hotline.voice.forget();
    auto const partner = Actor { .kind = Actor::Kind::Partner, .account = hotline.sam.account, .roles = { people::Role::PartnerUser } };

    for (auto const& one : { hotline.sam, hotline.ana, hotline.olga, partner })
        CHECK(fault_of(call_interpreter(hotline.world, one, hotline.call, hotline.tide, {}, false)) == Fault::NotFound);
    REQUIRE(watch(hotline.world, hotline.ana, hotline.call, Watching::Listen, "v=0 an offer"));
    hotline.voice.join({});
    CHECK(fault_of(call_interpreter(hotline.world, hotline.ana, hotline.call, hotline.tide, {}, false)) == Fault::NotFound);

    CHECK_FALSE(hotline.voice.last<Dial>());
    REQUIRE(watch_as(hotline.world, hotline.ana, hotline.call, Watching::Join));
    CHECK(call_interpreter(hotline.world, hotline.ana, hotline.call, hotline.tide, {}, false));
    CHECK(hotline.voice.last<Dial>());
}

TEST("only a number that is listed is dialled")
{
    Company hotline;
    hotline.voice.forget();

    CHECK(fault_of(call_interpreter(hotline.world, hotline.maria, hotline.call, hotline.tide, "713-555-0199", false)) == Fault::Invalid);
    CHECK(fault_of(call_interpreter(hotline.world, hotline.maria, hotline.call, { 4 }, {}, false)) == Fault::NotFound);
    CHECK_FALSE(hotline.voice.last<Dial>());
    REQUIRE(call_interpreter(hotline.world, hotline.maria, hotline.call, hotline.tide, "800-555-0124", false));

    CHECK(hotline.voice.last<Dial>()->number.seen_under(hotline.voice.last<Dial>()->under) == "+18005550124");
}

TEST("a supervisor listens, whispers to the advocate alone and joins; the advocate sees each, the trail too")
{
    Company hotline;
    REQUIRE(watch(hotline.world, hotline.ana, hotline.call, Watching::Listen, "v=0 an offer"));
    auto const leg = hotline.voice.join({});
    auto const listening = hotline.voice.last<Posture>();
    auto const seen = watched_by(parties(hotline.world, hotline.call).value());

    REQUIRE(watch_as(hotline.world, hotline.ana, hotline.call, Watching::Whisper));
    auto const whispering = hotline.voice.last<Posture>();
    REQUIRE(watch_as(hotline.world, hotline.ana, hotline.call, Watching::Join));
    auto const joined = hotline.voice.last<Posture>();
    REQUIRE(stop_watching(hotline.world, hotline.ana, hotline.call));

    CHECK(listening->leg == leg);
    CHECK(listening->listening);
    CHECK_FALSE(listening->whispers_to);
    CHECK(seen == std::vector { hotline.ana.account });
    CHECK(whispering->whispers_to == hotline.voice.party_of(hotline.call, PartyKind::Advocate).leg);
    CHECK_FALSE(joined->listening);
    CHECK_FALSE(joined->held);
    for (auto const* what : { "call_listened_to", "call_whispered_into", "call_joined", "call_watching_ended" })
        CHECK(hotline.happened(what));
    CHECK(hotline.voice.was_hung_up(leg));
    CHECK(watched_by(parties(hotline.world, hotline.call).value()).empty());
    CHECK(hotline.voice.state(hotline.call) == State::Talking);
}

TEST("who does not supervise looks after no call, and nobody after their own")
{
    Company hotline;
    auto const before = hotline.people();

    for (auto const& one : { hotline.sam, hotline.olga, hotline.maria }) {
        CHECK(fault_of(watch(hotline.world, one, hotline.call, Watching::Listen, "v=0")) == Fault::NotFound);
        CHECK(fault_of(take_over(hotline.world, one, hotline.call)) == Fault::NotFound);
    }
    CHECK(fault_of(watch_as(hotline.world, hotline.ana, hotline.call, Watching::Join)) == Fault::Conflict);
    CHECK(fault_of(watch(hotline.world, hotline.ana, { 99 }, Watching::Listen, "v=0")) == Fault::NotFound);

    CHECK(hotline.people() == before);
    CHECK_FALSE(hotline.happened("call_listened_to"));
    CHECK_FALSE(hotline.happened("call_taken_over"));
}

TEST("a supervisor who joined takes the call over: the caller hears no silence, the advocate is out")
{
    Company hotline;
    REQUIRE(watch(hotline.world, hotline.ana, hotline.call, Watching::Join, "v=0 an offer"));
    auto const leg = hotline.voice.join({});
    auto const of_maria = hotline.voice.party_of(hotline.call, PartyKind::Advocate).leg.value();

    REQUIRE(take_over(hotline.world, hotline.ana, hotline.call));

    CHECK(signals::find(hotline.world, hotline.call)->handler == hotline.ana.account);
    CHECK(signals::find(hotline.world, hotline.call)->state == signals::State::Active);
    CHECK(hotline.voice.was_hung_up(of_maria));
    CHECK_FALSE(hotline.voice.was_hung_up(leg));
    CHECK_FALSE(hotline.voice.caller_is_held(hotline.call));
    CHECK(hotline.voice.state(hotline.call) == State::Talking);
    CHECK(hotline.happened("call_taken_over"));
    CHECK(fault_of(held_by(hotline.world, hotline.maria, hotline.call)) == Fault::NotFound);
    CHECK(hang_up(hotline.world, hotline.ana, hotline.call));
}

TEST("a supervisor who takes over from the board has the caller on hold until their voice is there")
{
    Company hotline;

    REQUIRE(take_over(hotline.world, hotline.ana, hotline.call));
    auto const waiting = hotline.voice.caller_is_held(hotline.call);
    hotline.voice.join(open_voice(hotline.world, hotline.ana, hotline.call, "v=0 an offer"));

    CHECK(waiting);
    CHECK(hotline.voice.state(hotline.call) == State::Talking);
    CHECK_FALSE(hotline.voice.caller_is_held(hotline.call));
}
