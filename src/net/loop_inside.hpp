#pragma once

// The inside of the loop: what the three sources that know Asio share. Nothing else includes this.

#include "net/http.hpp"
#include "net/source.hpp"

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <list>
#include <mutex>
#include <thread>
#include <unordered_set>

namespace reachline::net {

using Moment = std::chrono::steady_clock::time_point;

class Surface;

struct Loop::Inside : std::enable_shared_from_this<Loop::Inside> {
    boost::asio::io_context context { 1 };
    SourceKey sources;
    std::unordered_set<Surface*> surfaces;
    bool stopping = false;

    /// False if the loop has ended: then nothing was kept.
    bool post(std::function<void()>);
    /// Runs on the loop and waits, or in place where the loop does not run (or is this thread).
    void run_and_wait(std::function<void()> const&);
    void arm(milliseconds, std::function<void()>);

    void start();
    void stop();
    bool is_this_thread() const { return std::this_thread::get_id() == thread_id; }

private:
    void run_posted();
    void retire_all();
    void wait_for_the_last(Moment until);
    void drop_all();

    std::mutex mutex; // guards the next three
    std::vector<std::function<void()>> posted;
    bool ended = false;
    bool started = false;

    std::list<boost::asio::steady_timer> timers;
    std::optional<boost::asio::executor_work_guard<boost::asio::io_context::executor_type>>
        open_end;
    std::thread thread;
    std::atomic<std::thread::id> thread_id {};
};

void note_exception();

/// Runs what an edge handed in. What it throws ends that piece of work only, never the server.
template <class F>
bool survives(F const& work)
{
    try {
        work();
        return true;
    } catch (...) {
        note_exception();
        return false;
    }
}

} // namespace reachline::net
