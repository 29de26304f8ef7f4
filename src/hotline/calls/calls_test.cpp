// A call from its first ring to its row, with the voice process played by the test.

#include "hotline/calls/call_backs.hpp"
#include "hotline/calls/voice_for_tests.hpp"
#include "hotline/cases/cast_for_tests.hpp"
#include "hotline/desk/desk.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::calls;

namespace {

constexpr Id<Leg> caller_leg { 1 };
constexpr Id<Leg> maria_leg { 2 };

/// A hotline with Maria on shift, and the voice process as the test plays it.
struct Line {
    Cast cast;
    World& world = cast.world;
    PlayedVoice voice { world, cast.notices };
    Id<Signal> id {};

    explicit Line(bool somebody_on = true)
    {
        if (somebody_on)
            REQUIRE(desk::set_presence(world, cast.maria, desk::Presence::On));
    }

    void passes(seconds time)
    {
        for (auto left = time; left > seconds(0); left -= seconds(1)) {
            cast.ledger.clock.advance(seconds(1));
            REQUIRE(desk::seen(world, cast.maria.account));
            REQUIRE(desk::settle(world));
            REQUIRE(settle_all(world));
        }
    }
    void somebody_calls(std::string const& number = "+15555550123", Id<Leg> leg = caller_leg)
    {
        id = rang(world, { .leg = leg, .trunk = "main", .caller = PrivateText(number), .attestation = Attestation::Full }).value();
        REQUIRE(answered(world, leg));
    }
    void in_line()
    {
        somebody_calls();
        REQUIRE(played(world, caller_leg));
        passes(seconds(4));
    }
    void accepts(Actor const& who)
    {
        auto const offers = desk::open_offers(world, who.account).value();
        REQUIRE(offers.size() == 1);
        REQUIRE(desk::accept(world, who, offers.front().id));
        REQUIRE(settle(world, id));
    }
    /// The advocate's browser connects.
    void voice_of(Actor const& who, Id<Leg> leg = maria_leg)
    {
        voice.orders.clear();
        REQUIRE(open_voice(world, who, id, "v=0 an offer"));
        REQUIRE(browser_answered(world, last_ask(), leg, "v=0 an answer"));
        REQUIRE(answered(world, leg));
    }
    void talk()
    {
        in_line();
        accepts(cast.maria);
        voice_of(cast.maria);
    }

    std::string last_ask() { return voice.last<OpenBrowser>().value().ask; }
    CallRow call() { return find(world, id).value(); }
    signals::SignalRow signal() { return signals::find(world, id).value(); }
    State state() { return voice.state(id); }
    PartyRow party_of(PartyKind kind) { return voice.party_of(id, kind); }
};

} // namespace

TEST("a call is answered, greeted, offered, and the two hear each other")
{
    Line line;

    line.somebody_calls();
    CHECK(line.voice.last<Answer>()->leg == caller_leg);
    CHECK(line.voice.last<Play>()->prompts.front() == "en/greeting");
    CHECK(line.state() == State::InLine);
    line.accepts(line.cast.maria);
    CHECK(line.voice.last<Play>()->prompts == std::vector<std::string> { "en/connecting" });
    CHECK(line.state() == State::Ringing);
    line.voice_of(line.cast.maria);

    CHECK(line.state() == State::Talking);
    CHECK(line.voice.last<Join>()->leg == maria_leg);
    CHECK(line.voice.last<Join>()->room == caller_leg.value);
    CHECK(line.voice.last<Quiet>()->leg == caller_leg);
    CHECK(line.signal().channel == signals::Channel::Call);
}

TEST("who hung up in line leaves a row; under ten seconds it is a short one")
{
    for (auto const& [waited, ending] : { std::pair(seconds(3), Ending::AbandonedShort), std::pair(seconds(40), Ending::Abandoned) }) {
        Line line;
        line.somebody_calls();
        line.passes(waited);

        REQUIRE(ended(line.world, caller_leg, Why::PeerLeft));

        CHECK(line.signal().state == signals::State::Abandoned);
        CHECK(line.call().ending == ending);
        CHECK(desk::open_offers(line.world, line.cast.maria.account)->empty());
    }
}

