#include "app/commands.hpp"

#include "app/demo/demo.hpp"
#include "app/demo/telephone.hpp"
#include "app/faults.hpp"
#include "app/hotline_files.hpp"
#include "app/server.hpp"
#include "app/story/story.hpp"
#include "base/files.hpp"
#include "edges/console/route.hpp"
#include "edges/sign_in/sign_in.hpp"
#include "hotline/people/accounts.hpp"

#include <csignal>
#include <cstdio>
#include <string>

namespace reachline::app {

namespace {

namespace people = hotline::people;
using hotline::Actor;
using hotline::World;
using hotline::keys::hotline_vault;

/// Handled by Server::wait alone, whichever thread the signal would have come to.
void block_signals()
{
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

/// The demo's own telephones, unless it was given one. Without them it is a hotline without calls.
std::vector<demo::Telephone> start_telephones(Config& config)
{
    std::vector<demo::Telephone> telephones;
    if (config.no_people || !config.voice.empty())
        return telephones;
    for (bool const is_hotline : { true, false }) {
        auto started = is_hotline ? demo::Telephone::of_hotline(config) : demo::Telephone::of_carrier(config);
        if (!started) {
            print_fault("no calls in this demo", started.error());
            break;
        }
        (is_hotline ? config.voice : config.carrier) = started->socket();
        telephones.push_back(std::move(*started));
    }
    return telephones;
}

} // namespace

int explain(Error error)
{
    print_fault("", error);
    return Failed;
}

int serve(Config const& config)
{
    block_signals();
    auto server = Server::start(config);
    if (!server)
        return explain(server.error());
    if (!config.quiet)
        std::printf("public site     http://%s:%u/\nconsole         http://%s:%u/\npartner portal  http://%s:%u/\n",
            config.address.c_str(), config.port, config.address.c_str(), config.port + 1,
            config.address.c_str(), config.port + 2);
    std::printf("ready\n");
    std::fflush(stdout);
    (*server)->wait();
    return Fine;
}

int init(std::string const& data, std::string const& administrator)
{
    SystemClock clock;
    SystemRandom random;
    auto files = HotlineFiles::open(data, clock, random);
    if (!files)
        return explain(files.error());
    auto world = (*files)->world();
    if (world.keys.has_vault(hotline_vault))
        return explain({ Fault::Conflict, "this folder holds a hotline already" });
    std::string recovery_key;
    people::Invited invited {};
    auto const made = in_one_transaction(world, [&](World& fresh) -> Done {
        TRY(fresh.keys.make_vault(hotline_vault));
        recovery_key = TRY(fresh.keys.make_recovery_key(hotline_vault));
        invited = TRY(people::invite(fresh, Actor::system(),
            { .name = administrator, .roles = { people::Role::Administrator } }));
        fresh.keys.lock(hotline_vault);
        return {};
    });
    if (!made)
        return explain(made.error());
    std::printf("The hotline's keys are made.\n\n"
                "Recovery key. Print it, lock it away, keep no copy on a computer. It is shown once:\n\n"
                "    %s\n\n"
                "Whoever holds it can open the vault: it lets the first supervisor in (reachline admit)\n"
                "and is the way back when every passphrase is lost.\n\n"
                "First administrator: %s. Invitation for the first sign-in at the console:\n\n"
                "    %s\n\n"
                "An administrator makes accounts and reads no case.\n",
        recovery_key.c_str(), administrator.c_str(), invited.code.c_str());
    return Fine;
}

int admit(std::string const& data, std::string const& name)
{
    SystemClock clock;
    SystemRandom random;
    auto files = HotlineFiles::open(data, clock, random);
    if (!files)
        return explain(files.error());
    auto const recovery_key = ask_recovery_key();
    auto world = (*files)->world();
    auto const admitted = in_one_transaction(world, [&](World& fresh) -> Done {
        TRY(fresh.keys.unlock_with_recovery_key(hotline_vault, recovery_key));
        for (auto const& account : TRY(people::accounts(fresh)))
            if (account.name == name)
                return people::admit(fresh, Actor::system(), account.id);
        return fail(Fault::NotFound, "there is no account of that name");
    });
    if (!admitted)
        return explain(admitted.error());
    std::printf("%s can sign in and open the vault.\n", name.c_str());
    return Fine;
}

int run_demo(Config config)
{
    if (auto const seeded = demo::seed(config); !seeded && seeded.error().fault != Fault::Conflict)
        return explain(seeded.error());
    config.simulate = !config.no_people;
    auto const telephones = start_telephones(config);
    if (!config.quiet)
        demo::print_welcome(config);
    config.quiet = true; // the welcome has told the doors
    return serve(config);
}

int print_demo_code(std::string const& name)
{
    for (auto const& login : demo::logins())
        if (login.name == name) {
            std::printf("%s\n", demo::code_now(login).c_str());
            return Fine;
        }
    std::fprintf(stderr, "reachline: the demo has nobody of that name\n");
    return WrongUse;
}

int play_stories(std::vector<std::string> const& files, std::string const& share)
{
    int result = Fine;
    for (auto const& file : files) {
        auto const text = file_text(file);
        if (!text)
            return explain(text.error());
        if (auto const failure = story::play(*text, share)) {
            std::fprintf(stderr, "%s:%d: %s\n", file.c_str(), failure->line, failure->why.c_str());
            result = Violated;
        } else {
            std::printf("%s: holds\n", file.c_str());
        }
    }
    return result;
}

int print_openapi()
{
    std::printf("%s\n", edges::console::openapi_document().c_str());
    return Fine;
}

} // namespace reachline::app
