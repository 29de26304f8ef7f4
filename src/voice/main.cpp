// reachline-voice: the hotline's telephone. It knows calls and sound, and no person: no database,
// no keys, no log of who called. It opens its files at the start and none afterwards.

#include "base/files.hpp"
#include "base/random.hpp"
#include "voice/config.hpp"
#include "voice/control/socket.hpp"
#include "voice/loop.hpp"
#include "voice/prompts/prompts.hpp"
#include "voice/sandbox.hpp"
#include "voice/web_leg/certificate.hpp"

#include <cstdio>
#include <filesystem>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace {

using namespace reachline;

/// No copy of a voice or a number in a file that a crash leaves, none for another process of our
/// user, and nothing started from here that gains rights.
bool harden()
{
    rlimit const none { 0, 0 };
    return ::setrlimit(RLIMIT_CORE, &none) == 0 && ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0
        && ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}

/// Voices come before everything else that the machine does: a beat that waits for a backup is a
/// gap in a sentence. What it once touched stays in memory: no beat waits for the disk, and no voice
/// is written there by the machine. Where either is not permitted the process goes on without;
/// LimitRTPRIO and LimitMEMLOCK permit them.
void come_first()
{
    (void)::mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT);
    sched_param const priority { .sched_priority = 10 };
    (void)::sched_setscheduler(0, SCHED_RR | SCHED_RESET_ON_FORK, &priority);
}

int complain(std::string_view why)
{
    std::fprintf(stderr, "reachline-voice: %.*s\n", static_cast<int>(why.size()), why.data());
    return 1;
}

Done serve(voice::Config config)
{
    SystemRandom chance;
    auto const prompts = TRY(voice::prompts::Prompts::load(config.prompts, config.recordings));
    auto const loop = TRY(voice::Loop::open());
    std::unique_ptr<voice::control::Socket> socket;
    voice::Calls calls(
        std::move(config.calls), chance, prompts, [&](voice::control::Told const& told) {
            if (socket)
                socket->tell(told);
        });
    auto const socket_folder = std::filesystem::path(config.control).parent_path().string();
    auto const now = [] { return std::chrono::steady_clock::now(); };
    socket = TRY(voice::control::Socket::open(config.control, *loop,
        { .came = [&] { calls.server_came(now()); },
            .went = [&] { calls.server_went(now()); },
            .commanded =
                [&](voice::control::Command const& command) { calls.perform(command); } }));
    auto const stack = TRY(voice::sip::Stack::open(std::move(config.sip), chance, calls.events()));
    calls.set_stack(*stack);
    // The first certificate makes OpenSSL read what it wants to read.
    TRY(voice::web_leg::make_certificate());
    if (auto const given_up = voice::give_up_files(socket_folder.empty() ? "." : socket_folder);
        !given_up)
        complain(
            given_up.error().text.view()); // an old kernel must not keep a hotline from its calls
    bool said_ready = false;
    loop->on_beat([&] {
        stack->beat();
        calls.beat(now());
        if (!said_ready && stack->is_guarded()) {
            said_ready = true;
            std::puts("ready");
            std::fflush(stdout);
        }
    });
    loop->run();
    socket.reset(); // while there are calls to tell that the server went
    auto const& beats = loop->beats();
    std::printf("beats %llu late %llu\n", static_cast<unsigned long long>(beats.all),
        static_cast<unsigned long long>(beats.late));
    return {};
}

} // namespace

int main(int count, char** arguments)
{
    if (count != 2)
        return complain("start it as: reachline-voice CONFIGURATION.json");
    if (!harden())
        return complain("this process could not be hardened");
    come_first();
    auto const text = file_text(arguments[1]);
    if (!text)
        return complain("the configuration cannot be read");
    auto config = voice::read_config(*text);
    if (!config)
        return complain("the configuration is wrong: " + config.error());
    auto const served = serve(std::move(*config));
    return served ? 0 : complain(served.error().text.view());
}
