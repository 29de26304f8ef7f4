#pragma once

// How the directory's records are kept. The verbs that check and audit are in directory.hpp.

#include "base/bytes.hpp"
#include "hotline/directory/records.hpp"
#include "hotline/directory/upkeep/history.hpp"
#include "store/database.hpp"

#include <functional>

namespace reachline::hotline {
struct Folder;
}

namespace reachline::hotline::directory {

/// Whether a record may already lie in the database, or is known not to.
enum class Keeping { New, Maybe };

/// Leaves in the history what the record said before, and whose hand changed it.
Done keep(
    store::Database&, Organization const&, Keeping = Keeping::Maybe, Hand const& = {});
/// Keeps a listing; its site, when it has one, under listing.location. The sealed place of a
/// confidential one is kept before, with keep_hidden().
Done keep(store::Database&, Listing const&, Keeping = Keeping::Maybe, Hand const& = {});

/// The place of a confidential service, as the vault sealed it.
struct HiddenPlace {
    Id<Location> id {};
    Id<Organization> organization {};
    Id<Folder> folder {};
    Bytes exact_sealed {};
};
Done keep_hidden(store::Database&, HiddenPlace const&);
Result<HiddenPlace> hidden_place(store::Database&, Id<Listing>);

Result<Organization> organization(store::Database&, Id<Organization>);
Result<Listing> listing(store::Database&, Id<Listing>);

/// Where an id of an entry that was merged into another leads now; itself for every other.
Result<Id<Listing>> current(store::Database&, Id<Listing>);
Result<Id<Organization>> current(store::Database&, Id<Organization>);

/// Ids of all services after `after`, in order, at most `limit`: for walks over the directory.
Result<std::vector<Id<Listing>>> listings_after(
    store::Database&, Id<Listing> after, std::int64_t limit);
Result<std::vector<Id<Listing>>> listings_of(store::Database&, Id<Organization>);
/// Of every organization, in order.
Result<std::vector<Id<Organization>>> all_organizations(store::Database&);
/// Active organizations that hold a role, by name: who may be designated as a partner.
Result<std::vector<Organization>> organizations_with(store::Database&, OrganizationRole);

/// How much the directory holds and when it last changed: an index made from it says the same.
struct Edition {
    std::int64_t services = 0;
    Time updated {};
    bool operator==(Edition const&) const = default;
};
Result<Edition> edition(store::Database&);
/// Services that changed after `since`, or whose organization did.
Result<std::vector<Id<Listing>>> changed_since(
    store::Database&, Time since, std::int64_t limit);

} // namespace reachline::hotline::directory
