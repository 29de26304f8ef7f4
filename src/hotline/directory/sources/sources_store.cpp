#include "hotline/directory/sources/sources_store.hpp"

#include "base/json_binding.hpp"

namespace reachline::hotline::directory::sources {

namespace {

using json::enum_name;
using store::Row;

Known known_of(Row const& row)
{
    return { .foreign = row.string(0), .ours = row.integer(1), .said = row.blob(2), .is_gone = !row.is_null(3) };
}

} // namespace

constexpr char one_known[] = R"sql(
    select foreign_id, ours, said, gone_at from directory_source
    where source = ?1 and kind = ?2 and foreign_id = ?3
)sql";

Result<std::optional<Known>> known(store::Database& database, std::string const& source, Of kind, std::string const& foreign)
{
    return database.find(one_known, known_of, source, enum_name(kind), foreign);
}

// "@" is followed by "A": what begins with the service's id and "@" lies between the two.
constexpr char known_at_locations[] = R"sql(
    select foreign_id, ours, said, gone_at from directory_source
    where source = ?1 and kind = 'service' and foreign_id > ?2 || '@' and foreign_id < ?2 || 'A'
        and gone_at is null
    limit 2
)sql";

Result<std::optional<Known>> known_at_its_location(store::Database& database, std::string const& source, std::string const& service)
{
    auto found = TRY(database.all(known_at_locations, known_of, source, service));
    return found.size() == 1 ? std::optional(std::move(found.front())) : std::nullopt;
}

constexpr char upsert_known[] = R"sql(
    insert into directory_source (source, kind, foreign_id, ours, said, imported_at, gone_at)
    values (?1, ?2, ?3, ?4, ?5, ?6, null)
    on conflict (source, kind, foreign_id) do update set ours = excluded.ours, said = excluded.said,
        imported_at = excluded.imported_at, gone_at = null
)sql";

Done remember(store::Database& database, std::string const& source, Of kind, Known const& one, Time now)
{
    TRY(database.run(upsert_known, source, enum_name(kind), one.foreign, one.ours, one.said, now));
    return {};
}

constexpr char rename_known[] = R"sql(
    update directory_source set foreign_id = ?4
    where source = ?1 and kind = ?2 and foreign_id = ?3
)sql";

Done rename(store::Database& database, std::string const& source, Of kind, std::string const& before, std::string const& after)
{
    TRY(database.run(rename_known, source, enum_name(kind), before, after));
    return {};
}

constexpr char mark_gone[] = R"sql(
    update directory_source set gone_at = ?3
    where source = ?1 and kind = 'service' and foreign_id = ?2
)sql";

Done remember_gone(store::Database& database, std::string const& source, std::string const& foreign, Time now)
{
    TRY(database.run(mark_gone, source, foreign, now));
    return {};
}

constexpr char known_services_after[] = R"sql(
    select foreign_id, ours, said, gone_at from directory_source
    where source = ?1 and kind = 'service' and foreign_id > ?2 and gone_at is null
    order by foreign_id limit ?3
)sql";

Result<std::vector<Known>> services_after(store::Database& database, std::string const& source, std::string const& after, std::int64_t limit)
{
    return database.all(known_services_after, known_of, source, after, limit);
}

constexpr char count_known_services[]
    = "select count(*) from directory_source where source = ?1 and kind = 'service' and gone_at is null";

Result<std::int64_t> services_known(store::Database& database, std::string const& source)
{
    return database.number(count_known_services, source);
}

constexpr char forget_foreign_codes[] = "delete from service_foreign_code where service = ?1";
constexpr char insert_foreign_code[]
    = "insert into service_foreign_code (service, position, scheme, code) values (?1, ?2, ?3, ?4)";

Done keep_foreign_codes(store::Database& database, Id<Listing> id, std::vector<exchange::ForeignCode> const& codes)
{
    TRY(database.run(forget_foreign_codes, id));
    std::int64_t position = 0;
    for (auto const& code : codes)
        TRY(database.run(insert_foreign_code, id, ++position, code.scheme, code.code));
    return {};
}

constexpr char foreign_codes_of[]
    = "select scheme, code from service_foreign_code where service = ?1 order by position";

Result<std::vector<exchange::ForeignCode>> foreign_codes(store::Database& database, Id<Listing> id)
{
    return database.all(
        foreign_codes_of,
        [](Row const& row) { return exchange::ForeignCode { .scheme = row.string(0), .code = row.string(1) }; }, id);
}

constexpr char delete_open_place[] = R"sql(
    delete from location where id = ?1 and confidential = 0
        and not exists (select 1 from service where location = ?1)
)sql";

Done forget_open_place(store::Database& database, Id<Location> id)
{
    TRY(database.run(delete_open_place, id));
    return {};
}

constexpr char count_listed[] = R"sql(
    select count(*) from service where organization = ?1 and status in ('active', 'temporarily_closed')
)sql";

Result<bool> has_listed_services(store::Database& database, Id<Organization> id)
{
    return TRY(database.number(count_listed, id)) > 0;
}

} // namespace reachline::hotline::directory::sources
