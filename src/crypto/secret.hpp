#pragma once

// Where keys live while they are open: memory that is locked (never swapped), left out of core
// dumps, fenced by pages that may not be touched, and wiped before it is given back.

#include "base/bytes.hpp"
#include "base/random.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace reachline::crypto {

inline constexpr std::size_t key_size = 32;
using KeyView = std::span<std::byte const, key_size>;
using KeySpan = std::span<std::byte, key_size>;

/// One key in locked memory of its own. Moving leaves the source empty.
class Secret {
public:
    Secret();
    static Secret random(Random&);
    static Secret copy_of(KeyView);

    KeyView view() const { return KeyView { bytes_.get(), key_size }; }
    KeySpan bytes() { return KeySpan { bytes_.get(), key_size }; }
    void wipe();

private:
    struct Free {
        void operator()(std::byte*) const;
    };
    std::unique_ptr<std::byte[], Free> bytes_;
};

/// Many keys in one locked block, since a Secret costs three pages and several system calls.
class SecretPool {
public:
    using Slot = std::uint32_t;

    explicit SecretPool(std::size_t slots);
    ~SecretPool();
    SecretPool(SecretPool const&) = delete;
    SecretPool& operator=(SecretPool const&) = delete;

    bool is_full() const { return free_.empty(); }
    Slot take(); ///< only while it is not full
    void give_back(Slot); ///< wipes it
    KeySpan at(Slot slot) const { return KeySpan { block_ + slot * key_size, key_size }; }

private:
    std::byte* block_;
    std::vector<Slot> free_;
};

// Overwrites what was said, over the whole room that the text or the bytes ever took, and leaves
// them empty. The compiler may not leave it out.
void wipe(std::string&);
void wipe(Bytes&);
void wipe(std::span<std::byte>);

} // namespace reachline::crypto
