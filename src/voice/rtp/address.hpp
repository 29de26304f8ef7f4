#pragma once

// Where a datagram comes from or goes to: an IP address and a port. Compared and kept in memory for
// the length of a call, never printed.

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

#include <netinet/in.h>
#include <sys/socket.h>

namespace reachline::voice::rtp {

class Address {
public:
    Address();
    explicit Address(sockaddr const&);
    /// Numbers only: no name is ever looked up for a voice.
    static Result<Address> parse(std::string_view ip, std::uint16_t port);

    std::string ip() const;
    std::uint16_t port() const;
    bool is_v6() const { return storage_.v4.sin_family == AF_INET6; }
    /// In a range that only its own network knows (RFC 1918, RFC 6598, unique local).
    bool is_private() const;
    bool is_unspecified() const;
    bool same_host(Address const&) const;
    bool operator==(Address const&) const;

    sockaddr const* raw() const { return &storage_.any; }
    sockaddr* raw() { return &storage_.any; }
    socklen_t size() const { return is_v6() ? sizeof(sockaddr_in6) : sizeof(sockaddr_in); }

private:
    union {
        sockaddr any;
        sockaddr_in v4;
        sockaddr_in6 v6;
    } storage_;
};

} // namespace reachline::voice::rtp
