#include "base/text.hpp"
#include "voice/libre.hpp"
#include "voice/web_leg/certificate.hpp"
#include "voice/web_leg/web_leg.hpp"

#include <fmt/format.h>

#include <array>
#include <cstring>

namespace reachline::voice::web_leg {

namespace {

constexpr int dtls_layer = 0;
constexpr int tries = 64;
constexpr std::size_t room_for_tag = 64;
/// Both in the order that we like them.
constexpr char srtp_suites[] = "SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80";

std::size_t key_size(srtp_suite suite)
{
    return suite == SRTP_AES_128_GCM ? 28 : 30;
}

enum class Kind { Stun, Rtp, Rtcp, Other };
/// RFC 7983: one port, told apart by the first byte.
Kind kind_of(ByteView datagram)
{
    if (datagram.empty())
        return Kind::Other;
    auto const first = std::to_integer<unsigned>(datagram[0]);
    if (first <= 3)
        return Kind::Stun;
    if (first >= 128 && first <= 191)
        return rtp::is_rtcp(datagram) ? Kind::Rtcp : Kind::Rtp;
    return Kind::Other;
}

ByteView view_of(mbuf const& buffer)
{
    return std::as_bytes(std::span(mbuf_buf(&buffer), mbuf_get_left(&buffer)));
}

LibrePointer<mbuf> copy_of(ByteView bytes)
{
    LibrePointer<mbuf> buffer(mbuf_alloc(bytes.size() + room_for_tag));
    if (buffer) {
        mbuf_write_mem(
            buffer.get(), reinterpret_cast<std::uint8_t const*>(bytes.data()), bytes.size());
        mbuf_set_pos(buffer.get(), 0);
    }
    return buffer;
}

} // namespace

class WebLeg::Inside {
public:
    Inside(sip::Description description, rtp::Codec const& codec, Fingerprint const& theirs,
        WebEvents events)
        : description_(std::move(description))
        , codec_(codec)
        , theirs_(theirs)
        , events_(std::move(events))
    {
    }
    ~Inside()
    {
        // The secure connection first: it says good-bye over the socket.
        connection_.reset();
        listening_.reset();
        socket_.reset();
    }

    Done open(rtp::Address const& ip, rtp::PortRange range, Random& chance)
    {
        auto const certificate = TRY(make_certificate());
        tls* made = nullptr;
        if (tls_alloc(&made, TLS_METHOD_DTLS, nullptr, nullptr) != 0)
            return fail(Fault::Broken, "a browser's leg could not be secured");
        tls_.reset(made);
        if (tls_set_certificate_pem(made, certificate.certificate_pem.data(),
                certificate.certificate_pem.size(), certificate.key_pem.data(),
                certificate.key_pem.size())
                != 0
            || tls_set_srtp(made, srtp_suites) != 0)
            return fail(Fault::Broken, "a browser's leg could not be secured");
        require_fingerprint(tls_openssl_context(made), theirs_);
        TRY(bind(ip, range, chance));
        write_answer(certificate.fingerprint, chance);
        return {};
    }

    void send(ByteView packet)
    {
        auto const buffer = is_up_ ? copy_of(packet) : nullptr;
        if (buffer && srtp_encrypt(out_.get(), buffer.get()) == 0)
            udp_send(socket_.get(), &peer_, buffer.get());
    }
    void send_report(ByteView packet)
    {
        auto const buffer = is_up_ ? copy_of(packet) : nullptr;
        if (buffer && srtcp_encrypt(out_.get(), buffer.get()) == 0)
            udp_send(socket_.get(), &peer_, buffer.get());
    }

