// Between the line's machine, which is pure, and the call that stands in it.

#include "hotline/calls/calls_store.hpp"
#include "hotline/calls/settling.hpp"

#include "hotline/desk/desk.hpp"

namespace reachline::hotline::calls {

namespace {

constexpr char hold_prompt[] = "hold";

line::State state_in(Standing& standing)
{
    auto const* const caller = standing.caller();
    return { .stage = standing.call.stage,
        .language = standing.signal.language.starts_with("es") ? "es" : "en",
        .danger = standing.signal.line_class == signals::Class::Danger,
        .has_number = caller && caller->has_number,
        .has_sound = standing.call.sound == hold_prompt,
        .said_at = standing.call.said_at };
}

Result<line::Place> place_in(World& world, Standing const& standing)
{
    if (standing.signal.state != signals::State::Waiting)
        return line::Place {};
    auto const place = TRY(desk::place_of(world, standing.signal.id));
    return line::Place { .ahead = place.ahead, .on_now = place.on_now, .expected = place.expected };
}

/// Carries out what the machine orders; the caller's leg is there.
class Carrying {
public:
    Carrying(World& world, Standing& standing, Id<Leg> leg)
        : world_(world)
        , standing_(standing)
        , leg_(leg)
    {
    }

    Done operator()(line::Say const& say)
    {
        order(world_, Play { .leg = leg_, .prompts = say.prompts });
        standing_.call.sound = "words";
        return {};
    }
    Done operator()(line::HoldSound)
    {
        order(world_, Play { .leg = leg_, .prompts = { hold_prompt }, .again = true });
        standing_.call.sound = hold_prompt;
        return {};
    }
    Done operator()(line::SetLanguage const& chosen)
    {
        TRY(signals::choose_language(world_, standing_.signal.id, chosen.language));
        TRY(desk::language_known(world_, standing_.signal.id));
        return look_again();
    }
    Done operator()(line::SetDanger)
    {
        TRY(signals::raise_to_danger(world_, standing_.signal.id));
        TRY(desk::settle(world_));
        return look_again();
    }
    Done operator()(line::KeepPlace)
    {
        return keep_place(world_, standing_.signal.id, CallBackKind::PlaceKept);
    }
    Done operator()(line::KeepMessage)
    {
        return keep_place(world_, standing_.signal.id, CallBackKind::Voicemail);
    }
    Done operator()(line::Record)
    {
        order(world_, TakeMessage { .leg = leg_, .at_most = line::longest_message });
        return {};
    }
    Done operator()(line::End)
    {
        order(world_, HangUp { leg_ });
        return {};
    }

private:
    Done look_again()
    {
        standing_.signal = TRY(signals::find(world_, standing_.signal.id));
        return {};
    }
    World& world_;
    Standing& standing_;
    Id<Leg> leg_;
};

} // namespace

Done line_event(World& world, Standing& standing, line::Event const& event)
{
    auto const* const caller = standing.caller();
    if (!caller || !caller->leg)
        return {};
    auto const step = line::next(state_in(standing), event, TRY(place_in(world, standing)), world.now());
    auto& call = standing.call;
    if (call.stage != step.state.stage) {
        call.stage = step.state.stage;
        call.stage_since = world.now();
    }
    call.said_at = step.state.said_at;
    Carrying carrying(world, standing, *caller->leg);
    for (auto const& one : step.orders)
        TRY(std::visit(carrying, one));
    return standing.keep_call(world);
}

} // namespace reachline::hotline::calls
