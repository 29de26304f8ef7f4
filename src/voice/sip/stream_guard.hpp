#pragma once

// Connections of strangers, kept away from the library that would read them.
//
// Where all our trunks have addresses, the kernel drops what anybody else sends to our listening
// sockets: not even a handshake comes about. Where strangers may prove themselves, each of their
// addresses may hold a few connections and all of them together some more; the rest is cut. An idle
// connection costs a descriptor, and a thousand of them would cost the next caller theirs.

#include "base/result.hpp"
#include "voice/rtp/address.hpp"

#include <functional>
#include <span>
#include <vector>

namespace reachline::voice::sip {

constexpr std::size_t most_streams_of_a_friend = 64;
constexpr std::size_t most_streams_of_a_stranger = 4;
constexpr std::size_t most_streams_of_strangers = 128;

/// For the socket that listens at this address.
Done admit_only(rtp::Address const& listening, std::span<rtp::Address const> friends);

/// Cuts connections to these ports of ours above the ceilings, the newest first. How many.
std::size_t shed_excess(std::span<std::uint16_t const> ports,
    std::function<bool(rtp::Address const&)> const& is_friend);

void close_socket(int);

} // namespace reachline::voice::sip
