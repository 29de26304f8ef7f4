#include "app/beat.hpp"

#include "base/files.hpp"
#include "hotline/calls/calls.hpp"
#include "hotline/cases/repeat_contact.hpp"
#include "hotline/consent/exception.hpp"
#include "hotline/consent/policy.hpp"
#include "hotline/desk/desk.hpp"
#include "hotline/desk/directory_watch.hpp"
#include "hotline/outbox/outbox.hpp"
#include "hotline/people/accounts.hpp"
#include "hotline/statistics/case_work.hpp"
#include "hotline/statistics/contacts.hpp"
#include "hotline/statistics/partner_count.hpp"
#include "hotline/steps/steps.hpp"

namespace reachline::app {

namespace desk = hotline::desk;
using hotline::World;

Done begin(World& world, std::string const& share)
{
    auto const fields = TRY(file_text(share + "/forms/fields.json"));
    auto const scripts = TRY(file_text(share + "/forms/consent_scripts.json"));
    TRY(hotline::consent::load_policy(world, { .fields = fields, .scripts = scripts }));
    TRY(hotline::people::end_all_sessions(world));
    return desk::restart(world);
}

Done beat(World& world, std::vector<Id<hotline::Account>> const& present,
    hotline::statistics::Categories const& categories)
{
    for (auto const account : present)
        TRY(desk::seen(world, account));
    TRY(hotline::people::end_idle_sessions(world));
    TRY(hotline::signals::abandon_silent(world, desk::Rules {}.silent_in_line));
    TRY(desk::settle(world));
    TRY(hotline::calls::settle_all(world));
    TRY(desk::watch_directory(world));
    TRY(hotline::cases::fill_in_fingerprints(world));
    TRY(hotline::calls::put_on_shelves(world));
    TRY(hotline::consent::expire(world));
    TRY(hotline::consent::watch_exceptions(world));
    TRY(hotline::steps::tick(world));
    TRY(hotline::steps::deliver_due(world));
    TRY(hotline::steps::ring_supervisors(world, present));
    TRY(hotline::outbox::tick(world));
    TRY(hotline::signals::shred_due(world));
    TRY(hotline::calls::forget_destroyed(world));
    TRY(hotline::statistics::count_unanswered(world, categories));
    TRY(hotline::statistics::count_taken(world, categories));
    TRY(hotline::statistics::count_partners(world));
    return {};
}

} // namespace reachline::app
