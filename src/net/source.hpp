#pragma once

// Who sends, without knowing who: a fingerprint under a key that never leaves memory and lives for
// a day at most. It tells one source from another while fairness needs it; nobody can turn it back
// into an address, nor recognise tomorrow who came today.

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace reachline::net {

/// IPv4 as it is; IPv6 cut to its /64, since one person's devices share and change what follows.
class Address {
public:
    static std::optional<Address> of(std::string_view text);

    bool is_loopback() const;
    std::string_view bytes() const { return bytes_; }

private:
    std::string bytes_; ///< 4 or 8 bytes
    bool loopback_ = false;
};

/// The last element of X-Forwarded-For: the only one that the proxy beside us wrote itself.
std::optional<Address> last_forwarded(std::string_view header);

class SourceKey {
public:
    using Moment = std::chrono::steady_clock::time_point;

    std::uint64_t fingerprint(Address const&, Moment now);

private:
    std::array<unsigned char, 16> key_ {};
    std::optional<Moment> made_;
};

} // namespace reachline::net
