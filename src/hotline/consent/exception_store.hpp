#pragma once

// The rows of exceptions: SQL and nothing else. Only the sources of this folder include it.

#include "hotline/consent/exception.hpp"

namespace reachline::hotline::consent::rows {

/// What forms/fields.json lets a kind cover, and whether one may send it alone.
struct ScopeField {
    std::string code;
    bool alone = false;
};
Result<std::vector<ScopeField>> scope_of(World&, ExceptionKind);

struct NewExceptionRow {
    Id<Exception> id;
    Id<Case> subject;
    Purpose purpose {};
    NewException const& wanted;
    cases::AgeBand age_band {};
    Id<Account> by;
    Time decide_by;
    Bytes facts_sealed;
    bool solo = false;
};
Done insert_exception(World&, NewExceptionRow const&);
Done insert_exception_field(World&, Id<Exception>, ExceptionKind, bool solo, std::string_view code);
Done insert_observation(World&, Id<Exception>, std::string_view code);
Result<std::optional<Id<Exception>>> exception_by_key(World&, Id<Account>, std::string_view key);
Result<std::optional<ExceptionRow>> exception(World&, Id<Exception>);
Result<std::vector<ExceptionRow>> exceptions_of(World&, Id<Case>);
/// Requested, to be concurred with, or to be reviewed.
Result<std::vector<ExceptionRow>> open_exceptions(World&);
Result<std::vector<Id<Exception>>> exceptions_past_end(World&, Time now);

Done mark_decided(World&, Id<Exception>, bool approved, Id<Account> by, Bytes const& reason_sealed);
Done mark_concurred(World&, Id<Exception>, bool concurs, Id<Account> by, Bytes const& reason_sealed);
Done mark_reviewed(World&, Id<Exception>, Id<Account> by, Bytes const& outcome_sealed);
Done mark_exception_expired(World&, Id<Exception>);

struct SealedWords {
    Bytes facts;
    std::optional<Bytes> decision_reason;
};
Result<SealedWords> words_of(World&, Id<Exception>);

} // namespace reachline::hotline::consent::rows
