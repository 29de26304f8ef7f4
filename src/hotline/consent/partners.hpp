#pragma once

// Who may receive anything at all: organisations of the directory that two persons designated,
// each with the roles that it may act in, a vault of its own and an end of its contract. And the
// table of who is told what in which state.

#include "hotline/audit/audit.hpp"
#include "hotline/world.hpp"

#include <boost/describe/enum.hpp>

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace reachline::hotline::consent {

/// The hotline as a recipient: of a consent to be contacted again, and of nothing else.
inline constexpr Id<Organization> the_hotline { 1 };

enum class PartnerRole { Provider, LawEnforcement, ChildWelfare, Psap, Hotline };
BOOST_DESCRIBE_ENUM(PartnerRole, Provider, LawEnforcement, ChildWelfare, Psap, Hotline)

struct NewPartner {
    Id<Organization> organization;
    std::string name; ///< of the unit, as the advocate sees it
    std::set<PartnerRole> roles;
    Time contract_end;
};

struct PartnerRow {
    Id<Organization> organization;
    std::string name;
    std::set<PartnerRole> roles;
    std::optional<Id<Vault>> vault; ///< from the moment its first user is admitted
    std::optional<Id<Account>> designated_by;
    std::optional<Id<Account>> confirmed_by;
    bool active = false;
    std::optional<Time> contract_end;
};

/// Proposed by one, confirmed by another, both supervisors; inactive until then.
Done designate(World&, Actor const&, NewPartner const&);
Done confirm_designation(World&, Actor const&, Id<Organization>);
/// At once: nothing is sent to it any more, and its portal shows nothing.
Done deactivate(World&, Actor const&, Id<Organization>);
/// Its key pair, made when its first user is admitted. Never changed.
Done set_vault(World&, Id<Organization>, Id<Vault>);

Result<PartnerRow> partner(World&, Id<Organization>);
Result<std::vector<PartnerRow>> partners(World&);
/// Active, with a vault, and before the end of its contract.
bool can_receive(PartnerRow const&, Time now);
/// Of an active partner. NotAllowed for any other.
Result<Id<Vault>> vault_of(World&, Id<Organization>);

/// A row of forms/jurisdictions.json, and the partner that two persons put in its place.
struct Rule {
    std::string id; ///< "TX-child_welfare"
    std::string state;
    std::string role; ///< law_enforcement, law_enforcement_copy, child_welfare, psap
    std::string unit;
    std::int64_t deadline_hours = 0;
    std::vector<std::string> copies; ///< ids of rules that get the same
    std::optional<Id<Organization>> partner;
};
/// Which partner a rule means. The partner must be confirmed and hold the rule's role.
Done set_rule_partner(World&, Actor const&, std::string const& rule, Id<Organization>);
Result<std::vector<Rule>> rules_of(World&, std::string const& state);
Result<Rule> rule(World&, std::string const& id);

} // namespace reachline::hotline::consent
