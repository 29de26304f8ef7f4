#pragma once

// Two entries that are one become one: an editor proposes, a verifier decides.
//
// The one that is gone stays in the database as defunct, with its history; an alias leads whoever
// still names it to the one that was kept. Services of an organization that is gone go over to the
// other. A designated partner is never the one that is gone: its people sign in under its id, and
// what persons agreed to tell it names it. A merge is not undone by a button: what stood there is in
// the history, and the entry can be added again.

#include "hotline/directory/directory.hpp"
#include "hotline/directory/upkeep/history.hpp"

namespace reachline::hotline {

struct Merge;

namespace directory::upkeep {

enum class MergeState { Proposed, Merged, Refused, NotTheSame };
BOOST_DESCRIBE_ENUM(MergeState, Proposed, Merged, Refused, NotTheSame)

/// Two organizations, or two services of one organization.
struct MergeWish {
    EntryKind kind {};
    std::int64_t kept = 0;
    std::int64_t gone = 0;
};
struct MergeRow {
    Id<Merge> id {};
    MergeWish wish {};
    MergeState state {};
    Id<Account> proposed_by {};
    Time proposed_at {};
};

Result<Id<Merge>> propose_merge(World&, Actor const&, MergeWish const&);
/// An editor looked: they are two, and nobody is asked again.
Done keep_apart(World&, Actor const&, MergeWish const&);
/// A verifier, who did not propose it.
Done merge(World&, Actor const&, Id<Merge>);
Done refuse_merge(World&, Actor const&, Id<Merge>);
Result<std::vector<MergeRow>> waiting_merges(store::Database&);

} // namespace directory::upkeep
} // namespace reachline::hotline
