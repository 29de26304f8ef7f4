#include "voice/rtp/media_port.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <unistd.h>
#include <utility>
#include <vector>

namespace reachline::voice::rtp {

namespace {

/// As many as one beat may bring; a flood beyond it waits in the kernel and is dropped there.
constexpr std::size_t most_at_once = 8;
constexpr int most_rounds = 4;
constexpr int tries = 64;

int bound(Address const& address)
{
    int const socket =
        ::socket(address.raw()->sa_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (socket < 0)
        return -1;
    int const yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_TIMESTAMPNS, &yes, sizeof(yes));
    if (::bind(socket, address.raw(), address.size()) == 0)
        return socket;
    ::close(socket);
    return -1;
}

/// How long ago the kernel took it, by its own stamp.
std::chrono::nanoseconds age_of(msghdr& message, timespec const& now)
{
    for (auto* part = CMSG_FIRSTHDR(&message); part; part = CMSG_NXTHDR(&message, part))
        if (part->cmsg_level == SOL_SOCKET && part->cmsg_type == SO_TIMESTAMPNS) {
            auto const& taken = *reinterpret_cast<timespec const*>(CMSG_DATA(part));
            return std::chrono::seconds { now.tv_sec - taken.tv_sec }
            + std::chrono::nanoseconds { now.tv_nsec - taken.tv_nsec };
        }
    return {};
}

} // namespace

Result<MediaPort> MediaPorts::open(Address const& ip, Random& chance, Moment now)
{
    forget_the_rested(now);
    auto const first = (range_.first + 1U) / 2 * 2;
    auto const pairs = range_.last > first ? (range_.last - first + 1U) / 2 : 0U;
    for (int i = 0; i < tries && pairs > 0; ++i) {
        Pair const pair { ip.ip(), static_cast<std::uint16_t>(first + 2 * chance.below(pairs)) };
        if (rests(pair))
            continue;
        if (auto opened = MediaPort::open(ip, pair.second))
            return std::move(*opened);
    }
    std::vector<std::pair<Moment, Pair>> resting;
    for (auto const& [pair, left_at] : left_at_)
        if (pair.first == ip.ip())
            resting.emplace_back(left_at, pair);
    std::ranges::sort(resting);
    for (auto const& [left_at, pair] : resting)
        if (auto opened = MediaPort::open(ip, pair.second)) {
            left_at_.erase(pair);
            return std::move(*opened);
        }
    return fail(Fault::Busy, "no port is free for another voice");
}

void MediaPorts::close(MediaPort port, Moment now)
{
    left_at_[{ port.address().ip(), port.address().port() }] = now;
}

void MediaPorts::forget_the_rested(Moment now)
{
    std::erase_if(left_at_, [&](auto const& pair) { return now - pair.second >= rest; });
}

std::optional<MediaPort> MediaPort::open(Address const& ip, std::uint16_t port)
{
    auto const even = Address::parse(ip.ip(), port);
    auto const odd = Address::parse(ip.ip(), static_cast<std::uint16_t>(port + 1));
    int const voice = even && odd ? bound(*even) : -1;
    if (voice < 0)
        return std::nullopt;
    int const reports = bound(*odd);
    if (reports < 0) {
        ::close(voice);
        return std::nullopt;
    }
    return MediaPort(voice, reports, *even);
}

MediaPort::MediaPort(int voice, int reports, Address const& address)
    : voice_(voice)
    , reports_(reports)
    , address_(address)
{
}

MediaPort::MediaPort(MediaPort&& other) noexcept
    : voice_(std::exchange(other.voice_, -1))
    , reports_(std::exchange(other.reports_, -1))
    , address_(other.address_)
{
}

MediaPort& MediaPort::operator=(MediaPort&& other) noexcept
{
    std::swap(voice_, other.voice_);
    std::swap(reports_, other.reports_);
    address_ = other.address_;
    return *this;
}

MediaPort::~MediaPort()
{
    if (voice_ >= 0)
        ::close(voice_);
    if (reports_ >= 0)
        ::close(reports_);
}

void MediaPort::drain(int socket, Take const& take)
{
    struct Slot {
        std::array<std::byte, longest_packet + 1> bytes;
        Address source;
        alignas(cmsghdr) std::array<std::byte, 64> stamp;
        iovec where;
    };
    // One thread drains all ports, and nothing is kept in here between two datagrams.
    static std::array<Slot, most_at_once> slots;
    std::array<mmsghdr, most_at_once> messages;
    for (int round = 0; round < most_rounds; ++round) {
        for (std::size_t i = 0; i < most_at_once; ++i) {
            auto& slot = slots[i];
            slot.where = { slot.bytes.data(), slot.bytes.size() };
            messages[i] = {};
            auto& head = messages[i].msg_hdr;
            head.msg_name = slot.source.raw();
            head.msg_namelen = sizeof(sockaddr_in6);
            head.msg_iov = &slot.where;
            head.msg_iovlen = 1;
            head.msg_control = slot.stamp.data();
            head.msg_controllen = slot.stamp.size();
        }
        int const count = ::recvmmsg(socket, messages.data(), most_at_once, MSG_DONTWAIT, nullptr);
        if (count <= 0)
            return;
        timespec now {};
        ::clock_gettime(CLOCK_REALTIME, &now);
        auto const forward = std::chrono::steady_clock::now();
        for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
            auto const arrival = forward
                - std::chrono::duration_cast<Moment::duration>(age_of(messages[i].msg_hdr, now));
            take(ByteView(slots[i].bytes).first(messages[i].msg_len), slots[i].source, arrival);
        }
        if (static_cast<std::size_t>(count) < most_at_once)
            return;
    }
}

void MediaPort::send(ByteView bytes, Address const& to) const
{
    // A voice that cannot be sent now is late already: there is nothing to do about it.
    (void)::sendto(voice_, bytes.data(), bytes.size(), MSG_DONTWAIT, to.raw(), to.size());
}

void MediaPort::send_report(ByteView bytes, Address const& to) const
{
    auto const next = Address::parse(to.ip(), static_cast<std::uint16_t>(to.port() + 1));
    if (next)
        (void)::sendto(
            reports_, bytes.data(), bytes.size(), MSG_DONTWAIT, next->raw(), next->size());
}

} // namespace reachline::voice::rtp
