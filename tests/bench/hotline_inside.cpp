#include "hotline_inside.hpp"

#include "app/core.hpp"
#include "app/hotline_files.hpp"
#include "base/files.hpp"
#include "crypto/hardening.hpp"
#include "edges/site/site.hpp"
#include "hotline/desk/desk.hpp"
#include "hotline/people/accounts.hpp"
#include "hotline/signals/signals.hpp"

#include <csignal>
#include <cstdio>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <semaphore>
#include <sstream>
#include <sys/resource.h>
#include <unistd.h>

namespace reachline::bench {

namespace {

namespace desk = hotline::desk;
namespace people = hotline::people;
namespace signals = hotline::signals;
namespace site = edges::site;
using hotline::Actor;
using hotline::World;
using hotline::keys::hotline_vault;

constexpr std::int64_t chats_of_an_advocate = 3;

signals::NewSignal a_tip(std::int64_t number)
{
    return { .token = token_of('a', number),
        .channel = signals::Channel::Tip,
        .origin_state = "TX",
        .reason = signals::Reason::Tip,
        .answers = { { "what_happened",
                         "Made-up words of about the length that a tip has when somebody "
                         "has seen something and takes two minutes to write it down." },
            { "state", "TX" }, { "place", "Houston" } } };
}

/// A little room: so many commands wait for their answer, no more.
class InFlight {
public:
    explicit InFlight(std::int64_t at_once)
        : free_(at_once)
        , at_once_(at_once)
    {
    }
    void begin() { free_.acquire(); }
    void end() { free_.release(); }
    void wait_for_all()
    {
        for (std::int64_t i = 0; i < at_once_; ++i)
            free_.acquire();
    }

private:
    std::counting_semaphore<1'000'000> free_;
    std::int64_t at_once_;
};

class Inside {
public:
    Inside(Told const& told, Vault vault);
    ~Inside();

    std::uint16_t port() const { return listener_->port(); }
    std::string leave_tips(std::int64_t count, std::int64_t at_once);
    void open_chats(std::int64_t count);
    void talk(std::int64_t chats, std::int64_t per_s, std::int64_t seconds);

private:
    struct Chat {
        Id<hotline::Signal> signal;
        Actor advocate;
    };

    Done beat(World&);
    Actor advocate(std::int64_t number);
    template <class T>
    T run(std::function<Result<T>(World&)> command);

