#pragma once

// The rows of consents and refusals: SQL and nothing else. Only the sources of this folder include it.

#include "hotline/consent/consent.hpp"
#include "hotline/consent/policy.hpp"

namespace reachline::hotline::consent::rows {

/// Whether an organisation may receive for a purpose at this moment, and in which roles.
Result<std::vector<std::string>> roles_for(World&, Id<Organization>, std::string_view purpose, Time);
Done upsert_contract_end(World&, Id<Organization>, Time);

Result<std::optional<Script>> newest_script(World&, std::string_view purpose);
Result<bool> is_approved_language(World&, std::string_view language);
/// Whether the funder or the law demands more than this method here.
Result<bool> is_too_weak(World&, std::string_view method);

struct Given {
    Id<Consent> id;
    Id<Case> subject;
    NewConsent const& consent;
    cases::PersonFacts const& facts; ///< as they are now
    State state {};
    Time valid_from;
    Time valid_until;
    Id<Account> by;
    std::optional<Id<Signal>> said_in;
};
Done insert_consent(World&, Given const&);
/// C11: whether this field tells of somebody else than a person of this role.
Result<bool> is_about_another(World&, std::string_view code, cases::PersonRole);
Done insert_field(World&, Id<Consent>, std::string_view code);
Result<std::optional<Id<Consent>>> consent_by_key(World&, Id<Account>, std::string_view key);
Result<std::optional<ConsentRow>> consent(World&, Id<Consent>);
Result<std::vector<ConsentRow>> consents_of(World&, Id<Case>);
Result<std::vector<ConsentRow>> live_for(World&, Id<Person>, Id<Organization>, Purpose);
Result<std::vector<Id<Consent>>> live_of(World&, Id<Person>);
Result<std::vector<Id<Consent>>> live_said_in(World&, Id<Signal>);
/// Who agreed for themselves in this conversation, whatever has become of it.
Result<std::vector<Id<Person>>> agreed_in(World&, Id<Signal>);
Result<bool> has_live(World&, Id<Case>);
Result<std::vector<Id<Consent>>> due_to_end(World&, Time now);
Result<std::int64_t> uses_of(World&, Id<Consent>);

Done mark_repeated(World&, Id<Consent>, Id<Account> by);
Done mark_revoked(World&, Id<Consent>, std::string_view how);
Done mark_expired(World&, Id<Consent>);

struct NewRefusal {
    Id<Case> subject;
    Id<Person> person;
    Id<Organization> recipient;
    Purpose purpose {};
    std::int64_t contact = 0;
    std::int64_t attempt = 1;
};
Done insert_refusal(World&, NewRefusal const&, Id<Account> by);
Result<std::int64_t> refusals_in(World&, Id<Person>, Id<Organization>, Purpose, std::int64_t contact);
Result<std::vector<Refusal>> refusals_of(World&, Id<Case>);

} // namespace reachline::hotline::consent::rows
