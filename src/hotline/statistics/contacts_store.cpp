#include "hotline/statistics/contacts_store.hpp"

namespace reachline::hotline::statistics {

constexpr char update_counted[] = R"sql(
    update signal set counted = 1 where id = ?1 and counted = 0
)sql";
Result<bool> mark_counted(World& world, Id<Signal> id)
{
    return TRY(world.database.run(update_counted, id)) == 1;
}

constexpr char select_uncounted[] = R"sql(
    select id from signal
    where counted = 0 and state in ('abandoned', 'refused', 'lost') and ended_at <= ?1
    order by ended_at limit 500
)sql";
Result<std::vector<Id<Signal>>> uncounted_without_answer(World& world, Time ended_before)
{
    return world.database.all(
        select_uncounted, [](store::Row const& row) { return row.id<Signal>(0); }, ended_before);
}

} // namespace reachline::hotline::statistics