    Vault vault_;
    SystemClock clock_;
    SystemRandom random_;
    std::unique_ptr<app::HotlineFiles> files_;
    std::unique_ptr<app::Core> core_;
    hotline::directory::Vocabulary vocabulary_;
    hotline::directory::PlacesOnDemand places_;
    hotline::directory::BordersOnDemand borders_;
    hotline::statistics::Categories categories_;
    net::Loop loop_;
    std::unique_ptr<site::Site> site_;
    std::unique_ptr<net::Listener> listener_;
    std::int64_t tips_ = 0;
    std::vector<Chat> chats_;
    std::vector<Actor> advocates_; ///< read by the beat, written in commands: on the core's thread
};

hotline::statistics::Categories categories_in(std::string const& share)
{
    auto const text = must(file_text(share + "/forms/categories.json"), "no forms/categories.json");
    auto categories = hotline::statistics::Categories::load(text);
    if (!categories)
        stop("forms/categories.json is not as it should be");
    return std::move(*categories);
}

Inside::Inside(Told const& told, Vault vault)
    : vault_(vault)
    , files_(must(
          app::HotlineFiles::open(told.folder, clock_, random_), "the folder cannot be opened"))
    , vocabulary_(must(hotline::directory::Vocabulary::load(told.share + "/data/directory"),
          "the directory's words cannot be read"))
    , places_(told.share + "/data/places")
    , borders_(told.share + "/data/map")
    , categories_(categories_in(told.share))
{
    auto world = files_->world();
    must(app::in_one_transaction(world,
             [&](World& fresh) -> Done {
                 TRY(fresh.keys.make_vault(hotline_vault));
                 if (vault == Vault::Locked)
                     fresh.keys.lock(hotline_vault);
                 return {};
             }),
        "the keys cannot be made");
    core_ = std::make_unique<app::Core>(world, files_->database_path());
    site_ = must(site::Site::open(*core_, loop_, clock_, random_,
                     { .find = [](auto const&) { return hotline::directory::Found {}; },
                         .complete = [](auto) { return std::vector<std::string> {}; },
                         .vocabulary = vocabulary_,
                         .places = places_,
                         .borders = borders_,
                         .categories = categories_ },
                     {}),
        "the public site cannot be opened");
    net::ListenerOptions options;
    options.behind_proxy = true; // so that each request can come from a source of its own
    listener_ = must(net::Listener::open(loop_, options,
                         [this](net::Request const& request, net::Reply reply) {
                             site_->answer(request, std::move(reply));
                         }),
        "no port is free");
    core_->start([this](World& beating) { return beat(beating); });
    loop_.start();
}

Inside::~Inside()
{
    loop_.stop();
    core_->stop();
}

/// As the server's own; an open vault stays open, since its advocates have no sessions here.
Done Inside::beat(World& world)
{
    for (auto const& advocate : advocates_)
        TRY(desk::seen(world, advocate.account));
    if (vault_ == Vault::Locked)
        TRY(people::end_idle_sessions(world));
    TRY(signals::abandon_silent(world, desk::Rules {}.silent_in_line));
    TRY(desk::settle(world));
    TRY(signals::shred_due(world));
    return {};
}

template <class T>
T Inside::run(std::function<Result<T>(World&)> command)
{
    std::optional<Result<T>> made;
    std::binary_semaphore done { 0 };
    edges::ask<T>(*core_, std::move(command), [&](Result<T> result) {
        made = std::move(result);
        done.release();
    });
    done.acquire();
    return must(std::move(*made), "the core refused a command");
}

std::string Inside::leave_tips(std::int64_t count, std::int64_t at_once)
{
    InFlight flight(at_once);
    std::vector<double> took(static_cast<std::size_t>(count));
    auto const begun = now_us();
    for (std::int64_t i = 0; i < count; ++i) {
        flight.begin();
        auto& mine = took[static_cast<std::size_t>(i)];
        edges::ask<signals::Opened>(
            *core_, [tip = a_tip(tips_ + i)](World& world) { return signals::open(world, tip); },
            [&flight, &mine, asked = now_us()](Result<signals::Opened> opened) {
                must(std::move(opened), "a tip was refused");
                mine = static_cast<double>(now_us() - asked) / 1000;
                flight.end();
            },
            edges::Urgency::Tip);
    }
    flight.wait_for_all();
    tips_ += count;
    return fmt::format("{} {}", static_cast<double>(now_us() - begun) / 1000, at_percent(took, 99));
}

Actor Inside::advocate(std::int64_t number)
{
    return run<Actor>([this, number](World& world) -> Result<Actor> {
        auto const invited = TRY(people::invite(world, Actor::system(),
            { .name = fmt::format("advocate-{}", number), .roles = { people::Role::Advocate } }));
        Actor const actor { .kind = Actor::Kind::Staff,
            .account = invited.account,
            .roles = { people::Role::Advocate } };
        TRY(desk::set_presence(world, actor, desk::Presence::On));
        advocates_.push_back(actor);
        return actor;
    });
}

void Inside::open_chats(std::int64_t count)
{
    InFlight flight(256);
    Actor on_it;
    chats_.resize(static_cast<std::size_t>(count));
    for (std::int64_t i = 0; i < count; ++i) {
        if (vault_ == Vault::Open && i % chats_of_an_advocate == 0)
            on_it = advocate(i / chats_of_an_advocate);
        flight.begin();
        edges::ask<Chat>(
            *core_,
            [i, on_it](World& world) -> Result<Chat> {
                auto const opened = TRY(signals::open(
                    world, { .token = token_of('c', i), .safety = signals::Safety::Safe }));
                if (on_it.account)
                    TRY(signals::claim(world, on_it, opened.id));
                return Chat { opened.id, on_it };
            },
            [&flight, &chat = chats_[static_cast<std::size_t>(i)]](Result<Chat> opened) {
                chat = must(std::move(opened), "a chat was refused");
                flight.end();
            });
    }
    flight.wait_for_all();
}

void Inside::talk(std::int64_t chats, std::int64_t per_s, std::int64_t seconds)
{
    auto const begun = now_us();
    InFlight flight(10'000);
    for (std::int64_t i = 0; i < per_s * seconds; ++i) {
        auto const due = begun + i * 1'000'000 / per_s;
        if (auto const early = due - now_us(); early > 0)
            ::usleep(static_cast<useconds_t>(early));
        auto const& chat = chats_[static_cast<std::size_t>(i % chats)];
        flight.begin();
        edges::ask<std::int64_t>(
            *core_,
            [chat, words = fmt::format("t={} I am here, take all the time you need.", now_us()),
                key = token_of('e', i)](World& world) {
                return signals::write_from_staff(world, chat.advocate, chat.signal, words, key);
            },
            [&flight](Result<std::int64_t> kept) {
                must(std::move(kept), "an advocate's words were refused");
                flight.end();
            });
    }
    flight.wait_for_all();
}

std::string rss_kb()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:"))
            return line.substr(6);
    stop("this system does not tell the memory of a process");
}

std::string cpu_ms()
{
    rusage used {};
    ::getrusage(RUSAGE_SELF, &used);
    auto const us = (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1'000'000
        + used.ru_utime.tv_usec + used.ru_stime.tv_usec;
    return fmt::format("{}", static_cast<double>(us) / 1000);
}

std::string obey(Inside& inside, std::string const& line)
{
    std::istringstream order(line);
    std::string verb;
    std::int64_t first = 0;
    std::int64_t second = 0;
    std::int64_t third = 0;
    order >> verb >> first >> second >> third;
    if (verb == "cpu")
        return cpu_ms();
    if (verb == "rss")
        return rss_kb();
    if (verb == "tips")
        return inside.leave_tips(first, second);
    if (verb == "chats")
        inside.open_chats(first);
    else if (verb == "talk")
        inside.talk(first, second, third);
    else
        stop("the hotline's process was told what it does not know");
    return "done";
}

} // namespace

int live(Told const& told, Vault vault, int orders, int answers)
{
    std::signal(SIGPIPE, SIG_IGN);
    must(crypto::harden_process(), "this process could not be hardened");
    Inside inside(told, vault);
    auto const say = [&](std::string const& line) {
        auto const whole = line + "\n";
        return ::write(answers, whole.data(), whole.size()) == static_cast<ssize_t>(whole.size());
    };
    bool heard = say(std::to_string(inside.port()));
    std::string line;
    for (char c = 0; heard && ::read(orders, &c, 1) == 1;) {
        if (c != '\n') {
            line += c;
            continue;
        }
        heard = say(obey(inside, line));
        line.clear();
    }
    return 0;
}

} // namespace reachline::bench
