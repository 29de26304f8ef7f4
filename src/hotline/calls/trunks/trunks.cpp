#include "hotline/calls/trunks/trunks.hpp"

#include "hotline/calls/trunks/trunks_store.hpp"
#include "hotline/desk/alarms.hpp"

#include <algorithm>

namespace reachline::hotline::calls::trunks {

namespace {

constexpr std::size_t name_limit = 64;
constexpr std::size_t why_limit = 40;
constexpr std::string_view no_voice_process = "no_voice_process";

audit::Subject about(Id<Trunk> id) { return audit::subject("trunk", id); }

bool is_code(std::string const& text)
{
    return text.size() <= why_limit
        && std::ranges::all_of(text, [](char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

Done tell_of(World& world, TrunkRow const& row)
{
    switch (row.state) {
    case State::Down:
        TRY(audit::record(world, Actor::system(), "trunk_down", about(row.id)));
        TRY(desk::raise_alarm(world, "trunk_down", about(row.id)));
        return {};
    case State::Up:
        TRY(audit::record(world, Actor::system(), "trunk_up", about(row.id)));
        break;
    case State::Unknown:
        break;
    }
    return desk::end_alarm(world, "trunk_down", about(row.id));
}

/// From now on it is so; the alarm follows.
Done become(World& world, TrunkRow row, State state, std::string why)
{
    if (row.state != state)
        row.since = world.now();
    bool const is_news = row.state != state;
    row.state = state;
    row.why = std::move(why);
    TRY(rows::update(world, row));
    return is_news ? tell_of(world, row) : Done {};
}

Done make(World& world, Told const& told, std::string why)
{
    TrunkRow const row { .id = world.new_id<Trunk>(),
        .name = told.name,
        .state = told.state,
        .why = std::move(why),
        .since = world.now() };
    TRY(rows::insert(world, row));
    return tell_of(world, row);
}

} // namespace

Done told(World& world, Told const& one)
{
    if (one.name.empty() || one.name.size() > name_limit)
        return fail(Fault::Invalid, "a trunk has a name");
    auto why = one.state == State::Up || !is_code(one.why) ? std::string() : one.why;
    auto const known = TRY(rows::trunk(world, one.name));
    return known ? become(world, *known, one.state, std::move(why)) : make(world, one, std::move(why));
}

Done greeted(World& world, std::vector<Told> const& all_of_them)
{
    for (auto const& one : all_of_them)
        TRY(told(world, one));
    for (auto const& row : TRY(rows::named(world)))
        if (std::ranges::find(all_of_them, row.name, &Told::name) == all_of_them.end()) {
            TRY(rows::mark_unnamed(world, row.id));
            TRY(desk::end_alarm(world, "trunk_down", about(row.id)));
        }
    return {};
}

Done unheard(World& world)
{
    for (auto const& row : TRY(rows::named(world)))
        TRY(become(world, row, State::Down, std::string(no_voice_process)));
    return {};
}

Result<std::vector<TrunkRow>> all(World& world) { return rows::named(world); }

Result<std::vector<std::string>> to_dial_by(World& world)
{
    std::vector<std::string> names;
    auto const trunks = TRY(rows::named(world));
    for (auto const state : { State::Up, State::Unknown })
        for (auto const& row : trunks)
            if (row.state == state)
                names.push_back(row.name);
    return names;
}

} // namespace reachline::hotline::calls::trunks
