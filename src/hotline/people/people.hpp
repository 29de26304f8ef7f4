#pragma once

// Who signs in, and what they may do.
//
// Accounts are staff of the hotline or users of a partner organisation. Roles do not inherit; a
// person may hold several, but never a pair that would let one person both act and judge
// (administrator with supervisor, editor with verifier, auditor with anything that writes).

#include "base/id.hpp"
#include "base/result.hpp"

#include <boost/describe/enum.hpp>

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace reachline::hotline {

struct Account;
struct Organization;

namespace people {

enum class Role {
    Advocate,
    Supervisor,
    Liaison, ///< sends and tracks approved reports to law enforcement
    Editor,
    Verifier,
    Analyst,
    Administrator,
    Auditor,
    PartnerUser,
};
BOOST_DESCRIBE_ENUM(Role, Advocate, Supervisor, Liaison, Editor, Verifier, Analyst, Administrator, Auditor, PartnerUser)

/// What a route asks for. Every route names one; Anyone is a choice that one can see.
enum class Permission {
    Anyone, ///< no sign-in: sign-in itself, health
    SignedIn, ///< any staff session
    AnswerSignals, ///< presence, offers, conversations, own cases
    Supervise, ///< decisions, alarms, the whole line
    DecideException,
    SendReport,
    ReadDirectory,
    EditDirectory,
    VerifyDirectory,
    ReadStatistics,
    ManageAccounts,
    ReadAudit,
    PartnerRead, ///< partner portal: what was disclosed to one's own organisation
};
BOOST_DESCRIBE_ENUM(Permission, Anyone, SignedIn, AnswerSignals, Supervise, DecideException, SendReport, ReadDirectory, EditDirectory, VerifyDirectory, ReadStatistics, ManageAccounts, ReadAudit, PartnerRead)

using Roles = std::set<Role>;

/// The table role x permission, in one place (safety.md 4).
bool may(Roles const&, Permission);

/// Invalid, with the reason, for a pair of roles that one person must not hold.
Done check_roles(Roles const&);

} // namespace people

/// Who does something: recorded with every event and reading.
struct Actor {
    enum class Kind { System, Signaler, Staff, Partner };
    Kind kind = Kind::System;
    Id<Account> account {};
    people::Roles roles {};
    std::optional<Id<Organization>> organization {}; ///< for a partner user

    bool may(people::Permission permission) const { return people::may(roles, permission); }
    static Actor system() { return {}; }
    static Actor signaler() { return { .kind = Kind::Signaler }; }
};

} // namespace reachline::hotline
