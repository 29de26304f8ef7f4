#pragma once

// A vault as its printed recovery key opens it: for whoever holds that paper and nothing else, such
// as the one who restores a backup on an empty machine.

#include "hotline/keys/keys.hpp"

#include <string_view>

namespace reachline::hotline::keys {

struct Recoverable {
    crypto::PublicKey public_key;
    Bytes private_key_sealed; ///< under the printed key, bound to the vault
};

/// NotFound when this vault's recovery key was never printed.
Result<Recoverable> recoverable(store::Database& ledger, Id<Vault>);

/// NotAllowed for another key than the one that was printed; Invalid for one that was misread.
Result<crypto::KeyPair> recover(Recoverable const&, Id<Vault>, std::string_view recovery_key);

} // namespace reachline::hotline::keys
