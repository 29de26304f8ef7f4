#include "hotline/partners/partners.hpp"

#include "hotline/partners/partners_store.hpp"

namespace reachline::hotline::partners {

namespace {

using people::Permission;

bool needs_rule(Role role) { return role != Role::Provider; }

/// A 911 centre signs in nowhere, so its vault is not made by a first user; what an advocate reads
/// out to it rests sealed for it all the same. Who comes one day finds it remade.
Done give_vault(World& world, Id<Organization> organization, Role role)
{
    Id<Vault> const vault { organization.value };
    if (role != Role::Psap || world.keys.has_vault(vault))
        return {};
    TRY(world.keys.make_vault(vault));
    world.keys.lock(vault);
    return {};
}

Done check(NewPartner const& partner)
{
    if (!partner.organization)
        return fail(Fault::Invalid, "a partner is an organization of the directory");
    if (needs_rule(partner.role) == partner.rule.empty())
        return fail(Fault::Invalid, "an agency is designated for a rule of the jurisdiction table, a provider for none");
    return {};
}

} // namespace

Result<Id<Partner>> propose(World& world, Actor const& actor, NewPartner const& partner)
{
    if (!actor.may(Permission::EditDirectory))
        return fail(Fault::NotAllowed, "only an editor of the directory proposes a partner");
    TRY(check(partner));
    auto const id = world.new_id<Partner>();
    TRY(insert(world, id, partner, State::Proposed, actor.account));
    TRY(audit::record(world, actor, "partner_proposed", audit::subject("partner", id),
        audit::subject("organization", partner.organization)));
    return id;
}

Done designate(World& world, Actor const& actor, Id<Partner> id)
{
    if (!actor.may(Permission::VerifyDirectory))
        return fail(Fault::NotAllowed, "only a verifier of the directory designates a partner");
    auto const partner = TRY(find(world, id));
    if (partner.state != State::Proposed)
        return fail(Fault::Conflict, "this partner was designated or ended already");
    if (partner.proposed_by == actor.account)
        return fail(Fault::NotAllowed, "who proposed a partner cannot also designate it");
    TRY(mark_designated(world, id, actor.account));
    TRY(give_vault(world, partner.organization, partner.role));
    TRY(audit::record(world, actor, "partner_designated", audit::subject("partner", id),
        audit::subject("organization", partner.organization)));
    return {};
}

Result<Id<Partner>> designate_at_setup(World& world, NewPartner const& partner)
{
    TRY(check(partner));
    auto const id = world.new_id<Partner>();
    TRY(insert(world, id, partner, State::Designated, std::nullopt));
    TRY(give_vault(world, partner.organization, partner.role));
    TRY(audit::record(world, Actor::system(), "partner_designated", audit::subject("partner", id),
        audit::subject("organization", partner.organization)));
    return id;
}

Done end(World& world, Actor const& actor, Id<Partner> id)
{
    if (!actor.may(Permission::VerifyDirectory) && !actor.may(Permission::Supervise))
        return fail(Fault::NotAllowed, "only a verifier or a supervisor ends a partner's designation");
    auto const partner = TRY(find(world, id));
    if (partner.state == State::Ended)
        return fail(Fault::Conflict, "this designation has ended already");
    TRY(mark_ended(world, id));
    TRY(audit::record(world, actor, "partner_ended", audit::subject("partner", id),
        audit::subject("organization", partner.organization)));
    world.tell({ .kind = Notice::Kind::PartnerChanged, .subject = partner.organization.value });
    return {};
}

Result<bool> is_designated(World& world, Id<Organization> organization, Role role)
{
    for (auto const held : TRY(roles_of(world, organization)))
        if (held == role)
            return true;
    return false;
}

} // namespace reachline::hotline::partners
