#include "app/verify/verify.hpp"

#include "app/verify/call_rules.hpp"

namespace reachline::app::verify {

namespace {

constexpr char count_trigger[] = "select count(*) from sqlite_schema where type = 'trigger' and name = ?1";

Done check_wall(store::Database& database, std::vector<Violation>& found)
{
    for (auto const name : wall)
        if (TRY(database.number(count_trigger, name)) == 0)
            found.push_back({ "wall", "the database has lost a constraint: " + std::string(name), "sqlite_schema", 0 });
    return {};
}

template <std::size_t N>
Done check(store::Database& database, std::array<Promise, N> const& promises, std::vector<Violation>& found)
{
    for (auto const& promise : promises) {
        auto const rows = TRY(database.all(
            promise.broken_by, [](store::Row const& row) { return row.integer(0); }));
        for (auto const row : rows)
            found.push_back({ promise.rule, promise.what, promise.table, row });
    }
    return {};
}

} // namespace

Result<std::vector<Violation>> consent(std::string const& path)
{
    auto database = TRY(store::Database::open(path, store::Access::ReadOnly));
    return consent(database);
}

Result<std::vector<Violation>> consent(store::Database& database)
{
    std::vector<Violation> found;
    TRY(check_wall(database, found));
    TRY(check(database, consent_promises, found));
    TRY(check(database, exception_promises, found));
    TRY(check(database, disclosure_promises, found));
    TRY(check(database, call_promises, found));
    TRY(check(database, audit_promises, found));
    return found;
}

} // namespace reachline::app::verify
