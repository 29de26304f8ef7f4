#pragma once

// The rows of accounts and sessions: SQL and nothing else. Only accounts*.cpp include this.

#include "hotline/people/accounts.hpp"

namespace reachline::hotline::people::rows {

Done insert(World&, Id<Account>, NewAccount const&, Bytes const& invite_hash);
Done set_invite(World&, Id<Account>, Bytes const& invite_hash);
Result<std::optional<AccountRow>> account(World&, Id<Account>);
Result<std::optional<AccountRow>> by_invite(World&, Bytes const& invite_hash);
Result<std::vector<AccountRow>> accounts(World&);

struct HeldMaterial {
    SignInMaterial material;
    Time held_until;
};
Result<std::optional<HeldMaterial>> material(World&, std::string_view name);
Done set_credentials(World&, Id<Account>, AccountState, Credentials const&);
Done set_state(World&, Id<Account>, AccountState);
Done set_profile(World&, Id<Account>, std::string_view languages, std::string_view skills);
Done add_failure(World&, Id<Account>);
/// False if this step, or a later one, opened a session before.
Result<bool> spend_step(World&, Id<Account>, std::int64_t step);

struct SessionRow {
    Id<Account> account;
    Surface surface {};
    Time used_at;
    Time opened_at;
    bool locked = false;
};
Done insert_session(World&, Bytes const& token_hash, Id<Account>, Surface);
Result<std::optional<SessionRow>> session(World&, Bytes const& token_hash);
Done set_used(World&, Bytes const& token_hash);
Done set_locked(World&, Bytes const& token_hash, bool locked);
Done end_session(World&, Bytes const& token_hash);
Done end_sessions(World&, Id<Account>);
Result<std::vector<Id<Account>>> end_overdue(World&);
Done end_all(World&);
Result<std::vector<AccountRow>> signed_in(World&);

} // namespace reachline::hotline::people::rows
