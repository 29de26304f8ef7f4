#include "hotline/steps/safety_plan/safety_plan_store.hpp"

namespace reachline::hotline::steps::safety_plan::versions {

constexpr char insert_version[] = R"sql(
    insert into safety_plan (person, version, step, saved_by, saved_at, plan_sealed)
    values (?1, ?2, ?3, ?4, ?5, ?6)
)sql";

Done insert(World& world, VersionRow const& row)
{
    TRY(world.database.run(insert_version, row.person, row.version, row.step, row.saved_by, row.saved_at, row.sealed));
    return {};
}

constexpr char select_newest[] = R"sql(
    select person, version, step, saved_by, saved_at, plan_sealed from safety_plan
    where person = ?1 order by version desc limit 1
)sql";

Result<std::optional<VersionRow>> newest(World& world, Id<Person> person)
{
    return world.database.find(
        select_newest,
        [](store::Row const& row) {
            return VersionRow { row.id<Person>(0), row.integer(1), row.id<Step>(2), row.id<Account>(3), row.time(4), row.blob(5) };
        },
        person);
}

} // namespace reachline::hotline::steps::safety_plan::versions
