#include "app/server.hpp"

#include "app/directory_index.hpp"
#include "edges/console/console.hpp"
#include "edges/sim/simulator.hpp"
#include "hotline/desk/desk.hpp"
#include "hotline/people/accounts.hpp"
#include "hotline/signals/signals.hpp"
#include "net/http.hpp"

#include <csignal>
#include <cstdio>

namespace reachline::app {

namespace desk = hotline::desk;
namespace people = hotline::people;
namespace signals = hotline::signals;
using hotline::World;

struct Server::Parts {
    explicit Parts(Config told)
        : config(std::move(told))
    {
    }

    Config config;
    SystemClock clock;
    SystemRandom random;
    std::unique_ptr<HotlineFiles> files;
    std::unique_ptr<Core> core;
    std::unique_ptr<DirectoryIndex> directory;
    net::Loop loop;
    int beats = 0;
    std::unique_ptr<edges::console::Console> console;
    std::unique_ptr<edges::sim::Simulator> simulator;
    std::vector<std::unique_ptr<net::Listener>> listeners;

    Done open_files();
    Done open_listener(std::uint16_t offset, net::Handler);
    Done open_edges();
    Done beat(World&);
};

Done Server::Parts::open_files()
{
    files = TRY(HotlineFiles::open(config.data, clock, random));
    auto world = files->world();
    // Nothing is unlocked after a start, so nobody is signed in or on shift until they say so.
    TRY(in_one_transaction(world, [](World& fresh) -> Done {
        TRY(people::end_all_sessions(fresh));
        return desk::restart(fresh);
    }));
    core = std::make_unique<Core>(world, files->database_path());
    return {};
}

Done Server::Parts::open_listener(std::uint16_t offset, net::Handler handler)
{
    net::ListenerOptions options;
    options.address = config.address;
    options.port = static_cast<std::uint16_t>(config.port + offset);
    options.behind_proxy = config.behind_proxy;
    listeners.push_back(TRY(net::Listener::open(loop, options, std::move(handler))));
    return {};
}

Done Server::Parts::open_edges()
{
    auto library = TRY(edges::console::read_library(config.share));
    directory = TRY(DirectoryIndex::open(config.share, config.data));
    library.directory = directory->reader();
    console = std::make_unique<edges::console::Console>(*core, std::move(library),
        edges::console::ConsoleOptions {
            .web_root = config.share + "/web/console/dist",
            .secure_cookies = config.behind_proxy,
            .allowed_origin = {},
        });
    TRY(open_listener(1, [this](net::Request const& request, net::Reply reply) {
        console->answer(request, std::move(reply));
    }));
    if (config.simulate)
        simulator = TRY(edges::sim::Simulator::open(
            *core, loop, config.share + "/data/simulation/people.json", 1));
    return {};
}

/// What happens because time passes. One transaction with whatever else is in the batch.
Done Server::Parts::beat(World& world)
{
    if (beats++ % 10 == 0)
        directory->refresh(*core);
    for (auto const account : console->present())
        TRY(desk::seen(world, account));
    TRY(people::end_idle_sessions(world));
    TRY(signals::abandon_silent(world, desk::Rules {}.silent_in_line));
    TRY(desk::settle(world));
    TRY(signals::shred_due(world));
    return {};
}

Server::Server(std::unique_ptr<Parts> parts)
    : parts_(std::move(parts))
{
}

Result<std::unique_ptr<Server>> Server::start(Config config)
{
    auto parts = std::make_unique<Parts>(std::move(config));
    TRY(parts->open_files());
    TRY(parts->open_edges());
    parts->core->start([&parts = *parts](World& world) { return parts.beat(world); });
    parts->loop.start();
    if (parts->simulator)
        parts->simulator->start();
    return std::unique_ptr<Server>(new Server(std::move(parts)));
}

Server::~Server()
{
    // The edges first, so that nothing new comes in; then the core answers what is queued.
    parts_->loop.stop();
    parts_->core->stop();
}

void Server::wait()
{
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    int received = 0;
    sigwait(&ends, &received);
}

} // namespace reachline::app
