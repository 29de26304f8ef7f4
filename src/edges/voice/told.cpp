#include "edges/voice/told.hpp"

#include "base/base64.hpp"
#include "base/ensure.hpp"
#include "base/json_binding.hpp"
#include "hotline/calls/legs.hpp"
#include "hotline/calls/trunks/trunks.hpp"
#include "hotline/desk/alarms.hpp"

#include <algorithm>

namespace reachline::edges::voice {

namespace {

namespace calls = hotline::calls;
namespace control = reachline::voice::control;
using hotline::Leg;
using hotline::World;
using Verb = std::function<Done(World&)>;

Id<Leg> leg_of(std::uint32_t number) { return { number }; }

/// The two sides' enums carry the same names.
template <class To, class From>
To same(From value)
{
    auto const found = json::enum_value<To>(json::enum_name(value));
    ensure(found.has_value());
    return *found;
}

/// Nothing for a caller who withholds the number: "anonymous", or a name.
PrivateText number_in(std::string const& caller)
{
    constexpr std::ptrdiff_t fewest_digits = 5;
    auto const digits = std::ranges::count_if(caller, [](char c) { return c >= '0' && c <= '9'; });
    return PrivateText(digits >= fewest_digits ? caller : std::string());
}

calls::FoundLeg found_leg(control::LegNow const& leg)
{
    return { .leg = leg_of(leg.leg),
        .room = leg.room,
        .came_in = leg.way == control::Way::In,
        .is_talking = leg.state == control::LegState::Talking,
        .trunk = leg.trunk,
        .caller = number_in(leg.caller),
        .attestation = same<calls::Attestation>(leg.attestation),
        .age = seconds(leg.seconds) };
}

calls::trunks::Told trunk_of(control::Trunk const& told)
{
    return { .name = told.name,
        .state = same<calls::trunks::State>(told.state),
        .why = std::string(json::enum_name(told.why)) };
}

struct Translation {
    Verb operator()(control::Welcome& told) const
    {
        std::vector<calls::trunks::Told> trunks;
        for (auto const& trunk : told.trunks)
            trunks.push_back(trunk_of(trunk));
        std::vector<calls::FoundLeg> legs;
        for (auto const& leg : told.legs)
            legs.push_back(found_leg(leg));
        return [legs = std::move(legs), trunks = std::move(trunks)](World& world) -> Done {
            TRY(hotline::desk::end_alarm(world, "voice_gone", { "hotline", 1 }));
            TRY(calls::trunks::greeted(world, trunks));
            return calls::found(world, legs);
        };
    }
    Verb operator()(control::Ringing& told) const
    {
        calls::Rang const rang { .leg = leg_of(told.leg),
            .trunk = told.trunk,
            .caller = number_in(told.caller),
            .attestation = same<calls::Attestation>(told.attestation) };
        return [rang](World& world) -> Done {
            TRY(calls::rang(world, rang));
            return {};
        };
    }
    Verb operator()(control::Trunk& told) const
    {
        return [trunk = trunk_of(told)](World& world) { return calls::trunks::told(world, trunk); };
    }
    Verb operator()(control::Dialling& told) const
    {
        return [ask = told.ask, leg = leg_of(told.leg)](World& world) { return calls::dialling(world, ask, leg); };
    }
    Verb operator()(control::WebAnswer& told) const
    {
        return [ask = told.ask, leg = leg_of(told.leg), answer = told.answer](World& world) {
            return calls::browser_answered(world, ask, leg, answer);
        };
    }
    Verb operator()(control::Progressing& told) const
    {
        return [leg = leg_of(told.leg)](World& world) { return calls::progressing(world, leg); };
    }
    Verb operator()(control::Answered& told) const
    {
        return [leg = leg_of(told.leg)](World& world) { return calls::answered(world, leg); };
    }
    Verb operator()(control::Ended& told) const
    {
        return [leg = leg_of(told.leg), why = same<calls::Why>(told.why)](World& world) {
            return calls::ended(world, leg, why);
        };
    }
    Verb operator()(control::Key& told) const
    {
        if (told.key.size() != 1)
            return {};
        return [leg = leg_of(told.leg), key = told.key.front()](World& world) { return calls::key(world, leg, key); };
    }
    Verb operator()(control::Played& told) const
    {
        return [leg = leg_of(told.leg)](World& world) { return calls::played(world, leg); };
    }
    Verb operator()(control::Quality& told) const
    {
        calls::Quality const quality { .lost_percent = told.lost_percent,
            .jitter_ms = told.jitter_ms,
            .delay_ms = told.delay_ms,
            .level_db = told.level_db,
            .lost_there_percent = told.lost_there_percent };
        return [leg = leg_of(told.leg), quality](World& world) { return calls::quality(world, leg, quality); };
    }
    Verb operator()(control::MessagePart& told) const
    {
        return [leg = leg_of(told.leg), sound = std::move(told.sound)](World& world) -> Done {
            auto const bytes = TRY(from_base64(sound));
            return calls::message_part(world, leg, std::string(text_of(bytes)));
        };
    }
    Verb operator()(control::MessageOver& told) const
    {
        return [leg = leg_of(told.leg), length = seconds(told.seconds)](World& world) {
            return calls::message_over(world, leg, length);
        };
    }
    /// What names no ask was for a leg that is gone meanwhile, or is put right by the next settling.
    Verb operator()(control::Refused& told) const
    {
        if (!told.ask)
            return {};
        return [ask = *told.ask](World& world) { return calls::not_begun(world, ask); };
    }
    template <class Other>
    Verb operator()(Other&) const
    {
        return {};
    }
};

} // namespace

Verb verb_for(control::Told&& told) { return std::visit(Translation {}, told); }

} // namespace reachline::edges::voice
