#include "voice/libre.hpp"
#include "voice/loop.hpp"
#include "voice/room/frame.hpp"

#include <csignal>
#include <sys/resource.h>
#include <sys/timerfd.h>
#include <unistd.h>
#include <unordered_map>

namespace reachline::voice {

namespace {

constexpr int most_descriptors = 8'192;
/// More than this many missed at once are not caught up: the machine slept, and nobody waited.
constexpr std::uint64_t most_caught_up = 25;

} // namespace

struct Loop::Watched {
    struct Entry {
        std::function<void()> ready;
    };
    std::unordered_map<int, std::unique_ptr<Entry>> entries;

    static void ready(int, void* argument)
    {
        // A copy: what it calls may end the watch, and with it the entry.
        auto const call = static_cast<Entry*>(argument)->ready;
        call();
    }
};

Loop::Loop()
    : watched_(std::make_unique<Watched>())
{
}

Result<std::unique_ptr<Loop>> Loop::open()
{
    rlimit limit {};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < most_descriptors) {
        limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, most_descriptors);
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
    if (libre_init() != 0 || fd_setsize(most_descriptors) != 0)
        return fail(Fault::Broken, "the loop could not be started");
    std::unique_ptr<Loop> loop(new Loop);
    TRY(loop->start_beats());
    return loop;
}

Done Loop::start_beats()
{
    timer_ = ::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    itimerspec every {};
    every.it_interval.tv_nsec = every.it_value.tv_nsec = frame_milliseconds * 1'000'000L;
    if (timer_ < 0 || ::timerfd_settime(timer_, 0, &every, nullptr) != 0)
        return fail(Fault::Broken, "there is no clock for the beats");
    return watch(timer_, [this] { beat(); });
}

Loop::~Loop()
{
    unwatch(timer_);
    ::close(timer_);
    libre_close();
}

void Loop::beat()
{
    std::uint64_t due = 0;
    if (::read(timer_, &due, sizeof(due)) != sizeof(due))
        return;
    beats_.all += due;
    beats_.late += due - 1;
    // Those that were missed are made good at once, or every voice would run late for ever.
    for (std::uint64_t i = 0; i < std::min(due, most_caught_up); ++i)
        if (beat_)
            beat_();
}

Done Loop::watch(int descriptor, std::function<void()> ready)
{
    auto entry = std::make_unique<Watched::Entry>(Watched::Entry { std::move(ready) });
    if (fd_listen(descriptor, FD_READ, Watched::ready, entry.get()) != 0)
        return fail(Fault::Busy, "no more sockets can be watched");
    watched_->entries[descriptor] = std::move(entry);
    return {};
}

void Loop::unwatch(int descriptor)
{
    fd_close(descriptor);
    watched_->entries.erase(descriptor);
}

void Loop::run()
{
    static Loop* running = nullptr;
    running = this;
    re_main([](int) { running->stop(); });
    running = nullptr;
}

void Loop::stop()
{
    re_cancel();
}

} // namespace reachline::voice
