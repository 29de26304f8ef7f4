#pragma once

#include "voice/sip/libre_session.hpp"

namespace reachline::voice::sip {

/// A good answer to an INVITE is sent again until its ACK comes (RFC 3261, 13.3.1.4), and a
/// reliable one before it until its PRACK does (RFC 3262, 3).
struct Session::Reply {
    Session& session;
    LibrePointer<sip_msg> to;
    LibrePointer<mbuf> message;
    bool awaits_answer = false; ///< our offer stands in it
    bool describes = false; ///< our answer to an offer stands in it
    std::uint32_t number = 0; ///< RSeq; 0: a good answer
    unsigned times = 0;
    tmr again {}, gives_up {};

    explicit Reply(Session& its)
        : session(its)
    {
        tmr_init(&again);
        tmr_init(&gives_up);
    }
    ~Reply()
    {
        tmr_cancel(&again);
        tmr_cancel(&gives_up);
    }
    Reply(Reply const&) = delete;

    void begin(mbuf* sent);
    void stop();

    static void send_again(void* reply);
    static void give_up(void* reply);
};

} // namespace reachline::voice::sip
