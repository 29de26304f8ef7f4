#include "voice/trunks/trunks.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace reachline::voice {

namespace {

constexpr int no_calls_now = 503;
/// What a carrier may put before a number (the country), or leave out.
constexpr std::size_t digits_that_tell = 7;

bool same_number(std::string_view one, std::string_view other)
{
    auto const a = digits_of(one), b = digits_of(other);
    if (a.size() < digits_that_tell || b.size() < digits_that_tell)
        return one == other;
    return a.ends_with(b) || b.ends_with(a);
}

template <class Trunks, class Fits>
auto* first(Trunks& trunks, Fits fits)
{
    auto const found = std::find_if(trunks.begin(), trunks.end(), fits);
    return found == trunks.end() ? nullptr : &*found;
}

} // namespace

Trunks::Trunks(std::vector<Known> known, Actions actions)
    : do_(std::move(actions))
{
    for (auto& each : known) {
        trunks_.emplace_back();
        trunks_.back().told.name = each.name;
        trunks_.back().known = std::move(each);
    }
}

std::vector<control::Trunk> Trunks::all() const
{
    std::vector<control::Trunk> all;
    for (auto const& trunk : trunks_)
        all.push_back(trunk.told);
    return all;
}

Trunks::Watched* Trunks::named(std::string_view name)
{
    return first(trunks_, [&](Watched const& trunk) { return trunk.known.name == name; });
}

Trunks::Watched* Trunks::with_call(room::Leg leg)
{
    return first(trunks_, [&](Watched const& trunk) { return trunk.leg == leg; });
}

bool Trunks::knows(std::string_view name) const
{
    return first(trunks_, [&](Watched const& trunk) { return trunk.known.name == name; });
}

std::vector<std::string> Trunks::in_order(std::vector<std::string> trunks) const
{
    std::stable_partition(trunks.begin(), trunks.end(), [&](std::string const& name) {
        return !first(trunks_, [&](Watched const& trunk) {
            return trunk.known.name == name && trunk.told.state == State::Down;
        });
    });
    return trunks;
}

void Trunks::answered(std::string const& name, int status)
{
    auto* const trunk = named(name);
    if (!trunk || !trunk->asked)
        return;
    if (status == 0) {
        missed(*trunk, Why::Unreachable);
        return;
    }
    trunk->asked.reset();
    trunk->misses = 0;
    trunk->options = status == no_calls_now ? Witness { State::Down, Why::Refuses }
                                            : Witness { State::Up, Why::Answers };
    tell_change(*trunk);
}

void Trunks::missed(Watched& trunk, Why why)
{
    trunk.asked.reset();
    if (++trunk.misses < misses_that_tell) {
        trunk.asks_next.reset(); // at once
        return;
    }
    trunk.options = { State::Down, why };
    tell_change(trunk);
}

void Trunks::registered(std::string const& name, bool is_registered)
{
    if (auto* const trunk = named(name)) {
        trunk->registration = is_registered ? Witness { State::Up, Why::Answers }
                                            : Witness { State::Down, Why::NotRegistered };
        tell_change(*trunk);
    }
}

bool Trunks::is_own_call(room::Leg leg) const
{
    return first(trunks_, [&](Watched const& trunk) { return trunk.leg == leg; });
}

bool Trunks::comes_back(std::string_view called) const
{
    return first(trunks_, [&](Watched const& trunk) {
        return trunk.leg && same_number(trunk.known.synthetic_number, called);
    });
}

void Trunks::call_answered(room::Leg leg)
{
    if (auto* const trunk = with_call(leg))
        trunk->is_answered = true;
}

void Trunks::call_heard(room::Leg leg)
{
    if (auto* const trunk = with_call(leg))
        call_is_over(*trunk, State::Up, Why::Heard);
}

void Trunks::call_ended(room::Leg leg)
{
    auto* const trunk = with_call(leg);
    if (!trunk)
        return;
    trunk->leg.reset(); // it needs no ending
    call_is_over(*trunk, State::Down, trunk->is_answered ? Why::NotHeard : Why::Unanswered);
}

void Trunks::call_is_over(Watched& trunk, State state, Why why)
{
    trunk.call = { state, why };
    trunk.call_until.reset();
    auto const leg = std::exchange(trunk.leg, std::nullopt);
    if (leg)
        do_.hang_up(*leg);
    tell_change(trunk);
}

void Trunks::tell_change(Watched& trunk)
{
    // The graver witness first; of good ones the one that proves more.
    Witness now;
    for (auto const* const witness : { &trunk.options, &trunk.registration, &trunk.call })
        if (witness->state == State::Down) {
            now = *witness;
            break;
        } else if (witness->state == State::Up) {
            now = *witness;
        }
    if (now.state == trunk.told.state && now.why == trunk.told.why)
        return;
    trunk.told.state = now.state;
    trunk.told.why = now.why;
    do_.tell(trunk.told);
}

void Trunks::beat(Moment now)
{
    for (auto& trunk : trunks_)
        beat(trunk, now);
}

void Trunks::beat(Watched& trunk, Moment now)
{
    if (trunk.asked && now - *trunk.asked >= answers_within)
        missed(trunk, Why::NoAnswer);
    if (trunk.known.is_asked && !trunk.asked && (!trunk.asks_next || now >= *trunk.asks_next)) {
        trunk.asked = now;
        trunk.asks_next = now + asked_every;
        do_.ask(trunk.known.name);
    }
    if (trunk.call_until && now >= *trunk.call_until)
        call_is_over(trunk, State::Down, trunk.is_answered ? Why::NotHeard : Why::Unanswered);
    bool const calls = !trunk.known.synthetic_number.empty() && !trunk.leg
        && (!trunk.calls_next || now >= *trunk.calls_next);
    if (!calls)
        return;
    trunk.calls_next = now + called_every;
    trunk.is_answered = false;
    trunk.leg = do_.call(trunk.known.name, trunk.known.synthetic_number);
    trunk.call_until = now + heard_within;
    if (!trunk.leg)
        call_is_over(trunk, State::Down, Why::Unanswered);
}

} // namespace reachline::voice
