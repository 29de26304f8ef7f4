#pragma once

// A backup each night, by the server itself: at an hour of the machine's own clock, in a folder that
// whoever runs it names, best on another disk. One that was missed (the machine was off) is made as
// soon as it is on again; one that failed is tried again, and is an alarm until one succeeds.
//
// What is old goes: a copy of the keys after a week, so that erasure reaches the backups (decision
// page 0006); a copy of the database, which opens with the newest keys, after a month.

#include "app/backup/backup.hpp"
#include "base/clock.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace reachline::app {

struct NightlyOptions {
    std::string folder; ///< made when it is not there; empty: no backup is made
    std::chrono::minutes at { 3 * 60 + 30 }; ///< after midnight
    Days keep_database { 30 };
    Days keep_keys { 7 };
};

/// "03:30". Invalid for what is no time of day.
Result<std::chrono::minutes> time_of_day(std::string_view);

/// The work of one look, without a thread: `local` is what a clock on the wall shows.
class Nightly {
public:
    Nightly(std::string data, NightlyOptions);
    /// True when a backup was due and made, false when none was due.
    Result<bool> look(Time local);

private:
    std::string data_;
    NightlyOptions options_;
};

/// Looks once a minute, on a thread of its own, so that no copy stands in the way of the core.
class NightlyBackups {
public:
    NightlyBackups(std::string data, NightlyOptions);
    ~NightlyBackups(); ///< waits for a backup that is being made
    NightlyBackups(NightlyBackups const&) = delete;

    bool is_failing() const { return failing_; } ///< the last try failed; from any thread

private:
    void run();

    Nightly nightly_;
    std::atomic<bool> failing_ = false;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool ends_ = false;
    std::thread thread_;
};

} // namespace reachline::app
