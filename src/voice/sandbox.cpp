#include "voice/sandbox.hpp"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace reachline::voice {

namespace {

/// Every right of the first version of Landlock: reading, writing, making, removing, starting.
constexpr std::uint64_t all_rights = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;

Done restrict_by(int rules, std::string const& removable)
{
    int const folder = ::open(removable.c_str(), O_PATH | O_CLOEXEC);
    if (folder < 0)
        return fail(Fault::NotFound, "the folder of the control socket is not there");
    landlock_path_beneath_attr const removing { .allowed_access = LANDLOCK_ACCESS_FS_REMOVE_FILE,
        .parent_fd = folder };
    auto const added =
        ::syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &removing, 0);
    ::close(folder);
    if (added != 0 || ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0
        || ::syscall(SYS_landlock_restrict_self, rules, 0) != 0)
        return fail(Fault::Broken, "files could not be given up");
    return {};
}

} // namespace

Done give_up_files(std::string const& removable)
{
    landlock_ruleset_attr const handled { .handled_access_fs = all_rights };
    auto const rules =
        static_cast<int>(::syscall(SYS_landlock_create_ruleset, &handled, sizeof(handled), 0));
    if (rules < 0)
        return fail(Fault::Broken, "this kernel has no Landlock");
    auto const done = restrict_by(rules, removable);
    ::close(rules);
    return done;
}

} // namespace reachline::voice
