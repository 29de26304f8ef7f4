#include "hotline/calls/company_store.hpp"

namespace reachline::hotline::calls::rows {

constexpr char update_kind[] = "update call_party set kind = 'advocate', watching = null where id = ?1";

Done make_advocate(World& world, Id<CallParty> id)
{
    TRY(world.database.run(update_kind, id));
    return {};
}

} // namespace reachline::hotline::calls::rows
