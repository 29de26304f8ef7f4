#pragma once

// Whether somebody rang before from a caller's number, as far as numbers are still kept: until
// their words are destroyed. A number is no person. A family, a shelter or whoever holds the
// telephone may call from it, so what is found is offered to the advocate as possible, and never
// said by the line.
//
// What is searched is a shelf: twelve bits of a keyed fingerprint, which one number in four
// thousand shares. It narrows thousands of calls down to a few, whose sealed numbers are opened and
// compared. A whole fingerprint would outlive the number in an old backup, where ten digits are
// soon tried against the vault's key; a shelf tells next to nothing (decision page 0076). A
// withheld number has none.

#include "hotline/calls/calls.hpp"

namespace reachline::hotline::calls {

inline constexpr std::size_t most_earlier = 20;

struct EarlierCall {
    Id<Signal> signal;
    Time at;
};
struct CalledBefore {
    SeenNumber number; ///< of the call that was asked about
    std::vector<EarlierCall> calls; ///< the newest first, at most `most_earlier`
    bool many_use_it = false; ///< somebody was told so, in this call or an earlier one
};
/// For who handles the call. Nothing when the number is withheld or not kept any more, or the vault
/// is locked. Writes one reading for the question and one for each call that is found.
Result<std::optional<CalledBefore>> called_before(World&, Actor const&, Id<Signal>);

/// Several people call from this number, the caller says; kept as long as the number. By who
/// handles it.
Done set_many_use_it(World&, Actor const&, Id<Signal>, bool);

/// For the beat, while the vault is open: puts the numbers of calls on their shelves, at most
/// `limit` at once.
Result<std::size_t> put_on_shelves(World&, std::int64_t limit = 100);

} // namespace reachline::hotline::calls
