#pragma once

// The one thread of the process: it waits for sockets, and every 20 ms there is a beat. Signalling
// and sound share it, so nothing here needs a lock; what it costs is measured (bin/bench voice).

#include "base/result.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

namespace reachline::voice {

class Loop {
public:
    struct Beats {
        std::uint64_t all = 0;
        /// Beats that began 20 ms or more after their time: a gap that somebody can hear.
        std::uint64_t late = 0;
    };

    /// One a process: the library beneath has one loop.
    static Result<std::unique_ptr<Loop>> open();
    ~Loop();
    Loop(Loop const&) = delete;

    /// `ready` is called while there is something to read. The descriptor stays its owner's.
    Done watch(int descriptor, std::function<void()> ready);
    void unwatch(int descriptor);
    void on_beat(std::function<void()> beat) { beat_ = std::move(beat); }
    Beats const& beats() const { return beats_; }

    /// Until `stop`, SIGTERM or SIGINT.
    void run();
    void stop();

private:
    struct Watched;
    Loop();
    void beat();
    Done start_beats();

    std::function<void()> beat_;
    Beats beats_;
    std::unique_ptr<Watched> watched_;
    int timer_ = -1;
};

} // namespace reachline::voice
