#include "edges/voice_socket/client.hpp"

#include "base/scrub.hpp"

#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace reachline::edges::voice_socket {

namespace {

namespace control = reachline::voice::control;

constexpr int between_tries_ms = 500;
constexpr int scrub_each_ms = 1'000;
/// A welcome names every leg, so its line is long; beyond this the other side is not ours.
constexpr std::size_t longest_told = 8 << 20;
/// Orders that nobody takes: the other side hangs, and what it would do with them is out of date.
constexpr std::size_t most_unsent = 4 << 20;

} // namespace

Result<std::unique_ptr<Client>> Client::open(std::string path, Events events)
{
    if (path.empty() || path.size() >= sizeof(sockaddr_un::sun_path))
        return fail(Fault::Invalid, "the path of the voice process's socket is too long");
    int const wake = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (wake < 0)
        return fail(Fault::Broken, "no way to wake the voice process's client");
    std::unique_ptr<Client> client(new Client(std::move(path), std::move(events), wake));
    client->thread_ = std::thread([&self = *client] { self.live(); });
    return client;
}

Client::Client(std::string path, Events events, int wake)
    : path_(std::move(path))
    , events_(std::move(events))
    , wake_(wake)
{
}

Client::~Client()
{
    {
        std::lock_guard const guard(mutex_);
        stopping_ = true;
    }
    std::uint64_t const one = 1;
    (void)!::write(wake_, &one, sizeof one);
    if (thread_.joinable())
        thread_.join();
    ::close(wake_);
}

void Client::send(control::Command const& command)
{
    auto line = control::line_of(command) + "\n";
    {
        std::lock_guard const guard(mutex_);
        if (!is_connected_)
            return;
        outgoing_ += line;
    }
    std::uint64_t const one = 1;
    (void)!::write(wake_, &one, sizeof one);
}

void Client::live()
{
    for (;;) {
        if (connect()) {
            talk();
            disconnect();
            events_.gone();
        }
        {
            std::lock_guard const guard(mutex_);
            if (stopping_)
                return;
        }
        wait(between_tries_ms);
    }
}

bool Client::connect()
{
    socket_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket_ < 0)
        return false;
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path_.c_str(), path_.size() + 1);
    if (::connect(socket_, reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0) {
        ::close(socket_);
        socket_ = -1;
        return false;
    }
    std::lock_guard const guard(mutex_);
    is_connected_ = true;
    outgoing_ = control::line_of(control::Command(control::Hello { control::version })) + "\n";
    return true;
}

void Client::disconnect()
{
    ::close(socket_);
    socket_ = -1;
    incoming_.clear();
    std::lock_guard const guard(mutex_);
    is_connected_ = false;
    outgoing_.clear();
}

void Client::wait(int milliseconds)
{
    pollfd woken { wake_, POLLIN, 0 };
    ::poll(&woken, 1, milliseconds);
    std::uint64_t count = 0;
    (void)!::read(wake_, &count, sizeof count);
}

void Client::talk()
{
    for (;;) {
        // Once a second too: what registers held of a line comes to lie on the stack after it is done.
        scrub_stack();
        bool has_more = false;
        {
            std::lock_guard const guard(mutex_);
            if (stopping_ || outgoing_.size() > most_unsent)
                return;
            has_more = !outgoing_.empty();
        }
        pollfd both[] { { socket_, static_cast<short>(POLLIN | (has_more ? POLLOUT : 0)), 0 },
            { wake_, POLLIN, 0 } };
        if (::poll(both, 2, scrub_each_ms) < 0 && errno != EINTR)
            return;
        if ((both[1].revents & POLLIN) != 0) {
            std::uint64_t count = 0;
            (void)!::read(wake_, &count, sizeof count);
        }
        if ((both[0].revents & POLLOUT) != 0 && !write())
            return;
        if ((both[0].revents & (POLLIN | POLLHUP | POLLERR)) != 0 && !read())
            return;
    }
}

bool Client::write()
{
    std::lock_guard const guard(mutex_);
    auto const sent = ::send(socket_, outgoing_.data(), outgoing_.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0)
        return errno == EAGAIN || errno == EINTR;
    auto rest = outgoing_.substr(static_cast<std::size_t>(sent));
    outgoing_.swap(rest);
    return true;
}

bool Client::read()
{
    std::string part(64 * 1024, '\0'); // on the heap, which is wiped when it is given back
    auto const got = ::recv(socket_, part.data(), part.size(), MSG_DONTWAIT);
    if (got < 0)
        return errno == EAGAIN || errno == EINTR;
    if (got == 0)
        return false;
    incoming_.append(part, 0, static_cast<std::size_t>(got));
    return hear_lines();
}

/// False for a line that is none of ours: the connection ends, and with it what we misunderstood.
bool Client::hear_lines()
{
    std::size_t begin = 0;
    for (auto end = incoming_.find('\n'); end != incoming_.npos; end = incoming_.find('\n', begin)) {
        auto told = control::read_told(std::string_view(incoming_).substr(begin, end - begin));
        if (!told)
            return false;
        events_.told(std::move(*told));
        begin = end + 1;
    }
    // Into a string of its own: nothing of what was heard stays behind the end of this one.
    auto rest = incoming_.substr(begin);
    incoming_.swap(rest);
    return incoming_.size() <= longest_told;
}

} // namespace reachline::edges::voice_socket
