#include "voice/rtp/address.hpp"

#include <arpa/inet.h>
#include <array>
#include <cstring>

namespace reachline::voice::rtp {

Address::Address()
{
    std::memset(&storage_, 0, sizeof(storage_));
}

Address::Address(sockaddr const& address)
    : Address()
{
    if (address.sa_family == AF_INET6)
        std::memcpy(&storage_.v6, &address, sizeof(sockaddr_in6));
    else if (address.sa_family == AF_INET)
        std::memcpy(&storage_.v4, &address, sizeof(sockaddr_in));
}

Result<Address> Address::parse(std::string_view ip, std::uint16_t port)
{
    Address address;
    std::string const text(ip);
    if (::inet_pton(AF_INET, text.c_str(), &address.storage_.v4.sin_addr) == 1) {
        address.storage_.v4.sin_family = AF_INET;
        address.storage_.v4.sin_port = htons(port);
        return address;
    }
    if (::inet_pton(AF_INET6, text.c_str(), &address.storage_.v6.sin6_addr) == 1) {
        address.storage_.v6.sin6_family = AF_INET6;
        address.storage_.v6.sin6_port = htons(port);
        return address;
    }
    return fail(Fault::Invalid, "this is no IP address");
}

std::string Address::ip() const
{
    std::array<char, INET6_ADDRSTRLEN> text {};
    void const* const bytes = is_v6() ? static_cast<void const*>(&storage_.v6.sin6_addr)
                                      : static_cast<void const*>(&storage_.v4.sin_addr);
    ::inet_ntop(is_v6() ? AF_INET6 : AF_INET, bytes, text.data(), text.size());
    return text.data();
}

std::uint16_t Address::port() const
{
    return ntohs(is_v6() ? storage_.v6.sin6_port : storage_.v4.sin_port);
}

bool Address::is_private() const
{
    if (is_v6())
        return (storage_.v6.sin6_addr.s6_addr[0] & 0xfe) == 0xfc;
    auto const host = ntohl(storage_.v4.sin_addr.s_addr);
    auto const within = [&](std::uint32_t network, int bits) {
        return (host ^ network) >> (32 - bits) == 0;
    };
    return within(0x0a000000, 8) || within(0xac100000, 12) || within(0xc0a80000, 16)
        || within(0x64400000, 10);
}

bool Address::is_unspecified() const
{
    if (is_v6())
        return IN6_IS_ADDR_UNSPECIFIED(&storage_.v6.sin6_addr);
    return storage_.v4.sin_addr.s_addr == 0;
}

bool Address::same_host(Address const& other) const
{
    if (is_v6() != other.is_v6())
        return false;
    return is_v6()
        ? std::memcmp(&storage_.v6.sin6_addr, &other.storage_.v6.sin6_addr, sizeof(in6_addr)) == 0
        : storage_.v4.sin_addr.s_addr == other.storage_.v4.sin_addr.s_addr;
}

bool Address::operator==(Address const& other) const
{
    return same_host(other) && port() == other.port();
}

} // namespace reachline::voice::rtp
