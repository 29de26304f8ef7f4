#include "browsers.hpp"

#include "../figures.hpp"
#include "voice/libre.hpp"
#include "voice/rtp/g711.hpp"
#include "voice/rtp/packet.hpp"
#include "voice/web_leg/certificate.hpp"

#include <fmt/format.h>

#include <array>
#include <cstring>

namespace reachline::bench {

using namespace voice;

namespace {

std::string line_of(std::string const& text, std::string const& start)
{
    auto const at = text.find(start);
    if (at == std::string::npos)
        stop("the answer to a browser lacks a line");
    return text.substr(at + start.size(), text.find("\r\n", at) - at - start.size());
}

struct Browser {
    web_leg::Certificate certificate;
    std::string user, password, their_user, their_password;
    tls* context = nullptr;
    udp_sock* socket = nullptr;
    dtls_sock* secure = nullptr;
    tls_conn* connection = nullptr;
    srtp* out = nullptr;
    sa peer {};
    tmr asks {};
    std::uint16_t sequence = 0;
    std::uint32_t timestamp = 0;
    std::uint64_t received = 0;

    ~Browser()
    {
        tmr_cancel(&asks);
        mem_deref(connection);
        mem_deref(secure);
        mem_deref(socket);
        mem_deref(context);
        mem_deref(out);
    }

    void open(int number)
    {
        certificate = *web_leg::make_certificate();
        user = fmt::format("user{:04}", number);
        password = fmt::format("password-of-a-browser-{:04}", number);
        tmr_init(&asks);
        sa any {};
        sa_set_str(&any, "127.0.0.1", 0);
        auto const arrived = [](sa const*, mbuf* buffer, void* self) {
            static_cast<Browser*>(self)->arrived(*buffer);
        };
        auto const nobody = [](sa const*, void*) {};
        if (tls_alloc(&context, TLS_METHOD_DTLS, nullptr, nullptr) != 0
            || tls_set_certificate_pem(context, certificate.certificate_pem.data(),
                   certificate.certificate_pem.size(), certificate.key_pem.data(),
                   certificate.key_pem.size())
                != 0
            || tls_set_srtp(context, "SRTP_AEAD_AES_128_GCM") != 0
            || udp_listen(&socket, &any, arrived, this) != 0
            || dtls_listen(&secure, nullptr, socket, 4, 0, nobody, this) != 0)
            stop("a browser could not be made");
    }

    void arrived(mbuf& buffer)
    {
        auto const first = mbuf_get_left(&buffer) > 0 ? *mbuf_buf(&buffer) : 255;
        if (first >= 128) {
            ++received;
        } else if (first <= 3 && !connection) { // the answer to our check: the way is proved
            tmr_cancel(&asks);
            auto const up = [](void* self) { static_cast<Browser*>(self)->up(); };
            auto const heard = [](mbuf*, void*) {};
            auto const closed = [](int, void*) {};
            dtls_connect(&connection, context, secure, &peer, up, heard, closed, this);
        }
    }

    void ask()
    {
        mbuf* const check = mbuf_alloc(256);
        std::array<std::uint8_t, STUN_TID_SIZE> id {};
        rand_bytes(id.data(), id.size());
        auto const name = their_user + ":" + user;
        std::uint32_t priority = 1853817087;
        std::uint64_t ours = 1;
        stun_msg_encode(check, STUN_METHOD_BINDING, STUN_CLASS_REQUEST, id.data(), nullptr,
            reinterpret_cast<std::uint8_t const*>(their_password.data()), their_password.size(),
            true, 0, 4, STUN_ATTR_USERNAME, name.c_str(), STUN_ATTR_PRIORITY, &priority,
            STUN_ATTR_CONTROLLING, &ours, STUN_ATTR_USE_CAND, nullptr);
        mbuf_set_pos(check, 0);
        udp_send(socket, &peer, check);
        mem_deref(check);
        tmr_start(
            &asks, 200, [](void* self) { static_cast<Browser*>(self)->ask(); }, this);
    }

    void up()
    {
        srtp_suite suite {};
        std::array<std::uint8_t, 64> ours {}, theirs {};
        if (tls_srtp_keyinfo(
                connection, &suite, ours.data(), ours.size(), theirs.data(), theirs.size())
                != 0
            || srtp_alloc(&out, suite, ours.data(), 28, 0) != 0)
            stop("a browser's voice could not be secured");
    }

