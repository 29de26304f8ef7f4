// `reachline serve` itself, as a process: what it weighs and how long it takes to be there.

#include "client.hpp"
#include "grown.hpp"
#include "hotline.hpp"
#include "measure.hpp"

#include <algorithm>
#include <boost/json/object.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace reachline::bench {

namespace {

constexpr std::int64_t patience_us = 180'000'000;
/// More tips than these are not left one by one.
constexpr std::int64_t most_left = 1'000'000;

/// Three ports in a row that nobody listens on just now.
std::uint16_t free_ports()
{
    for (int tried = 0; tried < 50; ++tried) {
        auto const port = static_cast<std::uint16_t>(20'000 + (::getpid() + tried * 331) % 10'000);
        auto const is_free = [&](int offset) {
            return !Client(static_cast<std::uint16_t>(port + offset)).connected();
        };
        if (is_free(0) && is_free(1) && is_free(2))
            return port;
    }
    stop("no three ports in a row are free");
}

class Serving {
public:
    explicit Serving(Told const& told)
        : port_(free_ports())
        , begun_(now_us())
        , pid_(::fork())
    {
        if (pid_ < 0)
            stop("no process could be started");
        if (pid_ > 0)
            return;
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
        ::dup2(::open("/dev/null", O_WRONLY), 1);
        auto const port = std::to_string(port_);
        ::execl(told.program.c_str(), told.program.c_str(), "serve", "--quiet", "--data",
            told.folder.c_str(), "--share", told.share.c_str(), "--port", port.c_str(), nullptr);
        std::_Exit(127);
    }
    ~Serving()
    {
        ::kill(pid_, SIGTERM);
        ::waitpid(pid_, nullptr, 0);
    }
    Serving(Serving const&) = delete;

    /// Seconds until it has kept a tip, asked every two milliseconds; nothing when it has no public
    /// site (its console is there, and the site's port is closed).
    bool takes_a_tip(double& seconds) const
    {
        auto const body = "at=tip_review&language=en&go=tip_send&key=" + token_of('f', 1)
            + "&what_happened=Made-up+words";
        auto const post = fmt::format("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                                      "application/x-www-form-urlencoded\r\n"
                                      "Content-Length: {}\r\n\r\n{}",
            body.size(), body);
        while (now_us() - begun_ < patience_us) {
            // The console first: had the site opened between the two looks, it would be missed.
            bool const has_console = Client(static_cast<std::uint16_t>(port_ + 1)).connected();
            Client site(port_);
            if (site.connected()) {
                site.send(post);
                if (site.wait_answer().find("tip_sent") == std::string::npos)
                    stop("the first tip was not acknowledged");
                seconds = since_start();
                return true;
            }
            if (has_console && ++without_site_ > 1'000) {
                seconds = since_start();
                return false;
            }
            if (::waitpid(pid_, nullptr, WNOHANG) != 0)
                stop("the server ended by itself");
            ::usleep(2'000);
        }
        stop("the server was not there after three minutes");
    }
    double memory_mb(std::string const& field) const
    {
        std::ifstream status(fmt::format("/proc/{}/status", pid_));
        for (std::string line; std::getline(status, line);)
            if (line.starts_with(field))
                return std::stod(line.substr(field.size())) / 1024;
        stop("this system does not tell the memory of a process");
    }

private:
    double since_start() const { return static_cast<double>(now_us() - begun_) / 1e6; }

    std::uint16_t port_;
    std::int64_t begun_;
    pid_t pid_;
    mutable int without_site_ = 0;
};

constexpr char no_site[] = "this build serves no public site; there is nothing to measure";

} // namespace

void measure_idle(Told told)
{
    {
        Hotline const made(told, Vault::Locked); // the keys, as `reachline init` makes them
    }
    Serving const server(told);
    double seconds = 0;
    bool const has_site = server.takes_a_tip(seconds);
    ::sleep(5); // so that what the start needed can be given back
    print(told,
        { { "rss_mb", rounded(server.memory_mb("VmRSS:"), 1) },
            { "peak_mb", rounded(server.memory_mb("VmHWM:"), 1) }, { "rows", has_site ? 1 : 0 },
            { "connections", 0 },
            { "how",
                has_site
                    ? "resident memory of `reachline serve`, empty directory, 5 s after its first "
                      "tip"
                    : "resident memory of `reachline serve`, which serves no public site yet, 5 s "
                      "after its console was there" } });
}

void measure_start(Told told)
{
    if (told.rows == 0)
        told.rows = 1'000'000;
    auto const left = std::min(told.rows, most_left);
    double fill_s = 0;
    {
        Hotline hotline(told, Vault::Locked);
        fill_s = static_cast<double>(left) / hotline.leave_tips(left, 2'000).per_s;
    }
    if (left < told.rows)
        grow(told.folder, told.rows / left - 1);
    told.rows = told.rows / left * left;
    Serving const server(told);
    double seconds = 0;
    if (!server.takes_a_tip(seconds))
        stop(no_site);
    std::string const grown = left < told.rows
        ? "; the first million was left at the core's door, the rest are copies of its rows"
        : "";
    print(told,
        { { told.rows == 1'000'000 ? "s_1m" : "s", rounded(seconds, 2) }, { "rows", told.rows },
            { "connections", 1 }, { "fill_s", rounded(fill_s, 0) },
            { "rss_mb", rounded(server.memory_mb("VmRSS:"), 1) },
            { "how",
                "from the start of `reachline serve` to the acknowledgement of a tip over HTTP; "
                "the files were just written, so they are in the system's cache"
                    + grown } });
}

} // namespace reachline::bench
