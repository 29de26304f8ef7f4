// Who else comes into a call: a provider, a 911 centre, an interpreter, a supervisor.

#include "app/story/stage.hpp"

#include "base/text.hpp"
#include "hotline/calls/company.hpp"
#include "hotline/calls/legs.hpp"
#include "hotline/directory/directory_store.hpp"
#include "hotline/directory/dispatchers/dispatchers_store.hpp"
#include "hotline/directory/dispatchers/registry.hpp"
#include "hotline/directory/interpreters/interpreters.hpp"
#include "hotline/directory/ten_digits.hpp"
#include "hotline/steps/emergency/by_phone.hpp"
#include "hotline/steps/transfer/by_phone.hpp"

#include <algorithm>

namespace reachline::app::story {

namespace {

namespace calls = hotline::calls;
namespace directory = hotline::directory;
namespace steps = hotline::steps;
using hotline::Actor;
using hotline::Signal;
using hotline::World;

Id<Signal> signal_of(Stage& stage, std::string const& name) { return stage.signalers.at(named(name)).signal; }

/// The newest party of that name, as the console's list shows it.
Result<Id<hotline::CallParty>> party_named(World& world, Id<Signal> call, std::string const& name)
{
    auto const all = TRY(calls::parties(world, call));
    auto const found = std::find_if(
        all.rbegin(), all.rend(), [&](calls::PartyRow const& one) { return one.name == name; });
    if (found == all.rend())
        return fail(Fault::NotFound, "nobody of that name was called into it");
    return found->id;
}

Complaint calls_provider(Stage& stage, std::string const& who, std::string const& organization, std::string const& name)
{
    return stage.does(who, [&](World& world, Actor const& actor) -> Done {
        auto const services = TRY(directory::listings_of(world.database, stage.organizations.at(named(organization))));
        TRY(steps::transfer::call_provider(
            world, actor, { .call = signal_of(stage, name), .service = services.at(0) }));
        return {};
    });
}

/// Whoever was dialled last.
Complaint rings_and(Stage& stage, std::string const& whose, std::function<Done(World&, Id<hotline::Leg>)> const& then)
{
    auto const leg = stage.voice.new_leg();
    stage.voice.voices[named(whose)] = leg;
    return complaint_of(stage.run([&](World& world) -> Done {
        TRY(calls::dialling(world, stage.voice.last_ask.value_or(""), leg));
        return then(world, leg);
    }));
}

Complaint picks_up(Stage& stage, std::string const& whose)
{
    return rings_and(stage, whose, [](World& world, Id<hotline::Leg> leg) { return calls::answered(world, leg); });
}

Complaint is_busy(Stage& stage, std::string const& whose)
{
    return rings_and(stage, whose, [](World& world, Id<hotline::Leg> leg) { return calls::ended(world, leg, calls::Why::Busy); });
}

Complaint hangs_up(Stage& stage, std::string const& whose)
{
    return complaint_of(stage.run([&](World& world) {
        return calls::ended(world, stage.voice.voices.at(named(whose)), calls::Why::PeerLeft);
    }));
}

Complaint introduces(Stage& stage, std::string const& who, std::string const& whom, std::string const& name)
{
    return stage.does(who, [&](World& world, Actor const& actor) -> Done {
        auto const call = signal_of(stage, name);
        auto const party = TRY(party_named(world, call, named(whom)));
        return steps::outside_call::introduce(world, actor, call, party);
    });
}

Complaint leaves(Stage& stage, std::string const& who, std::string const& name)
{
    return stage.does(who, [&](World& world, Actor const& actor) {
        return steps::outside_call::leave(world, actor, signal_of(stage, name));
    });
}

Complaint knows_911(Stage& stage, std::string const& county, std::string const& state, std::string const& number)
{
    return complaint_of(stage.run([&](World& world) -> Done {
        directory::dispatchers::DispatcherRow const row { .psap_id = state + county.substr(0, 8),
            .name = county + " County 911",
            .state = state,
            .county = county,
            .number = directory::ten_digits(number) };
        TRY(directory::dispatchers::bring_in(
            world, Actor::system(), { row }, directory::dispatchers::Gone::HoweverMany));
        return {};
    }));
}

Result<Id<hotline::Dispatcher>> dispatcher_named(World& world, std::string const& name)
{
    auto const all = TRY(directory::dispatchers::rows::all_listed(world.database));
    auto const found = std::ranges::find(all, name, &directory::dispatchers::DispatcherRow::name);
    if (found == all.end())
        return fail(Fault::NotFound, "there is no such 911 centre");
    return found->id;
}

Complaint calls_911(Stage& stage, std::string const& who, std::string const& centre, std::string const& name,
    std::optional<steps::emergency::Danger> danger)
{
    return stage.does(who, [&](World& world, Actor const& actor) -> Done {
        TRY(steps::emergency::call_dispatcher(world, actor,
            { .call = signal_of(stage, name),
                .dispatcher = TRY(dispatcher_named(world, named(centre))),
                .danger = danger,
                .idempotency_key = stage.new_key() }));
        return {};
    });
}

// Supervisors.

Complaint watches(Stage& stage, std::string const& who, std::string const& name, calls::Watching how)
{
    auto const call = signal_of(stage, name);
    if (stage.voice.voices.contains(who))
        return stage.does(who, [&](World& world, Actor const& actor) { return calls::watch_as(world, actor, call, how); });
    if (auto complaint = stage.does(who, [&](World& world, Actor const& actor) {
            return calls::watch(world, actor, call, how, "an offer");
        }))
        return complaint;
    return voice_connects(stage, who);
}

Complaint takes_over(Stage& stage, std::string const& who, std::string const& name)
{
    return stage.does(who, [&](World& world, Actor const& actor) {
        return calls::take_over(world, actor, signal_of(stage, name));
    });
}

Complaint is_in_hands(Stage& stage, std::string const& name, std::string const& who)
{
    return stage.expects([&](World& world) -> Result<Complaint> {
        auto const signal = TRY(hotline::signals::find(world, signal_of(stage, name)));
        return expect(signal.handler == stage.staff.at(who).account, "it is in other hands");
    });
}

Complaint is_watched_by(Stage& stage, std::string const& name, std::string const& who)
{
    return stage.expects([&](World& world) -> Result<Complaint> {
        auto const watching = calls::watched_by(TRY(calls::parties(world, signal_of(stage, name))));
        return expect(std::ranges::count(watching, stage.staff.at(who).account) == 1, "they do not look after it");
    });
}

Complaint hears_nothing_played(Stage& stage, std::string const& name)
{
    auto const& prompts = stage.voice.heard(stage.voice.callers.at(named(name))).prompts;
    return expect(prompts.empty(), "something is played to them");
}

Complaint number_is(Stage& stage, std::string const& number)
{
    return expect(stage.voice.last_number == number, "another number was dialled");
}

Complaint has_hung_up(Stage& stage, std::string const& who)
{
    return expect(stage.voice.heard(stage.voice.voices.at(named(who))).hung_up, "they are still there");
}

Sentences supervisor_sentences()
{
    using S = Stage&;
    using A = Arguments const&;
    return {
        { "{who} listens to {name}", [](S stage, A said) { return watches(stage, said[0], said[1], calls::Watching::Listen); } },
        { "{who} whispers in {name}", [](S stage, A said) { return watches(stage, said[0], said[1], calls::Watching::Whisper); } },
        { "{who} joins {name}", [](S stage, A said) { return watches(stage, said[0], said[1], calls::Watching::Join); } },
        { "{who} takes over {name}", [](S stage, A said) { return takes_over(stage, said[0], said[1]); } },
        { "expect {who} to look after {name}", [](S stage, A said) { return is_watched_by(stage, said[1], said[0]); } },
        { "expect {name} to be in the hands of {who}", [](S stage, A said) { return is_in_hands(stage, said[0], said[1]); } },
    };
}

} // namespace

Sentences call_party_sentences()
{
    using S = Stage&;
    using A = Arguments const&;
    Sentences sentences {
        { "the hotline knows the 911 centre of {county} in {state} at {number}",
            [](S stage, A said) { return knows_911(stage, said[0], said[1], said[2]); } },
        { "{who} calls the 911 centre {centre} into {name}, alone in danger: {seen}",
            [](S stage, A said) {
                return calls_911(stage, said[0], said[1], said[2],
                    steps::emergency::Danger { .person = {}, .observations = codes_in(said[3]), .facts = "blows, and a door" });
            } },
        { "{who} calls the 911 centre {centre} into {name}",
            [](S stage, A said) { return calls_911(stage, said[0], said[1], said[2], std::nullopt); } },
        { "{who} calls {organization} into {name}",
            [](S stage, A said) { return calls_provider(stage, said[0], said[1], said[2]); } },
        { "{whose} telephone is picked up", [](S stage, A said) { return picks_up(stage, said[0]); } },
        { "{whose} telephone is busy", [](S stage, A said) { return is_busy(stage, said[0]); } },
        { "{whose} telephone is hung up", [](S stage, A said) { return hangs_up(stage, said[0]); } },
        { "{who} introduces {whom} in {name}",
            [](S stage, A said) { return introduces(stage, said[0], said[1], said[2]); } },
        { "{who} leaves those who stay in {name}", [](S stage, A said) { return leaves(stage, said[0], said[1]); } },
        { "expect nothing to be played to the caller in {name}",
            [](S stage, A said) { return hears_nothing_played(stage, said[0]); } },
        { "expect {number} to have been dialled", [](S stage, A said) { return number_is(stage, said[0]); } },
        { "expect the voice of {who} to be out", [](S stage, A said) { return has_hung_up(stage, said[0]); } },
    };
    for (auto& sentence : supervisor_sentences())
        sentences.push_back(std::move(sentence));
    return sentences;
}

} // namespace reachline::app::story
