#pragma once

// Ids for the world outside. HSDS wants UUIDs; ours are made from the kind of a record and our own
// number, and can be read back, so no table stands between a link and its record.
//
//   485344kk-pppp-8000-8nnn-nnnnnnnnnnnn     (UUID version 8, RFC 9562 section 5.8)
//     485344  "HSD"            kk  the Kind            pppp  which part of its record, from 1; 0
//     itself n       the record's number; of a term, a hash of its taxonomy and code, the same in
//     every hotline
//
// What stands under one service (its place, its phones, its hours) is numbered by the service. An
// id that is well formed says nothing of whether anything is there.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace reachline::hotline::directory::hsds {

/// Never renumbered: links of others hold these.
enum class Kind : std::uint8_t {
    Organization = 1,
    Service = 2,
    ServiceAtLocation = 3, ///< by the number of its service, as all below but those of terms
    Location = 4,
    Address = 5,
    Phone = 6,
    OrganizationPhone = 7, ///< by the number of its organization
    Schedule = 8,
    Language = 9,
    ServiceArea = 10,
    Attribute = 11,
    PhoneAttribute = 12,
    RequiredDocument = 13,
    Capacity = 14,
    Unit = 15,
    Taxonomy = 16,
    TaxonomyTerm = 17,
};

struct Parsed {
    Kind kind {};
    std::int64_t number = 0;
    int position = 0;
    bool operator==(Parsed const&) const = default;
};

std::string uuid(Kind, std::int64_t number, int position = 0);
/// Of a taxonomy ("reachline-category") or of a term of one.
std::string uuid_of_word(Kind, std::string_view taxonomy, std::string_view code = {});

/// Nothing for the id of anybody else, or of no kind that we know. Letters of either case are read.
std::optional<Parsed> parsed(std::string_view uuid);
/// The number of a record of this kind.
std::optional<std::int64_t> number_of(Kind, std::string_view uuid);
/// Anybody's: eight, four, four, four and twelve hexadecimal digits.
bool is_uuid(std::string_view);

} // namespace reachline::hotline::directory::hsds
