#pragma once

// Data keys that are open just now, so that a conversation does not cost a key exchange a message.
// They lie in locked memory, as many as fit; the one not used for longest makes room.

#include "crypto/secret.hpp"

#include <cstdint>
#include <list>
#include <optional>
#include <unordered_map>

namespace reachline::hotline::keys {

class KeyRing {
public:
    /// What a key is kept as: a folder's key to write with, or a data key to read with, and the
    /// vault whose being unlocked is the reason that it may be kept.
    struct Name {
        std::int64_t of;
        std::int64_t vault;
        bool operator==(Name const&) const = default;
    };
    struct Kept {
        std::int64_t id;
        crypto::KeyView key;
    };

    explicit KeyRing(std::size_t size);

    std::optional<Kept> find(Name);
    /// Room for a key, to be filled by the caller before the next call.
    crypto::KeySpan put(Name, std::int64_t id);
    void drop(Name);
    void drop_all_of(std::int64_t vault);

private:
    struct Item {
        Name name;
        std::int64_t id;
        crypto::SecretPool::Slot slot;
    };
    struct Hash {
        std::size_t operator()(Name const&) const;
    };
    using Place = std::list<Item>::iterator;
    void drop(Place);

    crypto::SecretPool pool_;
    std::list<Item> items_; ///< the last used first
    std::unordered_map<Name, Place, Hash> places_;
};

} // namespace reachline::hotline::keys
