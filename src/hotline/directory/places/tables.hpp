#pragma once

// How places lie in memory: flat arrays and one pool of names, sorted for binary search.

#include "hotline/directory/places/places.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace reachline::hotline::directory {

/// Millionths of a degree; eleven centimetres are near enough for any list.
struct PackedPoint {
    std::int32_t latitude = 0;
    std::int32_t longitude = 0;

    static PackedPoint of(Point const&);
    Point unpacked() const { return { latitude / 1e6, longitude / 1e6 }; }
};

struct Named {
    std::uint32_t name; ///< offset into the pool
    std::uint32_t population;
    PackedPoint point;
    std::uint8_t state; ///< position in states()
    std::uint8_t zone; ///< position in zones
    PlaceKind kind;
};

struct Key {
    std::uint32_t folded; ///< offset into the pool
    std::uint32_t named : 31;
    std::uint32_t is_alias : 1;
};

struct ZipRow {
    std::uint32_t zip;
    PackedPoint point;
    std::int32_t city; ///< position in named, or -1
    std::int32_t county; ///< position in named, or -1
    std::uint8_t state;
};

struct Places::Tables {
    std::string pool; ///< names, each ended by NUL
    std::vector<Named> named;
    std::vector<Key> keys; ///< sorted by folded text
    std::vector<ZipRow> zips; ///< sorted
    std::vector<std::string> zones; ///< 0 is the empty one

    std::string_view text(std::uint32_t offset) const { return pool.c_str() + offset; }
};

} // namespace reachline::hotline::directory
