#pragma once

// The inside of settle(): one look at one call, and what it changes. Only sources of this folder
// include it.

#include "hotline/calls/call_backs.hpp"
#include "hotline/calls/calls.hpp"

namespace reachline::hotline::calls {

/// A call with its parties and its signal, as one command sees and changes them. Every change is
/// written at once, so that another Standing of the same call may follow.
struct Standing {
    CallRow call;
    signals::SignalRow signal;
    std::vector<PartyRow> parties;
    CallRow written; ///< the call as it was read or kept last

    static Result<Standing> of(World&, Id<Signal>);
    /// Writes the call if it changed: every running call is looked at each second.
    Done keep_call(World&);
    PartyRow* caller();
    /// Of the handler, if they joined.
    PartyRow* advocate();
    bool is_in_line() const;
};

inline audit::Subject about(Id<Signal> id) { return audit::subject("signal", id); }
inline keys::Place number_place(Id<CallParty> id) { return { "call_party", "number_sealed", id.value }; }
inline keys::Place sound_place(std::int64_t part) { return { "voicemail", "sound_sealed", part }; }

/// Conflict when it is over.
Result<CallRow> find_running(World&, Id<Signal>);

/// The one who is recorded for what a call does by itself for its handler.
Actor for_handler(signals::SignalRow const&);

/// What happened goes through the line's machine, and its orders are carried out.
Done line_event(World&, Standing&, line::Event const&);
/// Over: everybody is hung up on, the row is closed.
Done finish(World&, Standing&, Ending);
/// Ends one party's leg. Its row says what became of it.
Done end_party(World&, PartyRow&, PartyState, std::optional<Failure> = {});
Done set_state(World&, PartyRow&, PartyState);
/// "12.3": what a dialling or a browser is asked with, so that the answer to an earlier try is known.
std::string ask_of(PartyRow const&);
Done dial(World&, PartyRow&, PrivateText number, Reading const&);
void tell_changed(World&, Id<Signal>);

} // namespace reachline::hotline::calls
