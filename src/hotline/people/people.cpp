#include "hotline/people/people.hpp"

#include <algorithm>
#include <array>

namespace reachline::hotline::people {

namespace {
struct Grant {
    Role role;
    std::initializer_list<Permission> permissions;
};

using enum Permission;
// The table of safety.md 4. An administrator holds no permission that shows a word of a person.
Grant const grants[] = {
    { Role::Advocate, { SignedIn, AnswerSignals, ReadDirectory } },
    { Role::Supervisor, { SignedIn, AnswerSignals, Supervise, DecideException, SendReport, ReadDirectory, ReadStatistics } },
    { Role::Liaison, { SignedIn, SendReport, ReadDirectory } },
    { Role::Editor, { SignedIn, ReadDirectory, EditDirectory } },
    { Role::Verifier, { SignedIn, ReadDirectory, VerifyDirectory } },
    { Role::Analyst, { SignedIn, ReadStatistics } },
    { Role::Administrator, { SignedIn, ManageAccounts } },
    { Role::Auditor, { SignedIn, ReadAudit } },
    { Role::PartnerUser, { PartnerRead } },
};
} // namespace

bool may(Roles const& roles, Permission permission)
{
    if (permission == Permission::Anyone)
        return true;
    return std::any_of(std::begin(grants), std::end(grants), [&](Grant const& grant) {
        return roles.contains(grant.role)
            && std::find(grant.permissions.begin(), grant.permissions.end(), permission)
            != grant.permissions.end();
    });
}

Done check_roles(Roles const& roles)
{
    auto const both = [&](Role a, Role b) { return roles.contains(a) && roles.contains(b); };
    if (roles.empty())
        return fail(Fault::Invalid, "an account needs at least one role");
    if (both(Role::Administrator, Role::Supervisor) || both(Role::Administrator, Role::Advocate))
        return fail(Fault::Invalid, "an administrator cannot also work on cases");
    if (both(Role::Editor, Role::Verifier))
        return fail(Fault::Invalid, "who edits the directory cannot also verify it");
    if (roles.contains(Role::Auditor) && roles.size() > 1)
        return fail(Fault::Invalid, "an auditor holds no other role");
    if (roles.contains(Role::PartnerUser) && roles.size() > 1)
        return fail(Fault::Invalid, "a partner's user holds no role of the staff");
    return {};
}

} // namespace reachline::hotline::people
