#pragma once

// A telephone's voice, encrypted (SRTP, RFC 3711) by keys that both sides said in their
// descriptions (RFC 4568), which therefore travel over TLS alone.

#include "base/bytes.hpp"
#include "base/random.hpp"
#include "base/result.hpp"

#include <memory>
#include <optional>
#include <string>

namespace reachline::voice::rtp {

/// One side's key, for what it sends.
struct VoiceKey {
    int tag = 1; ///< an answer names the offer that it takes
    std::string suite = "AES_CM_128_HMAC_SHA1_80";
    Bytes key = {}; ///< 16 bytes of key and 14 of salt

    bool operator==(VoiceKey const&) const = default;
};
constexpr std::size_t voice_key_size = 30;

VoiceKey new_voice_key(Random&);
/// The value of "a=crypto:"; nothing when it is one that we do not speak.
std::optional<VoiceKey> read_voice_key(std::string_view);
std::string text_of(VoiceKey const&);

/// One direction. What is not the other side's comes back as nothing.
class SecureVoice {
public:
    static Result<std::unique_ptr<SecureVoice>> open(VoiceKey const&);
    ~SecureVoice();
    SecureVoice(SecureVoice const&) = delete;

    std::optional<Bytes> protect(ByteView packet);
    std::optional<Bytes> protect_report(ByteView packet);
    std::optional<Bytes> unprotect(ByteView packet);
    std::optional<Bytes> unprotect_report(ByteView packet);

private:
    class Inside;
    explicit SecureVoice(std::unique_ptr<Inside>);
    std::unique_ptr<Inside> inside_;
};

} // namespace reachline::voice::rtp
