#include "app/server.hpp"

#include "app/backup/nightly.hpp"
#include "app/beat.hpp"
#include "app/directory_index.hpp"
#include "base/files.hpp"
#include "edges/console/console.hpp"
#include "edges/feed/feed.hpp"
#include "edges/partners/portal.hpp"
#include "edges/sim/callers.hpp"
#include "edges/sim/simulator.hpp"
#include "edges/site/site.hpp"
#include "edges/voice/voice.hpp"
#include "hotline/desk/alarms.hpp"
#include "hotline/directory/applications/applications.hpp"
#include "net/http.hpp"

#include <csignal>
#include <cstdio>

namespace reachline::app {

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
    std::optional<hotline::statistics::Categories> categories;
    std::optional<hotline::directory::applications::ReviewForm> review;
    std::unique_ptr<edges::site::Site> site;
    std::unique_ptr<edges::feed::Feed> feed;
    std::unique_ptr<edges::console::Console> console;
    std::unique_ptr<edges::partners::Portal> portal;
    std::unique_ptr<edges::voice::VoiceEdge> voice;
    std::unique_ptr<edges::sim::Simulator> simulator;
    std::unique_ptr<edges::sim::Callers> callers;
    std::vector<std::unique_ptr<net::Listener>> listeners;
    std::unique_ptr<NightlyBackups> backups;

    Done open_files();
    Done open_listener(std::uint16_t offset, net::Handler);
    Done open_site();
    void open_feed();
    Done open_console();
    Done open_portal();
    Done open_edges();
    Done begin_backups();
    Done watch_backups(World&) const;
    Done beat(World&);
};

Done Server::Parts::open_files()
{
    files = TRY(HotlineFiles::open(config.data, clock, random));
    auto world = files->world();
    TRY(in_one_transaction(world, [&](World& fresh) { return app::begin(fresh, config.share); }));
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

Done Server::Parts::open_site()
{
    auto const text = TRY(file_text(config.share + "/forms/categories.json"));
    auto loaded = hotline::statistics::Categories::load(text);
    if (!loaded)
        return fail(Fault::Invalid, "forms/categories.json is not as it should be");
    categories = std::move(*loaded);
    edges::site::Operator told;
    told.title = config.site_title;
    told.exit_site = config.exit_url;
    site = TRY(edges::site::Site::open(*core, loop, clock, random,
        edges::site::Lookups {
            .find = [reader = directory->reader()](hotline::directory::SearchQuery const& query) {
                return reader->find(hotline::directory::Audience::Public, query);
            },
            .complete = [reader = directory->reader()](std::string_view beginning) {
                return reader->complete(hotline::directory::Audience::Public, beginning);
            },
            .vocabulary = directory->reader()->vocabulary(),
            .places = directory->places(),
            .borders = directory->borders(),
            .categories = *categories,
        },
        told));
    open_feed();
    return open_listener(0, [this](net::Request const& request, net::Reply reply) {
        if (edges::feed::Feed::serves(request.path))
            feed->answer(request, std::move(reply));
        else
            site->answer(request, std::move(reply));
    });
}

/// Words are looked up in the public index, as on the site, but nothing is let go of for the sake of
/// finding something: a program asks for what it means.
static Result<std::vector<Id<hotline::Listing>>> found_by_words(
    edges::lookup::DirectoryReader const& reader, std::string const& words, Time now)
{
    using namespace hotline::directory;
    constexpr std::int64_t most_pages = 20;
    std::vector<Id<hotline::Listing>> ids;
    for (std::int64_t page = 0; page < most_pages; ++page) {
        auto const found = TRY(reader.find(Audience::Public,
            { .words = words, .page = page, .page_size = largest_page, .as_typed = true, .now = now }));
        if (!found.relaxed.empty())
            break;
        for (auto const& hit : found.hits)
            ids.push_back(hit.service.id);
        if (static_cast<std::int64_t>(found.hits.size()) < largest_page)
            break;
    }
    return ids;
}

void Server::Parts::open_feed()
{
    feed = std::make_unique<edges::feed::Feed>(*core,
        edges::feed::Sources {
            .find = [this, reader = directory->reader()](std::string const& words) {
                return found_by_words(*reader, words, clock.now());
            },
            .vocabulary = directory->reader()->vocabulary(),
            .places = directory->places(),
        },
        edges::feed::FeedOptions { .is_secure = config.behind_proxy });
}

Done Server::Parts::open_portal()
{
    portal = std::make_unique<edges::partners::Portal>(*core, loop,
        TRY(edges::partners::Pages::load(config.share + "/web/partners")),
        edges::partners::PortalOptions { .secure_cookies = config.behind_proxy,
            .allowed_origin = {},
            .line = {},
            .reference = [&directory = *directory] { return directory.reference(); } });
    return open_listener(2, [this](net::Request const& request, net::Reply reply) {
        portal->answer(request, std::move(reply));
    });
}

Done Server::Parts::open_edges()
{
    directory = TRY(DirectoryIndex::open(config.share, config.data));
    TRY(open_site());
    TRY(open_console());
    TRY(open_portal());
    if (!config.voice.empty())
        voice = TRY(edges::voice::VoiceEdge::open(*core, config.voice));
    if (!config.carrier.empty())
        callers = TRY(edges::sim::Callers::open(loop, config.carrier));
    if (config.simulate)
        simulator = TRY(edges::sim::Simulator::open(
            *core, loop, config.share + "/data/simulation/people.json", 1));
    return {};
}

Done Server::Parts::open_console()
{
    auto library = TRY(edges::console::read_library(config.share));
    library.directory = directory->reader();
    library.borders = &directory->borders();
    review = library.review;
    console = std::make_unique<edges::console::Console>(*core, std::move(library),
        edges::console::ConsoleOptions {
            .web_root = config.share + "/web/console/dist",
            .secure_cookies = config.behind_proxy,
            .allowed_origin = {},
        });
    TRY(open_listener(1, [this](net::Request const& request, net::Reply reply) {
        console->answer(request, std::move(reply));
    }));
    return {};
}

Done Server::Parts::begin_backups()
{
    NightlyOptions options { .folder = config.backups };
    options.at = TRY(time_of_day(config.backup_at));
    if (!options.folder.empty())
        backups = std::make_unique<NightlyBackups>(config.data, std::move(options));
    return {};
}

/// A backup that fails is an alarm on the board until one succeeds.
Done Server::Parts::watch_backups(World& world) const
{
    if (!backups)
        return {};
    hotline::audit::Subject const here { "hotline", 1 };
    if (!backups->is_failing())
        return hotline::desk::end_alarm(world, "backup_failed", here);
    TRY(hotline::desk::raise_alarm(world, "backup_failed", here));
    return {};
}

Done Server::Parts::beat(World& world)
{
    TRY(watch_backups(world));
    TRY(hotline::directory::applications::erase_due(world, *review));
    if (beats++ % 10 == 9)
        directory->refresh(*core);
    return app::beat(world, console->present(), *categories);
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
    TRY(parts->begin_backups());
    parts->directory->follow(*parts->core);
    parts->core->start([&parts = *parts](World& world) { return parts.beat(world); });
    parts->directory->refresh(*parts->core); // before anybody searches
    parts->loop.start();
    if (parts->simulator)
        parts->simulator->start();
    if (parts->callers)
        parts->callers->start();
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
