#pragma once

// The public layer as a list: which services the public may know of, when what it sees of each last
// changed, and by what each is found in the feed. keep() writes it with every record, so that no
// verb can forget to; only what is public goes in, so that no count, page or filter can tell of
// more.

#include "hotline/directory/records.hpp"
#include "store/database.hpp"

#include <optional>
#include <string>
#include <vector>

namespace reachline::hotline::directory::hsds {

/// Called by keep(): takes the listing in, as the public sees it, or out.
Done publish(store::Database&, Listing const&);
/// The same for all that an organization gives, once it changed.
Done publish(store::Database&, hotline::Organization const&);

/// A term of a taxonomy, or any of it.
struct TermWanted {
    std::string taxonomy {};
    std::optional<std::string> code {};
};

struct AreaWanted {
    std::string state {};
    std::string county {};
};

struct Near {
    Point centre {};
    double miles = 0;
};

/// All conditions hold together.
struct Wanted {
    std::optional<Time> modified_after {}; ///< on or after
    std::optional<Id<hotline::Organization>> organization {};
    std::optional<TermWanted> term {};
    std::optional<std::string> taxonomy {};
    std::optional<AreaWanted> serves {};
    std::optional<Near> near {}; ///< then the nearest first; what has no place is not near
};

struct Published {
    Id<Listing> service {};
    Time changed {};
    std::optional<Point> point {};
};

Result<std::vector<Published>> published_services(store::Database&, Wanted const&);
Result<std::vector<Published>> published_services_of(store::Database&, Id<hotline::Organization>);
/// NotFound for what is not public, like for what is not there.
Result<Published> published_service(store::Database&, Id<Listing>);

/// The least that can be said of a service.
struct PublishedName {
    std::string name {};
    Status status = Status::Active;
};
Result<PublishedName> published_name(store::Database&, Id<Listing>);

struct PublishedOrganization {
    Id<hotline::Organization> id {};
    std::string words {}; ///< its names and description, to search in
};
Result<std::vector<PublishedOrganization>> published_organizations(store::Database&,
    std::optional<TermWanted> const& term, std::optional<std::string> const& taxonomy);

} // namespace reachline::hotline::directory::hsds
