#include "hotline/directory/dispatchers/dispatchers_store.hpp"
#include "hotline/directory/dispatchers/registry.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace reachline::hotline::directory::dispatchers {

namespace {

bool says_the_same(DispatcherRow const& one, DispatcherRow const& other)
{
    auto const facts = [](DispatcherRow const& row) {
        return std::tie(row.name, row.state, row.county, row.county_code, row.city, row.change,
            row.comments, row.number, row.is_listed);
    };
    return facts(one) == facts(other);
}

/// The registry has no numbers: a file without one for a centre keeps the one that we know.
DispatcherRow joined(DispatcherRow const& told, DispatcherRow const& known)
{
    auto row = told;
    row.id = known.id;
    if (!row.number)
        row.number = known.number;
    return row;
}

struct Changes {
    Brought counts;
    std::vector<DispatcherRow> added, changed, gone;
};

Result<Changes> changes(store::Database& database, std::vector<DispatcherRow> const& told)
{
    Changes all;
    std::set<std::string> states, named;
    for (auto const& row : told) {
        states.insert(row.state);
        named.insert(row.psap_id);
        auto const known = TRY(rows::by_psap_id(database, row.psap_id));
        auto const now = known ? joined(row, *known) : row;
        all.counts.without_number += now.is_listed && !now.number;
        if (!known)
            all.added.push_back(now);
        else if (says_the_same(now, *known))
            ++all.counts.unchanged;
        else
            all.changed.push_back(now);
    }
    std::int64_t listed = 0;
    for (auto& row : TRY(rows::all_listed(database)))
        if (states.contains(row.state)) {
            ++listed;
            if (!named.contains(row.psap_id)) {
                row.is_listed = false;
                all.gone.push_back(std::move(row));
            }
        }
    all.counts.added = std::ssize(all.added);
    all.counts.changed = std::ssize(all.changed);
    all.counts.gone = std::ssize(all.gone);
    all.counts.too_much_gone = all.counts.gone * 4 > listed;
    return all;
}

} // namespace

Result<Brought> preview(store::Database& database, std::vector<DispatcherRow> const& told)
{
    return TRY(changes(database, told)).counts;
}

Result<Brought> bring_in(World& world, Actor const& actor, std::vector<DispatcherRow> const& told, Gone gone)
{
    auto all = TRY(changes(world.database, told));
    if (all.counts.too_much_gone && gone == Gone::AtMostAQuarter)
        return fail(Fault::Conflict,
            "more than a quarter of the 911 centres would go: the file may be cut off; nothing was changed");
    for (auto& row : all.added) {
        row.id = world.new_id<Dispatcher>();
        TRY(rows::insert(world, row));
    }
    for (auto const& row : all.changed)
        TRY(rows::update(world, row));
    for (auto const& row : all.gone)
        TRY(rows::update(world, row));
    TRY(audit::record(world, actor, "dispatchers_brought_in", { "dispatcher", 0 }));
    return all.counts;
}

namespace {

constexpr std::uint32_t first_area = 201; // of the area codes; those that end in 11 are none
constexpr std::size_t numbers_of_area = 100; // 555-0100 to 555-0199 are for invention

std::string made_up_number(std::size_t index)
{
    auto area = first_area;
    for (auto steps = index / numbers_of_area; steps > 0; --steps)
        area += (area + 1) % 100 == 11 ? 2 : 1;
    auto const last = 100 + index % numbers_of_area;
    return std::to_string(area) + "-555-0" + std::to_string(last);
}

} // namespace

std::string made_up_registry(Borders const& borders)
{
    std::string csv = "PSAP ID,PSAP Name,State,County,City,Type of Change,Comments,Number\n";
    std::size_t index = 0;
    for (auto const& county : borders.counties()) {
        auto const state = std::string(state_of(county.code));
        if (state.empty())
            continue;
        csv += std::to_string(county.code) + ",\"" + county.name + " 911 (example)\"," + state + ",\""
            + county.name + "\",,,made up," + made_up_number(index++) + "\n";
    }
    return csv;
}

} // namespace reachline::hotline::directory::dispatchers
