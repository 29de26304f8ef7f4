#include "voice/sandbox.hpp"

#include "base/test.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace reachline::voice;

namespace {

/// What a process finds after it gave up files, as its exit code; 0 when all is as it must be.
int found_inside()
{
    if (!give_up_files("/tmp"))
        return 77; // a kernel without Landlock
    if (::open("/etc/hostname", O_RDONLY) >= 0 || ::open("/proc/self/maps", O_RDONLY) >= 0)
        return 1;
    if (::open("/tmp/reachline-sandbox-test", O_WRONLY | O_CREAT, 0600) >= 0)
        return 2;
    ::execl("/bin/true", "/bin/true", nullptr);
    if (::socket(AF_INET, SOCK_DGRAM, 0) < 0)
        return 3;
    return 0;
}

} // namespace

TEST("a process that gave up files reads, writes and starts nothing, and still has sockets")
{
    auto const child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0)
        std::_Exit(found_inside());

    int status = 0;
    ::waitpid(child, &status, 0);

    REQUIRE(WIFEXITED(status));
    if (WEXITSTATUS(status) == 77)
        MESSAGE("this kernel has no Landlock: nothing was tested");
    else
        CHECK(WEXITSTATUS(status) == 0);
}

TEST("a folder that is not there gives nothing up")
{
    CHECK_FALSE(give_up_files("/no/such/folder"));
    CHECK(::access("/etc", R_OK) == 0);
}
