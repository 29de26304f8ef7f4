#pragma once

// Which text of ours is which text of the standard: one table for both directions.

#include "hotline/directory/hsds/model.hpp"
#include "hotline/directory/records.hpp"

#include <array>
#include <string>

namespace reachline::hotline::directory::hsds {

template <class Ours, class Theirs>
struct SameText {
    std::string Ours::*ours;
    std::string Theirs::*theirs;
};

inline constexpr std::array service_texts {
    SameText<Listing, Service> { &Listing::name, &Service::name },
    SameText<Listing, Service> { &Listing::alternate_name, &Service::alternate_name },
    SameText<Listing, Service> { &Listing::description, &Service::description },
    SameText<Listing, Service> { &Listing::alert, &Service::alert },
    SameText<Listing, Service> { &Listing::email, &Service::email },
    SameText<Listing, Service> { &Listing::website, &Service::url },
    SameText<Listing, Service> { &Listing::interpretation, &Service::interpretation_services },
    SameText<Listing, Service> { &Listing::application_process, &Service::application_process },
    SameText<Listing, Service> { &Listing::fees, &Service::fees_description },
    SameText<Listing, Service> { &Listing::eligibility, &Service::eligibility_description },
};

inline constexpr std::array organization_texts {
    SameText<hotline::Organization, Organization> {
        &hotline::Organization::name, &Organization::name },
    SameText<hotline::Organization, Organization> {
        &hotline::Organization::alternate_name, &Organization::alternate_name },
    SameText<hotline::Organization, Organization> {
        &hotline::Organization::description, &Organization::description },
    SameText<hotline::Organization, Organization> {
        &hotline::Organization::email, &Organization::email },
    SameText<hotline::Organization, Organization> {
        &hotline::Organization::website, &Organization::website },
};

inline constexpr std::array schedule_texts {
    SameText<directory::Schedule, Schedule> { &directory::Schedule::byday, &Schedule::byday },
    SameText<directory::Schedule, Schedule> { &directory::Schedule::opens_at, &Schedule::opens_at },
    SameText<directory::Schedule, Schedule> {
        &directory::Schedule::closes_at, &Schedule::closes_at },
    SameText<directory::Schedule, Schedule> {
        &directory::Schedule::timezone, &Schedule::timezone_name },
    SameText<directory::Schedule, Schedule> {
        &directory::Schedule::valid_from, &Schedule::valid_from },
    SameText<directory::Schedule, Schedule> { &directory::Schedule::valid_to, &Schedule::valid_to },
    SameText<directory::Schedule, Schedule> { &directory::Schedule::notes, &Schedule::notes },
};

/// HSDS has no county; `region` is its word for what lies between a city and a state.
inline constexpr std::array address_texts {
    SameText<directory::Address, Address> { &directory::Address::address_1, &Address::address_1 },
    SameText<directory::Address, Address> { &directory::Address::city, &Address::city },
    SameText<directory::Address, Address> { &directory::Address::county, &Address::region },
    SameText<directory::Address, Address> {
        &directory::Address::state_province, &Address::state_province },
    SameText<directory::Address, Address> {
        &directory::Address::postal_code, &Address::postal_code },
};

template <class Ours, class Theirs, std::size_t N>
void copy_out(std::array<SameText<Ours, Theirs>, N> const& same, Ours const& from, Theirs& to)
{
    for (auto const& text : same)
        to.*text.theirs = from.*text.ours;
}

template <class Ours, class Theirs, std::size_t N>
void copy_back(std::array<SameText<Ours, Theirs>, N> const& same, Theirs const& from, Ours& to)
{
    for (auto const& text : same)
        to.*text.ours = from.*text.theirs;
}

} // namespace reachline::hotline::directory::hsds
