#pragma once

// A whole made-up hotline, so that a newcomer can click: keys, staff with printed logins, partners,
// a directory, some history. Everything in it is invented and says so.

#include "app/config.hpp"
#include "base/result.hpp"

#include <string>
#include <vector>

namespace reachline::app::demo {

struct Login {
    std::string name;
    std::string what; ///< "advocate, English and Spanish"
    std::string passphrase;
    std::string totp_secret; ///< base32
    bool partner = false;
};

/// The demo's people; their passphrases and secrets are the same in every demo.
std::vector<Login> logins();

/// The six digits that this login's authenticator shows now.
std::string code_now(Login const&);

/// Where to click, who can sign in, and what to try first.
void print_welcome(Config const&);

/// Fills an empty data folder. Conflict if it holds a hotline already.
Done seed(Config const&);

} // namespace reachline::app::demo