TEST("a carrier that loses the caller leaves a lost row")
{
    Line line;
    line.in_line();

    REQUIRE(ended(line.world, caller_leg, Why::Silent));

    CHECK(line.signal().state == signals::State::Lost);
    CHECK(line.call().ending == Ending::Lost);
}

TEST("an advocate in a call is offered nothing else, not even danger")
{
    Line line;
    line.talk();
    REQUIRE(desk::arrive(line.world, { .token = line.cast.ledger.random.hex(32), .first_words = "hello" }));
    REQUIRE(desk::arrive(line.world, { .token = line.cast.ledger.random.hex(32), .danger = true }));

    CHECK(desk::open_offers(line.world, line.cast.maria.account)->empty());
    REQUIRE(hang_up(line.world, line.cast.maria, line.id));
    line.passes(seconds(1));

    CHECK(desk::open_offers(line.world, line.cast.maria.account)->size() == 1);
}

TEST("hanging up ends it for all, and the signal goes to wrap-up")
{
    Line line;
    line.talk();
    line.voice.forget();

    REQUIRE(hang_up(line.world, line.cast.maria, line.id));

    CHECK(line.voice.was_hung_up(caller_leg));
    CHECK(line.voice.was_hung_up(maria_leg));
    CHECK(line.call().ending == Ending::Answered);
    CHECK(line.signal().state == signals::State::WrapUp);
    CHECK(fault_of(hang_up(line.world, line.cast.maria, line.id)) == Fault::Conflict);
}

TEST("the caller hangs up in conversation: wrap-up, and nobody is left in the room")
{
    Line line;
    line.talk();
    line.voice.forget();

    REQUIRE(ended(line.world, caller_leg, Why::PeerLeft));

    CHECK(line.voice.was_hung_up(maria_leg));
    CHECK(line.signal().state == signals::State::WrapUp);
    CHECK(line.call().ending == Ending::Answered);
}

TEST("a lost advocate has twenty seconds to come back, and the caller hears the hold sound")
{
    Line line;
    line.talk();
    line.voice.forget();

    REQUIRE(ended(line.world, maria_leg, Why::Silent));
    CHECK(line.state() == State::Alone);
    CHECK(line.voice.last<Play>()->prompts == std::vector<std::string> { "hold" });
    line.passes(seconds(19));
    CHECK(line.signal().state == signals::State::Active);
    line.voice_of(line.cast.maria, { 3 });

    CHECK(line.state() == State::Talking);
    CHECK(line.voice.last<Quiet>()->leg == caller_leg);
}

TEST("an advocate who does not come back: the caller is at the head of the line, before who came later")
{
    Line line;
    line.talk();
    auto const first = line.id;
    line.somebody_calls("+15555550124", { 7 });
    line.id = first;
    line.voice.forget();

    REQUIRE(ended(line.world, maria_leg, Why::Silent));
    line.passes(seconds(21));

    CHECK(line.signal().state == signals::State::Waiting);
    CHECK(desk::line(line.world)->front().id == first);
    CHECK(line.call().stage == line::Stage::Waiting);
    bool said = false;
    for (auto const& one : line.voice.orders)
        if (auto const* const play = std::get_if<Play>(&one->what))
            said = said || play->prompts.front() == "en/advocate_lost";
    line.voice.look();
    for (auto const& one : line.voice.orders)
        if (auto const* const play = std::get_if<Play>(&one->what))
            said = said || play->prompts.front() == "en/advocate_lost";
    CHECK(said);
}

TEST("who takes a call up without a voice gives it back")
{
    Line line;
    line.in_line();
    line.accepts(line.cast.maria);

    line.passes(seconds(31));

    CHECK(line.signal().state == signals::State::Waiting);
}

