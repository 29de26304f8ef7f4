#include "hotline/consent/policy_store.hpp"

namespace reachline::hotline::consent::rows {

constexpr char insert_script_row[] = R"sql(
    insert into consent_script (purpose, version, default_hours, longest_hours) values (?1, ?2, ?3, ?4)
    on conflict (purpose, version) do nothing
)sql";

Done insert_script(World& world, std::string_view purpose, Script const& script)
{
    TRY(world.database.run(insert_script_row, purpose, script.version, script.default_life.count(),
        script.longest_life.count()));
    return {};
}

constexpr char insert_recipient[] = R"sql(
    insert into purpose_recipient (purpose, role) values (?1, ?2) on conflict (purpose, role) do nothing
)sql";

Done insert_purpose_recipient(World& world, std::string_view purpose, std::string_view role)
{
    TRY(world.database.run(insert_recipient, purpose, role));
    return {};
}

constexpr char insert_language_row[] = R"sql(
    insert into consent_language (language) values (?1) on conflict (language) do nothing
)sql";

Done insert_language(World& world, std::string_view language)
{
    TRY(world.database.run(insert_language_row, language));
    return {};
}

constexpr char insert_method_row[] = R"sql(
    insert into consent_method (code, rank) values (?1, ?2) on conflict (code) do nothing
)sql";

Done insert_method(World& world, std::string_view code, std::int64_t rank)
{
    TRY(world.database.run(insert_method_row, code, rank));
    return {};
}

constexpr char insert_scope[] = R"sql(
    insert into exception_scope (kind, code, alone) values (?1, ?2, ?3) on conflict (kind, code) do nothing
)sql";

Done insert_exception_scope(World& world, std::string_view kind, std::string_view code, bool alone)
{
    TRY(world.database.run(insert_scope, kind, code, alone));
    return {};
}

constexpr char upsert_standard[] = R"sql(
    insert into release_standard (only, weakest_rank) select 1, rank from consent_method where code = ?1
    on conflict (only) do update set weakest_rank = excluded.weakest_rank
)sql";

Result<std::int64_t> upsert_release_standard(World& world, std::string_view method)
{
    return world.database.run(upsert_standard, method);
}

} // namespace reachline::hotline::consent::rows
