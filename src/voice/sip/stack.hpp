#pragma once

// Calls by SIP (RFC 3261) to and from the configured trunks: begun, answered, changed, ended.
//
// Who may reach us: the address of a trunk, or, for a trunk that is known by digest, whoever proves
// its password. Everybody else meets silence, so that a search for telephone systems finds none.
// Every message is checked (check.hpp) before the library beneath sees it; datagrams in front of
// its parser, streams in front of its calls.

#include "base/random.hpp"
#include "base/result.hpp"
#include "voice/loop.hpp"
#include "voice/rtp/address.hpp"
#include "voice/sip/admission.hpp"
#include "voice/sip/attestation.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace reachline::voice::sip {

enum class Transport { Udp, Tcp, Tls };
/// As URIs say it.
constexpr std::string_view name_of(Transport transport)
{
    return transport == Transport::Udp ? "udp" : transport == Transport::Tcp ? "tcp" : "tls";
}
enum class KnownBy { Address, Digest };

struct Trunk {
    std::string name;
    rtp::Address address;
    Transport transport = Transport::Udp;
    KnownBy known_by = KnownBy::Address;
    std::string user, password; ///< for its challenges to us (401, 407) and ours to it
    bool registers = false; ///< we register there, so that it knows where we are
    std::string
        certificate_name = {}; ///< that its certificate must bear; its address if it is empty
};

/// A phone of the staff that registers here, known by its password alone.
struct Phone {
    std::string name, password;
};

/// Files that are read once, at the start.
struct TlsFiles {
    std::string certificate, key; ///< PEM; the certificate with those between it and the root
    std::string trusted; ///< PEM, whom we believe
    std::uint16_t port = 5061;
};

enum class Dialog : std::uint32_t {};

struct Incoming {
    std::string trunk;
    /// The user parts of From and of the Request-URI. Not of P-Asserted-Identity: who withholds
    /// their number meant to.
    std::string caller, called;
    Attestation attestation {};
    std::string description; ///< empty: the offer is ours to make
    rtp::Address from;
};

struct Ended {
    /// The answer that ended a call which we began (486, 503, …); 0 when there was none.
    int status = 0;
    bool by_peer = false; ///< BYE or CANCEL
    bool expired = false; ///< no word of the far end came in the agreed time (RFC 4028)
};

/// What the stack tells. None of them may be empty.
struct StackEvents {
    std::function<void(Dialog, Incoming const&)> ringing;
    std::function<void(Dialog)> taken; ///< a call that we began: the trunk said that it works on it
    /// 180 or 183 to a call that we began; the description of early media, or nothing.
    std::function<void(Dialog, std::string const& description)> progressing;
    /// A call that we began was answered, or the answer to an offer of ours came (with the ACK). An
    /// error ends the call, which `ended` then tells.
    std::function<Done(Dialog, std::string const& description)> answered;
    /// The other side changes a call (re-INVITE, UPDATE): the answer, or why not.
    std::function<Result<std::string>(Dialog, std::string const& offer)> changed;
    std::function<void(Dialog, char key)> key; ///< by INFO
    std::function<void(Dialog, Ended const&)> ended;
    /// The status of an answer to `ask`; 0 when it cannot be reached.
    std::function<void(std::string const& trunk, int status)> trunk_answered;
    std::function<void(std::string const& trunk, bool)> trunk_registered;
    std::function<void(std::string const& phone, bool)> phone_registered;
};

class Stack {
public:
    struct Config {
        /// UDP and TCP; one, or one of each family.
        std::vector<rtp::Address> listen;
        std::optional<TlsFiles> tls;
        std::vector<Trunk> trunks;
        std::vector<Phone> phones;
        Ceiling all, each_trunk;
    };

    static Result<std::unique_ptr<Stack>> open(Config, Random&, StackEvents);
    ~Stack();
    Stack(Stack const&) = delete;

    /// True once our own door stands in front of the library's (a beat or two after the start);
    /// before that nothing passes.
    bool is_guarded() const;
    /// To be called every beat.
    void beat();

    /// Early media (183) of an incoming call: heard, and not yet paid for.
    Done begin_early(Dialog, std::string const& description);
    Done answer(Dialog, std::string const& description);
    Done refuse(Dialog, int status);
    Done hang_up(Dialog);
    Result<Dialog> dial(
        std::string const& trunk, std::string const& number, std::string const& offer);
    Result<Dialog> dial_phone(std::string const& phone, std::string const& offer);
    /// Where a registered phone is.
    std::optional<rtp::Address> address_of_phone(std::string const& name) const;
    /// Asks a trunk whether it is there (OPTIONS). The question before, if it is open, is
    /// forgotten.
    Done ask(std::string const& trunk);
    std::size_t calls() const;
    /// Where the trunk of this name is.
    std::optional<rtp::Address> address_of_trunk(std::string const& name) const;

private:
    class Inside;
    explicit Stack(std::unique_ptr<Inside>);
    std::unique_ptr<Inside> inside_;
};

} // namespace reachline::voice::sip
