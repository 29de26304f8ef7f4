#include "crypto/hardening.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace reachline::crypto {

Done harden_process()
{
    rlimit const none { .rlim_cur = 0, .rlim_max = 0 };
    if (setrlimit(RLIMIT_CORE, &none) != 0)
        return fail(Fault::Broken, "core dumps cannot be turned off");
    // Also where a pipe takes the cores (kernel.core_pattern): the limit above does not hold there.
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        return fail(Fault::Broken, "the memory of this process cannot be closed to others");
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return fail(Fault::Broken, "new privileges cannot be turned off");
    return {};
}

} // namespace reachline::crypto
