#pragma once

// The trail as an auditor reads it: who changed what, who looked at what and why, in ids and coded
// words. No word of a person is in it, so it needs no key and no Reading.
//
// An auditor's own looking is an event of the same trail, written before the answer is given, and
// no filter leaves rows out by who they are from: nobody can look unseen, also not at who looked.

#include "hotline/audit/audit.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace reachline::hotline::audit {

enum class Stream { Changes, Readings };
BOOST_DESCRIBE_ENUM(Stream, Changes, Readings)

struct TrailEntry {
    std::int64_t id;
    Time at;
    std::string by; ///< system, signaler, staff, partner
    std::optional<Id<Account>> account {};
    std::string account_name {};
    std::string what; ///< of a change its verb, of a reading its purpose
    std::string about;
    std::int64_t about_id;
    std::string of {}; ///< what it belongs to, if anything
    std::int64_t of_id = 0;
};

/// What is set narrows; a subject is also found in what belongs to it.
struct TrailFilter {
    Stream stream = Stream::Changes;
    std::optional<Id<Account>> account {};
    std::optional<std::string> what {};
    std::optional<std::string> about {};
    std::optional<std::int64_t> about_id {};
    std::optional<Time> from {};
    std::optional<Time> until {};
    std::optional<std::int64_t> before {}; ///< the id that the last page ended with
};
inline constexpr int trail_page = 50;

/// Every kind of thing that a row of the trail can be about, by the name of its table.
std::span<Literal const> subject_kinds();

/// The newest first, a page of them. Read on a worker: a rare thing may be far back, and an index for
/// each way to ask would be paid for by everybody who writes in.
Result<std::vector<TrailEntry>> trail(store::Database&, TrailFilter const&);

/// Everybody who ever did something here by an account, for the filter's list.
struct Known {
    Id<Account> account;
    std::string name;
};
Result<std::vector<Known>> known_accounts(store::Database&);

/// That somebody reads the trail, and whose or what part of it. NotAllowed for who may not; Invalid
/// for a kind of thing that there is not.
Done note_look(World&, Actor const&, TrailFilter const&);
/// That somebody has the chains computed again.
Done note_check(World&, Actor const&);

/// How long a chain was once and how it ended: what an auditor keeps outside this machine.
struct Anchor {
    std::int64_t rows;
    std::string fingerprint;
};
struct ChainState {
    std::int64_t rows = 0;
    std::string fingerprint; ///< of its end, to be written down: 24 hex digits in groups of four
    std::optional<std::int64_t> broken_at {}; ///< the first row that does not follow from the one before it
    bool ends_well = true; ///< false when the last rows were cut off or added
    std::optional<bool> anchor_holds {}; ///< whether the chain still passes through what was written down
};
/// Computes a chain again from its first row.
Result<ChainState> check_chain(store::Database&, Stream, std::optional<Anchor> const&);

} // namespace reachline::hotline::audit