TEST("mute, hold and keys reach the voice process; a stranger reaches nothing")
{
    Line line;
    line.talk();
    line.voice.forget();

    REQUIRE(mute(line.world, line.cast.maria, line.id, true));
    CHECK(line.voice.last<Posture>()->muted);
    REQUIRE(hold(line.world, line.cast.maria, line.id, true));
    CHECK(line.voice.last<Posture>()->leg == caller_leg);
    CHECK(line.voice.last<Posture>()->held);
    CHECK(line.voice.last<Play>()->leg == caller_leg);
    CHECK(line.state() == State::OnHold);
    REQUIRE(hold(line.world, line.cast.maria, line.id, false));
    CHECK(line.voice.last<Quiet>()->leg == caller_leg);
    REQUIRE(press(line.world, line.cast.maria, line.id, line.party_of(PartyKind::Caller).id, "12#"));
    CHECK(line.voice.last<Press>()->keys == "12#");

    line.voice.forget();
    for (auto const& refused : { mute(line.world, line.cast.sam, line.id, true), hold(line.world, line.cast.sam, line.id, true),
             hang_up(line.world, line.cast.sam, line.id), open_voice(line.world, line.cast.sam, line.id, "v=0"),
             press(line.world, line.cast.sam, line.id, line.party_of(PartyKind::Caller).id, "1") })
        CHECK(fault_of(refused) == Fault::NotFound);
    line.voice.look();
    CHECK(line.voice.orders.empty());
}

TEST("who looks is told when somebody is heard otherwise than before, not at each measurement")
{
    Line line;
    line.talk();
    auto const told = [&](Quality const& measured) {
        line.voice.look();
        REQUIRE(quality(line.world, caller_leg, measured));
        return std::ranges::count(line.cast.notices, Notice::Kind::SignalChanged, &Notice::kind);
    };

    CHECK(told({ .lost_percent = 0.1, .delay_ms = 60, .level_db = -20 }) == 1);
    CHECK(told({ .lost_percent = 0.4, .delay_ms = 75, .level_db = -35 }) == 0);
    CHECK(told({ .lost_percent = 4, .delay_ms = 75, .level_db = -35 }) == 1);
    CHECK(told({ .lost_percent = 4, .delay_ms = 500, .level_db = -35 }) == 1);
    CHECK(line.party_of(PartyKind::Caller).quality->delay_ms == 500);
    CHECK(told({ .lost_percent = 4, .delay_ms = 500, .level_db = -35, .lost_there_percent = 0.5 }) == 1);
    CHECK(told({ .lost_percent = 4, .delay_ms = 500, .level_db = -35, .lost_there_percent = 1 }) == 0);
    CHECK(told({ .lost_percent = 4, .delay_ms = 500, .level_db = -35, .lost_there_percent = 9 }) == 1);
    CHECK(line.party_of(PartyKind::Caller).quality->lost_there_percent == 9);
}

TEST("each way of a line is judged for itself, and what nobody told is not good")
{
    CHECK(heard({ .lost_percent = 0, .lost_there_percent = 30 }) == Heard::Good);
    CHECK(hears({ .lost_percent = 30, .lost_there_percent = 0 }) == Heard::Good);
    CHECK(hears({ .lost_percent = 0, .lost_there_percent = 3 }) == Heard::Fair);
    CHECK(hears({ .lost_percent = 0, .lost_there_percent = 9 }) == Heard::Bad);
    CHECK(hears({ .lost_percent = 30 }) == std::nullopt);
    CHECK(heard({ .lost_percent = 3 }) == Heard::Fair);
    CHECK(heard({ .jitter_ms = 90 }) == Heard::Bad);
    CHECK(heard({ .lost_percent = 3, .delay_ms = 500 }) == Heard::Bad);
}

TEST("the danger key goes before everybody")
{
    Line line(false);
    line.somebody_calls("+15555550199", { 5 });
    line.somebody_calls();

    REQUIRE(key(line.world, caller_leg, '1'));

    CHECK(line.signal().line_class == signals::Class::Danger);
    CHECK(desk::line(line.world)->front().id == line.id);
}

TEST("nobody on shift: the caller is told so and the board has its alarm")
{
    Line line(false);

    line.in_line();

    CHECK(line.voice.last<Play>()->prompts.front() == "en/nobody_on");
    auto const alarms = desk::open_alarms(line.world).value();
    CHECK(std::ranges::any_of(alarms, [](auto const& one) { return one.kind == "nobody_on_shift"; }));
}

