#include "voice/sip/libre_stream_gate.hpp"

#include "voice/sip/framing.hpp"
#include "voice/sip/libre_stack.hpp"

#include <cerrno>
#include <dlfcn.h>
#include <sys/socket.h>

namespace reachline::voice::sip {

namespace {

/// Above TLS, which is on layer 0: what comes here can be read.
constexpr int gate_layer = 1;

/// libre's functions have no argument of ours with them.
StreamGate* the_gate = nullptr;

} // namespace

/// One connection. libre's connection holds the helper and lets go of it at its end; we hold it
/// too, and so can see that it is gone.
struct StreamGate::Guard {
    StreamGate* gate = nullptr;
    tcp_conn* connection = nullptr;
    rtp::Address far_end;
    LibrePointer<tcp_helper> helper;
    std::string unread; ///< the beginning of a message whose rest has not come
    bool is_cut = false;

    bool is_gone() const { return mem_nrefs(helper.get()) == 1; }
};

StreamGate::StreamGate(Asks asks)
    : asks_(std::move(asks))
{
    the_gate = this;
}

StreamGate::~StreamGate()
{
    the_gate = nullptr;
}

bool StreamGate::guards(tcp_conn const* connection) const
{
    auto const found = guards_.find(connection);
    return found != guards_.end() && !found->second->is_gone();
}

void StreamGate::sweep()
{
    std::erase_if(guards_, [](auto const& guard) { return guard.second->is_gone(); });
}

int StreamGate::came(tcp_conn* connection, rtp::Address const& listening)
{
    sa from {};
    if (int const error = tcp_conn_peer_get(connection, &from); error != 0)
        return error;
    auto const far_end = address_of(from);
    return asks_.may_come(listening, far_end) ? guard(connection, far_end) : ECONNREFUSED;
}

int StreamGate::begun(tcp_conn* connection, rtp::Address const& to)
{
    return guard(connection, to);
}

int StreamGate::guard(tcp_conn* connection, rtp::Address const& far_end)
{
    auto guard = std::make_unique<Guard>();
    guard->gate = this;
    guard->connection = connection;
    guard->far_end = far_end;
    auto const arrived = [](int*, mbuf* bytes, bool*, void* argument) {
        auto& its = *static_cast<Guard*>(argument);
        its.gate->arrived(its, *bytes);
        return false;
    };
    tcp_helper* helper = nullptr;
    if (int const error = tcp_register_helper(
            &helper, connection, gate_layer, nullptr, nullptr, arrived, guard.get());
        error != 0)
        return error;
    guard->helper.reset(static_cast<tcp_helper*>(mem_ref(helper)));
    // In the place of one that is gone, if libre's memory came to the same address again.
    guards_[connection] = std::move(guard);
    return 0;
}

/// Leaves in `bytes` the whole messages that passed, and keeps the rest until more comes.
void StreamGate::arrived(Guard& its, mbuf& bytes)
{
    std::string passed;
    if (!its.is_cut)
        its.unread.append(reinterpret_cast<char const*>(mbuf_buf(&bytes)), mbuf_get_left(&bytes));
    while (!its.is_cut && !its.unread.empty()) {
        auto const framed = frame(its.unread);
        if (framed.is_unfinished)
            break;
        auto const message = std::string_view(its.unread).substr(0, framed.length);
        if (framed.is_between_messages) { // keeps a connection open, which libre answers
            passed += message;
            its.unread.erase(0, framed.length);
            continue;
        }
        auto const verdict = asks_.judge(message, its.far_end);
        if (verdict.passes)
            passed += message;
        if (!verdict.answer.empty())
            send(its, verdict.answer);
        its.is_cut = verdict.ends_stream;
        if (its.is_cut)
            ::shutdown(tcp_conn_fd(its.connection), verdict.answer.empty() ? SHUT_RDWR : SHUT_RD);
        its.unread.erase(0, framed.length);
    }
    if (its.is_cut)
        its.unread.clear();
    mbuf_rewind(&bytes);
    if (mbuf_write_mem(&bytes, reinterpret_cast<std::uint8_t const*>(passed.data()), passed.size())
        != 0)
        mbuf_rewind(&bytes);
    mbuf_set_pos(&bytes, 0);
}

void StreamGate::send(Guard const& its, std::string const& answer)
{
    if (auto const out = buffer_of(answer))
        (void)tcp_send(its.connection, out.get());
}

} // namespace reachline::voice::sip

// The functions that libre calls in the place of its own.

namespace {

using reachline::voice::sip::the_gate;

template <class Function>
Function* libres_own(char const* name)
{
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" int tcp_accept(tcp_conn** made, tcp_sock* listening, tcp_estab_h* established,
    tcp_recv_h* received, tcp_close_h* closed, void* argument)
{
    static auto* const own = libres_own<decltype(tcp_accept)>("tcp_accept");
    int const error = own(made, listening, established, received, closed, argument);
    sa at {};
    if (error != 0 || !the_gate || tcp_sock_local_get(listening, &at) != 0)
        return error;
    return the_gate->came(*made, reachline::voice::sip::address_of(at));
}

extern "C" int tcp_connect(tcp_conn** made, sa const* to, tcp_estab_h* established,
    tcp_recv_h* received, tcp_close_h* closed, void* argument)
{
    static auto* const own = libres_own<decltype(tcp_connect)>("tcp_connect");
    auto const far_end = reachline::voice::sip::address_of(*to);
    if (the_gate)
        the_gate->begins(far_end);
    int const error = own(made, to, established, received, closed, argument);
    return error != 0 || !the_gate ? error : the_gate->begun(*made, far_end);
}
