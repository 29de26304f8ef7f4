#include "client.hpp"

#include "figures.hpp"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace reachline::bench {

namespace {

bool wait_for(int socket, short what, int timeout_ms)
{
    pollfd waited { .fd = socket, .events = what, .revents = 0 };
    return ::poll(&waited, 1, timeout_ms) == 1;
}

} // namespace

Client::Client(std::uint16_t port)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int const on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        ::close(socket_);
        socket_ = -1;
    }
}

Client::~Client()
{
    if (socket_ >= 0)
        ::close(socket_);
}

void Client::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            stop("the server closed a connection");
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void Client::send_frame(std::string_view text, unsigned char opcode)
{
    std::string frame { static_cast<char>(0x80 | opcode) };
    if (text.size() < 126) {
        frame += static_cast<char>(0x80 | text.size());
    } else {
        frame += static_cast<char>(0x80 | 126);
        frame += static_cast<char>(text.size() >> 8);
        frame += static_cast<char>(text.size() & 0xff);
    }
    frame.append(4, '\0'); // the mask: zeros leave the text as it is
    send(frame.append(text));
}

bool Client::take_in()
{
    std::array<char, 32 * 1024> chunk;
    auto const size = ::recv(socket_, chunk.data(), chunk.size(), MSG_DONTWAIT);
    if (size < 0)
        return errno == EAGAIN;
    unread_.append(chunk.data(), static_cast<std::size_t>(size));
    return size > 0;
}

bool Client::next_answer(std::string& answer)
{
    auto const head = unread_.find("\r\n\r\n");
    if (head == std::string::npos)
        return false;
    std::size_t size = head + 4;
    constexpr std::string_view length = "\r\nContent-Length: ";
    if (auto const at = unread_.find(length); at < head)
        size += std::strtoul(unread_.c_str() + at + length.size(), nullptr, 10);
    if (unread_.size() < size)
        return false;
    answer = unread_.substr(0, size);
    unread_.erase(0, size);
    return true;
}

bool Client::next_frame(std::string& text)
{
    while (unread_.size() >= 2) {
        auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(unread_[i]); };
        std::size_t size = byte(1) & 0x7f;
        std::size_t head = 2;
        if (size == 126) {
            if (unread_.size() < 4)
                return false;
            size = byte(2) * 256U + byte(3);
            head = 4;
        } else if (size == 127) {
            stop("a frame is longer than any that the server should send");
        }
        if (unread_.size() < head + size)
            return false;
        auto const opcode = byte(0) & 0x0f;
        text = unread_.substr(head, size);
        unread_.erase(0, head + size);
        if (opcode == 1)
            return true;
        if (opcode == 9)
            send_frame(text, 10);
        else if (opcode == 8)
            stop("the server closed a WebSocket");
    }
    return false;
}

std::string Client::wait_answer()
{
    std::string answer;
    auto const deadline = now_us() + 10'000'000;
    while (!next_answer(answer))
        if (now_us() > deadline || !wait_for(socket_, POLLIN, 10'000) || !take_in())
            return {};
    return answer;
}

bool Client::upgrade(std::string_view path)
{
    send("GET " + std::string(path)
        + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    return wait_answer().starts_with("HTTP/1.1 101");
}

void serve(std::vector<std::unique_ptr<Client>> const& clients,
    std::function<void(std::size_t)> ready, std::function<bool()> done, std::int64_t deadline_us)
{
    int const watch = ::epoll_create1(EPOLL_CLOEXEC);
    for (std::size_t i = 0; i < clients.size(); ++i) {
        epoll_event wanted { .events = EPOLLIN, .data = { .u64 = i } };
        ::epoll_ctl(watch, EPOLL_CTL_ADD, clients[i]->socket(), &wanted);
    }
    std::array<epoll_event, 256> events;
    while (!done() && now_us() < deadline_us) {
        auto const count = ::epoll_wait(watch, events.data(), static_cast<int>(events.size()), 5);
        for (int i = 0; i < count; ++i) {
            auto const index = events[static_cast<std::size_t>(i)].data.u64;
            if (!clients[index]->take_in())
                stop("the server closed a connection");
            ready(index);
        }
    }
    ::close(watch);
}

void raise_file_limit()
{
    rlimit limit {};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace reachline::bench
