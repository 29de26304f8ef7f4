#include "hotline/consent/recipients.hpp"

#include "hotline/consent/consent_store.hpp"

namespace reachline::hotline::consent {

Done set_contract_end(World& world, Actor const& actor, Id<Organization> organization, Time end)
{
    if (actor.kind != Actor::Kind::System && !actor.may(people::Permission::Supervise))
        return fail(Fault::NotAllowed, "only a supervisor sets the end of a partner's contract");
    TRY(rows::upsert_contract_end(world, organization, end));
    TRY(audit::record(world, actor, "partner_contract_set", audit::subject("organization", organization)));
    world.tell({ .kind = Notice::Kind::PartnerChanged, .subject = organization.value });
    return {};
}

Done may_receive(World& world, Id<Organization> organization, std::string const& purpose)
{
    if (TRY(rows::roles_for(world, organization, purpose, world.now())).empty())
        return fail(Fault::NotAllowed, "this organisation is not designated to receive anything for this purpose");
    return {};
}

Done has_vault(World& world, Id<Organization> organization)
{
    if (!world.keys.has_vault(vault_of(organization)))
        return fail(Fault::NotAllowed, "nobody of this organisation can open what is sent: it has not signed in yet");
    return {};
}

} // namespace reachline::hotline::consent
