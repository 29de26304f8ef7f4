#include "hotline/statistics/partner_count.hpp"

#include "hotline/statistics/partner_count_store.hpp"
#include "hotline/statistics/rollup.hpp"

namespace reachline::hotline::statistics {

namespace {

/// Nothing for who stays what it was counted as.
std::optional<std::string_view> change_of(ToCount const& one)
{
    if (one.is_partner == one.was_partner.value_or(false))
        return std::nullopt;
    if (!one.is_partner)
        return "ended";
    return one.was_partner ? "back" : "new";
}

Done count(World& world, std::string_view change, Time at)
{
    auto const day = day_of(at);
    TRY(insert_partner_fact(world, day, change));
    auto const month = std::string_view(day).substr(0, 7);
    return add(world.database, { month, "partners.change", "not_known", change });
}

} // namespace

Result<std::size_t> count_partners(World& world)
{
    auto const all = TRY(to_count(world));
    if (all.empty())
        return 0;
    bool const begun = TRY(has_begun(world));
    std::size_t counted = 0;
    for (auto const& one : all) {
        TRY(forget_to_count(world, one.organization));
        auto const change = change_of(one);
        if (!change)
            continue;
        TRY(count(world, *change, begun ? world.now() : one.first_assured.value_or(world.now())));
        TRY(mark_counted(world, one.organization, one.is_partner));
        ++counted;
    }
    if (!begun && TRY(to_count(world)).empty())
        TRY(note_begun(world));
    return counted;
}

} // namespace reachline::hotline::statistics
