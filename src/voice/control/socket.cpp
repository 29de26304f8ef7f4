#include "voice/control/socket.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace reachline::voice::control {

namespace {

constexpr std::size_t most_unsent = 1'048'576;

/// True if the other end runs as the same user. The folder's rights say so too; both must fail
/// before a stranger commands.
bool is_ours(int connection)
{
    ucred other {};
    socklen_t size = sizeof(other);
    return ::getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &other, &size) == 0
        && (other.uid == ::geteuid() || other.uid == 0);
}

} // namespace

Result<std::unique_ptr<Socket>> Socket::open(std::string const& path, Loop& loop, Events events)
{
    std::unique_ptr<Socket> socket(new Socket(path, loop, std::move(events)));
    TRY(socket->listen());
    return socket;
}

Socket::Socket(std::string path, Loop& loop, Events events)
    : path_(std::move(path))
    , loop_(loop)
    , events_(std::move(events))
{
}

Socket::~Socket()
{
    close_connection();
    if (listening_ < 0)
        return;
    loop_.unwatch(listening_);
    ::close(listening_);
    ::unlink(path_.c_str());
}

Done Socket::listen()
{
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    if (path_.size() >= sizeof(address.sun_path))
        return fail(Fault::Invalid, "the path of the control socket is too long");
    std::memcpy(address.sun_path, path_.data(), path_.size());
    listening_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    ::unlink(path_.c_str()); // what a process that was killed left behind
    auto const mask = ::umask(0177);
    int const bound =
        ::bind(listening_, reinterpret_cast<sockaddr const*>(&address), sizeof(address));
    ::umask(mask);
    if (listening_ < 0 || bound != 0 || ::listen(listening_, 4) != 0)
        return fail(Fault::Broken, "the control socket could not be made");
    return loop_.watch(listening_, [this] { accept(); });
}

void Socket::accept()
{
    int const connection = ::accept4(listening_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (connection < 0)
        return;
    if (!is_ours(connection)) {
        ::close(connection);
        return;
    }
    close_connection();
    connection_ = connection;
    if (!loop_.watch(connection_, [this] { read(); }))
        close_connection();
}

void Socket::read()
{
    std::array<char, 16'384> bytes;
    auto const count = ::recv(connection_, bytes.data(), bytes.size(), 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (count <= 0) {
        close_connection();
        return;
    }
    incoming_.append(bytes.data(), static_cast<std::size_t>(count));
    auto const connection = connection_;
    for (auto end = incoming_.find('\n'); end != std::string::npos; end = incoming_.find('\n')) {
        auto const line = incoming_.substr(0, end);
        incoming_.erase(0, end + 1);
        line_came(line);
        if (connection_ != connection)
            return;
    }
    if (incoming_.size() > longest_line)
        close_connection();
}

void Socket::line_came(std::string_view line)
{
    auto const command = read_command(line);
    if (!command) {
        tell(command.error());
        return;
    }
    auto const* const hello = std::get_if<Hello>(&*command);
    if (hello && hello->version == version) {
        greeted_ = true;
        events_.came();
    } else if (hello) {
        tell(Refused { .what = "hello", .why = "this voice process speaks version 1" });
        close_connection();
    } else if (!greeted_) {
        tell(Refused { .what = std::string(name_of(*command)), .why = "say hello first" });
    } else {
        events_.commanded(*command);
    }
}

void Socket::tell(Told const& told)
{
    if (connection_ < 0 || (!greeted_ && !std::holds_alternative<Refused>(told)))
        return;
    outgoing_ += line_of(told) + "\n";
    flush();
}

void Socket::flush()
{
    while (!outgoing_.empty()) {
        auto const sent = ::send(connection_, outgoing_.data(), outgoing_.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            break;
        outgoing_.erase(0, static_cast<std::size_t>(sent));
    }
    // What does not fit now goes with the next message; there is one each second at the least.
    if (outgoing_.size() > most_unsent)
        close_connection();
}

void Socket::close_connection()
{
    if (connection_ < 0)
        return;
    loop_.unwatch(connection_);
    ::close(connection_);
    connection_ = -1;
    incoming_.clear();
    outgoing_.clear();
    bool const was_there = std::exchange(greeted_, false);
    if (was_there)
        events_.went();
}

} // namespace reachline::voice::control
