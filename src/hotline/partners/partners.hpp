#pragma once

// Who outside may be told anything at all: organizations of the directory that two people of the
// hotline have designated, for one role each. A provider that merely stands in the directory can be
// named to a person; nothing is ever sent to it. A partner's designation ends, and with it what it
// may receive, in one act (threat 7: a false officer, a hacked mailbox).

#include "hotline/audit/audit.hpp"
#include "hotline/partners/jurisdictions.hpp"
#include "hotline/world.hpp"

#include <optional>
#include <string>
#include <vector>

namespace reachline::hotline {

struct Partner;

namespace partners {

enum class State { Proposed, Designated, Ended };
BOOST_DESCRIBE_ENUM(State, Proposed, Designated, Ended)

struct PartnerRow {
    Id<Partner> id;
    Id<Organization> organization;
    Role role {};
    std::string rule; ///< of the jurisdiction table; empty for a provider
    State state {};
    std::optional<Id<Account>> proposed_by;
    std::optional<Id<Account>> designated_by;
};

struct NewPartner {
    Id<Organization> organization;
    Role role = Role::Provider;
    std::string rule {};
};

/// An editor proposes; nothing can be sent yet.
Result<Id<Partner>> propose(World&, Actor const&, NewPartner const&);
/// A verifier, who is another person, designates.
Done designate(World&, Actor const&, Id<Partner>);
/// For `reachline init` and made-up hotlines, before anybody signs in.
Result<Id<Partner>> designate_at_setup(World&, NewPartner const&);
Done end(World&, Actor const&, Id<Partner>);

/// Whether the organization is designated now, in this role.
Result<bool> is_designated(World&, Id<Organization>, Role);
/// Whether anything may be sent to it at all; for workers' connections too.
Result<bool> is_partner(store::Database&, Id<Organization>);
/// All roles in which it is designated now; none means that nothing may be sent to it.
Result<std::vector<Role>> roles_of(World&, Id<Organization>);
/// The organization that a rule of the jurisdiction table means.
Result<std::optional<Id<Organization>>> designated_for(World&, std::string_view rule);
Result<std::optional<Id<Organization>>> designated_for(store::Database&, std::string_view rule);
Result<std::vector<PartnerRow>> all(World&);

} // namespace partners
} // namespace reachline::hotline
