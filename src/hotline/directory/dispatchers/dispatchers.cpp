#include "hotline/directory/dispatchers/dispatchers.hpp"

#include "hotline/directory/dispatchers/dispatchers_store.hpp"
#include "hotline/directory/dispatchers/registry.hpp"
#include "hotline/directory/places/folded.hpp"

#include <algorithm>

namespace reachline::hotline::directory::dispatchers {

namespace {

void add(std::vector<Near>& near, std::vector<DispatcherRow> rows, bool is_neighbour)
{
    for (auto& row : rows)
        near.push_back({ std::move(row), is_neighbour });
}

/// The centre of the person's own town before the others of the county.
void put_town_first(std::vector<Near>& near, std::string const& city)
{
    if (city.empty())
        return;
    auto const wanted = folded(city);
    std::ranges::stable_partition(near, [&](Near const& one) {
        return !one.is_neighbour && one.row.number && folded(one.row.city) == wanted;
    });
}

Result<std::vector<Near>> around(store::Database& database, Borders const& borders, CountyCode county)
{
    std::vector<Near> near;
    add(near, TRY(rows::of_county(database, county)), false);
    // A centre without a number helps nobody: then the next county's is called, which passes it on.
    if (std::ranges::none_of(near, [](Near const& one) { return one.row.number.has_value(); }))
        for (auto const code : borders.neighbours_of(county))
            add(near, TRY(rows::of_county(database, code)), true);
    return near;
}

/// A town may come without its county: then its nearest ZIP code's.
CountyCode county_of(Places const& places, Borders const& borders, Place const& place)
{
    auto const named = county_like(borders, place.county, place.state);
    if (named != 0 || place.kind == PlaceKind::State)
        return named;
    auto const zip = places.zip_near(place.point, place.state);
    return zip ? county_like(borders, zip->county, zip->state) : 0;
}

} // namespace

Result<NearAnswer> near(
    store::Database& database, Places const& places, Borders const& borders, std::string_view text)
{
    NearAnswer answer { .place = places.best(text), .near = {} };
    if (!answer.place)
        return answer;
    auto const& place = *answer.place;
    auto const county = county_of(places, borders, place);
    if (county != 0)
        answer.near = TRY(around(database, borders, county));
    else // of a whole state, each is as near as the other; of a town whose county we lack, none is its own
        add(answer.near, TRY(rows::of_state(database, place.state)), place.kind != PlaceKind::State);
    put_town_first(answer.near, place.city);
    if (answer.near.size() > most_near)
        answer.near.resize(most_near);
    return answer;
}

Done tried(World& world, Actor const& actor, Id<Dispatcher> id, Trial trial)
{
    TRY(find(world.database, id));
    TRY(rows::mark_tried(world, id, trial == Trial::Reached));
    auto const about = audit::subject("dispatcher", id);
    if (trial == Trial::Reached)
        return audit::record(world, actor, "dispatcher_reached", about);
    return audit::record(world, actor, "dispatcher_not_reached", about);
}

} // namespace reachline::hotline::directory::dispatchers