TEST("a Spanish caller is taken from who does not speak it, when somebody on shift does")
{
    Line line;
    REQUIRE(line.cast.database.run("update account set languages = 'en' where id = ?1", line.cast.maria.account));
    REQUIRE(line.cast.database.run("update account set languages = 'en,es' where id = ?1", line.cast.sam.account));
    line.somebody_calls();
    REQUIRE(desk::set_presence(line.world, line.cast.sam, desk::Presence::On));
    REQUIRE(desk::open_offers(line.world, line.cast.maria.account)->size() == 1);

    REQUIRE(key(line.world, caller_leg, '2'));

    CHECK(line.signal().language == "es");
    CHECK(desk::open_offers(line.world, line.cast.maria.account)->empty());
    CHECK(desk::open_offers(line.world, line.cast.sam.account)->size() == 1);
    auto const told = desk::moved_from(line.world, line.cast.maria.account).value();
    REQUIRE(told.size() == 1);
    CHECK(told.front().language == "es");
    CHECK(desk::moved_from(line.world, line.cast.sam.account)->empty());
    line.cast.ledger.clock.advance(desk::moved_is_told);
    CHECK(desk::moved_from(line.world, line.cast.maria.account)->empty());
}

TEST("a caller's language moves no offer from an advocate who speaks it, nor to one who let the call pass")
{
    Line line;
    REQUIRE(line.cast.database.run("update account set languages = 'en,es' where id = ?1", line.cast.sam.account));
    REQUIRE(line.cast.database.run("update account set languages = 'en' where id = ?1", line.cast.maria.account));
    REQUIRE(desk::set_presence(line.world, line.cast.maria, desk::Presence::Off));
    REQUIRE(desk::set_presence(line.world, line.cast.sam, desk::Presence::On));
    line.somebody_calls();
    auto const first = desk::open_offers(line.world, line.cast.sam.account).value().front();
    REQUIRE(desk::set_presence(line.world, line.cast.maria, desk::Presence::On));
    REQUIRE(desk::decline(line.world, line.cast.sam, first.id));
    auto const before = desk::open_offers(line.world, line.cast.maria.account).value().front();

    REQUIRE(key(line.world, caller_leg, '2'));

    CHECK(line.signal().language == "es");
    REQUIRE(desk::open_offers(line.world, line.cast.maria.account)->size() == 1);
    CHECK(desk::open_offers(line.world, line.cast.maria.account)->front().id == before.id);
    CHECK(desk::moved_from(line.world, line.cast.maria.account)->empty());
}

TEST("the caller's number rests sealed, is shown to the handler alone, and no more once closed")
{
    Line line;
    line.talk();

    auto const seen = caller_number(line.world, line.cast.maria, line.id).value();
    REQUIRE(seen);
    CHECK(seen->number.seen_under(seen->reading) == "+15555550123");
    CHECK(line.cast.readings() == 1);
    CHECK(fault_of(caller_number(line.world, line.cast.sam, line.id)) == Fault::NotFound);
    CHECK_FALSE(line.cast.database_holds("5555550123"));
    REQUIRE(hang_up(line.world, line.cast.maria, line.id));
    REQUIRE(signals::wrap_up(line.world, line.cast.maria, line.id, { .reason = {}, .codes = "{}", .finished = true }));

    CHECK_FALSE(caller_number(line.world, line.cast.maria, line.id).value());
}

TEST("a new server finds its call again: what went on goes on, and the leg is placed anew")
{
    Line line;
    line.talk();
    line.voice.forget();

    REQUIRE(found(line.world,
        { { .leg = caller_leg, .room = 1, .came_in = true, .is_talking = true, .age = seconds(60) },
            { .leg = maria_leg, .room = 1, .is_talking = true, .age = seconds(60) } }));

    CHECK(line.state() == State::Talking);
    CHECK(line.voice.last<Join>()->leg == maria_leg);
    CHECK_FALSE(line.voice.last<HangUp>());
}