    std::string const& answer() const { return answer_; }
    sip::Description const& description() const { return description_; }
    rtp::Codec const& codec() const { return codec_; }

private:
    Done bind(rtp::Address const& ip, rtp::PortRange range, Random& chance)
    {
        auto const arrived = [](sa const* source, mbuf* buffer, void* self) {
            static_cast<Inside*>(self)->arrived(*source, *buffer);
        };
        auto const greeted = [](sa const* source, void* self) {
            static_cast<Inside*>(self)->greeted(*source);
        };
        for (int i = 0; i < tries; ++i) {
            auto const port =
                range.first + chance.below(static_cast<unsigned>(range.last - range.first) + 1U);
            address_ = TRY(rtp::Address::parse(ip.ip(), static_cast<std::uint16_t>(port)));
            sa local {};
            sa_set_sa(&local, address_.raw());
            udp_sock* socket = nullptr;
            if (udp_listen(&socket, &local, arrived, this) != 0)
                continue;
            socket_.reset(socket);
            dtls_sock* secure = nullptr;
            if (dtls_listen(&secure, nullptr, socket, 4, dtls_layer, greeted, this) != 0)
                return fail(Fault::Broken, "a browser's leg could not be secured");
            listening_.reset(secure);
            return {};
        }
        return fail(Fault::Busy, "no port is free for another voice");
    }

