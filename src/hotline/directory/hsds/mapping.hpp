#pragma once

// Our records in the words of HSDS, and HSDS in ours. Pure: no database, no clock.
//
// A listing is one service with one service_at_location. For the public only what shown() gives is
// here: a hidden place is a virtual location without address and coordinates, and whether there is
// a place at all cannot be told. Advocates' eyes see everything, with the additions that carry it
// back whole; that view leaves the hotline sealed only (app/directory_export).

#include "hotline/directory/hsds/model.hpp"
#include "hotline/directory/records.hpp"
#include "hotline/directory/vocabulary.hpp"

#include <optional>
#include <vector>

namespace reachline::hotline::directory::hsds {

/// Whether the public may know of it: visible, and neither waiting nor gone.
bool is_public(hotline::Organization const&);
bool is_public(Listing const&, hotline::Organization const&);

class Outward {
public:
    /// The vocabulary outlives it.
    Outward(Vocabulary const& vocabulary, Visibility audience)
        : vocabulary_(vocabulary)
        , audience_(audience)
    {
    }

    /// Nothing when the audience may not know of it. `changed` is when what the audience sees of it
    /// last changed. The organization is not nested.
    std::optional<Service> service(
        Listing const&, hotline::Organization const&, Time changed) const;
    std::optional<Organization> organization(hotline::Organization const&) const;

private:
    bool sees_all() const { return audience_ == Visibility::Advocate; }

    Vocabulary const& vocabulary_;
    Visibility audience_;
};

/// The way back. What is not said is as in a new record: visibility public, status inactive. Ids
/// that are ours give back our numbers, others 0. Areas and codes are taken where they are in our
/// words; centres of areas, and a location's number, are not said.
Listing listing_from(Service const&, Vocabulary const&);
hotline::Organization organization_from(Organization const&, Vocabulary const&);

/// Categories, populations and practices, in this order.
std::vector<Taxonomy> taxonomies(Vocabulary const&);
std::vector<TaxonomyTerm> taxonomy_terms(Vocabulary const&);

} // namespace reachline::hotline::directory::hsds
