#include "app/verify/verify.hpp"

#include <filesystem>

namespace reachline::app::verify {

namespace {

using Findings = Result<std::vector<Violation>>;

Result<store::Database> look_into(std::string const& path)
{
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored))
        return fail(Fault::NotFound, "there is no hotline in this folder: hotline.db or keys.db is missing");
    auto database = TRY(store::Database::open(path, store::Access::ReadOnly));
    if (!database.begin_looking())
        return fail(Fault::Broken, "a file of this hotline cannot be read; it is damaged, or not a database");
    return database;
}

Done add(std::vector<Violation>& all, Findings found)
{
    auto const more = TRY(std::move(found));
    all.insert(all.end(), more.begin(), more.end());
    return {};
}

} // namespace

Result<std::vector<Violation>> hotline(std::string const& folder)
{
    // The ledger last: the hotline commits it first, so this one is never the older of the two.
    auto database = TRY(look_into(folder + "/hotline.db"));
    auto ledger = TRY(look_into(folder + "/keys.db"));
    std::vector<Violation> all;
    TRY(add(all, shape(database, store::hotline_migrations(), "hotline.db")));
    TRY(add(all, shape(ledger, store::key_ledger_migrations(), "keys.db")));
    // Rules over tables that may not be there, or not be readable, would say nothing true.
    if (!all.empty())
        return all;
    TRY(add(all, consent(database)));
    TRY(add(all, chains(database)));
    TRY(add(all, seals(database)));
    TRY(add(all, wraps(database, ledger)));
    return all;
}

} // namespace reachline::app::verify
