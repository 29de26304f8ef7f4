#pragma once

// Fairness between sources (safety.md U5, U6): nobody is turned away, nobody is asked a riddle. A
// source that opens more than its share waits in a slow lane where sources take turns, so a flood
// from one place delays that place and no other. There is no global cap.
//
// A source is the keyed fingerprint that net makes of an address; it lives in memory only.

#include "base/clock.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace reachline::edges::site {

using Source = std::uint64_t;

struct Share {
    double burst = 12; ///< at once: a shelter or a school behind one address
    double per_second = 0.5; ///< and then this many
};

/// One bucket of tokens a source.
class Buckets {
public:
    explicit Buckets(Share share = {})
        : share_(share)
    {
    }
    /// Whether this source has a token left; takes it.
    bool take(Source, Time now);
    std::size_t size() const { return buckets_.size(); }

private:
    struct Bucket {
        double tokens;
        Time filled;
    };
    void forget_full(Time now);

    Share share_;
    std::unordered_map<Source, Bucket> buckets_;
};

/// Work that waits, a turn for each source. Who was sent away with a ticket goes before who comes
/// now from the same source: a person who tries again gets through, a flood that does not listen
/// does not.
class Turns {
public:
    struct Limits {
        std::size_t of_a_source = 64;
        std::size_t in_all = 10'000;
    };
    enum class Ticket { None, Held };
    using Work = std::function<void()>;

    Turns() = default;
    explicit Turns(Limits limits)
        : limits_(limits)
    {
    }
    /// False when this source has as many waiting as it may; `work` is then gone.
    bool push(Source, Ticket, Work);
    /// The next in turn.
    std::optional<Work> pop();
    std::size_t size() const { return size_; }

private:
    struct Lane {
        std::deque<Work> ticketed;
        std::deque<Work> fresh;
        std::size_t size() const { return ticketed.size() + fresh.size(); }
    };
    Limits limits_ {};
    std::map<Source, Lane> lanes_;
    Source last_ = 0;
    std::size_t size_ = 0;
};

/// A ticket of the slow lane: that this source was sent away at that time. Good for ten minutes.
class TicketOffice {
public:
    using Key = std::array<std::byte, 32>;
    explicit TicketOffice(Key const& key)
        : key_(key)
    {
    }
    std::string ticket(Source, Time now) const;
    bool is_good(std::string_view ticket, Source, Time now) const;

private:
    std::string seal(Source, std::int64_t second) const;
    Key key_;
};

/// How fast numbers may be tried. Answers fall on steps after the try, so that their time does not
/// tell what was found.
struct GuessingPace {
    milliseconds first { 2'000 };
    milliseconds slowest { 20'000 };
    milliseconds step { 500 };
};

/// How long one more try to open a receipt takes for this source: twice as long after each that
/// failed.
class GuessingBrake {
public:
    explicit GuessingBrake(GuessingPace pace = {})
        : pace_(pace)
    {
    }
    milliseconds step() const { return pace_.step; }
    milliseconds next_try(Source, Time now);
    void opened(Source); ///< a right number: forgotten

private:
    struct Tries {
        int failed;
        Time last;
    };
    GuessingPace pace_;
    std::unordered_map<Source, Tries> tries_;
};

} // namespace reachline::edges::site
