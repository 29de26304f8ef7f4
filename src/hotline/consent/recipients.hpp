#pragma once

// Who may receive what: an organisation that two people designated (partners/), in a role that
// fits the purpose, before the end of its contract, and with a vault of its own to receive it in.

#include "hotline/partners/partners.hpp"

namespace reachline::hotline::consent {

/// The hotline as a recipient: of a consent to be contacted again, and of nothing else.
inline constexpr Id<Organization> the_hotline { 1 };

/// A partner's vault carries its organisation's number.
inline Id<Vault> vault_of(Id<Organization> organization) { return { organization.value }; }

/// After this moment nothing reaches it, until the contract is renewed. Without one there is no end.
Done set_contract_end(World&, Actor const&, Id<Organization>, Time);

/// NotAllowed, with the reason, for an organisation that cannot receive this now.
Done may_receive(World&, Id<Organization>, std::string const& purpose);
/// NotAllowed for one without a vault yet: nobody there could open what is sent.
Done has_vault(World&, Id<Organization>);

} // namespace reachline::hotline::consent
