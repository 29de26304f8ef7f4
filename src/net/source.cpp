#include "net/source.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <cstring>
#include <sodium.h>

namespace reachline::net {

namespace {
constexpr std::chrono::hours key_life { 24 };
constexpr std::size_t network_bytes = 8; // of an IPv6 address: its /64

std::string bytes_at(void const* start, std::size_t size)
{
    return { static_cast<char const*>(start), size };
}
} // namespace

std::optional<Address> Address::of(std::string_view text)
{
    Address address;
    std::string const terminated(text.substr(0, text.find('%')));
    in_addr v4 {};
    if (inet_pton(AF_INET, terminated.c_str(), &v4) == 1) {
        address.bytes_ = bytes_at(&v4, sizeof v4);
        address.loopback_ = address.bytes_.front() == 127;
        return address;
    }
    in6_addr v6 {};
    if (inet_pton(AF_INET6, terminated.c_str(), &v6) != 1)
        return {};
    if (IN6_IS_ADDR_V4MAPPED(&v6)) {
        address.bytes_ = bytes_at(v6.s6_addr + 12, 4);
        address.loopback_ = address.bytes_.front() == 127;
        return address;
    }
    address.bytes_ = bytes_at(v6.s6_addr, network_bytes);
    address.loopback_ = IN6_IS_ADDR_LOOPBACK(&v6);
    return address;
}

bool Address::is_loopback() const
{
    return loopback_;
}

std::optional<Address> last_forwarded(std::string_view header)
{
    return Address::of(trimmed(split(header, ',').back()));
}

std::uint64_t SourceKey::fingerprint(Address const& address, Moment now)
{
    if (!made_ || now - *made_ >= key_life) {
        randombytes_buf(key_.data(), key_.size());
        made_ = now;
    }
    unsigned char hash[crypto_shorthash_BYTES];
    auto const bytes = address.bytes();
    static_assert(sizeof hash == sizeof(std::uint64_t));
    static_assert(crypto_shorthash_KEYBYTES == 16);
    crypto_shorthash(
        hash, reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size(), key_.data());
    std::uint64_t fingerprint = 0;
    std::memcpy(&fingerprint, hash, sizeof fingerprint);
    return fingerprint;
}

} // namespace reachline::net