TEST("a new voice process has none of the old legs: rows end as lost, even where a number of a leg is the same")
{
    Line line;
    line.in_line();
    line.passes(seconds(60));
    auto const old = line.id;

    REQUIRE(found(line.world, { { .leg = caller_leg, .room = 1, .came_in = true, .is_talking = false, .age = seconds(0) } }));

    CHECK(signals::find(line.world, old)->state == signals::State::Lost);
    CHECK(find(line.world, old)->ending == Ending::Lost);
    CHECK(running(line.world)->size() == 1);
    CHECK(running(line.world)->front().signal != old);
}

TEST("legs that belong to nobody are hung up, callers that came meanwhile are taken in")
{
    Line line;

    REQUIRE(found(line.world,
        { { .leg = { 8 }, .room = 8, .is_talking = true }, { .leg = { 9 }, .room = 9, .came_in = true, .is_talking = true } }));

    CHECK(line.voice.was_hung_up({ 8 }));
    CHECK(running(line.world)->size() == 1);
    CHECK(line.voice.last<Play>()->leg == Id<Leg> { 9 });
}

TEST("a kept place: the caller hangs up, and is dialled when the advocate's voice is there")
{
    Line line(false);
    line.in_line();
    REQUIRE(key(line.world, caller_leg, '2'));
    REQUIRE(key(line.world, caller_leg, '2'));
    REQUIRE(played(line.world, caller_leg));
    CHECK(line.voice.was_hung_up(caller_leg));
    REQUIRE(ended(line.world, caller_leg, Why::WeLeft));
    CHECK(line.signal().state == signals::State::Waiting);
    CHECK(call_backs(line.world)->size() == 1);

    REQUIRE(desk::set_presence(line.world, line.cast.maria, desk::Presence::On));
    line.accepts(line.cast.maria);
    CHECK_FALSE(line.voice.last<Dial>());
    line.voice_of(line.cast.maria);
    auto const dial = line.voice.last<Dial>();
    REQUIRE(dial);
    CHECK(dial->number.seen_under(dial->under) == "+15555550123");
    REQUIRE(dialling(line.world, dial->ask, { 3 }));
    REQUIRE(answered(line.world, { 3 }));

    CHECK(line.state() == State::Talking);
    REQUIRE(hang_up(line.world, line.cast.maria, line.id));
    CHECK(call_backs(line.world)->empty());
}

TEST("who is not reached is not dialled again by itself, and comes up again later")
{
    Line line;
    line.in_line();
    REQUIRE(key(line.world, caller_leg, '2'));
    REQUIRE(key(line.world, caller_leg, '2'));
    REQUIRE(ended(line.world, caller_leg, Why::PeerLeft));
    line.accepts(line.cast.maria);
    line.voice_of(line.cast.maria);
    REQUIRE(dialling(line.world, line.voice.last<Dial>()->ask, { 3 }));
    REQUIRE(ended(line.world, { 3 }, Why::Busy));
    line.voice.forget();
    line.passes(seconds(5));
    CHECK_FALSE(line.voice.last<Dial>());
    CHECK(line.party_of(PartyKind::Caller).failure == Failure::Busy);
    auto const owed = call_backs(line.world)->front();

    REQUIRE(call_back_ended(line.world, line.cast.maria, owed.id, CallBackOutcome::NotReachedTryAgain));

    CHECK(line.signal().state == signals::State::WrapUp);
    CHECK(line.voice.was_hung_up(maria_leg));
    CHECK(call_backs(line.world)->front().due_at == line.world.now() + next_try);
    line.passes(seconds(60));
    REQUIRE(call(line.world, line.cast.maria, owed.id));
    line.voice_of(line.cast.maria, { 4 });
    CHECK(line.voice.last<Dial>());
    REQUIRE(call_back_ended(line.world, line.cast.maria, owed.id, CallBackOutcome::NotSafe));
    CHECK(call_backs(line.world)->empty());
    CHECK(line.call().is_over());
}

