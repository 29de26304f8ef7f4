#pragma once

#include "hotline/directory/upkeep/merging.hpp"
#include "hotline/directory/upkeep/queue.hpp"
#include "hotline/directory/upkeep/verification.hpp"

namespace reachline::hotline::directory::upkeep::rows {

Done insert_verification(store::Database&, Id<Listing>, VerificationRow const&);
Done insert_feedback(store::Database&, Id<Listing>, Feedback, Time);

/// What the queue is made of: an entry, and since when what about it.
struct Found {
    Id<Listing> id {};
    std::string name {};
    std::string organization {};
    std::string state {};
    std::optional<Time> since {};
    bool transfers = false;
};
/// Active entries of whom nobody made sure after these days; never sure ones first.
struct Limits {
    Time transfers_before {};
    Time all_before {};
};
Result<std::vector<Found>> overdue(store::Database&, Limits, std::int64_t limit);
/// Added, and never made sure of.
Result<std::vector<Found>> waiting_for_a_second(store::Database&, std::int64_t limit);
Result<std::vector<Found>> with_old_room(store::Database&, Time counted_before, std::int64_t limit);
/// No number, no mail and no page, of itself or of its organization.
Result<std::vector<Found>> unreachable(store::Database&, std::int64_t limit);
/// Active without hours or without a description.
Result<std::vector<Found>> unfinished(store::Database&, std::int64_t limit);

struct FoundFeedback {
    Found entry {};
    Feedback kind {};
    std::int64_t times = 0;
};
Result<std::vector<FoundFeedback>> feedback(store::Database&, Time since);
/// One entry by its id, for reasons that are found elsewhere.
Result<std::optional<Found>> entry(store::Database&, Id<Listing>);
/// The name of an organization or a service; empty where there is none.
Result<std::string> name_of(store::Database&, EntryKind, std::int64_t id);

// Merging.

Done insert_merge(store::Database&, MergeRow const&);
Result<MergeRow> merge(store::Database&, Id<Merge>);
Result<std::vector<MergeRow>> merges(store::Database&, MergeState);
Done decide_merge(store::Database&, Id<Merge>, MergeState, Id<Account>, Time);
Done insert_alias(store::Database&, EntryKind, std::int64_t gone, std::int64_t kept, Time);
/// Whatever named `from` as the kept one now leads to `to`.
Done lead_on(store::Database&, EntryKind, std::int64_t from, std::int64_t to);
Done move_listing(store::Database&, Id<Listing>, Id<Organization>, Time);
Done move_location(store::Database&, Id<Location>, Id<Organization>);

} // namespace reachline::hotline::directory::upkeep::rows
