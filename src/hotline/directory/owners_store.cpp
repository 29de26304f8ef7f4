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

} // namespace reachline::hotline::directory