TEST("a message is kept sealed, heard by staff with a reading, and destroyed with the signal's words")
{
    Line line(false);
    line.in_line();
    REQUIRE(key(line.world, caller_leg, '3'));
    REQUIRE(key(line.world, caller_leg, '3'));
    REQUIRE(played(line.world, caller_leg));
    CHECK(line.voice.last<TakeMessage>()->leg == caller_leg);
    REQUIRE(message_part(line.world, caller_leg, "the first second "));
    REQUIRE(message_part(line.world, caller_leg, "and the second one"));
    REQUIRE(message_over(line.world, caller_leg, seconds(2)));
    REQUIRE(played(line.world, caller_leg));
    REQUIRE(ended(line.world, caller_leg, Why::WeLeft));

    auto const owed = call_backs(line.world)->front();
    CHECK(owed.kind == CallBackKind::Voicemail);
    CHECK(owed.has_sound);
    auto const heard = message(line.world, line.cast.maria, owed.id).value();
    CHECK(heard.sound.seen_under(heard.reading) == "the first second and the second one");
    CHECK(fault_of(message(line.world, line.cast.olga, owed.id)) == Fault::NotFound);
    CHECK_FALSE(line.cast.database_holds("the first second"));
    REQUIRE(call(line.world, line.cast.maria, owed.id));
    REQUIRE(call_back_ended(line.world, line.cast.maria, owed.id, CallBackOutcome::NotSafe));
    REQUIRE(signals::wrap_up(line.world, line.cast.maria, line.id, { .reason = {}, .codes = "{}", .finished = true }));
    line.cast.ledger.clock.advance(hours(73));
    REQUIRE(signals::shred_due(line.world));
    REQUIRE(forget_destroyed(line.world));

    CHECK(fault_of(message(line.world, line.cast.maria, owed.id)) == Fault::NotFound);
    CHECK(line.cast.database.number("select count(*) from voicemail where sound_sealed is not null").value() == 0);
    CHECK(line.cast.database.number("select count(*) from call_party where number_sealed is not null").value() == 0);
}

TEST("a message that ended with the call is kept too")
{
    Line line(false);
    line.in_line();
    REQUIRE(key(line.world, caller_leg, '3'));
    REQUIRE(key(line.world, caller_leg, '3'));
    REQUIRE(played(line.world, caller_leg));
    REQUIRE(message_part(line.world, caller_leg, "please call"));

    REQUIRE(ended(line.world, caller_leg, Why::PeerLeft));

    CHECK(call_backs(line.world)->size() == 1);
    CHECK(line.signal().state == signals::State::Waiting);
}

TEST("a message stands behind a chat that came later; one left by who pressed danger stands first of all")
{
    Line line(false);
    auto const leaves_message = [&](bool in_danger) {
        line.in_line();
        if (in_danger)
            REQUIRE(key(line.world, caller_leg, '1'));
        REQUIRE(key(line.world, caller_leg, '3'));
        REQUIRE(key(line.world, caller_leg, '3'));
        REQUIRE(played(line.world, caller_leg));
        REQUIRE(message_part(line.world, caller_leg, "please call"));
        REQUIRE(ended(line.world, caller_leg, Why::PeerLeft));
        return line.id;
    };
    auto const left = leaves_message(false);
    auto const chat = desk::arrive(line.world, { .token = line.world.random.hex(32) }).value().id;
    auto const danger = leaves_message(true);

    auto const order = desk::line(line.world).value();

    REQUIRE(order.size() == 3);
    CHECK(order[0].id == danger);
    CHECK(order[1].id == chat);
    CHECK(order[2].id == left);
    CHECK(order[2].line_class == signals::Class::Message);
    CHECK(desk::place_of(line.world, chat)->ahead == 1);
}

// Providers, whom an advocate may leave the caller with, need a ground: steps/outside_call_test.cpp.
TEST("a third party is called apart and introduced; an interpreter alone is nobody to be left with")
{
    Line line;
    line.talk();
    line.voice.forget();
    auto const reading = audit::read(line.world, line.cast.maria, audit::Purpose::AnswerSignal, audit::subject("signal", line.id)).value();

    auto const interpreter = add_party(line.world, line.cast.maria,
        { .call = line.id, .kind = PartyKind::Interpreter, .name = "An agency", .number = PrivateText("+15555550150"), .apart = true }, reading)
                                 .value();
    REQUIRE(dialling(line.world, line.voice.last<Dial>()->ask, { 5 }));
    REQUIRE(progressing(line.world, { 5 }));
    CHECK(line.state() == State::Talking);
    REQUIRE(answered(line.world, { 5 }));
    CHECK(line.state() == State::OnHold);
    REQUIRE(set_apart(line.world, line.cast.maria, interpreter, false));
    CHECK(line.state() == State::Talking);

    CHECK(fault_of(leave_others(line.world, line.cast.maria, line.id)) == Fault::Conflict);
    CHECK_FALSE(line.voice.was_hung_up(maria_leg));
    CHECK(line.signal().state == signals::State::Active);
}

