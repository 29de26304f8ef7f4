#pragma once

// The printed key with which a vault is opened when nobody who can open it is left.
//
// 160 random bits as eight groups of four letters or digits (Crockford's base 32: no I, L, O or U),
// each group followed by a check character that also knows which group it is, so that somebody who
// reads it off paper hears which group to look at again.

#include "crypto/seal.hpp"

#include <string>
#include <string_view>

namespace reachline::crypto {

class RecoveryKey {
public:
    static RecoveryKey make(Random&);
    /// Small letters, O for 0, I and L for 1, and any spaces or dashes are read as meant.
    static Result<RecoveryKey> read(std::string_view typed);

    /// "7K3QF-…": wipe it once it is printed.
    std::string printed() const;
    /// What it seals with.
    KeyView key() const { return key_.view(); }

private:
    explicit RecoveryKey(Secret words);
    Secret words_; ///< 160 bits of it are used
    Secret key_;
};

} // namespace reachline::crypto
