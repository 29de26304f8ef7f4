#pragma once

// The health of the telephone lines. On 1 December 2022 the national suicide line was silent for
// hours before anybody outside was told; chat and text still worked. So a trunk that is down is an
// alarm on the board at once, and the public site says so and names the other ways in, until the
// trunk is up again.

#include "hotline/audit/audit.hpp"
#include "hotline/world.hpp"

#include <boost/describe/enum.hpp>

#include <string>
#include <vector>

namespace reachline::hotline {

struct Trunk;

namespace calls::trunks {

enum class State {
    Up,
    Down,
    Unknown, ///< nobody looks after it: neither keepalive nor trial call is configured
};
BOOST_DESCRIBE_ENUM(State, Up, Down, Unknown)

struct Told {
    std::string name;
    State state = State::Unknown;
    std::string why {}; ///< a code: "no_answer", "not_heard"; anything else is left out
};

struct TrunkRow {
    Id<Trunk> id {};
    std::string name {};
    State state = State::Unknown;
    std::string why {};
    Time since {};
};

/// All that the voice process has, when it greets us: what it does not name is there no more.
Done greeted(World&, std::vector<Told> const&);
/// One has changed.
Done told(World&, Told const&);
/// The voice process is gone: no call comes in by any of them.
Done unheard(World&);

/// Those that the voice process has, by name.
Result<std::vector<TrunkRow>> all(World&);
/// For an outgoing call: those that are up, then the unknown. None when all are down: then whatever
/// there is may be tried.
Result<std::vector<std::string>> to_dial_by(World&);
/// Whether somebody who calls now may not get through. For a worker's connection too.
Result<bool> calls_may_fail(store::Database&);

} // namespace calls::trunks
} // namespace reachline::hotline