    void write_answer(Fingerprint const& ours, Random& chance)
    {
        user_ = chance.hex(4);
        password_ = chance.hex(16);
        auto const mid = description_.browser.mid;
        sip::Ours const what { .address = address_,
            .session = chance.below(1'000'000'000),
            .version = 1,
            .direction = sip::answered(description_.direction),
            .more = fmt::format(
                "a=mid:{}\r\na=rtcp-mux\r\na=ice-ufrag:{}\r\na=ice-pwd:{}\r\n"
                "a=fingerprint:{}\r\na=setup:passive\r\n"
                "a=candidate:1 1 udp 2130706431 {} {} typ host\r\na=end-of-candidates\r\n",
                mid, user_, password_, web_leg::text_of(ours), address_.ip(), address_.port()) };
        answer_ = sip::answer(what, description_, codec_);
        // For the whole session, before the first medium (RFC 8839, RFC 8843).
        answer_.insert(answer_.find("m="), fmt::format("a=ice-lite\r\na=group:BUNDLE {}\r\n", mid));
    }

    void arrived(sa const& source, mbuf& buffer)
    {
        auto const kind = kind_of(view_of(buffer));
        if (kind == Kind::Stun) {
            check_arrived(source, buffer);
            return;
        }
        bool const is_peer = has_peer_ && sa_cmp(&source, &peer_, SA_ALL);
        if (!is_up_ || !is_peer)
            return;
        auto const now = std::chrono::steady_clock::now();
        if (kind == Kind::Rtp && srtp_decrypt(in_.get(), &buffer) == 0)
            events_.voice(view_of(buffer), now);
        else if (kind == Kind::Rtcp && srtcp_decrypt(in_.get(), &buffer) == 0)
            events_.report(view_of(buffer), now);
    }

    /// A connectivity check (RFC 8445, 7.3). Who cannot prove our password hears nothing, not even
    /// no.
    void check_arrived(sa const& source, mbuf& buffer)
    {
        stun_msg* read = nullptr;
        stun_unknown_attr unknown {};
        if (stun_msg_decode(&read, &buffer, &unknown) != 0)
            return;
        LibrePointer<stun_msg> const message(read);
        auto const* const user = stun_msg_attr(read, STUN_ATTR_USERNAME);
        auto const* const key = reinterpret_cast<std::uint8_t const*>(password_.data());
        bool const is_theirs = stun_msg_class(read) == STUN_CLASS_REQUEST
            && stun_msg_method(read) == STUN_METHOD_BINDING && user
            && user->v.username == user_ + ":" + description_.browser.user
            && stun_msg_chk_mi(read, key, password_.size()) == 0;
        if (!is_theirs)
            return;
        LibrePointer<mbuf> const reply(mbuf_alloc(256));
        if (!reply
            || stun_msg_encode(reply.get(), STUN_METHOD_BINDING, STUN_CLASS_SUCCESS_RESP,
                   stun_msg_tid(read), nullptr, key, password_.size(), true, 0, 1,
                   STUN_ATTR_XOR_MAPPED_ADDR, &source)
                != 0)
            return;
        mbuf_set_pos(reply.get(), 0);
        udp_send(socket_.get(), &source, reply.get());
        if (!has_peer_ || stun_msg_attr(read, STUN_ATTR_USE_CAND)) {
            peer_ = source;
            has_peer_ = true;
            if (connection_)
                dtls_set_peer(
                    connection_.get(), &peer_); // a browser that changed its network goes on
        }
    }

    void greeted(sa const& source)
    {
        // The first packet of a handshake. Only from where the browser proved our password.
        if (!has_peer_ || connection_ || !sa_cmp(&source, &peer_, SA_ALL))
            return;
        auto const secured = [](void* self) { static_cast<Inside*>(self)->secured(); };
        auto const nothing = [](mbuf*, void*) {};
        auto const closed = [](int, void* self) {
            auto& its = *static_cast<Inside*>(self);
            auto const end = its.is_up_ ? WebEvents::End::Left : WebEvents::End::NotTheOneDescribed;
            its.is_up_ = false;
            its.events_.ended(end);
        };
        tls_conn* accepted = nullptr;
        if (dtls_accept(&accepted, tls_.get(), listening_.get(), secured, nothing, closed, this)
            == 0)
            connection_.reset(accepted);
    }

    void secured()
    {
        srtp_suite suite {};
        std::array<std::uint8_t, 64> theirs {}, ours {};
        srtp *in = nullptr, *out = nullptr;
        if (tls_srtp_keyinfo(
                connection_.get(), &suite, theirs.data(), theirs.size(), ours.data(), ours.size())
            != 0)
            return;
        if (srtp_alloc(&in, suite, theirs.data(), key_size(suite), 0) == 0)
            in_.reset(in);
        if (srtp_alloc(&out, suite, ours.data(), key_size(suite), 0) == 0)
            out_.reset(out);
        is_up_ = in_ && out_;
        if (is_up_)
            events_.connected();
    }

    sip::Description description_;
    rtp::Codec codec_;
    Fingerprint theirs_;
    WebEvents events_;
    std::string user_, password_, answer_;
    rtp::Address address_;
    LibrePointer<tls> tls_;
    LibrePointer<udp_sock> socket_;
    LibrePointer<dtls_sock> listening_;
    LibrePointer<tls_conn> connection_;
    LibrePointer<srtp> in_, out_;
    sa peer_ {};
    bool has_peer_ = false;
    bool is_up_ = false;
};

Result<std::unique_ptr<WebLeg>> WebLeg::open(std::string const& offer, rtp::Address const& ip,
    rtp::PortRange range, Random& chance, WebEvents events)
{
    auto description = TRY(sip::read_description(offer, sip::Profile::Browser));
    auto const codec = sip::agreed(description);
    auto const& browser = description.browser;
    if (!codec)
        return fail(Fault::Invalid, "there is no voice in it that we speak");
    bool const is_secured = browser.user.size() >= 4 && browser.user.size() <= 256
        && browser.password.size() >= 22 && browser.mid.size() <= 32
        && (browser.setup == "actpass" || browser.setup == "active");
    if (!is_secured)
        return fail(Fault::Invalid, "this is no browser's offer");
    auto const theirs = TRY(read_fingerprint(browser.fingerprint));
    auto inside =
        std::make_unique<Inside>(std::move(description), *codec, theirs, std::move(events));
    TRY(inside->open(ip, range, chance));
    return std::unique_ptr<WebLeg>(new WebLeg(std::move(inside)));
}

WebLeg::WebLeg(std::unique_ptr<Inside> inside)
    : inside_(std::move(inside))
{
}
WebLeg::~WebLeg() = default;

std::string const& WebLeg::answer() const
{
    return inside_->answer();
}
sip::Description const& WebLeg::description() const
{
    return inside_->description();
}
rtp::Codec const& WebLeg::codec() const
{
    return inside_->codec();
}
void WebLeg::send(ByteView packet)
{
    inside_->send(packet);
}
void WebLeg::send_report(ByteView packet)
{
    inside_->send_report(packet);
}

} // namespace reachline::voice::web_leg
