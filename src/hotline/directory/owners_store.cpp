#include "hotline/directory/owners_store.hpp"

#include "hotline/world.hpp"

namespace reachline::hotline::directory {

constexpr char insert_confirmation[] = R"sql(
    insert into service_confirmation (id, service, confirmed_by, confirmed_at)
    values (?1, ?2, ?3, ?4)
)sql";

Done keep_confirmation(World& world, Id<Listing> id, Id<Account> by)
{
    TRY(world.database.run(
        insert_confirmation, world.new_id<struct Confirmation>(), id, by, world.now()));
    return {};
}

constexpr char names_beginning[] = R"sql(
    select id, name from organization
    where substr(lower(name), 1, length(?1)) = lower(?1) and status <> 'defunct'
    order by name, id limit 10
)sql";

Result<std::vector<OrganizationName>> organizations_named(
    store::Database& database, std::string const& beginning)
{
    if (beginning.size() < 3)
        return fail(Fault::Invalid, "a name is looked up by three letters or more");
    return database.all(
        names_beginning,
        [](store::Row const& row) {
            return OrganizationName { row.id<Organization>(0), row.string(1) };
        },
        beginning);
}

} // namespace reachline::hotline::directory
