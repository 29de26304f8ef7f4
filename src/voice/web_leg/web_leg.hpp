#pragma once

// A browser as a leg: an advocate's or a supervisor's voice in the console (WebRTC).
//
// ICE-lite (RFC 8445): we have one address that the browser can reach, so it looks for the way and
// we only answer its checks, each proved by our password. Then DTLS (RFC 5764): the browser's
// certificate must be the one whose fingerprint came with its description over the signed-in
// console, or the handshake ends with an alert. Then SRTP. Nothing of a voice goes anywhere before
// all of it is proved, and packets of anybody else are dropped.

#include "base/random.hpp"
#include "base/result.hpp"
#include "voice/rtp/media_port.hpp"
#include "voice/sip/description.hpp"

#include <functional>
#include <memory>
#include <string>

namespace reachline::voice::web_leg {

struct WebEvents {
    std::function<void()> connected;
    std::function<void(ByteView voice, rtp::Moment)> voice; ///< one RTP packet, decrypted
    std::function<void(ByteView report, rtp::Moment)> report;
    /// Not called after the leg's end was asked for by ~WebLeg.
    enum class End { Left, NotTheOneDescribed };
    std::function<void(End)> ended;
};

class WebLeg {
public:
    /// Takes a browser's offer; the answer is ready at once.
    static Result<std::unique_ptr<WebLeg>> open(
        std::string const& offer, rtp::Address const& ip, rtp::PortRange, Random&, WebEvents);
    ~WebLeg();
    WebLeg(WebLeg const&) = delete;

    std::string const& answer() const;
    sip::Description const& description() const;
    rtp::Codec const& codec() const;
    /// Nothing happens before the leg is connected.
    void send(ByteView packet);
    void send_report(ByteView packet);

private:
    class Inside;
    explicit WebLeg(std::unique_ptr<Inside>);
    std::unique_ptr<Inside> inside_;
};

} // namespace reachline::voice::web_leg
