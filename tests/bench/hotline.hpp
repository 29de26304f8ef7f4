#pragma once

// A whole hotline in a process of its own: database and keys on disk, the core and its thread, the
// public site behind a listener, the beat of every second. It is put together here and not started
// as `reachline serve`, so that it can be filled fast, can speak for its advocates, and can tell
// its own CPU time and memory; everything that does work is the product's.

#include "figures.hpp"

#include <cstdint>
#include <string>
#include <sys/types.h>

namespace reachline::bench {

enum class Vault { Locked, Open };

class Hotline {
public:
    /// Ready when it returns. To be called before this process has a second thread.
    Hotline(Told const&, Vault);
    ~Hotline(); ///< stops it cleanly
    Hotline(Hotline const&) = delete;

    std::uint16_t port() const { return port_; }
    pid_t pid() const { return pid_; }
    double cpu_ms(); ///< user and system, since its start
    double rss_kb();

    struct Pace {
        double per_s = 0;
        double p99_ms = 0;
        double cpu_ms_each = 0;
    };
    /// Leaves `count` tips at the core's door, `at_once` of them waiting at a time.
    Pace leave_tips(std::int64_t count, std::int64_t at_once);
    /// Opens chats number 0 to count - 1; their tokens are `token_of(number)`. With an open vault
    /// an advocate for every three of them answers.
    void open_chats(std::int64_t count);
    /// Advocates write `per_s` messages a second in turn into the first `chats` chats, for some
    /// seconds; each begins with "t=" and the time it was handed to the core. Returns at once.
    void begin_talk(std::int64_t chats, std::int64_t per_s, std::int64_t seconds);
    void end_talk(); ///< waits for it

private:
    void tell(std::string const& line);
    std::string answer();

    pid_t pid_;
    int to_ = -1;
    int from_ = -1;
    std::uint16_t port_ = 0;
};

/// 64 hexadecimal digits.
std::string token_of(char kind, std::int64_t number);

} // namespace reachline::bench
