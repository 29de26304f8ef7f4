#pragma once

// Who outside may be told anything at all: proposed by one, designated by another.

#include "edges/console/contract/common.hpp"

namespace reachline::edges::console::contract {

enum class PartnerRole { Provider, LawEnforcement, LawEnforcementCopy, ChildWelfare, Psap };
BOOST_DESCRIBE_ENUM(PartnerRole, Provider, LawEnforcement, LawEnforcementCopy, ChildWelfare, Psap)

enum class PartnerState { Proposed, Designated, Ended };
BOOST_DESCRIBE_ENUM(PartnerState, Proposed, Designated, Ended)

struct PartnerRow {
    std::int64_t id;
    Recipient organization;
    PartnerRole role;
    std::optional<std::string> unit {}; ///< of the jurisdiction table, for an agency
    PartnerState state;
    std::optional<Colleague> proposed_by {}; ///< absent for one that was there from the beginning
    std::optional<Colleague> designated_by {};
    bool proposed_by_me; ///< then somebody else designates it
    int users; ///< accounts that can sign in at the portal, or were invited to
};
BOOST_DESCRIBE_STRUCT(PartnerRow, (),
    (id, organization, role, unit, state, proposed_by, designated_by, proposed_by_me, users))

/// A row of the jurisdiction table that an agency can be designated for.
struct PartnerRule {
    std::string id;
    std::string state;
    PartnerRole role;
    std::string unit;
};
BOOST_DESCRIBE_STRUCT(PartnerRule, (), (id, state, role, unit))

struct PartnerForm {
    std::vector<PartnerRule> rules;
};
BOOST_DESCRIBE_STRUCT(PartnerForm, (), (rules))

struct NewPartner {
    Id<Organization> organization_id;
    std::optional<std::string> rule {}; ///< none for a provider
};
BOOST_DESCRIBE_STRUCT(NewPartner, (), (organization_id, rule))

} // namespace reachline::edges::console::contract
