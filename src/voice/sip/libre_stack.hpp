#pragma once

// The inside of the SIP stack, parted over some files: the door (who and what gets in), proofs, the
// calls, trunks and phones.

#include "voice/libre.hpp"
#include "voice/sip/check.hpp"
#include "voice/sip/libre_session.hpp"
#include "voice/sip/libre_stream_gate.hpp"
#include "voice/sip/stack.hpp"

#include <map>
#include <unordered_map>
#include <unordered_set>

struct sipreg;

namespace reachline::voice::sip {

rtp::Address address_of(sa const&);
sa sa_of(rtp::Address const&);
inline std::string_view text_of(pl const& text)
{
    return { text.p ? text.p : "", text.l };
}
inline std::string body_of(sip_msg const& message)
{
    return { reinterpret_cast<char const*>(mbuf_buf(message.mb)), mbuf_get_left(message.mb) };
}
inline std::string_view header(sip_msg const& message, sip_hdrid id)
{
    auto const* const found = sip_msg_hdr(&message, id);
    return found ? text_of(found->val) : std::string_view();
}
inline bool lists(sip_msg const& message, sip_hdrid id, char const* word)
{
    return sip_msg_hdr_has_value(&message, id, word);
}
using Buffer = LibrePointer<mbuf>;
Buffer buffer_of(std::string_view);
/// As it stands in a URI.
std::string host_of(rtp::Address const&);
/// Without the parameters that carriers put behind a number (RFC 3261, 19.1.6).
std::string user_of(uri const&);

class Stack::Inside {
public:
    using Clock = std::chrono::steady_clock;

    Inside(Config config, Random& chance, StackEvents events)
        : config_(std::move(config))
        , chance_(chance)
        , events_(std::move(events))
        , admission_(config_.all, config_.each_trunk)
    {
    }
    ~Inside();
    Done open();

    bool is_guarded() const;
    void beat();
    Session* call(Dialog);
    Trunk const* trunk_named(std::string_view) const;
    std::size_t calls() const { return sessions_.size(); }
    Result<Dialog> dial(Trunk const&, std::string const& number, std::string const& offer);
    Result<Dialog> dial_phone(std::string const& name, std::string const& offer);
    Done ask(std::string const& trunk);
    std::optional<rtp::Address> address_of_phone(std::string const& name) const;

private:
    // The door (libre_door.cpp).
    /// One for each UDP socket: what stands in front of libre's reading, once our own knock came
    /// through.
    struct Door {
        Inside* stack = nullptr;
        rtp::Address at;
        udp_sock* socket = nullptr;
        udp_helper* guard = nullptr;
        int knocker = -1;
        std::string knock;
    };
    Done open_doors();
    void knock(Door&);
    void hang_door(sip_msg const&);
    bool datagram_arrived(Door&, sa const& source, mbuf&);
    Verdict judge(std::string_view message, rtp::Address const& from, Carrier);
    StreamGate::Asks stream_asks();
    std::string certificate_name_at(rtp::Address const&) const;
    bool request_arrived(sip_msg const&);
    bool answer_arrived(sip_msg const&);
    bool came_through_a_door(sip_msg const&) const;
    bool last_resort(sip_msg const&);
    Trunk const* trunk_at(rtp::Address const&) const;
    bool may_be_stranger() const;
    bool stranger_may_speak();
    bool too_many(std::string_view message, rtp::Address const& source, std::string& answer);
    void shed_streams();

    // Proofs (libre_proof.cpp).
    struct Proof {
        Trunk const* trunk = nullptr;
        Phone const* phone = nullptr;
        bool is_stale = false; ///< a nonce of ours that was used or is old
    };
    Proof proof_in(sip_msg const&);
    void challenge(sip_msg const&, bool is_stale);

    // The calls (libre_calls.cpp).
    void call_arrived(sip_msg const&);
    Session& new_session(FarEnd);
    Result<Dialog> begin(
        FarEnd, std::string const& to, std::string const& from, std::string const& offer);
    void end_other_fork(sip_msg const& answer);
    void forget_asked_calls();
    Session* session_of(sip_msg const&);
    rtp::Address const& ours_towards(rtp::Address const&) const;

    // What we ask trunks, and where we register (libre_trunks.cpp).
    struct Question {
        Inside* stack = nullptr;
        std::string trunk;
        struct sip_request* request = nullptr;
        ~Question() { mem_deref(request); }
    };
    struct Registration {
        Inside* stack = nullptr;
        Trunk const* trunk = nullptr;
        sipreg* kept = nullptr;
        ~Registration() { mem_deref(kept); }
    };
    static std::string uri_of(Trunk const&, std::string_view number);
    void register_at_trunks();

    // Phones of the staff (libre_phones.cpp).
    struct AtHome {
        rtp::Address address;
        Transport transport = Transport::Udp;
        std::string user; ///< of its contact
        std::string call_id;
        std::uint32_t sequence = 0;
        Clock::time_point until;
    };
    void registered(sip_msg const&);
    void forget_phones();
    bool is_phone_at(rtp::Address const&) const;

    Config config_;
    Random& chance_;
    StackEvents events_;
    Admission admission_;
    ::sip* sip_ = nullptr;
    LibrePointer<tls> tls_;
    std::unique_ptr<StreamGate> gate_;
    sip_lsnr *first_ = nullptr, *first_answers_ = nullptr;
    std::vector<std::unique_ptr<Door>> doors_;
    std::string secret_;
    std::unordered_set<std::string> used_nonces_;
    double strangers_left_ = 0;
    Clock::time_point strangers_at_ {};
    std::map<std::uint32_t, std::unique_ptr<Session>> sessions_;
    std::unordered_multimap<std::string, Session*> by_call_id_;
    std::unordered_map<Session*, Dialog> dialogs_;
    std::vector<std::unique_ptr<Session>> over_; ///< taken apart in the next beat
    /// What calls that we began asked, by their Call-ID: a carrier may ring at several, and more
    /// than one of them may answer, for as long as answers may come (RFC 3261, 13.2.2.4).
    struct Asked {
        LibrePointer<sip_dialog> dialog;
        FarEnd far_end;
        std::optional<Clock::time_point> until = {}; ///< once the call is over
    };
    std::unordered_map<std::string, Asked> asked_calls_;
    std::map<std::string, std::unique_ptr<Question>> questions_;
    std::vector<std::unique_ptr<Registration>> registrations_;
    std::map<std::string, AtHome> phones_;
    std::uint32_t last_dialog_ = 0;
    std::uint64_t beats_ = 0;
};

} // namespace reachline::voice::sip
