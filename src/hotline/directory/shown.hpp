#pragma once

// What a listing shows to whom. Everything that leaves the directory goes through shown(): pages,
// exports and both search indexes, so there is one place where a word becomes public.

#include "hotline/directory/records.hpp"

namespace reachline::hotline::directory {

/// A service as one audience sees it; what it may not see is empty.
struct Service {
    Id<Listing> id {};
    Id<Organization> organization_id {};
    std::string name {};
    std::string alternate_name {};
    std::string organization {};
    std::string description {};
    std::string alert {};
    std::string email {};
    std::string website {};
    Status status = Status::Active;
    std::vector<std::string> categories {};
    std::vector<std::string> populations {};
    std::vector<std::string> languages {};
    std::vector<Phone> phones {}; ///< the service's own, then the organization's
    std::vector<Schedule> schedules {};
    std::vector<Area> areas {};
    bool confidential = false; ///< say "call us, we connect you"
    bool remote = false;
    std::optional<Address> address {};
    std::optional<Point> point {}; ///< for a map; never of a confidential place
    std::string eligibility {};
    std::optional<std::int64_t> minimum_age {};
    std::optional<std::int64_t> maximum_age {};
    Answer pets = Answer::Ask;
    Answer children = Answer::Ask;
    std::string application_process {};
    std::string required_documents {};
    std::string interpretation {};
    std::string fees {};
    bool accepts_live_transfer = false;
    std::optional<Capacity> capacity {};
    std::optional<Time> assured {}; ///< when somebody last made sure of it
    Time updated {};
    bool operator==(Service const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Service, (),
    (id, organization_id, name, alternate_name, organization, description, alert, email, website,
        status, categories, populations, languages, phones, schedules, areas, confidential, remote,
        address, point, eligibility, minimum_age, maximum_age, pets, children, application_process,
        required_documents, interpretation, fees, accepts_live_transfer, capacity, assured, updated))

/// All that staff see: the service with what the public does not see, and what that is.
struct ServiceForAdvocates {
    Service service {};
    Visibility visibility = Visibility::Public;
    std::map<std::string, Visibility> field_visibility {};
    std::vector<OrganizationRole> organization_roles {};
    std::string partner_note {};
    std::string advocate_note {};
};
BOOST_DESCRIBE_STRUCT(ServiceForAdvocates, (),
    (service, visibility, field_visibility, organization_roles, partner_note, advocate_note))

/// The service as `audience` sees it, or nothing when it may not know of it.
std::optional<Service> shown(Listing const&, Organization const&, Visibility audience);
std::optional<ServiceForAdvocates> shown_to_advocates(Listing const&, Organization const&);

/// The visibility of a field of this listing: as set for it, else the usual one.
Visibility visibility_of(Listing const&, Field);

/// Where distances to a service are measured from: the place that the audience sees, else the
/// centre of the area served. Measured from a hidden place, three searches would find it.
std::optional<Point> measured_from(Service const&);

} // namespace reachline::hotline::directory
