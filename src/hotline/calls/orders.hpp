#pragma once

// What the hotline wants of the voice process.
//
// An order is not a wish of the outbox: the voice process itself is the truth about what sounds, so
// an order that is lost with it is not tried again. `found()` puts right what a restart left. Orders
// travel as notices, after the commit, to edges/voice, which writes them on the socket.

#include "base/id.hpp"
#include "base/private.hpp"
#include "hotline/world.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace reachline::hotline {

struct Leg; ///< a connection in the voice process

namespace calls {

struct Answer {
    Id<Leg> leg;
};
/// 503: we take no call now.
struct Refuse {
    Id<Leg> leg;
};
struct HangUp {
    Id<Leg> leg;
};
/// `ask` comes back with the leg.
struct Dial {
    std::string ask;
    std::vector<std::string> trunks; ///< in this order; empty: whatever there is
    PrivateText number;
    Reading under; ///< the right to say the number to the voice process
};
struct RingPhone {
    std::string ask;
    std::string phone; ///< a registered telephone of the house
};
struct OpenBrowser {
    std::string ask;
    std::string offer;
};
struct Join {
    Id<Leg> leg;
    std::int64_t room;
};
struct Posture {
    Id<Leg> leg;
    bool muted = false, held = false, listening = false;
    std::optional<Id<Leg>> whispers_to {};
};
struct Play {
    Id<Leg> leg;
    std::vector<std::string> prompts;
    bool again = false; ///< round and round
};
struct Quiet {
    Id<Leg> leg;
};
struct Press {
    Id<Leg> leg;
    std::string keys;
};
struct TakeMessage {
    Id<Leg> leg;
    seconds at_most;
};

struct Order {
    std::variant<Answer, Refuse, HangUp, Dial, RingPhone, OpenBrowser, Join, Posture, Play, Quiet,
        Press, TakeMessage>
        what;
};

/// After the commit.
template <class What>
void order(World& world, What what)
{
    world.tell({ .kind = Notice::Kind::VoiceOrder,
        .order = std::make_shared<Order const>(Order { std::move(what) }) });
}

} // namespace calls
} // namespace reachline::hotline
