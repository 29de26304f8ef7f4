#pragma once

// One call by SIP on either side of it, on libre's transactions and dialogs: begun, rung, answered,
// changed, kept alive, ended. libre has sessions of its own; they know no timers, follow a
// redirection to any address, and answer a change without a word about when the call expires.
//
// A session tells its owner everything through StackEvents. When it is over it is told once, and
// the owner takes it apart in a later beat: libre may be in the middle of it.

#include "voice/libre.hpp"
#include "voice/sip/session_timer.hpp"
#include "voice/sip/stack.hpp"

#include <vector>

namespace reachline::voice::sip {

/// Where a call goes, or came from, and how we prove ourselves there.
struct FarEnd {
    std::string name; ///< the trunk or the phone
    std::string user, password;
    rtp::Address address;
    Transport transport = Transport::Udp;
};

class Session {
public:
    struct Around {
        ::sip* sip = nullptr;
        StackEvents const* events = nullptr;
        std::function<void(Dialog)> over; ///< nothing comes from it any more
    };

    Session(Dialog, FarEnd, Around const&);
    ~Session();
    Session(Session const&) = delete;

    /// A call that comes in: from now on it rings. False if it was refused here.
    bool take(sip_msg const& invite);
    Done call(std::string const& to, std::string const& from, std::string const& offer);

    Done begin_early(std::string const& description);
    Done answer(std::string const& description);
    Done refuse(int status);
    /// Whatever it takes: an answer, CANCEL or BYE. Nothing is told of it.
    void leave();

    bool is_ours(sip_msg const&) const;
    std::string call_id() const;
    /// Of a call that we begin: what all who answer it have in common.
    sip_dialog* asked() const { return asked_.get(); }
    FarEnd const& far_end() const { return far_end_; }
    /// Somebody answered a call of ours that was asked so, after another was taken or it was taken
    /// back: acknowledged and ended, and never told of.
    void end_other(sip_dialog& asked, sip_msg const& answer);
    /// A request inside the call. ACK is one of them.
    void request_arrived(sip_msg const&);
    /// An answer to our INVITE that came again: our ACK was lost.
    void answer_came_again(sip_msg const&);

private:
    enum class State { New, Ringing, Calling, Answered, Leaving, Over };
    struct Reply; ///< an answer of ours that is sent again until the far end says that it came
    /// One of those whom a call of ours rings at (RFC 3261, 12.1): a carrier may try several.
    struct Fork {
        LibrePointer<sip_dialog> dialog;
        std::uint32_t last_reliable = 0; ///< RSeq
        std::string description = {}; ///< its answer, where it came before the call was answered
    };

    // The caller's side (libre_session.cpp).
    int invite();
    void invite_answered(int error, sip_msg const*);
    void accepted(sip_msg const&);
    bool may_follow(sip_msg const&);
    void acknowledge(sip_msg const&);
    void say_bye();
    void bye_answered(int error, sip_msg const*);
    void end(int status, bool by_peer);
    void be_over();
    int reply(sip_msg const&, int status, char const* reason, std::string const& headers,
        std::string const& body, mbuf** sent = nullptr);

    // Before a call is answered (libre_session_early.cpp).
    Fork* fork_of(sip_msg const&) const;
    Fork* fork_from(sip_msg const& answer);
    void progressed(sip_msg const&);
    bool acknowledge_reliable(Fork*, sip_msg const&);
    void asked_early(Fork&, sip_msg const&);
    int ring(int status, char const* reason, std::string const& description);
    void ringing_acknowledged(sip_msg const&);
    void ringing_unheard();
    Done answer_now(std::string const& description);

    // Changes and time (libre_session_changes.cpp).
    void invited_anew(sip_msg const&);
    void updated(sip_msg const&, sip_dialog&, bool is_busy);
    std::optional<TimerAnswer> timer_for(sip_msg const&);
    void learn_abilities(sip_msg const&);
    void info_arrived(sip_msg const&);
    void acknowledged(sip_msg const&);
    void left_by_peer(sip_msg const&);
    int answer_invite(sip_msg const&, std::string const& timer, std::string const& description);
    void start_timer(SessionTimer const&);
    void time_is_over();
    void come_back_to_time(std::uint64_t milliseconds);
    void expire();
    void refresh();
    void refreshed(int error, sip_msg const*);
    static int credentials(char** user, char** password, char const* realm, void* session);
    static int write_contact(sip_transp, sa const* from, sa const* to, mbuf*, void* session);

    Dialog dialog_;
    FarEnd far_end_;
    Around around_;
    State state_ = State::New;
    LibrePointer<sip_dialog> in_, asked_;
    std::vector<std::unique_ptr<Fork>> forks_;
    LibrePointer<sip_auth> proof_;
    sip_strans* ringing_ = nullptr; ///< the INVITE that we have not answered
    LibrePointer<sip_msg> invited_by_;
    struct sip_request* request_ = nullptr; ///< of ours, unanswered: INVITE, UPDATE or BYE
    std::unique_ptr<Reply> reply_; ///< 200, which waits for its ACK
    /// 180 or 183 to a far end that must hear of it, which waits for its PRACK (RFC 3262); and what
    /// waits for that.
    std::unique_ptr<Reply> rung_;
    std::optional<std::string> early_waits_, answer_waits_;
    std::uint32_t last_rung_ = 0; ///< RSeq
    bool rings_reliably_ = false;
    bool described_early_ = false; ///< so the answer need not say it again
    std::string description_; ///< ours, as it was said last
    bool offered_ = false; ///< by us, in the INVITE or in the answer to one without
    bool established_ = false; ///< told as answered
    bool redirected_ = false, proved_ = false, is_refreshing_ = false;
    bool peer_takes_update_ = false;
    std::uint32_t session_seconds_ = our_session_seconds;
    std::uint32_t least_seconds_ = 0; ///< that the far end asks for
    SessionTimer timer_;
    tmr clock_ {};
};

/// What each message of a call says of our abilities, and what those say that begin one.
extern char const our_abilities[];
extern char const our_first_abilities[];

} // namespace reachline::voice::sip