TEST("a third party who is busy leaves the caller with the advocate")
{
    Line line;
    line.talk();
    auto const reading = audit::read(line.world, line.cast.maria, audit::Purpose::AnswerSignal, audit::subject("signal", line.id)).value();
    REQUIRE(add_party(line.world, line.cast.maria,
        { .call = line.id, .kind = PartyKind::Interpreter, .name = "An agency", .number = PrivateText("+15555550150"), .apart = true }, reading));
    REQUIRE(dialling(line.world, line.voice.last<Dial>()->ask, { 5 }));

    REQUIRE(ended(line.world, { 5 }, Why::Busy));

    CHECK(line.party_of(PartyKind::Interpreter).failure == Failure::Busy);
    CHECK(line.state() == State::Talking);
}

TEST("an offer that the voice process refuses fails at once, and the next one may be taken")
{
    Line line;
    line.in_line();
    line.accepts(line.cast.maria);
    REQUIRE(open_voice(line.world, line.cast.maria, line.id, "v=0 nonsense"));
    auto const first = line.last_ask();
    auto const began = line.party_of(PartyKind::Advocate).since;

    line.passes(seconds(2));
    REQUIRE(not_begun(line.world, first));
    auto const refused = line.party_of(PartyKind::Advocate);
    line.voice_of(line.cast.maria);
    REQUIRE(not_begun(line.world, first));

    CHECK(refused.state == PartyState::Failed);
    CHECK(refused.failure == Failure::Unreachable);
    CHECK(refused.since == began);
    CHECK(line.state() == State::Talking);
    CHECK_FALSE(line.party_of(PartyKind::Advocate).failure);
}

TEST("whose offers are refused again and again gives the caller back as who never joins")
{
    Line line;
    line.in_line();
    line.accepts(line.cast.maria);

    for (int tries = 0; tries < 31 && line.signal().state == signals::State::Active; ++tries) {
        REQUIRE(open_voice(line.world, line.cast.maria, line.id, "v=0 nonsense"));
        REQUIRE(not_begun(line.world, line.last_ask()));
        line.passes(seconds(1));
    }

    CHECK(line.signal().state == signals::State::Waiting);
}

TEST("a number that cannot be dialled leaves the person owed a call, with the reason")
{
    Line line;
    line.in_line();
    REQUIRE(key(line.world, caller_leg, '2'));
    REQUIRE(key(line.world, caller_leg, '2'));
    REQUIRE(ended(line.world, caller_leg, Why::PeerLeft));
    line.accepts(line.cast.maria);
    line.voice_of(line.cast.maria);

    REQUIRE(not_begun(line.world, line.voice.last<Dial>()->ask));
    line.voice.forget();
    line.passes(seconds(5));

    CHECK_FALSE(line.voice.last<Dial>());
    CHECK(line.party_of(PartyKind::Caller).state == PartyState::Left);
    CHECK(line.party_of(PartyKind::Caller).failure == Failure::Unreachable);
    CHECK(call_backs(line.world)->size() == 1);
}

TEST("a leg that answers an earlier try is hung up")
{
    Line line;
    line.in_line();
    line.accepts(line.cast.maria);
    REQUIRE(open_voice(line.world, line.cast.maria, line.id, "v=0 the first window"));
    auto const first = line.last_ask();
    REQUIRE(open_voice(line.world, line.cast.maria, line.id, "v=0 the second window"));

    REQUIRE(browser_answered(line.world, first, { 6 }, "v=0"));

    CHECK(line.voice.was_hung_up({ 6 }));
}