    void speak(std::array<std::byte, samples_per_frame> const& payload)
    {
        if (!out)
            return;
        std::array<std::byte, rtp::header_size + samples_per_frame> packet;
        rtp::write_header(
            { .payload_type = 0, .sequence = sequence++, .timestamp = timestamp, .source = 1 },
            std::span(packet).first<rtp::header_size>());
        std::copy(payload.begin(), payload.end(), packet.begin() + rtp::header_size);
        timestamp += samples_per_frame;
        mbuf* const buffer = mbuf_alloc(packet.size() + 64);
        mbuf_write_mem(buffer, reinterpret_cast<std::uint8_t const*>(packet.data()), packet.size());
        mbuf_set_pos(buffer, 0);
        if (srtp_encrypt(out, buffer) == 0)
            udp_send(socket, &peer, buffer);
        mem_deref(buffer);
    }
};

} // namespace

struct Browsers::Inside {
    std::vector<std::unique_ptr<Browser>> all;
    std::array<std::byte, samples_per_frame> payload {};
    std::function<void(int)> each_second;
    tmr beat {};
    int beats = 0, last_beat = 0;
    std::uint64_t begun = 0;

    void speak()
    {
        // As many as are due: a timer of the loop is late by what it is late, and a voice is not.
        while (begun + static_cast<std::uint64_t>(beats) * 20 <= tmr_jiffies()) {
            for (auto const& each : all)
                each->speak(payload);
            if (++beats % 50 == 0)
                each_second(beats / 50);
        }
        if (beats >= last_beat)
            re_cancel();
        else
            tmr_start(
                &beat, 5, [](void* self) { static_cast<Inside*>(self)->speak(); }, this);
    }
};

Browsers::Browsers(int count)
    : inside_(std::make_unique<Inside>())
{
    if (libre_init() != 0 || fd_setsize(4096) != 0)
        stop("the browsers' loop could not be started");
    for (std::size_t i = 0; i < inside_->payload.size(); ++i)
        inside_->payload[i] =
            rtp::compressed(rtp::Law::Mu, static_cast<Sample>(i % 16 < 8 ? 8000 : -8000));
    for (int i = 0; i < count; ++i) {
        inside_->all.push_back(std::make_unique<Browser>());
        inside_->all.back()->open(i);
    }
}

Browsers::~Browsers()
{
    tmr_cancel(&inside_->beat);
    inside_.reset();
    libre_close();
}

std::string Browsers::offer(int number) const
{
    auto const& its = *inside_->all[static_cast<std::size_t>(number)];
    return fmt::format(
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n"
        "m=audio 9 UDP/TLS/RTP/SAVPF 0\r\nc=IN IP4 0.0.0.0\r\na=rtcp-mux\r\na=ice-ufrag:{}\r\n"
        "a=ice-pwd:{}\r\na=fingerprint:{}\r\na=setup:actpass\r\na=mid:0\r\na=sendrecv\r\n"
        "a=rtpmap:0 PCMU/8000\r\n",
        its.user, its.password, web_leg::text_of(its.certificate.fingerprint));
}

void Browsers::take(int number, std::string const& answer)
{
    auto& its = *inside_->all[static_cast<std::size_t>(number)];
    its.their_user = line_of(answer, "a=ice-ufrag:");
    its.their_password = line_of(answer, "a=ice-pwd:");
    auto const candidate = line_of(answer, "a=candidate:1 1 udp 2130706431 ");
    sa_set_str(&its.peer, "127.0.0.1",
        static_cast<std::uint16_t>(std::stoi(candidate.substr(candidate.find(' ')))));
    its.ask();
}

void Browsers::run(int seconds, std::function<void(int)> each_second)
{
    inside_->each_second = std::move(each_second);
    inside_->last_beat = seconds * 50;
    inside_->begun = tmr_jiffies();
    inside_->speak();
    re_main(nullptr);
}

int Browsers::connected() const
{
    int count = 0;
    for (auto const& each : inside_->all)
        count += each->out ? 1 : 0;
    return count;
}

std::uint64_t Browsers::received() const
{
    std::uint64_t all = 0;
    for (auto const& each : inside_->all)
        all += each->received;
    return all;
}

} // namespace reachline::bench
