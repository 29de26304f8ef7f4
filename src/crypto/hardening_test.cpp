#include "crypto/hardening.hpp"

#include "base/test.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace reachline;

namespace {
int hardened()
{
    rlimit cores {};
    bool const held = crypto::harden_process() && prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0
        && prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 && getrlimit(RLIMIT_CORE, &cores) == 0
        && cores.rlim_cur == 0 && cores.rlim_max == 0;
    return held ? 0 : 1;
}
} // namespace

TEST("a hardened process leaves no core and is closed to others")
{
    auto const child = fork(); // for good: it cannot be taken back
    if (child == 0)
        _exit(hardened());
    int status = -1;
    REQUIRE(waitpid(child, &status, 0) == child);

    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
}
