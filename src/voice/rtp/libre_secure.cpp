#include "voice/libre.hpp"
#include "voice/rtp/packet.hpp"
#include "voice/rtp/secure.hpp"

namespace reachline::voice::rtp {

namespace {

constexpr std::size_t room_for_tag = 64;

}

class SecureVoice::Inside {
public:
    explicit Inside(srtp* made)
        : srtp_(made)
    {
    }

    std::optional<Bytes> change(ByteView packet, int (*how)(srtp*, mbuf*))
    {
        if (packet.size() > longest_packet)
            return std::nullopt;
        LibrePointer<mbuf> const buffer(mbuf_alloc(packet.size() + room_for_tag));
        if (!buffer)
            return std::nullopt;
        mbuf_write_mem(
            buffer.get(), reinterpret_cast<std::uint8_t const*>(packet.data()), packet.size());
        mbuf_set_pos(buffer.get(), 0);
        if (how(srtp_.get(), buffer.get()) != 0)
            return std::nullopt;
        auto const bytes =
            std::as_bytes(std::span(mbuf_buf(buffer.get()), mbuf_get_left(buffer.get())));
        return Bytes(bytes.begin(), bytes.end());
    }

private:
    LibrePointer<srtp> srtp_;
};

Result<std::unique_ptr<SecureVoice>> SecureVoice::open(VoiceKey const& key)
{
    auto const suite = key.suite == "AES_CM_128_HMAC_SHA1_32" ? SRTP_AES_CM_128_HMAC_SHA1_32
                                                              : SRTP_AES_CM_128_HMAC_SHA1_80;
    srtp* made = nullptr;
    if (key.key.size() != voice_key_size
        || srtp_alloc(&made, suite, reinterpret_cast<std::uint8_t const*>(key.key.data()),
               key.key.size(), 0)
            != 0)
        return fail(Fault::Invalid, "the voice could not be encrypted by this key");
    return std::unique_ptr<SecureVoice>(new SecureVoice(std::make_unique<Inside>(made)));
}

SecureVoice::SecureVoice(std::unique_ptr<Inside> inside)
    : inside_(std::move(inside))
{
}
SecureVoice::~SecureVoice() = default;

std::optional<Bytes> SecureVoice::protect(ByteView packet)
{
    return inside_->change(packet, srtp_encrypt);
}
std::optional<Bytes> SecureVoice::protect_report(ByteView packet)
{
    return inside_->change(packet, srtcp_encrypt);
}
std::optional<Bytes> SecureVoice::unprotect(ByteView packet)
{
    return inside_->change(packet, srtp_decrypt);
}
std::optional<Bytes> SecureVoice::unprotect_report(ByteView packet)
{
    return inside_->change(packet, srtcp_decrypt);
}

} // namespace reachline::voice::rtp
