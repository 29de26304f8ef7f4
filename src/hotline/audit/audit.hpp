#pragma once

// What changed, and who saw what and why.
//
// Every command that changes something writes one event: ids and coded words only, never a word
// that a person said. Every look at private words writes one reading, and only that makes a
// Reading. Both are chained: each row holds the hash of the one before it, so a row that was
// altered, removed or slipped in is found by `reachline verify`.

#include "base/private.hpp"
#include "hotline/people/people.hpp"
#include "hotline/world.hpp"

#include <boost/describe/enum.hpp>

namespace reachline::hotline::audit {

/// Why somebody looked.
enum class Purpose {
    AnswerSignal, ///< in a conversation that is one's own, or offered
    WorkOnCase,
    Supervise,
    DecideStep,
    PreviewDisclosure,
    ReceiveDisclosure, ///< a partner reads what was disclosed to it
    ReturnByReceipt, ///< the signaler reads their own thread
    FindRepeatContact,
    BreakGlass,
    Directory,
    Deliver, ///< the gate renders what a Permit covers
};
BOOST_DESCRIBE_ENUM(Purpose, AnswerSignal, WorkOnCase, Supervise, DecideStep, PreviewDisclosure, ReceiveDisclosure, ReturnByReceipt, FindRepeatContact, BreakGlass, Directory, Deliver)

/// What an event or a reading is about: a table's name and a row.
struct Subject {
    Literal kind; ///< "signal", "case", "consent", ...
    std::int64_t id;
};

template <class T>
Subject subject(Literal kind, Id<T> id)
{
    return { kind, id.value };
}

/// Writes one event. `what` is a verb in the past: "signal_arrived", "consent_withdrawn".
/// `of` is what it belongs to (the case of a consent, say), for timelines.
Done record(World&, Actor const&, Literal what, Subject about, std::optional<Subject> of = {});

class Ledger {
public:
    /// Writes one reading and answers the right to look, for this command.
    static Result<Reading> read(World&, Actor const&, Purpose, Subject);
};

inline Result<Reading> read(World& world, Actor const& actor, Purpose purpose, Subject subject)
{
    return Ledger::read(world, actor, purpose, subject);
}

} // namespace reachline::hotline::audit
