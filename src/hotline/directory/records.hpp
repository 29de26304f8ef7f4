#pragma once

// What the referral directory knows, in the words of HSDS 3 (docs.openreferral.org).
//
// An organization gives services; a service here is a Listing, given at one place or nowhere in
// particular. Each thing said has a visibility: the public, designated partners, or advocates
// alone. The place of a confidential service is said to nobody without a reading: the records here
// have no room for it.

#include "base/clock.hpp"
#include "base/id.hpp"
#include "hotline/directory/places/geo.hpp"

#include <boost/describe.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace reachline::hotline {

struct Location;

namespace directory {

/// Who may see a thing; each sees what those before see.
enum class Visibility { Public, Partner, Advocate };
BOOST_DESCRIBE_ENUM(Visibility, Public, Partner, Advocate)

enum class OrganizationRole { Provider, LawEnforcement, ChildWelfare, Psap };
BOOST_DESCRIBE_ENUM(OrganizationRole, Provider, LawEnforcement, ChildWelfare, Psap)

/// HSDS service.status.
enum class Status { Active, Inactive, Defunct, TemporarilyClosed };
BOOST_DESCRIBE_ENUM(Status, Active, Inactive, Defunct, TemporarilyClosed)

/// What an organization says about a thing it was asked: unknown is "ask", never "no".
enum class Answer { Ask, Yes, No };
BOOST_DESCRIBE_ENUM(Answer, Ask, Yes, No)

enum class PhoneKind { Voice, Hotline, Text, Fax, Tty };
BOOST_DESCRIBE_ENUM(PhoneKind, Voice, Hotline, Text, Fax, Tty)

struct Phone {
    std::string number {}; ///< as it is dialled: "713-555-0142"
    std::string extension {};
    PhoneKind kind = PhoneKind::Voice;
    std::string description {};
    Visibility visibility = Visibility::Public;
    bool operator==(Phone const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Phone, (), (number, extension, kind, description, visibility))

enum class Frequency { Weekly, Monthly };
BOOST_DESCRIBE_ENUM(Frequency, Weekly, Monthly)

/// Opening hours, as in RFC 5545. Closing at "24:00" or before opening runs past midnight.
struct Schedule {
    Frequency freq = Frequency::Weekly;
    std::string byday {}; ///< "MO,TU,FR"; for a month "1MO"
    std::string opens_at {}; ///< "09:00"
    std::string closes_at {}; ///< "17:00"
    std::string timezone {}; ///< IANA name
    std::string valid_from {}; ///< "2026-06-01", or empty
    std::string valid_to {};
    std::string notes {};
    bool operator==(Schedule const&) const = default;
};
BOOST_DESCRIBE_STRUCT(
    Schedule, (), (freq, byday, opens_at, closes_at, timezone, valid_from, valid_to, notes))

struct Address {
    std::string address_1 {};
    std::string city {};
    std::string county {};
    std::string state_province {};
    std::string postal_code {};
    bool operator==(Address const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Address, (), (address_1, city, county, state_province, postal_code))

/// Where a service is given.
struct Site {
    Address address {};
    Point point {};
    std::string timezone {};
    bool operator==(Site const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Site, (), (address, point, timezone))

enum class Extent { Nation, State, County };
BOOST_DESCRIBE_ENUM(Extent, Nation, State, County)

/// Whom a service serves. `centre` is the middle of the whole area (see Places), never typed.
struct Area {
    Extent extent = Extent::State;
    std::string name {}; ///< "Harris County, TX"
    std::string county {};
    std::string state {};
    Point centre {};
    bool operator==(Area const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Area, (), (extent, name, county, state, centre))

/// HSDS 3.1 service_capacity.
struct Capacity {
    std::int64_t available = 0;
    std::optional<std::int64_t> maximum {};
    std::string unit {}; ///< "beds"
    Time updated {};
    bool operator==(Capacity const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Capacity, (), (available, maximum, unit, updated))

/// What of a listing can have a visibility of its own. A phone carries its own.
enum class Field {
    Description,
    Email,
    Website,
    Address,
    Schedules,
    Eligibility,
    Application,
    Fees,
    Capacity,
    LiveTransfer
};
BOOST_DESCRIBE_ENUM(Field, Description, Email, Website, Address, Schedules, Eligibility,
    Application, Fees, Capacity, LiveTransfer)

} // namespace directory

struct Organization {
    Id<Organization> id {};
    std::string name {};
    std::string alternate_name {};
    std::string description {};
    std::string email {};
    std::string website {};
    directory::Visibility visibility = directory::Visibility::Public;
    directory::Status status = directory::Status::Active;
    std::vector<directory::OrganizationRole> roles {};
    std::vector<directory::Phone> phones {};
    std::optional<Time> assured {};
    Time updated {};
    bool operator==(Organization const&) const = default;
};

/// One service of an organization: HSDS service with its service_at_location.
struct Listing {
    Id<Listing> id {};
    Id<Organization> organization {};
    std::string name {};
    std::string alternate_name {};
    std::string description {};
    std::string alert {}; ///< HSDS service.alert: what is otherwise than usual just now
    std::string email {};
    std::string website {};
    directory::Status status = directory::Status::Active;
    directory::Visibility visibility = directory::Visibility::Public;
    std::map<directory::Field, directory::Visibility> field_visibility {};
    std::vector<std::string> categories {}; ///< codes of the Vocabulary, the main one first
    std::vector<std::string> populations {};
    std::vector<std::string> languages {}; ///< ISO 639
    std::vector<directory::Phone> phones {};
    std::vector<directory::Schedule> schedules {};
    std::vector<directory::Area> areas {};
    Id<Location> location {}; ///< 0 where it is given at no place
    bool confidential = false;
    bool remote = false; ///< also given by phone or online: HSDS location_type virtual
    std::optional<directory::Site> site {}; ///< never set when confidential
    std::string eligibility {};
    std::optional<std::int64_t> minimum_age {};
    std::optional<std::int64_t> maximum_age {};
    directory::Answer pets = directory::Answer::Ask; ///< may come along
    directory::Answer children = directory::Answer::Ask; ///< may come along
    std::string application_process {};
    std::string required_documents {};
    std::string interpretation {}; ///< HSDS service.interpretation_services
    std::string fees {};
    bool accepts_live_transfer = false;
    std::string partner_note {};
    std::string advocate_note {};
    std::optional<directory::Capacity> capacity {};
    std::optional<Time> assured {}; ///< when the hotline last made sure of it
    std::optional<Time> confirmed {}; ///< when its provider last said that all of it is true
    Time updated {};
    bool operator==(Listing const&) const = default;
};

} // namespace reachline::hotline
