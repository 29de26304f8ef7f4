#include "app/directory_export/walk.hpp"

#include "hotline/directory/directory_store.hpp"
#include "hotline/directory/hsds/mapping.hpp"
#include "hotline/directory/hsds/published.hpp"

namespace reachline::app {

namespace {

using namespace hotline::directory;
using hotline::Listing;

/// Nothing for a service that is not confidential.
Result<std::optional<hsds::HiddenPlaceNote>> hidden_place_note(store::Database& database, Listing const& one)
{
    if (!one.confidential || !one.location)
        return std::nullopt;
    auto const place = TRY(hidden_place(database, one.id));
    return hsds::HiddenPlaceNote { .location = place.id.value,
        .folder = place.folder.value,
        .exact_sealed = hex_of(place.exact_sealed) };
}

Result<std::vector<hsds::Service>> public_services_of(store::Database& database,
    hsds::Outward const& outward, hotline::Organization const& of)
{
    std::vector<hsds::Service> made;
    for (auto const& one : TRY(hsds::published_services_of(database, of.id)))
        if (auto service = outward.service(TRY(listing(database, one.service)), of, one.changed))
            made.push_back(std::move(*service));
    return made;
}

Result<std::vector<hsds::Service>> all_services_of(store::Database& database,
    hsds::Outward const& outward, hotline::Organization const& of)
{
    std::vector<hsds::Service> made;
    for (auto const id : TRY(listings_of(database, of.id))) {
        auto const one = TRY(listing(database, id));
        auto service = outward.service(one, of, one.updated);
        if (!service)
            continue;
        service->hidden_place = TRY(hidden_place_note(database, one));
        made.push_back(std::move(*service));
    }
    return made;
}

Result<std::vector<Id<hotline::Organization>>> owners(store::Database& database, Visibility audience)
{
    if (audience != Visibility::Public)
        return all_organizations(database);
    std::vector<Id<hotline::Organization>> ids;
    for (auto const& one : TRY(hsds::published_organizations(database, {}, {})))
        ids.push_back(one.id);
    return ids;
}

Done walk(store::Database& database, Vocabulary const& vocabulary, Visibility audience,
    Progress const& progress, std::function<Done(Household const&)> const& each)
{
    hsds::Outward const outward(vocabulary, audience);
    auto const ids = TRY(owners(database, audience));
    for (std::size_t n = 0; n < ids.size(); ++n) {
        auto const of = TRY(organization(database, ids[n]));
        if (auto made = outward.organization(of))
            TRY(each(Household { .organization = std::move(*made),
                .services = TRY(audience == Visibility::Public ? public_services_of(database, outward, of)
                                                               : all_services_of(database, outward, of)) }));
        if (progress)
            progress(n + 1, ids.size());
    }
    return {};
}

} // namespace

Done walk_directory(store::Database& database, Vocabulary const& vocabulary, Visibility audience,
    Progress const& progress, std::function<Done(Household const&)> const& each)
{
    TRY(database.begin_looking());
    auto const done = walk(database, vocabulary, audience, progress, each);
    database.rollback();
    return done;
}

} // namespace reachline::app
