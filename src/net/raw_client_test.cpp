#include "net/raw_client.hpp"

#include "base/test.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <utility>

namespace reachline::net {

RawClient::RawClient(std::uint16_t port)
    : socket_(::socket(AF_INET, SOCK_STREAM, 0))
{
    REQUIRE(socket_ >= 0);
    timeval const patience { .tv_sec = test_patience.count(), .tv_usec = 0 };
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    int const on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
}

RawClient::~RawClient()
{
    if (socket_ >= 0)
        ::close(socket_);
}

RawClient::RawClient(RawClient&& other) noexcept
    : socket_(std::exchange(other.socket_, -1))
    , unread_(std::move(other.unread_))
{
}

void RawClient::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return; // the other side closed; what it said before is still to be read
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

bool RawClient::read_more()
{
    char chunk[16 * 1024];
    auto const size = ::recv(socket_, chunk, sizeof chunk, 0);
    if (size <= 0)
        return false;
    unread_.append(chunk, static_cast<std::size_t>(size));
    return true;
}

std::string RawClient::read_until(std::string_view end)
{
    std::size_t at = 0;
    while ((at = unread_.find(end)) == std::string::npos)
        if (!read_more())
            return std::exchange(unread_, {});
    return read_exactly(at + end.size());
}

std::string RawClient::read_exactly(std::size_t size)
{
    while (unread_.size() < size)
        if (!read_more())
            return std::exchange(unread_, {});
    auto text = unread_.substr(0, size);
    // A buffer of its own for the rest: what was read must not stay in the old one's room.
    std::string(unread_, size).swap(unread_);
    return text;
}

std::string RawClient::response(bool with_body)
{
    auto head = read_until("\r\n\r\n");
    constexpr std::string_view length_header = "\r\nContent-Length: ";
    auto const at = head.find(length_header);
    if (!with_body || at == std::string::npos)
        return head;
    return head + read_exactly(std::stoul(head.substr(at + length_header.size())));
}

std::string RawClient::rest()
{
    while (read_more()) { }
    return std::exchange(unread_, {});
}

void RawClient::shut_sending()
{
    ::shutdown(socket_, SHUT_WR);
}

} // namespace reachline::net
