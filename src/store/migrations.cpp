#include "store/migrations.hpp"

#include <algorithm>

namespace reachline::store {

namespace {
constexpr char make_history[] = R"sql(
    create table if not exists migration (name text primary key, at integer not null) strict
)sql";
constexpr char names_seen[] = "select name from migration";
constexpr char remember[] = "insert into migration (name, at) values (?1, ?2)";
} // namespace

Done migrate(Database& database, std::span<Migration const> migrations)
{
    TRY(database.script(make_history));
    auto const seen = TRY(database.all(names_seen, [](Row const& row) { return row.string(0); }));
    for (auto const& migration : migrations) {
        if (std::find(seen.begin(), seen.end(), migration.name) != seen.end())
            continue;
        TRY(database.begin());
        auto stepped = database.script(migration.sql);
        if (stepped)
            if (auto noted = database.run(remember, migration.name, SystemClock {}.now()); !noted)
                stepped = tl::unexpected<Error>(noted.error());
        if (!stepped) {
            database.rollback();
            return stepped;
        }
        TRY(database.commit());
    }
    return {};
}

} // namespace reachline::store
