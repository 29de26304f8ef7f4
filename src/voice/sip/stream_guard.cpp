#include "voice/sip/stream_guard.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <linux/filter.h>
#include <map>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace reachline::voice::sip {

namespace {

constexpr std::size_t most_friends = 64;
constexpr std::uint32_t passes = 0xffffffff, dropped = 0;
/// Where the source stands in the header of IPv4 and of IPv6.
constexpr std::uint32_t source_v4 = 12, source_v6 = 8;

int most_descriptors()
{
    rlimit limit {};
    return ::getrlimit(RLIMIT_NOFILE, &limit) == 0
        ? static_cast<int>(std::min<rlim_t>(limit.rlim_cur, 65'536))
        : 0;
}

sock_filter step(std::uint16_t code, std::uint32_t value, std::uint8_t yes = 0, std::uint8_t no = 0)
{
    return { code, yes, no, value };
}

/// The network header lies at a negative offset that the kernel knows (packet(7), socket(7)).
sock_filter load_source(std::uint32_t offset)
{
    return step(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(SKF_NET_OFF) + offset);
}

std::vector<sock_filter> program_for(bool is_v6, std::span<rtp::Address const> friends)
{
    std::vector<sock_filter> program;
    for (auto const& each : friends) {
        if (each.is_v6() != is_v6)
            continue;
        std::array<std::uint32_t, 4> words {};
        auto const* const raw = each.raw();
        std::size_t const count = is_v6 ? 4 : 1;
        if (is_v6)
            std::memcpy(words.data(), &reinterpret_cast<sockaddr_in6 const*>(raw)->sin6_addr, 16);
        else
            words[0] = reinterpret_cast<sockaddr_in const*>(raw)->sin_addr.s_addr;
        // Word by word; one that differs leads behind this friend.
        for (std::size_t i = 0; i < count; ++i) {
            auto const left = static_cast<std::uint8_t>(2 * (count - i) - 1);
            program.push_back(
                load_source((is_v6 ? source_v6 : source_v4) + static_cast<std::uint32_t>(4 * i)));
            program.push_back(step(BPF_JMP | BPF_JEQ | BPF_K, ntohl(words[i]), 0, left));
        }
        program.push_back(step(BPF_RET | BPF_K, passes));
    }
    program.push_back(step(BPF_RET | BPF_K, dropped));
    return program;
}

int listener_at(rtp::Address const& address)
{
    for (int socket = 3; socket < most_descriptors(); ++socket) {
        int listens = 0;
        socklen_t size = sizeof(listens);
        if (::getsockopt(socket, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) != 0 || listens == 0)
            continue;
        rtp::Address ours;
        socklen_t length = sizeof(sockaddr_in6);
        if (::getsockname(socket, ours.raw(), &length) == 0 && ours == address)
            return socket;
    }
    return -1;
}

} // namespace

Done admit_only(rtp::Address const& listening, std::span<rtp::Address const> friends)
{
    int const socket = listener_at(listening);
    if (socket < 0 || friends.size() > most_friends)
        return fail(Fault::Broken, "the streams of SIP could not be guarded");
    auto program = program_for(listening.is_v6(), friends);
    sock_fprog const filter { static_cast<unsigned short>(program.size()), program.data() };
    if (::setsockopt(socket, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof(filter)) != 0)
        return fail(Fault::Broken, "the streams of SIP could not be guarded");
    return {};
}

std::size_t shed_excess(
    std::span<std::uint16_t const> ports, std::function<bool(rtp::Address const&)> const& is_friend)
{
    std::map<std::string, std::size_t> of_host;
    std::size_t strangers = 0, cut = 0;
    for (int socket = 3; socket < most_descriptors(); ++socket) {
        rtp::Address ours, theirs;
        socklen_t length = sizeof(sockaddr_in6);
        if (::getpeername(socket, theirs.raw(), &length) != 0
            || (theirs.raw()->sa_family != AF_INET && theirs.raw()->sa_family != AF_INET6))
            continue;
        length = sizeof(sockaddr_in6);
        if (::getsockname(socket, ours.raw(), &length) != 0
            || std::find(ports.begin(), ports.end(), ours.port()) == ports.end())
            continue;
        bool const is_known = is_friend(theirs);
        strangers += is_known ? 0 : 1;
        auto const count = ++of_host[theirs.ip()];
        bool const is_too_many =
            count > (is_known ? most_streams_of_a_friend : most_streams_of_a_stranger)
            || (!is_known && strangers > most_streams_of_strangers);
        if (is_too_many) {
            ::shutdown(socket, SHUT_RDWR);
            ++cut;
        }
    }
    return cut;
}

void close_socket(int socket)
{
    ::close(socket);
}

} // namespace reachline::voice::sip
