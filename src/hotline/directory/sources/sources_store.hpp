#pragma once

#include "base/bytes.hpp"
#include "hotline/directory/exchange/codes.hpp"
#include "hotline/directory/sources/sources.hpp"

namespace reachline::hotline::directory::sources {

enum class Of { Organization, Service };
BOOST_DESCRIBE_ENUM(Of, Organization, Service)

/// An entry that this source gave us before.
struct Known {
    std::string foreign;
    std::int64_t ours = 0;
    Bytes said {};
    bool is_gone = false;
};

Result<std::optional<Known>> known(store::Database&, std::string const& source, Of, std::string const& foreign);
/// What the source called `service` at its one location; nothing when there are none or several.
Result<std::optional<Known>> known_at_its_location(store::Database&, std::string const& source, std::string const& service);
Done remember(store::Database&, std::string const& source, Of, Known const&, Time);
/// The source calls the entry otherwise from now on.
Done rename(store::Database&, std::string const& source, Of, std::string const& before, std::string const& after);
Done remember_gone(store::Database&, std::string const& source, std::string const& foreign, Time);
/// Services that were there at the last import, after `after`, at most `limit`.
Result<std::vector<Known>> services_after(store::Database&, std::string const& source, std::string const& after, std::int64_t limit);
Result<std::int64_t> services_known(store::Database&, std::string const& source);

Done keep_foreign_codes(store::Database&, Id<Listing>, std::vector<exchange::ForeignCode> const&);
Result<std::vector<exchange::ForeignCode>> foreign_codes(store::Database&, Id<Listing>);
/// Takes away the address of a place that nothing names any more.
Done forget_open_place(store::Database&, Id<Location>);
/// Whether people are led to an organization: it has a service that is listed.
Result<bool> has_listed_services(store::Database&, Id<Organization>);

} // namespace reachline::hotline::directory::sources
