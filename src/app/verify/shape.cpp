#include "app/verify/verify.hpp"

#include <algorithm>
#include <map>

namespace reachline::app::verify {

namespace {

// Answers in SQLite's own words, which name tables, indexes and pages, never a value.
constexpr char is_whole[] = "pragma integrity_check(100)";
constexpr char rests_on_nothing[] = "pragma foreign_key_check";
constexpr char steps_taken[] = "select name from migration";
constexpr char parts_of[] = R"sql(
    select type || ' ' || name, coalesce(sql, '') from sqlite_schema where name not like 'sqlite\_%' escape '\'
)sql";

using Parts = std::map<std::string, std::string>;

Result<Parts> parts(store::Database& database)
{
    Parts all;
    TRY(database.all(parts_of, [&](store::Row const& row) { return all.emplace(row.string(0), row.string(1)).second; }));
    return all;
}

Done check_whole(store::Database& database, std::string const& name, std::vector<Violation>& found)
{
    auto const told = database.all(is_whole, [](store::Row const& row) { return row.string(0); });
    if (!told) {
        found.push_back({ "file", name + " is damaged: it cannot be read to its end", "sqlite_schema", 0 });
        return {};
    }
    for (auto const& line : *told)
        if (line != "ok")
            found.push_back({ "file", name + " is damaged: " + line, "sqlite_schema", 0 });
    for (auto const& broken : TRY(database.all(rests_on_nothing,
             [](store::Row const& row) { return std::pair(row.string(0), row.integer(1)); })))
        found.push_back({ "file", "a row of " + name + " rests on a row that is not there", broken.first, broken.second });
    return {};
}

/// True when every step was taken, and no other.
Result<bool> check_steps(store::Database& database, std::span<store::Migration const> steps,
    std::string const& name, std::vector<Violation>& found)
{
    auto const taken = TRY(database.all(steps_taken, [](store::Row const& row) { return row.string(0); }));
    auto const missing = std::count_if(steps.begin(), steps.end(), [&](store::Migration const& step) {
        return std::find(taken.begin(), taken.end(), step.name) == taken.end();
    });
    if (missing > 0)
        found.push_back({ "schema",
            name + " is older than this program; it is brought up to date at the next start (reachline serve)",
            "migration", 0 });
    bool const is_newer = std::any_of(taken.begin(), taken.end(), [&](std::string const& one) {
        return std::none_of(steps.begin(), steps.end(), [&](store::Migration const& step) { return step.name == one; });
    });
    if (is_newer)
        found.push_back({ "schema", name + " was made by a newer program; use that one", "migration", 0 });
    return missing == 0 && !is_newer;
}

/// Against an empty database that takes the same steps now.
Done check_parts(store::Database& database, std::span<store::Migration const> steps,
    std::string const& name, std::vector<Violation>& found)
{
    auto fresh = TRY(store::Database::open(":memory:"));
    TRY(store::migrate(fresh, steps));
    auto const meant = TRY(parts(fresh));
    auto const real = TRY(parts(database));
    for (auto const& [part, sql] : meant)
        if (auto const there = real.find(part); there == real.end())
            found.push_back({ "schema", name + " has lost its " + part, "sqlite_schema", 0 });
        else if (there->second != sql)
            found.push_back({ "schema", name + " has another " + part + " than this program made", "sqlite_schema", 0 });
    for (auto const& [part, sql] : real)
        if (!meant.contains(part))
            found.push_back({ "schema", name + " has a " + part + " that this program did not make", "sqlite_schema", 0 });
    return {};
}

} // namespace

Result<std::vector<Violation>> shape(
    store::Database& database, std::span<store::Migration const> steps, std::string const& name)
{
    std::vector<Violation> found;
    TRY(check_whole(database, name, found));
    if (!found.empty())
        return found;
    if (TRY(check_steps(database, steps, name, found)))
        TRY(check_parts(database, steps, name, found));
    return found;
}

} // namespace reachline::app::verify
