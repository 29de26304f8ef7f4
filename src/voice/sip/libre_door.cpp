// Who and what gets in. libre has no door of its own in front of its parser, but its UDP sockets
// take one (a "helper"), and any message tells its socket. So the first message after the start is
// our own: an OPTIONS from a socket of ours to ourselves. Until it has come back, nothing passes.

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "voice/sip/libre_stack.hpp"

#include <fmt/format.h>

#include <unistd.h>

namespace reachline::voice::sip {

namespace {

constexpr int door_layer = 0;
constexpr std::size_t shortest_message = 5; // less keeps a NAT open, and says nothing
constexpr std::size_t most_nonces = 10'000;
constexpr auto nonce_lasts = std::chrono::seconds { 30 };
constexpr char allowed[] = "Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, INFO, UPDATE\r\n"
                           "Accept: application/sdp\r\nContent-Length: 0\r\n\r\n";

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

Done Stack::Inside::open_door()
{
    auto const first = [](sip_msg const* message, void* self) {
        return static_cast<Inside*>(self)->request_arrived(*message);
    };
    if (sip_listen(&first_, sip_, true, first, this) != 0)
        return fail(Fault::Broken, "the door for SIP could not be set");
    secret_ = chance_.hex(20);
    knock_id_ = chance_.hex(20);
    return {};
}

/// Sends our own first message, again if it was lost.
void Stack::Inside::knock()
{
    if (knocker_ < 0)
        knocker_ =
            ::socket(config_.listen.raw()->sa_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    auto const message =
        fmt::format("OPTIONS sip:door@localhost SIP/2.0\r\n"
                    "Via: SIP/2.0/UDP localhost;branch=z9hG4bK{}\r\n"
                    "From: <sip:door@localhost>;tag=1\r\nTo: <sip:door@localhost>\r\n"
                    "Call-ID: {}\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 0\r\n"
                    "Content-Length: 0\r\n\r\n",
            chance_.hex(8), knock_id_);
    (void)::sendto(knocker_, message.data(), message.size(), MSG_DONTWAIT, config_.listen.raw(),
        config_.listen.size());
}

Trunk const* Stack::Inside::trunk_at(rtp::Address const& source) const
{
    for (auto const& trunk : config_.trunks)
        if (trunk.address.same_host(source))
            return &trunk;
    return nullptr;
}

/// True if there is a reason to listen to this address at all.
bool Stack::Inside::knows(rtp::Address const& source) const
{
    if (trunk_at(source))
        return true;
    for (auto const& trunk : config_.trunks)
        if (trunk.known_by == KnownBy::Digest)
            return true;
    return false;
}

/// Every datagram, before libre reads it. True: it goes no further.
bool Stack::Inside::datagram_arrived(sa const& source, mbuf& buffer)
{
    auto const text = view_of(buffer);
    auto const from = address_of(source);
    if (text.size() < shortest_message || !knows(from))
        return true;
    auto const checked = check(text, Carrier::Datagram);
    std::string answer;
    if (checked.outcome == Checked::Outcome::Refused)
        answer = refusal(text, checked, chance_.hex(8));
    bool const stays_out = !checked.passes() || too_many(text, from, answer);
    if (!answer.empty())
        if (auto const out = buffer_of(answer))
            udp_send(socket_, &source, out.get());
    if (!stays_out)
        buffer.end = buffer.pos + checked.length; // what follows a message is nobody's
    return stays_out;
}

bool Stack::Inside::too_many(
    std::string_view message, rtp::Address const& source, std::string& answer)
{
    auto const call_id = sip::new_call(message);
    if (!call_id)
        return false;
    auto const* const trunk = trunk_at(source);
    auto const asked = admission_.asks(trunk ? std::string_view(trunk->name) : std::string_view(),
        *call_id, calls_.size(), std::chrono::steady_clock::now());
    if (asked == Admission::Answer::Admitted)
        return false;
    answer = refusal(message,
        { .outcome = Checked::Outcome::Refused, .status = 503, .reason = "Service Unavailable" },
        chance_.hex(8), "Retry-After: 5\r\n");
    return true;
}

/// The first that sees a request which libre has read. True: it goes no further.
bool Stack::Inside::request_arrived(sip_msg const& message)
{
    if (!guard_) {
        if (message.tp != SIP_TRANSP_UDP || text_of(message.callid) != knock_id_)
            return true;
        auto const arrived = [](sa* source, mbuf* buffer, void* self) {
            return static_cast<Inside*>(self)->datagram_arrived(*source, *buffer);
        };
        socket_ = static_cast<udp_sock*>(message.sock);
        udp_register_helper(&guard_, socket_, door_layer, nullptr, arrived, this);
        ::close(knocker_);
        knocker_ = -1;
        return true;
    }
    if (message.tp != SIP_TRANSP_UDP && !stream_passes(message))
        return true;
    if (text_of(message.met) == "OPTIONS") {
        answer_options(message);
        return true;
    }
    if (text_of(message.met) == "UPDATE") {
        answer_update(message);
        return true;
    }
    return false;
}

bool Stack::Inside::stream_passes(sip_msg const& message)
{
    std::string_view text(reinterpret_cast<char const*>(message.mb->buf), message.mb->end);
    while (text.starts_with("\r\n"))
        text.remove_prefix(2);
    auto const from = address_of(message.src);
    std::string answer;
    auto const checked = check(text, Carrier::Stream);
    if (knows(from) && checked.passes() && !too_many(text, from, answer))
        return true;
    if (checked.outcome == Checked::Outcome::Refused && knows(from))
        answer = refusal(text, checked, chance_.hex(8));
    if (auto const out = buffer_of(answer); out && !answer.empty())
        sip_send(sip_, message.sock, message.tp, &message.src, out.get());
    // After a message that could be read in two ways nobody knows where the next one begins.
    if (!checked.passes() || !knows(from))
        if (auto* const connection = sip_msg_tcpconn(&message))
            ::shutdown(tcp_conn_fd(connection), answer.empty() ? SHUT_RDWR : SHUT_RD);
    return false;
}

void Stack::Inside::answer_options(sip_msg const& message)
{
    sip_treplyf(nullptr, nullptr, sip_, &message, false, 200, "OK", "%s", allowed);
}

/// UPDATE (RFC 3311) changes a call as a re-INVITE does, also before it is answered.
void Stack::Inside::answer_update(sip_msg const& message)
{
    for (auto const& [number, call] : calls_) {
        auto* const dialog = call->session ? sipsess_dialog(call->session) : nullptr;
        if (!dialog || !sip_dialog_cmp(dialog, &message))
            continue;
        if (!sip_dialog_rseq_valid(dialog, &message)) {
            sip_treply(nullptr, sip_, &message, 500, "Server Internal Error");
            return;
        }
        auto const offer = body_of(message);
        auto const description = offer.empty() ? Result<std::string>(std::string())
                                               : events_.changed(call->dialog, offer);
        if (!description) {
            sip_treply(nullptr, sip_, &message, 488, "Not Acceptable Here");
            return;
        }
        sip_contact contact {};
        sip_contact_set(&contact, "line", &message.dst, message.tp);
        sip_treplyf(nullptr, nullptr, sip_, &message, true, 200, "OK",
            "%H%sContent-Length: %zu\r\n\r\n%s", sip_contact_print, &contact,
            description->empty() ? "" : "Content-Type: application/sdp\r\n", description->size(),
            description->c_str());
        return;
    }
    sip_treply(nullptr, sip_, &message, 481, "Call Does Not Exist");
}

/// What nobody took. libre would print who sent it and to whom; we say nothing about anybody.
bool Stack::Inside::last_resort(sip_msg const& message)
{
    if (!message.req || text_of(message.met) == "ACK")
        return true;
    if (text_of(message.met) == "CANCEL")
        sip_reply(sip_, &message, 481, "Transaction Does Not Exist");
    else if (text_of(message.met) == "REGISTER")
        sip_treply(nullptr, sip_, &message, 403, "Forbidden");
    else
        sip_treplyf(
            nullptr, nullptr, sip_, &message, false, 405, "Method Not Allowed", "%s", allowed);
    return true;
}

/// The trunk whose password the request proves (RFC 8760's digest, with MD5 as carriers have it).
/// Each nonce proves one request: whoever overhears it cannot place a call with it again.
Trunk const* Stack::Inside::proven(sip_msg const& message)
{
    auto const* const header = sip_msg_hdr(&message, SIP_HDR_AUTHORIZATION);
    httpauth_digest_resp response {};
    if (!header || httpauth_digest_response_decode(&response, &header->val) != 0)
        return nullptr;
    auto const nonce = std::string(text_of(response.nonce));
    auto const dot = nonce.find('.');
    auto const now = std::chrono::steady_clock::now().time_since_epoch();
    auto const made = std::chrono::seconds { std::strtoll(nonce.c_str(), nullptr, 16) };
    std::array<std::uint8_t, 20> mac {};
    auto const time = nonce.substr(0, dot);
    hmac_sha1(reinterpret_cast<std::uint8_t const*>(secret_.data()), secret_.size(),
        reinterpret_cast<std::uint8_t const*>(time.data()), time.size(), mac.data(), mac.size());
    auto const right = time + "." + hex_of(std::as_bytes(std::span(mac)));
    if (dot == std::string::npos || !equal_in_constant_time(nonce, right)
        || now - made > nonce_lasts || used_nonces_.contains(nonce))
        return nullptr;
    for (auto const& trunk : config_.trunks) {
        if (trunk.user.empty() || text_of(response.username) != trunk.user)
            continue;
        std::array<std::uint8_t, 16> secret {};
        auto const words =
            trunk.user + ":" + std::string(text_of(response.realm)) + ":" + trunk.password;
        md5(reinterpret_cast<std::uint8_t const*>(words.data()), words.size(), secret.data());
        if (httpauth_digest_response_auth(&response, &message.met, secret.data()) != 0)
            return nullptr;
        if (used_nonces_.size() >= most_nonces)
            used_nonces_.clear(); // they are all older than a nonce lasts, or we are being flooded
        used_nonces_.insert(nonce);
        return &trunk;
    }
    return nullptr;
}

void Stack::Inside::challenge(sip_msg const& message)
{
    auto const now = std::chrono::duration_cast<std::chrono::seconds>(
        std::chrono::steady_clock::now().time_since_epoch());
    // With chance behind the dot of the time, so that two in one second are not one.
    auto const time = fmt::format("{:x}-{}", now.count(), chance_.hex(8));
    std::array<std::uint8_t, 20> mac {};
    hmac_sha1(reinterpret_cast<std::uint8_t const*>(secret_.data()), secret_.size(),
        reinterpret_cast<std::uint8_t const*>(time.data()), time.size(), mac.data(), mac.size());
    auto const nonce = time + "." + hex_of(std::as_bytes(std::span(mac)));
    sip_treplyf(nullptr, nullptr, sip_, &message, false, 401, "Unauthorized",
        "WWW-Authenticate: Digest realm=\"reachline\", nonce=\"%s\", qop=\"auth\", "
        "algorithm=MD5\r\n"
        "Content-Length: 0\r\n\r\n",
        nonce.c_str());
}

} // namespace reachline::voice::sip
