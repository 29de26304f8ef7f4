// The side of the one who measures: starts the hotline's process and speaks to it, a line a time.

#include "hotline.hpp"

#include "hotline_inside.hpp"

#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <sstream>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace reachline::bench {

std::string token_of(char kind, std::int64_t number)
{
    return fmt::format("{}{:063x}", kind, number);
}

Hotline::Hotline(Told const& told, Vault vault)
{
    int to[2];
    int from[2];
    if (::pipe(to) != 0 || ::pipe(from) != 0)
        stop("no pipe could be opened");
    pid_ = ::fork();
    if (pid_ < 0)
        stop("no process could be started");
    if (pid_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::close(to[1]);
        ::close(from[0]);
        std::_Exit(live(told, vault, to[0], from[1]));
    }
    ::close(to[0]);
    ::close(from[1]);
    to_ = to[1];
    from_ = from[0];
    port_ = static_cast<std::uint16_t>(std::stoi(answer()));
}

Hotline::~Hotline()
{
    ::close(to_);
    ::waitpid(pid_, nullptr, 0);
    ::close(from_);
}

void Hotline::tell(std::string const& line)
{
    auto const whole = line + "\n";
    if (::write(to_, whole.data(), whole.size()) != static_cast<ssize_t>(whole.size()))
        stop("the hotline's process has ended");
}

std::string Hotline::answer()
{
    std::string line;
    for (char c = 0; c != '\n';) {
        if (::read(from_, &c, 1) != 1)
            stop("the hotline's process has ended");
        line += c;
    }
    return line;
}

double Hotline::cpu_ms()
{
    tell("cpu");
    return std::stod(answer());
}

double Hotline::rss_kb()
{
    tell("rss");
    return std::stod(answer());
}

Hotline::Pace Hotline::leave_tips(std::int64_t count, std::int64_t at_once)
{
    auto const before = cpu_ms();
    tell(fmt::format("tips {} {}", count, at_once));
    std::istringstream told(answer());
    double elapsed_ms = 0;
    Pace pace;
    told >> elapsed_ms >> pace.p99_ms;
    pace.per_s = static_cast<double>(count) / elapsed_ms * 1000;
    pace.cpu_ms_each = (cpu_ms() - before) / static_cast<double>(count);
    return pace;
}

void Hotline::open_chats(std::int64_t count)
{
    tell(fmt::format("chats {}", count));
    answer();
}

void Hotline::begin_talk(std::int64_t chats, std::int64_t per_s, std::int64_t seconds)
{
    tell(fmt::format("talk {} {} {}", chats, per_s, seconds));
}

void Hotline::end_talk()
{
    answer();
}

} // namespace reachline::bench
