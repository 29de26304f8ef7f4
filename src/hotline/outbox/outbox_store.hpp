#pragma once

// The rows of wishes; only outbox.cpp knows them.

#include "hotline/outbox/outbox.hpp"

namespace reachline::hotline::outbox {

struct Unfinished {
    Id<Wish> id;
    Kind kind;
    std::string about;
    std::int64_t subject;
    int tries;
    Time made_at;
};

Done insert(World&, Id<Wish>, Kind, audit::Subject);
Result<std::optional<Id<Wish>>> find_unfinished(World&, Kind, audit::Subject);
Result<std::optional<Unfinished>> find_unfinished(World&, Id<Wish>);
Result<std::vector<Unfinished>> due(World&, Kind, std::size_t limit);
/// Unfinished, made before `before`, and not yet an alarm.
Result<std::vector<Unfinished>> impatient(World&, Kind, Time before);
Result<std::vector<Unfinished>> unfinished_since(World&, Time before);
Done lease_until(World&, Id<Wish>, Time, int tries);
Done try_again_at(World&, Id<Wish>, Time);
Done finish(World&, Id<Wish>, std::string_view ending);
Result<std::optional<Time>> earliest_due(World&);
/// The earliest moment at which an unfinished wish without its alarm runs out of patience.
Result<std::optional<Time>> earliest_made(World&, Kind);
Done mark_alarmed(World&, Id<Wish>);

} // namespace reachline::hotline::outbox
