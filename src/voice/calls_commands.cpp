// What the server commands, and what the plan for the time without it does, is done here to the
// legs.

#include "voice/calls.hpp"

namespace reachline::voice {

using room::number_of;

void Calls::perform(control::Command const& command)
{
    using namespace control;
    auto const takes_over = [&](std::uint32_t leg) {
        away_.let_go(Leg { leg });
        return Leg { leg };
    };
    struct Visit {
        Calls& calls;
        decltype(takes_over)& leg;

        Done operator()(Hello const&) const { return {}; }
        Done operator()(List const&) const
        {
            calls.tell_(Legs { calls.legs(calls.now_) });
            return {};
        }
        Done operator()(control::Early const& what) const { return calls.early(leg(what.leg)); }
        Done operator()(control::Answer const& what) const { return calls.answer(leg(what.leg)); }
        Done operator()(Refuse const& what) const { return calls.refuse(leg(what.leg), what.why); }
        Done operator()(HangUp const& what) const { return calls.hang_up(leg(what.leg)); }
        Done operator()(Dial const& what) const
        {
            auto const begun = TRY(calls.dial(what));
            calls.tell_(Dialling { .ask = what.ask, .leg = number_of(begun) });
            return {};
        }
        Done operator()(Web const& what) const { return calls.open_browser(what); }
        Done operator()(Join const& what) const { return calls.join(leg(what.leg), what.room); }
        Done operator()(Posture const& what) const
        {
            leg(what.leg);
            return calls.take(what);
        }
        Done operator()(Play const& what) const
        {
            return calls.play(leg(what.leg), what.prompts, what.again);
        }
        Done operator()(Quiet const& what) const
        {
            auto* const its = calls.call(leg(what.leg));
            if (!its)
                return fail(Fault::NotFound, "there is no such leg");
            its->player.stop();
            if (its->text)
                its->text->sent().hush();
            return {};
        }
        Done operator()(Press const& what) const { return calls.press(leg(what.leg), what.keys); }
        Done operator()(TakeMessage const& what) const
        {
            leg(what.leg);
            return calls.take_message(what);
        }
        Done operator()(Type const& what) const
        {
            leg(what.leg);
            return calls.type(what);
        }
        /// The server tells so of what it heard, also while the leg is looked after here.
        Done operator()(Kept const& what) const { return calls.kept(what); }
    };
    auto const done = std::visit(Visit { *this, takes_over }, command);
    if (!done)
        tell_(Refused { .what = std::string(name_of(command)),
            .why = std::string(done.error().text.view()),
            .ask = ask_of(command) });
}

Done Calls::early(Leg leg)
{
    auto* const its = call(leg);
    if (!its || its->way != control::Way::In)
        return fail(Fault::NotFound, "there is no such incoming leg");
    if (!its->theirs || its->state != control::LegState::Ringing)
        return fail(Fault::Conflict, "this leg cannot have early media");
    TRY(stack_->begin_early(its->dialog, TRY(our_answer(*its))));
    its->state = control::LegState::Early;
    return {};
}

Done Calls::answer(Leg leg)
{
    auto* const its = call(leg);
    if (!its || its->way != control::Way::In)
        return fail(Fault::NotFound, "there is no such incoming leg");
    if (its->state == control::LegState::Talking)
        return fail(Fault::Conflict, "this leg is answered");
    TRY(stack_->answer(its->dialog, TRY(our_answer(*its))));
    its->state = control::LegState::Talking;
    its->last_heard = now_;
    tell_of(*its, control::Answered { number_of(leg) });
    return {};
}

Done Calls::hang_up(Leg leg)
{
    auto* const its = call(leg);
    if (!its)
        return fail(Fault::NotFound, "there is no such leg");
    if (!its->web)
        TRY(stack_->hang_up(its->dialog));
    forget(leg, control::End::WeLeft);
    return {};
}

Done Calls::refuse(Leg leg, control::Refusal why)
{
    auto* const its = call(leg);
    if (!its || its->way != control::Way::In)
        return fail(Fault::NotFound, "there is no such incoming leg");
    int const status = why == control::Refusal::Busy ? 486
        : why == control::Refusal::Declined          ? 603
                                                     : 503;
    TRY(stack_->refuse(its->dialog, status));
    forget(leg, control::End::WeLeft);
    return {};
}

Done Calls::join(Leg leg, std::uint32_t room)
{
    auto* const its = call(leg);
    auto const target = rooms_.find(room);
    if (!its || (target == rooms_.end() && room != number_of(leg)))
        return fail(Fault::NotFound, "there is no such leg or room");
    if (its->room == room)
        return {};
    auto& before = rooms_[its->room];
    auto const posture = before.posture(leg);
    before.leave(leg);
    if (before.size() == 0)
        rooms_.erase(its->room);
    its->room = room;
    rooms_[room].enter(leg, posture);
    return {};
}

Done Calls::take(control::Posture const& wanted)
{
    auto* const its = call(Leg { wanted.leg });
    if (!its)
        return fail(Fault::NotFound, "there is no such leg");
    if (wanted.whispers_to && !wanted.listening)
        return fail(Fault::Invalid, "only who listens in can whisper");
    room_of(*its).take(its->leg,
        { .muted = wanted.muted,
            .held = wanted.held,
            .listening = wanted.listening,
            .whispers_to =
                wanted.whispers_to ? std::optional(Leg { *wanted.whispers_to }) : std::nullopt });
    return {};
}

Done Calls::play(Leg leg, std::vector<std::string> const& names, bool again)
{
    auto* const its = call(leg);
    if (!its)
        return fail(Fault::NotFound, "there is no such leg");
    std::vector<prompts::SharedClip> clips;
    for (auto const& name : names) {
        clips.push_back(prompts_.named(name));
        if (!clips.back())
            return fail(Fault::NotFound, "there is no prompt of this name");
    }
    its->player.play(
        std::move(clips), again ? prompts::Player::Ends::Never : prompts::Player::Ends::Once);
    if (its->text) {
        std::string sentence;
        for (auto const& name : names)
            if (auto const words = prompts_.words_of(name); !words.empty())
                sentence.append(sentence.empty() ? "" : " ").append(words);
        if (!sentence.empty()) // the hold sound leaves what is still being typed
            its->text->sent().say(sentence);
    }
    return {};
}

Done Calls::press(Leg leg, std::string const& keys)
{
    auto* const its = call(leg);
    if (!its)
        return fail(Fault::NotFound, "there is no such leg");
    for (char const pressed : keys)
        if (!its->stream.press(pressed))
            return fail(Fault::Conflict, "the far end takes no keys, or no more of them");
    return {};
}

Away::Actions Calls::away_actions()
{
    return {
        .answer = [this](Leg leg) { (void)answer(leg); },
        .play = [this](Leg leg, std::vector<std::string> const& names,
                    bool again) { (void)play(leg, names, again); },
        .quiet =
            [this](Leg leg) {
                if (auto* const its = call(leg))
                    its->player.stop();
            },
        .dial = [this](RingTarget const& target) -> std::optional<Leg> {
            auto const begun = dial({ target.trunk }, target.number);
            return begun ? std::optional(*begun) : std::nullopt;
        },
        .bring_to =
            [this](Leg leg, Leg caller) {
                if (auto* const its = call(caller))
                    (void)join(leg, its->room);
            },
        .hang_up = [this](Leg leg) { (void)hang_up(leg); },
    };
}

} // namespace reachline::voice
