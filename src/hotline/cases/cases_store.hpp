#pragma once

// The rows of cases: SQL and nothing else. Only the sources of this folder include it.

#include "hotline/cases/cases.hpp"

namespace reachline::hotline::cases::rows {

Result<std::int64_t> next_ordinal(World&, std::int64_t year);
struct Opening {
    Id<Case> id;
    std::int64_t year = 0;
    std::int64_t ordinal = 0;
    Id<Folder> folder;
    std::optional<Id<Account>> by;
    std::string const& idempotency_key;
};
Done insert_case(World&, Opening const&);
Result<std::optional<Id<Case>>> case_by_key(World&, std::optional<Id<Account>> by, std::string_view key);
Result<std::optional<CaseFile>> case_file(World&, Id<Case>);
Result<std::vector<CaseFile>> newest_cases(World&, std::int64_t limit);
/// How many rows it changed: none when the version is another by now.
Result<std::int64_t> update_facts(World&, Id<Case>, Facts const&, std::optional<Time> closed_at);
Done update_assigned(World&, Id<Case>, Id<Account>);
Done update_proposed(World&, Id<Case>, Likelihood);
Done update_confirmed(World&, Id<Case>, Likelihood);
Done touch(World&, Id<Case>);

Done insert_link(World&, Id<Case>, Id<Signal>, std::optional<Id<Account>> by);
Result<bool> is_linked(World&, Id<Case>, Id<Signal>);
Result<std::vector<Id<Signal>>> signals_of(World&, Id<Case>);
Result<std::vector<Id<Case>>> cases_of(World&, Id<Signal>);
/// The newest of the case's signals that this account has in hand.
Result<std::optional<Id<Signal>>> live_signal_of(World&, Id<Case>, Id<Account>);

struct NewBreaking {
    std::int64_t id = 0;
    Id<Case> subject;
    Id<Account> by;
    Time until;
    Bytes reason_sealed;
};
Done insert_breaking(World&, NewBreaking const&);
Result<std::optional<Time>> breaking_until(World&, Id<Case>, Id<Account>);
struct SealedBreaking {
    std::int64_t id = 0;
    Id<Case> subject;
    Id<Account> by;
    Time at;
    Time until;
    Bytes reason_sealed;
};
Result<std::vector<SealedBreaking>> breakings_unseen(World&);
Result<std::int64_t> mark_breaking_seen(World&, std::int64_t id, Id<Account> by);

Result<std::vector<Happening>> events_of(World&, Id<Case>, std::int64_t limit);

} // namespace reachline::hotline::cases::rows
