#pragma once

// Signing in, for every surface that has accounts: the passphrase and the one-time code go to the
// core for what they are tried against, to a worker for the slow hash, and to the core again for
// the session and the vault. Whatever is wrong, the answer is the same.

#include "crypto/passphrase.hpp"
#include "edges/core_port.hpp"
#include "hotline/people/accounts.hpp"

#include <functional>
#include <string>

namespace reachline::edges::sign_in {

struct Secrets {
    std::string name;
    std::string passphrase;
    std::string code;
};

struct SignedIn {
    std::string token;
    hotline::people::AccountRow account;
};

using Answer = std::function<void(Result<SignedIn>)>;

/// Opens a session, and for a member the vault (the hotline's, or a partner's own).
void sign_in(CorePort&, hotline::people::Surface, Secrets, Answer);

/// The passphrase again, for a window that was locked.
void unlock(CorePort&, hotline::people::Surface, std::string token, std::string passphrase,
    std::function<void(Done)>);

struct InviteLook {
    hotline::people::AccountRow account;
    std::string totp_secret; ///< base32; follows from the code, so that asking twice is safe
    std::string totp_uri;
};
Result<InviteLook> look_at_invite(hotline::World&, std::string const& invite_code);

struct Enrolment {
    std::string invite_code;
    std::string passphrase;
    std::string code; ///< proves that the authenticator works
};
/// Sets the passphrase. A partner's first user makes the partner's vault; others of a vault wait
/// to be admitted.
void enrol(CorePort&, hotline::people::Surface, Enrolment, std::function<void(Result<hotline::people::AccountRow>)>);

/// What an account's passphrase makes of it; for the demo and the command line, in one go.
Result<hotline::people::Credentials> credentials(std::string_view passphrase, std::string_view account_name,
    ByteView totp_secret, Random&, crypto::PassphraseCost = {});
/// The authenticator's secret that belongs to an invitation.
Bytes totp_secret_of(std::string_view invite_code);

} // namespace reachline::edges::sign_in
