#include "app/story/stage.hpp"

#include "hotline/calls/call_backs.hpp"
#include "hotline/calls/legs.hpp"

#include <algorithm>

namespace reachline::app::story {

namespace {

namespace calls = hotline::calls;
using hotline::Actor;
using hotline::Leg;
using hotline::Signal;
using hotline::World;

Id<Signal> signal_of(Stage& stage, std::string const& name) { return stage.signalers.at(named(name)).signal; }
Id<Leg> caller_of(Stage& stage, std::string const& name) { return stage.voice.callers.at(named(name)); }

/// What was said is said: what follows from it happens before anybody does anything else.
Complaint let_it_speak(Stage& stage)
{
    for (auto const leg : stage.voice.just_played())
        if (auto complaint = complaint_of(stage.run([&](World& world) { return calls::played(world, leg); })))
            return complaint;
    for (auto const leg : stage.voice.hung_up())
        if (auto complaint = complaint_of(stage.run([&](World& world) { return calls::ended(world, leg, calls::Why::WeLeft); })))
            return complaint;
    return {};
}

Complaint happens(Stage& stage, std::function<Done(World&)> const& what)
{
    if (auto complaint = let_it_speak(stage))
        return complaint;
    return complaint_of(stage.run(what));
}

Complaint rings(Stage& stage, std::string const& name, std::string const& number)
{
    auto const leg = stage.voice.new_leg();
    auto const id = stage.run<Id<Signal>>([&](World& world) {
        return calls::rang(world, { .leg = leg, .trunk = "main", .caller = PrivateText(number) });
    });
    if (!id)
        return std::string(id.error().text.view());
    stage.signalers[named(name)] = { *id, {}, {}, 0 };
    stage.voice.callers[named(name)] = leg;
    return happens(stage, [&](World& world) { return calls::answered(world, leg); });
}

Complaint presses(Stage& stage, std::string const& name, std::string const& key)
{
    return happens(stage, [&](World& world) { return calls::key(world, caller_of(stage, name), key.front()); });
}

Complaint hangs_up(Stage& stage, std::string const& name)
{
    return happens(stage, [&](World& world) { return calls::ended(world, caller_of(stage, name), calls::Why::PeerLeft); });
}

/// The browser of who answered connects.
Complaint speaks(Stage& stage, std::string const& who, std::string const& name)
{
    if (auto complaint = let_it_speak(stage))
        return complaint;
    if (auto complaint = stage.does(who, [&](World& world, Actor const& actor) {
            return calls::open_voice(world, actor, signal_of(stage, name), "an offer");
        }))
        return complaint;
    return voice_connects(stage, who);
}

Complaint loses_voice(Stage& stage, std::string const& who)
{
    return happens(stage, [&](World& world) { return calls::ended(world, stage.voice.voices.at(who), calls::Why::Silent); });
}

Complaint hears(Stage& stage, std::string const& name, std::string const& prompt)
{
    auto const& prompts = stage.voice.heard(caller_of(stage, name)).prompts;
    bool const there = std::ranges::any_of(
        prompts, [&](std::string const& one) { return one == prompt || one.substr(one.find('/') + 1) == prompt; });
    return expect(there, "they hear " + (prompts.empty() ? "nothing that is played" : prompts.front()));
}

Complaint is_in_state(Stage& stage, std::string const& name, calls::State state)
{
    return stage.expects([&](World& world) -> Result<Complaint> {
        auto const id = signal_of(stage, name);
        auto const call = TRY(calls::find(world, id));
        auto const now = calls::state_of(call, TRY(hotline::signals::find(world, id)), TRY(calls::parties(world, id)));
        return expect(now == state, "the call stands otherwise");
    });
}

Complaint leaves_message(Stage& stage, std::string const& name, std::string const& words)
{
    return happens(stage, [&](World& world) -> Done {
        TRY(calls::message_part(world, caller_of(stage, name), words));
        return calls::message_over(world, caller_of(stage, name), seconds(1));
    });
}

Result<Id<hotline::CallBack>> owed_of(World& world, Id<Signal> id)
{
    auto const row = TRY(calls::call_back_of(world, id));
    if (!row)
        return fail(Fault::NotFound, "nobody owes them a call");
    return row->id;
}

Complaint hears_message(Stage& stage, std::string const& who, std::string const& name, std::string const& words)
{
    return stage.looks(who, [&](World& world, Actor const& actor) -> Result<Complaint> {
        auto const message = TRY(calls::message(world, actor, TRY(owed_of(world, signal_of(stage, name)))));
        return expect(message.sound.seen_under(message.reading) == words, "the message is another");
    });
}

Complaint calls_back(Stage& stage, std::string const& who, std::string const& name)
{
    if (auto complaint = let_it_speak(stage))
        return complaint;
    return stage.does(who, [&](World& world, Actor const& actor) -> Done {
        return calls::call(world, actor, TRY(owed_of(world, signal_of(stage, name))));
    });
}

Complaint is_dialled(Stage& stage, std::string const& name, std::string const& number)
{
    if (auto complaint = expect(stage.voice.last_number == number, "this number was not dialled"))
        return complaint;
    stage.voice.callers[named(name)] = {};
    return {};
}

Complaint picks_up(Stage& stage, std::string const& name)
{
    auto const leg = stage.voice.new_leg();
    stage.voice.callers[named(name)] = leg;
    return complaint_of(stage.run([&](World& world) -> Done {
        TRY(calls::dialling(world, stage.voice.last_ask.value_or(""), leg));
        return calls::answered(world, leg);
    }));
}

Complaint are_owed(Stage& stage, std::size_t expected)
{
    return stage.expects([&](World& world) -> Result<Complaint> {
        auto const many = TRY(calls::call_backs(world)).size();
        return expect(many == expected, std::to_string(many) + " are owed a call");
    });
}

} // namespace

Complaint voice_connects(Stage& stage, std::string const& who)
{
    if (stage.last_refusal)
        return {};
    auto const leg = stage.voice.new_leg();
    stage.voice.voices[who] = leg;
    return complaint_of(stage.run([&](World& world) -> Done {
        TRY(calls::browser_answered(world, stage.voice.last_ask.value_or(""), leg, "an answer"));
        return calls::answered(world, leg);
    }));
}

Sentences call_sentences()
{
    using S = Stage&;
    using A = Arguments const&;
    return {
        { "{name} rings from {number}", [](S stage, A said) { return rings(stage, said[0], said[1]); } },
        { "the caller in {name} presses {key}", [](S stage, A said) { return presses(stage, said[0], said[1]); } },
        { "the caller in {name} hangs up", [](S stage, A said) { return hangs_up(stage, said[0]); } },
        { "the caller in {name} leaves the message {words}",
            [](S stage, A said) { return leaves_message(stage, said[0], said[1]); } },
        { "the line has spoken", [](S stage, A) { return let_it_speak(stage); } },
        { "{who} speaks in {name}", [](S stage, A said) { return speaks(stage, said[0], said[1]); } },
        { "{who} loses the voice", [](S stage, A said) { return loses_voice(stage, said[0]); } },
        { "{who} hangs up {name}",
            [](S stage, A said) {
                return stage.does(said[0], [&](World& world, Actor const& actor) {
                    return calls::hang_up(world, actor, signal_of(stage, said[1]));
                });
            } },
        { "{who} calls back {name}", [](S stage, A said) { return calls_back(stage, said[0], said[1]); } },
        { "the person of {name} picks up", [](S stage, A said) { return picks_up(stage, said[0]); } },
        { "expect the caller in {name} to hear {prompt}",
            [](S stage, A said) { return hears(stage, said[0], said[1]); } },
        { "expect the caller in {name} to talk",
            [](S stage, A said) { return is_in_state(stage, said[0], calls::State::Talking); } },
        { "expect the caller in {name} to be alone",
            [](S stage, A said) { return is_in_state(stage, said[0], calls::State::Alone); } },
        { "expect {number} to be dialled for {name}",
            [](S stage, A said) { return is_dialled(stage, said[1], said[0]); } },
        { "expect {who} to hear the message of {name}: {words}",
            [](S stage, A said) { return hears_message(stage, said[0], said[1], said[2]); } },
        { "expect nobody to be owed a call", [](S stage, A) { return are_owed(stage, 0); } },
        { "expect {number} to be owed a call", [](S stage, A said) { return are_owed(stage, static_cast<std::size_t>(std::stoul(said[0]))); } },
    };
}

} // namespace reachline::app::story
