#pragma once

// Whether somebody was in touch before, found by a number or an address.
//
// The number itself is sealed. What can be searched is a keyed fingerprint, and its key is in the
// vault, so a stolen file answers no question about who called. What was stored while the vault
// was locked gets its fingerprint at the next unlock.

#include "hotline/calls/called_before.hpp"
#include "hotline/cases/person.hpp"

namespace reachline::hotline::cases {

enum class PointKind { Phone, Email };
BOOST_DESCRIBE_ENUM(PointKind, Phone, Email)

/// One spelling for one number ("+15555550123") or address; nothing for what is neither.
std::optional<std::string> normalised(PointKind, std::string_view);

/// Earlier cases with this number or address that the actor may know of: those they may open, and,
/// for the rest, their ids for break-glass. Purpose and finding are recorded. NotAllowed while
/// the vault is locked.
struct Repeat {
    Id<Case> subject;
    Id<Person> person;
    bool readable = false;
};
Result<std::vector<Repeat>> find_repeat(World&, Actor const&, PointKind, std::string_view typed);

/// Whom a caller's number may belong to: earlier calls, and cases in which the number was written down.
struct CallerRepeats {
    std::vector<calls::EarlierCall> calls;
    bool many_use_it = false;
    std::vector<Repeat> cases;
};
/// For who handles the call, while the number is there; nothing else.
Result<std::optional<CallerRepeats>> find_repeat_of_caller(World&, Actor const&, Id<Signal> call);

/// Remembers the number or address that stands in `source` (a field code, a part of the plan), in
/// place of what stood there; empty or unreadable: forgets it. Called by every verb that stores one.
Done remember_point(
    World&, Id<Person>, Id<Folder>, Literal source, PointKind, std::string_view typed);

/// Gives a fingerprint to what was stored while locked, at most `limit` a call; answers how many.
Result<std::size_t> fill_in_fingerprints(World&, std::int64_t limit = 500);

} // namespace reachline::hotline::cases
