#pragma once

// What each entry said before, for ever.
//
// Whoever was sent to a wrong door can learn when the directory said so, and whose hand it was.
// keep() leaves a row each time that an entry changes: the fields that became otherwise, as they
// were. The place of a confidential service is in no record, so it is in no row. The database
// refuses to alter or to delete one.

#include "hotline/directory/records.hpp"
#include "hotline/people/people.hpp"
#include "store/database.hpp"

namespace reachline::hotline::directory {

/// Whose hand changes an entry, and by which verb: "assured", "change_applied", "imported".
struct Hand {
    Actor::Kind kind = Actor::Kind::System;
    Id<Account> account {};
    std::string_view verb = "kept";
};
inline Hand hand_of(Actor const& actor, std::string_view verb)
{
    return { actor.kind, actor.account, verb };
}

enum class EntryKind { Organization, Service };
BOOST_DESCRIBE_ENUM(EntryKind, Organization, Service)

/// JSON of the fields that the second says otherwise, as the first says them; "{}" for none.
std::string differences(Listing const& before, Listing const& after);
std::string differences(Organization const& before, Organization const& after);

struct Past {
    EntryKind kind = EntryKind::Service;
    std::int64_t subject = 0;
    Time at {};
    Hand hand {};
    std::string before {};
};
Done remember(store::Database&, Past const&);

struct HistoryRow {
    std::int64_t id = 0;
    EntryKind kind = EntryKind::Service;
    Time at {};
    Actor::Kind by = Actor::Kind::System;
    std::optional<Id<Account>> account {};
    std::string verb {};
    std::string before {}; ///< JSON
};
/// Of a listing and of the organization whose it is, the latest first.
Result<std::vector<HistoryRow>> history_of(store::Database&, Id<Listing>);

} // namespace reachline::hotline::directory
