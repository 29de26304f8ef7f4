#pragma once

// Directories of others, brought in and kept up with.
//
// A false entry hands a person to a trafficker, so an import has no more say than an editor: what is
// new stands unlisted until a verifier makes sure of it, and what changed of a listed entry waits as a
// proposed change. Whoever runs the server may vouch for a source (Trust::Assured): then an entry that
// the source itself made sure of within a year is taken as it is. What changed here and there is
// proposed and never overwritten; what is gone there is unlisted here and never deleted; what is
// hidden anywhere stays hidden. See decision 0038.

#include "hotline/directory/exchange/assembly.hpp"

namespace reachline::hotline::directory::sources {

enum class Trust { Unassured, Assured };

struct Wish {
    std::string source; ///< its name here: "california-211"
    Trust trust = Trust::Unassured;
    bool let_go = false; ///< also when more than a quarter of the source's entries is gone
};

/// What an import does, or would do, with an entry.
enum class Fate { New, Changed, Proposed, Conflicting, Held, Gone };
BOOST_DESCRIBE_ENUM(Fate, New, Changed, Proposed, Conflicting, Held, Gone)

struct Line {
    Fate fate = Fate::New;
    bool is_organization = false;
    std::string foreign {};
    std::string name {}; ///< empty for what the public may not know of
    std::vector<std::string> fields {}; ///< what changes
};

struct Outcome {
    static constexpr std::size_t most_lines = 2'000;

    std::map<Fate, std::int64_t> services {};
    std::map<Fate, std::int64_t> organizations {};
    std::int64_t unchanged = 0; ///< services
    bool knows_gone = false; ///< the file is whole, so what it lacks is gone
    bool is_too_much_gone = false; ///< more than a quarter: a file that was cut off looks the same
    std::vector<Line> lines {};

    bool changes_nothing() const;
};

using Progress = std::function<void(std::int64_t done, std::int64_t of)>;

/// What an import would do; changes nothing.
Result<Outcome> preview(store::Database&, Time now, exchange::Tables const&, exchange::Assembly&,
    exchange::Findings&, Wish const&, Progress const&);
/// Does it. To be called in one transaction: an entry that the database refuses is a finding and
/// loses no other. Conflict when too much would go, and nobody said so.
Result<Outcome> apply(World&, Actor const&, exchange::Tables const&, exchange::Assembly&,
    exchange::Findings&, Wish const&, Progress const&);

} // namespace reachline::hotline::directory::sources
