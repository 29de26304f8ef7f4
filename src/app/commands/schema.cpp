#include "app/schema.hpp"

#include "app/commands.hpp"
#include "store/database.hpp"
#include "store/migrations.hpp"

#include <cstdio>

namespace reachline::app {

namespace {

// By table, so that a change of one table is a change of one place; what SQLite made itself has no text.
constexpr char every_part[] = R"sql(
    select sql, type = 'table' from sqlite_schema where sql is not null and name not like 'sqlite\_%' escape '\'
    order by tbl_name, type <> 'table', type, name
)sql";

Done add_shape(std::string& text, std::string const& heading, std::span<store::Migration const> steps)
{
    auto database = TRY(store::Database::open(":memory:"));
    TRY(store::migrate(database, steps));
    text += "\n-- " + heading + "\n";
    TRY(database.all(every_part, [&](store::Row const& row) {
        text += (row.flag(1) ? "\n" : "") + row.string(0) + ";\n";
        return char {};
    }));
    return {};
}

} // namespace

Result<std::string> schema_text()
{
    std::string text = "-- The sum of all migrations, written by `reachline schema`. Change a migration's folder, not this file.\n";
    TRY(add_shape(text, "hotline.db: sealed words and coded facts.", store::hotline_migrations()));
    TRY(add_shape(text, "keys.db: the key ledger, a file of its own with its own short backups.", store::key_ledger_migrations()));
    return text;
}

int print_schema()
{
    auto const text = schema_text();
    if (!text)
        return explain(text.error());
    std::fputs(text->c_str(), stdout);
    return Fine;
}

} // namespace reachline::app
