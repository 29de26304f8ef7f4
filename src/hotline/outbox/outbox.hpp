#pragma once

// What must happen outside the core, written down before it is tried (design D4).
//
// A wish is written in the same transaction as the change that needs it. After the commit an edge
// claims it, performs it with the wish's own key (so a repeat does nothing twice), and posts the
// outcome back. A restart finds unfinished wishes, since a claim is a lease that runs out. A wish
// whose patience is over raises an alarm on the board while it is still being tried: silence is
// never silent. Wishes carry ids, never a word that a person said.
//
// To add a kind: name it here with its patience, and name its performer in app/wiring.cpp.

#include "hotline/audit/audit.hpp"
#include "hotline/world.hpp"

#include <boost/describe/enum.hpp>

namespace reachline::hotline {

struct Wish;

namespace outbox {

enum class Kind {
    DeliverDisclosure, ///< subject: disclosure; put it where its recipient finds it
    TellPartner, ///< subject: organization; something waits for them in their portal
    RingSupervisor, ///< subject: what it is about; somebody must look now
};
BOOST_DESCRIBE_ENUM(Kind, DeliverDisclosure, TellPartner, RingSupervisor)

struct Claimed {
    Id<Wish> id;
    Kind kind;
    std::string about; ///< a table's name
    std::int64_t subject;
    int tries; ///< this one included

    /// The same for every try of one wish.
    std::string idempotency_key() const { return "wish-" + std::to_string(id.value); }
};

enum class Outcome {
    Performed,
    TryAgain, ///< later, each time after a longer pause
    Impossible, ///< no try can succeed: alarm at once
};

/// How long an edge has for one try before another may claim the wish.
inline constexpr seconds lease { 30 };
/// How long a wish of this kind may wait before it is an alarm.
milliseconds patience(Kind);
/// The pause after this many failed tries: it doubles from one second up to one minute.
milliseconds pause_after(int tries);
/// A wish is tried this long, then given up; its alarm stays.
inline constexpr hours give_up_after { 24 };

/// Writes a wish; while one for the same kind and subject is unfinished, answers that one.
Result<Id<Wish>> wish(World&, Kind, audit::Subject);
/// Takes back unfinished wishes for this kind and subject: a withdrawal stops what is queued.
Done cancel(World&, Kind, audit::Subject);
/// It came about without an edge: who was to be told has looked, say.
Done fulfil(World&, Kind, audit::Subject);

/// Due wishes of this kind, oldest first, leased to the caller.
Result<std::vector<Claimed>> claim(World&, Kind, std::size_t limit);
/// What became of a claimed wish. Conflict if it was cancelled or ended meanwhile.
Done report(World&, Id<Wish>, Outcome);

/// Time passed: raises alarms for wishes that waited too long and gives up the oldest.
Done tick(World&);
/// When `claim` or `tick` next has something to do.
Result<std::optional<Time>> next_due(World&);

} // namespace outbox
} // namespace reachline::hotline
