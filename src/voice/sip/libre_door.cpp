// Who and what gets in. libre has no door of its own in front of its parser, but its UDP sockets
// take one (a "helper"), and any message tells its socket. So the first message after the start is
// our own: an OPTIONS from a socket of ours to ourselves. Until it has come back, nothing passes.
// Streams have a gate of their own.

#include "voice/sip/libre_stack.hpp"
#include "voice/sip/stream_guard.hpp"
#include "voice/sip/tls.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sys/socket.h>

namespace reachline::voice::sip {

namespace {

constexpr int door_layer = 0;
constexpr std::size_t shortest_message = 5; // less keeps a NAT open, and says nothing
/// Calls come in bursts, and a beat may be late: what the kernel keeps meanwhile.
constexpr int receive_buffer = 4 * 1024 * 1024;
/// Messages of those whom we do not know yet: enough for every phone of a hotline to register at
/// once, and so little that a flood of them costs nothing.
constexpr double strangers_a_second = 50;

std::string_view view_of(mbuf const& buffer)
{
    return { reinterpret_cast<char const*>(mbuf_buf(&buffer)), mbuf_get_left(&buffer) };
}

} // namespace

rtp::Address address_of(sa const& address)
{
    return rtp::Address(address.u.sa);
}

sa sa_of(rtp::Address const& address)
{
    sa converted {};
    sa_set_sa(&converted, address.raw());
    return converted;
}

Buffer buffer_of(std::string_view text)
{
    Buffer buffer(mbuf_alloc(text.size()));
    if (buffer) {
        mbuf_write_mem(
            buffer.get(), reinterpret_cast<std::uint8_t const*>(text.data()), text.size());
        mbuf_set_pos(buffer.get(), 0);
    }
    return buffer;
}

Done Stack::Inside::open_doors()
{
    auto const first = [](sip_msg const* message, void* self) {
        return static_cast<Inside*>(self)->request_arrived(*message);
    };
    auto const answer = [](sip_msg const* message, void* self) {
        return static_cast<Inside*>(self)->answer_arrived(*message);
    };
    if (sip_listen(&first_, sip_, true, first, this) != 0
        || sip_listen(&first_answers_, sip_, false, answer, this) != 0)
        return fail(Fault::Broken, "the door for SIP could not be set");
    secret_ = chance_.hex(20);
    gate_ = std::make_unique<StreamGate>(stream_asks());
    std::vector<rtp::Address> friends;
    for (auto const& trunk : config_.trunks)
        friends.push_back(trunk.address);
    for (auto const& listen : config_.listen) {
        auto const at = sa_of(listen);
        if (sip_transp_add(sip_, SIP_TRANSP_UDP, &at) != 0
            || sip_transp_add(sip_, SIP_TRANSP_TCP, &at) != 0)
            return fail(Fault::Busy, "the port for SIP is taken");
        std::vector<rtp::Address> streams { listen };
        if (tls_) {
            streams.push_back(TRY(rtp::Address::parse(listen.ip(), config_.tls->port)));
            auto const secure_at = sa_of(streams.back());
            if (sip_transp_add(sip_, SIP_TRANSP_TLS, &secure_at, tls_.get()) != 0)
                return fail(Fault::Busy, "the port for SIP over TLS is taken");
        }
        // Where every friend has an address, nobody else gets so far as a handshake.
        if (!may_be_stranger())
            for (auto const& stream : streams)
                TRY(admit_only(stream, friends));
        auto door = std::make_unique<Door>();
        door->stack = this;
        door->at = listen;
        door->knock = chance_.hex(20);
        doors_.push_back(std::move(door));
        knock(*doors_.back());
    }
    return {};
}

bool Stack::Inside::is_guarded() const
{
    return std::all_of(doors_.begin(), doors_.end(), [](auto const& door) { return door->guard; });
}

/// Sends our own first message, again if it was lost.
void Stack::Inside::knock(Door& door)
{
    if (door.knocker < 0)
        door.knocker =
            ::socket(door.at.raw()->sa_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    auto const message =
        fmt::format("OPTIONS sip:door@localhost SIP/2.0\r\n"
                    "Via: SIP/2.0/UDP localhost;branch=z9hG4bK{}\r\n"
                    "From: <sip:door@localhost>;tag=1\r\nTo: <sip:door@localhost>\r\n"
                    "Call-ID: {}\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 0\r\n"
                    "Content-Length: 0\r\n\r\n",
            chance_.hex(8), door.knock);
    (void)::sendto(
        door.knocker, message.data(), message.size(), MSG_DONTWAIT, door.at.raw(), door.at.size());
}

void Stack::Inside::hang_door(sip_msg const& message)
{
    for (auto const& door : doors_) {
        if (door->guard || text_of(message.callid) != door->knock)
            continue;
        auto const arrived = [](sa* source, mbuf* buffer, void* argument) {
            auto& its = *static_cast<Door*>(argument);
            return its.stack->datagram_arrived(its, *source, *buffer);
        };
        door->socket = static_cast<udp_sock*>(message.sock);
        udp_register_helper(&door->guard, door->socket, door_layer, nullptr, arrived, door.get());
        udp_sockbuf_set(door->socket, receive_buffer);
        close_socket(door->knocker);
        door->knocker = -1;
    }
}

Trunk const* Stack::Inside::trunk_at(rtp::Address const& source) const
{
    for (auto const& trunk : config_.trunks)
        if (trunk.address.same_host(source))
            return &trunk;
    return nullptr;
}

/// True if there is a reason to listen to an address that we do not know: a trunk or a phone may
/// prove itself from anywhere.
bool Stack::Inside::may_be_stranger() const
{
    return !config_.phones.empty()
        || std::any_of(config_.trunks.begin(), config_.trunks.end(),
            [](Trunk const& trunk) { return trunk.known_by == KnownBy::Digest; });
}

bool Stack::Inside::stranger_may_speak()
{
    if (!may_be_stranger())
        return false;
    auto const now = Clock::now();
    double const passed = std::chrono::duration<double>(now - strangers_at_).count();
    strangers_at_ = now;
    strangers_left_ = std::min(strangers_a_second, strangers_left_ + passed * strangers_a_second);
    if (strangers_left_ < 1)
        return false;
    strangers_left_ -= 1;
    return true;
}

/// Each message, before libre reads it.
Verdict Stack::Inside::judge(std::string_view text, rtp::Address const& from, Carrier carrier)
{
    if (!trunk_at(from) && !is_phone_at(from) && !stranger_may_speak())
        return { .ends_stream = true };
    auto const checked = check(text, carrier);
    Verdict verdict { .passes = checked.passes(), .length = checked.length };
    if (checked.outcome == Checked::Outcome::Refused)
        verdict.answer = refusal(text, checked, chance_.hex(8));
    // After a message that could be read in two ways nobody knows where the next one begins. One
    // that says clearly what we do not do is no reason to end the calls of a whole trunk.
    constexpr int bad_request = 400;
    bool const is_clear = checked.passes()
        || (checked.outcome == Checked::Outcome::Refused && checked.status != bad_request);
    verdict.ends_stream = !is_clear;
    if (verdict.passes && too_many(text, from, verdict.answer))
        verdict.passes = false;
    return verdict;
}

/// True: it goes no further.
bool Stack::Inside::datagram_arrived(Door& door, sa const& source, mbuf& buffer)
{
    auto const text = view_of(buffer);
    if (text.size() < shortest_message)
        return true;
    auto const verdict = judge(text, address_of(source), Carrier::Datagram);
    if (!verdict.answer.empty())
        if (auto const out = buffer_of(verdict.answer))
            udp_send(door.socket, &source, out.get());
    if (verdict.passes)
        buffer.end = buffer.pos + verdict.length; // what follows a message is nobody's
    return !verdict.passes;
}

/// The ceilings are for those whom we know; a stranger's call meets them behind its proof.
bool Stack::Inside::too_many(
    std::string_view message, rtp::Address const& source, std::string& answer)
{
    auto const call_id = sip::new_call(message);
    auto const* const trunk = trunk_at(source);
    if (!call_id || !trunk)
        return false;
    auto const asked = admission_.asks(trunk->name, *call_id, sessions_.size(), Clock::now());
    if (asked == Admission::Answer::Admitted)
        return false;
    answer = refusal(message,
        { .outcome = Checked::Outcome::Refused, .status = 503, .reason = "Service Unavailable" },
        chance_.hex(8), "Retry-After: 5\r\n");
    return true;
}

StreamGate::Asks Stack::Inside::stream_asks()
{
    return {
        .judge =
            [this](std::string_view message, rtp::Address const& from) {
                auto verdict = judge(message, from, Carrier::Stream);
                verdict.passes = verdict.passes && verdict.length == message.size();
                return verdict;
            },
        .expect =
            [this](rtp::Address const& to) {
                if (tls_)
                    expect_name(tls_openssl_context(tls_.get()), certificate_name_at(to));
            },
        // Over what came from there we would send as over our own connection, whose certificate is
        // proved; what comes to us proves none.
        .may_come =
            [this](rtp::Address const& listening, rtp::Address const& from) {
                bool const is_secure = config_.tls && listening.port() == config_.tls->port;
                return !is_secure || certificate_name_at(from).empty();
            },
    };
}

/// Nothing where no trunk over TLS is.
std::string Stack::Inside::certificate_name_at(rtp::Address const& address) const
{
    for (auto const& trunk : config_.trunks)
        if (trunk.transport == Transport::Tls && trunk.address == address)
            return trunk.certificate_name.empty() ? trunk.address.ip() : trunk.certificate_name;
    return {};
}

/// The first that sees a request which libre has read, and which belongs to no transaction. True:
/// it goes no further.
bool Stack::Inside::request_arrived(sip_msg const& message)
{
    if (!is_guarded()) {
        if (message.tp == SIP_TRANSP_UDP)
            hang_door(message);
        return true;
    }
    if (!came_through_a_door(message))
        return true;
    auto const method = text_of(message.met);
    if (auto* const session = session_of(message)) {
        session->request_arrived(message);
        return true;
    }
    bool const is_inside = pl_isset(&message.to.tag);
    if (method == "OPTIONS" && !is_inside)
        sip_replyf(sip_, &message, 200, "OK",
            "%sAccept: application/sdp\r\nContent-Length: 0\r\n\r\n", our_first_abilities);
    else if (method == "INVITE" && !is_inside)
        call_arrived(message);
    else if (method == "REGISTER" && !is_inside && !config_.phones.empty())
        registered(message);
    else
        return last_resort(message);
    return true;
}

/// A response that no transaction waits for: an answer to an INVITE, again, since our ACK was lost,
/// or another's.
bool Stack::Inside::answer_arrived(sip_msg const& message)
{
    bool const is_good = message.scode >= 200 && message.scode < 300;
    if (is_good && text_of(message.cseq.met) == "INVITE" && came_through_a_door(message)) {
        if (auto* const session = session_of(message))
            session->answer_came_again(message);
        else
            end_other_fork(message);
    }
    return true; // libre would print who sent it
}

/// A stream whose connection libre took behind our back would be read unjudged.
bool Stack::Inside::came_through_a_door(sip_msg const& message) const
{
    return message.tp == SIP_TRANSP_UDP || gate_->guards(sip_msg_tcpconn(&message));
}

/// What nobody took. libre would print who sent it and to whom; we say nothing about anybody.
bool Stack::Inside::last_resort(sip_msg const& message)
{
    auto const method = text_of(message.met);
    if (method == "ACK")
        return true;
    if (method == "CANCEL")
        sip_reply(sip_, &message, 481, "Transaction Does Not Exist");
    else if (method == "REGISTER")
        sip_reply(sip_, &message, 403, "Forbidden");
    else if (pl_isset(&message.to.tag))
        sip_reply(sip_, &message, 481, "Call Does Not Exist");
    else
        sip_replyf(sip_, &message, 405, "Method Not Allowed", "%sContent-Length: 0\r\n\r\n",
            our_abilities);
    return true;
}

void Stack::Inside::shed_streams()
{
    std::vector<std::uint16_t> ports;
    for (auto const& listen : config_.listen)
        ports.push_back(listen.port());
    if (config_.tls)
        ports.push_back(config_.tls->port);
    gate_->sweep();
    shed_excess(
        ports, [this](rtp::Address const& from) { return trunk_at(from) || is_phone_at(from); });
}

} // namespace reachline::voice::sip
