// Passwords proved to us (RFC 8760's digest, with MD5 as carriers and phones have it). A nonce is
// made of its time, so nothing is kept for those who ask for one. Each proves one request: whoever
// overhears it cannot place a call with it again.

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "voice/sip/libre_stack.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace reachline::voice::sip {

namespace {

constexpr std::size_t most_nonces = 10'000;
constexpr auto nonce_lasts = std::chrono::seconds { 30 };

bool proves(httpauth_digest_resp const& response, pl const& method, std::string const& user,
    std::string const& password)
{
    std::array<std::uint8_t, 16> secret {};
    auto const words = user + ":" + std::string(text_of(response.realm)) + ":" + password;
    md5(reinterpret_cast<std::uint8_t const*>(words.data()), words.size(), secret.data());
    return httpauth_digest_response_auth(&response, &method, secret.data()) == 0;
}

std::string signed_by(std::string const& secret, std::string const& time)
{
    std::array<std::uint8_t, 20> mac {};
    hmac_sha1(reinterpret_cast<std::uint8_t const*>(secret.data()), secret.size(),
        reinterpret_cast<std::uint8_t const*>(time.data()), time.size(), mac.data(), mac.size());
    return time + "." + hex_of(std::as_bytes(std::span(mac)));
}

} // namespace

Stack::Inside::Proof Stack::Inside::proof_in(sip_msg const& message)
{
    auto const* const header = sip_msg_hdr(&message, SIP_HDR_AUTHORIZATION);
    httpauth_digest_resp response {};
    if (!header || httpauth_digest_response_decode(&response, &header->val) != 0)
        return {};
    auto const nonce = std::string(text_of(response.nonce));
    auto const dot = nonce.find('.');
    if (dot == std::string::npos
        || !equal_in_constant_time(nonce, signed_by(secret_, nonce.substr(0, dot))))
        return {};
    auto const now = Clock::now().time_since_epoch();
    auto const made = std::chrono::seconds { std::strtoll(nonce.c_str(), nullptr, 16) };
    if (now - made > nonce_lasts || used_nonces_.contains(nonce))
        return { .is_stale = true };
    Proof found;
    auto const user = text_of(response.username);
    for (auto const& trunk : config_.trunks)
        if (!trunk.user.empty() && user == trunk.user
            && proves(response, message.met, trunk.user, trunk.password))
            found.trunk = &trunk;
    for (auto const& phone : config_.phones)
        if (!found.trunk && user == phone.name
            && proves(response, message.met, phone.name, phone.password))
            found.phone = &phone;
    if (!found.trunk && !found.phone)
        return {};
    if (used_nonces_.size() >= most_nonces)
        used_nonces_.clear(); // they are all older than a nonce lasts, or we are being flooded
    used_nonces_.insert(nonce);
    return found;
}

/// Answered without a transaction: nothing is kept for those who only ask.
void Stack::Inside::challenge(sip_msg const& message, bool is_stale)
{
    auto const now =
        std::chrono::duration_cast<std::chrono::seconds>(Clock::now().time_since_epoch());
    // With chance behind the time, so that two in one second are not one.
    auto const nonce = signed_by(secret_, fmt::format("{:x}-{}", now.count(), chance_.hex(8)));
    sip_replyf(sip_, &message, 401, "Unauthorized",
        "WWW-Authenticate: Digest realm=\"reachline\", nonce=\"%s\", qop=\"auth\", "
        "algorithm=MD5%s\r\n"
        "Content-Length: 0\r\n\r\n",
        nonce.c_str(), is_stale ? ", stale=true" : "");
}

} // namespace reachline::voice::sip
