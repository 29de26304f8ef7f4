#pragma once

// A person in a case. Anonymous is first class: a row may hold a role and nothing else.
//
// What we know of a person lies in fields, one row a field, each with a code of forms/fields.json
// and a sealed value. Only a field can ever be disclosed; a note has no code and so can never
// leave. What the law asks about (age, capacity, guardian) is coded and open, since the database
// itself checks it when a consent is written.

#include "base/private.hpp"
#include "hotline/cases/cases.hpp"

#include <map>

namespace reachline::hotline::cases {

enum class PersonRole { PotentialVictim, Caller, AllegedTrafficker, Other };
BOOST_DESCRIBE_ENUM(PersonRole, PotentialVictim, Caller, AllegedTrafficker, Other)

enum class AgeBand { Adult, Minor, Unknown };
BOOST_DESCRIBE_ENUM(AgeBand, Adult, Minor, Unknown)

/// Whether a yes can be taken as one. A withdrawal is honoured whatever stands here.
enum class Capacity {
    Presumed,
    Doubted, ///< intoxicated, exhausted, confused, an interpreter whom the controller chose
    Lacking,
    Duress, ///< somebody listens or threatens
};
BOOST_DESCRIBE_ENUM(Capacity, Presumed, Doubted, Lacking, Duress)

enum class Known { Yes, No, Unknown };
BOOST_DESCRIBE_ENUM(Known, Yes, No, Unknown)

struct PersonFacts {
    PersonRole role = PersonRole::PotentialVictim;
    AgeBand age_band = AgeBand::Unknown;
    Capacity capacity = Capacity::Presumed;
    std::optional<Id<Person>> guardian {}; ///< of the same case
    Known guardian_is_abuser = Known::Unknown;
};

struct PersonRow {
    Id<Person> id;
    Id<Case> subject;
    std::int64_t ordinal = 0; ///< "Person 1" is what we call them
    PersonFacts facts;
    std::int64_t version = 1;
    Time updated_at;
};

/// Field code -> value; an empty value takes the field away.
using FieldValues = std::map<std::string, std::string>;
inline constexpr std::size_t field_limit = 4 * 1024;

Result<Id<Person>> add_person(World&, Actor const&, Id<Case>, PersonFacts const&);
Result<PersonRow> find_person(World&, Actor const&, Id<Person>);
Result<std::vector<PersonRow>> people_of(World&, Actor const&, Id<Case>);
/// Saves what is coded and every field in one go; fields that are not named stay. Invalid for a
/// code that forms/fields.json does not have; Conflict when somebody saved in between.
Result<std::int64_t> save_person(
    World&, Actor const&, Id<Person>, std::int64_t version, PersonFacts const&, FieldValues const&);

/// What we know of a person, opened; one reading.
struct FieldsSeen {
    std::map<std::string, PrivateText> values;
    Reading reading;
};
Result<FieldsSeen> read_fields(World&, Actor const&, Id<Person>);

/// Which fields hold something, without a look at it.
Result<std::vector<std::string>> filled_fields(World&, Id<Person>);
/// The sealed values of these fields, in their order; for the consent gate, which opens them.
struct SealedField {
    std::int64_t row = 0;
    std::string code;
    Bytes value;
};
Result<std::vector<SealedField>> sealed_fields(World&, Id<Person>);
Result<PrivateText> open_field(World&, SealedField const&);

/// Without a look at who asks: for the core's own work.
Result<PersonRow> person_row(World&, Id<Person>);

/// The codes that may be filled in and, one day, leave: the rows of forms/fields.json. Called at
/// start; a code that was there once stays.
struct FieldCode {
    std::string code;
    std::string sensitivity;
};
Done load_field_codes(World&, std::vector<FieldCode> const&);
/// A code rests in clear wherever it is named, so nothing that is no code may be taken for one.
Result<bool> is_field(World&, std::string_view code);

} // namespace reachline::hotline::cases
