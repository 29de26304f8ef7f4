#pragma once

// What a source can say of an entry, thing by thing, so that what changed there and what changed here
// can be told apart. To take one more thing from imports, add a row to the tables in facts.cpp, at the
// end: their order is that of the hashes at rest.

#include "base/bytes.hpp"
#include "hotline/directory/changes.hpp"
#include "hotline/directory/directory.hpp"

#include <span>
#include <string>
#include <vector>

namespace reachline::hotline::directory::sources {

template <class Record>
struct Fact {
    std::string_view name;
    std::string (*text)(Record const&); ///< equal texts, equal facts
    void (*take)(Record& to, Record const& from);
    void (*propose)(Amendment&, Record const& from) = nullptr; ///< none: it has no place in an amendment
};

std::span<Fact<Organization> const> facts(Organization const&);
std::span<Fact<Listing> const> facts(Listing const&);

inline constexpr std::size_t hash_of_a_fact = 8;

/// The hashes of all facts, one behind the other.
template <class Record>
Bytes said_by(Record const&);

Bytes short_hash(std::string_view);

/// Whether the source says a fact otherwise than at the last import, and so differs from us: alone, or
/// while it changed here, too.
enum class Drift { None, There, Both };
/// `said` as said_by() gave it then; a fact that had no hash yet changed nowhere.
template <class Record>
std::vector<Drift> drift(ByteView said, Record const& ours, Record const& theirs);

} // namespace reachline::hotline::directory::sources
